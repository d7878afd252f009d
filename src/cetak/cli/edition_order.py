"""What somebody ordered with ``cetak edition``, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cetak.run.warm import Limits


@dataclass(frozen=True, slots=True)
class PrintShop:
    """What a paper needs that is printed by others.

    Attributes:
        bleed_mm: How far ink may run over each edge of a page.
        has_marks: Whether crop marks stand around each page.
        has_booklet: Whether a second file has the pages in the order of a booklet.
    """

    bleed_mm: float = 0.0
    has_marks: bool = False
    has_booklet: bool = False


@dataclass(frozen=True, slots=True)
class EditionOrder:
    """One run of ``cetak edition``.

    Attributes:
        day: A day, ``today`` or ``yesterday``; ``""`` where a plan names it.
        plan: A plan that an editor has changed.
        sources: Where stories come from; none for those of the configuration.
        output: The PDF; ``""`` for the default name.
        config: A configuration file instead of the nearest one.
        report: Where the JSON report goes.
        extras: Folder for sections, stories, pictures of pages, a book; none are made without.
        summary: Whether the run ends with a table.
        layout: The edition's layout; ``""`` for the desk's.
        options: Options of the layout that win over the desk's.
        archival: Whether the file is PDF/A-3u as well.
        limits: What one story may take.
        jobs: Worker processes; 0 for the desk's number.
        strict: Whether findings of severity error stop the paper.
        keep: Whether finished sheets are kept and used again.
        quiet: Whether only errors are told.
        watch: Whether the paper is made again when something changes, until somebody ends it.
        preview: Whether it is shown in the browser meanwhile.
        port: Where it is shown; 0 for any port that is free.
        shop: What the print shop needs.
    """

    day: str = ""
    plan: Path | None = None
    sources: tuple[str, ...] = ()
    output: str = ""
    config: Path | None = None
    report: Path | None = None
    extras: Path | None = None
    summary: bool = False
    layout: str = ""
    options: tuple[tuple[str, str], ...] = ()
    archival: bool = False
    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    strict: bool = False
    keep: bool = True
    quiet: bool = False
    watch: bool = False
    preview: bool = False
    port: int = 0
    shop: PrintShop = field(default_factory=PrintShop)
