"""The report of what went, as rows of a table and as values for JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cetak.clean.report import Cleaned, Removed

LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line of the report for people.

    Attributes:
        category: What the part was for on the screen.
        rule: Name of the rule.
        line: Line of the source, ``""`` when unknown.
        text: Its words, cut to 80 characters.
        became: What is printed in its place, or ``""``.
    """

    category: str
    rule: str
    line: str
    text: str
    became: str


def audit_rows(cleaned: Cleaned) -> tuple[AuditRow, ...]:
    """One row for everything that went, in the order of the source."""
    return tuple(_row(entry) for entry in cleaned.removed)


def audit_counts(cleaned: Cleaned) -> dict[str, int]:
    """How many parts went, by category, in alphabetical order."""
    counts = Counter(entry.category.value for entry in cleaned.removed)
    return dict(sorted(counts.items()))


def audit_json(cleaned: Cleaned) -> list[dict[str, str | int]]:
    """The report as values that ``json`` writes: texts whole, places apart."""
    return [
        {
            "category": entry.category.value,
            "rule": entry.rule,
            "line": entry.where.line,
            "element": entry.where.part,
            "text": entry.text,
            "became": entry.became,
        }
        for entry in cleaned.removed
    ]


def _row(entry: Removed) -> AuditRow:
    text = entry.text
    short = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
    line = str(entry.where.line or "")
    return AuditRow(entry.category.value, entry.rule, line, short, entry.became)
