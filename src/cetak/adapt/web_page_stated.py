"""What a page's schema.org JSON-LD states of its story, however untidy it is written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

Node = etree._Element
Object = Mapping[str, Any]
_STORY = re.compile(
    r"(News|Blog|Live|Opinion|Analysis|Report|Review|Background|Scholarly|Tech|Social)?"
    r"[A-Za-z]{0,12}(Article|Posting|NewsArticle|Report)$"
)
_COMMA = re.compile(r",(\s{0,200}[}\]])")
_LONGEST = 2_000_000
_DEEPEST = 12
_WRAPPING = " \t\r\n;<!-/*CDAT[]>"


def stated_story(page: Node) -> Object:
    """The story's object, or an empty one; ``NewsArticle`` before other articles."""
    objects = list(stated_objects(page))
    stories = [one for one in objects if any(map(_STORY.fullmatch, kinds(one)))]
    stories.sort(key=lambda one: (not one.get("headline"), len(str(one)) < 200))
    return stories[0] if stories else {}


def stated_objects(page: Node) -> Iterator[Object]:
    """All objects of all JSON-LD scripts of a page, arrays and graphs taken apart."""
    for script in page.iter("script"):
        kind = (script.get("type") or "").strip().lower()
        text = script.text or ""
        if kind.startswith("application/ld") and len(text) <= _LONGEST:
            yield from _objects(_loaded(text), 0)


def kinds(value: Object) -> list[str]:
    """The schema.org types of an object, without their address."""
    found = value.get("@type") or ()
    found = found if isinstance(found, list) else [found]
    return [str(kind).rsplit("/", 1)[-1] for kind in found]


def texts(value: Any) -> list[str]:
    """The names or texts that a value holds: strings, objects with a name, lists of both."""
    if isinstance(value, str):
        text = " ".join(html.unescape(html.unescape(value)).split())
        return [text] if text else []
    if isinstance(value, Mapping):
        return texts(value.get("name") or value.get("@value") or "")
    if isinstance(value, list):
        return [text for one in value[:50] for text in texts(one)]
    return []


def first(value: Any) -> str:
    """The first of the texts, or ``""``."""
    return next(iter(texts(value)), "")


def _loaded(text: str) -> Any:
    # CDATA marks and comments are written around the JSON by old templates.
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    start = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=-1)
    if start < 0:
        return None
    text = text[start:].rstrip(_WRAPPING[:-2] + ">")
    for attempt in (text, _closed(text), _COMMA.sub(r"\1", _closed(text))):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _closed(text: str) -> str:
    """The text with the brackets that stripping its wrapping may have taken."""
    missing: list[str] = []
    inside = escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif inside:
            escaped = character == "\\"
            inside = character != '"'
        elif character == '"':
            inside = True
        elif character in "{[":
            missing.append("}" if character == "{" else "]")
        elif missing and character == missing[-1]:
            missing.pop()
    return text + "".join(reversed(missing))


def _objects(value: Any, depth: int) -> Iterator[Object]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)
