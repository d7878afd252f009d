"""An Article as a template sees it: texts set, numbers given, lengths decided.

Views hold no markup; what a block looks like is in the layout's ``parts/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cetak.article.blocks import (
    Block,
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
from cetak.findings import Finding, info
from cetak.layout.geometry import PT_PER_MM, Geometry
from cetak.layout.options import Options
from cetak.layout.spec import Layout, Wording
from cetak.layout.type_measure import line_count
from cetak.layout.typography import set_plain, set_text

SPANNING_COLUMNS = 4
_CUTLINE_LEADING = 1.38


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
    findings: list[Finding] = field(default_factory=list)

    def runs(self, text: RichText, *, links: bool = True) -> list[dict[str, Any]]:
        """Runs with their styles, addresses and note numbers."""
        return [self._run(run, links=links) for run in set_text(text, self.wording)]

    def plain(self, text: str) -> str:
        """A text without markup, set."""
        return set_plain(text, self.wording)

    def block(self, block: Block, width_mm: float) -> dict[str, Any] | None:
        """The view of a block, or ``None`` for one that this page leaves out."""
        view = self._block(block, width_mm)
        return view if view is None else {"type": block.type, "spanning": False, **view}

    def figure(self, figure: Figure, width_mm: float) -> dict[str, Any] | None:
        """The view of a figure; without its picture when that could not be had."""
        if not self.options.on("pictures") or not figure.picture.cleared_for_print:
            return None
        picture = self.pictures.get(figure.picture.source)
        view: dict[str, Any] = {
            "type": "figure",
            "cutline": self.runs(figure.cutline),
            "credit": self._credit(figure.picture.credit),
            "missing": picture is None,
            "placeholder": self.wording.words["picture-left-out"],
        }
        if picture is None:
            return view
        return {**view, **self._picture(figure, picture, width_mm)}

    def _block(self, block: Block, width_mm: float) -> dict[str, Any] | None:
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

    def _rarer_block(self, block: Block, width_mm: float) -> dict[str, Any] | None:
        match block:
            case Table():
                return self._table(block)
            case Sidebar():
                inner = [self.block(part, width_mm) for part in block.blocks]
                return {
                    "headline": self.runs(block.headline, links=False),
                    "blocks": [view for view in inner if view],
                    "long": sum(len(str(part)) for part in block.blocks) > 1_500,
                }
            case Embed():
                return self._embed(block)
            case Refer():
                address = short_address(block.address)
                return {"runs": self.runs(block.text), "address": address, "href": block.address}
            case Preformatted():
                return {"text": block.text}
            case EndMark():
                return {"text": block.text}
            case _:  # pragma: no cover - mypy knows that every block is named above
                return None

    def _run(self, run: Run, *, links: bool) -> dict[str, Any]:
        noted = links and run.href.startswith("http") and self.options.on("links")
        return {
            "lines": run.text.split("\n"),
            "styles": sorted(run.styles),
            "href": run.href,
            "lang": run.lang,
            "note": self.notes.number(run.href) if noted else 0,
        }

    def _credit(self, credit: str) -> str:
        return self.plain(credit)

    def _items(self, items: tuple[ListItem, ...]) -> list[dict[str, Any]]:
        return [{"runs": self.runs(item.text), "items": self._items(item.items)} for item in items]

    def _embed(self, embed: Embed) -> dict[str, Any]:
        return {
            "label": self.wording.words.get(embed.kind, embed.kind),
            "title": self.plain(embed.title),
            "address": short_address(embed.address),
            "href": embed.address,
        }

    def _table(self, table: Table) -> dict[str, Any]:
        rows = [*table.head, *table.rows]
        width = max(sum(cell.colspan for cell in row) for row in rows)
        return {
            "caption": self.runs(table.caption, links=False),
            "head": [self._row(row) for row in table.head],
            "rows": [self._row(row) for row in table.rows],
            "width": width,
            "spanning": self.geometry.columns > 1 and width >= SPANNING_COLUMNS,
        }

    def _row(self, row: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [
            {
                "runs": self.runs(cell.text),
                "header": cell.header,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "number": _is_number(cell.text.text),
            }
            for cell in row
        ]

    def _picture(self, figure: Figure, picture: PictureFile, width_mm: float) -> dict[str, Any]:
        """Width and height on the page; the height ends on the baseline grid."""
        alt = figure.picture.alt or figure.cutline.text or figure.picture.credit
        if not figure.picture.alt:
            self.findings.append(info("picture-without-alt", self.source, picture=alt[:60]))
        ratio = picture.height_px / picture.width_px
        line_mm = self.geometry.leading_pt / PT_PER_MM
        tallest = self.geometry.depth_mm * (0.5 if self.geometry.columns == 1 else 0.42)
        height = min(width_mm * ratio, tallest) * min(1.0, self.geometry.picture_factor)
        width = min(width_mm, height / ratio)
        face = self.layout.metrics["Cetak Franklin|400|normal"]
        words = f"{figure.cutline.text} {figure.picture.credit}"
        lines = line_count(words, face, self.geometry.small_pt, width)
        below_mm = lines * self.geometry.small_pt * _CUTLINE_LEADING / PT_PER_MM + line_mm * 0.3
        slack_mm = self.geometry.snap_pt((height + below_mm) * PT_PER_MM) / PT_PER_MM
        return {
            "picture": picture.id,
            "alt": alt or self.wording.words["picture-left-out"],
            "width_mm": round(width, 2),
            "height_mm": round(height, 2),
            "slack_mm": round(slack_mm, 3),
            "narrow": width < width_mm * 0.72,
        }


def short_address(address: str) -> str:
    """The address as a reader would type it: no scheme, no ``www.``, no tracking."""
    if not address:
        return ""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query and "utm_" not in parts.query else ""
    if not host:
        return address
    return f"{host}{parts.path.rstrip('/')}{query}"


def with_end_marks(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """End marks go into the paragraph they close; one that closes no paragraph stands alone."""
    kept: list[dict[str, Any]] = []
    for view in views:
        if view["type"] == "end-mark" and kept and kept[-1]["type"] == "paragraph":
            kept[-1]["end_mark"] = view["text"]
        elif view["type"] == "end-mark":
            kept.append(
                {"type": "paragraph", "spanning": False, "runs": [], "end_mark": view["text"]}
            )
        else:
            kept.append(view)
    return kept


def segments_of(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Runs of blocks that share columns, divided at blocks that span all of them.

    A spanning block inside columns makes the engine lose text, so it stands between them.
    """
    segments: list[dict[str, Any]] = []
    for view in views:
        spanning = bool(view.get("spanning"))
        if spanning or not segments or segments[-1]["spanning"]:
            segments.append({"spanning": spanning, "blocks": []})
        segments[-1]["blocks"].append(view)
    return segments


def _is_number(text: str) -> bool:
    stripped = text.replace("Rp", "").strip("%+−- \u00a0()")
    return bool(stripped) and stripped.replace(".", "").replace(",", "").isdigit()
