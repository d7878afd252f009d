"""A paper as a booklet: two pages side by side on each face of a sheet, to be folded and stapled.

A file for the print shop: what it looks like counts, so it carries no structure, links or
outline. Readers get the bound file.
"""

from __future__ import annotations

import io
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.errors import PressError
from cetak.press.binding_sheets import told

_KEPT: Final = ("/Title", "/Author", "/Creator", "/CreationDate")


def impose_booklet(pdf: bytes) -> bytes:
    """Lay pages out so that the printed sheets, folded in the middle, are a booklet.

    Print both faces, turned over the short edge. White pages fill up the last sheet: the
    booklet has a multiple of four pages, and the last page stays on the outside.

    Args:
        pdf: A file whose pages are all of one size; A4 pages make A3 sheets.

    Returns:
        Pages twice as wide; what bleeds runs over the outer edges only, not into the fold.

    Raises:
        PressError: ``booklet-unreadable``: no PDF, no pages, or pages of several sizes.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as source:
            return _imposed(source)
    except (pikepdf.PdfError, ValueError) as problem:
        raise PressError.because("booklet-unreadable", reason=told(problem)) from problem


def spreads(count: int) -> list[tuple[int | None, int | None]]:
    """Left and right page of each face, counted from 0; None is white.

    Args:
        count: How many pages the paper has.

    Returns:
        For 6 pages ``[(5, 0), (1, None), (None, 2), (3, 4)]``: outermost face first, front
        and back of a sheet in turn.
    """
    whole = -(-count // 4) * 4
    order = [(at, whole - 1 - at) if at % 2 else (whole - 1 - at, at) for at in range(whole // 2)]
    return [(_shown(left, count, whole), _shown(right, count, whole)) for left, right in order]


def _shown(place: int, count: int, whole: int) -> int | None:
    """The page at a place of the booklet: white ones stand before the last, its back."""
    if count == 1:
        return 0 if place == 0 else None
    if place == whole - 1:
        return count - 1
    return place if place < count - 1 else None


def _imposed(source: pikepdf.Pdf) -> bytes:
    trim, beyond = _common_size(source)
    with pikepdf.new() as booklet:
        for faces in spreads(len(source.pages)):
            _add_face(booklet, source, faces, trim, beyond)
        for key in _KEPT:
            if key in source.docinfo:
                booklet.docinfo[key] = str(source.docinfo[key])
        file = io.BytesIO()
        booklet.save(file, min_version="1.7", deterministic_id=True)
        return file.getvalue()


def _common_size(source: pikepdf.Pdf) -> tuple[tuple[float, float], float]:
    """Trimmed width and height of all pages, and how much lies around them, in points."""
    sizes = {_size(page) for page in source.pages}
    if len(sizes) != 1:
        raise ValueError("its pages are not all of one size" if sizes else "it has no pages")
    width, height, beyond = sizes.pop()
    return (width, height), beyond


def _size(page: pikepdf.Page) -> tuple[float, float, float]:
    trim, media = _edges(page.trimbox), _edges(page.mediabox)
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    return round(width, 2), round(height, 2), round(trim[0] - media[0], 2)


def _add_face(
    booklet: pikepdf.Pdf,
    source: pikepdf.Pdf,
    numbers: tuple[int | None, int | None],
    trim: tuple[float, float],
    beyond: float,
) -> None:
    width, height = trim
    forms, content = {}, []
    for name, number, is_left in (("L", numbers[0], True), ("R", numbers[1], False)):
        if number is not None:
            page = source.pages[number]
            forms[f"/{name}"] = _form(booklet, page, beyond, is_left=is_left)
            left, bottom, _, _ = _edges(page.trimbox)
            x = (0.0 if is_left else width) - left
            content.append(f"q 1 0 0 1 {x:.4f} {-bottom:.4f} cm /{name} Do Q")
    booklet.pages.append(
        pikepdf.Page(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([-beyond, -beyond, 2 * width + beyond, height + beyond]),
                TrimBox=Array([0, 0, 2 * width, height]),
                Resources=Dictionary(XObject=Dictionary(forms)),
                Contents=booklet.make_stream("\n".join(content).encode()),
            )
        )
    )


def _form(booklet: pikepdf.Pdf, page: pikepdf.Page, beyond: float, *, is_left: bool) -> Any:
    """A page as a picture of itself, cut off at the fold."""
    left, bottom, right, top = _edges(page.trimbox)
    form = booklet.copy_foreign(page.as_form_xobject())
    form.BBox = Array(
        [
            left - (beyond if is_left else 0),
            bottom - beyond,
            right + (0 if is_left else beyond),
            top + beyond,
        ]
    )
    return form


def _edges(box: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(edge) for edge in box)
    return left, bottom, right, top
