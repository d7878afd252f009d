"""All pages of a list of posts, each post once, on servers that are slow or half broken.

Posts appear, change and go while they are read, and one of them may break the page that it
stands on; the others still arrive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cetak.acquire.web import Fetched
from cetak.errors import SourceError

Ask = Callable[[dict[str, str], int | None], tuple[Any, Fetched]]
"""Asks for one page: the query and how often to ask again in; JSON and the answer out."""

MOST_BROKEN_IN_A_ROW = 3
_SMALLER_HELPS = frozenset(
    {"web-timeout", "web-server-error", "web-too-large", "json-broken", "web-answer"}
)
_HOPELESS = frozenset({"web-timeout", "web-answer"})


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for.

    Attributes:
        fields: The query of the address, but for the page.
        per_page: Posts on a page, 1 to 100.
    """

    fields: dict[str, str]
    per_page: int


@dataclass(slots=True)
class _Reading:
    """How far a list has been read.

    Attributes:
        seen: Numbers of the posts that were given.
        totals: What the server said that there are, each figure once.
        broken: Posts that were told as broken.
    """

    seen: set[object] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)
    broken: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether every post that there was has been given, or told as broken."""
        return len(self.totals) < 2 and max(self.totals, default=0) <= len(self.seen) + self.broken

    def told(self, errors: list[SourceError]) -> Iterator[SourceError]:
        """Posts that nobody could read."""
        self.broken += len(errors)
        yield from errors

    def new_in(self, posts: list[Any]) -> Iterator[Any]:
        """The posts of a page that were not given before."""
        for post in posts:
            number = _number(post)
            if number is None:
                self.broken += 1
                yield post
            elif number not in self.seen:
                self.seen.add(number)
                yield post


def each_post(ask: Ask, query: Query, site: str) -> Iterator[Any]:
    """The posts of all pages.

    Where the list changed while it was read, or several posts have the same date, pages
    overlap and leave gaps. Then it is read once more in the order of numbers, which never
    change, for the posts that are missing.

    Args:
        ask: Asks for one page.
        query: What is asked for.
        site: What the user calls the source.

    Yields:
        A post's JSON value, or the error of one that could not be had, named by its place.

    Raises:
        SourceError: What ends the reading.
    """
    reading = _Reading()
    yield from _pass(ask, query, site, reading)
    if not reading.is_sure and query.fields.get("orderby") == "date":
        by_number = Query({**query.fields, "orderby": "id"}, query.per_page)
        again = _pass(ask, by_number, site, reading)
        yield from (post for post in again if _number(post) is not None)


def _pass(ask: Ask, query: Query, site: str, reading: _Reading) -> Iterator[Any]:
    """All pages once, from the first; a post that breaks its page is told by its place."""
    sizes, at = _Sizes(query.per_page), 0
    broken: list[SourceError] = []
    numbers: list[object] = []
    while True:
        size = sizes.at(at)
        try:
            posts, total = _page(ask, query, sizes, at, site)
        except SourceError as problem:
            if _is_past_end(problem):
                break
            if not _may_go_on(problem, size, len(broken)):
                raise  # what is broken is the server, and no single post
            if size > 1:
                sizes.fail(at)
            else:
                broken.append(_broken(site, at + 1, problem))
                at += 1
            continue
        yield from reading.told(broken)
        broken = []
        yield from reading.new_in(posts)
        reading.totals |= {total} if total is not None else set()
        at += size
        last, numbers = numbers, [_number(post) for post in posts]
        if _is_last(posts, size, at, total) or numbers == last:
            break  # two pages alike: a cache that does not look at the page's number
    yield from reading.told(broken)


def _is_last(posts: list[Any], size: int, at: int, total: int | None) -> bool:
    return not posts or (len(posts) < size if total is None else at >= total)


class _Sizes:
    """How many posts to ask for: fewer where a page fails, more again behind it.

    Each size divides the one above it, so that a page of any size begins where a larger one
    ended. A size that failed at two places is not tried again.
    """

    def __init__(self, most: int) -> None:
        self._ladder = [most]
        while self._ladder[-1] > 1:
            self._ladder.append(_largest_divisor(self._ladder[-1]))
        self._failures: dict[int, int] = {}
        self._failed_at = (-1, 0)

    def at(self, place: int) -> int:
        """The size of the page that begins at a place, counted in posts from 0."""
        return next(size for size in self._ladder if self._fits(size, place))

    def is_second_try(self, place: int) -> bool:
        """Whether a larger page has failed there."""
        return self._failed_at[0] == place

    def fail(self, place: int) -> None:
        """The page at a place did not come."""
        size = self.at(place)
        self._failures[size] = self._failures.get(size, 0) + 1
        self._failed_at = (place, size)

    def _fits(self, size: int, place: int) -> bool:
        failed_place, failed_size = self._failed_at
        if size == 1:
            return True
        is_tried = place == failed_place and size >= failed_size
        return not is_tried and place % size == 0 and self._failures.get(size, 0) < 2


def _page(
    ask: Ask, query: Query, sizes: _Sizes, at: int, site: str
) -> tuple[list[Any], int | None]:
    size = sizes.at(at)
    fields = {**query.fields, "per_page": str(size), "page": str(at // size + 1)}
    retries = 0 if size > 1 and sizes.is_second_try(at) else None
    value, fetched = ask(fields, retries)
    if not isinstance(value, list):
        raise SourceError.because("posts-expected", site)
    total = fetched.headers.get("x-wp-total", "")
    return value, int(total) if total.isascii() and total.isdigit() and len(total) < 10 else None


def _number(post: object) -> int | str | None:
    number = post.get("id") if isinstance(post, dict) else None
    return number if isinstance(number, int | str) else None


def _largest_divisor(number: int) -> int:
    return next(one for one in range(number // 2, 0, -1) if number % one == 0)


def _is_past_end(problem: SourceError) -> bool:
    """Posts were deleted meanwhile, and the page that was to be next is no more."""
    return problem.findings[0].facts.get("rest_code") == "rest_post_invalid_page_number"


def _may_go_on(problem: SourceError, size: int, broken: int) -> bool:
    code = problem.findings[0].code
    if size > 1:
        return code in _SMALLER_HELPS
    return code in _SMALLER_HELPS - _HOPELESS and broken < MOST_BROKEN_IN_A_ROW


def _broken(site: str, number: int, problem: SourceError) -> SourceError:
    """The error of one post whose name nobody could read."""
    finding = problem.findings[0]
    return SourceError.because(finding.code, f"{site}#post-{number}", **finding.facts)
