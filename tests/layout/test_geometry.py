from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.findings import Finding
from cetak.layout.geometry import PT_PER_MM, Geometry, column_width_mm, plan_page
from cetak.layout.options import resolve_options
from cetak.layout.spec import Lever
from printed import reader

PAPERS = [*reader().spec.papers, "100x140", "70x70", "1200x1200", "120.5x200", "210x100"]
SIZES = list(reader().spec.sizes)


def planned(lever: Lever | None = None, /, **given: str) -> tuple[Geometry, tuple[Finding, ...]]:
    spec = reader().spec
    asked = {name.replace("_", "-"): value for name, value in given.items()}
    return plan_page(spec, resolve_options(spec, asked), lever or Lever(), "story.yaml")


def geometry(lever: Lever | None = None, /, **given: str) -> Geometry:
    return planned(lever, **given)[0]


@pytest.mark.parametrize(
    ("measure", "columns", "gutter", "width"),
    [(250, 4, 5, 58.75), (123, 1, 99, 123), (100, 2, 10, 45)],
)
def test_gutters_are_taken_off_a_column(
    measure: float, columns: int, gutter: float, width: float
) -> None:
    assert column_width_mm(measure, columns, gutter) == width


@pytest.mark.parametrize(
    ("paper", "size_mm"),
    [
        ("A3", (297, 420)),
        ("A4", (210, 297)),
        ("A5", (148, 210)),
        ("Letter", (215.9, 279.4)),
        ("Legal", (215.9, 355.6)),
        ("Tabloid", (279.4, 431.8)),
        ("a4", (210, 297)),
        ("100x150", (100, 150)),
        ("100 × 150 mm", (100, 150)),
        ("120.5X99.25mm", (120.5, 99.25)),
    ],
)
def test_papers_by_name_and_by_size(paper: str, size_mm: tuple[float, float]) -> None:
    assert geometry(paper=paper).paper_mm == size_mm


@pytest.mark.parametrize(
    ("paper", "size", "columns"), list(itertools.product(PAPERS, SIZES, ["1", "2"]))
)
def test_margins_rail_and_measure_fill_the_paper(paper: str, size: str, columns: str) -> None:
    page = geometry(paper=paper, text_size=size, columns=columns)
    top, right, bottom, left = page.margins_mm
    across = left + page.rail_mm + page.gap_mm + page.measure_mm + right
    assert math.isclose(across, page.paper_mm[0], abs_tol=0.01)
    assert math.isclose(top + page.depth_mm + bottom, page.paper_mm[1])
    assert min(top, right, bottom, left) >= 5
    assert page.measure_mm > 0
    assert page.column_mm * page.columns < page.measure_mm + 0.01


@pytest.mark.parametrize("paper", PAPERS)
def test_larger_text_is_larger_on_every_paper(paper: str) -> None:
    sizes = [geometry(paper=paper, text_size=size) for size in SIZES]
    assert [page.copy_pt for page in sizes] == sorted({page.copy_pt for page in sizes})
    assert all(page.leading_pt > page.copy_pt * 1.2 for page in sizes)
    assert all(page.small_pt < page.copy_pt for page in sizes)


@pytest.mark.parametrize("paper", ["A4", "Letter", "Legal"])
def test_large_print_is_18_points_and_ragged(paper: str) -> None:
    page = geometry(paper=paper, text_size="extra-large")
    assert page.copy_pt == 18
    assert not page.justified
    assert not page.hyphenated
    assert not page.has_rail


def test_the_rail_stands_on_office_paper_only() -> None:
    assert geometry(paper="A4").has_rail
    assert geometry(paper="Letter").has_rail
    assert not geometry(paper="A5").has_rail
    assert not geometry(paper="100x140").has_rail
    assert not geometry(paper="A4", text_size="large").has_rail
    assert not geometry(paper="A4", columns="2").has_rail


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ({"columns": "2", "paper": "100x140"}, ("columns", "2", "1", "100x140")),
        ({"columns": "2", "text_size": "extra-large"}, ("columns", "2", "1", "extra-large")),
        ({"justify": "yes", "text_size": "extra-large"}, ("justify", "yes", "no", "extra-large")),
    ],
)
def test_what_cannot_go_together_falls_back(asked: dict[str, str], taken: tuple[str, ...]) -> None:
    page, findings = planned(**asked)
    assert page.columns == 1
    assert [finding.code for finding in findings] == ["option-fallback"]
    facts = findings[0].facts
    assert tuple(facts[name] for name in ("option", "asked", "taken", "reason")) == taken
    assert findings[0].where.source == "story.yaml"


def test_what_was_not_asked_for_falls_back_silently() -> None:
    assert planned(text_size="extra-large")[1] == ()


@pytest.mark.parametrize("paper", ["A4", "Letter", "A3", "Tabloid", "Legal"])
def test_two_columns_stand_on_larger_paper(paper: str) -> None:
    page, findings = planned(paper=paper, columns="2")
    assert (page.columns, findings) == (2, ())
    assert page.column_mm >= 50


def test_a_lever_changes_leading_tracking_and_pictures() -> None:
    plain = geometry()
    pulled = geometry(Lever(leading=0.95, tracking_em=-0.005, picture=0.8))
    assert math.isclose(pulled.leading_pt, plain.leading_pt * 0.95, abs_tol=0.001)
    assert (pulled.tracking_em, pulled.picture_factor) == (-0.005, 0.8)
    assert pulled.copy_pt == plain.copy_pt


@given(st.floats(0, 2000))
def test_a_height_is_filled_up_to_the_next_line(height_pt: float) -> None:
    page = geometry()
    filled = page.snap_pt(height_pt)
    lines = (height_pt + filled) / page.leading_pt
    assert -0.02 < filled < page.leading_pt
    assert math.isclose(lines, round(lines), abs_tol=0.002)


def test_points_and_millimetres() -> None:
    assert math.isclose(PT_PER_MM * 25.4, 72)
