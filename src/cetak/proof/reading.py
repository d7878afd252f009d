"""The text of a finished PDF, page by page, as a reader's program would take it out."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from cetak.errors import ProofError

MM_PER_PT = 25.4 / 72
BoxMm = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ReadPage:
    r"""A page of the finished file.

    Attributes:
        width_mm: Width of the page.
        height_mm: Height of the page.
        text: Characters between head and foot, lines divided by ``\n``.
        boxes_mm: Left, top, right, bottom of every text and picture, from the top left corner.
        fonts_missing: Names of fonts that are used and not in the file.
    """

    width_mm: float
    height_mm: float
    text: str
    boxes_mm: tuple[BoxMm, ...] = ()
    fonts_missing: tuple[str, ...] = ()


def read_pages(pdf: bytes, margins_mm: tuple[float, float]) -> tuple[ReadPage, ...]:
    """Every page's text, boxes and fonts.

    Args:
        pdf: The finished file.
        margins_mm: Height of the head and of the foot, which hold furniture.

    Raises:
        ProofError: ``pdf-unreadable``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        raise ProofError.because("pdf-unreadable", reason=str(problem)) from problem
    try:
        return tuple(_read(document[number], margins_mm) for number in range(len(document)))
    finally:
        document.close()


def _read(page: Any, margins_mm: tuple[float, float]) -> ReadPage:
    width, height = page.get_size()
    head, foot = (margin / MM_PER_PT for margin in margins_mm)
    text_page = page.get_textpage()
    text = text_page.get_text_bounded(-1e4, foot, 1e4, height - head)
    text_page.close()
    boxes: list[BoxMm] = []
    missing: dict[str, None] = {}
    for item in page.get_objects(
        filter=(pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=2
    ):
        boxes.append(_box_mm(item, height))
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT and not _is_embedded(item):
            missing[_font_name(item)] = None
    page.close()
    return ReadPage(
        width * MM_PER_PT,
        height * MM_PER_PT,
        text.replace("\r\n", "\n"),
        tuple(boxes),
        tuple(missing),
    )


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
