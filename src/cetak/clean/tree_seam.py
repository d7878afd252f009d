"""What the readers of lists, tables and figures ask of the reader of the whole tree."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from cetak.article.blocks import Block
from cetak.article.richtext import RichText


class BelowReader(Protocol):
    """Reads what an element holds, and takes findings."""

    base_url: str

    def text_below(self, node: etree._Element, depth: int) -> tuple[RichText, list[Block]]:
        """All text of an element on lines of one text, and its figures and embeds."""

    def notice(self, code: str, **facts: str | int) -> None:
        """A finding, once a story for each of its facts."""
