"""RSS 2.0, RSS 1.0 (RDF) and Atom become Drafts, entry by entry.

Source: RSS 2.0.11, RSS 1.0 with the modules content, dc and media; Atom, RFC 4287.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from cetak.adapt.pictures import Rendition, best_rendition, figure_from, shows
from cetak.adapt.several import NotRead
from cetak.adapt.shortcodes import with_own_marks
from cetak.adapt.stated import Stated, is_excerpt, text_in
from cetak.adapt.xml import (
    Node,
    below,
    child,
    children,
    inner_markup,
    local,
    raw_text,
    text_at,
    text_of,
)
from cetak.article.blocks import Figure
from cetak.article.draft import Draft, MarkupCopy
from cetak.errors import SourceError
from cetak.findings import info

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA = "search.yahoo.com/mrss"
_PARTS = frozenset({"content", "summary", "description"})
_NAME_IN_BRACKETS = re.compile(r"[^\s@]{1,200}@[^\s()]{1,200}\s{0,9}\(([^()]{1,200})\)$")
_ADDRESS = re.compile(r"\s{0,9}<?[^\s@<>]{1,200}@[^\s@<>]{1,200}>?")


def read_feed(name: str, root: Node, language: str = "") -> Iterator[Draft | NotRead]:
    """The Drafts of a feed's entries.

    Args:
        name: What the user calls the source.
        root: The ``rss``, ``RDF`` or ``feed`` element.
        language: BCP 47 language where the feed names none.
    """
    channel = child(root, "channel")
    about = root if local(root) == "feed" else channel
    entries = [*children(root, "item", "entry"), *children(channel, "item")]
    for number, entry in enumerate(entries, start=1):
        label = name if len(entries) == 1 else f"{name}#{number}"
        try:
            yield _entry(label, entry, about, language)
        except (ValueError, ArithmeticError) as problem:
            reason = str(problem)[:200]
            error = SourceError.because("item-broken", label, number=number, problem=reason)
            yield NotRead(label, error)


def _entry(name: str, entry: Node, about: Node | None, language: str) -> Draft:
    stated = Stated(name)
    stated.rich("headline", _markup(child(entry, "title")))
    _people(entry, about, stated)
    _facts(entry, about, stated)
    copy = _copy(entry, stated)
    figure = _picture(entry)
    if figure is not None and not shows(copy.markup, figure.picture.source):
        stated.picture(figure)
    draft = stated.draft(copy, language)
    return draft if _is_whole(entry) else replace(draft, summary_of=draft.facts.canonical_url)


def _facts(entry: Node, about: Node | None, stated: Stated) -> None:
    link = _link(entry)
    stated.text("uri", text_at(entry, "guid") or text_at(entry, "id") or link)
    stated.address(link)
    stated.slug(link.partition("?")[0].rstrip("/").rpartition("/")[2])
    dates = [text_at(entry, key) for key in ("pubDate", "published", "date", "issued", "created")]
    changed = text_at(entry, "updated") or text_at(entry, "modified")
    stated.moment("published", next(filter(None, dates), changed))
    stated.moment("updated", changed)
    stated.language(text_at(entry, "language") or entry.get(_LANG) or "")
    if about is not None:
        stated.language(text_at(about, "language") or about.get(_LANG) or "")
    stated.text("source", text_at(about, "title"))
    stated.text("rights", text_at(entry, "rights") or text_at(about, "copyright"))
    stated.text("rights", text_at(about, "rights"))
    subjects = [_category(one) for one in children(entry, "category", "subject")]
    stated.text("section", next(filter(None, subjects), ""))
    stated.names("keywords", subjects[1:])


def _people(entry: Node, about: Node | None, stated: Stated) -> None:
    stated.byline(*(text_of(one) for one in children(entry, "creator")))
    stated.byline(*(_person(one) for one in children(entry, "author")))
    stated.byline(*(_person(one) for one in children(about, "author")))


def _person(node: Node) -> str:
    """The name of an author; RSS writes ``ani@example.id (Ani Wijaya)``."""
    named = text_at(node, "name")
    text = named or text_of(node)
    bracketed = _NAME_IN_BRACKETS.match(text)
    return bracketed[1] if bracketed else _ADDRESS.sub("", text)


def _copy(entry: Node, stated: Stated) -> MarkupCopy:
    """The whole story where the feed has it, else its summary."""
    full = next((_markup(one) for one in children(entry, "encoded")), "")
    own = [one for one in children(entry) if _MEDIA not in str(one.tag)]
    parts = {local(one): _markup(one) for one in reversed(own) if local(one) in _PARTS}
    full = full or parts.get("content", "")
    summary = parts.get("summary", "") or parts.get("description", "")
    base, full, summary = _link(entry), with_own_marks(full), with_own_marks(summary)
    if not full.strip():
        if summary.strip():
            stated.notice(info("feed-partial", stated.name))
        return MarkupCopy(summary, base)
    deck = text_in(summary)
    if deck and not is_excerpt(deck, text_in(full)):
        stated.line("deck", deck)
    return MarkupCopy(full, base)


def _is_whole(entry: Node) -> bool:
    """Whether the feed carries the whole copy, as far as its elements tell."""
    own = (one for one in children(entry, "encoded", "content") if _MEDIA not in str(one.tag))
    return any(_markup(one).strip() for one in own)


def _markup(node: Node | None) -> str:
    """The HTML in an element, however it is wrapped. Source: RFC 4287, section 3.1.1."""
    if node is None or node.get("src"):
        return ""
    kind = (node.get("type") or "").lower()
    if kind == "xhtml" or len(node):
        inner = child(node, "div")
        return inner_markup(inner if inner is not None else node)
    text = raw_text(node)
    is_plain = kind in ("text", "text/plain") or ("</" not in text and local(node) == "content")
    return escape(text, quote=False) if is_plain and kind != "html" else text


def _link(entry: Node) -> str:
    """Where the story is read: ``rel="alternate"`` in Atom, the text in RSS."""
    links = list(children(entry, "link"))
    for link in links:
        if link.get("href") and (link.get("rel") or "alternate") == "alternate":
            return (link.get("href") or "").strip()
    guid = child(entry, "guid")
    text = next((text for link in links if (text := text_of(link))), "")
    permanent = guid is not None and guid.get("isPermaLink", "true") == "true"
    return text or (text_of(guid) if permanent else "")


def _category(node: Node) -> str:
    return text_of(node) or (node.get("label") or node.get("term") or "").strip()


def _picture(entry: Node) -> Figure | None:
    """The largest picture that the entry carries beside its copy."""
    found = [_rendition(one) for one in below(entry, "enclosure", "content", "thumbnail", "link")]
    media = [one for one in below(entry, "content") if one.get("url")]
    holder = media[0] if media else entry
    return figure_from(
        best_rendition(one for one in found if one is not None),
        cutline=text_in(_media(holder, entry, "description") or _media(holder, entry, "title")),
        credit=_media(holder, entry, "credit") or _media(holder, entry, "copyright"),
    )


def _rendition(node: Node) -> Rendition | None:
    name, kind = local(node), (node.get("type") or "").lower()
    if name == "link" and (node.get("rel") != "enclosure" or not kind.startswith("image")):
        return None
    medium = node.get("medium") or ""
    kind = kind or ("image/jpeg" if medium == "image" else "video" if medium else "")
    sizes = [node.get(key) or "" for key in ("width", "height")]
    width, height = (int(size) if size.isdigit() and len(size) < 7 else 0 for size in sizes)
    address = node.get("url") or (node.get("href") if name == "link" else "") or ""
    return Rendition(name, address, kind, width, height)


def _media(holder: Node, entry: Node, name: str) -> str:
    """A text of the media module, beside the picture or in it."""
    for node in (holder, child(entry, "group"), entry):
        for one in children(node, name):
            if _MEDIA in str(one.tag):
                return raw_text(one)
    return ""
