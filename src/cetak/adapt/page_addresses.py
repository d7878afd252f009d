"""Addresses of the pages of one story: which story, and which page of it. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from cetak.adapt.tables import words

WHOLE = 0
"""Stands for the number of a page that holds the whole story."""

MOST_NUMBER = 200
_LONGEST = 2000
_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
_LAST_NUMBER = re.compile(r"(?<=[^/\d])/(\d{1,3})$")
_WEAK_NUMBER = re.compile(r"(?<=[^\W\d])[-_](\d{1,2})$")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """An address taken apart.

    Attributes:
        host: Host without the label for the kind of screen, ``""`` for a relative address.
        story: What is left of path and query without the page's number.
        number: The page's number; 1 where none is named, ``WHOLE`` for all on one page.
        is_plain: Whether the number stands as it does for pages, not as it may in any name.
    """

    host: str
    story: str
    number: int
    is_plain: bool = True


@functools.lru_cache(maxsize=2048)
def readings(address: str) -> tuple[PageAddress, ...]:
    """What an address may mean, the likeliest first.

    Args:
        address: An address, absolute or relative, or a file's name.

    Returns:
        ``slug-2.html`` may be a slug with a number in it, or the second page of ``slug.html``.
    """
    return tuple(_readings(address[:_LONGEST]))


def _readings(address: str) -> Iterator[PageAddress]:
    try:
        parts = urlsplit(address)
        host = _site(parts.hostname or "")
    except ValueError:
        return
    query, number = _query(parts.query)
    path = _SUFFIX.sub("", unquote(parts.path).rstrip("/")).removesuffix("/index")
    if number is not None:
        yield PageAddress(host, path + query, number)
        return
    for pattern, is_plain in ((_worded(), True), (_LAST_NUMBER, True), (_WEAK_NUMBER, False)):
        found = pattern.search(path)
        if found and 1 <= int(found[1]) <= MOST_NUMBER:
            story = path[: found.start()] + query
            yield PageAddress(host, story, int(found[1]), is_plain)
            break
    yield PageAddress(host, path + query, 1)


def page_number(address: str, story: str, *, any_form: bool = False) -> int | None:
    """The number of an address among the pages of a story, or ``None`` where it is none.

    Args:
        address: The address asked about.
        story: The address of one of the story's pages, of the same kind.
        any_form: Whether ``slug-2`` counts: something else says that it is a page.
    """
    same = {(one.host, one.story) for one in readings(story) if any_form or one.is_plain}
    found = (
        one.number
        for one in readings(address)
        if (any_form or one.is_plain) and (one.host, one.story) in same
    )
    return next(found, None)


def own_number(own: Iterable[str], linked: Collection[int]) -> int:
    """The number of a page by what it is called; 1 where no name tells.

    Args:
        own: Its addresses, or its file's name.
        linked: Numbers of the pages that it links.
    """
    found = [one for address in own for one in readings(address)]
    plain = (one.number for one in found if one.is_plain and one.number > 1)
    guessed = (one.number for one in found if 1 in linked and one.number not in linked)
    return max(next(iter((*plain, *guessed)), 1), 1)


def story_name(address: str) -> str:
    """What stands in the address of every page of a story: the last part of its path."""
    last = readings(address)[:1]
    path = last[0].story.partition("?")[0] if last else ""
    return _WEAK_NUMBER.sub("", path).rpartition("/")[2]


def is_front_page(address: str) -> bool:
    """Whether an address is that of a site and not of a story."""
    return not any(one.story.strip("/") for one in readings(address))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, whatever screen they are for."""
    hosts = [next((found.host for found in readings(address)), "") for address in (one, other)]
    return hosts[0] == hosts[1]


def _site(host: str) -> str:
    first, dot, rest = host.lower().partition(".")
    return rest if dot and "." in rest and first in words("paged", "same-site") else host.lower()


def _query(query: str) -> tuple[str, int | None]:
    """The query without page and clicks, and the page's number where it names one."""
    kept: list[str] = []
    number: int | None = None
    for key, value in parse_qsl(query, keep_blank_values=True)[:40]:
        name, said = key.lower(), value.strip().lower()
        if name in words("paged", "parameters") and said.isdecimal() and len(said) <= 3:
            number = max(int(said), 1) if number is None else number
        elif _is_whole(name, said):
            number = WHOLE
        elif name not in words("paged", "tracking"):
            kept.append(f"{key}={value}")
    return ("?" + "&".join(sorted(kept)) if kept else ""), number


def _is_whole(name: str, said: str) -> bool:
    if name in words("paged", "parameters"):
        return said in words("paged", "whole-values")
    told = words("paged", "whole-values") | {"1", "true", "yes", ""}
    return name in words("paged", "whole-parameters") and said in told


@functools.lru_cache(maxsize=1)
def _worded() -> re.Pattern[str]:
    known = "|".join(sorted(map(re.escape, words("paged", "path-words"))))
    return re.compile(rf"(?:/|(?<=[^/])[-_])(?:{known})[-_/]?(\d{{1,3}})$", re.IGNORECASE)
