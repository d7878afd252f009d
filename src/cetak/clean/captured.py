"""Captured text becomes an article: web-only lines go, the rest is read part by part."""

from __future__ import annotations

from collections.abc import Sequence

from cetak.article.draft import LinesCopy
from cetak.clean.captured_body import BodyReader
from cetak.clean.characters import one_line, sane
from cetak.clean.credits import closes_story, end_mark
from cetak.clean.dateline import opening
from cetak.clean.head import Head, read_head, section_of, take_facts
from cetak.clean.language import guess_language
from cetak.clean.lines import copy_bounds, find_hits
from cetak.clean.reading import Reading, keywords_of
from cetak.clean.report import Removed
from cetak.clean.rows import Row, captured_row
from cetak.clean.rulebook import Rulebook
from cetak.findings import Where, info


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
    rows, reading = _rows(copy, name)
    ended = _story_end(rows)
    hits = find_hits(rows, rulebook, name, ended)
    reading.findings += hits.findings
    reading.removed = hits.removed(rows, name)
    reading.keywords = keywords_of(reading.removed)
    left = [number for number in range(len(rows)) if number not in hits.taken]
    prose = (rows[number].text for number in left if rows[number].prose)
    reading.language = language or guess_language(prose)
    start = _copy_start(rows, left, reading.language)
    head = read_head(rows, [number for number in left if number < start], headline)
    _take_head(reading, head, rows, name)
    body = take_facts(rows, [n for n in left if n >= start], reading.named, reading.dates)
    last = _last_prose(rows, body, ended)
    _take_body(reading, rows, head.left + body, BodyReader(name, rows, start, last, ended))
    reading.removed.sort(key=lambda entry: entry.where.line)
    return reading


def _rows(copy: LinesCopy, name: str) -> tuple[list[Row], Reading]:
    reading = Reading()
    rows = []
    for line in copy.lines:
        plain = sane(line.text)
        for kind, count in sorted(plain.dropped.items()):
            place = Where(name, line.number)
            reading.findings.append(info("characters-dropped", place, kind=kind, count=count))
        text = one_line(plain.text)
        if text:
            rows.append(captured_row(text, line.number))
    return rows, reading


def _story_end(rows: Sequence[Row]) -> int:
    """First row after a sign that ends the story, once the story has been told."""
    told = 0
    for number, row in enumerate(rows):
        told += row.prose
        if told >= 2 and _ends_story(row):
            return number + 1
    return len(rows)


def _ends_story(row: Row) -> bool:
    if not row.prose and len(row.text) < 120 and closes_story(row.text):
        return True
    return (row.prose or len(row.text) < 40) and bool(end_mark(row.text)[1])


def _last_prose(rows: Sequence[Row], left: Sequence[int], ended: int) -> int:
    prose = [number for number in left if rows[number].prose and number < ended]
    return prose[-1] if prose else len(rows)


def _copy_start(rows: Sequence[Row], left: list[int], language: str) -> int:
    """Where the copy begins: at the dateline, or with the first sentence that is no deck."""
    prose = [number for number in left if rows[number].prose]
    if not prose:
        return len(rows)
    for number in prose[:3]:
        if opening(rows[number].text, language) is not None:
            return number
    later = [number for number in left if number > prose[0]]
    between = bool(later) and not rows[later[0]].prose and later[0] < prose[-1]
    if between and later[0] not in take_facts(rows, later[:2], [], []):
        return next(number for number in prose if number > later[0])
    return prose[0]


def _take_head(reading: Reading, head: Head, rows: Sequence[Row], name: str) -> None:
    reading.headline, reading.kicker, reading.deck = head.headline, head.kicker, head.deck
    reading.section = head.section or section_of(entry.text for entry in reading.removed)
    reading.dates += head.dates
    reading.named += head.named
    for number, (rule, category) in head.dropped.items():
        row = rows[number]
        reading.removed.append(Removed(row.text, rule, category, Where(name, row.line)))


def _take_body(
    reading: Reading, rows: Sequence[Row], numbers: list[int], body: BodyReader
) -> None:
    texts = {number: rows[number].text for number in numbers}
    first, _ = copy_bounds([rows[number] for number in numbers], len(numbers))
    if first < len(numbers):
        _take_opening(reading, texts, numbers[first])
    body.read(texts)
    reading.body = body.body
    reading.findings += body.findings


def _take_opening(reading: Reading, texts: dict[int, str], number: int) -> None:
    year = next((entry.moment.year for entry in reading.dates), 0)
    reading.opening = opening(texts[number], reading.language, year)
    if reading.opening is not None:
        texts[number] = texts[number][reading.opening.length :]
