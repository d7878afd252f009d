"""Real stories, bound: tags, places, outline, labels, links, text and metadata of one document.

Source: PDF 32000-1, chapters 12 and 14; ISO 14289-1 (PDF/UA-1); ISO 19005-3 (PDF/A-3).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from pikepdf import pdfa
from PIL import ImageChops

from bound import METADATA, elements, must_hold, opened, texts, tiny
from cetak.article.binding import Attachment, Binding, BoundPage, Mark, Part, Piece, Target
from cetak.article.blocks import Cell, List, ListItem, Table
from cetak.press import binding_sheets
from cetak.press.binding import bind, bind_parts
from printed import Paper, crosshead, figure, numbered, photograph, press, story, text

FERRY = "https://example.com/kapal"
MARKET = "https://example.com/pasar"
PARTS = (
    Part("nusantara", "Nusantara", "section"),
    Part("kapal", "Kapal Malam Berangkat", "story", "nusantara"),
    Part("ekonomi", "Ekonomi", "section"),
    Part("pasar", "Pasar Pagi Dibuka", "story", "ekonomi", language="en"),
)
# What pikepdf's validator does not know: level U, and schemas that the file describes.
BREAK = ".n { break-before: page }"
IGNORED = {"6.6.4-3", "6.6.2.3.1-1"}


@pytest.fixture(scope="module")
def sheets() -> list[bytes]:
    table = Table(
        head=((Cell(text=text("Kota")), Cell(text=text("Harga"))),),
        rows=((Cell(text=text("Medan"), header=True), Cell(text=text("1.200"))),),
    )
    ferry = story(
        *numbered(4),
        crosshead("Sela pertama"),
        List(items=(ListItem(text=text("satu")), ListItem(text=text("dua")))),
        table,
        figure(),
        f'Lihat <a href="{MARKET}">berita pasar</a> dan <a href="https://example.org/x">situs</a>.',
        canonical_url=FERRY,
    )
    market = story(
        *numbered(5, start=20),
        crosshead("Sela kedua"),
        table,
        figure(),
        f'Baca juga <a href="{FERRY}">berita kapal</a>. Tempe bacem-goreng enak.',
        headline="Pasar Pagi Dibuka",
        canonical_url=MARKET,
    )
    pictures = {"a.jpg": photograph()}
    furniture = tiny('<p class="folio">Harian Contoh · 3</p>', "p { break-after: page }")
    contents = tiny('<h2>Isi</h2><p>Kapal <a href="cetak:kapal">2</a></p>')
    return [press(ferry, pictures).pdf, press(market, pictures).pdf, furniture, contents]


def pages_in(sheet: bytes) -> int:
    return len(Paper(sheet).reader.pages)


@pytest.fixture(scope="module")
def binding(sheets: list[bytes]) -> Binding:
    folio = Piece(2, 0, 10, 190, furniture=True)
    first, second = pages_in(sheets[0]), pages_in(sheets[1])
    ferry = [Piece(0, page, within="kapal") for page in range(first)]
    market = [Piece(1, page, within="pasar") for page in range(second)]
    paste_up = BoundPage(
        210,
        297,
        (Piece(3, 0, 10, 10), replace(market[0], x_mm=105, y_mm=10), replace(ferry[0], y_mm=150)),
        "A1",
    )
    rest = [
        BoundPage(100, 210, (folio, piece), f"A{number}")
        for number, piece in enumerate([*ferry[1:], *market[1:]], start=2)
    ]
    links = {FERRY: "story-kapal", MARKET: "story-pasar", "cetak:kapal": "story-kapal"}
    return Binding((paste_up, *rest), METADATA, PARTS, links=links)


@pytest.fixture(scope="module")
def pdf(sheets: list[bytes], binding: Binding) -> bytes:
    return bind(sheets, binding)


@pytest.fixture(scope="module")
def paper(pdf: bytes) -> Paper:
    return Paper(pdf)


def test_marks_elements_links_and_fonts_agree(pdf: bytes) -> None:
    must_hold(pdf)


def test_the_same_sheets_give_the_same_bytes(
    sheets: list[bytes], binding: Binding, pdf: bytes
) -> None:
    assert bind(sheets, binding) == pdf


@pytest.mark.parametrize("most", [1, 2])
def test_sheets_may_be_closed_and_opened_again(
    sheets: list[bytes], binding: Binding, pdf: bytes, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding_sheets, "MOST_OPEN", most)
    assert bind(sheets, binding) == pdf


def test_stories_stand_in_sections_in_reading_order(pdf: bytes) -> None:
    with opened(pdf) as file:
        (document,) = file.Root.StructTreeRoot.K
        uppermost = [str(kid.S)[1:] for kid in document.K]
        assert uppermost == ["H1", "P", "Sect", "Sect"]
        sections = [kid for kid in document.K if kid.S == "/Sect"]
        assert [str(one.T) for one in sections] == ["Ekonomi", "Nusantara"]
        stories = [story for section in sections for story in section.K]
        assert [(str(one.S), str(one.T)) for one in stories] == [
            ("/Art", "Pasar Pagi Dibuka"),
            ("/Art", "Kapal Malam Berangkat"),
        ]
        assert [str(one.get("/Lang", "")) for one in stories] == ["en", ""]


def test_a_story_in_another_language_says_so() -> None:
    english = tiny("<h1>Ferry</h1><p class='n'>Leaves at night</p>", BREAK, "en")
    local = tiny("<p>Kapal</p>")
    pieces = (
        Piece(0, 0, within="kapal"),
        Piece(1, 0, 0, 50, within="kapal"),
        Piece(0, 1, 0, 90),
    )
    parts = (Part("kota", "Kota", "section"), Part("kapal", "Ferry", "story", "kota"))
    bound = bind([english, local], Binding((BoundPage(100, 150, pieces),), METADATA, parts))
    must_hold(bound)
    with opened(bound) as file:
        told = [(str(one.S), str(one.get("/Lang", ""))) for one in elements(file)]
    assert told == [
        ("/Document", ""),
        ("/Sect", ""),
        ("/Art", "en"),
        ("/H1", ""),
        ("/P", "id"),
        ("/P", "en"),
    ]


def test_no_story_is_wrapped_twice(paper: Paper) -> None:
    assert len(paper.tagged("Art")) == 2
    assert paper.tagged("NonStruct") == []
    for one in paper.tagged("Art"):
        assert {kid.tag for kid in one.children} >= {"H1", "P"}


def test_tables_lists_and_figures_keep_what_they_say(paper: Paper) -> None:
    headers = [str(one.attributes["/ID"]) for one in paper.tagged("TH")]
    assert len(headers) == len(set(headers)) == 6
    cells = [one.attributes["/A"]["/Headers"] for one in paper.tagged("TD")]
    assert [[str(name) for name in one] for one in cells] == [
        [headers[2], headers[1]],
        [headers[5], headers[4]],
    ]
    assert {str(one.attributes["/A"]["/Scope"]) for one in paper.tagged("TH")} == {
        "/Column",
        "/Row",
    }
    assert len(paper.tagged("LI")) >= 2
    alts = [str(one.attributes["/Alt"]) for one in paper.tagged("Figure")]
    assert alts.count("Sebuah kapal") == 2


def test_a_figure_says_where_it_stands(pdf: bytes) -> None:
    with opened(pdf) as file:
        boxes = [
            ([float(edge) for edge in one.A.BBox], one.Pg.MediaBox)
            for one in elements(file)
            if one.S == "/Figure"
        ]
    assert boxes
    for (left, bottom, right, top), media in boxes:
        assert 0 <= left < right <= media[2]
        assert 0 <= bottom < top <= media[3]


def test_furniture_is_seen_and_not_tagged(pdf: bytes, paper: Paper) -> None:
    assert all("Harian Contoh · 3" in page for page in texts(pdf)[1:])
    with opened(pdf) as file:
        content = file.pages[1].Contents.read_bytes()
    assert content.count(b"/Artifact BMC") >= 1


def test_all_words_of_all_pieces_are_there_in_order(sheets: list[bytes], pdf: bytes) -> None:
    bound = texts(pdf)
    assert texts(sheets[3])[0] in bound[0]
    assert texts(sheets[0])[0] in bound[0]
    assert texts(sheets[1])[0] in bound[0]
    rest = [*texts(sheets[0])[1:], *texts(sheets[1])[1:]]
    assert [page.removeprefix("Harian Contoh · 3").strip() for page in bound[1:]] == rest
    assert "bacem-goreng" in " ".join(bound)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_same(sheets: list[bytes], paper: Paper) -> None:
    bound = paper.pdftotext().split("\f")
    for page, own in zip(bound[1:], Paper(sheets[0]).pdftotext().split("\f")[1:-1], strict=False):
        assert sorted(page.split()) == sorted([*own.split(), "Harian", "Contoh", "·", "3"])


def painted(pdf: bytes, page: int = 0) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=2).to_pil().convert("L")
    document.close()
    return image


def test_pages_are_painted_as_their_sheets(sheets: list[bytes]) -> None:
    alone = tuple(BoundPage(100, 140, (Piece(sheet),)) for sheet in (0, 1))
    bound = bind(sheets, Binding(alone, METADATA))
    for number in (0, 1):
        difference = ImageChops.difference(painted(sheets[number]), painted(bound, number))
        changed = sum(difference.histogram()[64:])
        assert sum(painted(sheets[number]).histogram()[:128]) > 5000
        assert changed < 50


def test_pages_have_their_labels_and_sizes(pdf: bytes, paper: Paper) -> None:
    with opened(pdf) as file:
        labels = [page.label for page in file.pages]
    assert labels == [f"A{number}" for number in range(1, len(labels) + 1)]
    assert paper.sizes_mm[0] == pytest.approx((210, 297), abs=0.01)
    assert paper.sizes_mm[1] == pytest.approx((100, 210), abs=0.01)


@pytest.mark.parametrize(
    "labels",
    [
        ("1", "2", "3"),
        ("A1", "A2", "B1", "B2", "B3"),
        ("iv", "", "007", "7", "9", "8"),
        ("Depan", "2", "3", "Sisipan 1", "Sisipan 2", "4"),
    ],
)
def test_any_labels(labels: tuple[str, ...]) -> None:
    pages = tuple(BoundPage(60, 40, label=label) for label in labels)
    with opened(bind([], Binding(pages, METADATA))) as file:
        assert [page.label for page in file.pages] == list(labels)


def outline(pdf: bytes) -> list[Any]:
    """Titles and page numbers, nested."""

    def told(item: Any) -> Any:
        below = [told(one) for one in item.children]
        page = file.pages.index(pikepdf.Page(item.destination[0]))
        return (item.title, page, below) if below else (item.title, page)

    with opened(pdf) as file, file.open_outline() as tree:
        return [told(item) for item in tree.root]


def test_the_outline_is_sections_stories_crossheads(pdf: bytes) -> None:
    assert outline(pdf) == [
        ("Nusantara", 0, [("Kapal Malam Berangkat", 0, [("Sela pertama", 2)])]),
        ("Ekonomi", 0, [("Pasar Pagi Dibuka", 0, [("Sela kedua", 5)])]),
    ]


def test_an_outline_can_be_asked_for(sheets: list[bytes], binding: Binding) -> None:
    marks = (
        Mark("Isi", 1, Target(3)),
        Mark("Berita", 1, "section-ekonomi"),
        Mark("Kapal", 3, "story-kapal"),
        Mark("Tidak ada", 2, "story-hantu"),
        Mark("Tidak ada", 1, Target(2, 0)),
    )
    asked = replace(binding, outline=marks[:4])
    assert outline(bind(sheets, asked)) == [
        ("Isi", 0),
        ("Berita", 0, [("Kapal", 0, [("Sela pertama", 2)])]),
    ]


def links(pdf: bytes) -> list[tuple[str, str]]:
    """What each link says and where it leads."""
    with opened(pdf) as file:
        return [
            (str(one.Contents), str(one.Dest) if "/Dest" in one else str(one.A.URI))
            for page in file.pages
            for one in page.obj.get("/Annots", ())
        ]


def test_links_between_stories_stay_in_the_file(pdf: bytes) -> None:
    found = set(links(pdf))
    assert ("Pasar Pagi Dibuka", "story-pasar") in found
    assert ("Kapal Malam Berangkat", "story-kapal") in found
    assert ("https://example.org/x", "https://example.org/x") in found
    assert not [where for _, where in found if where in (FERRY, MARKET, "cetak:kapal")]


def test_a_link_lies_over_its_words(pdf: bytes) -> None:
    with opened(pdf) as file:
        (link,) = [
            one
            for one in file.pages[0].obj.Annots
            if one.get("/Dest") == "story-kapal" and one.Rect[3] > 700
        ]
        left, bottom, right, top = (float(edge) for edge in link.Rect)
    assert 28 < left < right < 200
    assert 760 < bottom < top < 842 - 28
    assert link.F == 4


def test_places_have_names(pdf: bytes) -> None:
    with opened(pdf) as file:
        names = pikepdf.NameTree(file.Root.Names.Dests)
        places = {str(name): [place[0].objgen, float(place[3])] for name, place in names.items()}
        first = file.pages[0].obj.objgen
    top = (297 - 150) * 72 / 25.4
    assert places == {
        "section-nusantara": [first, pytest.approx(top, abs=0.1)],
        "story-kapal": [first, pytest.approx(top, abs=0.1)],
        "section-ekonomi": [first, pytest.approx((297 - 10) * 72 / 25.4, abs=0.1)],
        "story-pasar": [first, pytest.approx((297 - 10) * 72 / 25.4, abs=0.1)],
    }


def test_links_within_a_sheet_follow_its_pages() -> None:
    sheet = tiny(
        '<p><a href="#bawah">ke bawah</a></p><p class="next" id="bawah">di sini</p>'
        '<p id="story-ringkas">ringkas</p>',
        ".next { break-before: page }",
    )
    pages = (
        BoundPage(60, 40, (Piece(0, 0),)),
        BoundPage(60, 40),
        BoundPage(100, 100, (Piece(0, 1, 10, 20),)),
    )
    bound = bind([sheet], Binding(pages, METADATA))
    must_hold(bound)
    with opened(bound) as file:
        (link,) = file.pages[0].obj.Annots
        assert link.Dest[0].is_same_object_as(file.pages[2].obj)
        assert float(link.Dest[3]) == pytest.approx(80 * 72 / 25.4, abs=0.1)
        names = [str(name) for name in pikepdf.NameTree(file.Root.Names.Dests)]
    assert names == ["story-ringkas"]


def test_fonts_and_pictures_are_there_once(sheets: list[bytes], pdf: bytes, paper: Paper) -> None:
    assert len(paper.images()) == 1
    assert paper.images()[0]["/Interpolate"].value is False
    programs = [one for one in paper.objects() if "/Length1" in one]
    faces = {name for sheet in sheets for name in Paper(sheet).fonts()}
    assert len(programs) == len(faces)


def test_the_file_says_who_it_is(pdf: bytes, paper: Paper) -> None:
    catalog = paper.catalog
    assert catalog["/Lang"] == "id"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {str(page["/Tabs"]) for page in paper.reader.pages} == {"/S"}
    info = paper.reader.metadata
    assert info is not None
    assert info.title == METADATA.title
    assert info.author == "Redaksi"
    assert str(info["/CreationDate"]) == "D:20230920050000+07'00"
    packet = catalog["/Metadata"].get_data().decode()
    root = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet))
    told = {one.tag.split("}")[1]: one.text for one in root.iter()}
    assert told["part"] == "1"
    assert told["publicationName"] == "Harian Contoh"


def test_an_archival_file_is_pdf_a_3(
    sheets: list[bytes], binding: Binding, tmp_path: Path
) -> None:
    source = Attachment(
        "edisi.json", "application/json", b"{}", "Rencana", "Source", "2023-09-20T05:00:00+07:00"
    )
    (tmp_path / "a.pdf").write_bytes(bind(sheets, binding, variant="ua+a3", attachments=[source]))
    report = pdfa.validate_written(tmp_path / "a.pdf", "3b")
    rules = {str(one.rule).rpartition(":")[2] for one in report.findings}
    assert rules <= IGNORED
    must_hold((tmp_path / "a.pdf").read_bytes())
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert file.attachments["edisi.json"].get_file().read_bytes() == b"{}"
        assert file.Root.AF[0].AFRelationship == "/Source"
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        packet = file.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U" in packet
    assert packet.count("<pdfaSchema:prefix>") == 2


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_mend(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    command = ["qpdf", "--check", str(tmp_path / "a.pdf")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_each_part_can_be_a_file_of_its_own(sheets: list[bytes], binding: Binding) -> None:
    files = bind_parts(sheets, binding)
    assert list(files) == ["nusantara", "kapal", "ekonomi", "pasar"]
    for alone in files.values():
        must_hold(alone)
    ferry = Paper(files["kapal"])
    assert ferry.reader.metadata is not None
    assert ferry.reader.metadata.title == "Kapal Malam Berangkat"
    assert "Nomor1" in ferry.text
    assert "Nomor20" not in ferry.text
    assert len(ferry.reader.pages) == pages_in(sheets[0])
    assert "Harian Contoh · 3" in ferry.text
    assert [len(ferry.tagged(tag)) for tag in ("Sect", "Art")] == [0, 1]
    assert (MARKET, MARKET) in links(files["kapal"])
    assert len(Paper(files["nusantara"]).tagged("Sect")) == 1
