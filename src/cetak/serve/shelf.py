"""The stories of one source, as readers ask for them; and how stories of files are kept."""

from __future__ import annotations

import collections
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cetak.acquire.sources import gather, story_files
from cetak.acquire.watching import Stamp, stamp_of
from cetak.serve.index import Index
from cetak.serve.kept import Kept
from cetak.serve.reader import Reader
from cetak.serve.refusals import reason, refusal
from cetak.serve.stories import Entry, Story, entry_of
from cetak.serve.terms import Terms
from cetak.serve.wanted import Wanted

_SCAN_SHARE = 20
"""Looking through folders takes at most one part in so many of the time."""

Clock = Callable[[], float]


class Shelf(Protocol):
    """The stories of one source; threads ask it at the same time."""

    def known(self, wanted: Wanted) -> Story | None:
        """The story, where it is at hand and surely unchanged. At once."""

    def find(self, wanted: Wanted) -> Story | None:
        """The story; reads, or asks the source, where it must.

        Raises:
            RefusalError: ``source-silent``, ``index-not-ready`` (503).
        """

    def covers(self, address: str) -> bool:
        """Whether an address is within the source's reach."""

    def entries(self, day: dt.date | None) -> tuple[Entry, ...]:
        """What is known of its stories, or those of a day."""

    def refresh(self) -> tuple[Entry, ...]:
        """See what has changed since the last time: the stories that are new or other ones."""

    def forget(self, wanted: Wanted) -> None:
        """Take a story for changed."""


@dataclass
class FileShelf:
    """Stories of files and folders; changes are noticed by the stamps of files.

    Attributes:
        reader: Reads the stories.
        arguments: Files and folders.
        terms: Limits.
        clock: Seconds that only grow.
    """

    reader: Reader
    arguments: tuple[str, ...]
    terms: Terms
    clock: Clock = time.monotonic
    is_complete: bool = False
    _index: Index = field(default_factory=Index)
    _files: dict[Path, tuple[Stamp | None, tuple[str, ...]]] = field(default_factory=dict)
    _file_of: dict[str, Path] = field(default_factory=dict)
    _checked: dict[str, float] = field(default_factory=dict)
    _next_scan: float = float("-inf")
    _scanning: threading.Lock = field(default_factory=threading.Lock)
    _changing: threading.Lock = field(default_factory=threading.Lock)
    _stories: Kept[str, Story] = field(init=False)

    def __post_init__(self) -> None:
        self._stories = Kept(self.terms.most_stories)

    def known(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``; files are looked at anew after ``recheck_seconds``."""
        name = self._index.name_of(wanted)
        story = self._stories.get(name) if name else None
        if story is None:
            return None
        now = self.clock()
        if now - self._checked.get(name, float("-inf")) > self.terms.recheck_seconds:
            if not story.is_unchanged():
                return None
            self._checked[name] = now
        return story

    def find(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``."""
        name = self._index.name_of(wanted)
        if not name:
            self._scan_if_due()
            name = self._index.name_of(wanted)
        if name and (story := self._current(name)) is not None:
            return story if self._index.name_of(wanted) == name else self.known(wanted)
        return None

    def covers(self, address: str) -> bool:  # noqa: ARG002 - files have no addresses of their own
        """See ``Shelf``: what it has, it has by name."""
        return False

    def entries(self, day: dt.date | None) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        return tuple(self._index.entries(day))

    def refresh(self) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        with self._scanning:
            return tuple(self._scanned())

    def forget(self, wanted: Wanted) -> None:
        """See ``Shelf``."""
        name = self._index.name_of(wanted)
        self._stories.drop(name)
        self._next_scan = float("-inf")

    def _scan_if_due(self) -> None:
        if not self.is_complete:
            again = self.terms.retry_after_seconds
            raise refusal(503, reason("index-not-ready"), retry_after=again)
        with self._scanning:
            if self.clock() >= self._next_scan:
                collections.deque(self._scanned(), maxlen=0)

    def _scanned(self) -> Iterator[Entry]:
        began = self.clock()
        files = story_files(self.arguments, self.reader.newsroom.resources)
        for gone in self._files.keys() - set(files):
            self._take_down(gone)
        for path in files:
            known = self._files.get(path)
            if known is None or known[0] != stamp_of(path):
                yield from (entry_of(story) for story in self._read(path))
        self.is_complete = True
        now = self.clock()
        self._next_scan = now + max(self.terms.recheck_seconds, (now - began) * _SCAN_SHARE)

    def _read(self, path: Path) -> tuple[Story, ...]:
        """The stories of a file, taken up; those that it no longer holds are taken down."""
        stamp = stamp_of(path)
        resources = self.reader.newsroom.resources
        read = map(self.reader.story, gather((str(path),), resources, lambda: b""))
        stories = tuple(story for story in read if story is not None)
        with self._changing:
            self._exchange(path, stamp, stories)
        return stories

    def _exchange(self, path: Path, stamp: Stamp | None, stories: tuple[Story, ...]) -> None:
        names = tuple(story.raw.name for story in stories)
        for name in self._files.get(path, (None, ()))[1]:
            if name not in names:
                self._forget_name(name)
        self._files[path] = stamp, names
        for story in stories:
            self._take_up(story, path)

    def _take_up(self, story: Story, path: Path) -> None:
        name = story.raw.name
        self._file_of[name] = path
        self._checked[name] = self.clock()
        self._stories.put(name, story)
        self._index.put(entry_of(story))

    def _take_down(self, path: Path) -> None:
        with self._changing:
            for name in self._files.pop(path, (None, ()))[1]:
                self._forget_name(name)

    def _forget_name(self, name: str) -> None:
        self._index.drop(name)
        self._stories.drop(name)
        self._file_of.pop(name, None)
        self._checked.pop(name, None)

    def _current(self, name: str) -> Story | None:
        """The story as its files are now."""
        story = self._stories.get(name)
        if story is not None and story.is_unchanged():
            self._checked[name] = self.clock()
            return story
        path = self._file_of.get(name)
        if path is None:
            return None
        if stamp_of(path) is None:
            self._take_down(path)
            return None
        return next((one for one in self._read(path) if one.raw.name == name), None)
