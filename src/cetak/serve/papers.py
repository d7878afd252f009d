"""Finished papers: a folder of them, each under its day, from that day on."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cetak.acquire.watching import Stamp, stamp_of
from cetak.errors import ResourceError
from cetak.resources import Resources
from cetak.serve.conditions import Held
from cetak.serve.kept import Kept

MOST_BYTES = 512 * 1024 * 1024
_HOT_BYTES = 128_000_000
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(.{1,200}))?\.pdf", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Had:
    stamp: Stamp
    held: Held


@dataclass
class PaperShelf:
    """The papers of a folder; ``2023-09-20.pdf`` or ``2023-09-20-<paper>.pdf``.

    Attributes:
        folder: Where they lie; ``None`` for no papers.
        stem: What comes behind the day in the name of a paper: the paper's own name.
        resources: The door to files.
        max_age_seconds: How long others may keep a paper without asking.
    """

    folder: Path | None
    stem: str
    resources: Resources
    max_age_seconds: int = 60
    _papers: Kept[dt.date, _Had] = field(
        default_factory=lambda: Kept(_HOT_BYTES, lambda had: len(had.held.pdf))
    )

    def days(self, today: dt.date) -> tuple[dt.date, ...]:
        """The days that have a paper, the latest first; those to come have none for readers."""
        if self.folder is None:
            return ()
        try:
            names = [path.name for path in self.resources.listing(self.folder)]
        except ResourceError:
            return ()
        days = {day for name in names if (day := self._day_of(name)) and day <= today}
        return tuple(sorted(days, reverse=True))

    def paper(self, day: dt.date, today: dt.date) -> Held | None:
        """The paper of a day, or ``None``; read again only when its file has changed."""
        if day > today:
            return None
        for path in self._paths(day):
            stamp = stamp_of(path)
            if stamp is not None:
                return self._current(day, path, stamp)
        return None

    def _current(self, day: dt.date, path: Path, stamp: Stamp) -> Held | None:
        had = self._papers.get(day)
        if had is not None and had.stamp == stamp:
            return had.held
        try:
            pdf = self.resources.read(path, MOST_BYTES)
        except ResourceError:
            return None
        modified = min(int(stamp.modified_ns // 10**9), int(time.time()) - 1)
        key = hashlib.sha256(pdf).hexdigest()
        held = Held(key, pdf, modified, day.isoformat(), self.max_age_seconds)
        self._papers.put(day, _Had(stamp, held))
        return held

    def _paths(self, day: dt.date) -> Iterator[Path]:
        if self.folder is not None:
            yield self.folder / f"{day.isoformat()}-{self.stem}.pdf"
            yield self.folder / f"{day.isoformat()}.pdf"

    def _day_of(self, name: str) -> dt.date | None:
        match = _NAME.fullmatch(name)
        if match is None or match[2] not in (None, self.stem):
            return None
        try:
            return dt.date.fromisoformat(match[1])
        except ValueError:
            return None
