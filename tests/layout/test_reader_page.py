"""The layout ``reader`` on printed pages: every option, seen from outside."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Mapping

import pytest
from PIL import Image

from cetak.article.blocks import (
    Block,
    Cell,
    EndMark,
    List,
    ListItem,
    PullQuote,
    Quotation,
    Sidebar,
    Table,
)
from cetak.article.story import Article, Correction, Credit, Dateline
from printed import Line, Paper, crosshead, figure, numbered, photograph, press, story, text

ADDRESS = "https://example.com/berita/kapal-malam"
PICTURES = {"a.jpg": photograph()}
FIRST_COPY = "Nomor1"


def whole_story(paragraphs: int = 4) -> Article:
    return story(
        *numbered(paragraphs),
        figure(),
        '<a href="https://example.org/jauh">Tautan</a> menutup tulisan ini.',
        EndMark(text="(*)"),
        kicker="Internasional",
        deck="Ringkasan berita ini",
        byline=("Rina Lestari",),
        dateline=Dateline(place="MOSCOW", date=dt.date(2023, 9, 20)),
        credits=(Credit(role="Editor", name="Ani"),),
        published=dt.date(2023, 9, 20),
        canonical_url=ADDRESS,
        section="Dunia",
    )


@pytest.fixture(scope="module")
def office() -> Paper:
    return press(whole_story(), PICTURES, paper="A4")


@pytest.fixture(scope="module")
def two_columns() -> Paper:
    return press(story(*numbered(14)), paper="A4", columns="2")


def copy_lines(paper: Paper, size_pt: float | None = None) -> list[Line]:
    """Lines in the text face at the size of the copy."""
    text_face = [line for line in paper.lines if line.font.startswith("Cetak-Text")]
    sizes = [line.size_pt for line in text_face]
    size = size_pt or max(set(sizes), key=sizes.count)
    return [line for line in text_face if abs(line.size_pt - size) < 0.05]


@pytest.mark.parametrize(
    ("paper", "size_mm"),
    [
        ("A3", (297, 420)),
        ("A4", (210, 297)),
        ("A5", (148, 210)),
        ("Letter", (215.9, 279.4)),
        ("Legal", (215.9, 355.6)),
        ("Tabloid", (279.4, 431.8)),
        ("100x140", (100, 140)),
        ("300x200", (300, 200)),
        ("70x70", (70, 70)),
    ],
)
def test_the_paper_is_as_large_as_asked_for(paper: str, size_mm: tuple[float, float]) -> None:
    printed = press(story(*numbered(1)), paper=paper)
    assert printed.sizes_mm[0] == pytest.approx(size_mm, abs=0.1)
    width, height = size_mm
    for line in printed.lines:
        assert 0 < line.left_mm < line.right_mm < width
        assert 0 < line.baseline_mm < height


def test_everything_stands_on_the_page_in_reading_order(office: Paper) -> None:
    order = ["Internasional", "Kapal Malam", "Ringkasan", "MOSCOW, 20 September 2023", "Nomor1"]
    places = [office.text.index(words) for words in [*order, "Nomor2", "Nomor4", "(*)"]]
    assert places == sorted(places)
    for words in ("Oleh", "Rina Lestari", "Editor", "Ani", "Baca daring", "Kapal di dermaga."):
        assert words in office.text


def test_the_dateline_runs_in(office: Paper) -> None:
    line = next(line for line in office.lines if "MOSCOW" in line.text)
    assert "Nomor1" in line.text
    assert office.text.count("MOSCOW") == 1


def test_the_furniture(office: Paper) -> None:
    count = len(office.pages)
    for number, page in enumerate(office.pages, start=1):
        assert f"halaman {number} dari {count}" in page
    assert "Harian Contoh" in office.pages[0]
    large = press(whole_story(9), PICTURES, paper="A5")
    assert "Harian Contoh · Dunia" in " ".join(large.pages[1].split())
    assert "Kapal Malam Berangkat" in large.pages[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ["Oleh", "Diperbarui", "halaman 1 dari", "Baca daring", "Ralat", "Tautan"]),
        ("en", ["By", "Updated", "page 1 of", "Read online", "Correction", "Links"]),
    ],
)
def test_the_words_follow_the_language(language: str, words: list[str]) -> None:
    article = whole_story(1).model_copy(
        update={
            "language": language,
            "updated": dt.date(2023, 9, 21),
            "corrections": (Correction(text=text("Angka itu salah.")),),
        }
    )
    printed = press(article, PICTURES, paper="A4")
    for word in words:
        assert word in printed.text


@pytest.mark.parametrize(
    ("size", "least_pt", "most_pt"),
    [("normal", 9.5, 11), ("large", 12.5, 14.5), ("extra-large", 18, 18)],
)
def test_the_copy_is_as_large_as_asked_for(size: str, least_pt: float, most_pt: float) -> None:
    printed = press(story(*numbered(2)), paper="A4", text_size=size)
    measured = printed.line("Nomor2").size_pt
    assert least_pt <= measured <= most_pt + 0.02
    assert min(line.size_pt for line in printed.lines) >= (10 if size == "extra-large" else 7)


def test_large_print_is_ragged_and_undivided() -> None:
    printed = press(story(*numbered(4)), paper="A4", text_size="extra-large")
    lines = copy_lines(printed)
    rights = {round(line.right_mm, 1) for line in lines}
    assert len(rights) > 5
    assert not [line.text for line in lines if line.text.endswith("-")]


def test_two_columns_stand_side_by_side(two_columns: Paper) -> None:
    lines = [line for line in copy_lines(two_columns) if line.page == 0]
    middle = 105.0
    left = [line for line in lines if line.right_mm < middle]
    right = [line for line in lines if line.left_mm > middle]
    assert len(left) > 10
    assert len(right) > 10
    assert not [line for line in lines if line.left_mm < middle < line.right_mm]
    assert min(line.left_mm for line in right) - max(line.right_mm for line in left) > 3


def test_the_columns_are_read_one_after_the_other(two_columns: Paper) -> None:
    numbers = [int(number) for number in re.findall(r"Nomor(\d+)", two_columns.text)]
    assert numbers == list(range(1, 15))


def test_one_column_is_one_column(office: Paper) -> None:
    lines = copy_lines(office)
    assert max(line.left_mm for line in lines) - min(line.left_mm for line in lines) < 8


@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"paper": "A5", "columns": "2", "text_size": "large"}, "columns"),
        ({"paper": "100x140", "columns": "2"}, "columns"),
        ({"paper": "A4", "columns": "2", "text_size": "extra-large"}, "columns"),
        ({"paper": "A4", "justify": "yes", "text_size": "extra-large"}, "justify"),
    ],
)
def test_what_cannot_go_together_falls_back_and_is_told(
    options: Mapping[str, str], option: str
) -> None:
    given = dict(options)
    printed = press(story(*numbered(2)), paper=given.pop("paper"), **given)
    assert printed.sheet is not None
    findings = [one for one in printed.sheet.findings if one.code == "option-fallback"]
    assert [finding.facts["option"] for finding in findings] == [option]
    assert "Nomor2" in printed.text


def test_pictures_are_printed_with_cutline_and_credit(office: Paper) -> None:
    assert len(office.images()) == 1
    assert office.images()[0]["/Width"] == 300
    assert "Kapal di dermaga." in office.text
    assert "Rina/Contoh" in office.text


def test_without_pictures_neither_picture_nor_cutline() -> None:
    printed = press(whole_story(1), PICTURES, paper="A4", pictures="no")
    assert printed.images() == []
    assert "dermaga" not in printed.text
    assert [element.attributes["/Alt"] for element in printed.tagged("Figure")] == [
        "Kode QR ke example.com/berita/kapal‐malam"
    ]


def test_a_picture_that_is_missing_leaves_its_cutline() -> None:
    printed = press(whole_story(1), {}, paper="A4")
    assert printed.images() == []
    assert "Gambar tidak dicetak" in printed.text
    assert "Kapal di dermaga." in printed.text


def colours(paper: Paper) -> set[tuple[float, float, float]]:
    """Every RGB colour that the content streams set."""
    found = set()
    for content in paper.contents():
        for match in re.finditer(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", content):
            found.add((float(match[1]), float(match[2]), float(match[3])))
    return found


def has_chroma(colour: tuple[float, float, float]) -> bool:
    return max(colour) - min(colour) > 0.001


def picture_chroma(paper: Paper) -> list[int]:
    """How far the primaries of each picture's first pixel lie apart."""
    chroma = []
    for page in paper.reader.pages:
        for image in page.images:
            pixel = Image.open(io.BytesIO(image.data)).convert("RGB").getpixel((5, 5))
            assert isinstance(pixel, tuple)
            chroma.append(max(pixel) - min(pixel))
    return chroma


def test_the_ink_saver_prints_no_colour(office: Paper) -> None:
    box = Sidebar(headline=text("Data"), blocks=(crosshead("Angka"),))
    article = whole_story(1)
    article = article.model_copy(update={"body": (*article.body, box)})
    saved = press(article, PICTURES, paper="A4", ink_saver="yes")
    assert [colour for colour in colours(saved) if has_chroma(colour)] == []
    assert max(picture_chroma(saved)) <= 4
    assert [colour for colour in colours(office) if has_chroma(colour)]
    assert max(picture_chroma(office)) > 50


def test_a_drop_cap_is_what_was_asked_for() -> None:
    printed = press(whole_story(1), PICTURES, paper="A4", drop_cap="yes")
    assert "layout-simplified" not in printed.codes


def test_a_drop_cap_stands_over_three_lines() -> None:
    printed = press(story(*numbered(2)), paper="A4", drop_cap="yes")
    edge = copy_lines(printed)[0].left_mm
    lefts = [line.left_mm > edge + 4 for line in copy_lines(printed)[:4]]
    assert lefts == [False, True, True, False]


def test_a_drop_cap_moves_the_dateline_above() -> None:
    printed = press(whole_story(1), PICTURES, paper="A4", drop_cap="yes")
    line = printed.line("MOSCOW")
    assert "omor1" not in line.text
    assert printed.text.index("MOSCOW") < printed.text.index("omor1")


@pytest.mark.parametrize("opening", ["“Ya”, katanya.", "2024 baru mulai.", "A", "— Ya.", "ي"])
def test_any_opening_prints_with_a_drop_cap(opening: str) -> None:
    printed = press(story(opening, *numbered(2)), paper="A5", drop_cap="yes")
    assert "Nomor2" in printed.text


def line_ends(paper: Paper) -> list[float]:
    """Right edges of lines that are not the last of their paragraph."""
    lines = copy_lines(paper)
    return [
        round(line.right_mm, 1)
        for line, following in itertools.pairwise(lines)
        if not following.text.startswith("Nomor")
    ]


def test_justified_lines_end_at_one_edge_and_ragged_ones_do_not() -> None:
    article = story(*numbered(3, words=90))
    straight = line_ends(press(article, paper="A4", justify="yes"))
    ragged = line_ends(press(article, paper="A4", justify="no"))
    assert max(straight) - min(straight) < 1.5
    assert max(ragged) - min(ragged) > 2


def test_links_are_numbered_notes(office: Paper) -> None:
    plain = press(whole_story(), PICTURES, paper="A4", links="no")
    assert "example.org/jauh" in office.text
    assert "example.org" not in plain.text
    uris = [
        [str(item["/A"]["/URI"]) for item in one.objects() if item.get("/Subtype") == "/Link"]
        for one in (office, plain)
    ]
    assert "https://example.org/jauh" in uris[0]
    assert (
        uris[0].count("https://example.org/jauh") == uris[1].count("https://example.org/jauh") + 1
    )


def test_the_qr_code_comes_and_goes(office: Paper) -> None:
    without = press(whole_story(), PICTURES, paper="A4", qr="no")
    alts = [
        [str(element.attributes.get("/Alt")) for element in one.tagged("Figure")]
        for one in (office, without)
    ]
    assert any("QR" in alt for alt in alts[0])
    assert not any("QR" in alt for alt in alts[1])
    assert "Baca daring" in office.text
    assert "example.com/berita" in without.text


def test_the_rail_stands_beside_the_copy_on_office_paper(office: Paper) -> None:
    by = next(line for line in office.lines if line.text.startswith("Rina Lestari"))
    copy = next(line for line in office.lines if FIRST_COPY in line.text)
    assert by.right_mm < copy.left_mm


@pytest.mark.parametrize(
    "options", [{"paper": "A5"}, {"paper": "A4", "text_size": "large"}, {"paper": "100x140"}]
)
def test_elsewhere_the_rail_moves_under_the_deck(options: Mapping[str, str]) -> None:
    given = dict(options)
    printed = press(whole_story(), PICTURES, paper=given.pop("paper"), **given)
    by = next(line for line in printed.lines if "Rina Lestari" in line.text)
    deck = next(line for line in printed.lines if line.text.startswith("Ringkasan"))
    copy = next(line for line in printed.lines if FIRST_COPY in line.text)
    assert deck.baseline_mm < by.baseline_mm < copy.baseline_mm
    assert abs(by.left_mm - copy.left_mm) < 8
    assert "Ani" in printed.text


RICH = story(
    *numbered(2),
    crosshead("Sela pertama"),
    List(items=(ListItem(text=text("satu")), ListItem(text=text("dua")))),
    PullQuote(text=text("Kami tidak tidur."), by="Rina"),
    Quotation(paragraphs=(text("Surat itu pendek."),), by="Ani"),
    Table(
        caption=text("Hasil"),
        head=((Cell(text=text("Kota")), Cell(text=text("Suara"))),),
        rows=((Cell(text=text("Medan"), header=True), Cell(text=text("1.200"))),),
    ),
    figure(),
    Sidebar(headline=text("Data"), blocks=(List(items=(ListItem(text=text("tiga")),)),)),
    *numbered(2, start=3),
    EndMark(text="(*)"),
    byline=("Rina Lestari",),
    canonical_url=ADDRESS,
)


@pytest.mark.parametrize(
    ("paper", "size", "columns"),
    [
        ("A4", "normal", "1"),
        ("A4", "normal", "2"),
        ("A4", "large", "1"),
        ("A4", "extra-large", "1"),
        ("A5", "normal", "1"),
        ("A5", "large", "2"),
        ("Letter", "large", "2"),
        ("100x140", "normal", "1"),
        ("100x140", "extra-large", "2"),
        ("Tabloid", "normal", "2"),
        ("A3", "extra-large", "1"),
    ],
)
def test_every_kind_of_block_prints_everywhere(paper: str, size: str, columns: str) -> None:
    printed = press(RICH, PICTURES, paper=paper, text_size=size, columns=columns)
    assert set(printed.codes) <= {"option-fallback", "last-page-short", "lines-stretched"}
    assert printed.sheet is not None
    assert printed.sheet.measured.outside == ()
    assert printed.sheet.measured.divided == ()
    assert not printed.sheet.measured.parted
    for words in ("Sela pertama", "Kami tidak tidur.", "Medan", "tiga", "Nomor4"):
        assert words in printed.text


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_no_crosshead_ends_a_page(paper: str) -> None:
    body: list[Block] = []
    for number in range(1, 12):
        body += [*numbered(1, 70, number), crosshead(f"Sela{number}")]
    printed = press(story(*body, "Akhir tulisan."), paper=paper)
    assert len(printed.pages) > 1
    for page in range(len(printed.pages)):
        lines = [line for line in printed.lines if line.page == page]
        flow = [line for line in lines if not line.font.startswith("Cetak-Franklin")]
        assert not flow[-1].text.startswith("Sela")


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    printed = press(story(*numbered(14, words=40)), paper="A5")
    for page in range(len(printed.pages)):
        lines = [line for line in copy_lines(printed) if line.page == page]
        starts = [number for number, line in enumerate(lines) if line.text.startswith("Nomor")]
        assert starts[0] != 1
        assert starts[-1] != len(lines) - 1


def test_a_headline_is_never_hyphenated() -> None:
    words = "Pertanggungjawaban Ketidakberpihakan Kementerian Perekonomian Dipertanyakan"
    for paper in ("A4", "A5", "100x140"):
        printed = press(story("Isi.", headline=words), paper=paper)
        large = [line.text for line in printed.lines if "Headline" in line.font and line.page == 0]
        painted = " ".join(large)
        assert [word for word in words.split() if word not in painted] == []
