"""Furniture of a paper is set: pages whose sizes are known, each of which must come out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cetak.article.sheet import PlacedPiece, Sheet, StoryPage
from cetak.errors import PressError
from cetak.layout.furniture import RUNNING, ComposedFurniture
from cetak.press.printing import LaidOut, Pages, Press


def set_furniture(
    press: Press, forms: Iterable[ComposedFurniture], stylesheets: Sequence[str], name: str
) -> Sheet:
    """Set the first form that fits.

    Args:
        press: The warm press.
        forms: The fullest first.
        stylesheets: CSS texts in cascade order.
        name: What messages call it.

    Returns:
        The sheet; its story pages say, for each page of the file, how deep it is filled.

    Raises:
        PressError: ``furniture-too-large`` where no form fits.
    """
    for form in forms:
        laid = press.lay_out(
            Pages(form.html, tuple(stylesheets), {}, form.metadata),
            lambda page, _number, sizes=form.sizes_mm: sizes[page],  # type: ignore[misc]
        )
        if _fits(laid):
            return _written(laid, form)
    raise PressError.because("furniture-too-large", name)


def _fits(laid: LaidOut) -> bool:
    """Whether nothing runs on to a page of the same name, nor sticks out of its own."""
    names = [page.name for page in laid.set_pages if page.name != RUNNING]
    return len(names) == len(set(names)) and not laid.measured.outside


def _written(laid: LaidOut, form: ComposedFurniture) -> Sheet:
    pieces = [
        PlacedPiece(number, 0.0, 0.0, form.sizes_mm[page.name][0], page.height_mm - white_mm)
        for number, (page, white_mm) in enumerate(
            zip(laid.set_pages, laid.measured.white_mm, strict=True)
        )
    ]
    pages = tuple(StoryPage((piece,), 0, round(piece.height_mm, 3)) for piece in pieces)
    return replace(laid.write(), story_pages=pages)
