"""What became of each story, for machines (JSON) and for people (a table)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cetak.article.story import Article
from cetak.clean.report import Cleaned, Removed
from cetak.cli.telling import Teller
from cetak.errors import CetakError
from cetak.findings import Finding, Severity
from cetak.messages import explain
from cetak.run.many import Outcome, Printed, SetAside

if TYPE_CHECKING:  # rich is imported when a table is drawn
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of a source, without article and PDF: a run may have many.

    Attributes:
        outcome: The outcome, its heavy parts emptied.
        sha256: Of the PDF, in hexadecimal; ``""`` without one.
    """

    outcome: Outcome
    sha256: str = ""

    @classmethod
    def of(cls, outcome: Outcome) -> ReportLine:
        """The line for an outcome."""
        if isinstance(outcome, SetAside):
            return cls(outcome)
        digest = hashlib.sha256(outcome.sheet.pdf).hexdigest()
        sheet = replace(outcome.sheet, pdf=b"")
        cleaned = replace(outcome.cleaned, article=Article())
        return cls(replace(outcome, sheet=sheet, cleaned=cleaned), digest)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stories a run had to do with.

    Attributes:
        read: All that were read, or could not be.
        printed: Those of which there is a PDF now.
        set_aside: Those that could not be printed.
        not_asked_for: Those of other days.
        undated: Those without a date, where days were asked for.
    """

    read: int = 0
    printed: int = 0
    set_aside: int = 0
    not_asked_for: int = 0
    undated: int = 0

    @property
    def is_worth_telling(self) -> bool:
        """Whether there is more to say than that one story was printed."""
        return self.read > 1 or self.set_aside > 0

    def told(self, teller: Teller, *, is_stopped: bool = False) -> str:
        """The counts as a sentence."""
        return teller.words(
            "stories-counted",
            read=self.read,
            printed=self.printed,
            aside=self.set_aside,
            others=self.not_asked_for or "",
            undated=self.undated or "",
            stopped=teller.words("stopped-early") if is_stopped else "",
        )


def report_json(
    lines: Sequence[ReportLine], counts: Counts, findings: Sequence[Finding], language: str
) -> bytes:
    """The report of a run, as ``docs/command.md`` describes it."""
    return written(
        {
            "version": 1,
            "counts": count_row(counts),
            "findings": [finding_row(finding, language) for finding in findings],
            "stories": [story_row(line, language) for line in lines],
        }
    )


def count_row(counts: Counts) -> dict[str, int]:
    """The counts by their names in the report."""
    return {
        "read": counts.read,
        "printed": counts.printed,
        "set_aside": counts.set_aside,
        "not_asked_for": counts.not_asked_for,
        "undated": counts.undated,
    }


def written(value: Any) -> bytes:
    """A value as JSON for files: readable, one newline at the end.

    File names may hold bytes that are no text; what stands for them is escaped as JSON does.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


def story_row(line: ReportLine, language: str) -> dict[str, Any]:
    """One story of the report; of a story set aside only its errors are known."""
    outcome = line.outcome
    if isinstance(outcome, SetAside):
        findings = outcome.error.findings if isinstance(outcome.error, CetakError) else ()
        return _row(outcome.name) | {"findings": [finding_row(f, language) for f in findings]}
    return _row(outcome.name) | {
        "output": str(outcome.path) if outcome.path else "-",
        "layout": outcome.layout,
        "pages": outcome.sheet.measured.pages,
        "milliseconds": outcome.milliseconds,
        "cached": outcome.cached,
        "sha256": line.sha256,
        "removed": [removed_row(removed) for removed in outcome.cleaned.removed],
        "findings": [finding_row(finding, language) for finding in outcome.findings],
    }


def finding_row(finding: Finding, language: str) -> dict[str, Any]:
    """A finding with its words."""
    explained = explain(finding, language)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": {
            "source": finding.where.source,
            "line": finding.where.line,
            "column": finding.where.column,
            "part": finding.where.part,
        },
        "message": explained.message,
        "hint": explained.hint,
        "facts": dict(finding.facts),
    }


def removed_row(removed: Removed) -> dict[str, Any]:
    """Something that was taken out."""
    return {
        "category": removed.category.value,
        "rule": removed.rule,
        "line": removed.where.line,
        "part": removed.where.part,
        "text": removed.text,
        "became": removed.became,
    }


def summary_table(lines: Sequence[ReportLine], caption: str, teller: Teller) -> Table:
    """Source, layout, pages, milliseconds, what was stripped, findings; the counts below."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold", caption=caption)
    table.caption_justify, table.caption_style = "left", ""
    for code in ("column-source", "column-layout"):
        table.add_column(teller.words(code))
    for code in ("column-pages", "column-milliseconds"):
        table.add_column(teller.words(code), justify="right")
    for code in ("column-stripped", "column-findings"):
        table.add_column(teller.words(code))
    for line in lines:
        table.add_row(*_cells(line.outcome, teller))
    return table


def removed_table(stories: Sequence[Cleaned], teller: Teller) -> Table:
    """Category, rule, line and text of everything that was taken out."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for code in ("column-category", "column-rule", "column-line"):
        table.add_column(teller.words(code), no_wrap=True)
    table.add_column(teller.words("column-text"), overflow="fold")
    for removed in (removed for story in stories for removed in story.removed):
        line = str(removed.where.line or "")
        became = f" → {removed.became}" if removed.became else ""
        text = Text(f"{removed.text}{became}")
        table.add_row(Text(removed.category.value), Text(removed.rule), line, text)
    return table


def stripped(removed: Sequence[Removed]) -> str:
    """Counts by category: ``related 3, share 1``."""
    counts = Counter(part.category.value for part in removed)
    return ", ".join(f"{name} {number}" for name, number in counts.most_common())


def _row(name: str) -> dict[str, Any]:
    return {
        "source": name,
        "output": None,
        "layout": None,
        "pages": None,
        "milliseconds": None,
        "cached": False,
        "sha256": None,
        "removed": [],
        "findings": [],
    }


def _cells(outcome: Outcome, teller: Teller) -> tuple[str, ...]:
    from rich.markup import escape  # noqa: PLC0415

    if isinstance(outcome, SetAside):
        codes = str(outcome.error).rpartition(": ")[2]
        return (
            escape(outcome.name),
            "",
            "",
            "",
            "",
            escape(f"{teller.words('set-aside')}: {codes}"),
        )
    return (
        escape(outcome.name),
        escape(outcome.layout),
        str(outcome.sheet.measured.pages),
        _milliseconds(outcome, teller),
        stripped(outcome.cleaned.removed),
        counted(outcome.findings, teller),
    )


def _milliseconds(printed: Printed, teller: Teller) -> str:
    number = f"{printed.milliseconds:.0f}"
    return f"{number} ({teller.words('from-store')})" if printed.cached else number


def counted(findings: Sequence[Finding], teller: Teller) -> str:
    """How many findings there are of each severity, in words; ``""`` for none."""
    counts = Counter(finding.severity for finding in findings)
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    told = (f"{counts[s]} {teller.severity(s)}" for s in order if counts[s])
    return ", ".join(told)
