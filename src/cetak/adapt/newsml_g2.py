"""IPTC NewsML-G2 becomes Drafts: news items, messages of many, packages as lists of references.

Source: IPTC NewsML-G2 2.34, Specification and Guidelines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from cetak.adapt.nitf import nitf_facts
from cetak.adapt.pictures import Rendition, best_rendition, figure_from, with_figures
from cetak.adapt.several import NotRead
from cetak.adapt.stated import Stated, text_in
from cetak.adapt.tables import table, words
from cetak.adapt.xml import (
    Node,
    child,
    children,
    inner_markup,
    local,
    raw_text,
    text_at,
    text_of,
)
from cetak.article.blocks import Figure
from cetak.article.draft import BlocksCopy, Copy, Draft, MarkupCopy
from cetak.errors import SourceError

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ITEMS = ("newsItem", "packageItem")


def read_newsml_g2(name: str, root: Node, language: str = "") -> Iterator[Draft | NotRead]:
    """The Drafts of an item, a message, or a fragment of an item.

    Args:
        name: What the user calls the source.
        root: The root element.
        language: BCP 47 language where an item names none.
    """
    if local(root) != "newsMessage":
        yield _item(name, root, language)
        return
    items = [one for one in children(child(root, "itemSet")) if local(one) in _ITEMS]
    texts = [one for one in items if _class(one).endswith("text")]
    others = [one for one in items if one not in texts and local(one) == "newsItem"]
    if len(texts) == 1 and all(map(_is_picture, others)):
        pictures = [figure for one in items if _is_picture(one) and (figure := _figure(one))]
        yield _item(name, texts[0], language, pictures)
        return
    for number, one in enumerate(items, start=1):
        label = name if len(items) == 1 else f"{name}#{number}"
        try:
            yield _item(label, one, language)
        except (ValueError, ArithmeticError) as problem:
            reason = str(problem)[:200]
            error = SourceError.because("item-broken", label, number=number, problem=reason)
            yield NotRead(label, error)


def _item(name: str, item: Node, language: str, pictures: Sequence[Figure] = ()) -> Draft:
    """The Draft of an item; pictures that came with it stand in it."""
    stated = Stated(name)
    about = item if local(item) == "contentMeta" else child(item, "contentMeta")
    stated.language(_language(item, about))
    _lines(about, stated)
    _management(item, stated)
    _content(about, stated)
    groups = item if local(item) == "groupSet" else child(item, "groupSet")
    copy = _references(groups, stated) if groups is not None else _copy(item, stated)
    _people(item, about, stated)
    figures = [figure for figure in (_figure(item), *pictures) if figure is not None]
    copy = with_figures(copy, [figure for figure in figures if not stated.picture(figure)])
    if not _is_picture(item):
        located = _named(child(about, "located"), stated)
        stated.dateline(text_at(about, "dateline") or located, copy)
    return stated.draft(copy, language)


def _lines(about: Node | None, stated: Stated) -> None:
    roles = table("agency")["headline-roles"]
    for line in children(about, "headline"):
        role = (line.get("role") or "main").lower()
        stated.line(roles.get(role, roles.get(role.rpartition(":")[2], "headline")), text_of(line))
    for line in children(about, "description"):
        if (line.get("role") or "").lower() in words("agency", "deck-descriptions"):
            stated.line("deck", text_of(line))


def _management(item: Node, stated: Stated) -> None:
    meta = child(item, "itemMeta")
    stated.text("uri", item.get("guid") or "")
    stated.text("version", item.get("version") or "")
    embargo = child(meta, "embargoed")
    if embargo is not None:
        stated.embargo(text_of(embargo) or "?")
    status = child(meta, "pubStatus")
    stated.status((status.get("qcode") or status.get("uri") or "") if status is not None else "")
    rights = child(item, "rightsInfo")
    holder = text_at(rights, "copyrightHolder", "name")
    stated.text("rights", text_at(rights, "copyrightNotice") or (f"© {holder}" if holder else ""))
    stated.text("section", text_at(meta, "service", "name"))
    stated.text("source", text_at(meta, "provider", "name"))


def _content(about: Node | None, stated: Stated) -> None:
    item = about.getparent() if about is not None else None
    meta = child(item, "itemMeta")
    first = (text_at(about, "contentCreated"), text_at(meta, "firstCreated"))
    stated.moment("published", next(filter(None, (*first, text_at(meta, "versionCreated"))), ""))
    stated.moment("updated", text_at(about, "contentModified") or text_at(meta, "versionCreated"))
    stated.urgency(text_at(about, "urgency"))
    stated.slug(text_at(about, "slugline"))
    stated.text("source", text_at(about, "creditline") or text_at(about, "infoSource", "name"))
    subjects = [_named(one, stated) for one in children(about, "subject")]
    stated.names("keywords", (*map(text_of, children(about, "keyword")), *subjects))


def _people(item: Node, about: Node | None, stated: Stated) -> None:
    """The line an agency wrote for its writers, else those it names as such."""
    stated.byline(*map(text_of, children(about, "by")))
    roles, writers = table("agency")["people-roles"], []
    for person in children(about, "creator", "contributor"):
        role = (person.get("role") or "").lower().rpartition(":")[2]
        is_writer = role in words("agency", "writer-roles") and local(person) == "creator"
        if is_writer and (role != "photographer" or _is_picture(item)):
            writers.append(_named(person, stated))
        elif role in roles:
            stated.credit(roles[role], _named(person, stated))
    stated.byline(*writers)


def _copy(item: Node, stated: Stated) -> Copy:
    """The body as markup: NITF, XHTML or plain text inside the item."""
    for content in children(child(item, "contentSet"), "inlineXML", "inlineData"):
        kind = (content.get("contenttype") or "").lower()
        markup = _inline_data(content, kind) if local(content) == "inlineData" else ""
        for root in children(content):
            markup = nitf_facts(root, stated) if local(root) == "nitf" else _page(root)
        if markup.strip():
            return MarkupCopy(markup)
    return BlocksCopy(())


def _page(root: Node) -> str:
    body = child(root, "body")
    return inner_markup(body if body is not None else root)


def _inline_data(content: Node, kind: str) -> str:
    text = raw_text(content)
    if "html" in kind:
        return text
    parts = [escape(part.strip(), quote=False) for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{part}</p>" for part in parts)


def _references(groups: Node, stated: Stated) -> Copy:
    """What a package refers to, as a list; its first item names a package without a headline."""
    lines = []
    for group in children(groups, "group"):
        for reference in children(group, "itemRef"):
            title = text_at(reference, "title") or text_at(reference, "headline")
            summary = text_in(text_at(reference, "description"))
            stated.line("headline", title)
            lines.append(": ".join(filter(None, (title, summary))))
    items = "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines if line)
    return MarkupCopy(f"<ul>{items}</ul>") if items else BlocksCopy(())


def _figure(item: Node) -> Figure | None:
    """The picture that an item holds or is, with its caption, credit and terms."""
    about = child(item, "contentMeta")
    renditions = [_rendition(one) for one in children(child(item, "contentSet"), "remoteContent")]
    captions = {one.get("role") or "": text_of(one) for one in children(about, "description")}
    caption = captions.get("drol:caption") or next(iter(captions.values()), "")
    alt = next((text for role, text in captions.items() if "alt" in role.lower()), "")
    status = child(item, "itemMeta", "pubStatus")
    said = (status.get("qcode") or "") if status is not None else ""
    return figure_from(
        "" if _is_film(item) else best_rendition(renditions),
        cutline=caption if _is_picture(item) else "",
        alt=alt or text_at(about, "headline"),
        credit=text_at(about, "creditline") or text_at(about, "creator", "name"),
        terms=text_at(item, "rightsInfo", "usageTerms"),
        cleared=said.endswith("usable") or not said,
    )


def _rendition(one: Node) -> Rendition:
    sizes = [one.get(key) or "" for key in ("width", "height")]
    width, height = (int(size) if size.isdigit() and len(size) < 7 else 0 for size in sizes)
    href = (one.get("href") or "").strip()
    return Rendition(one.get("rendition") or "", href, one.get("contenttype") or "", width, height)


def _is_picture(item: Node) -> bool:
    return _class(item).endswith(("picture", "graphic"))


def _is_film(item: Node) -> bool:
    return _class(item).endswith(("video", "audio", "animation"))


def _class(item: Node) -> str:
    kind = child(item, "itemMeta", "itemClass")
    return (kind.get("qcode") or kind.get("uri") or "").lower() if kind is not None else ""


def _named(node: Node | None, stated: Stated) -> str:
    """The name of a place, person or subject, in the story's language where it has several."""
    names = list(children(node, "name"))
    language = str(stated.fields.get("language", "")).partition("-")[0]
    own = (one for one in names if (one.get(_LANG) or "").partition("-")[0] == language)
    best = next(own, names[0] if names else None)
    return text_of(best)


def _language(item: Node, about: Node | None) -> str:
    stated = child(about, "language")
    tag = stated.get("tag") if stated is not None else ""
    headline = child(about, "headline")
    own = headline.get(_LANG) if headline is not None else ""
    return tag or item.get(_LANG) or own or ""
