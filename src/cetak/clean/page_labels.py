"""Labels that stand beside each other on a page by its style alone: a space parts them."""

from __future__ import annotations

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.elements import BLOCKS
from cetak.clean.parsed import all_text

Node = etree._Element
LONGEST = 160
_ROWS = ("div", "li", "nav", "footer", "header", "section", "td", "h4", "h5")


def part_labels(body: Node) -> None:
    """Put spaces between the parts of short boxes whose words stand in inline elements alone.

    Args:
        body: The page's body; it is changed. ``<span>Tags</span><a>Salt</a>`` are two words; an
            initial and the rest of its word stay together.
    """
    for box in body.iter(*_ROWS):
        if len(box) > 1 and not (box.text or "").strip() and _is_short_row(box):
            for part in list(box)[:-1]:
                if not part.tail and len(one_line(all_text(part))) > 1:
                    part.tail = " "


def _is_short_row(box: Node) -> bool:
    if any(part.tag in BLOCKS or (part.tail or "").strip() for part in box):
        return False
    return len(one_line(all_text(box))) <= LONGEST
