"""How the command speaks: findings and errors in the terminal's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import typer

from cetak.errors import CetakError
from cetak.findings import Fact, Finding, Severity
from cetak.messages import explain, say

_COLOURS = {
    Severity.INFO: typer.colors.BLUE,
    Severity.WARNING: typer.colors.YELLOW,
    Severity.ERROR: typer.colors.RED,
}
_WORDS = {
    Severity.INFO: "severity-info",
    Severity.WARNING: "severity-warning",
    Severity.ERROR: "severity-error",
}


def to_stderr(text: str) -> None:
    """A line for people, beside the output."""
    typer.echo(text, err=True)


@dataclass(frozen=True)
class Teller:
    """Says things on the terminal.

    Attributes:
        language: ``en`` or ``id``.
        quiet: Errors only.
        write: Where lines for people go.
    """

    language: str
    quiet: bool = False
    write: Callable[[str], None] = to_stderr

    def words(self, code: str, **facts: Fact) -> str:
        """A text of the catalogue."""
        return say(code, self.language, **facts)

    def severity(self, severity: Severity) -> str:
        """The word for a severity."""
        return self.words(_WORDS[severity])

    def note(self, code: str, **facts: Fact) -> None:
        """A plain line, unless quiet was asked for."""
        if not self.quiet:
            self.write(self.words(code, **facts))

    def error(self, error: CetakError) -> None:
        """Each reason of an error."""
        for finding in error.findings:
            self.write(self.told(finding, Severity.ERROR))

    def finding(self, finding: Finding) -> None:
        """A finding, unless quiet was asked for; what only informs is for the report."""
        if not self.quiet and finding.severity is not Severity.INFO:
            self.write(self.told(finding, finding.severity))

    def told(self, finding: Finding, severity: Severity) -> str:
        """A finding in words: what, where and what to do."""
        explained = explain(finding, self.language)
        word = typer.style(self.severity(severity), fg=_COLOURS[severity])
        lines = [f"{word}: {explained.message}", *self._place(finding, explained.message)]
        if explained.hint:
            lines.append(f"  {self.words('hint')}: {explained.hint}")
        return "\n".join(lines)

    def _place(self, finding: Finding, message: str) -> list[str]:
        """The place on a line of its own, unless the message names all of it."""
        place = str(finding.where)
        if not place or place in message:
            return []
        return [f"  {self.words('place')} {place}"]
