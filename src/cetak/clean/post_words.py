"""The words of a post that a story quotes: what its author wrote, not what the service adds."""

from __future__ import annotations

import functools
import re

from lxml import etree

from cetak.article.richtext import RichText
from cetak.clean.characters import one_line
from cetak.clean.parsed import all_text
from cetak.clean.tables import table

_LONGEST = 5000
_SERVICE_WRITES = re.compile(r"\s{1,3}(?:on|pada|am)\s.{0,60}$")


def post_words(node: etree._Element) -> tuple[tuple[RichText, ...], str]:
    """The paragraphs of a post and its author; nothing where it shows its words by script alone.

    Args:
        node: The element that stands for the post, such as ``blockquote.twitter-tweet``.
    """
    if node.tag not in ("blockquote", "div", "figure", "section"):
        return (), ""
    paragraphs = [_plain(part) for part in node.iter("p") if part.find(".//p") is None]
    words = [text for text in paragraphs if text and not _is_of_the_service(text)]
    by = next(filter(None, map(_author, (_beside(node), *paragraphs))), "")
    return tuple(RichText.plain(text) for text in words), by if words else ""


def _plain(part: etree._Element) -> str:
    return one_line(_pattern("links").sub("", _text(part)[:_LONGEST]))


def _text(part: etree._Element) -> str:
    """The text of an element, a space where a line is broken."""
    pieces = [part.text or ""]
    for child in part:
        is_text = isinstance(child.tag, str) and child.tag != "br"
        pieces += [all_text(child) if is_text else " ", child.tail or ""]
    return "".join(pieces)


def _beside(node: etree._Element) -> str:
    """What stands beside the paragraphs: where the service names the author."""
    parts = [node.text or ""]
    for child in node.iter():
        if child is not node and isinstance(child.tag, str):
            inside = any(above.tag == "p" for above in (child, *child.iterancestors()))
            parts += ["" if inside else child.text or ""]
            outside = child.tag == "p" or not inside
            parts += [child.tail or "" if outside else ""]
    return one_line(" ".join(parts)[:_LONGEST])


def _is_of_the_service(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns("not-words"))


def _author(text: str) -> str:
    found = (pattern.search(text) for pattern in _patterns("authors"))
    by = next((match[1] for match in found if match), "")
    return _SERVICE_WRITES.sub("", by).strip()


@functools.cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(text, re.IGNORECASE) for text in table("providers")["posts"][name])


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("providers")["posts"][name], re.IGNORECASE)
