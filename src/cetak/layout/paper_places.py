"""Where furniture goes on the pages of a paper."""

from __future__ import annotations

from collections.abc import Iterator

from cetak.article.sheet import Sheet
from cetak.edition.index import PageBox
from cetak.edition.paper import PageForm, Paper
from cetak.edition.pasting import Pasted
from cetak.layout.furniture import flag_rise_mm, teasers_on
from cetak.layout.grid import Grid

FRONT, RUNNING, IMPRINT = "#front", "#running", "#imprint"
"""Names of furniture among the sheets."""
PAGES_IN_A_JOB = 24
"""Heads and feet of so many pages are one job."""


def front_places(front: Sheet, grid: Grid) -> Iterator[Pasted]:
    """Flag, rail and refers of the front page."""
    top, _, _, left = grid.margins_mm
    rise = flag_rise_mm(grid)
    yield Pasted(FRONT, 0, 0, left, top - rise)
    number = 1
    has_rail = grid.front.legs < grid.columns
    below = top + grid.depth_mm - grid.teasers_mm + grid.line_mm
    if has_rail and number < len(front.story_pages):
        yield Pasted(FRONT, number, 0, left + grid.left_mm(grid.front.legs), top + grid.flag_mm)
        number += 1
    if teasers_on(grid) and number < len(front.story_pages):
        yield Pasted(FRONT, number, 0, left, below)


def running_places(pages: int) -> Iterator[Pasted]:
    """Heads and feet, rules and jump lines: artifacts, all of them."""
    for number in range(pages):
        start = number // PAGES_IN_A_JOB * PAGES_IN_A_JOB
        yield Pasted(f"{RUNNING}{start}", number - start, number, is_artifact=True)


def imprint_places(paper: Paper, grid: Grid) -> Iterator[Pasted]:
    """The imprint, on the page that has room for it."""
    top, _, _, left = grid.margins_mm
    for number, page in enumerate(paper.pages):
        if page.imprint_y_mm is not None:
            yield Pasted(IMPRINT, 0, number, left, top + page.imprint_y_mm)


def page_form(grid: Grid, imprint_mm: float = 0.0) -> PageForm:
    """The page as the makeup sees it.

    Args:
        grid: The page.
        imprint_mm: Depth of the imprint; 0 for none.
    """
    return PageForm(
        depth_mm=grid.depth_mm,
        column_mm=grid.leg_mm,
        gutter_mm=grid.gutter_mm,
        columns=grid.columns,
        gap_mm=grid.gap_mm,
        section_mm=grid.line_mm * 4,
        imprint_mm=imprint_mm,
    )


def page_box(grid: Grid) -> PageBox:
    """The page as its index tells it."""
    top, _, _, left = grid.margins_mm
    width, height = grid.paper_mm
    return PageBox(width, height, left, top, page_form(grid))
