"""A dateline that a page sets apart from the paragraph which it opens."""

from __future__ import annotations

import re
from itertools import pairwise

from cetak.article.blocks import Paragraph
from cetak.clean.inline import joined
from cetak.clean.tree_blocks import Placed

_ALONE = re.compile(r"\S.{1,60} ?[-–—]{1,2}")


def with_dateline(placed: list[Placed]) -> list[Placed]:
    """``Jakarta -`` on a line of its own joins the first paragraph, where it belongs."""
    for number, (entry, other) in enumerate(pairwise(placed[:6])):
        one, two = entry.block, other.block
        if not isinstance(one, Paragraph) or not isinstance(two, Paragraph):
            continue
        if _ALONE.fullmatch(one.text.text):
            both = Placed(Paragraph(text=joined([one.text, two.text], " ")), entry.line)
            return [*placed[:number], both, *placed[number + 2 :]]
        return placed
    return placed
