"""What stops the press: a few errors, sorted by who must act, each with a fixed exit code.

An error carries the findings that caused it, so that one stop can report every problem at
once. Messages live in ``cetak/messages/*.yaml``, keyed by the code of a finding.

Exit codes:
    0   everything asked for was written, findings or not
    1   a fault in cetak itself; of ``cetak edition diff``: the two papers differ
    2   the command line was wrong (Typer's own code for usage errors)
    3   configuration   4   source    5   layout    6   resource
    7   press           8   proof     10  ``--strict`` refused a finding of severity error
    9   some sources were set aside, the rest is complete
    130 interrupted (Ctrl-C)
Any code but 0 and 9 means that nothing was written.
"""

from __future__ import annotations

from typing import ClassVar, Self

from cetak.findings import Fact, Finding, Severity, Where

DIFFERENT_EXIT_CODE = 1
PARTIAL_EXIT_CODE = 9
INTERRUPTED_EXIT_CODE = 130


class CetakError(Exception):
    """A stop with its reasons.

    Attributes:
        findings: One or more reasons, each of severity error.
        exit_code: What the process ends with when nothing else was written.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    @classmethod
    def because(cls, code: str, where: Where | str = "", **facts: Fact) -> Self:
        """An error with a single reason.

        Args:
            code: Key of the message in the catalogue, such as ``source-empty``.
            where: The place, or just the name of a source.
            **facts: Values for the message's placeholders.
        """
        place = where if isinstance(where, Where) else Where(source=where)
        return cls(Finding(code, Severity.ERROR, place, facts))

    def __str__(self) -> str:
        return "; ".join(f"{finding.where}: {finding.code}" for finding in self.findings)


class ConfigError(CetakError):
    """The newsroom's configuration or an option must change."""

    exit_code = 3


class SourceError(CetakError):
    """The story's own file or page must change."""

    exit_code = 4


class LayoutError(CetakError):
    """The layout folder must change."""

    exit_code = 5


class ResourceError(CetakError):
    """A file, folder, disk, font or network is not as needed."""

    exit_code = 6


class PressError(CetakError):
    """The engine failed, hung or ran out of memory."""

    exit_code = 7


class ProofError(CetakError):
    """The finished PDF is not what the story says."""

    exit_code = 8


class StrictError(CetakError):
    """``--strict`` turned findings of severity error into a stop."""

    exit_code = 10
