"""The outline of the bound file, and the names of its pages.

Source: PDF 32000-1, 12.3.3 (document outline), 12.4.2 (page labels).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.article.binding import Binding, Mark, Part
from cetak.press.binding_links import Destinations, Point, destination, target_point
from cetak.press.binding_places import Places
from cetak.press.binding_sheets import SheetEntry

_NUMBERED: Final = re.compile(r"([^0-9]{0,200})(0|[1-9][0-9]{0,8})")


@dataclass(slots=True)
class Entry:
    """An entry of the outline, and those below it."""

    title: str
    point: Point
    below: list[Entry] = field(default_factory=list)


def outline_of(binding: Binding, places: Places, destinations: Destinations) -> list[Entry]:
    """The outline: what the binding asks for, or its parts, with the stories' own entries.

    An entry that leads nowhere in this file is left out, and what stood below it moves up.
    """
    stories = {part.destination: part for part in binding.parts if part.kind == "story"}
    uppermost: list[Entry] = []
    path: list[tuple[int, list[Entry]]] = [(0, uppermost)]
    for mark in binding.outline or _marks_of(binding.parts):
        if isinstance(mark.target, str):
            point = destinations.points.get(mark.target)
            story = stories.get(mark.target)
        else:
            point, story = target_point(mark.target, places), None
        if point is not None:
            entry = Entry(mark.title, point, _carried(story, places) if story else [])
            while path[-1][0] >= max(mark.level, 1):
                path.pop()
            path[-1][1].append(entry)
            path.append((max(mark.level, 1), entry.below))
    return uppermost


def write_outline(pdf: pikepdf.Pdf, pages: list[Any], entries: Sequence[Entry]) -> None:
    """Write the outline: uppermost entries shown, what is below them folded."""
    if entries:
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        _write_below(pdf, pages, root, entries)
        root.Count = len(entries)
        pdf.Root.Outlines = root


def write_labels(pdf: pikepdf.Pdf, labels: Sequence[str]) -> None:
    """Name the pages; without any label nothing is written."""
    if any(labels):
        numbers = [item for start, label in _label_ranges(labels) for item in (start, label)]
        pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _marks_of(parts: Sequence[Part]) -> Iterator[Mark]:
    by_slug = {part.slug: part for part in parts}
    for part in parts:
        level = 2 if part.within in by_slug else 1
        yield Mark(part.title, level, part.destination)


def _carried(story: Part, places: Places) -> list[Entry]:
    """What a story's own sheets have in their outlines; their headline is the story's entry."""
    entries: list[Entry] = []
    seen: set[int] = set()
    for placed in places:
        if placed.piece.within == story.slug and placed.sheet.number not in seen:
            seen.add(placed.sheet.number)
            with placed.sheet.reading():
                outline = placed.sheet.outline
            entries += _placed_entries(outline, placed.sheet.number, story, places)
    return entries[0].below + entries[1:] if _begins_with_headline(entries, story) else entries


def _begins_with_headline(entries: list[Entry], story: Part) -> bool:
    """Whether the first entry is the story itself, not one brief of several."""
    return bool(entries) and (
        len(entries) == 1
        or bool(entries[0].below)
        or entries[0].title.split() == story.title.split()
    )


def _placed_entries(
    entries: Sequence[SheetEntry], sheet: int, story: Part, places: Places
) -> list[Entry]:
    found: list[Entry] = []
    for entry in entries:
        below = _placed_entries(entry.below, sheet, story, places)
        placed = places.of(sheet, entry.spot.page)
        if placed is not None and placed.piece.within == story.slug:
            point = placed.page, *placed.point(entry.spot.x, entry.spot.y)
            found.append(Entry(entry.title, point, below))
        else:
            found += below
    return found


def _write_below(
    pdf: pikepdf.Pdf, pages: list[Any], parent: Any, entries: Sequence[Entry]
) -> None:
    items = [pdf.make_indirect(_item(entry, parent, pages)) for entry in entries]
    for entry, item in zip(entries, items, strict=True):
        if entry.below:
            _write_below(pdf, pages, item, entry.below)
            item.Count = -len(entry.below)
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    parent.First, parent.Last = items[0], items[-1]


def _item(entry: Entry, parent: Any, pages: list[Any]) -> Any:
    return Dictionary(
        Title=pikepdf.String(entry.title), Parent=parent, Dest=destination(entry.point, pages)
    )


def _label_ranges(labels: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """Where a run of labels begins, and how it counts."""
    expected: tuple[str, int] | None = None
    for number, label in enumerate(labels):
        match = _NUMBERED.fullmatch(label)
        this = (match[1], int(match[2])) if match and int(match[2]) else None
        if this is None or this != expected:
            yield number, _label(label, this)
        expected = (this[0], this[1] + 1) if this else None


def _label(label: str, counted: tuple[str, int] | None) -> Any:
    if counted is None:
        return Dictionary(P=pikepdf.String(label)) if label else Dictionary()
    prefix, first = counted
    entry = Dictionary(S=Name.D)
    if prefix:
        entry.P = pikepdf.String(prefix)
    if first != 1:
        entry.St = first
    return entry
