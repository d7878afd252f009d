"""The text of a story's body alone: what a reader would read, one block a line."""

from __future__ import annotations

from cetak.article.story import Article
from cetak.clean.block_texts import texts_of

WITHOUT_TEXT = frozenset({"figure", "embed"})


def body_text(article: Article) -> str:
    """Paragraphs, crossheads, lists, quotations and tables; no cutlines, no facts."""
    texts = (
        text.text
        for block in article.body
        if block.type not in WITHOUT_TEXT
        for text in texts_of(block)
    )
    return "".join(f"{text}\n" for text in texts)
