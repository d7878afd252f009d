"""How many columns a picture of an edition's story takes. No press."""

from __future__ import annotations

import pytest

from cetak.article.blocks import Figure, Paragraph, Picture
from cetak.article.richtext import RichText
from cetak.article.sheet import PictureFile, StoryFrame
from cetak.article.story import Article
from cetak.layout.geometry import Geometry
from cetak.layout.grid import plan_grid, story_geometry
from cetak.layout.load import load_layout
from cetak.layout.options import resolve_options
from cetak.layout.picture_room import picture_legs, picture_width_mm
from cetak.layout.spec import Lever
from cetak.resources import LocalResources

EDITION = load_layout("edition", LocalResources()).spec


def geometry(paper: str, legs: int, role: str) -> Geometry:
    options = resolve_options(EDITION, {"paper": paper})
    grid, _ = plan_grid(EDITION, options)
    return story_geometry(EDITION, options, grid, StoryFrame(legs, role), Lever())


def story(words: int = 900, headline: str = "Kapal") -> Article:
    return Article(
        headline=RichText.plain(headline),
        picture=Figure(picture=Picture(source="a.jpg", alt="A")),
        body=(Paragraph(text=RichText.plain("kata " * words)),),
    )


def shown(width: int, height: int) -> dict[str, PictureFile]:
    return {"a.jpg": PictureFile("0" * 64, "image/jpeg", width, height, b"")}


@pytest.mark.parametrize(
    ("paper", "legs", "role", "size", "columns"),
    [
        ("A4", 3, "main", (1500, 1000), 0),  # wide, first of its section: over all columns
        ("A4", 3, "story", (1500, 1000), 2),  # wide, further down: copy beside it
        ("A4", 3, "main", (1000, 1500), 1),  # tall: one column is deep enough
        ("A4", 2, "story", (1000, 1500), 1),
        ("Tabloid", 5, "main", (1000, 1500), 2),
        ("Tabloid", 5, "main", (1000, 1000), 3),
        ("A4", 1, "brief", (1000, 1500), 0),  # one column: nothing stands beside anything
        ("Phone", 1, "main", (1000, 1500), 0),
    ],
)
def test_a_picture_takes_the_columns_that_leave_room_for_copy(
    paper: str, legs: int, role: str, size: tuple[int, int], columns: int
) -> None:
    assert picture_legs(story(), shown(*size), geometry(paper, legs, role)) == columns


def test_little_copy_beside_a_picture_makes_it_smaller() -> None:
    page = geometry("Tabloid", 5, "main")
    assert picture_legs(story(words=60), shown(1000, 1500), page) == 1


@pytest.mark.parametrize(
    "article", [story(headline=""), story().model_copy(update={"picture": None})]
)
def test_without_a_headline_or_a_picture_nothing_stands_beside(article: Article) -> None:
    assert picture_legs(article, shown(1000, 1500), geometry("A4", 3, "main")) == 0


def test_a_smaller_picture_can_be_asked_for_but_never_none() -> None:
    page, wide = geometry("A4", 3, "main"), shown(1500, 1000)
    assert [picture_legs(story(), wide, page, fewer) for fewer in range(4)] == [0, 2, 1, 1]


def test_its_width_is_that_of_its_columns() -> None:
    page = geometry("A4", 3, "main")
    assert picture_width_mm(page, 0) == page.measure_mm
    assert picture_width_mm(page, 2) == pytest.approx(2 * page.column_mm + page.gutter_mm)
