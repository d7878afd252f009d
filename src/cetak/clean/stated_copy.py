"""The copy from a page's metadata, where its markup does not hold it."""

from __future__ import annotations

import re

from cetak.article.blocks import Paragraph
from cetak.article.richtext import RichText
from cetak.clean.block_texts import texts_of
from cetak.clean.characters import one_line
from cetak.clean.tree_blocks import Placed

FEWEST_LETTERS = 300
_LINE_END = re.compile(r"\s{0,9}\n\s{0,99}|</p>\s{0,99}<p>|<br\s?/?>")
_TAG = re.compile(r"<[^<>]{0,200}>")


def stated_copy(stated: str, placed: list[Placed]) -> list[Placed] | None:
    """Paragraphs of the stated text where it is much longer than what the page shows.

    Args:
        stated: ``articleBody`` as the page has it.
        placed: The blocks that were read from the markup.
    """
    if len(stated) < FEWEST_LETTERS:
        return None
    shown = sum(len(text.text) for entry in placed for text in texts_of(entry.block))
    if shown >= 0.5 * len(stated):
        return None
    lines = (one_line(_TAG.sub(" ", line)) for line in _LINE_END.split(stated))
    return [Placed(Paragraph(text=RichText.plain(line))) for line in lines if line]
