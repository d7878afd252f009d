"""What somebody ordered with ``cetak print``: the options, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cetak.cli.house import Wishes
from cetak.errors import CetakError
from cetak.run.warm import Limits

STDOUT = "-"


class OrderError(CetakError):
    """The command line contradicts itself or its sources."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Order:
    """One run of ``cetak print``.

    Attributes:
        sources: Files, folders, addresses or ``-``; without any, those of the configuration.
        on: The stories of this day: ``2023-09-20``, ``today`` or ``yesterday``.
        since: Stories of this day and later ones.
        until: Stories of this day and earlier ones.
        find: The story with this address or uri.
        complete: Whether saved feeds and pages may ask the network for what they leave out.
        watch: Whether to print again what changes, until somebody ends it.
        wishes: Layout, options and language of every story.
        output: The one file to write, ``-`` for standard output, ``""`` for the default name.
        out_dir: Folder for default names; ``None`` for the desk's.
        config: A configuration file instead of the nearest one.
        report: Where the JSON report goes.
        limits: What one story may take.
        jobs: Worker processes; 0 for the desk's number.
        strict: Whether findings of severity error set a story aside.
        keep: Whether finished sheets are kept and used again.
        show: Whether the first PDF is opened.
        quiet: Whether only errors are told.
        summary: Whether a table ends the run.
    """

    sources: tuple[str, ...]
    on: str = ""
    since: str = ""
    until: str = ""
    find: str = ""
    complete: bool = False
    watch: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    output: str = ""
    out_dir: Path | None = None
    config: Path | None = None
    report: Path | None = None
    limits: Limits = field(default_factory=Limits)
    jobs: int = 0
    strict: bool = False
    keep: bool = True
    show: bool = False
    quiet: bool = False
    summary: bool = False
