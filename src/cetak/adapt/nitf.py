"""NITF becomes a Draft; its body, also inside NewsML-G2, becomes markup.

Source: IPTC NITF 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from cetak.adapt.pictures import Rendition, best_rendition, figure_from, figure_node
from cetak.adapt.stated import Stated
from cetak.adapt.tables import table
from cetak.adapt.xml import Node, below, child, children, local, one_line, text_at, text_of
from cetak.article.blocks import Figure
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Dateline

_TAGS: Mapping[str, str] = (
    {
        "p": "p",
        "hl2": "h2",
        "h2": "h2",
        "block": "div",
        "bq": "blockquote",
        "credit": "cite",
        "note": "aside",
        "em": "em",
        "i": "em",
        "b": "strong",
        "strong": "strong",
        "sub": "sub",
        "sup": "sup",
        "a": "a",
        "br": "br",
        "hr": "hr",
        "pre": "pre",
        "q": "q",
    }
    | {
        name: name
        for name in (
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
        )
    }
    | {name: name for name in ("tr", "td", "th", "blockquote", "h1", "h3", "h4")}
)
_ATTRIBUTES = frozenset({"href", "colspan", "rowspan", "class", "start"})
_DIGITS = re.compile(r"\d{1,6}")


def read_nitf(name: str, root: Node, language: str = "") -> Iterator[Draft]:
    """The Draft of a NITF document.

    Args:
        name: What the user calls the source.
        root: The ``nitf`` element.
        language: BCP 47 language where the document names none.
    """
    stated = Stated(name)
    copy = MarkupCopy(nitf_facts(root, stated))
    place = child(root, "body", "body.head", "dateline")
    if place is not None:
        _dateline(place, copy, stated)
    yield stated.draft(copy, language)


def nitf_facts(root: Node, stated: Stated) -> str:
    """All that a NITF document states, and its body as markup."""
    body = child(root, "body")
    head = child(body, "body.head")
    _lines(root, head, stated)
    _people(head, stated)
    _document(root, stated)
    content = child(body, "body.content")
    films = [
        text_at(one, "media-caption") for one in below(content, "media") if not _is_image(one)
    ]
    for film in filter(None, films):
        stated.left_out(film)
    end = child(body, "body.end", "tagline")
    last = f"<p>{_inner(end)}</p>" if end is not None and text_of(end) else ""
    return _body(content, stated) + last


def _lines(root: Node, head: Node | None, stated: Stated) -> None:
    roles = table("agency")["headline-roles"]
    hedline = child(head, "hedline")
    stated.line("headline", text_at(hedline, "hl1"))
    for second in children(hedline, "hl2"):
        role = (second.get("class") or second.get("id") or "deck").lower()
        stated.line(roles.get(role, "deck"), text_of(second))
    stated.line("deck", text_at(head, "abstract"))
    stated.line("headline", text_at(root, "head", "title"))


def _people(head: Node | None, stated: Stated) -> None:
    """Bylines without titles; a title such as "Staff writer" is nobody's name."""
    names = []
    for byline in children(head, "byline"):
        title = text_at(byline, "byttl")
        name = text_of(byline)
        names.append(one_line(name.removesuffix(title)).strip(" ,") if title else name)
    stated.byline(*names)
    stated.text("source", text_at(head, "distributor"))
    stated.text("rights", text_at(head, "rights"))


def _document(root: Node, stated: Stated) -> None:
    data = child(root, "head", "docdata")
    stated.text("uri", _at(data, "doc-id", "id-string"))
    stated.moment("published", _at(data, "date.issue", "norm"))
    stated.moment("updated", _at(data, "date.release", "norm"))
    stated.urgency(_at(data, "urgency", "ed-urg"))
    stated.names("keywords", [one.get("key") or "" for one in below(data, "keyword")])
    stated.slug(_at(data, "du-key", "key") or _at(data, "fixture", "fix-id"))
    holder, year = _at(data, "doc.copyright", "holder"), _at(data, "doc.copyright", "year")
    stated.text("rights", f"© {year} {holder}" if holder else "")
    published = child(root, "head", "pubdata")
    stated.text("section", _at(published, "", "position.section"))
    status = (data.get("management-status") or "") if data is not None else ""
    if status.lower() == "embargoed":
        stated.embargo(_at(data, "date.release", "norm") or "?")
    else:
        stated.status(status)
    languages = (value for key, value in root.attrib.items() if str(key).endswith("lang"))
    stated.language(str(next(languages, "")))


def _dateline(node: Node, copy: MarkupCopy, stated: Stated) -> None:
    """Place, and the date that its own element gives exactly."""
    story_date = child(node, "story.date")
    spelled = text_of(story_date)
    place = text_of(node).replace(spelled, "", 1) if spelled else text_of(node)
    stated.dateline(place.strip(" ,"), copy)
    day = Stated(stated.name)
    day.moment("published", (story_date.get("norm") or spelled) if story_date is not None else "")
    found, dateline = day.fields.get("published"), stated.fields.get("dateline")
    if found and isinstance(dateline, Dateline):
        date = getattr(found, "date", lambda: found)()
        stated.fields["dateline"] = dateline.model_copy(update={"date": date})


def _body(content: Node | None, stated: Stated) -> str:
    if content is None:
        return ""
    first = next(children(content), None)
    if first is not None and local(first) == "media" and stated.picture(_figure(first)):
        content.remove(first)
    return _inner(content)


def _inner(node: Node) -> str:
    """What an element holds, as the markup of a page."""
    return etree.tostring(_made(node, "div"), encoding="unicode", method="html")[5:-6]


def _made(node: Node, tag: str) -> Node:
    kept = {str(key): value for key, value in node.attrib.items() if key in _ATTRIBUTES}
    made = etree.Element(tag, {str(key): str(value) for key, value in kept.items()})
    made.text = node.text
    for part in node:
        if isinstance(part.tag, str):
            _put(part, made)
    return made


def _put(node: Node, into: Node) -> None:
    name = local(node)
    if name == "media":
        figure = _figure(node)
        if figure is not None and figure.picture.cleared_for_print:
            into.append(figure_node(figure))
    else:
        into.append(_made(node, _TAGS.get(name, "span")))
    if len(into):
        into[-1].tail = (into[-1].tail or "") + (node.tail or "")
    else:
        into.text = (into.text or "") + (node.tail or "")


def _is_image(media: Node) -> bool:
    return (media.get("media-type") or "image").lower() in ("image", "photo", "graphic")


def _figure(media: Node) -> Figure | None:
    """A picture with its caption and who made it."""
    if not _is_image(media):
        return None
    references = list(children(media, "media-reference"))
    alt = next((one.get("alternate-text") for one in references if one.get("alternate-text")), "")
    return figure_from(
        best_rendition(_rendition(one) for one in references),
        cutline=" ".join(text_of(one) for one in children(media, "media-caption")),
        alt=alt or "",
        credit=text_at(media, "media-producer"),
    )


def _rendition(reference: Node) -> Rendition:
    return Rendition(
        reference.get("name") or "",
        reference.get("source") or reference.get("data-location") or "",
        reference.get("mime-type") or "",
        _number(reference.get("width")),
        _number(reference.get("height")),
    )


def _number(text: str | None) -> int:
    found = _DIGITS.match(text or "")
    return int(found[0]) if found else 0


def _at(node: Node | None, name: str, attribute: str) -> str:
    found = child(node, name) if name else node
    return (found.get(attribute) or "") if found is not None else ""
