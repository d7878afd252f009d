from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.article.sheet import StoryPage
from cetak.edition.filling import combined, in_niches, largest
from cetak.edition.labels import page_labels, section_letters
from cetak.edition.makeup import make_up
from cetak.edition.open_page import OpenPage
from cetak.edition.paper import Front, Galley, PageForm, Paper, SectionGalleys
from cetak.edition.section_makeup import MOST_PATIENCE, SectionMakeup, Way

FORM = PageForm(depth_mm=300, column_mm=60, gutter_mm=5, columns=3, gap_mm=10)


def a_galley(key: str, *depths_mm: float, legs: int = 3, is_new_page: bool = False) -> Galley:
    pages = tuple(StoryPage((), legs, depth) for depth in depths_mm)
    return Galley(key, pages, is_new_page=is_new_page)


def a_section(*galleys: Galley, name: str = "Kota", runs_on: bool = False) -> SectionGalleys:
    return SectionGalleys(name, galleys, runs_on=runs_on)


def placed(paper: Paper) -> list[list[tuple[str, int, float, float]]]:
    return [
        [(one.key, one.page, one.x_mm, one.y_mm) for one in page.stories] for page in paper.pages
    ]


def test_stories_follow_in_order_with_white_between() -> None:
    paper = make_up([a_section(a_galley("a", 100), a_galley("b", 120), a_galley("c", 50))], FORM)
    assert placed(paper) == [[("a", 0, 0, 0), ("b", 0, 0, 110), ("c", 0, 0, 240)]]
    assert (paper.pages[0].white_mm, paper.pages[0].filled) == (10, 0.9)
    assert paper.pages[0].openers == (("Kota", 0),)
    assert paper.findings == ()


def test_a_short_story_rises_into_white_and_the_head_waits_its_turn() -> None:
    paper = make_up([a_section(a_galley("a", 200), a_galley("b", 150), a_galley("c", 80))], FORM)
    assert placed(paper) == [[("a", 0, 0, 0), ("c", 0, 0, 210)], [("b", 0, 0, 0)]]


def test_those_that_fill_best_together_rise() -> None:
    galleys = [a_galley("a", 190), a_galley("b", 250)]
    galleys += [a_galley(name, depth) for name, depth in (("c", 55), ("d", 35), ("e", 25))]
    paper = make_up([a_section(*galleys)], FORM)
    assert placed(paper)[0] == [("a", 0, 0, 0), ("c", 0, 0, 200), ("d", 0, 0, 265)]
    assert paper.pages[0].white_mm == 0


def test_a_long_story_begins_a_page_and_its_last_page_is_shared() -> None:
    galleys = [a_galley("a", 60), a_galley("b", 300, 300, 100), a_galley("c", 190)]
    paper = make_up([a_section(*galleys)], FORM)
    assert [[one[0] for one in page] for page in placed(paper)] == [
        ["a", "c"],
        ["b"],
        ["b"],
        ["b"],
    ]
    assert [part.page for _, part in paper.pages_of("b")] == [0, 1, 2]
    assert paper.findings == ()
    sharing = make_up([a_section(*galleys[1:])], FORM)
    assert placed(sharing)[-1] == [("b", 2, 0, 0), ("c", 0, 0, 110)]


def test_narrow_stories_stand_beside_each_other() -> None:
    wide = a_galley("a", 100, legs=2)
    briefs = [a_galley(name, 45, legs=1) for name in "bcde"]
    paper = make_up([a_section(wide, *briefs)], FORM)
    assert placed(paper) == [
        [
            ("a", 0, 0, 0),
            ("b", 0, 130, 0),
            ("c", 0, 130, 55),
            ("d", 0, 0, 110),
            ("e", 0, 65, 110),
        ]
    ]


def test_a_story_may_wait_for_the_white_under_a_long_one_where_that_saves_a_page() -> None:
    galleys = [a_galley("a", 200), a_galley("b", 150), a_galley("c", 300, 100), a_galley("d", 250)]
    paper = make_up([a_section(*galleys)], FORM)
    keys = [[one[0] for one in page] for page in placed(paper)]
    assert keys == [["a"], ["c"], ["c", "b"], ["d"]]
    galleys[2] = replace(galleys[2], priority=9)
    paper = make_up([a_section(*galleys)], FORM)
    assert [[one[0] for one in page] for page in placed(paper)][1] == ["b"]


def test_what_must_begin_a_page_does_and_is_never_moved_up() -> None:
    galleys = [a_galley("a", 100), a_galley("b", 50, is_new_page=True), a_galley("c", 260)]
    paper = make_up([a_section(*galleys)], FORM)
    assert [[one[0] for one in page] for page in placed(paper)] == [["a"], ["b"], ["c"]]


def test_a_section_begins_a_page_or_runs_on_where_it_has_room() -> None:
    city, sport = a_section(a_galley("a", 100)), a_section(a_galley("b", 150), name="Olahraga")
    assert len(make_up([city, sport], FORM).pages) == 2
    paper = make_up([city, replace(sport, runs_on=True)], FORM)
    assert placed(paper) == [[("a", 0, 0, 0), ("b", 0, 0, 124)]]
    assert paper.pages[0].openers == (("Kota", 0), ("Olahraga", 110))
    full = a_section(a_galley("b", 190), name="Olahraga", runs_on=True)
    assert [page.section for page in make_up([city, full], FORM).pages] == ["Kota", "Olahraga"]


def test_the_lead_goes_on_at_the_head_of_its_section() -> None:
    section = a_section(a_galley("a", 100), a_galley("lead", 180, 150))
    paper = make_up([section], FORM, Front("lead", 10, 60))
    assert placed(paper) == [[("lead", 0, 10, 60)], [("lead", 1, 0, 0), ("a", 0, 0, 160)]]
    assert [page.is_front for page in paper.pages] == [True, False]
    assert [page.label for page in paper.pages] == ["1", "2"]


def test_a_section_of_nothing_but_a_short_lead_has_no_page() -> None:
    paper = make_up([a_section(a_galley("lead", 180))], FORM, Front("lead"))
    assert placed(paper) == [[("lead", 0, 0, 0)]]
    assert paper.findings == ()


@pytest.mark.parametrize(("depth_mm", "pages", "y_mm"), [(150, 1, 200), (201, 2, 0)])
def test_the_imprint_stands_at_the_foot_of_the_last_page_or_on_its_own(
    depth_mm: float, pages: int, y_mm: float
) -> None:
    form = replace(FORM, imprint_mm=100)
    paper = make_up([a_section(a_galley("a", depth_mm))], form)
    assert len(paper.pages) == pages
    assert paper.pages[-1].imprint_y_mm == y_mm


def test_white_that_nothing_shares_is_told() -> None:
    paper = make_up([a_section(a_galley("a", 300, 60))], FORM)
    (finding,) = paper.findings
    assert (finding.code, finding.where.source) == ("last-page-white", "a")
    assert finding.facts == {"page": "2", "percent": 80}


def test_a_thin_last_page_takes_over_a_story_from_before() -> None:
    galleys = [a_galley("a", 120), a_galley("c", 300, 60), a_galley("b", 110)]
    paper = make_up([a_section(*galleys)], FORM)
    assert [[one[0] for one in page] for page in placed(paper)] == [["a"], ["c"], ["c", "b"]]
    assert paper.findings == ()


def test_a_story_deeper_than_a_page_stands_alone_and_is_told() -> None:
    paper = make_up([a_section(a_galley("a", 100), a_galley("b", 400))], FORM)
    assert placed(paper) == [[("a", 0, 0, 0)], [("b", 0, 0, 0)]]
    assert [finding.code for finding in paper.findings] == ["edition-story-too-deep"]


def test_the_two_ways_to_choose() -> None:
    page = OpenPage(FORM, "Kota")
    page.put(a_galley("head", 190), 0)
    waiting = [a_galley("a", 30), a_galley("b", 60), a_galley("c", 70), a_galley("d", 101)]
    assert largest(page, waiting) == (waiting[2], None)
    assert combined(page, waiting) == (waiting[0], None)  # 30 and 60, with 10 between, fill it
    assert combined(page, waiting[3:]) is None


def test_niches_take_what_is_as_wide_as_they_are() -> None:
    page = OpenPage(FORM, "Kota")
    page.put(a_galley("head", 190, legs=2), 0)
    page.put(a_galley("brief", 100, legs=1), 0)
    assert list(page.niches()) == [(2, 1, 110), (0, 3, 200)]
    waiting = [a_galley("a", 40, legs=1), a_galley("b", 90, legs=3), a_galley("c", 60, legs=1)]
    assert in_niches()(page, waiting) == (waiting[2], (2, 110))
    assert in_niches()(page, waiting[1:2]) == (waiting[1], (0, 200))
    assert in_niches()(page, [a_galley("d", 191, legs=1)]) is None
    page.put(waiting[1], 0, (0, 200))
    assert page.shut_in_mm == 90


FEW = settings(max_examples=40)  # each tries many ways
DEPTHS = st.integers(10, 300)
PAGES = st.builds(
    lambda whole, last: (*[300] * whole, last), st.sampled_from([0, 0, 0, 1, 2]), DEPTHS
)
GALLEYS = st.builds(
    lambda depths, legs, new: (depths, legs, new),
    PAGES,
    st.sampled_from([1, 2, 3, 3]),
    st.sampled_from([False, False, False, True]),
)
SECTIONS = st.lists(
    st.tuples(st.lists(GALLEYS, min_size=1, max_size=12), st.booleans()), min_size=1, max_size=4
)


def a_paper(
    drawn: Sequence[tuple[list[tuple[tuple[int, ...], int, bool]], bool]],
) -> list[SectionGalleys]:
    return [
        SectionGalleys(
            f"s{number}",
            tuple(
                a_galley(f"{number}-{index}", *depths, legs=legs, is_new_page=new)
                for index, (depths, legs, new) in enumerate(galleys)
            ),
            runs_on=runs_on,
        )
        for number, (galleys, runs_on) in enumerate(drawn)
    ]


@FEW
@given(SECTIONS, st.booleans(), st.sampled_from([0, 40, 200]))
def test_every_part_is_placed_once_where_it_belongs(
    drawn: list[tuple[list[tuple[tuple[int, ...], int, bool]], bool]], led: bool, imprint: int
) -> None:
    sections = a_paper(drawn)
    form = replace(FORM, imprint_mm=imprint)
    front = Front(sections[0].galleys[0].key, 0, 0) if led else None
    paper = make_up(sections, form, front)
    assert paper == make_up(sections, form, front)
    galleys = {one.key: one for section in sections for one in section.galleys}
    wanted = {(one.key, page) for one in galleys.values() for page in range(len(one.pages))}
    found = [(one.key, one.page) for page in paper.pages for one in page.stories]
    assert sorted(found) == sorted(wanted)
    for page in paper.pages:
        boxes = [
            (
                one.x_mm,
                one.x_mm + galleys[one.key].pages[one.page].legs * 65 - 5,
                one.y_mm,
                one.y_mm + galleys[one.key].pages[one.page].depth_mm,
            )
            for one in page.stories
        ]
        if page.imprint_y_mm is not None:
            boxes.append((0, 190, page.imprint_y_mm, page.imprint_y_mm + imprint))
        for number, (left, right, top, foot) in enumerate(boxes):
            assert right <= 190
            assert foot <= 300
            for other in boxes[:number]:
                beside = right + 5 <= other[0] or other[1] + 5 <= left
                below = foot <= other[2] or other[3] <= top
                assert beside or below
    for key, galley in galleys.items():
        pages = [
            number
            for number, page in enumerate(paper.pages)
            for one in page.stories
            if one.key == key
        ]
        first = pages[1:] if front and front.key == key else pages
        assert first == list(range(first[0], first[0] + len(first))) if first else True
        if galley.is_new_page and not (front and front.key == key):
            assert paper.pages[pages[0]].stories[0].key == key
    assert sum(page.imprint_y_mm is not None for page in paper.pages) == bool(imprint)


@FEW
@given(st.lists(GALLEYS, min_size=2, max_size=14))
def test_nothing_stands_at_a_head_before_a_more_important_story(
    drawn: list[tuple[tuple[int, ...], int, bool]],
) -> None:
    (section,) = a_paper([(drawn, False)])
    paper = make_up([section], FORM)
    ranks = {one.key: rank for rank, one in enumerate(section.galleys)}
    begins = [
        (number, ranks[one.key])
        for number, page in enumerate(paper.pages)
        for one in page.stories
        if one.page == 0
    ]
    # A long story may go first, so that others stand in the white under its end; one that is only
    # a little less important. Apart from that, the last page may take over what stood before it.
    last = len(paper.pages) - 1
    for number, page in enumerate(paper.pages):
        head = page.stories[0]
        galley = section.galleys[ranks[head.key]]
        later = [
            section.galleys[rank]
            for at, rank in begins
            if rank < ranks[head.key] and number < at < last
        ]
        if head.page == 0 and later:
            assert len(galley.pages) > 1
            assert galley.priority - min(one.priority for one in later) <= MOST_PATIENCE


@FEW
@given(st.lists(GALLEYS, min_size=1, max_size=14))
def test_never_more_pages_than_without_moving_anything(
    drawn: list[tuple[tuple[int, ...], int, bool]],
) -> None:
    (section,) = a_paper([(drawn, False)])
    plain = SectionMakeup(FORM, section, Way(lambda page, waiting: None))
    plain.run(None)
    assert len(make_up([section], FORM).pages) <= len(plain.pages)


def test_labels_count_on_or_begin_with_a_letter() -> None:
    names = ["Kota", "Ekonomi", "Olahraga"]
    pages = ["", "Kota", "Kota", "Ekonomi", "Olahraga", ""]

    def labels(wished: dict[str, str], *, by_section: bool = True) -> list[str]:
        return page_labels(pages, section_letters(names, wished, by_section=by_section))

    assert labels({}, by_section=False) == ["1", "2", "3", "4", "5", "6"]
    assert labels({}) == ["A1", "A2", "A3", "B1", "C1", "C2"]
    assert labels({"Olahraga": "B"}) == ["A1", "A2", "A3", "A4", "B1", "B2"]
    assert labels({"Kota": "K", "Ekonomi": "E"}) == ["K1", "K2", "K3", "E1", "E2", "E3"]


def test_labels_of_many_sections_stay_apart() -> None:
    names = [f"s{number}" for number in range(60)]
    labels = page_labels(names, section_letters(names, {}, by_section=True))
    assert labels[25:28] == ["Z1", "AA1", "AB1"]
    assert len(set(labels)) == 60
