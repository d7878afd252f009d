"""Cutlines that a page sets as a paragraph below the picture, known by the credit in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cetak.article.blocks import Figure, Paragraph
from cetak.clean.characters import one_line
from cetak.clean.tree_blocks import Placed

LONGEST = 250
_CREDIT = re.compile(
    r"\b(?:foto|photo|photograph|image|picture|gambar|bild|fotografie|ilustrasi|illustration|"
    r"sumber foto|photo credit|dok|dokumentasi)\b(?: by| credit| source|\.)?\s?[:/©]"
    r"|\((?:foto|photo|dok|image|ilustrasi|bild)\b[^()]{0,80}\)\s?$|^(?:ilustrasi|illustration)\b"
    r"|\([^()]{2,40}/ ?[^()]{2,40}\)\s?$|©|\b(?:getty images|shutterstock|istockphoto|unsplash)\b"
    r"|/(?:antara|afp|reuters|epa|ap photo)\b",
    re.IGNORECASE,
)


def with_cutlines(placed: Sequence[Placed]) -> list[Placed]:
    """The blocks, with such paragraphs as the cutlines of the pictures that they follow."""
    found: list[Placed] = []
    for entry in placed:
        figure = found[-1].block if found else None
        block = entry.block
        if (
            isinstance(figure, Figure)
            and not figure.cutline
            and isinstance(block, Paragraph)
            and _is_cutline(block.text.text)
        ):
            joined = figure.model_copy(update={"cutline": block.text})
            found[-1] = Placed(joined, found[-1].line)
        else:
            found.append(entry)
    return found


def _is_cutline(text: str) -> bool:
    text = one_line(text)
    return len(text) <= LONGEST and bool(_CREDIT.search(text))
