"""The other pages of a story that a site spreads over several, as a page links them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from cetak.adapt.page_addresses import (
    WHOLE,
    is_front_page,
    own_number,
    page_number,
    story_name,
)
from cetak.adapt.tables import words
from cetak.adapt.web_page_head import Metas, elements, text_of
from cetak.article.draft import Paging

Node = etree._Element
MOST_PAGES = 30
_MOST_LINKS = 5000
_COUNTER = re.compile(
    r"(?:(?:halaman|page|seite)\s)?(?P<number>\d{1,2})\s(?:dari|of|von)\s(?P<count>\d{1,2})"
    r"(?:\s(?:halaman|pages|seiten))?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d\s{0,9}(?:<[^<>]{0,200}>\s{0,9}){0,3}(?:dari|of|von)\b"
    r"\s{0,9}(?:<[^<>]{0,200}>\s{0,9}){0,3}\d",
    re.IGNORECASE,
)
"""Whether markup may hold a counter at all; most pages need not be walked for one."""
_COUNTING = re.compile(r"halaman|page|seite", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{4,1990}) -->")
_SAVED_WITHIN = 4000
_CURRENT = re.compile(r"\b(?:current|active|selected|aktif)\b", re.IGNORECASE)
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Link:
    """A link to a page of the story.

    Attributes:
        number: Which page it leads to, ``WHOLE`` for all on one.
        address: Where it leads.
        rels: What the page says of it: ``next``, ``prev``.
        node: The element, for what stands around it.
    """

    number: int
    address: str
    rels: frozenset[str]
    node: Node


def paging_of(  # noqa: PLR0913 - what a page says of itself, and where it lay
    page: Node, metas: Metas, *, name: str, text: str, address: str, base: str, is_story: bool
) -> Paging | None:
    """Where the rest of a page's story is, or ``None`` where the page is all there is.

    Args:
        page: Root of the page.
        metas: What its head states.
        name: What the user calls it: an address, or a file beside which others may lie.
        text: Its markup.
        address: Its own address as it states it, or ``""``.
        base: What its relative links are resolved against, or ``""``.
        is_story: Whether it states that it is a story; a list of stories has pages too.
    """
    own = _own_addresses(name, text, address)
    told = _told_by_counters(page) if _COUNTED.search(text) else None
    if told is not None and told.is_all_here:
        return None
    if not (is_story or told or _says_article(metas) or _is_wordpress_post(page)):
        return None
    links = list(_links(page, own, base or next(iter(own), "")))
    numbered = {link.number for link in links if link.number != WHOLE}
    if not numbered:
        return None
    number = _number(links, own, told)
    if not (numbered - {number}):
        return None
    count = max(number, *numbered, told.count if told else 1)
    pages = {
        link.number: link.address for link in reversed(links) if link.number not in (WHOLE, number)
    }
    whole = dict.fromkeys(link.address for link in links if link.number == WHOLE)
    return Paging(number, count, dict(sorted(pages.items())), (*whole, *_amp(page, base)))


@dataclass(frozen=True, slots=True)
class _Counters:
    """What lines such as "2 dari 5 halaman" say."""

    numbers: tuple[int, ...]
    count: int

    @property
    def is_all_here(self) -> bool:
        """Whether the page shows the breaks between all its pages: then it holds them all."""
        return len(self.numbers) > 1 and max(self.numbers) >= self.count


def _told_by_counters(page: Node) -> _Counters | None:
    found: dict[int, int] = {}
    for node in page.iter("div", "span", "p", "strong", "li", "em", "h4", "h5"):
        if len(node) > 2 or len(node.text or "") > 60:
            continue
        said = text_of(node)
        if len(said) <= 40 and _COUNTING.search(said) and (match := _COUNTER.match(said)):
            number, count = int(match["number"]), int(match["count"])
            if 1 <= number <= count > 1:
                found[number] = count
    return _Counters(tuple(found), max(found.values())) if found else None


def _own_addresses(name: str, text: str, address: str) -> tuple[str, ...]:
    """By what the page itself may be called: addresses first, a file's name last."""
    saved = _SAVED_FROM.search(text[:_SAVED_WITHIN])
    is_address = name.lower().startswith(("http://", "https://"))
    named = name if is_address else PurePath(name).name
    told = (named if is_address else "", saved[1] if saved else "", address)
    known = [one for one in told if one and not is_front_page(one)]
    return tuple(dict.fromkeys([*known, *([] if is_address else [named])]))


def _links(page: Node, own: tuple[str, ...], base: str) -> Iterator[_Link]:
    names = tuple(filter(None, map(story_name, own)))
    for count, node in enumerate(page.iter("a", "link")):
        if count > _MOST_LINKS:
            return
        href = (node.get("href") or "").strip()
        if not href or href.startswith("#") or len(href) > 2000 or not _may_lead(href, names):
            continue
        rels = frozenset((node.get("rel") or "").lower().split())
        if node.tag == "link" and not rels & {"next", "prev"}:
            continue
        link = _link(node, href, rels, own, base)
        if link is not None and not _elsewhere(node, href):
            yield link


def _may_lead(href: str, names: tuple[str, ...]) -> bool:
    """Whether an address can be that of a page of a story: hundreds on a page cannot."""
    if "/" not in href:
        return True
    plain = unquote(href) if "%" in href else href
    return any(name in plain for name in names)


def _link(
    node: Node, href: str, rels: frozenset[str], own: tuple[str, ...], base: str
) -> _Link | None:
    address = _joined(base, href)
    for candidate in dict.fromkeys((address, href)):
        for known in own:
            number = page_number(candidate, known)
            if number is None and _is_page_link(node, rels):
                number = page_number(_at_home(candidate, known), known, any_form=True)
            if number is not None:
                return _Link(number, candidate, rels, node)
    return None


def _at_home(address: str, known: str) -> str:
    """The address as if it were the story's own host's: others are refused by name later."""
    try:
        there, here = urlsplit(address), urlsplit(known)
    except ValueError:
        return address
    return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()


def _is_page_link(node: Node, rels: frozenset[str]) -> bool:
    """Whether the page says that a link leads to another page of something."""
    if rels & {"next", "prev"}:
        return True
    said = text_of(node).casefold().strip(" »›→>«‹.")
    return said.isdecimal() or said in words("paged", "next")


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href


def _elsewhere(node: Node, href: str) -> bool:
    """Whether a link turns the pages of something else, such as the comments."""
    parts = words("paged", "elsewhere")
    fragment = href.partition("#")[2].lower()
    above = [node, *list(node.iterancestors())[:_DEEPEST]]
    names = " ".join(
        f"{one.get('class') or ''} {one.get('id') or ''}"
        for one in above
        if one.tag not in ("body", "html", "article", "main")
    ).lower()
    return any(part in fragment or part in names for part in parts)


def _number(links: list[_Link], own: tuple[str, ...], told: _Counters | None) -> int:
    """Which page this one is: what it says of itself counts more than how it is called."""
    for link in links:
        if "next" in link.rels and link.number > 1:
            return link.number - 1
        if "prev" in link.rels and link.number >= 1:
            return link.number + 1
    marked = next(_marked(links), 0)
    if marked:
        return marked
    if told is not None and len(told.numbers) == 1:
        return told.numbers[0]
    return own_number(own, frozenset(link.number for link in links))


def _marked(links: list[_Link]) -> Iterator[int]:
    """The number that stands among the linked ones and is marked as the current one."""
    for link in links:
        row = link.node.getparent()
        row = row.getparent() if row is not None and row.tag == "li" else row
        for node in () if row is None else row.iter():
            if not isinstance(node.tag, str) or node is row:
                continue
            said = text_of(node) if len(node) < 2 else ""
            is_marked = node.get("aria-current") or _CURRENT.search(node.get("class") or "")
            if is_marked and said.isdecimal() and 1 <= len(said) <= 2:
                yield int(said)
        return


def _is_wordpress_post(page: Node) -> bool:
    """Whether the theme of a WordPress without further metadata marks a page as one post's.

    Source: WordPress ``get_body_class``.
    """
    names = next((node.get("class") or "" for node in page.iter("body")), "").split()
    return "single" in names and any(name.startswith("postid-") for name in names)


def _says_article(metas: Metas) -> bool:
    return any(kind.lower().startswith("article") for kind in metas.get("og:type", ()))


def _amp(page: Node, base: str) -> Iterator[str]:
    """The page made for phones' caches: it often holds what the others are cut into."""
    for node in elements(page, "//link[@rel='amphtml'][@href]")[:1]:
        yield _joined(base, (node.get("href") or "").strip())
