"""A saved web page becomes a Draft: the facts that it states, and the whole page as its copy.

Where on the page the copy stands is decided by the room ``clean``, which knows the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from cetak.adapt.paged import paging_of
from cetak.adapt.shortcodes import with_own_marks
from cetak.adapt.web_page_authors import authors_of
from cetak.adapt.web_page_dates import day_in_address, stated_moment
from cetak.adapt.web_page_head import (
    Metas,
    elements,
    first_of,
    item_texts,
    link_of,
    metas_of,
    stated,
)
from cetak.adapt.web_page_stated import Object, first, kinds, stated_objects, stated_story, texts
from cetak.adapt.web_page_title import headline_of
from cetak.article.blocks import Figure, Picture
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.moments import Moment
from cetak.article.richtext import RichText
from cetak.article.story import Article
from cetak.errors import SourceError

Node = etree._Element
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_LONGEST_KEYWORDS = 20


class _Stating(NamedTuple):
    """A page with what it states of itself."""

    page: Node
    story: Object
    metas: Metas
    address: str


def read_web_page(name: str, text: str, language: str = "") -> Draft:
    """The facts of a page and its markup.

    Args:
        name: What the user calls the source.
        text: The page's HTML.
        language: BCP 47 language where the page names none.

    Returns:
        A Draft whose copy is the whole page as ``MarkupCopy``.

    Raises:
        SourceError: ``source-empty`` if the page holds no element.
    """
    stating = _stating(name, text)
    page, story, metas, address = stating
    draft = _draft(name, text, stating, language)
    base = draft.copy.base_url if isinstance(draft.copy, MarkupCopy) else ""
    paging = paging_of(
        page, metas, name=name, text=text, address=address, base=base, is_story=bool(story)
    )
    return replace(draft, paging=paging)


def read_lone_page(name: str, text: str, language: str = "") -> Draft:
    """As ``read_web_page``, but nobody asks whether the story goes on on other pages.

    Raises:
        SourceError: ``source-empty`` if the page holds no element.
    """
    return _draft(name, text, _stating(name, text), language)


def _stating(name: str, text: str) -> _Stating:
    page = _page(name, text)
    story, metas = stated_story(page), metas_of(page)
    return _Stating(page, story, metas, _address(page, story, metas))


def _draft(name: str, text: str, stating: _Stating, language: str) -> Draft:
    page, story, metas, address = stating
    facts = _facts(page, story, metas, address, language)
    base = urljoin(address, first_of(node.get("href") or "" for node in page.iter("base")))
    told = story.get("articleBody")
    article_text = unescape(told) if isinstance(told, str) else ""
    copy = MarkupCopy(with_own_marks(text), base, whole_page=True, stated=article_text)
    return Draft(name, facts, copy)


def _page(name: str, text: str) -> Node:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise SourceError.because("source-empty", name) from None


def _facts(page: Node, story: Object, metas: Metas, address: str, language: str) -> Article:
    publication = _publication(page, story, metas)
    picture = _picture(story, metas, address)
    return Article(
        headline=RichText.plain(headline_of(page, first(story.get("headline")), metas)),
        byline=authors_of(page, story, metas, publication, address),
        section=_section(page, story, metas),
        source=publication,
        language=_language(page, story, metas) or language,
        canonical_url=address,
        published=_published(page, story, metas, address),
        updated=_moment([first(story.get("dateModified")), *stated(metas, "updated")]),
        keywords=_keywords(story, metas),
        picture=Figure(picture=Picture(source=picture)) if picture else None,
    )


def _address(page: Node, story: Object, metas: Metas) -> str:
    main = story.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    candidates = (link_of(page, "canonical"), *stated(metas, "address"), first(story.get("url")))
    for address in (*candidates, main if isinstance(main, str) else ""):
        if _is_address(address):
            return address
    return ""


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(address) <= 2000


def _publication(page: Node, story: Object, metas: Metas) -> str:
    sites = (one for one in stated_objects(page) if "WebSite" in kinds(one))
    named = (first(one.get("name")) for one in sites)
    stated_names = (first(story.get("publisher")), *stated(metas, "publication"))
    return first_of((*stated_names[1:2], *stated_names, *named))[:120]


def _section(page: Node, story: Object, metas: Metas) -> str:
    crumbs = (one for one in stated_objects(page) if "BreadcrumbList" in kinds(one))
    named = (first(story.get("articleSection")), *stated(metas, "section"))
    return first_of((*named, *map(_second_crumb, crumbs)))[:60]


def _second_crumb(trail: Object) -> str:
    steps = trail.get("itemListElement")
    steps = [one for one in steps if isinstance(one, dict)] if isinstance(steps, list) else []
    names = [first(one.get("name")) or first(one.get("item")) for one in steps]
    return names[1] if len(names) > 2 else ""


def _language(page: Node, story: Object, metas: Metas) -> str:
    stated_tags = (page.get("lang"), page.get("xml:lang"), first(story.get("inLanguage")))
    for tag in (*stated_tags, *stated(metas, "language")):
        name = (tag or "").strip().replace("_", "-").split(",")[0]
        if name and _LANGUAGE.fullmatch(name):
            return "id" + name[2:] if name.lower().split("-")[0] == "in" else name
    return ""


def _published(page: Node, story: Object, metas: Metas, address: str) -> Moment | None:
    stated_days = [first(story.get("datePublished")), first(story.get("dateCreated"))]
    stated_days += [*item_texts(page, "datePublished"), *stated(metas, "published")]
    return _moment([*stated_days, *_times(page)]) or day_in_address(address)


def _times(page: Node) -> Iterator[str]:
    """``<time>`` elements: those that say that they are the publishing date first."""
    times = elements(page, "//time[@datetime]")
    sure = [one for one in times if one.get("pubdate") is not None]
    sure += [one for one in times if "publish" in (one.get("class") or "")]
    for node in (*sure, *times[:1]):
        yield node.get("datetime") or ""


def _moment(candidates: Iterable[str]) -> Moment | None:
    found = (stated_moment(candidate) for candidate in candidates if candidate)
    return next((moment for moment in found if moment is not None), None)


def _keywords(story: Object, metas: Metas) -> tuple[str, ...]:
    stated_words = texts(story.get("keywords")) or list(stated(metas, "keywords"))
    words = [word.strip(" #") for text in stated_words for word in text.split(",")]
    kept = dict.fromkeys(word for word in words if 1 < len(word) <= 60)
    return tuple(kept)[:_LONGEST_KEYWORDS]


def _picture(story: Object, metas: Metas, address: str) -> str:
    candidates = (*_pictures(story.get("image")), *stated(metas, "picture"))
    for candidate in candidates:
        whole = urljoin(address, candidate) if address else candidate
        if _is_address(whole):
            return whole
    return ""


def _pictures(value: Any) -> list[str]:
    """Addresses of pictures in schema.org's forms, the widest first."""
    several = value if isinstance(value, list) else [value]
    found: list[tuple[int, str]] = []
    for one in several[:20]:
        if isinstance(one, str):
            found.append((0, one.strip()))
        elif isinstance(one, dict):
            url = one.get("url") or one.get("contentUrl")
            width = str(one.get("width") or "")
            wide = int(width) if width.isdecimal() and len(width) < 6 else 0
            found.append((wide, url.strip() if isinstance(url, str) else ""))
    return [url for _, url in sorted(found, key=lambda entry: -entry[0]) if url]
