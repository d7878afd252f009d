"""Captions that a page names by class alone become what they are: parts of figures."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.parsed import all_text

Node = etree._Element
LONGEST_CAPTION = 500
MOST_CAPTIONS = 300
_NAME = re.compile(r"(?:^|[\s_-])(?:captions?|cutline|keterangan|para_caption)(?:$|[\s_-])", re.I)
_BOXES = frozenset({"div", "p", "span", "td", "center", "section", "li", "a", "em"})


def mark_captions(body: Node) -> None:
    """Give boxes of a picture and its caption the element ``figure``; the tree is changed."""
    nodes = body.iter("figcaption", *_BOXES)
    captions = (node for node in nodes if node.tag == "figcaption" or _is_named(node))
    for node in list(islice(captions, MOST_CAPTIONS)):
        if any(parent.tag == "figure" for parent in node.iterancestors()):
            continue
        box = _picture_box(node, body)
        if box is not None:
            node.tag, box.tag = "figcaption", "figure"


def _is_named(node: Node) -> bool:
    return bool(_NAME.search(node.get("class") or ""))


def _picture_box(caption: Node, body: Node) -> Node | None:
    """The nearest element around a caption that holds a picture and hardly any other text."""
    words = one_line(all_text(caption))
    if not words or len(words) > LONGEST_CAPTION or caption.find(".//p") is not None:
        return None
    for box in list(caption.iterancestors())[:3]:
        if box is body or box.tag not in _BOXES:
            return None
        if next(box.iter("img"), None) is not None:
            return box if len(one_line(all_text(box))) <= len(words) + 60 else None
    return None
