"""The proof on finished files: what is torn out, moved, added or left out is noticed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from cetak.article.story import Article
from cetak.errors import ProofError
from cetak.findings import Finding
from cetak.proof.checking import check
from cetak.proof.reading import read_pages
from printed import figure, numbered, photograph, points, press, story

ADDED = "Harian Contoh halaman dari 1 2 3 4 5 6 7 8 9 Kapal Malam Berangkat"
MARGINS_MM = (16.0, 15.0)


@pytest.fixture(scope="module")
def article() -> Article:
    return story(*numbered(4, words=30), byline=("Rina",))


def checked(pdf: bytes, article: Article, added: str = ADDED + " Oleh") -> tuple[Finding, ...]:
    try:
        check(pdf, article, added=added, margins_mm=MARGINS_MM)
    except ProofError as stop:
        return stop.findings
    return ()


def without(article: Article, number: int) -> Article:
    body = tuple(block for n, block in enumerate(article.body) if n != number)
    return article.model_copy(update={"body": body})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_finished_page_passes(article: Article) -> None:
    assert checked(press(article).pdf, article) == ()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_paragraph_that_is_not_printed_is_named(article: Article, number: int) -> None:
    (finding,) = checked(press(without(article, number)).pdf, article)
    assert (finding.code, finding.where.part) == ("words-lost", f"body[{number}]")
    assert f"nomor{number + 1}" in str(finding.facts["words"])


def test_a_paragraph_torn_out_of_the_file_is_noticed(article: Article) -> None:
    """The last text that the page paints is taken out of its content stream."""

    def tear(content: bytes) -> bytes:
        pieces = content.split(b"BT\n")
        longest = max(range(len(pieces)), key=lambda at: len(pieces[at]))
        return b"BT\n".join(pieces[:longest] + pieces[longest + 1 :])

    torn = edited(press(article).pdf, tear)
    (finding,) = [one for one in checked(torn, article) if one.code.startswith("words")]
    assert finding.code in {"words-lost", "words-out-of-order"}  # its words may stand elsewhere
    assert finding.where.part.startswith("body[")


def test_paragraphs_in_another_order_are_noticed(article: Article) -> None:
    swapped = article.model_copy(update={"body": article.body[::-1]})
    assert "words-out-of-order" in codes(checked(press(swapped).pdf, article))


def test_a_sentence_too_many_is_noticed(article: Article) -> None:
    longer = article.model_copy(update={"body": (*article.body, *story("Belilah sabun.").body)})
    (finding,) = checked(press(longer).pdf, article)
    assert finding.code == "words-invented"
    assert "sabun" in str(finding.facts["words"])


def test_a_byline_that_is_missing_is_noticed(article: Article) -> None:
    bare = article.model_copy(update={"byline": ()})
    (finding,) = checked(press(bare).pdf, article)
    assert (finding.code, finding.where.part) == ("words-lost", "byline")


def test_pictures_left_out_need_no_cutline() -> None:
    article = story("Satu.", figure())
    pdf = press(article, {"a.jpg": photograph()}, pictures="no").pdf
    check(pdf, article, added=ADDED, margins_mm=MARGINS_MM, pictures=False)
    with pytest.raises(ProofError, match="words-lost"):
        check(pdf, article, added=ADDED, margins_mm=MARGINS_MM)


def edited(pdf: bytes, edit: Callable[[bytes], bytes], font: str = "") -> bytes:
    """The file with the content of its first page changed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    stream = DecodedStreamObject()
    stream.set_data(edit(contents.get_data()))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if font:
        fonts: Any = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
        entries = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{font}"}
        fonts[NameObject("/Fx")] = DictionaryObject(
            {NameObject(key): NameObject(value) for key, value in entries.items()}
        )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def stamp(words: str, x_mm: float, y_mm: float) -> Callable[[bytes], bytes]:
    def edit(content: bytes) -> bytes:
        text = f"BT /Fx 12 Tf {points(x_mm)} {points(y_mm)} Td ({words}) Tj ET"
        return b"q\n" + content + b"\nQ\n" + text.encode()

    return edit


def test_a_font_that_is_not_embedded_is_noticed(article: Article) -> None:
    pdf = edited(press(article).pdf, stamp("Rina", 20, 20), font="Helvetica")
    findings = checked(pdf, article, added=ADDED + " Oleh Rina")
    assert codes(findings) == ["font-not-embedded"]
    assert "Helvetica" in str(findings[0].facts["font"])


@pytest.mark.parametrize("place", [(95.0, 50.0), (-8.0, 50.0), (40.0, 139.0), (40.0, -3.0)])
def test_text_that_sticks_out_is_noticed(article: Article, place: tuple[float, float]) -> None:
    pdf = edited(press(article).pdf, stamp("Harian Contoh", *place), font="Helvetica")
    findings = checked(pdf, article)
    assert "text-outside" in codes(findings)
    assert next(one for one in findings if one.code == "text-outside").facts["page"] == 1


def test_an_empty_page_is_noticed(article: Article) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(press(article).pdf))
    writer.add_blank_page()
    buffer = io.BytesIO()
    writer.write(buffer)
    findings = checked(buffer.getvalue(), article)
    assert codes(findings) == ["page-empty"]
    assert findings[0].facts["page"] == len(writer.pages)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"not a pdf" * 100])
def test_what_is_no_pdf(pdf: bytes) -> None:
    with pytest.raises(ProofError, match="pdf-unreadable"):
        read_pages(pdf, MARGINS_MM)


def test_a_cut_off_file_is_noticed(article: Article) -> None:
    pdf = press(article).pdf
    assert codes(checked(pdf[: len(pdf) // 3], article)) != []


def test_pages_are_read_between_head_and_foot(article: Article) -> None:
    pdf = press(article).pdf
    inside = read_pages(pdf, (17.0, 16.0))[0]
    everything = read_pages(pdf, (0.0, 0.0))[0]
    assert (round(inside.width_mm), round(inside.height_mm)) == (100, 140)
    assert "halaman" in everything.text
    assert "halaman" not in inside.text
    assert "Nomor1" in inside.text
    assert inside.fonts_missing == ()
    assert inside.boxes_mm
