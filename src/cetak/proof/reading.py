"""The text of a finished PDF, page by page, as a reader's program would take it out."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from cetak.errors import ProofError

MM_PER_PT = 25.4 / 72
_MOST_CROPPED = 0.14
"""Layouts crop a picture by its height no further than by this share of it."""
BoxMm = tuple[float, float, float, float]
Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page."""
_AFTER = 100
_ASKED = frozenset((pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE))
_EVERYWHERE: Rect = (-1e4, -1e4, 1e4, 1e5)


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands in a rectangle of a page.

    Attributes:
        text: The characters inside.
        after: Those that follow it in the page's text, a line or two.
    """

    text: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    r"""A page of the finished file.

    Attributes:
        width_mm: Width of the page.
        height_mm: Height of the page.
        text: Characters between head and foot, lines divided by ``\n``.
        whole: All characters of the page, head and foot with it.
        boxes_mm: Left, top, right, bottom of every text and picture, from the top left corner.
        fonts_missing: Names of fonts that are used and not in the file.
        label: What readers' programs call the page.
        spots: What stands in the rectangles that were asked for.
    """

    width_mm: float
    height_mm: float
    text: str
    boxes_mm: tuple[BoxMm, ...] = ()
    fonts_missing: tuple[str, ...] = ()
    label: str = ""
    spots: tuple[Spot, ...] = ()
    whole: str = ""


def read_pages(
    pdf: bytes,
    margins_mm: tuple[float, float],
    asked: Mapping[int, Sequence[Rect]] | None = None,
) -> tuple[ReadPage, ...]:
    """Every page's text, boxes and fonts.

    Args:
        pdf: The finished file.
        margins_mm: Height of the head and of the foot, which hold furniture.
        asked: Rectangles whose text is wanted, by pages counted from 0.

    Raises:
        ProofError: ``pdf-unreadable``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        raise ProofError.because("pdf-unreadable", reason=str(problem)) from problem
    try:
        return tuple(
            replace(
                _read(document[number], margins_mm, (asked or {}).get(number, ())),
                label=document.get_page_label(number),
            )
            for number in range(len(document))
        )
    finally:
        document.close()


def read_texts(pdf: bytes) -> tuple[str, ...]:
    """Every page's text alone, head and foot with it.

    Raises:
        ProofError: ``pdf-unreadable``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        raise ProofError.because("pdf-unreadable", reason=str(problem)) from problem
    try:
        return tuple(_text_of(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _text_of(page: Any) -> str:
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded(*_EVERYWHERE)
    text_page.close()
    page.close()
    return text.replace("\r\n", "\n")


def _read(page: Any, margins_mm: tuple[float, float], asked: Sequence[Rect]) -> ReadPage:
    width, height = page.get_size()
    head, foot = (margin / MM_PER_PT for margin in margins_mm)
    text_page = page.get_textpage()
    text = text_page.get_text_bounded(-1e4, foot, 1e4, height - head)
    whole = text_page.get_text_bounded(*_EVERYWHERE)
    spots = tuple(_spot(text_page, rect) for rect in asked)
    text_page.close()
    boxes, missing = _painted(page, height)
    page.close()
    return ReadPage(
        width * MM_PER_PT,
        height * MM_PER_PT,
        text.replace("\r\n", "\n"),
        boxes,
        missing,
        spots=spots,
        whole=whole.replace("\r\n", "\n"),
    )


def _painted(page: Any, height: float) -> tuple[tuple[BoxMm, ...], tuple[str, ...]]:
    """Boxes of texts and pictures, and names of fonts that are not in the file."""
    boxes: list[BoxMm] = []
    embedded: dict[int, bool] = {}
    missing: dict[str, None] = {}
    for item, kind in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            boxes.append(_uncropped(_box_mm(item, height)))
            continue
        boxes.append(_box_mm(item, height))
        font = pdfium.FPDFTextObj_GetFont(item)
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in embedded:
            embedded[address] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
            if not embedded[address]:
                missing[_font_name(font)] = None
    return tuple(boxes), tuple(missing)


def _objects(page: Any) -> Iterator[tuple[Any, int]]:
    """Texts and pictures of a page and of the groups painted by it, with their kinds.

    A page has hundreds: a wrapper around each would cost more than what is asked of it.
    """
    for item in _listed(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in _ASKED:
            yield item, kind
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            group = _listed(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            kinds = ((one, pdfium.FPDFPageObj_GetType(one)) for one in group)
            yield from ((one, inner) for one, inner in kinds if inner in _ASKED)


def _listed(
    parent: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]
) -> Iterator[Any]:
    for number in range(count(parent)):
        yield get(parent, number)


def _spot(text_page: Any, rect: Rect) -> Spot:
    _, bottom, right, top = rect
    last = text_page.get_index(right - 0.5, (bottom + top) / 2, 4, (top - bottom) / 2)
    count = 0 if last is None else min(_AFTER, text_page.count_chars() - last - 1)
    after = text_page.get_text_range(last + 1, count) if count > 0 else ""
    return Spot(text_page.get_text_bounded(*rect), after.replace("\r\n", "\n"))


def _uncropped(box: BoxMm) -> BoxMm:
    """A picture without what a layout may crop of it: that is in the file, and clipped off."""
    left, top, right, bottom = box
    cropped = (bottom - top) * _MOST_CROPPED / 2
    return left, top + cropped, right, bottom - cropped


def _box_mm(item: Any, height: float) -> BoxMm:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return (
        left.value * MM_PER_PT,
        (height - top.value) * MM_PER_PT,
        right.value * MM_PER_PT,
        (height - bottom.value) * MM_PER_PT,
    )


def _font_name(font: Any) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(int(length), 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
