"""A story as the service keeps it: read, clean, and with the addresses that readers know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from cetak.acquire.sources import Raw, is_address
from cetak.acquire.story_pictures import story_pictures
from cetak.acquire.watching import Stamp, stamp_of
from cetak.article.story import Article, Status
from cetak.clean.report import Cleaned
from cetak.clean.slug import slug_of
from cetak.config import Desk
from cetak.edition.addresses import same_address
from cetak.edition.stories import local_day
from cetak.serve.kept import Kept
from cetak.serve.wanted import Chosen

Stamps = tuple[tuple[Path, Stamp | None], ...]


_MOST_SHEETS = 64


@dataclass(frozen=True, slots=True)
class SheetName:
    """What a sheet is known by.

    Attributes:
        key: Hash of all that goes into it.
        file_name: What it is called on a reader's disk: a-z, 0-9 and dashes.
    """

    key: str
    file_name: str


def _sheets() -> Kept[tuple[Chosen, dt.date], SheetName]:
    return Kept(_MOST_SHEETS)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A story that was read and cleaned. Each reading makes another one.

    Attributes:
        raw: As it came in.
        desk: Whose rules it was cleaned by.
        cleaned: What is printed, and what is not.
        stamps: The files that it was made from, as they were then.
        sheets: Its sheets by options and day of printing, as far as they were named.
    """

    raw: Raw
    desk: Desk
    cleaned: Cleaned = field(repr=False)
    stamps: Stamps = ()
    sheets: Kept[tuple[Chosen, dt.date], SheetName] = field(default_factory=_sheets, repr=False)

    @property
    def article(self) -> Article:
        """What is printed."""
        return self.cleaned.article

    def is_unchanged(self) -> bool:
        """Whether its files are those that it was made from."""
        return all(stamp_of(path) == stamp for path, stamp in self.stamps)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of a story.

    Attributes:
        name: What its source calls it.
        day: When it came out, where the paper appears; ``None`` for nobody knows.
        slug: Its name in addresses; each day has it once.
        headline: Its title, or its name.
        section: Part of the paper.
        language: Its language, or the paper's.
        names: What it may be asked for by: its addresses in one spelling, its uri.
        address: Where it is read on the web, else its uri.
        is_public: Whether it may be listed: neither withheld nor canceled.
        embargoed_until: Not to be listed before.
    """

    name: str
    day: dt.date | None
    slug: str
    headline: str
    section: str = ""
    language: str = ""
    names: frozenset[str] = frozenset()
    address: str = ""
    is_public: bool = True
    embargoed_until: dt.datetime | None = None

    def may_be_listed(self, now: dt.datetime) -> bool:
        """Whether readers may learn that there is such a story."""
        until = self.embargoed_until
        is_free = until is None or (until if until.tzinfo else until.astimezone()) <= now
        return self.is_public and is_free


def entry_of(story: Story) -> Entry:
    """What the index keeps of a story."""
    article = story.article
    paper = story.desk.publication
    zone = ZoneInfo(paper.time_zone) if paper.time_zone else None
    moment = article.published
    title = article.headline.text
    return Entry(
        name=story.raw.name,
        day=None if moment is None else local_day(moment, zone),
        slug=slug_of(article.slug or title) or "story",
        headline=title or story.raw.name,
        section=article.section,
        language=article.language or paper.language,
        names=_names(article, story.raw),
        address=article.canonical_url or article.uri,
        is_public=article.status is Status.USABLE,
        embargoed_until=article.embargoed_until,
    )


def spelled(name: str) -> str:
    """One spelling for an address or uri."""
    return same_address(name) or name.strip()


def stamps_of(raw: Raw, article: Article, joined: Iterable[Raw]) -> Stamps:
    """The files that a story is made from: its own, its other pages, its pictures."""
    if raw.folder is None:
        return ()
    shown = (picture.source for _, picture in story_pictures(article))
    pictures = [raw.folder / source for source in shown if "://" not in source]
    pages = [Path(page.name) for page in joined if page.folder is not None]
    files = dict.fromkeys((file_of(raw), *pages, *pictures))
    return tuple((path, stamp_of(path)) for path in files)


def file_of(raw: Raw) -> Path:
    """The file that holds a story; one of many in a file bears a mark behind its name."""
    path = Path(raw.name)
    if "#" not in path.name or stamp_of(path) is not None:
        return path
    return Path(raw.name.rpartition("#")[0])


def _names(article: Article, raw: Raw) -> frozenset[str]:
    known = (article.uri, article.canonical_url, raw.name if is_address(raw.name) else "")
    return frozenset(spelled(name) for name in known if name.strip())
