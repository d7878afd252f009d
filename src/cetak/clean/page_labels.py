"""Labels that stand beside each other on a page by its style alone: a space parts them."""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.elements import BLOCKS
from cetak.clean.parsed import all_text

Node = etree._Element
LONGEST = 100
_ROWS = ("div", "li", "nav", "footer", "header", "section", "td", "h4", "h5")


def part_labels(body: Node) -> None:
    """Put spaces between the parts of short boxes whose words stand in inline elements alone.

    Args:
        body: The page's body; it is changed. ``<span>Tags</span><a>Salt</a>`` are two words; an
            initial and the rest of its word stay together.
    """
    for box in body.iter(*_ROWS):
        if len(box) > 1 and not _has_own_words(box):
            for part, following in pairwise(list(box)):
                if _is_label(part) and _is_label(following) and len(_words(part)) > 1:
                    part.tail = " "


def _has_own_words(box: Node) -> bool:
    return bool((box.text or "").strip()) or any((part.tail or "").strip() for part in box)


def _is_label(part: Node) -> bool:
    return part.tag not in BLOCKS and not part.tail and len(_words(part)) <= LONGEST


def _words(part: Node) -> str:
    return one_line(all_text(part))
