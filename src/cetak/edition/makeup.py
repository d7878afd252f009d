"""Makeup: where each page of each story goes.

The rules, in the order in which they yield:

1. A story that needs several pages begins at the top of one, and its pages follow each other.
2. Each page is opened by the first story of its section that still waits: nothing less
   important ever stands at the head of a page before it.
3. Below that, stories follow in order, as long as they fit.
4. White that the next story does not fit into is filled from further down the same section, by
   stories that need one page only: short ones rise into it, whatever their rank.

Rule 3 yields to rule 4 where a section takes fewer pages so, or leaves less white between
stories that stand side by side: several ways are tried, and of equals the one that moves the
least is taken. A page that would stay more than two thirds white takes over a story from a
page before. Rule 2 yields where that saves a page: a story of one page may let the next long
one of nearly its priority go first, and stand under its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cetak.edition.labels import page_labels
from cetak.edition.open_page import HAIR_MM, OpenPage
from cetak.edition.paper import (
    Front,
    Galley,
    PageForm,
    Paper,
    PlacedPage,
    PlacedStory,
    SectionGalleys,
)
from cetak.edition.section_makeup import LEAST_FILLED, best_makeup
from cetak.findings import Finding, error, warning


def make_up(
    sections: Sequence[SectionGalleys], form: PageForm, front: Front | None = None
) -> Paper:
    """The pages of a paper.

    Args:
        sections: In their order, with their stories in order. The lead is in its section too.
        form: What all pages have in common.
        front: The front page; ``None`` for a paper without one.

    Returns:
        The pages with their labels, and findings: ``last-page-white`` for a page that is more
        than two thirds white, ``edition-story-too-deep`` for a part that fits no page.
    """
    pages: list[OpenPage] = []
    for section in sections:
        made = best_makeup(_in_order(section, front), form, pages[-1] if pages else None)
        if made.runs_on:
            pages.pop()
        pages += made.pages
    placed = [*_front(front), *_finished(pages, form)]
    letters = {section.name: section.letter for section in sections}
    labels = page_labels((page.section for page in placed), letters)
    named = tuple(replace(page, label=label) for page, label in zip(placed, labels, strict=True))
    return Paper(named, (*_too_deep(sections, form, front), *_white(named)))


def _in_order(section: SectionGalleys, front: Front | None) -> SectionGalleys:
    """The lead goes on at the head of its section."""
    if front is None:
        return section
    lead = [replace(one, from_page=1) for one in section.galleys if one.key == front.key]
    others = [one for one in section.galleys if one.key != front.key]
    return replace(section, galleys=(*lead, *others))


def _front(front: Front | None) -> Iterator[PlacedPage]:
    if front is not None:
        lead = PlacedStory(front.key, 0, front.x_mm, front.y_mm)
        yield PlacedPage("", "", (lead,), 0.0, is_front=True)


def _finished(pages: Sequence[OpenPage], form: PageForm) -> Iterator[PlacedPage]:
    """The pages, and the imprint at the foot of the last one, or on its own."""
    if not form.imprint_mm:
        yield from (page.finished() for page in pages)
        return
    last = pages[-1] if pages else None
    if last is not None and form.imprint_mm <= last.room_mm + HAIR_MM:
        yield from (page.finished() for page in pages[:-1])
        yield last.finished(form.depth_mm - form.imprint_mm)
        return
    yield from (page.finished() for page in pages)
    yield OpenPage(form, "").finished(0.0)


def _too_deep(
    sections: Sequence[SectionGalleys], form: PageForm, front: Front | None
) -> Iterator[Finding]:
    for galley in (galley for section in sections for galley in section.galleys):
        first = 1 if front is not None and galley.key == front.key else galley.from_page
        if _deepest(galley, first) > form.depth_mm + HAIR_MM:
            yield error("edition-story-too-deep", galley.key)


def _deepest(galley: Galley, first: int) -> float:
    return max((page.depth_mm for page in galley.pages[first:]), default=0.0)


def _white(pages: Sequence[PlacedPage]) -> Iterator[Finding]:
    for page in pages:
        if page.stories and not page.is_front and page.filled < LEAST_FILLED:
            percent = round(100 * (1 - page.filled))
            key = page.stories[-1].key
            yield warning("last-page-white", key, page=page.label, percent=percent)
