"""Stories of an edition, set in legs by the real press."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import pytest
from PIL import Image

from cetak.article.blocks import Cell, Crosshead, Figure, Paragraph, Picture, Table
from cetak.article.richtext import RichText
from cetak.article.sheet import PictureFile, Sheet, StoryFrame
from cetak.article.story import Article, Credit
from cetak.errors import LayoutError, PressError
from cetak.jobs import Job
from cetak.layout.grid import Grid, plan_grid
from cetak.layout.legs import OVERHANG_MM
from cetak.layout.load import load_layout
from cetak.layout.options import resolve_options
from cetak.pipeline import print_sheet
from cetak.proof.reading import read_texts
from cetak.resources import LocalResources
from paper_desk import texts

LAYOUT = load_layout("edition", LocalResources())
SENTENCE = (
    "Pasar ikan di Lembung Tengah dibuka kembali setelah dua bulan ditutup untuk perbaikan. "
)


def story(paragraphs: int, **facts: object) -> Article:
    body = tuple(
        Paragraph(text=RichText.plain(f"Alinea {number}. " + SENTENCE * 3))
        for number in range(paragraphs)
    )
    return Article.model_validate(
        {
            "headline": RichText.plain("Pasar Ikan Lembung Tengah Dibuka Kembali"),
            "published": dt.datetime(2023, 9, 20, 6, tzinfo=dt.UTC),
            "language": "id",
            "body": body,
            **facts,
        }
    )


def sheet(article: Article, frame: StoryFrame | None, **options: str) -> Sheet:
    return print_sheet(Job("pasar", article, {}, LAYOUT, options, frame=frame))


def page(**options: str) -> Grid:
    return plan_grid(LAYOUT.spec, resolve_options(LAYOUT.spec, options))[0]


def test_a_sheet_says_what_a_reader_would_take_out_of_its_pages() -> None:
    """The proof of the paper compares the bound file with it, and opens no sheet again."""
    made = sheet(story(3), StoryFrame(3), paper="A4")
    assert made.texts == read_texts(made.pdf)
    assert "Alinea 2." in " ".join(made.texts)


def test_a_story_stands_in_even_legs_below_its_head() -> None:
    made = sheet(story(9), StoryFrame(3), paper="A4")
    (only,) = made.story_pages
    head, *legs = only.pieces
    assert (head.x_mm, head.y_mm, len(legs)) == (-OVERHANG_MM, 0, 3)
    assert {leg.y_mm for leg in legs} == {head.height_mm}
    depths = [leg.height_mm for leg in legs]
    assert max(depths) - min(depths) < 3.1 * page(paper="A4").line_mm
    assert only.depth_mm == pytest.approx(head.height_mm + max(depths), abs=0.01)


def test_a_long_story_goes_on_over_whole_pages() -> None:
    made = sheet(story(60), StoryFrame(3), paper="A4")
    assert len(made.story_pages) > 1
    depth = page(paper="A4").depth_mm
    assert all(one.depth_mm > depth * 0.97 for one in made.story_pages[:-1])
    assert all(one.depth_mm <= depth + 0.01 for one in made.story_pages)


def test_a_brief_is_one_leg_wide_and_as_deep_as_it_needs() -> None:
    made = sheet(story(1), StoryFrame(1, "brief"), paper="A4")
    (only,) = made.story_pages
    assert (only.legs, len(only.pieces)) == (1, 2)
    assert only.depth_mm < 60


def test_a_table_wider_than_a_leg_stands_across_below_them() -> None:
    rows = tuple(
        tuple(
            Cell(text=RichText.plain(f"Kecamatan Nomor {row}, bagian {column}"))
            for column in range(5)
        )
        for row in range(4)
    )
    body = (*story(4).body, Table(rows=rows), *story(4).body)
    made = sheet(story(0, body=body), StoryFrame(3), paper="A4")
    (only,) = made.story_pages
    last = only.pieces[-1]
    assert last.width_mm == pytest.approx(page(paper="A4").measure_mm + 2 * OVERHANG_MM)
    assert last.y_mm > max(piece.y_mm + piece.height_mm for piece in only.pieces[:-1])


def test_a_story_without_a_head_is_all_legs() -> None:
    made = sheet(story(6, headline=RichText.plain("")), StoryFrame(2), paper="A4")
    (only,) = made.story_pages
    assert {piece.y_mm for piece in only.pieces} == {0.0}


def test_credits_stand_at_the_end_of_the_copy() -> None:
    made = sheet(story(3, credits=(Credit(role="Editor", name="Ani"),)), StoryFrame(3), paper="A4")
    assert made.findings == () or {f.code for f in made.findings} == {"lines-stretched"}


def test_a_crosshead_is_not_left_alone_at_the_foot_of_a_leg() -> None:
    body = [
        block for one in story(8).body for block in (Crosshead(text=RichText.plain("Sela")), one)
    ]
    made = sheet(story(0, body=tuple(body)), StoryFrame(3), paper="A4")
    assert len(made.story_pages) == 1


def test_a_head_deeper_than_the_page_is_refused_by_name() -> None:
    long = RichText.plain("Pembangunan " * 300)
    with pytest.raises(PressError) as stop:
        sheet(story(2, headline=long), StoryFrame(1), paper="Phone")
    assert [finding.code for finding in stop.value.findings] == ["head-too-deep"]


def test_the_layout_of_papers_prints_no_single_story() -> None:
    with pytest.raises(LayoutError) as stop:
        sheet(story(2), None, paper="A4")
    assert [finding.code for finding in stop.value.findings] == ["layout-for-editions"]


def test_the_same_story_makes_the_same_bytes() -> None:
    assert sheet(story(5), StoryFrame(3)).pdf == sheet(story(5), StoryFrame(3)).pdf


def photograph(width: int, height: int) -> PictureFile:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (120, 140, 160)).save(file, "JPEG")
    content = file.getvalue()
    name = hashlib.sha256(content).hexdigest()
    return PictureFile(name, "image/jpeg", width, height, content)


def shown(article: Article, frame: StoryFrame, size: tuple[int, int], **options: str) -> Sheet:
    pictures = {"a.jpg": photograph(*size)}
    return print_sheet(Job("pasar", article, pictures, LAYOUT, options, frame=frame))


FIGURE = Figure(
    picture=Picture(source="a.jpg", alt="Pasar ikan"),
    cutline=RichText.plain("Pasar di pagi hari."),
)


def test_a_tall_picture_has_copy_beside_it_and_below_it() -> None:
    made = shown(story(16, picture=FIGURE), StoryFrame(3, "main"), (400, 600), paper="A4")
    (only,) = made.story_pages
    head, picture, *legs = only.pieces
    assert picture.width_mm < head.width_mm / 2
    assert [leg.y_mm for leg in legs[:2]] == [picture.y_mm] * 2
    assert legs[2].y_mm >= picture.y_mm + picture.height_mm
    feet = [leg.y_mm + leg.height_mm for leg in legs]
    assert max(feet) - min(feet) < 3.1 * page(paper="A4").line_mm


@pytest.mark.parametrize("paper", ["Phone", "A5"])
def test_a_head_too_deep_for_a_small_page_gives_its_picture_to_the_copy(paper: str) -> None:
    long = RichText.plain("Pasar Ikan Lembung Tengah Dibuka Kembali Setelah Dua Bulan")
    deck = RichText.plain(SENTENCE * 2)
    article = story(12, picture=FIGURE, headline=long, deck=deck)
    made = shown(article, StoryFrame(role="lead"), (600, 400), paper=paper)
    front = page(paper=paper).front
    assert made.story_pages[0].depth_mm <= front.depth_mm + 0.01
    assert "Pasar di pagi hari" in " ".join(texts(made.pdf)[1:])


def test_copy_fills_the_hole_before_a_picture() -> None:
    tall = Figure(picture=Picture(source="a.jpg", alt="Pasar ikan"))
    for before in range(3, 9):
        body = [*story(before).body, tall, *story(8).body]
        made = shown(story(0, body=tuple(body)), StoryFrame(3), (400, 700), paper="A4")
        for one in made.story_pages:
            legs = [piece for piece in one.pieces if piece.width_mm < 70]
            feet = [leg.y_mm + leg.height_mm for leg in legs]
            assert max(feet) - min(feet[:-1] or feet) < 30


def test_no_line_gapes_in_a_narrow_leg() -> None:
    made = sheet(story(20), StoryFrame(0, "main"), paper="Tabloid")
    assert made.measured.widest_space <= 2.4


def test_a_caption_stays_with_its_table() -> None:
    rows = tuple(
        tuple(Cell(text=RichText.plain(f"{row} {name}")) for name in "ab") for row in range(6)
    )
    table = Table(caption=RichText.plain("Klasemen sementara"), rows=rows)
    for before in range(6, 16):
        made = sheet(story(0, body=(*story(before).body, table)), StoryFrame(), paper="Phone")
        holding = [number for number, text in enumerate(texts(made.pdf)) if "Klasemen" in text]
        assert len(holding) == 1
        assert "0 a" in texts(made.pdf)[holding[0]]


def test_the_agency_of_a_story_stands_in_its_byline() -> None:
    made = sheet(story(3, source="Kantor Berita Selat", byline=("Ani Wowor",)), StoryFrame(2))
    assert "Oleh Ani Wowor · Kantor Berita Selat" in texts(made.pdf)[0]


def test_an_agency_that_the_byline_names_is_not_named_twice() -> None:
    made = sheet(
        story(3, source="Kantor Berita Selat", byline=("Kantor Berita Selat",)), StoryFrame(2)
    )
    assert " ".join(texts(made.pdf)).count("Kantor Berita Selat") == 1
