"""The words of a story in reading order, folded so that two printings can be compared.

The proof reads this, never the layout's HTML: what a layout forgets is noticed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cetak.article.blocks import (
    Block,
    Embed,
    EndMark,
    Figure,
    List,
    ListItem,
    Preformatted,
    PullQuote,
    Quotation,
    Sidebar,
    Table,
)
from cetak.article.story import Article

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u2066\u2067\u2068\u2069"
        ),
        "…": "...",
    }
)
_WORD = re.compile(r"\w+|[^\w\s]")
_DASHES = re.compile(r"-{2,}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that must be found on the page.

    Attributes:
        name: Where in the story it stands, such as ``body[3]``.
        text: The characters.
        ordered: Whether it has its place in the reading order; facts such as the byline, and
            what stands beside the copy, may be anywhere.
    """

    name: str
    text: str
    ordered: bool = True


def fold(text: str) -> str:
    """One spelling for quotes, dashes, ellipses, case and composed characters."""
    folded = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return _DASHES.sub("-", folded).casefold()


def words_of(text: str) -> list[str]:
    """Folded words, and punctuation marks each for itself."""
    return _WORD.findall(fold(text))


def printed_parts(article: Article, *, pictures: bool = True) -> Iterator[Part]:
    """Everything of a story that a full layout prints, in reading order.

    Args:
        article: The story.
        pictures: Whether pictures, and with them cutlines and credits, are printed.
    """
    yield from _facts(article)
    yield Part("label", article.label)
    yield Part("kicker", article.kicker.text)
    yield Part("headline", article.headline.text)
    yield Part("deck", article.deck.text)
    if article.picture and pictures:
        yield from _figure("picture", article.picture)
    if article.dateline:
        yield Part("dateline", article.dateline.place, ordered=False)
    for number, block in enumerate(article.body):
        yield from _block(f"body[{number}]", block, pictures=pictures)
    for number, correction in enumerate(article.corrections):
        yield Part(f"corrections[{number}]", correction.text.text)


def _facts(article: Article) -> Iterator[Part]:
    for name in article.byline:
        yield Part("byline", name, ordered=False)
    for credit in article.credits:
        yield Part("credits", credit.name, ordered=False)


def _block(  # noqa: C901, PLR0912 - one case for each kind of block
    name: str, block: Block, *, pictures: bool
) -> Iterator[Part]:
    match block:
        case Figure():
            if pictures:
                yield from _figure(name, block)
        case PullQuote():
            yield Part(name, block.text.text)
            yield Part(name, block.by)
        case Quotation():
            for paragraph in block.paragraphs:
                yield Part(name, paragraph.text)
            yield Part(name, block.by)
        case List():
            yield from _items(name, block.items)
        case Table():
            yield from _table(name, block)
        case Sidebar():
            yield from _sidebar(name, block, pictures=pictures)
        case Embed():
            for paragraph in block.words:
                yield Part(name, paragraph.text)
            yield Part(name, block.by)
            yield Part(name, block.title)
        case Preformatted():
            yield Part(name, block.text)
        case EndMark():
            yield Part(name, block.text, ordered=False)
        case _:
            yield Part(name, block.text.text)


def _figure(name: str, figure: Figure) -> Iterator[Part]:
    """A figure may stand where the makeup has room for it."""
    if figure.picture.cleared_for_print:
        yield Part(name, figure.cutline.text, ordered=False)
        yield Part(name, figure.picture.credit, ordered=False)


def _sidebar(name: str, sidebar: Sidebar, *, pictures: bool) -> Iterator[Part]:
    """A sidebar may stand where the makeup has room for it."""
    yield Part(name, sidebar.headline.text, ordered=False)
    for inner in sidebar.blocks:
        for part in _block(name, inner, pictures=pictures):
            yield Part(name, part.text, ordered=False)


def _items(name: str, items: tuple[ListItem, ...]) -> Iterator[Part]:
    for item in items:
        yield Part(name, item.text.text)
        yield from _items(name, item.items)


def _table(name: str, table: Table) -> Iterator[Part]:
    yield Part(name, table.caption.text)
    for row in (*table.head, *table.rows):
        for cell in row:
            yield Part(name, cell.text.text)
