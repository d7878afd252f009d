"""The finished PDF as a screen reader, an archive and a validator see it.

Source: PDF 32000-1, chapter 14; ISO 14289-1 (PDF/UA-1); ISO 16684-1 (XMP).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cetak.article.blocks import Cell, List, ListItem, PullQuote, Sidebar, Table
from cetak.article.story import Article
from printed import Paper, crosshead, figure, numbered, paragraph, photograph, press, story, text

ADDRESS = "https://example.com/berita/kapal"
TITLE = "Kapal) /OpenAction <</S/JavaScript>> (Malam"


def full_story(**fields: Any) -> Article:
    return story(
        *numbered(2),
        crosshead("Sela pertama"),
        List(items=(ListItem(text=text("satu")), ListItem(text=text("dua")))),
        crosshead("Bagian kecil", level=2),
        Table(
            caption=text("Hasil"),
            head=((Cell(text=text("Kota")), Cell(text=text("Suara"))),),
            rows=((Cell(text=text("Medan"), header=True), Cell(text=text("1.200"))),),
        ),
        figure(),
        PullQuote(text=text("Kami tidak tidur."), by="Rina"),
        Sidebar(headline=text("Data"), blocks=(paragraph("Isi kotak."),)),
        'Lihat <a href="https://example.org/a">tautan</a>.',
        **{
            "headline": TITLE,
            "deck": "Ringkasan",
            "byline": ("Rina & Ani", "Budi"),
            "published": dt.datetime(2023, 9, 20, 6, 0, tzinfo=dt.UTC),
            "updated": dt.date(2023, 9, 21),
            "canonical_url": ADDRESS,
            "section": "Dunia",
            "keywords": ("kapal", "laut"),
            "rights": "© Contoh",
            **fields,
        },
    )


@pytest.fixture(scope="module")
def paper() -> Paper:
    return press(full_story(), {"a.jpg": photograph()})


def test_the_catalogue(paper: Paper) -> None:
    catalog = paper.catalog
    assert catalog["/Lang"] == "id"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in catalog
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(catalog)
    tabs = {str(page["/Tabs"]) for page in paper.reader.pages if "/Annots" in page}
    assert tabs == {"/S"}


def test_the_headings_never_skip_a_level(paper: Paper) -> None:
    levels = [
        int(element.tag[1:])
        for element in paper.structure.walk()
        if re.fullmatch(r"H\d", element.tag)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("levels", [(3, 3), (2, 1, 3), (1, 3)])
def test_a_story_that_skips_levels_does_not_skip_them_on_paper(levels: tuple[int, ...]) -> None:
    body = [crosshead(f"Sela {level}", level=level) for level in levels]
    printed = press(story("Satu.", *body, "Dua."))
    found = [int(one.tag[1:]) for one in printed.structure.walk() if one.tag[:1] == "H"]
    assert found[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(found))


def test_paragraphs_lists_and_tables_are_tagged(paper: Paper) -> None:
    tags = [element.tag for element in paper.structure.walk()]
    assert tags[:2] == ["Root", "Document"]
    assert tags.count("L") >= 1
    assert tags.count("LI") >= 2
    (table,) = paper.tagged("Table")
    below = [element.tag for element in table.walk()]
    assert (below.count("TR"), below.count("TH"), below.count("TD")) == (2, 3, 1)
    headers = [str(one.attributes["/ID"]) for one in table.walk() if one.tag == "TH"]
    (cell,) = [one for one in table.walk() if one.tag == "TD"]
    assert [str(one) for one in cell.attributes["/A"]["/Headers"]] == [headers[2], headers[1]]


def test_figures_say_what_they_show(paper: Paper) -> None:
    alts = [str(element.attributes["/Alt"]) for element in paper.tagged("Figure")]
    assert "Sebuah kapal" in alts
    assert all(alts)


def test_links_say_where_they_lead(paper: Paper) -> None:
    links = [item for item in paper.objects() if item.get("/Subtype") == "/Link"]
    addresses = {str(link["/A"]["/URI"]) for link in links if "/A" in link}
    assert addresses == {"https://example.org/a", ADDRESS}
    assert all(link.get("/Contents") for link in links)
    assert len(paper.tagged("Link")) >= len(links)


def mcids(paper: Paper) -> list[list[int]]:
    pattern = rb"/MCID (\d+)"
    return [[int(found) for found in re.findall(pattern, one)] for one in paper.contents()]


def test_every_marked_content_has_its_place_in_the_tree(paper: Paper) -> None:
    nums = paper.catalog["/StructTreeRoot"]["/ParentTree"].get_object()["/Nums"]
    parents = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    for page, found in zip(paper.reader.pages, mcids(paper), strict=True):
        assert found
        assert len(found) == len(set(found))
        row = parents[int(str(page["/StructParents"]))]
        assert all(row[mcid] is not None for mcid in found)
    inside = sum(len(element.mcids) for element in paper.structure.walk())
    assert inside == sum(len(found) for found in mcids(paper))


def marked_stretches(content: bytes) -> list[tuple[str, bytes]]:
    """Stretches of text-showing operators with the kind of mark around them."""
    stack: list[str] = []
    found = []
    for line in re.split(rb"(?<=BMC)\s|(?<=BDC)\s|(?<=EMC)\s", content):
        shown = b"TJ" in line or b"Tj" in line
        if shown:
            found.append(("artifact" if "artifact" in stack else "".join(stack[-1:]), line))
        if line.rstrip().endswith(b"BMC") or line.rstrip().endswith(b"BDC"):
            stack.append("artifact" if b"/Artifact" in line[-40:] else "content")
        elif line.rstrip().endswith(b"EMC") and stack:
            stack.pop()
    return found


def test_all_text_is_content_or_artifact(paper: Paper) -> None:
    for content in paper.contents():
        kinds = [kind for kind, _ in marked_stretches(content)]
        assert set(kinds) == {"content", "artifact"}


def test_furniture_is_no_content() -> None:
    with_furniture = press(story(*numbered(1)), publication="Harian Contoh Sekali")
    without = press(story(*numbered(1)), publication="")
    assert "Harian Contoh Sekali" in with_furniture.text
    assert "Harian" not in without.text
    assert [len(found) for found in mcids(with_furniture)] == [
        len(found) for found in mcids(without)
    ]


def test_the_outline_is_headline_and_crossheads(paper: Paper) -> None:
    flat: list[str] = []

    def walk(items: Any) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                flat.append(str(item["/Title"]))

    walk(paper.reader.outline)
    assert flat[:2] == [TITLE, "Sela pertama"]


def test_the_info_dictionary(paper: Paper) -> None:
    info = paper.reader.metadata
    assert info is not None
    assert info.title == TITLE
    assert info.author == "Rina & Ani, Budi"
    assert info.creator == "cetak"
    assert str(info["/CreationDate"]).startswith("D:20230920060000")


def test_the_xmp_packet(paper: Paper) -> None:
    packet = paper.catalog["/Metadata"].get_data().decode()
    root = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", packet))
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for element in root.iter():
        texts[element.tag.split("}")[1]] += [one for one in element.itertext() if one.strip()]
    assert texts["part"] == ["1"]
    assert set(texts["title"]) == {TITLE}
    assert texts["creator"] == ["Rina & Ani", "Budi"]
    assert texts["CreateDate"] == ["2023-09-20T06:00:00+00:00"]
    assert texts["ModifyDate"] == ["2023-09-21"]
    assert texts["publicationName"] == ["Harian Contoh"]
    assert texts["section"] == ["Dunia"]
    assert texts["url"] == [ADDRESS]
    assert texts["subject"] == ["kapal", "laut"]
    assert set(texts["rights"]) == {"© Contoh"}


def test_fonts_are_subsets_and_inside(paper: Paper) -> None:
    descriptors = [item for item in paper.objects() if item.get("/Type") == "/FontDescriptor"]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in descriptors)
    assert all(re.match(r"/[A-Z]{6}\+Cetak", name) for name in paper.fonts())
    maps = [font for font in paper.fonts().values() if font["/Subtype"] == "/Type0"]
    assert maps
    assert all("/ToUnicode" in font for font in maps)


def test_pictures_are_not_blurred(paper: Paper) -> None:
    assert paper.images()
    assert not any(image["/Interpolate"].value for image in paper.images())


def test_nothing_hidden_travels_along(paper: Paper) -> None:
    kinds = {str(item.get("/Type")) for item in paper.objects()}
    assert not kinds & {"/Filespec", "/EmbeddedFile"}
    assert not [item for item in paper.objects() if "/JS" in item]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_the_file_is_sound(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(paper.pdf)
    command = ["qpdf", "--check", str(tmp_path / "a.pdf")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
