"""The text of a story's body alone: what a reader would read, one block a line."""

from __future__ import annotations

import re

from cetak.article.blocks import EndMark, Paragraph, PullQuote, Quotation
from cetak.clean.block_texts import texts_of
from cetak.clean.report import Cleaned

FEWEST_LETTERS = 30
WITHOUT_TEXT = frozenset({"figure", "embed"})


def body_text(cleaned: Cleaned) -> str:
    """Paragraphs, crossheads, lists, quotations and tables; no cutlines, no facts.

    The dateline opens the first paragraph, as in the source. A quotation that says once more what
    a paragraph says is set for the eye alone.
    """
    lines: list[str] = []
    opened = False
    body = cleaned.article.body
    told = "\n".join(_plain(block.text.text) for block in body if isinstance(block, Paragraph))
    for block in body:
        if isinstance(block, PullQuote | Quotation) and _repeats(block, told):
            continue
        for text in texts_of(block) if block.type not in WITHOUT_TEXT else ():
            opens = block.type == "paragraph" and not opened
            opened = opened or opens
            lines.append(f"{cleaned.opening}{text.text}" if opens else text.text)
        if isinstance(block, EndMark) and len(lines) > 1:
            lines[-2:] = [f"{lines[-2]} {lines[-1]}"]
    return "".join(f"{line}\n" for line in lines)


def _repeats(block: PullQuote | Quotation, told: str) -> bool:
    text = _plain(" ".join(one.text for one in texts_of(block, cite=False)))
    return len(text) >= FEWEST_LETTERS and text in told


def _plain(text: str) -> str:
    """Letters and digits, whatever signs of quotation stand around them."""
    return " ".join(re.findall(r"\w+", text.casefold()))
