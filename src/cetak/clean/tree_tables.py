"""Tables of a page: head and rows, spans kept small, ragged rows squared."""

from __future__ import annotations

from lxml import etree

from cetak.article.blocks import Block, Cell, Table
from cetak.article.richtext import RichText, Style
from cetak.clean.tree_seam import BelowReader

Node = etree._Element
WIDEST_SPAN = 50
Row = tuple[Cell, ...]


def is_layout(node: Node) -> bool:
    """Whether a table only arranges a page: it holds tables, or a single cell."""
    if node.get("role") == "presentation":
        return True
    nested = sum(1 for _ in node.iterancestors("td")) == 0 and node.find(".//table") is not None
    cells = sum(1 for _ in zip(node.iter("td", "th"), range(2), strict=False))
    return nested or cells < 2


def table_of(node: Node, reader: BelowReader, depth: int) -> list[Block]:
    """The table of an element, and the pictures and embeds of its cells after it."""
    beside: list[Block] = []
    heads = [row for row in node.iter("tr") if _is_head(row)]
    read = {row: _row(row, reader, depth, beside) for row in _rows(node)}
    rows = _squared([cells for cells in read.values() if cells])
    head_count = _leading(heads, [row for row, cells in read.items() if cells])
    caption = _caption(node, reader, depth)
    if not rows:
        return beside
    if head_count == len(rows):
        head_count = 0
    table = Table(caption=caption, head=tuple(rows[:head_count]), rows=tuple(rows[head_count:]))
    return [table, *beside]


def _rows(node: Node) -> list[Node]:
    return [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]


def _is_head(row: Node) -> bool:
    parent = row.getparent()
    cells = [cell.tag for cell in row if cell.tag in ("td", "th")]
    return (parent is not None and parent.tag == "thead") or (
        bool(cells) and all(tag == "th" for tag in cells)
    )


def _leading(heads: list[Node], rows: list[Node]) -> int:
    count = 0
    while count < len(rows) and rows[count] in heads:
        count += 1
    return count


def _row(row: Node, reader: BelowReader, depth: int, beside: list[Block]) -> Row:
    cells = []
    for node in row:
        if node.tag in ("td", "th"):
            text, others = reader.text_below(node, depth + 1)
            if node.find(".//table") is not None:
                reader.notice("table-too-deep")
            beside += others
            cells.append(_cell(node, text))
    return tuple(cells)


def _cell(node: Node, text: RichText) -> Cell:
    header = node.tag == "th"
    if header:
        text = RichText.of(
            type(run)(run.text, run.styles - {Style.BOLD}, run.href, run.lang) for run in text.runs
        )
    spans = (_span(node.get("colspan")), _span(node.get("rowspan")))
    return Cell(text=text, header=header, colspan=spans[0], rowspan=spans[1])


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return min(max(int(digits[:6]), 1), WIDEST_SPAN)


def _squared(rows: list[Row]) -> list[Row]:
    """Every row as wide as the widest, no span over the table's edge."""
    rows = [_narrowed(row, _width(rows)) for row in rows]
    taken: list[int] = [0] * len(rows)
    fitted: list[Row] = []
    for number, row in enumerate(rows):
        cells = []
        for cell in row:
            down = min(cell.rowspan, len(rows) - number)
            cells.append(
                cell if down == cell.rowspan else cell.model_copy(update={"rowspan": down})
            )
            for below in range(number, number + down):
                taken[below] += cell.colspan
        fitted.append(tuple(cells))
    widest = max(taken, default=0)
    return [
        (*row, *(Cell(),) * (widest - width)) for row, width in zip(fitted, taken, strict=True)
    ]


def _width(rows: list[Row]) -> int:
    """Columns of the table: those of rows whose cells span one column, if there are any."""
    plain = [len(row) for row in rows if all(cell.colspan == 1 for cell in row)]
    return max(plain or [sum(cell.colspan for cell in row) for row in rows], default=1)


def _narrowed(row: Row, width: int) -> Row:
    """A row whose wide cells leave no columns that no other row has."""
    cells = list(row)
    over = sum(cell.colspan for cell in cells) - width
    for number in range(len(cells) - 1, -1, -1):
        if over <= 0:
            break
        less = min(over, cells[number].colspan - 1)
        cells[number] = cells[number].model_copy(update={"colspan": cells[number].colspan - less})
        over -= less
    return tuple(cells)


def _caption(node: Node, reader: BelowReader, depth: int) -> RichText:
    caption = node.find("caption")
    return reader.text_below(caption, depth + 1)[0] if caption is not None else RichText()
