"""What the user named becomes sources: files and folders, sites, feeds and pages."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cetak.acquire.credentials import Credentials, credentials_for, credentials_on_request
from cetak.acquire.exports import SNIFFED_BYTES, is_list, item_names, listed_stories
from cetak.acquire.feeds import FeedSource
from cetak.acquire.patience import Manners
from cetak.acquire.reach import Reach, read_place
from cetak.acquire.sources import (
    FilesSource,
    Intake,
    Raw,
    Source,
    Unreadable,
    Unsifted,
    is_address,
)
from cetak.acquire.web import Fetched, Web
from cetak.acquire.web_pages import ACCEPT, PageSource
from cetak.acquire.wordpress import WordPressSource
from cetak.acquire.wordpress_rest import answers_as_root, linked_root, named_root
from cetak.config import SourceEntry
from cetak.errors import SourceError
from cetak.resources import Resources


def sources_of(
    arguments: Sequence[str],
    resources: Resources,
    stdin: Callable[[], bytes],
    web: Web,
    entries: Sequence[SourceEntry] = (),
) -> tuple[Source, ...]:
    """The sources that the user named, in the order given. Nothing is read or asked yet.

    Args:
        arguments: Files, folders, ``-``, http and https addresses.
        resources: The door to files and environment.
        stdin: Reads standard input whole; called once at most.
        web: The door to the network.
        entries: The sources of ``cetak.yaml``: their sites may have their logins.
    """
    sources: list[Source] = []
    for is_web, group in itertools.groupby(dict.fromkeys(arguments), is_address):
        if is_web:
            sources += [AddressSource.of(one, resources, web, entries) for one in group]
        else:
            sources.append(FilesSource(tuple(group), resources, stdin))
    return tuple(sources)


def desk_sources(
    entries: Sequence[SourceEntry], resources: Resources, web: Web
) -> tuple[Source, ...]:
    """The sources that ``cetak.yaml`` names, in its order. Nothing is read or asked yet."""
    return tuple(_entry_source(entry, resources, web) for entry in entries)


@dataclass(frozen=True, slots=True)
class AddressSource:
    """An address whose answer tells what it is: a feed, a WordPress site, posts, a page.

    Attributes:
        address: As the user gave it.
        web: The door to the network.
        reach: What may be asked.
        credentials: A login, should it be a WordPress site.
    """

    address: str
    web: Web
    reach: Reach
    credentials: Credentials

    @classmethod
    def of(
        cls, address: str, resources: Resources, web: Web, entries: Sequence[SourceEntry] = ()
    ) -> AddressSource:
        """The source behind an address of the command line; see ``sources_of``."""
        named = ((entry.wordpress, entry.name) for entry in entries if entry.wordpress)
        login = credentials_on_request(address, resources, named)
        return cls(address, web, Reach((address,)), login)

    @property
    def name(self) -> str:
        """The address, as the user gave it."""
        return self.address

    def find(self, uri: str) -> Iterator[Intake]:
        """See the source that it turns out to be."""
        return self._told(lambda source: source.find(uri))

    def on(self, day: dt.date) -> Iterator[Intake]:
        """See the source that it turns out to be."""
        return self._told(lambda source: source.on(day))

    def all(self, since: dt.date | None, until: dt.date | None) -> Iterator[Intake]:
        """See the source that it turns out to be."""
        return self._told(lambda source: source.all(since, until))

    def opened(self) -> Source:
        """The source, told by what the address answers.

        Raises:
            SourceError: When it does not answer; see ``Web.get``.
        """
        if named_root(self.address) is not None:
            return self._wordpress(None)
        page = self.web.get(self.address, self.reach, accept=ACCEPT)
        if item_names(page.content[:SNIFFED_BYTES]) and not _is_page(page):
            return FeedSource(self.address, self.web, self.reach, page)
        if is_list(page.content):
            return ListSource(self.address, page)
        if answers_as_root(page) or _is_front_page(page):
            return self._wordpress(page)
        return PageSource((self.address,), self.web, self.reach, page)

    def _wordpress(self, page: Fetched | None) -> Source:
        return WordPressSource(self.address, self.web, self.reach, self.credentials, page=page)

    def _told(self, ask: Callable[[Source], Iterator[Intake]]) -> Iterator[Intake]:
        try:
            source = self.opened()
        except SourceError as problem:
            yield Unreadable(self.address, problem)
            return
        yield from ask(source)


@dataclass(frozen=True, slots=True)
class ListSource(Unsifted):
    """A JSON list of posts or items behind one address, such as a page of ``wp/v2/posts``.

    Attributes:
        address: As the user gave it.
        page: What it answered.
    """

    address: str
    page: Fetched

    @property
    def name(self) -> str:
        """The address, as the user gave it."""
        return self.address

    def everything(self) -> Iterator[Intake]:
        """Every story of the list."""
        for label, part in listed_stories(self.address, self.page.content):
            if isinstance(part, SourceError):
                yield Unreadable(label, part)
            else:
                yield Raw(label, part, None, self.page.address)


def _entry_source(entry: SourceEntry, resources: Resources, web: Web) -> Source:
    if entry.folder or entry.export:
        return FilesSource((entry.folder or entry.export,), resources, lambda: b"")
    own = web.keeping(Manners(entry.timeout_seconds, entry.retries, entry.requests_per_second))
    named = entry.pages or (entry.wordpress or entry.feed,)
    reach = Reach(named, entry.hosts)
    if entry.feed:
        return FeedSource(entry.feed, own, reach)
    if entry.pages:
        return PageSource(entry.pages, own, reach)
    login = credentials_for(entry.wordpress, entry.name, resources)
    return WordPressSource(entry.wordpress, own, reach, login, entry.per_page)


def _is_page(page: Fetched) -> bool:
    return b"<html" in page.content[:2000].lower()


def _is_front_page(page: Fetched) -> bool:
    """Whether it is the front page of the WordPress site whose interface it names."""
    rest, place = linked_root(page), read_place(page.address)
    if rest is None or place is None:
        return False
    return place.target.rstrip("/") == rest.home.rstrip("/")
