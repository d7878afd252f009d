"""IPTC ninjs becomes a Draft: 1.x, with flat fields, and 2.x and 3.x, whose fields have roles.

Source: IPTC ninjs 1.4, 2.1 and 3.1. Kicker and deck have no field of their own there; the roles
that agencies use for them are in ``words/agency.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from cetak.adapt.pictures import Rendition, best_rendition, figure_from, with_figures
from cetak.adapt.stated import Stated, is_empty, text_in
from cetak.adapt.tables import table, words
from cetak.article.blocks import Figure
from cetak.article.draft import BlocksCopy, Copy, Draft, MarkupCopy

Item = Mapping[str, Any]
_TELLING = frozenset(
    {
        "associations", "bodies", "copyrightnotice", "contentcreated", "firstcreated", "headlines",
        "pubstatus", "renditions", "usageterms", "versioncreated",
    }
)  # fmt: skip
_LARGEST_NUMBER = 100_000
_MARKUP_BODIES = ("body_xhtml", "body_html")


def is_ninjs(value: object) -> bool:
    """Whether a JSON value is a ninjs item rather than a story in cetak's own fields."""
    if not isinstance(value, dict) or "uri" not in {str(key).lower() for key in value}:
        return False
    keys = {str(key).lower() for key in value}
    return bool(keys & _TELLING) or any(key.startswith(("body_", "description_")) for key in keys)


def read_ninjs(name: str, value: Item, language: str = "") -> Draft:
    """The Draft of one ninjs item, plain values as JSON gives them.

    Args:
        name: What the user calls the source.
        value: The item.
        language: BCP 47 language where the item names none.
    """
    item = _lowered(value)
    stated = Stated(name)
    copy = _copy(item)
    _lines(item, stated)
    _facts(item, stated)
    copy = with_figures(copy, _pictures(item, stated))
    if item.get("type") != "picture":
        stated.dateline(_first(item, "dateline") or _first(item, "located"), copy)
    return stated.draft(copy, language)


def _facts(item: Item, stated: Stated) -> None:
    stated.text("uri", _first(item, "uri"))
    stated.slug(_first(item, "slugline") or _first(item, "sluglines"))
    stated.byline(_first(item, "by") or _first(item, "byline") or _people(item, stated))
    stated.moment("published", _first(item, "contentcreated") or _first(item, "versioncreated"))
    stated.moment("updated", _first(item, "contentmodified") or _first(item, "versioncreated"))
    stated.embargo(_first(item, "embargoeduntil") or _first(item, "embargoed"))
    stated.status(_first(item, "pubstatus"))
    stated.language(_first(item, "language"))
    stated.text("version", _first(item, "version"))
    stated.urgency(_first(item, "urgency"))
    stated.text("rights", _rights(item))
    stated.text("source", _named(item, "infosources", "infosource") or _first(item, "source"))
    stated.text("section", _section(item))
    stated.names("keywords", (*_texts(item, "keywords", "keyword"), *_subjects(item)))


def _lines(item: Item, stated: Stated) -> None:
    """Headline, kicker and deck: by role where there are roles, else by their own names."""
    roles = table("agency")["headline-roles"]
    for role, text in _by_role(item, "headlines"):
        if role in roles:
            stated.line(roles[role], text)
    for key, text in item.items():
        if key.startswith("headline") and isinstance(text, str):
            role = key.removeprefix("headline").strip("_") or "main"
            stated.line(roles.get(role, "headline"), text)
    for field in ("kicker", "deck", "subheadline"):
        stated.line(roles.get(field, field), _first(item, field))
    stated.line("headline", next((text for _, text in _by_role(item, "headlines")), ""))
    stated.line("headline", _first(item, "title"))
    _deck(item, stated)


def _deck(item: Item, stated: Stated) -> None:
    if item.get("type") in ("picture", "video", "audio", "graphic"):
        return
    for role, text in _by_role(item, "descriptions"):
        if role in words("agency", "deck-descriptions"):
            stated.line("deck", text_in(text))
    stated.line("deck", _first(item, "description_summary"))


def _copy(item: Item) -> Copy:
    """The body: its markup where there is any, else its text, else what describes a film."""
    markup, text = _bodies(item)
    if not (markup or text):
        markup, text = _bodies(_text_association(item))
    if not (markup or text) and item.get("type") not in ("picture", "text", "composite"):
        text = _description(item)
    return MarkupCopy(markup or _as_paragraphs(text)) if markup or text else BlocksCopy(())


def _bodies(item: Item) -> tuple[str, str]:
    """Markup and plain text of the body, either of them ``""``."""
    markup = text = ""
    for body in _dicts(item.get("bodies")):
        value, kind = _first(body, "value"), _first(body, "contenttype") or _first(body, "role")
        if "html" in kind.lower() or (not kind and "<p" in value):
            markup = markup or value
        else:
            text = text or value
    flat = {key: value for key, value in item.items() if key.startswith("body_")}
    for key in (*_MARKUP_BODIES, *flat):
        stated = _first(flat, key)
        if key in _MARKUP_BODIES or "</p>" in stated:
            markup = markup or stated
        else:
            text = text or stated
    return markup, text


def _text_association(item: Item) -> Item:
    found = (one for one in _associations(item) if one.get("type") == "text")
    return next(found, {}) if item.get("type") == "composite" else {}


def _as_paragraphs(text: str) -> str:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return "".join(
        f"<p>{escape(part.strip(), quote=False)}</p>".replace("\n", "<br>")
        for part in parts
        if part.strip()
    )


def _pictures(item: Item, stated: Stated) -> list[Figure]:
    """The main picture goes to the facts; the others come back, to stand below the copy."""
    own = _figure(item) if item.get("type") in ("picture", "graphic") else None
    found = [own] if own else []
    for one in _associations(item):
        if one.get("type") in ("picture", "graphic"):
            figure = _figure(one)
            found += [figure] if figure else []
        elif one.get("type") != "text" or not is_empty(_copy_of_own(item)):
            stated.left_out(_first(one, "headline") or _first(one, "uri"))
    return [figure for figure in found if not stated.picture(figure)]


def _copy_of_own(item: Item) -> Copy:
    markup, text = _bodies(item)
    return MarkupCopy(markup or escape(text))


def _figure(item: Item) -> Figure | None:
    renditions = item.get("renditions")
    named = (
        [{"name": key, **value} for key, value in renditions.items() if isinstance(value, dict)]
        if isinstance(renditions, dict)
        else _dicts(renditions)
    )
    figure = figure_from(
        best_rendition(_rendition(one) for one in named),
        cutline=_description(item),
        alt=_alt(item),
        credit=_credit(item),
        terms=_first(item, "usageterms"),
    )
    usable = _first(item, "pubstatus").lower().rpartition(":")[2] in ("", "usable")
    if figure is None or usable:
        return figure
    held = figure.picture.model_copy(update={"cleared_for_print": False})
    return figure.model_copy(update={"picture": held})


def _rendition(one: Item) -> Rendition:
    kind = _first(one, "contenttype") or _first(one, "mimetype")
    sizes = (_number(one.get("width")), _number(one.get("height")))
    return Rendition(_first(one, "name"), _first(one, "href"), kind, *sizes)


def _description(item: Item) -> str:
    roles = dict(reversed(list(_by_role(item, "descriptions"))))
    best = (roles.get(role) for role in ("caption", "drol:caption", "text", "main", ""))
    stated = next((text for text in best if text), "") or next(iter(roles.values()), "")
    return (
        text_in(stated)
        or _first(item, "description_text")
        or text_in(_first(item, "description_xhtml") or _first(item, "description_html"))
    )


def _alt(item: Item) -> str:
    roles = dict(_by_role(item, "descriptions"))
    alt = next((text for role, text in roles.items() if "alt" in role), "")
    return (
        alt
        or _first(item, "description_alt")
        or _first(item, "headline")
        or next((text for _, text in _by_role(item, "headlines")), "")
    )


def _credit(item: Item) -> str:
    by = _first(item, "by") or _first(item, "byline") or _first(item, "creditline")
    agency = _first(item, "creditline") or _named(item, "infosources", "infosource")
    agency = agency or _first(item, "copyrightholder")
    return "/".join(part for part in dict.fromkeys((by, agency)) if part)


def _people(item: Item, stated: Stated) -> str:
    """The creators' names where no byline is written; people in other roles are credited."""
    roles, writers = table("agency")["people-roles"], []
    for person in (*_dicts(item.get("creators")), *_dicts(item.get("contributors"))):
        role = (_first(person, "role") or _first(person, "rel")).lower().rpartition(":")[2]
        if role in words("agency", "writer-roles"):
            writers.append(_first(person, "name"))
        elif role in roles:
            stated.credit(roles[role], _first(person, "name"))
    return ", ".join(filter(None, writers))


def _rights(item: Item) -> str:
    holder = _first(item, "copyrightholder") or _named(item, "copyrightholder")
    return _first(item, "copyrightnotice") or (f"© {holder}" if holder else "")


def _section(item: Item) -> str:
    return _first(item, "section") or _named(item, "sections")


def _subjects(item: Item) -> list[str]:
    return [
        _first(one, "name") for key in ("subjects", "subject") for one in _dicts(item.get(key))
    ]


def _named(item: Item, *keys: str) -> str:
    """The first name in a list of ``{name: ...}``."""
    found = (_first(one, "name") for key in keys for one in _dicts(item.get(key)))
    return next((name for name in found if name), "")


def _associations(item: Item) -> list[Item]:
    given = item.get("associations")
    return _dicts(list(given.values()) if isinstance(given, dict) else given)


def _by_role(item: Item, key: str) -> Iterator[tuple[str, str]]:
    for one in _dicts(item.get(key)):
        yield _first(one, "role").lower(), _first(one, "value")


def _texts(item: Item, *keys: str) -> list[str]:
    found = [item.get(key) for key in keys]
    lists = [one if isinstance(one, list) else [one] for one in found]
    return [text for one in lists for text in one if isinstance(text, str)]


def _first(item: Item, key: str) -> str:
    """A text; of a list of values with roles the first one's."""
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0].get("value") if isinstance(value[0], dict) else value[0]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if isinstance(value, str) else str(value) if is_number else ""


def _dicts(value: object) -> list[Item]:
    given = value if isinstance(value, list) else [value]
    return [one for one in given if isinstance(one, dict)]


def _number(value: object) -> int:
    text = str(value or "").partition(".")[0]
    return min(int(text), _LARGEST_NUMBER) if text.isdigit() and len(text) < 9 else 0


def _lowered(value: Item) -> dict[str, Any]:
    """Keys in small letters: 3.x writes ``versionCreated`` where 1.x wrote ``versioncreated``."""
    return {str(key).lower(): _lowered_value(one) for key, one in value.items()}


def _lowered_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _lowered(value)
    return [_lowered_value(one) for one in value] if isinstance(value, list) else value
