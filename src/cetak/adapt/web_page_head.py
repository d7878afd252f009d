"""What a page states of its story in ``<meta>``, microdata, ``<link>`` and ``<time>``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cetak.adapt.tables import table

Node = etree._Element
Metas = dict[str, list[str]]
_LONGEST = 400


def metas_of(page: Node) -> Metas:
    """The contents of all ``<meta>`` by their names in small letters."""
    found: Metas = {}
    for node in page.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        name = name or node.get("http-equiv") or ""
        content = " ".join((node.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content[:_LONGEST])
    return found


def stated(metas: Metas, fact: str) -> Iterator[str]:
    """What the metadata state of a fact, the surest statement first."""
    for name in table("web_page")[fact]:
        yield from metas.get(name, ())


def item_texts(page: Node, prop: str) -> Iterator[str]:
    """Microdata and RDFa: the values of a property, in the order of the page.

    Source: HTML Living Standard, section 5.2.4 (values of properties).
    """
    for node in elements(page, f"/descendant::*[@itemprop][@itemprop='{prop}']")[:20]:
        whole = node.get("itemscope") is not None
        named = elements(node, ".//*[@itemprop='name']") if whole else []
        for one in named[:5] or [node]:
            value = one.get("content") or one.get("datetime") or text_of(one)
            if value:
                yield value


def text_of(node: Node) -> str:
    """The text of an element, white space collapsed, cut where it is too long for a fact."""
    parts: list[str] = []
    letters = 0
    for part in node.itertext():
        parts.append(str(part))
        letters += len(part)
        if letters > 4 * _LONGEST:
            break
    return " ".join(" ".join(parts).split())[:_LONGEST]


def elements(page: Node, path: str) -> list[Node]:
    """The elements that an XPath finds, at most 50."""
    found = page.xpath(path)
    several = found[:50] if isinstance(found, list) else []
    return [one for one in several if isinstance(one, etree._Element)]


def link_of(page: Node, rel: str) -> str:
    """The address of ``<link rel=...>``, or ``""``."""
    for node in page.iter("link"):
        if rel in (node.get("rel") or "").lower().split():
            return (node.get("href") or "").strip()
    return ""


def first_of(values: Iterable[str]) -> str:
    """The first value that is not empty."""
    return next((value for value in values if value), "")
