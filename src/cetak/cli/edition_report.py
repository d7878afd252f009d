"""What came of a paper, for machines (JSON) and for people (a table)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cetak.cli.edition_run import Finished
from cetak.cli.report import counted, finding_row
from cetak.cli.telling import Teller
from cetak.edition.stories import word_count
from cetak.errors import CetakError

if TYPE_CHECKING:  # rich is imported when a table is drawn
    from rich.table import Table

REPORT_VERSION = 1


def report_of(finished: Finished, teller: Teller) -> dict[str, Any]:
    """The report, ready for JSON, as ``docs/command.md`` describes it."""
    language = teller.language
    return {
        "version": REPORT_VERSION,
        "file": str(finished.path),
        "edition": finished.made.index,
        "read": finished.read,
        "rendered": finished.made.rendered,
        "proof": {one.name: getattr(finished.proof, one.name) for one in fields(finished.proof)},
        "extras": _extras(finished, language),
        "left-out": [
            {
                "story": one.name,
                "reasons": [finding_row(found, language) for found in one.findings],
            }
            for one in finished.left_out
        ],
        "findings": [finding_row(one, language) for one in finished.findings],
    }


def _extras(finished: Finished, language: str) -> dict[str, Any] | None:
    beside = finished.beside
    if beside is None:
        return None
    return {
        "folder": str(beside.folder),
        "files": list(beside.files),
        "failed": [
            {
                "file": name,
                "reasons": [finding_row(one, language) for one in problem.findings]
                if isinstance(problem, CetakError)
                else [],
            }
            for name, problem in beside.problems
        ],
    }


def edition_tables(finished: Finished, teller: Teller) -> tuple[Table, Table]:
    """A row for each section; and what was proved, found and made beside the paper."""
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    sections = Table(box=None, pad_edge=False, header_style="bold")
    sections.add_column(teller.words("column-section"))
    for code in ("column-stories", "column-words"):
        sections.add_column(teller.words(code), justify="right")
    sections.add_column(teller.words("column-pages"))
    for name, stories, words, pages in section_rows(finished):
        sections.add_row(escape(name), str(stories), str(words), pages)
    ends = Table(box=None, pad_edge=False, show_header=False)
    for label, said in end_rows(finished, teller):
        ends.add_row(escape(label), escape(said))
    return sections, ends


def section_rows(finished: Finished) -> Iterator[tuple[str, int, int, str]]:
    """For each section its name, stories, words, and the pages from its first to its last."""
    made = finished.made
    for section in made.arranged.sections:
        keys = {entry.key for entry in section.entries}
        pages = [page.label for page in made.paper.pages if keys & {s.key for s in page.stories}]
        ends = dict.fromkeys((pages[0], pages[-1])) if pages else {}
        words = sum(word_count(entry.story.article) for entry in section.entries)
        yield section.name, len(keys), words, "–".join(ends)


def end_rows(finished: Finished, teller: Teller) -> Iterator[tuple[str, str]]:
    """What was compared, what was found, what was left out, and what lies beside the paper."""
    proof = ", ".join(
        f"{getattr(finished.proof, one.name)} {teller.words(f'proof-{one.name}')}"
        for one in fields(finished.proof)
    )
    yield teller.words("summary-proof"), proof
    yield teller.words("column-findings"), counted(finished.findings, teller) or "0"
    yield teller.words("summary-left-out"), str(len(finished.left_out))
    if finished.beside is not None:
        yield teller.words("step-extras"), beside_counts(finished.beside.files)


def beside_counts(files: tuple[str, ...]) -> str:
    """How many files lie in each folder: ``stories 36, pages 54, paper.epub``."""
    kinds = [PurePath(name).parts[0] for name in files]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    return ", ".join(name if "." in name else f"{name} {many}" for name, many in counts.items())
