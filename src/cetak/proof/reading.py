"""The text of a finished PDF, page by page, as a reader's program would take it out."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
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
    boxes: list[BoxMm] = []
    missing: dict[str, None] = {}
    for item in page.get_objects(
        filter=(pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=2
    ):
        box = _box_mm(item, height)
        boxes.append(box if item.type == pdfium.FPDF_PAGEOBJ_TEXT else _uncropped(box))
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT and not _is_embedded(item):
            missing[_font_name(item)] = None
    page.close()
    return ReadPage(
        width * MM_PER_PT,
        height * MM_PER_PT,
        text.replace("\r\n", "\n"),
        tuple(boxes),
        tuple(missing),
        spots=spots,
        whole=whole.replace("\r\n", "\n"),
    )


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


def _is_embedded(item: Any) -> bool:
    return bool(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item)))


def _font_name(item: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(item)
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(int(length), 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
