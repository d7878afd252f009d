"""Legs of type: where they stand, how deep they are. No press."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.sheet import StoryFrame
from cetak.errors import LayoutError
from cetak.layout.grid import Grid, Room, edition_of, plan_grid
from cetak.layout.legs import HEAD, LEG, OVERHANG_MM, Legs, Place
from cetak.layout.load import load_layout
from cetak.layout.options import resolve_options
from cetak.resources import LocalResources

EDITION = load_layout("edition", LocalResources()).spec


def grid(**options: str) -> Grid:
    return plan_grid(EDITION, resolve_options(EDITION, options))[0]


A4 = grid(paper="A4")
THREE = StoryFrame()


@pytest.mark.parametrize(
    ("paper", "columns"),
    [
        ("Phone", 1),
        ("A5", 2),
        ("A4", 3),
        ("Letter", 3),
        ("Tabloid", 5),
        ("A3", 5),
        ("Broadsheet", 6),
    ],
)
def test_a_paper_has_columns_that_suit_it(paper: str, columns: int) -> None:
    page = grid(paper=paper)
    assert page.columns == columns
    assert page.width_mm(columns) == pytest.approx(page.measure_mm)
    top, _, bottom, _ = page.margins_mm
    assert top + page.depth_mm + bottom == pytest.approx(page.paper_mm[1], abs=0.001)
    assert page.depth_mm / page.line_mm == pytest.approx(round(page.depth_mm / page.line_mm))
    assert page.front.depth_mm > page.depth_mm * 0.3
    assert 1 <= page.front.legs <= columns


def test_columns_that_would_be_too_narrow_fall_back_and_it_is_told() -> None:
    page, findings = plan_grid(EDITION, resolve_options(EDITION, {"paper": "A4", "columns": "6"}))
    assert page.columns == 4
    assert [finding.code for finding in findings] == ["option-fallback"]


def test_large_print_has_one_column() -> None:
    assert grid(paper="A4", **{"text-size": "extra-large"}).columns == 1


def test_a_layout_for_stories_has_no_grid() -> None:
    reader = load_layout("reader", LocalResources()).spec
    with pytest.raises(LayoutError) as stop:
        edition_of(reader)
    assert [finding.code for finding in stop.value.findings] == ["layout-no-edition"]


def test_the_lead_begins_on_the_front_page_and_goes_on_across_the_whole_next() -> None:
    legs = Legs.of(A4, StoryFrame(role="lead"), 5, has_head=True).with_head(90)
    assert (legs.first, legs.later) == (A4.front, Room(3, A4.depth_mm))
    assert [legs.place(leg) for leg in range(4)] == [
        Place(0, 0),
        Place(0, 1),
        Place(1, 0),
        Place(1, 1),
    ]


def test_copy_begins_on_the_next_page_where_the_head_leaves_too_little() -> None:
    legs = Legs.of(A4, THREE, 5, has_head=True).with_head(A4.depth_mm - 4 * A4.line_mm)
    assert legs.place(0) == Place(1, 0)


def test_evened_legs_share_what_stands_on_the_last_page() -> None:
    legs = Legs.of(A4, THREE, 5, has_head=True).with_head(30).evened([200.0, 40.0])
    assert legs.even is not None
    page, depth = legs.even
    assert (page, depth) == (0, A4.lines_mm(80))
    assert legs.size_mm(LEG, 1) == (A4.leg_mm + 2 * OVERHANG_MM, depth)
    assert legs.size_mm(HEAD, 0)[1] == legs.head_mm


def test_an_evened_page_that_cannot_be_deeper_is_given_up() -> None:
    legs = Legs.of(A4, THREE, 5, has_head=True).with_head(30)
    full = legs.evened([legs.room_mm(0)] * 3)
    assert full.looser() is None


def test_legs_that_were_too_short_get_what_their_copy_needs() -> None:
    even = Legs.of(A4, THREE, 4, has_head=False).evened([30.0, 30.0, 30.0])
    depth = even.depth_mm(0)
    line = even.looser([depth] * 3)
    deeper = even.looser([depth, depth, depth, A4.line_mm * 7])
    assert line is not None
    assert deeper is not None
    assert line.depth_mm(0) == pytest.approx(depth + A4.line_mm)
    assert deeper.depth_mm(0) == pytest.approx(depth + A4.line_mm * 3)


def test_what_spans_the_legs_stands_below_them_or_on_the_next_page() -> None:
    legs = Legs.of(A4, THREE, 5, has_head=False)
    (below,) = legs.story_pages(0, [60.0, 61.0, 59.0], [30.0])
    assert below.pieces[-1].y_mm >= 61 + A4.line_mm * 0.9
    first, second = legs.story_pages(0, [A4.depth_mm - 5] * 3, [30.0])
    assert (len(first.pieces), second.pieces[0].y_mm) == (3, 0.0)


@given(
    head=st.floats(5, 400),
    depths=st.lists(st.floats(1, 200), min_size=1, max_size=20),
    role=st.sampled_from(["lead", "main", "story", "brief"]),
    count=st.integers(0, 3),
)
def test_pieces_never_overlap_nor_leave_the_page(
    head: float, depths: list[float], role: str, count: int
) -> None:
    legs = Legs.of(A4, StoryFrame(count, role), 5, has_head=True)
    legs = legs.with_head(min(head, legs.first.depth_mm - 2 * A4.line_mm))
    fitting = [min(depth, legs.room_mm(legs.place(n).page)) for n, depth in enumerate(depths)]
    pages = legs.story_pages(1, fitting, [])
    assert sorted(piece.page for page in pages for piece in page.pieces) == list(
        range(len(depths) + 1)
    )
    for page in pages:
        for piece in page.pieces:
            assert piece.x_mm + piece.width_mm <= A4.width_mm(page.legs) + OVERHANG_MM + 0.01
            assert piece.y_mm + piece.height_mm <= A4.depth_mm + 0.01
        places = [(piece.x_mm, piece.y_mm) for piece in page.pieces]
        assert len(set(places)) == len(places)


def beside(picture_mm: float = 80.0, columns: int = 1) -> Legs:
    legs = Legs.of(A4, THREE, 5, has_head=True, picture_legs=columns)
    return legs.with_head(30, picture_mm)


def test_legs_beside_a_picture_begin_below_the_headline_and_those_under_it_below_it() -> None:
    legs = beside()
    (page,) = legs.story_pages(1, [100.0, 100.0, 40.0], [])
    head, picture, left, middle, right = page.pieces
    assert picture.x_mm == pytest.approx(A4.left_mm(2) - OVERHANG_MM)
    assert (picture.y_mm, left.y_mm, middle.y_mm) == (legs.head_mm,) * 3
    assert head.height_mm == legs.head_mm
    assert right.y_mm == pytest.approx(legs.head_mm + legs.picture_mm)
    assert right.y_mm >= picture.y_mm + picture.height_mm + A4.line_mm * 0.99
    assert legs.leg_mm(0) - legs.leg_mm(2) == pytest.approx(legs.picture_mm)


def test_even_legs_end_at_one_foot_also_below_a_picture() -> None:
    legs = beside().evened([150.0, 150.0, 60.0])
    feet = {round(legs.leg_mm(n) + (legs.picture_mm if n == 2 else 0), 3) for n in range(3)}
    assert len(feet) == 1
    assert sum(legs.leg_mm(n) for n in range(3)) >= 360.0


def test_a_short_story_has_no_leg_of_a_line_or_two_below_its_picture() -> None:
    legs = beside().evened([40.0, 30.0])
    assert [legs.place(n) for n in range(3)] == [Place(0, 0), Place(0, 1), Place(1, 0)]


@given(
    head=st.floats(5, 150),
    picture=st.floats(5, 200),
    columns=st.integers(1, 2),
    copy=st.lists(st.floats(1, 250), min_size=1, max_size=9),
)
def test_nothing_overlaps_around_a_picture(
    head: float, picture: float, columns: int, copy: list[float]
) -> None:
    legs = Legs.of(A4, THREE, 5, has_head=True, picture_legs=columns)
    legs = legs.with_head(head, min(picture, A4.depth_mm - head - 2 * A4.line_mm))
    for form in (legs, legs.evened([min(d, legs.leg_mm(n)) for n, d in enumerate(copy)])):
        depths = [min(depth, form.leg_mm(n)) for n, depth in enumerate(copy)]
        for page in form.story_pages(1, depths, []):
            rows = [
                (p.x_mm, p.y_mm, p.x_mm + p.width_mm, p.y_mm + p.height_mm) for p in page.pieces
            ]
            for number, one in enumerate(rows):
                assert one[3] <= A4.depth_mm + 0.01
                for other in rows[number + 1 :]:
                    across = min(one[2], other[2]) - max(one[0], other[0])
                    down = min(one[3], other[3]) - max(one[1], other[1])
                    assert across <= 2 * OVERHANG_MM + 0.01 or down <= 0.01
