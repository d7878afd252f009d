"""What need not stop the press: findings travel with the result they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float | bool


class Severity(StrEnum):
    """How much a finding matters; ``--strict`` stops at ``error``."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source.

    Attributes:
        source: File, address or name that the user gave.
        line: Line in the source, counted from 1; 0 when unknown.
        column: Column in the line, counted from 1; 0 when unknown.
        part: Part of the story, such as ``body[3].picture``.
    """

    source: str = ""
    line: int = 0
    column: int = 0
    part: str = ""

    def __str__(self) -> str:
        position = "".join(f":{number}" for number in (self.line, self.column) if number)
        part = f" ({self.part})" if self.part else ""
        return f"{self.source}{position}{part}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth knowing about a story, a layout or a finished PDF.

    Attributes:
        code: Key of message and hint in ``cetak/messages/*.yaml``.
        severity: Info, warning or error.
        where: The place it is about.
        facts: Values for the placeholders of the message.
    """

    code: str
    severity: Severity
    where: Where = field(default_factory=Where)
    facts: Mapping[str, Fact] = field(default_factory=dict)


def info(code: str, where: Where | str = "", **facts: Fact) -> Finding:
    """A finding that only informs."""
    return Finding(code, Severity.INFO, _place(where), facts)


def warning(code: str, where: Where | str = "", **facts: Fact) -> Finding:
    """A finding that somebody should look at."""
    return Finding(code, Severity.WARNING, _place(where), facts)


def error(code: str, where: Where | str = "", **facts: Fact) -> Finding:
    """A finding that ``--strict`` turns into a stop."""
    return Finding(code, Severity.ERROR, _place(where), facts)


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without repetitions, in the order of their first appearance."""
    seen: dict[str, Finding] = {}
    for finding in findings:
        seen.setdefault(repr(finding), finding)
    return tuple(seen.values())


def _place(where: Where | str) -> Where:
    return where if isinstance(where, Where) else Where(source=where)
