"""All sources of the newsroom as one: the story that a reader means, or why there is none."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cetak.acquire.feeds import FeedSource
from cetak.acquire.opening import AddressSource, ListSource
from cetak.acquire.reach import Reach, read_place
from cetak.acquire.sources import FilesSource, Source
from cetak.acquire.web_pages import PageSource
from cetak.acquire.wordpress import WordPressSource
from cetak.errors import CetakError, SourceError
from cetak.serve.newsroom import Newsroom
from cetak.serve.reader import Reader, Trouble
from cetak.serve.refusals import reason, refusal
from cetak.serve.shelf import FileShelf, Shelf
from cetak.serve.stories import Entry, Story
from cetak.serve.terms import Terms
from cetak.serve.wanted import ByAddress, Wanted
from cetak.serve.web_shelf import ListShelf, SiteShelf, silence


@dataclass(frozen=True)
class Catalogue:
    """The shelves in the order of the sources; the first that has a story gives it.

    Attributes:
        shelves: One for each source.
        trouble: Told of sources that do not answer when nobody waits for them.
    """

    shelves: tuple[Shelf, ...]
    trouble: Trouble

    def known(self, wanted: Wanted) -> Story | None:
        """The story, where it is at hand and surely unchanged. At once."""
        if isinstance(wanted, ByAddress) and not _is_plain(wanted.given):
            return None
        for shelf in self.shelves:
            if (story := shelf.known(wanted)) is not None:
                return story
        return None

    def find(self, wanted: Wanted) -> Story:
        """The story; may read files and ask sources.

        Raises:
            RefusalError: ``story-unknown`` (404), ``address-foreign`` (403) for an address
                that belongs to no source, which is never asked; ``source-silent`` and
                ``index-not-ready`` (503).
        """
        if isinstance(wanted, ByAddress) and not _is_plain(wanted.given):
            raise refusal(403, reason("address-foreign", str(wanted)))
        waiting: CetakError | None = None
        for shelf in self.shelves:
            try:
                story = shelf.find(wanted)
            except CetakError as problem:
                waiting = waiting or problem
                continue
            if story is not None:
                return story
        raise waiting or self._unknown(wanted)

    def forget(self, wanted: Wanted) -> None:
        """Take a story for changed."""
        for shelf in self.shelves:
            shelf.forget(wanted)

    def entries(self, day: dt.date | None, now: dt.datetime) -> tuple[Entry, ...]:
        """The stories that readers may know of, the latest day first."""
        found = self._of_each(lambda shelf: shelf.entries(day))
        listed = [entry for entry in found if entry.may_be_listed(now)]
        return tuple(sorted(listed, key=_latest_first))

    def refresh(self) -> tuple[Entry, ...]:
        """See what has changed in all sources."""
        return tuple(self._of_each(lambda shelf: shelf.refresh()))

    def _of_each(self, ask: Callable[[Shelf], tuple[Entry, ...]]) -> Iterator[Entry]:
        """What the shelves answer; a source that is silent keeps no other from being asked."""
        for shelf in self.shelves:
            try:
                yield from ask(shelf)
            except CetakError as problem:
                self.trouble("", problem)

    def _unknown(self, wanted: Wanted) -> CetakError:
        if isinstance(wanted, ByAddress) and "://" in wanted.given and not self._covers(wanted):
            return refusal(403, reason("address-foreign", str(wanted)))
        return refusal(404, reason("story-unknown", str(wanted)))

    def _covers(self, wanted: ByAddress) -> bool:
        return any(shelf.covers(wanted.given) for shelf in self.shelves)


def _is_plain(address: str) -> bool:
    """Whether an address says where it leads: none with a user's name, or a number in disguise."""
    return "://" not in address or read_place(address) is not None


def catalogue_of(
    sources: tuple[Source, ...], newsroom: Newsroom, terms: Terms, trouble: Trouble
) -> Catalogue:
    """Shelves for sources. Nothing is read or asked yet."""

    def shelf_of(source: Source) -> Shelf:
        return _shelf(source, newsroom, terms, trouble)

    return Catalogue(tuple(map(shelf_of, sources)), trouble)


def _shelf(source: Source, newsroom: Newsroom, terms: Terms, trouble: Trouble) -> Shelf:
    reader = Reader(newsroom, source, trouble)
    if isinstance(source, FilesSource):
        return FileShelf(reader, source.arguments, terms)
    if isinstance(source, WordPressSource):
        now = newsroom.resources.now
        return SiteShelf(reader, source.reach, terms, site=source, now=now)
    if isinstance(source, AddressSource):

        def opened() -> Shelf:
            found = source.opened()
            if isinstance(found, WordPressSource):
                return _shelf(found, newsroom, terms, trouble)
            # What it holds is asked for anew each time, so it is not what answered just now.
            return ListShelf(reader, source.reach, terms, source=source)

        return LateShelf(source, opened)
    return ListShelf(reader, _reach_of(source), terms, source=source)


def _reach_of(source: Source) -> Reach:
    if isinstance(source, FeedSource | PageSource):
        return source.reach
    assert isinstance(source, ListSource)  # noqa: S101 - there are no other kinds
    return Reach((source.address,))


@dataclass
class LateShelf:
    """A source that is told by what its address answers: opened when it is first needed.

    Attributes:
        source: The address.
        opening: Opens it.
    """

    source: AddressSource
    opening: Callable[[], Shelf]
    _shelf: Shelf | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``."""
        return self._shelf.known(wanted) if self._shelf else None

    def find(self, wanted: Wanted) -> Story | None:
        """See ``Shelf``."""
        return self._opened().find(wanted)

    def covers(self, address: str) -> bool:
        """See ``Shelf``."""
        return self._shelf.covers(address) if self._shelf else False

    def entries(self, day: dt.date | None) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        return self._opened().entries(day)

    def refresh(self) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        return self._opened().refresh()

    def forget(self, wanted: Wanted) -> None:
        """See ``Shelf``."""
        if self._shelf:
            self._shelf.forget(wanted)

    def _opened(self) -> Shelf:
        with self._lock:
            if self._shelf is None:
                try:
                    self._shelf = self.opening()
                except SourceError as problem:
                    raise silence(problem, self.source.name) from problem
            return self._shelf


def _latest_first(entry: Entry) -> tuple[int, str]:
    return (-entry.day.toordinal() if entry.day else 0, entry.slug)
