"""Stories of a WordPress site, read through its REST interface, one post at a time.

Source: WordPress REST API Handbook, ``wp/v2/posts``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cetak.acquire.credentials import Credentials
from cetak.acquire.json_answers import json_in
from cetak.acquire.reach import Reach, read_place
from cetak.acquire.sources import Intake, Raw, Unreadable
from cetak.acquire.web import Fetched, Web
from cetak.acquire.wordpress_pages import Query, each_post
from cetak.acquire.wordpress_rest import JSON, Rest, discovered
from cetak.errors import SourceError

_LIMIT_BYTES = 16 * 1024 * 1024
_MARGIN = dt.timedelta(days=1)
_EMBEDDED = "author,wp:term,wp:featuredmedia"
_NOT_SLUGS = frozenset({"amp", "feed", "print", "embed"})


@dataclass(frozen=True, slots=True)
class WordPressSource:
    """The published posts of a site.

    Days are asked for with a day's margin on either side, because a site's clock need not be
    the paper's. Drafts, private and future posts are never asked for.

    Attributes:
        address: The site, or its REST interface.
        web: The door to the network.
        reach: What may be asked.
        credentials: A login, for sites that show their interface to users alone.
        per_page: Posts that are asked for at once, 1 to 100.
        page: The site's front page, where it was fetched already.
    """

    address: str
    web: Web
    reach: Reach
    credentials: Credentials
    per_page: int = 100
    page: Fetched | None = None

    @property
    def name(self) -> str:
        """The address, as the user gave it."""
        return self.address

    def find(self, uri: str) -> Iterator[Intake]:
        """The post behind an address of the site: its permalink, or ``?p=ID``."""
        place = read_place(uri)
        if place is None or not self.reach.covers(place):
            return
        number = _number(uri)
        asked = {"include": number} if number else {"slug": _slug(uri)}
        if asked.get("slug") == "":
            return
        for found in self._asked(Query({**self._always(), **asked}, 10)):
            if number or isinstance(found, Unreadable) or _is_of(found, uri):
                yield found

    def on(self, day: dt.date) -> Iterator[Intake]:
        """The posts of a day and of those before and after it."""
        return self.all(day, day)

    def all(self, since: dt.date | None, until: dt.date | None) -> Iterator[Intake]:
        """The posts of a time, oldest first, with a day's margin."""
        asked = {"orderby": "date", "order": "asc", **self._always()}
        if since is not None:
            asked["after"] = f"{_before(since)}T00:00:00"
        if until is not None:
            asked["before"] = f"{_after(until)}T23:59:59"
        return self._asked(Query(asked, self.per_page))

    def changed_since(self, moment: dt.datetime) -> Iterator[Intake]:
        """The posts that were changed at or after a moment, in the order of their changes.

        Args:
            moment: Aware.
        """
        asked = {"orderby": "modified", "order": "asc", **self._always()}
        asked["modified_after"] = (moment.astimezone(dt.UTC) - _MARGIN).isoformat()
        for found in self._asked(Query(asked, self.per_page)):
            if isinstance(found, Unreadable) or not _was_before(found, moment):
                yield found

    def _always(self) -> dict[str, str]:
        return {"status": "publish", "_embed": _EMBEDDED}

    def _asked(self, query: Query) -> Iterator[Intake]:
        """The posts; what stops the source comes last, under its own name."""
        try:
            rest = discovered(self.address, self.web, self.reach, self.credentials, self.page)
            yield from self._read(rest, query)
        except SourceError as problem:
            yield Unreadable(self.address, problem)

    def _read(self, rest: Rest, query: Query) -> Iterator[Intake]:
        def ask(asked: dict[str, str], retries: int | None) -> tuple[Any, Fetched]:
            fetched = self.web.get(
                rest.url("wp/v2/posts", **asked),
                self.reach,
                accept=JSON,
                limit_bytes=_LIMIT_BYTES,
                credentials=self.credentials,
                retries=retries,
                name=self.address,
            )
            return json_in(fetched, self.address), fetched

        for post in each_post(ask, query, self.address):
            if isinstance(post, SourceError):
                yield Unreadable(post.findings[0].where.source, post)
            else:
                yield post_intake(post, self.address, rest.root)


def post_intake(post: object, site: str, address: str) -> Intake:
    """A post as a raw story, named by its address.

    Args:
        post: The JSON value.
        site: What the user calls the source.
        address: Where it was fetched.
    """
    name = post_name(post, site)
    if not isinstance(post, dict) or not isinstance(post.get("content"), dict):
        return Unreadable(name, SourceError.because("post-broken", name))
    return Raw(name, json.dumps(post).encode("ascii"), None, address)


def post_name(post: object, site: str) -> str:
    """The address of a post, or ``https://example.com/#slug``."""
    fields = post if isinstance(post, dict) else {}
    link = fields.get("link")
    if isinstance(link, str) and read_place(link) is not None:
        return link
    return f"{site}#{fields.get('slug') or fields.get('id') or '?'}"


def _before(day: dt.date) -> dt.date:
    return day - _MARGIN if day > dt.date.min + _MARGIN else day


def _after(day: dt.date) -> dt.date:
    return day + _MARGIN if day < dt.date.max - _MARGIN else day


def _number(uri: str) -> str:
    """The post's number in ``?p=12``."""
    found = parse_qs(urlsplit(uri).query, max_num_fields=50).get("p", [""])[0]
    return found if found.isascii() and found.isdigit() and len(found) < 13 else ""


def _slug(uri: str) -> str:
    """The last part of an address's path that can be a slug."""
    for part in reversed(_parts(uri)):
        if not part.isdigit() and part not in _NOT_SLUGS:
            return part.removesuffix(".html")
    return ""


def _parts(uri: str) -> list[str]:
    return [part for part in unquote(urlsplit(uri).path).split("/") if part]


def _is_of(found: Raw, uri: str) -> bool:
    """Whether the post is that of the address: dates and sections in it, if any, are its own."""
    own, asked = _parts(found.name), _parts(uri)
    return own == asked[: len(own)] and bool(own)


def _was_before(found: Raw, moment: dt.datetime) -> bool:
    value = json.loads(found.content).get("modified_gmt")
    try:
        changed = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return changed is not None and changed.replace(tzinfo=dt.UTC) < moment
