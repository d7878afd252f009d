"""Captured text becomes an article: web-only lines go, the rest is read part by part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cetak.article.blocks import Block, Crosshead, EndMark, List, ListItem, Paragraph
from cetak.article.draft import LinesCopy
from cetak.article.richtext import RichText
from cetak.clean.characters import even_spaces, one_line, sane
from cetak.clean.credits import Named, end_mark
from cetak.clean.dateline import Opening, opening
from cetak.clean.dates import DateLine
from cetak.clean.head import Head, read_head, take_facts
from cetak.clean.language import guess_language
from cetak.clean.lines import Hits, copy_bounds, find_hits
from cetak.clean.report import Category, Removed
from cetak.clean.rows import Row, captured_row
from cetak.clean.rulebook import Rulebook
from cetak.findings import Finding, Where, warning

_BULLET = re.compile(r"(?:[-–•*·▪●‣]|(\d{1,3})[.)])\s+(?=\S)")


@dataclass(slots=True)
class Reading:
    """What was read from a captured page, to be merged with what its source states."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    section: str = ""
    source: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    opening: Opening | None = None
    dates: list[DateLine] = field(default_factory=list)
    credits: list[Named] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_lines(
    name: str, copy: LinesCopy, rulebook: Rulebook, language: str = "", headline: str = ""
) -> Reading:
    """The parts of a captured page.

    Args:
        name: Name of the source.
        copy: The lines.
        rulebook: What goes.
        language: BCP 47 tag if known; otherwise it is guessed from the words.
        headline: The headline if the source states it.
    """
    rows = _rows(copy)
    language = language or guess_language(row.text for row in rows if row.prose)
    hits = find_hits(rows, rulebook, name, _story_end(rows))
    reading = Reading(language=language, findings=list(hits.findings))
    reading.removed = hits.removed(rows, name)
    reading.keywords = keywords_of(reading.removed)
    left = [number for number in range(len(rows)) if number not in hits.taken]
    start = _copy_start(rows, left, language)
    head = read_head(rows, [number for number in left if number < start], headline)
    _take_head(reading, head, rows, name)
    body = [number for number in left if number >= start]
    _take_body(reading, rows, head.left + body, name, hits)
    reading.removed.sort(key=lambda entry: entry.where.line)
    return reading


def keywords_of(removed: Sequence[Removed]) -> tuple[str, ...]:
    """Keywords from lines such as ``Tags: Beras, Pasar``."""
    found: list[str] = []
    for entry in removed:
        _, colon, rest = entry.text.partition(":")
        if entry.category is Category.TAGS and colon:
            found += [word.strip(" #") for word in rest.split(",")]
    return tuple(dict.fromkeys(word for word in found if word))


def _rows(copy: LinesCopy) -> list[Row]:
    rows = []
    for line in copy.lines:
        text = one_line(even_spaces(sane(line.text).text)).replace("\u00a0", " ")
        if text:
            rows.append(captured_row(text, line.number))
    return rows


def _story_end(rows: Sequence[Row]) -> int:
    """First row after a sign that ends the story, once the story has been told."""
    told = 0
    for number, row in enumerate(rows):
        told += row.prose
        if told >= 2 and (row.prose or len(row.text) < 40) and end_mark(row.text)[1]:
            return number + 1
    return len(rows)


def _copy_start(rows: Sequence[Row], left: list[int], language: str) -> int:
    """Where the copy begins: at the dateline, or with the first sentence that is no deck."""
    prose = [number for number in left if rows[number].prose]
    if not prose:
        return len(rows)
    for number in prose[:3]:
        if opening(rows[number].text, language) is not None:
            return number
    first, later = prose[0], [number for number in left if number > prose[0]]
    if later and not rows[later[0]].prose and later[0] < prose[-1]:
        credits: list[Named] = []
        dates: list[DateLine] = []
        take_facts(rows, later[:1], credits, dates)
        if credits or dates:
            return next(number for number in prose if number > later[0])
    return first


def _take_head(reading: Reading, head: Head, rows: Sequence[Row], name: str) -> None:
    reading.headline, reading.kicker = head.headline, head.kicker
    reading.deck, reading.section = head.deck, head.section
    reading.dates += head.dates
    reading.credits += head.credits
    for number, (rule, category) in head.dropped.items():
        row = rows[number]
        reading.removed.append(Removed(row.text, rule, category, Where(name, row.line)))


def _take_body(
    reading: Reading, rows: Sequence[Row], numbers: list[int], name: str, hits: Hits
) -> None:
    numbers = take_facts(rows, numbers, reading.credits, reading.dates)
    texts = {number: rows[number].text for number in numbers}
    _take_opening(reading, texts, rows)
    mark = _take_end_mark(texts, rows)
    for position, number in enumerate(numbers):
        if texts[number]:
            following = [other for other in numbers[position + 1 :] if texts[other]]
            _add(reading, rows[number], texts[number], rows, following, name)
    if mark:
        reading.body.append(EndMark(text=mark))


def _take_opening(reading: Reading, texts: dict[int, str], rows: Sequence[Row]) -> None:
    first = next((number for number in texts if rows[number].prose), None)
    if first is None:
        return
    year = next((entry.moment.year for entry in reading.dates), 0)
    reading.opening = opening(texts[first], reading.language, year)
    if reading.opening is not None:
        texts[first] = texts[first][reading.opening.length :]


def _take_end_mark(texts: dict[int, str], rows: Sequence[Row]) -> str:
    """The sign behind the last sentence, or on a line of its own after it."""
    _, last = copy_bounds(rows, len(rows))
    for number in reversed(texts):
        text, mark = end_mark(texts[number])
        if mark and (text == "" or rows[number].prose):
            texts[number] = text
            return mark
        if rows[number].prose:
            break
    return ""


def _add(
    reading: Reading, row: Row, text: str, rows: Sequence[Row], following: list[int], name: str
) -> None:
    bullet = _BULLET.match(text)
    if bullet is not None:
        _add_item(reading, text[bullet.end() :], bullet[1])
        return
    nearest = rows[following[0]] if following else None
    if not row.heading or not _could_head(text, nearest):
        if row.heading and nearest is None and reading.body:
            reading.findings.append(_doubtful(name, row))
        reading.body.append(Paragraph(text=RichText.plain(text)))
        return
    if nearest is not None and nearest.heading and not _BULLET.match(nearest.text):
        reading.findings.append(_doubtful(name, row))
    reading.body.append(Crosshead(text=RichText.plain(text)))


def _could_head(text: str, nearest: Row | None) -> bool:
    if nearest is None or len(text.split()) > 14 or text[:1].islower():
        return False
    return not text.endswith(":")


def _add_item(reading: Reading, text: str, number: str | None) -> None:
    item = ListItem(text=RichText.plain(text))
    before = reading.body[-1] if reading.body else None
    ordered = number is not None
    if isinstance(before, List) and before.ordered == ordered:
        reading.body[-1] = before.model_copy(update={"items": (*before.items, item)})
    else:
        start = int(number) if number else 1
        reading.body.append(List(ordered=ordered, start=start, items=(item,)))


def _doubtful(name: str, row: Row) -> Finding:
    return warning("line-doubtful", Where(name, row.line), text=row.text[:80])
