"""Markup that nobody vouches for becomes a tree, however deep or broken it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from cetak.clean.characters import sane

DEEPEST = 100
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root element, and whether the markup had to be made flatter first."""

    root: etree._Element
    flattened: bool


def parsed(markup: str) -> Parsed:
    """The tree of some HTML; no network, no entities, no text lost.

    Args:
        markup: HTML of a body, or of a whole page.
    """
    markup = sane(markup).text
    root, complete = _tree(markup)
    if complete:
        return Parsed(root, flattened=False)
    return Parsed(_tree(_flatter(_CODE.sub(" ", markup)))[0], flattened=True)


def all_text(node: etree._Element, between: str = "") -> str:
    """All text that an element holds."""
    parts: Iterator[str] = node.itertext()  # type: ignore[assignment]  # a parsed page has no bytes
    return between.join(parts)


def source_line(node: etree._Element) -> int:
    """Line of the markup on which an element begins, from 1."""
    line = node.sourceline
    return line if isinstance(line, int) and line > 0 else 1


def _tree(markup: str) -> tuple[etree._Element, bool]:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    whole = f"<html><body>{markup}</body></html>" if "<body" not in markup.lower() else markup
    root = html.document_fromstring(whole.encode("utf-8"), parser=parser)
    errors = parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT])
    body = root.find("body")
    return (root if body is None else body), not len(errors)


def _flatter(markup: str) -> str:
    """The markup without the tags that stand more than 100 deep.

    The parser drops all text below its own limit of 256 elements.
    """
    depth = 0

    def shallow(match: re.Match[str]) -> str:
        nonlocal depth
        if match[2].lower() in _VOID:
            return match[0]
        if match[1]:
            depth = max(0, depth - 1)
            return match[0] if depth < DEEPEST else " "
        depth += 1
        return match[0] if depth <= DEEPEST else " "

    return _TAG.sub(shallow, markup)
