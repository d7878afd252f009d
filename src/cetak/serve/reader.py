"""Raw stories of one source become stories; what cannot be read is told and left out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from cetak.acquire.sources import Intake, Raw, Source, Unreadable
from cetak.continuing import OtherPages
from cetak.errors import CetakError
from cetak.serve.newsroom import Newsroom, Pages
from cetak.serve.stories import Story, stamps_of

Trouble = Callable[[str, Exception], None]
"""Told the name of a story that cannot be read, and why."""


@dataclass
class Reader:
    """Reads the stories of a source, one at a time.

    Attributes:
        newsroom: The house.
        source: Where they come from.
        trouble: Told of what cannot be read.
    """

    newsroom: Newsroom
    source: Source
    trouble: Trouble
    _pages: Pages | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def story(self, intake: Intake) -> Story | None:
        """The story, or ``None`` for what cannot be read and for pages of other stories."""
        if isinstance(intake, Unreadable):
            self.trouble(intake.name, intake.error)
            return None
        try:
            with self._lock:  # what brings other pages keeps what it has seen
                return self._read(intake)
        except Exception as problem:  # one broken story is no reason to lose the others
            self.trouble(intake.name, problem)
            return None

    def _read(self, raw: Raw) -> Story | None:
        self._pages = self._pages or self.newsroom.pages(self.source)
        if self._pages.is_part(raw):
            return None
        desk = self.newsroom.desk(raw.folder)
        listening = _Listening(self._pages)
        cleaned = self.newsroom.clean(raw, desk, listening)
        stamps = stamps_of(raw, cleaned.article, listening.brought)
        return Story(raw, desk, cleaned, stamps)


@dataclass
class _Listening:
    """Brings pages, and notes which."""

    pages: OtherPages
    brought: list[Raw] = field(default_factory=list)

    def page(self, address: str, beside: Raw) -> Raw:
        raw = self.pages.page(address, beside)
        self.brought.append(raw)
        return raw

    def took(self, raw: Raw) -> None:
        self.pages.took(raw)


def is_silence(problem: CetakError) -> bool:
    """Whether a source did not answer, rather than have no such story."""
    return not any(finding.code == "web-missing" for finding in problem.findings)
