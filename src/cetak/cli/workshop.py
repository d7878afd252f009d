"""What one round of watching leaves for the next: a warm press, and stories that are ready."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cetak.acquire.sources import FilesSource, Intake, Raw, Source, Unreadable
from cetak.acquire.story_pictures import story_pictures
from cetak.acquire.watching import Stamp, stamp_of
from cetak.article.story import Article

if TYPE_CHECKING:
    from cetak.clean.report import Cleaned
    from cetak.cli.house import House, Wishes
    from cetak.config import Desk
    from cetak.continuing import OtherPages
    from cetak.run.executor import Executor
    from cetak.run.many import Planned
    from cetak.run.warm import Limits

Days = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A story as it was cleaned, for as long as its bytes and its desk are the same."""

    digest: bytes
    desk: Desk
    cleaned: Cleaned
    joined: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A story as it was prepared, for as long as it and its pictures are the same."""

    cleaned: Cleaned
    wishes: Wishes
    stamps: tuple[tuple[Path, Stamp | None], ...]
    planned: Planned[Any]


@dataclass
class Workshop:
    """Does for each story of a round only what the round before has not done.

    Stories of files are read again each time, which is cheap; what the network gave is asked
    for once, and again where a part of it did not come.

    Attributes:
        house: The outside.
        since: What lay under the paper's name when the first round began, by name and day: all
            rounds make one edition.
    """

    house: House
    since: dict[tuple[Path, str], Any] = field(default_factory=dict)
    _executor: Executor | None = None
    _ready: dict[str, _Ready] = field(default_factory=dict)
    _prepared: dict[str, _Prepared] = field(default_factory=dict)
    _asked: dict[tuple[str, Days], tuple[Intake, ...]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def executor(self, workers: int, limits: Limits) -> Executor:
        """The warm workers of all rounds."""
        if self._executor is None:
            self._executor = self.house.executor(workers, limits)
        return self._executor

    def begin(self) -> None:
        """A round begins: what the last one did not see is forgotten."""
        if self._seen:
            self._ready = {name: one for name, one in self._ready.items() if name in self._seen}
            self._prepared = {
                name: one for name, one in self._prepared.items() if name in self._seen
            }
        self._seen = set()

    def forget(self) -> None:
        """The configuration or a layout has changed: everything is prepared anew."""
        self._ready, self._prepared, self._asked = {}, {}, {}
        self.house.forget_layouts()

    def end(self) -> None:
        """Let the workers go."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    def intakes(
        self, source: Source, days: Days, ask: Callable[[Source], Iterator[Intake]]
    ) -> Iterator[Intake]:
        """What a source gives; of the network what it gave before."""
        if isinstance(source, FilesSource):
            yield from ask(source)
            return
        key = source.name, days
        if key not in self._asked:
            found = tuple(ask(source))
            if any(isinstance(one, Unreadable) for one in found):
                yield from found
                return
            self._asked[key] = found
        yield from self._asked[key]

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages) -> Cleaned:
        """See ``House.clean``."""
        digest = hashlib.sha256(raw.content).digest()
        known = self._ready.get(raw.name)
        self._seen.add(raw.name)
        if known is not None and (known.digest, known.desk) == (digest, desk):
            for one in known.joined:
                pages.took(one)
            return known.cleaned
        listening = _Listening(pages)
        cleaned = self.house.clean(raw, desk, listening)
        if raw.address or not listening.asked:  # a page beside a file may change by itself
            self._ready[raw.name] = _Ready(digest, desk, cleaned, tuple(listening.joined))
        return cleaned

    def plan(self, raw: Raw, cleaned: Cleaned, desk: Desk, wishes: Wishes) -> Planned[Any]:
        """See ``House.plan``."""
        stamps = tuple((path, stamp_of(path)) for path in files_shown(raw, cleaned.article))
        known = self._prepared.get(raw.name)
        if (
            known is not None
            and known.cleaned is cleaned
            and (known.wishes, known.stamps) == (wishes, stamps)
        ):
            return known.planned
        planned = self.house.plan(raw, cleaned, desk, wishes)
        self._prepared[raw.name] = _Prepared(cleaned, wishes, stamps, planned)
        return planned


@dataclass
class _Listening:
    """Brings the pages of a story, and notes which."""

    pages: OtherPages
    asked: bool = False
    joined: list[Raw] = field(default_factory=list)

    def page(self, address: str, beside: Raw) -> Raw:
        self.asked = True
        return self.pages.page(address, beside)

    def took(self, raw: Raw) -> None:
        self.joined.append(raw)
        self.pages.took(raw)


def files_shown(raw: Raw, article: Article) -> tuple[Path, ...]:
    """The files that a story shows; pictures of the network are none."""
    if raw.folder is None:
        return ()
    shown = (picture.source for _, picture in story_pictures(article))
    return tuple(dict.fromkeys(raw.folder / source for source in shown if "://" not in source))
