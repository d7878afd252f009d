"""Sheets that are no sheets, and bindings that do not fit: one clear error each."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bound import METADATA, must_hold, texts, tiny
from cetak.article.binding import Binding, BoundPage, Part, Piece
from cetak.errors import PressError
from cetak.press.binding import bind
from cetak.press.binding_content import renamed, renumbered

ONE_PAGE = Binding((BoundPage(60, 40, (Piece(0),)),), METADATA)


def sheet() -> bytes:
    return tiny("<h1>Kapal</h1><p>Berangkat malam.</p>")


def refused(contents: list[bytes], binding: Binding = ONE_PAGE, **options: Any) -> PressError:
    with pytest.raises(PressError) as caught:
        bind(contents, binding, **options)
    return caught.value


def damaged(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet())) as pdf:
        change(pdf)
        pdf.save(file, compress_streams=False)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"no PDF", b"%PDF-1.7\n", b"\0" * 100_000],
    ids=["empty", "text", "head", "nul"],
)
def test_what_is_no_pdf_is_named(content: bytes) -> None:
    problem = refused([content], names=["kapal.pdf"])
    (finding,) = problem.findings
    assert (finding.code, finding.where.source) == ("sheet-unbindable", "kapal.pdf")
    assert finding.facts["sheet"] == 0
    assert "BytesIO" not in str(finding.facts["reason"])


def test_the_damaged_one_of_several_is_named() -> None:
    pages = (BoundPage(60, 40, (Piece(0), Piece(1), Piece(2))),)
    problem = refused([sheet(), sheet()[:2000], sheet()], Binding(pages, METADATA))
    assert problem.findings[0].facts["sheet"] == 1


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1, exclude_max=True))
def test_a_sheet_cut_anywhere_is_refused(share: float) -> None:
    content = sheet()
    end = content.rindex(b"startxref")
    refused([content[: int(share * end)]])


@settings(max_examples=150, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 255))
def test_a_changed_byte_never_ends_in_a_traceback(share: float, byte: int) -> None:
    content = bytearray(sheet())
    content[int(share * len(content))] = byte
    try:
        outcome = {bind([bytes(content)], ONE_PAGE)[:8].decode()}
    except PressError as problem:
        outcome = {finding.code for finding in problem.findings}
    assert outcome <= {"%PDF-1.7", "sheet-unbindable", "sheet-page-missing"}


def test_a_wrong_checksum_in_a_page_is_noticed() -> None:
    content = sheet()
    start = content.index(b"stream\n") + 7
    packed = zlib.decompressobj()
    packed.decompress(content[start:])
    length = len(content) - start - len(packed.unused_data)
    broken = bytearray(content)
    broken[start + length - 1] ^= 1
    assert refused([bytes(broken)]).findings[0].code == "sheet-unbindable"


def _no_font(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.Font


def _foreign_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 9 Tf (/F1 9 Tf) Tj ET")


def _circle_of_elements(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K[0]
    document.K[0].K = pikepdf.Array([document.K[0]])


def _kid_that_is_no_element(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K[0].K = pikepdf.Array([pikepdf.Name.P])


def _broken_face(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        program.write(program.read_bytes()[:200])


def _box_of_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].TrimBox = pikepdf.Array([pikepdf.Name.A] * 4)


def _form_in_itself(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"/x0 Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(x0=form))
    pdf.pages[0].Resources.XObject = pikepdf.Dictionary(x0=form)
    content = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(content + b"\n/x0 Do")


@pytest.mark.parametrize(
    "change",
    [
        _no_font,
        _foreign_words,
        _circle_of_elements,
        _kid_that_is_no_element,
        _broken_face,
        _box_of_words,
        _form_in_itself,
    ],
)
def test_what_does_not_fit_together_is_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert refused([damaged(change)]).findings[0].code == "sheet-unbindable"


def test_marks_without_an_element_become_artifacts() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot.K[0].K[0]

    bound = bind([damaged(change)], ONE_PAGE)
    must_hold(bound)
    assert texts(bound) == texts(sheet())


def test_an_untagged_sheet_is_bound_as_artifacts() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot
        del pdf.pages[0].StructParents

    bound = bind([damaged(change)], ONE_PAGE)
    must_hold(bound)
    assert texts(bound) == texts(sheet())


def test_a_sheet_that_is_not_there() -> None:
    (finding,) = refused([]).findings
    assert (finding.code, finding.facts["sheet"]) == ("sheet-missing", 0)
    pages = (BoundPage(60, 40, (Piece(-1),)),)
    assert refused([sheet()], Binding(pages, METADATA)).findings[0].code == "sheet-missing"


@pytest.mark.parametrize("page", [1, -1])
def test_a_page_that_the_sheet_does_not_have(page: int) -> None:
    pages = (BoundPage(60, 40, (Piece(0, page),)),)
    (finding,) = refused([sheet()], Binding(pages, METADATA)).findings
    assert (finding.code, finding.facts["page"]) == ("sheet-page-missing", page + 1)


def test_a_story_is_printed_once() -> None:
    twice = Binding((BoundPage(60, 40, (Piece(0),)), BoundPage(60, 40, (Piece(0),))), METADATA)
    (finding,) = refused([sheet()], twice).findings
    assert finding.code == "piece-placed-twice"
    assert (finding.facts["first"], finding.facts["again"]) == (1, 2)


def test_furniture_may_repeat_and_be_read_once() -> None:
    folio = Piece(0, furniture=True)
    pages = (
        BoundPage(60, 40, (folio,)),
        BoundPage(60, 40, (Piece(0),)),
        BoundPage(60, 40, (folio,)),
    )
    bound = bind([sheet()], Binding(pages, METADATA))
    must_hold(bound)
    assert texts(bound) == texts(sheet()) * 3


def test_nothing_to_bind() -> None:
    assert refused([], Binding((), METADATA)).findings[0].code == "binding-empty"


def test_a_page_may_be_white() -> None:
    bound = bind([], Binding((BoundPage(60, 40),), METADATA))
    assert texts(bound) == [""]


def test_parts_that_stand_in_each_other_do_not_hang() -> None:
    parts = (Part("a", "A", "section", "b"), Part("b", "B", "section", "a"))
    pages = (BoundPage(60, 40, (Piece(0, within="a"),)),)
    must_hold(bind([sheet()], Binding(pages, METADATA, parts)))


def test_a_piece_of_an_unknown_part_belongs_to_the_paper() -> None:
    pages = (BoundPage(60, 40, (Piece(0, within="hantu"),)),)
    must_hold(bind([sheet()], replace(ONE_PAGE, pages=pages)))


@pytest.mark.parametrize(
    "line",
    [
        b"/" * 100_000,
        b"/a " * 50_000,
        b"/Span <</MCID " * 10_000,
        b"/a" + b" " * 100_000 + b"gs",
        b"/a 1" + b"1" * 100_000 + b" Tf",
        b"/Span" + b" " * 100_000 + b"<</MCID 1>> BDC",
    ],
    ids=range(6),
)
def test_odd_content_is_read_in_linear_time(line: bytes) -> None:
    kept = renumbered(line, 5, frozenset())
    assert re.sub(rb"\s", b"", renamed(kept, lambda _, name: name)) == re.sub(rb"\s", b"", kept)
