"""Clippings: a section or a story of the paper as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cetak.article.binding import Kind
from cetak.edition.arranging import Arranged
from cetak.edition.links import Slugs
from cetak.edition.paper import Paper, PlacedPage, PlacedStory


@dataclass(frozen=True, slots=True)
class ClippedPage:
    """A page of a clipping.

    Attributes:
        number: The page of the paper that it is from, counted from 0.
        stories: What of that page it shows, and where it stands here.
        is_as_printed: Whether nothing was left out, so that head, foot and rules of the paper's
            page fit. Elsewhere what is left begins at the top left corner.
        section: Section of the stories.
        lead: Story at its head.
    """

    number: int
    stories: tuple[PlacedStory, ...]
    is_as_printed: bool
    section: str
    lead: str


@dataclass(frozen=True, slots=True)
class Clipping:
    """A section or a story with its pages, in the order of the paper.

    Attributes:
        slug: The part of the paper that it is.
        kind: ``section`` or ``story``.
        pages: Its pages; never none.
    """

    slug: str
    kind: Kind
    pages: tuple[ClippedPage, ...]


def clippings_of(arranged: Arranged, paper: Paper, slugs: Slugs) -> Iterator[Clipping]:
    """Each section and each story that stands on a page, sections first."""
    wholes: list[tuple[str, Kind, str, frozenset[str]]] = [
        (slugs.sections[one.name], "section", one.name, frozenset(e.key for e in one.entries))
        for one in arranged.sections
    ]
    wholes += [
        (slugs.stories[entry.key], "story", one.name, frozenset({entry.key}))
        for one in arranged.sections
        for entry in one.entries
    ]
    for slug, kind, section, keys in wholes:
        pages = tuple(_clipped(paper.pages, keys, section, may_be_whole=kind == "section"))
        if pages:
            yield Clipping(slug, kind, pages)


def _clipped(
    pages: Sequence[PlacedPage], keys: frozenset[str], section: str, *, may_be_whole: bool
) -> Iterator[ClippedPage]:
    for number, page in enumerate(pages):
        kept = tuple(one for one in page.stories if one.key in keys)
        if not kept:
            continue
        whole = may_be_whole and len(kept) == len(page.stories) and not page.is_front
        placed = kept if whole else _moved_up(kept)
        yield ClippedPage(number, placed, whole, section, kept[0].key)


def _moved_up(stories: Sequence[PlacedStory]) -> tuple[PlacedStory, ...]:
    left = min(one.x_mm for one in stories)
    top = min(one.y_mm for one in stories)
    return tuple(replace(one, x_mm=one.x_mm - left, y_mm=one.y_mm - top) for one in stories)
