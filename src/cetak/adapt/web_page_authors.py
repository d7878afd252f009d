"""Who wrote the story of a page: what it states of itself first, what it shows after that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from cetak.adapt.tables import table
from cetak.adapt.web_page_head import Metas, elements, item_texts, text_of
from cetak.adapt.web_page_names import author_names, is_person
from cetak.adapt.web_page_stated import Object, kinds, stated_objects, texts

Node = etree._Element
# That an element has a class at all is asked first: most have none, and it is asked quickly.
_SHOWN = (
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    "/descendant::*[@class][contains(concat(' ', @class, ' '), ' author ')]"
    "//*[contains(@class, 'fn') or contains(@class, 'name')]",
    "/descendant::*[@class][contains(concat(' ', @class, ' '), ' vcard ')]"
    "[not(ancestor-or-self::table)]/descendant::*[@class][contains(@class, 'fn')]",
    "/descendant::*[@class][contains(concat(' ', @class, ' '), ' byline ')]//a",
    "//a[contains(@href, '/author/') or contains(@href, '/authors/')"
    " or contains(@href, '/penulis/') or contains(@href, '/reporter/')"
    " or contains(@href, '/wartawan/')][normalize-space()]",
    "/descendant::*[@class][contains(@class, 'author-name') or contains(@class, 'author__name')"
    " or contains(@class, 'post-author') or contains(@class, 'entry-author')"
    " or contains(@class, 'authorname') or contains(@class, 'read__credit__item')]",
    "/descendant::*[@class][contains(concat(' ', @class, ' '), ' author ')]",
    "/descendant::*[@class][contains(concat(' ', @class, ' '), ' byline ')]",
)
# Names of elements that hold a writer's name, tried last: what they hold must read like a name.
_LIKELY = (
    "/descendant::*[@class or @id or @data-testid]"
    "[contains(@class, 'author') or contains(@class, 'byline') or contains(@class, 'penulis')"
    " or contains(@class, 'reporter') or contains(@class, 'writer') or contains(@id, 'author')"
    " or contains(@id, 'penulis') or contains(@class, 'wartawan') or contains(@class, 'jurnalis')"
    " or contains(@class, 'creator') or contains(@class, 'ontributor')"
    " or contains(@class, 'Author') or contains(@class, 'Byline')"
    " or contains(@data-testid, 'byline') or contains(@data-testid, 'author')]"
)
_ELSEWHERE = re.compile(
    r"(?:^|\s)(?:comment(?:s|list)?(?:$|[\s_-])|komentar|related|terkait|sidebar|widget|recommend"
    r"|popular|terpopuler|recirc|teaser|latest|card|rekomendasi)",
    re.IGNORECASE,
)
_WRITTEN_BY = re.compile(
    r"(?:written|geschrieben|verfasst|ditulis|posted) ?|author|autor|penulis|by"
)
_SITE = re.compile(r"\s[-–—|·•»:]\s|\s?\|\s?")
_EDITED = re.compile(
    r"(?:editor|redaktur|penyunting|red)\b\s{0,3}[:：]?\s{1,3}(\S.{1,60})", re.IGNORECASE
)
_GENERAL = frozenset({"www", "co", "or", "ac", "go", "web"})
_LONGEST = 120


def authors_of(
    page: Node, story: Object, metas: Metas, publication: str, address: str
) -> tuple[str, ...]:
    """The writers of a story; nobody whom the page names as its editor, and not the paper.

    Args:
        page: The whole page.
        story: The story in schema.org's terms, or an empty object.
        metas: The page's ``<meta>``.
        publication: Name of the paper.
        address: Address of the page, whose host is no author.
    """
    papers = _papers(page, publication, address)
    seen: list[tuple[list[str], bool]] = []
    for found, houses in _sources(page, story, metas):
        seen.append((found, houses))
        if names := author_names(found, papers, houses=houses):
            return _without_editors(names, page, story, metas)
    # On a site that bears its writer's name a second, milder reading finds the writer.
    milder = (author_names(found, {publication.casefold()}, houses=one) for found, one in seen)
    return next((names for names in milder if names), ())


def _papers(page: Node, publication: str, address: str) -> frozenset[str]:
    """What the paper may call itself where an author should stand."""
    title = next((text_of(node) for node in page.iter("title")), "")
    parts = _SITE.split(title)
    host = urlsplit(address).hostname or "" if address else ""
    labels = [label for label in host.split(".") if label not in _GENERAL]
    last = parts[-1] if len(parts) > 1 and len(parts[-1].split()) <= 4 else ""
    names = (publication, last, host, host.removeprefix("www."), *labels[-2:-1])
    return frozenset(name.strip().casefold() for name in names if len(name.strip()) > 2)


def _sources(page: Node, story: Object, metas: Metas) -> Iterator[tuple[list[str], bool]]:
    """Where a page may name its authors, the surest place first, and whether a house may stand."""
    stated_authors = _resolved(page, story.get("author") or story.get("creator"))
    houses = [one for one in stated_authors if isinstance(one, Mapping) and _is_house(one)]
    yield texts([one for one in stated_authors if one not in houses]), False
    yield list(item_texts(page, "author")), False
    for name in table("web_page")["author"]:
        yield list(metas.get(name, ())), False
    yield list(_labelled_metas(metas)), False
    for path in _SHOWN:
        shown = map(text_of, _together(elements(page, path)))
        yield [text for text in shown if _is_short(text)], False
    for found in _likely(page):
        yield found, False
    yield texts(houses), True
    yield texts(stated_authors), True


def _likely(page: Node) -> Iterator[list[str]]:
    for node in islice(elements(page, _LIKELY), 20):
        names = author_names([text_of(node)]) if _is_short(text_of(node)) else ()
        if names and all(map(is_person, names)) and not _stands_elsewhere(node):
            yield list(names)


def _is_short(text: str) -> bool:
    return 0 < len(text) <= _LONGEST


def _resolved(page: Node, authors: object) -> list[object]:
    """Authors as objects with names, also where the page only refers to them."""
    several = authors if isinstance(authors, list) else [authors]
    known = {one["@id"]: one for one in stated_objects(page) if "@id" in one and one.get("name")}
    found: list[object] = []
    for one in several:
        reference = one.get("@id") if isinstance(one, Mapping) and not one.get("name") else None
        found.append(known.get(reference, one) if isinstance(reference, str) else one)
    return found


def _is_house(author: Object) -> bool:
    return any("Organization" in kind for kind in kinds(author))


def _labelled_metas(metas: Metas) -> Iterator[str]:
    """``twitter:label1`` says what ``twitter:data1`` is."""
    for number in ("1", "2"):
        labels = metas.get(f"twitter:label{number}", ())
        if any(_WRITTEN_BY.match(label.lower()) for label in labels):
            yield from metas.get(f"twitter:data{number}", ())


def _together(nodes: list[Node]) -> list[Node]:
    """The first of some elements, and those that stand beside it: not those of other stories."""
    nodes = [node for node in nodes if text_of(node) and not _stands_elsewhere(node)]
    if not nodes:
        return []
    near = [nodes[0], *islice(nodes[0].iterancestors(), 2)][-1]
    return [node for node in nodes[:6] if node is nodes[0] or near in node.iterancestors()][:4]


def _stands_elsewhere(node: Node) -> bool:
    for one in (node, *islice(node.iterancestors(), 8)):
        if one.tag in ("aside", "footer", "nav"):
            return True
        if one.tag not in ("body", "html", "main") and _ELSEWHERE.search(one.get("class") or ""):
            return True
    return False


def _without_editors(
    names: tuple[str, ...], page: Node, story: Object, metas: Metas
) -> tuple[str, ...]:
    """Pages that state two authors often mean a writer and the editor, whom they name below."""
    if len(names) < 2:
        return names
    told = [
        *texts(story.get("editor")),
        *metas.get("content_editor", ()),
        *metas.get("editor", ()),
    ]
    told += _edited_lines(page)
    editors = {name.casefold() for name in author_names(told)}
    writers = tuple(name for name in names if name.casefold() not in editors)
    return writers or names


def _edited_lines(page: Node) -> Iterator[str]:
    begins = ("Editor", "EDITOR", "Redaktur", "Penyunting")
    path = " or ".join(f"starts-with(normalize-space(.), '{word}')" for word in begins)
    for node in elements(page, f"//*[{path}]"):
        match = _EDITED.fullmatch(text_of(node)[:_LONGEST])
        if match:
            yield match[1]
