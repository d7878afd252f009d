"""Single stories on the network: a web page, or a story's file, behind an address."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cetak.acquire.reach import Reach, read_place
from cetak.acquire.sources import Intake, Raw, Unreadable
from cetak.acquire.web import Fetched, Web
from cetak.errors import SourceError

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
_NO_STORIES = ("image/", "audio/", "video/", "font/")
_NO_STORY_TYPES = frozenset({"application/pdf", "application/zip", "application/gzip"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_UTF_8 = frozenset({"utf-8", "utf_8", "utf8"})


@dataclass(frozen=True, slots=True)
class PageSource:
    """Pages by their addresses; each door gives them all.

    Attributes:
        addresses: The pages, in their order.
        web: The door to the network.
        reach: What may be asked.
        first: The first page, where it was fetched already.
    """

    addresses: tuple[str, ...]
    web: Web
    reach: Reach
    first: Fetched | None = None

    @property
    def name(self) -> str:
        """The addresses, as the user gave them."""
        return " ".join(self.addresses)

    def find(self, uri: str) -> Iterator[Intake]:
        """The page with that address, if it is one of them."""
        wanted = _same(uri)
        for number, address in enumerate(self.addresses):
            if _same(address) == wanted:
                yield self._page(number, address)

    def on(self, day: dt.date) -> Iterator[Intake]:
        """Every page; see ``Source``."""
        return self.all(day, day)

    def all(
        self,
        since: dt.date | None,  # noqa: ARG002 - a story's day is known after reading
        until: dt.date | None,  # noqa: ARG002
    ) -> Iterator[Intake]:
        """Every page."""
        for number, address in enumerate(self.addresses):
            yield self._page(number, address)

    def _page(self, number: int, address: str) -> Intake:
        try:
            at_hand = self.first if number == 0 else None
            page = at_hand or self.web.get(address, self.reach, accept=ACCEPT)
            return page_intake(page, address)
        except SourceError as problem:
            return Unreadable(address, problem)


def page_intake(page: Fetched, name: str) -> Raw:
    """A fetched page as a raw story.

    Raises:
        SourceError: ``page-expected`` for pictures, films and the like.
    """
    kind = page.media_type
    if kind.startswith(_NO_STORIES) or kind in _NO_STORY_TYPES or b"\0\0\0" in page.content[:999]:
        raise SourceError.because("page-expected", name, kind=kind or "?")
    return Raw(name, _as_told(page), None, page.address)


def _as_told(page: Fetched) -> bytes:
    """The bytes with the encoding that the server told put on them, which no file keeps."""
    if page.media_type not in _PAGES or page.charset in _UTF_8 | {""}:
        return page.content
    if page.content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.content
    try:
        return codecs.BOM_UTF8 + page.content.decode(page.charset).encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return page.content


def _same(address: str) -> tuple[str, str] | str:
    """What two spellings of one address have in common."""
    place = read_place(address)
    if place is None:
        return address
    return place.host.removeprefix("www."), place.target.rstrip("/")
