from __future__ import annotations

import pytest

from cetak.article.sheet import Measured
from cetak.layout.geometry import PT_PER_MM, Geometry, plan_page
from cetak.layout.levers import (
    HEADS,
    TAKING_BACK,
    Makeup,
    can_take_back,
    is_better,
    last_page_is_short,
    lever_candidates,
    white_left,
)
from cetak.layout.options import resolve_options
from cetak.layout.spec import Lever
from printed import reader

SPEC = reader().spec


@pytest.fixture
def page() -> Geometry:
    return plan_page(SPEC, resolve_options(SPEC, {}), Lever(), "")[0]


def measured(page: Geometry, *lines: float, white: float = 0.0) -> Measured:
    """Pages with so many lines of copy, the last with white below."""
    line_mm = page.leading_pt / PT_PER_MM
    copy = tuple(count * line_mm for count in lines)
    whites = tuple(white for _ in lines[:-1])
    last = max(page.depth_mm - copy[-1] - 10, 0)
    return Measured(tuple(round(count) for count in lines), copy, (*whites, last))


def candidates(page: Geometry, now: Measured, *, pictures: bool = False) -> list[Lever]:
    return list(lever_candidates(SPEC, now, page, pictures=pictures))


def test_a_single_page_is_never_short(page: Geometry) -> None:
    assert not last_page_is_short(SPEC, measured(page, 2), page)
    assert candidates(page, measured(page, 2)) == []


def test_a_handful_of_lines_is_short(page: Geometry) -> None:
    assert last_page_is_short(SPEC, measured(page, 48, 2), page)
    assert not last_page_is_short(SPEC, measured(page, 48, SPEC.last_page_lines + 1), page)


def test_a_full_last_page_needs_no_lever(page: Geometry) -> None:
    assert candidates(page, measured(page, 48, SPEC.saved_page_lines + 1)) == []


def test_levers_pull_a_short_page_in_first(page: Geometry) -> None:
    found = candidates(page, measured(page, 48, 48, 1))
    assert found
    assert found[0].leading < 1
    tighter = [lever for lever in found if lever.leading < 1]
    assert found[: len(tighter)] == tighter


def test_levers_that_cannot_reach_are_not_tried(page: Geometry) -> None:
    """Five lines of a two-page story are more than any small lever takes from one page."""
    assert all(lever.leading > 1 for lever in candidates(page, measured(page, 30, 5)))


def test_a_saved_page_is_better_and_a_new_one_worse(page: Geometry) -> None:
    short, full, longer = measured(page, 48, 2), measured(page, 48, 8), measured(page, 48, 48, 2)
    saved = measured(page, 49)
    assert is_better(SPEC, short, saved, page)
    assert is_better(SPEC, short, full, page)
    assert not is_better(SPEC, short, measured(page, 48, 1), page)
    assert not is_better(SPEC, full, short, page)
    assert not is_better(SPEC, short, longer, page)
    assert not is_better(SPEC, full, full, page)


def test_white_on_the_last_page_is_no_hole(page: Geometry) -> None:
    assert white_left(measured(page, 48, 48, 2, white=5)) == 10


def test_delays_add_up() -> None:
    makeup = Makeup().delaying((3, 5)).delaying((3,))
    assert dict(makeup.delays) == {3: 2, 5: 1}
    assert makeup.with_lever(Lever(leading=0.97)) == Makeup(Lever(leading=0.97), {3: 2, 5: 1})
    assert dict(Makeup().delays) == {}


def test_a_page_is_taken_back_only_where_pictures_can_make_the_room() -> None:
    flatter, narrower = TAKING_BACK
    assert can_take_back(flatter, 38, pictures_mm=300, legs=3)
    assert not can_take_back(flatter, 40, pictures_mm=300, legs=3)
    assert can_take_back(narrower, 166, pictures_mm=300, legs=3)
    assert not can_take_back(narrower, 168, pictures_mm=300, legs=3)


def test_a_story_without_pictures_is_not_set_again_for_smaller_ones() -> None:
    assert not any(can_take_back(makeup, 5, pictures_mm=0, legs=1) for makeup in HEADS)
