"""Line rules and the reading of parts on blocks: pages with markup, and typed stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cetak.article.blocks import (
    Block,
    Crosshead,
    EndMark,
    List,
    Paragraph,
    PullQuote,
    Quotation,
)
from cetak.article.richtext import RichText, Style
from cetak.article.story import Article
from cetak.clean.block_texts import item_texts, texts_of
from cetak.clean.characters import one_line, sane
from cetak.clean.credits import end_mark
from cetak.clean.dateline import opening
from cetak.clean.head import take_facts
from cetak.clean.inline import cut, joined, split_lines
from cetak.clean.language import guess_language
from cetak.clean.lines import copy_bounds, find_hits
from cetak.clean.reading import Reading, keywords_of
from cetak.clean.report import Category, Removed
from cetak.clean.rows import Row, is_heading, is_prose
from cetak.clean.rulebook import Rulebook
from cetak.clean.tree_blocks import Placed
from cetak.findings import Where


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row, the block it is from, and its text where the block is a paragraph."""

    row: Row
    block: int
    text: RichText | None = None


def read_blocks(
    name: str, placed: Sequence[Placed], rulebook: Rulebook, facts: Article, *, typed: bool
) -> Reading:
    """The parts of a story whose copy is blocks.

    Args:
        name: Name of the source.
        placed: Blocks with their lines.
        rulebook: What goes.
        facts: What the source states; only what it leaves open is read from the copy.
        typed: Whether the newsroom wrote the blocks themselves: then no line of the copy is
            taken for a credit or a date.
    """
    pieces = [piece for number, entry in enumerate(placed) for piece in _pieces(number, entry)]
    rows = [piece.row for piece in pieces]
    hits = find_hits(rows, rulebook, name, _story_end(rows))
    reading = Reading(findings=list(hits.findings), removed=hits.removed(rows, name))
    reading.keywords = keywords_of(reading.removed)
    left = [number for number in range(len(rows)) if number not in hits.taken]
    prose = (rows[number].text for number in left if rows[number].prose)
    reading.language = facts.language or guess_language(prose)
    if not typed:
        left = _take_credits(reading, rows, left, facts)
    kept = [pieces[number] for number in left]
    gone = {pieces[number].block for number in hits.taken}
    blocks = _rejoined(kept, placed, gone)
    if not typed:
        blocks = [_headed(blocks, number) for number in range(len(blocks))]
    blocks = _without_headline(reading, blocks, facts, name)
    reading.body = _without_end(_without_opening(reading, [e.block for e in blocks], facts))
    return reading


def _pieces(number: int, placed: Placed) -> list[_Piece]:
    block = placed.block
    if isinstance(block, Paragraph):
        return [_Piece(_row(line, placed.line), number, line) for line in split_lines(block.text)]
    if isinstance(block, Crosshead):
        row = _row(block.text, placed.line)
        crosshead = Row(row.text, row.line, prose=False, heading=True, linked=row.linked)
        return [_Piece(crosshead, number)]
    if isinstance(block, List):
        return [_Piece(_row(joined(item_texts(block.items), " "), placed.line), number)]
    if isinstance(block, Quotation | PullQuote):
        return [_Piece(_row(joined(texts_of(block), " "), placed.line), number)]
    return [_Piece(Row("", placed.line, prose=False, heading=False, fixed=True), number)]


def _row(text: RichText, line: int) -> Row:
    plain = one_line(sane(text.text).text)
    letters = sum(len(run.text) for run in text.runs)
    linked = sum(len(run.text) for run in text.runs if run.href)
    share = linked / letters if letters else 0.0
    prose = is_prose(plain) and share < 0.9
    return Row(plain, line, prose, not prose and is_heading(plain), share)


def _story_end(rows: Sequence[Row]) -> int:
    told = 0
    for number, row in enumerate(rows):
        told += row.prose
        if told >= 2 and row.prose and end_mark(row.text)[1]:
            return number + 1
    return len(rows)


def _take_credits(
    reading: Reading, rows: Sequence[Row], left: list[int], facts: Article
) -> list[int]:
    """Credit and date lines above and below the copy; inside it they are copy."""
    first, last = copy_bounds([rows[number] for number in left], len(left))
    if last < 0:
        return left
    above = [number for number in left[:first] if not rows[number].fixed]
    below = [number for number in left[last + 1 :] if not rows[number].fixed]
    # A day above the copy is no copy, also where the source has stated it already.
    dates = reading.dates if facts.published is None else []
    outside = take_facts(rows, above, reading.named, dates)
    outside += take_facts(rows, below, reading.named, dates)
    stay = set(outside) | set(left[first : last + 1])
    return [number for number in left if number in stay or rows[number].fixed]


def _rejoined(kept: list[_Piece], placed: Sequence[Placed], gone: set[int]) -> list[Placed]:
    lines: dict[int, list[RichText]] = {}
    for piece in kept:
        lines.setdefault(piece.block, []).append(piece.text or RichText())
    blocks = []
    for number, texts in lines.items():
        entry = placed[number]
        whole = len(split_lines(entry.block.text)) if isinstance(entry.block, Paragraph) else 1
        if len(texts) < whole or (number in gone and isinstance(entry.block, Paragraph)):
            entry = Placed(Paragraph(text=joined(texts)), entry.line)
        blocks.append(entry)
    return blocks


def _headed(blocks: list[Placed], number: int) -> Placed:
    """A short paragraph all in bold, with copy around it, is a crosshead that a page drew."""
    entry, around = blocks[number], blocks[number - 1 : number + 2]
    block = entry.block
    if not isinstance(block, Paragraph) or not 0 < number < len(blocks) - 1:
        return entry
    plain = block.text.text
    bold = all(Style.BOLD in run.styles for run in block.text.runs if run.text.strip())
    copy = all(isinstance(other.block, Paragraph) for other in around)
    if not (bold and copy and is_heading(plain) and len(plain.split()) <= 14):
        return entry
    if plain.endswith(":") or not _is_copy(around[0]) or not _is_copy(around[2]):
        return entry
    runs = (replace(run, styles=run.styles - {Style.BOLD}) for run in block.text.runs)
    return Placed(Crosshead(text=RichText.of(runs)), entry.line)


def _is_copy(entry: Placed) -> bool:
    return isinstance(entry.block, Paragraph) and is_prose(one_line(entry.block.text.text))


def _without_headline(
    reading: Reading, blocks: list[Placed], facts: Article, name: str
) -> list[Placed]:
    """A first crosshead that repeats the headline is the page's own headline."""
    if not blocks or not isinstance(blocks[0].block, Crosshead) or not facts.headline:
        return blocks
    text = one_line(blocks[0].block.text.text)
    if text.casefold() != one_line(facts.headline.text).casefold():
        return blocks
    where = Where(name, blocks[0].line)
    reading.removed.append(Removed(text, "headline-repeated", Category.LABEL, where))
    return blocks[1:]


def _without_opening(reading: Reading, blocks: list[Block], facts: Article) -> list[Block]:
    number = next((n for n, block in enumerate(blocks) if isinstance(block, Paragraph)), None)
    if number is None:
        return blocks
    block = blocks[number]
    assert isinstance(block, Paragraph)  # noqa: S101 - found by its type above
    year = facts.published.year if facts.published else 0
    found = opening(block.text.text, reading.language, year)
    stated = facts.dateline.place.casefold() if facts.dateline else None
    if found is None or stated not in (None, found.dateline.place.casefold()):
        return blocks
    reading.opening = found
    reading.opening_text = block.text.text[: found.length]
    rest = Paragraph(text=cut(block.text, found.length))
    return [*blocks[:number], rest, *blocks[number + 1 :]]


def _without_end(blocks: list[Block]) -> list[Block]:
    """The sign behind the last paragraph becomes a block of its own."""
    if not blocks or not isinstance(blocks[-1], Paragraph):
        return blocks
    text = blocks[-1].text.text
    copy, mark = end_mark(text.rstrip())
    if not mark or (not copy and len(blocks) == 1):
        return blocks
    last = [Paragraph(text=cut(blocks[-1].text, 0, len(copy)))] if copy else []
    return [*blocks[:-1], *last, EndMark(text=mark)]
