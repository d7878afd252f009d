"""The text of a story's body alone: what a reader would read, one block a line."""

from __future__ import annotations

from cetak.article.blocks import EndMark
from cetak.clean.block_texts import texts_of
from cetak.clean.report import Cleaned

WITHOUT_TEXT = frozenset({"figure", "embed"})


def body_text(cleaned: Cleaned) -> str:
    """Paragraphs, crossheads, lists, quotations and tables; no cutlines, no facts.

    The dateline opens the first paragraph, as in the source.
    """
    lines: list[str] = []
    opened = False
    for block in cleaned.article.body:
        for text in texts_of(block) if block.type not in WITHOUT_TEXT else ():
            opens = block.type == "paragraph" and not opened
            opened = opened or opens
            lines.append(f"{cleaned.opening}{text.text}" if opens else text.text)
        if isinstance(block, EndMark) and len(lines) > 1:
            lines[-2:] = [f"{lines[-2]} {lines[-1]}"]
    return "".join(f"{line}\n" for line in lines)
