"""A story as the templates of a book see it: texts set, links led inside, pictures by name.

A book has no pages: nothing is measured here, and hyphens stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cetak.article.blocks import (
    Block,
    Cell,
    Crosshead,
    Embed,
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
from cetak.article.sheet import PictureFile
from cetak.layout.book_addresses import web_address
from cetak.layout.compose import RIGHT_TO_LEFT
from cetak.layout.order import View
from cetak.layout.spec import Wording
from cetak.layout.typography import WRITTEN_HYPHEN, set_plain, set_text
from cetak.layout.view import number_columns, short_address

ENDINGS: Final[Mapping[str, str]] = {"image/jpeg": "jpg", "image/png": "png"}
"""Pictures that every e-reader shows, with their file name endings."""
_NOT_IN_XML: Final = dict.fromkeys(
    [*(n for n in range(32) if n not in (9, 10, 13)), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def picture_path(picture: PictureFile) -> str:
    """Where a picture lies in the book: by what it shows, so that it lies there once."""
    return f"pictures/{picture.id[:24]}.{ENDINGS[picture.media_type]}"


@dataclass(frozen=True, slots=True)
class BookSetter:
    """Turns the texts and blocks of one story into views.

    Attributes:
        wording: Words and habits of its language.
        pictures: Its pictures by the name the story gives them.
        inside: Addresses of other stories of the book, and their files.
    """

    wording: Wording
    pictures: Mapping[str, PictureFile]
    inside: Mapping[str, str]

    def runs(self, text: RichText, *, links: bool = True) -> list[View]:
        """Runs with their styles and where they lead."""
        return [self._run(run, links=links) for run in set_text(text, self.wording).runs]

    def plain(self, text: str) -> str:
        """A text without markup, set."""
        return allowed(set_plain(text, self.wording).replace(WRITTEN_HYPHEN, "-"))

    def blocks(self, blocks: tuple[Block, ...]) -> list[View]:
        """All blocks but those that nothing is left of."""
        seen = ((block.type, self._block(block)) for block in blocks)
        return [{"type": kind, **view} for kind, view in seen if view is not None]

    def figure(self, figure: Figure) -> View | None:
        """A picture with its cutline; ``None`` for one that is not cleared."""
        if not figure.picture.cleared_for_print:
            return None
        picture = self.pictures.get(figure.picture.source)
        view: View = {
            "cutline": self.runs(figure.cutline),
            "credit": self.plain(figure.picture.credit),
            "missing": picture is None or picture.media_type not in ENDINGS,
            "placeholder": self.wording.words["picture-left-out"],
        }
        if picture is None or view["missing"]:
            return view
        alt = figure.picture.alt or figure.cutline.text or figure.picture.credit
        return view | {
            "file": picture_path(picture),
            "alt": self.plain(alt) or self.wording.words["picture-left-out"],
            "width_px": picture.width_px,
            "height_px": picture.height_px,
        }

    def link(self, address: str) -> View:
        """An address as it is read, and where it leads."""
        return {"address": _with_hyphens(short_address(address)), "href": self._href(address)}

    def _run(self, run: Run, *, links: bool) -> View:
        return {
            "lines": allowed(run.text.replace(WRITTEN_HYPHEN, "-")).split("\n"),
            "styles": sorted(run.styles),
            "href": self._href(run.href) if links else "",
            "lang": run.lang,
        }

    def _href(self, address: str) -> str:
        return self.inside.get(address) or web_address(address)

    def _block(  # noqa: PLR0911 - one return for each kind of block
        self, block: Block
    ) -> View | None:
        match block:
            case Paragraph():
                return {"runs": self.runs(block.text)}
            case Crosshead():
                return {"runs": self.runs(block.text), "level": block.level}
            case Figure():
                return self.figure(block)
            case List():
                items = self._items(block.items)
                return {"ordered": block.ordered, "start": block.start, "items": items}
            case Table():
                return self._table(block)
            case Sidebar():
                inner = self.blocks(tuple(block.blocks))
                return {"headline": self.runs(block.headline), "blocks": inner}
            case _:
                return self._rarer_block(block)

    def _rarer_block(self, block: Block) -> View | None:
        match block:
            case PullQuote():
                return {"runs": self.runs(block.text), "by": self.plain(block.by)}
            case Quotation():
                paragraphs = [self.runs(one) for one in block.paragraphs]
                return {"paragraphs": paragraphs, "by": self.plain(block.by)}
            case Embed():
                return self._embed(block)
            case Refer():
                return {"runs": self.runs(block.text), **self.link(block.address)}
            case Preformatted() | EndMark():
                return {"text": allowed(block.text)}
            case _:  # pragma: no cover - mypy knows that every block is named
                return None

    def _items(self, items: tuple[ListItem, ...]) -> list[View]:
        return [{"runs": self.runs(item.text), "items": self._items(item.items)} for item in items]

    def _embed(self, embed: Embed) -> View:
        return {
            "label": self.wording.words.get(embed.kind, embed.kind),
            "title": self.plain(embed.title),
            "paragraphs": [self.runs(one) for one in embed.words],
            "by": self.plain(embed.by),
            **self.link(embed.address),
        }

    def _table(self, table: Table) -> View:
        numbers = number_columns(table)
        return {
            "caption": self.runs(table.caption),
            "head": [self._row(row, numbers) for row in table.head],
            "rows": [self._row(row, numbers) for row in table.rows],
        }

    def _row(self, row: tuple[Cell, ...], numbers: frozenset[int]) -> list[View]:
        return [
            {
                "runs": self.runs(cell.text),
                "header": cell.header,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "number": column in numbers and cell.colspan == 1,
            }
            for column, cell in enumerate(row)
        ]


def direction_of(language: str) -> str:
    """``rtl`` for languages that are written leftward, else ``ltr``."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def allowed(text: str) -> str:
    """The text without characters that XML cannot hold.

    Source: XML 1.0, section 2.2.
    """
    return text.translate(_NOT_IN_XML)


def _with_hyphens(text: str) -> str:
    return allowed(text.replace(WRITTEN_HYPHEN, "-"))
