"""The stories of sources on the network: asked one by one, or listed and kept for a while."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cetak.acquire.reach import Reach, read_place
from cetak.acquire.sources import Raw, Source, Unreadable
from cetak.acquire.wordpress import WordPressSource
from cetak.clean.slug import slug_of
from cetak.errors import CetakError
from cetak.serve.index import Index
from cetak.serve.kept import Kept
from cetak.serve.reader import Reader, is_silence
from cetak.serve.refusals import reason, refusal
from cetak.serve.shelf import Clock
from cetak.serve.stories import Entry, Story, entry_of
from cetak.serve.terms import Terms
from cetak.serve.wanted import ByAddress, ByDay, Wanted

_SILENT_SECONDS = 15
_MOST_MISSES = 4096
_MISS_SECONDS = 10.0
_MARGIN = dt.timedelta(days=1)
_OVERLAP = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Had:
    """A story, and until when it counts as unchanged."""

    story: Story
    digest: bytes
    until: float


@dataclass
class _WebShelf:
    """What both kinds of shelves keep.

    Attributes:
        reader: Reads the stories.
        reach: What may be asked.
        terms: Limits.
        clock: Seconds that only grow.
    """

    reader: Reader
    reach: Reach
    terms: Terms
    clock: Clock = time.monotonic
    _index: Index = field(default_factory=Index)
    _stories: Kept[str, _Had] = field(init=False)

    def __post_init__(self) -> None:
        self._stories = Kept(self.terms.most_stories)

    def known(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``; what the network gave counts for ``fresh_seconds``."""
        had = self._had(wanted)
        return had.story if had is not None and self.clock() < had.until else None

    def covers(self, address: str) -> bool:
        """See ``Shelf``."""
        place = read_place(address)
        return place is not None and self.reach.covers(place)

    def forget(self, wanted: Wanted) -> None:
        """See ``Shelf``."""
        self._stories.drop(self._index.name_of(wanted))

    def _had(self, wanted: Wanted) -> _Had | None:
        name = self._index.name_of(wanted)
        return self._stories.get(name) if name else None

    def _take_up(self, raw: Raw) -> Story | None:
        """Read a story, unless its bytes are those that it was read from before."""
        digest = hashlib.sha256(raw.content).digest()
        until = self.clock() + self.terms.fresh_seconds
        had = self._stories.get(raw.name)
        story = had.story if had is not None and had.digest == digest else self.reader.story(raw)
        if story is None:
            self._index.drop(raw.name)
            self._stories.drop(raw.name)
            return None
        self._stories.put(raw.name, _Had(story, digest, until))
        self._index.put(entry_of(story))
        return story

    def _still(self, wanted: Wanted) -> Story:
        """What was had before, while the source does not answer.

        Raises:
            RefusalError: ``source-silent`` where nothing was, or where that is too long ago.
        """
        had = self._had(wanted)
        if had is None or self.clock() > had.until + self.terms.stale_seconds:
            told = reason("source-silent", str(wanted))
            raise refusal(503, told, retry_after=_SILENT_SECONDS)
        return had.story


@dataclass
class SiteShelf(_WebShelf):
    """The posts of a WordPress site, each asked for when a reader asks.

    Attributes:
        site: The source.
        now: The moment, aware.
    """

    site: WordPressSource = field(kw_only=True)
    now: Callable[[], dt.datetime] = field(kw_only=True)
    _misses: Kept[Wanted, float] = field(default_factory=lambda: Kept(_MOST_MISSES))
    _since: dt.datetime | None = None
    _silent_until: float = float("-inf")

    def find(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``."""
        if (story := self.known(wanted)) is not None:
            return story
        if self.clock() < (self._misses.get(wanted) or float("-inf")):
            return None
        if self.clock() < self._silent_until:
            return self._still(wanted)
        silent = False
        for intake in self._asked(wanted):
            if isinstance(intake, Unreadable):
                silent = silent or is_silence(intake.error)
                self.reader.trouble(intake.name, intake.error)
            elif (story := self._take_up(intake)) and self._is_it(story, wanted):
                return story
        if silent:  # readers do not wait for it one after the other
            self._silent_until = self.clock() + _SILENT_SECONDS
            return self._still(wanted)
        self._miss(wanted)
        return None

    def entries(self, day: dt.date | None) -> tuple[Entry, ...]:
        """See ``Shelf``; the posts of a day are asked for."""
        today = self.now().date()
        wanted = day or today
        mark = ByDay(wanted, "")
        if wanted <= today + _MARGIN and self.clock() >= (self._misses.get(mark) or float("-inf")):
            self._misses.put(mark, self.clock() + self.terms.fresh_seconds)
            for intake in self.site.on(wanted):
                if isinstance(intake, Raw):
                    self._take_up(intake)
        return tuple(self._index.entries(day))

    def refresh(self) -> tuple[Entry, ...]:
        """See ``Shelf``; the site is asked what was modified."""
        now = self.now()
        since = self._since or now - dt.timedelta(days=self.terms.prewarm)
        found = list(self.site.changed_since(since))
        silent = [one for one in found if isinstance(one, Unreadable)]
        for one in silent:
            self.reader.trouble(one.name, one.error)
        if not silent:
            self._since = now - _OVERLAP
        return tuple(self._changed(raw for raw in found if isinstance(raw, Raw)))

    def _changed(self, raws: Iterator[Raw]) -> Iterator[Entry]:
        for raw in raws:
            had = self._stories.get(raw.name)
            story = self._take_up(raw)
            if story is not None and (had is None or had.story is not story):
                yield entry_of(story)

    def forget(self, wanted: Wanted) -> None:
        """See ``Shelf``; that there was none is forgotten too."""
        super().forget(wanted)
        self._misses.drop(wanted)

    def _asked(self, wanted: Wanted) -> Iterator[Raw | Unreadable]:
        return self._by_address(wanted) if isinstance(wanted, ByAddress) else self._by_day(wanted)

    def _by_address(self, wanted: ByAddress) -> Iterator[Raw | Unreadable]:
        if self.covers(wanted.given):
            yield from self.site.find(wanted.given)

    def _by_day(self, wanted: ByDay) -> Iterator[Raw | Unreadable]:
        """The usual addresses of such a post first; then those of the day, by their names."""
        parts = urlsplit(self.site.address)
        home = f"{parts.scheme}://{parts.netloc}{parts.path.partition('/wp-json')[0].rstrip('/')}"
        for path in (f"{wanted.day:%Y/%m/%d}/{wanted.slug}", wanted.slug):
            yield from self.site.find(f"{home}/{path}/")
        for intake in self.site.on(wanted.day):
            if isinstance(intake, Unreadable) or _slug(intake) == wanted.slug:
                yield intake

    def _is_it(self, story: Story, wanted: Wanted) -> bool:
        if isinstance(wanted, ByAddress):
            return True  # the site itself has said that it is this post
        return self._index.name_of(wanted) == story.raw.name

    def _miss(self, wanted: Wanted) -> None:
        name = self._index.name_of(wanted)
        if name:
            self._index.drop(name)
            self._stories.drop(name)
        self._misses.put(wanted, self.clock() + _MISS_SECONDS)


@dataclass
class ListShelf(_WebShelf):
    """The stories of a feed or of single pages: all are asked for, and kept for a while.

    Attributes:
        source: Where they come from.
    """

    source: Source = field(kw_only=True)
    _next: float = float("-inf")
    _silent: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``."""
        self.refresh()
        had = self._had(wanted)
        if had is None and not self._silent:
            return None
        return self._still(wanted)

    def entries(self, day: dt.date | None) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        return tuple(self._index.entries(day))

    def forget(self, wanted: Wanted) -> None:
        """See ``Shelf``."""
        super().forget(wanted)
        self._next = float("-inf")

    def refresh(self) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        with self._lock:
            if self.clock() < self._next:
                return ()
            return tuple(self._listed())

    def _listed(self) -> Iterator[Entry]:
        found = list(self.source.all(None, None))
        self._silent = any(_is_silent(one) for one in found)
        pause = _SILENT_SECONDS if self._silent else self.terms.fresh_seconds
        self._next = self.clock() + pause
        for intake in found:
            if isinstance(intake, Unreadable):
                self.reader.trouble(intake.name, intake.error)
                continue
            had = self._stories.get(intake.name)
            story = self._take_up(intake)
            if story is not None and (had is None or had.story is not story):
                yield entry_of(story)
        if not self._silent:
            self._drop_others({intake.name for intake in found})

    def _drop_others(self, names: set[str]) -> None:
        for entry in tuple(self._index.entries()):
            if entry.name not in names:
                self._index.drop(entry.name)
                self._stories.drop(entry.name)


def _is_silent(intake: Raw | Unreadable) -> bool:
    return isinstance(intake, Unreadable) and is_silence(intake.error)


def _slug(raw: Raw) -> str:
    try:
        post = json.loads(raw.content)
    except ValueError:
        return ""
    told = post.get("slug") if isinstance(post, dict) else ""
    return slug_of(told) if isinstance(told, str) else ""


def silence(problem: CetakError, name: str) -> CetakError:
    """What a reader is told of a source that cannot be opened."""
    told = reason("source-silent", name)
    return refusal(503, told, retry_after=_SILENT_SECONDS) if is_silence(problem) else problem
