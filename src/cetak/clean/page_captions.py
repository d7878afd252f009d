"""Captions that a page names by class alone become what they are: parts of figures."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.parsed import all_text

Node = etree._Element
LONGEST_CAPTION = 500
LONGEST_BARE = 300
MOST_CAPTIONS = 300
_NAME = re.compile(r"(?:^|[\s_-])(?:captions?|cutline|keterangan|para_caption)(?:$|[\s_-])", re.I)
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:image|images|img|imgs|photo|photos|foto|picture|pic|thumb|thumbnail|cover|gambar)"
    r"(?:$|[\s_-]|wrap|box|area|full|container)",
    re.I,
)
_BOXES = frozenset({"div", "p", "span", "td", "center", "section", "li", "a", "em"})


def mark_captions(body: Node) -> None:
    """Give boxes of a picture and its caption the element ``figure``; the tree is changed."""
    nodes = body.iter("figcaption", *_BOXES)
    captions = (node for node in nodes if node.tag == "figcaption" or named_caption(node))
    for node in list(islice(captions, MOST_CAPTIONS)):
        if any(parent.tag == "figure" for parent in node.iterancestors()):
            continue
        box = _picture_box(node, body)
        if box is not None:
            node.tag, box.tag = "figcaption", "figure"
    for box in list(
        islice((one for one in body.iter("div", "p", "td") if _is_picture(one)), MOST_CAPTIONS)
    ):
        box.tag = "figure"


def _is_picture(box: Node) -> bool:
    """A box named after its picture, with some words below it and no more."""
    if not _PICTURE.search(box.get("class") or "") or next(box.iter("img"), None) is None:
        return False
    if any(True for _ in box.iter("figure", "ul", "ol", "table", "h1", "h2", "h3", "h4")):
        return False
    words = one_line(all_text(box))
    around = any(parent.tag in ("figure", "a") for parent in box.iterancestors())
    return 0 < len(words) <= LONGEST_BARE and not around


def named_caption(node: Node) -> bool:
    """Whether a class calls an element a caption."""
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
