"""The stories of an RSS or Atom feed, or of any file of many stories that lies on the network."""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from cetak.acquire.exports import SNIFFED_BYTES, item_names, stories_in
from cetak.acquire.reach import Reach
from cetak.acquire.sources import Intake, Raw, Unreadable, Unsifted
from cetak.acquire.web import Fetched, Web
from cetak.errors import SourceError

ACCEPT = "application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.5"
MAX_PAGES = 200
_LINK = re.compile(rb"<(?:[\w.-]{1,20}:)?link\b[^<>]{1,2000}>")
_NEXT = re.compile(rb"\brel\s{0,9}=\s{0,9}[\"']next[\"']")
_HREF = re.compile(rb"\bhref\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,2000})[\"']")
_ITEM = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry|newsItem)\b")


@dataclass(frozen=True, slots=True)
class FeedSource(Unsifted):
    """A feed, with the older pages that it names.

    A feed's own day is not asked for: each door gives all of its stories.

    Attributes:
        address: Where the feed is.
        web: The door to the network.
        reach: What may be asked.
        first: The feed, where it was fetched already.

    Source: RFC 5005, section 3, for ``rel="next"``.
    """

    address: str
    web: Web
    reach: Reach
    first: Fetched | None = None

    @property
    def name(self) -> str:
        """The address, as the user gave it."""
        return self.address

    def everything(self) -> Iterator[Intake]:
        """Every story, each once, in the order of the feed."""
        seen: set[bytes] = set()
        for page in self._pages():
            if isinstance(page, Unreadable):
                yield page
                continue
            for intake in self._stories(page):
                print_of = _print_of(intake)
                if print_of not in seen:
                    seen.add(print_of)
                    yield intake

    def _pages(self) -> Iterator[Fetched | Unreadable]:
        address, asked = self.address, set[str]()
        page = self.first
        while address and address not in asked and len(asked) < MAX_PAGES:
            asked.add(address)
            try:
                page = page or self.web.get(address, self.reach, accept=ACCEPT)
            except SourceError as problem:
                yield Unreadable(address, problem)
                return
            yield page
            address, page = _next_page(page), None

    def _stories(self, page: Fetched) -> Iterator[Intake]:
        if not item_names(page.content[:SNIFFED_BYTES]):
            error = SourceError.because("feed-expected", page.address, kind=page.media_type or "?")
            yield Unreadable(page.address, error)
            return
        for label, part in stories_in(self.address, lambda: io.BytesIO(page.content)):
            if isinstance(part, SourceError):
                yield Unreadable(label, part)
            else:
                yield Raw(label, part, None, page.address)


def _next_page(page: Fetched) -> str:
    item = _ITEM.search(page.content)
    head = page.content[: min(item.start() if item else SNIFFED_BYTES, SNIFFED_BYTES)]
    for link in _LINK.findall(head):
        href = _HREF.search(link) if _NEXT.search(link) else None
        if href:
            return _joined(page.address, html.unescape(href[1].decode("utf-8", "replace")))
    return ""


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _print_of(intake: Intake) -> bytes:
    """What tells an item from others on any page: itself, without the head before it."""
    if isinstance(intake, Unreadable):
        return intake.name.encode("utf-8", "replace")
    item = _ITEM.search(intake.content)
    return hashlib.sha256(intake.content[item.start() if item else 0 :]).digest()
