"""What the service asks of the house: desks, clean stories, jobs, the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from cetak.acquire.sources import Raw, Source
from cetak.article.sheet import Sheet
from cetak.clean.report import Cleaned
from cetak.config import Desk
from cetak.continuing import OtherPages
from cetak.layout.spec import LayoutSpec
from cetak.resources import Resources
from cetak.run.many import Planned
from cetak.serve.wanted import Chosen


class Pages(OtherPages, Protocol):
    """Brings the pages that stories go on on, and knows which files were such pages."""

    def is_part(self, raw: Raw) -> bool:
        """Whether a file has become part of a story."""


class Newsroom(Protocol):
    """The house behind the service; threads ask it at the same time."""

    @property
    def resources(self) -> Resources:
        """Files, environment and the clock."""

    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        """What a worker does with a job."""

    def desk(self, folder: Path | None) -> Desk:
        """Whose rules hold for the stories of a folder, or of the network.

        Raises:
            CetakError: A configuration that cannot be read.
        """

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages) -> Cleaned:
        """Read and clean a story.

        Raises:
            CetakError: What cannot be read as a story.
        """

    def pages(self, source: Source) -> Pages:
        """What brings the pages that the stories of a source go on on."""

    def layout(self, desk: Desk) -> LayoutSpec:
        """The layout whose options readers may choose."""

    def plan(self, raw: Raw, cleaned: Cleaned, desk: Desk, chosen: Chosen) -> Planned[Any]:
        """Bring a story's pictures and say how it is printed.

        Raises:
            CetakError: A story that is held back, an option that the layout does not have.
        """

    def today(self, desk: Desk) -> dt.date:
        """The day that is printed on sheets."""
