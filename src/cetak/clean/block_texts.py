"""The texts of blocks, for places that can hold text alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cetak.article.blocks import (
    Block,
    Crosshead,
    EndMark,
    Figure,
    List,
    ListItem,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Refer,
    Sidebar,
    Table,
)
from cetak.article.richtext import RichText, Run
from cetak.clean.inline import joined, trimmed


def texts_of(block: Block, *, cite: bool = True) -> list[RichText]:
    """The texts of a block in reading order.

    Args:
        block: Any block; pictures and embeds have no text but a cutline.
        cite: Whether a quotation's source is part of it.
    """
    match block:
        case Paragraph() | Crosshead() | PullQuote() | Refer():
            found = [block.text]
        case Quotation():
            by = [RichText.plain(block.by)] if block.by and cite else []
            found = [*block.paragraphs, *by]
        case Preformatted() | EndMark():
            found = [trimmed([Run(block.text)])]
        case List():
            found = item_texts(block.items)
        case Table():
            found = [block.caption, *_rows(block)]
        case Sidebar():
            found = [block.headline, *(text for part in block.blocks for text in texts_of(part))]
        case Figure():
            found = [block.cutline]
        case _:
            found = []
    return [text for text in found if text]


def item_texts(items: Sequence[ListItem]) -> list[RichText]:
    """The texts of list items, those of nested lists after the item they hang on."""
    return [text for item in items for text in (item.text, *item_texts(item.items))]


def _rows(table: Table) -> Iterable[RichText]:
    for row in (*table.head, *table.rows):
        yield joined([cell.text for cell in row], " ")
