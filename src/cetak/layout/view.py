"""An Article as a template sees it: texts set, numbers given, lengths decided.

Views hold no markup; what a block looks like is in the layout's ``parts/``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

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
from cetak.article.richtext import RichText, Run, link_is_allowed
from cetak.article.sheet import PictureFile
from cetak.findings import Finding, info
from cetak.layout.geometry import PT_PER_MM, Geometry
from cetak.layout.note_marks import marked
from cetak.layout.options import Options
from cetak.layout.order import View, with_gaps
from cetak.layout.spec import Layout, Wording
from cetak.layout.type_measure import line_count
from cetak.layout.typography import WRITTEN_HYPHEN, set_plain, set_text

_WIDE_CELL_EM = 16.0
_TABLE_TYPE = 1.04
_SMALLEST_TABLE = 0.5
"""A table's type shrinks to this share to keep its words whole; then words are broken."""
_CELL_PADDING_MM = 3.4
_CUTLINE_LEADING = 1.38
_TALLEST = 0.5
"""A picture is no taller than this share of the type area."""
_LEAST_LEFT = 0.87
"""A photograph is cropped by its height no further than to this share of it."""
_NARROW = 0.68
"""A picture narrower than this share of the measure has its cutline beside it."""


@dataclass(slots=True)
class Notes:
    """Addresses of links in the order in which the copy names them, numbered from 1."""

    addresses: list[str] = field(default_factory=list)

    def number(self, address: str) -> int:
        """The number of an address; the same address keeps its number."""
        if address not in self.addresses:
            self.addresses.append(address)
        return self.addresses.index(address) + 1


@dataclass(slots=True)
class Setter:
    """Turns blocks into views; holds what they share."""

    layout: Layout
    wording: Wording
    geometry: Geometry
    options: Options
    pictures: Mapping[str, PictureFile]
    source: str = ""
    notes: Notes = field(default_factory=Notes)
    page_labels: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def runs(self, text: RichText, *, links: bool = True) -> list[View]:
        """Runs with their styles, addresses and note numbers."""
        noted = self.options.on("links")
        number = self._number if noted else self._labelled
        marks = marked(set_text(text, self.wording).runs, number if links else _no_number)
        return [_run(run, note if noted else 0, self._see(note)) for run, note in marks]

    def plain(self, text: str) -> str:
        """A text without markup, set."""
        return set_plain(text, self.wording)

    def block(self, block: Block, width_mm: float) -> View | None:
        """The view of a block, or ``None`` for one that this page leaves out."""
        view = self._block(block, width_mm)
        return view if view is None else {"type": block.type, "spanning": False, **view}

    def figure(self, figure: Figure, width_mm: float) -> View | None:
        """The view of a figure; without its picture when that could not be had."""
        if not self.options.on("pictures") or not figure.picture.cleared_for_print:
            return None
        picture = self.pictures.get(figure.picture.source)
        view: View = {
            "type": "figure",
            "cutline": self.runs(figure.cutline),
            "credit": self._credit(figure.picture.credit),
            "missing": picture is None,
            "placeholder": self.wording.words["picture-left-out"],
        }
        if picture is None:
            return view
        return {**view, **self._picture(figure, picture, width_mm)}

    def _block(  # noqa: PLR0911 - one return for each kind of block
        self, block: Block, width_mm: float
    ) -> View | None:
        match block:
            case Paragraph():
                return {"runs": self.runs(block.text)}
            case Crosshead():
                return {"runs": self.runs(block.text, links=False), "level": block.level}
            case Figure():
                return self.figure(block, width_mm)
            case PullQuote():
                return {"runs": self.runs(block.text, links=False), "by": self.plain(block.by)}
            case Quotation():
                paragraphs = [self.runs(paragraph) for paragraph in block.paragraphs]
                return {"paragraphs": paragraphs, "by": self.plain(block.by)}
            case List():
                return {
                    "ordered": block.ordered,
                    "start": block.start,
                    "items": self._items(block.items),
                }
            case _:
                return self._rarer_block(block, width_mm)

    def _rarer_block(  # noqa: PLR0911 - one return for each kind of block
        self, block: Block, width_mm: float
    ) -> View | None:
        match block:
            case Table():
                return self._table(block)
            case Sidebar():
                inner = [self.block(part, width_mm) for part in block.blocks]
                return {
                    "headline": self.runs(block.headline, links=False),
                    "blocks": with_gaps([view for view in inner if view]),
                    "long": sum(len(str(part)) for part in block.blocks) > 1_500,
                }
            case Embed():
                return self._embed(block)
            case Refer():
                address = short_address(block.address)
                return {
                    "runs": self.runs(block.text),
                    "address": address,
                    "href": _href(block.address),
                }
            case Preformatted():
                return {"text": block.text}
            case EndMark():
                return {"text": block.text}
            case _:  # pragma: no cover - mypy knows that every block is named above
                return None

    def _number(self, run: Run) -> int:
        return self.notes.number(run.href) if run.href.startswith("http") else 0

    def _labelled(self, run: Run) -> int:
        return self.notes.number(run.href) if run.href in self.page_labels else 0

    def _see(self, note: int) -> str:
        """Where in the same paper the link of a note leads, in words."""
        label = self.page_labels.get(self.notes.addresses[note - 1], "") if note else ""
        return self.wording.words["see-page"].format(page=label) if label else ""

    def _credit(self, credit: str) -> str:
        return self.plain(credit)

    def _items(self, items: tuple[ListItem, ...]) -> list[View]:
        return [{"runs": self.runs(item.text), "items": self._items(item.items)} for item in items]

    def _embed(self, embed: Embed) -> View:
        said: View = {}
        if embed.words:  # a post that says something is a quotation with its address
            paragraphs = [self.runs(paragraph) for paragraph in embed.words]
            said = {"type": "quotation", "paragraphs": paragraphs, "by": self.plain(embed.by)}
        return {
            **said,
            "label": self.wording.words.get(embed.kind, embed.kind),
            "title": self.plain(embed.title),
            "address": short_address(embed.address),
            "href": _href(embed.address),
        }

    def _table(self, table: Table) -> View:
        numbers = number_columns(table)
        fit = self._fit(table)
        return {
            "caption": self.runs(table.caption, links=False),
            "head": [self._row(row, numbers) for row in table.head],
            "rows": [self._row(row, numbers) for row in table.rows],
            "spanning": self.geometry.columns > 1 and self._is_wide(table),
            "scale": round(max(fit, _SMALLEST_TABLE), 3),
            "tight": fit < _SMALLEST_TABLE,
        }

    def _is_wide(self, table: Table) -> bool:
        """Whether the table wants more room than a column has, by its cells."""
        return self._wanted_mm(table, lambda text: [text]) > self.geometry.column_mm

    def _fit(self, table: Table) -> float:
        """The type size, as a share of a table's usual one, at which its longest words fit."""
        room = self.geometry.measure_mm if self._is_wide(table) else self.geometry.column_mm
        return min(1.0, room / max(self._wanted_mm(table, str.split), 1.0))

    def _wanted_mm(self, table: Table, pieces: Callable[[str], list[str]]) -> float:
        """Width of the columns if the widest piece of each stays on one line."""
        face = self.layout.metrics["Cetak Franklin|700|normal"]
        widths: dict[int, float] = {}
        for row in (*table.head, *table.rows):
            for column, cell in enumerate(row):
                ems = max((face.width_em(piece) for piece in pieces(cell.text.text)), default=0.0)
                widths[column] = max(widths.get(column, 0.0), min(ems, _WIDE_CELL_EM))
        type_mm = self.geometry.small_pt * _TABLE_TYPE / PT_PER_MM
        return sum(widths.values()) * type_mm + _CELL_PADDING_MM * len(widths)

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

    def _picture_size(self, picture: PictureFile, width_mm: float) -> tuple[float, float]:
        """Width and height: the whole measure where that is not too tall, with a small crop."""
        ratio = picture.height_px / picture.width_px
        natural = width_mm * ratio
        tallest = self.geometry.depth_mm * _TALLEST
        least = _LEAST_LEFT if picture.media_type == "image/jpeg" else 1.0
        if natural * least <= tallest:
            factor = max(least, min(1.0, self.geometry.picture_factor))
            return width_mm, min(natural * factor, tallest)
        height = tallest * min(1.0, self.geometry.picture_factor)
        return height / ratio, height

    def _picture(self, figure: Figure, picture: PictureFile, width_mm: float) -> View:
        """Width and height on the page; the height ends on the baseline grid."""
        alt = figure.picture.alt or figure.cutline.text or figure.picture.credit
        if not figure.picture.alt:
            self.findings.append(info("picture-without-alt", self.source, picture=alt[:60]))
        line_mm = self.geometry.leading_pt / PT_PER_MM
        width, height = self._picture_size(picture, width_mm)
        beside = self.geometry.columns == 1 and width < width_mm * _NARROW
        cutline_mm = width_mm - width - line_mm if beside else width
        words = f"{figure.cutline.text} {figure.picture.credit}"
        face = self.layout.metrics["Cetak Franklin|400|normal"]
        lines = 0 if beside else line_count(words, face, self.geometry.small_pt, width)
        below_mm = lines * self.geometry.small_pt * _CUTLINE_LEADING / PT_PER_MM + line_mm * 0.3
        slack_mm = self.geometry.snap_pt((height + below_mm) * PT_PER_MM) / PT_PER_MM
        return {
            "picture": picture.id,
            "alt": alt or self.wording.words["picture-left-out"],
            "width_mm": round(width, 2),
            "height_mm": round(height, 2),
            "slack_mm": round(slack_mm, 3),
            "cutline_mm": round(cutline_mm, 2),
            "beside": beside,
        }


def short_address(address: str) -> str:
    """The address as a reader would type it: no scheme, no ``www.``, no tracking."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # half an IPv6 host
        return address.replace("-", WRITTEN_HYPHEN)
    query = f"?{parts.query}" if parts.query and "utm_" not in parts.query else ""
    short = f"{host}{parts.path.rstrip('/')}{query}" if host else address
    return short.replace("-", WRITTEN_HYPHEN)


def _no_number(run: Run) -> int:  # noqa: ARG001 - no link is noted
    return 0


def _run(run: Run, note: int, see: str) -> View:
    return {
        "lines": run.text.split("\n"),
        "styles": sorted(run.styles),
        "href": run.href,
        "lang": run.lang,
        "note": note,
        "see": see,
    }


def _href(address: str) -> str:
    """The address as a link's target, where it is one that a PDF may carry."""
    return address if link_is_allowed(address) else ""


def number_columns(table: Table) -> frozenset[int]:
    """Columns whose cells are numbers, the first row and column aside: set flush right."""
    columns: dict[int, list[bool]] = {}
    for row in table.rows:
        for column, cell in enumerate(row):
            columns.setdefault(column, []).append(_is_number(cell.text.text))
    return frozenset(column for column, cells in columns.items() if sum(cells) * 2 > len(cells))


def _is_number(text: str) -> bool:
    stripped = text.replace("Rp", "").strip("%+−- \u00a0()")
    return bool(stripped) and stripped.replace(".", "").replace(",", "").isdigit()
