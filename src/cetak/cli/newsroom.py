"""The house as the service asks it: many threads at a time, one desk for the paper."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cetak.acquire.more_pages import MorePages
from cetak.acquire.sources import Raw, Source
from cetak.article.sheet import Sheet
from cetak.clean.report import Cleaned
from cetak.cli.desks import Desks
from cetak.cli.house import House, Wishes
from cetak.config import Desk
from cetak.continuing import OtherPages
from cetak.layout.load import load_layout
from cetak.layout.spec import LayoutSpec
from cetak.resources import Resources
from cetak.run.many import Planned
from cetak.serve.choices import beyond_usual
from cetak.serve.wanted import Chosen


@dataclass
class HouseNewsroom:
    """See ``cetak.serve.newsroom.Newsroom``.

    Attributes:
        house: The outside.
        desks: Whose rules apply.
        layout_name: A layout for all stories; ``""`` for that of their desks.
    """

    house: House
    desks: Desks
    layout_name: str = ""
    _specs: dict[str, LayoutSpec] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def resources(self) -> Resources:
        """Files, environment and the clock."""
        return self.house.resources

    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        """What a worker does with a job."""
        return self.house.print_sheet

    def desk(self, folder: Path | None) -> Desk:
        """Whose rules hold for the stories of a folder."""
        with self._lock:
            return self.desks.of(folder)

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages) -> Cleaned:
        """Read and clean a story."""
        return self.house.clean(raw, desk, pages)

    def pages(self, source: Source) -> MorePages:
        """What brings the pages that the stories of a source go on on."""
        return self.house.pages(source, set(), asks_for_saved=False)

    def layout(self, desk: Desk) -> LayoutSpec:
        """The layout whose options readers may choose."""
        name = self.layout_name or desk.layout
        with self._lock:
            if name not in self._specs:
                self._specs[name] = load_layout(name, self.resources).spec
            return self._specs[name]

    def plan(self, raw: Raw, cleaned: Cleaned, desk: Desk, chosen: Chosen) -> Planned[Any]:
        """Bring a story's pictures and say how it is printed."""
        options = beyond_usual(self.layout(desk), desk.options, chosen)
        return self.house.plan(raw, cleaned, desk, Wishes(self.layout_name, options))

    def today(self, desk: Desk) -> dt.date:  # noqa: ARG002 - sheets bear the day of this machine
        """The day that is printed on sheets."""
        return self.resources.now().date()
