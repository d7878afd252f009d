"""Furniture of a paper is set: pages whose sizes are known, each of which must come out once."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from cetak.article.sheet import PlacedPiece, Sheet, StoryPage
from cetak.errors import PressError
from cetak.layout.furniture import RUNNING, TEASERS, ComposedFurniture, Limits
from cetak.press.printing import LaidOut, Pages, Press

_SURE = 0.85
"""Of how much too full a page is said to be: lines are counted roughly."""


def set_furniture(
    press: Press,
    forms: Generator[ComposedFurniture, Limits | None, None],
    stylesheets: Sequence[str],
    name: str,
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
    limits: dict[str, float] = {}
    form = next(forms, None)
    while form is not None:
        laid = press.lay_out(
            Pages(form.html, tuple(stylesheets), {}, form.metadata),
            lambda page, _number, sizes=form.sizes_mm: sizes[page],  # type: ignore[misc]
        )
        too_full = _too_full(laid)
        if not too_full:
            return _written(laid, form)
        limits |= {page: form.lines.get(page, 0.0) / too_full[page] for page in too_full}
        form = _shorter(forms, limits)
    raise PressError.because("furniture-too-large", name)


def _shorter(
    forms: Generator[ComposedFurniture, Limits | None, None], limits: Limits
) -> ComposedFurniture | None:
    """The next form within limits."""
    known = {page: most for page, most in limits.items() if most > 0}
    try:
        return forms.send(known)
    except StopIteration:
        return None


def _too_full(laid: LaidOut) -> dict[str, float]:
    """Pages that run on to another of their name, and how much too full they are, or more."""
    depths: dict[str, float] = {}
    for page, white_mm in zip(laid.set_pages, laid.white_mm, strict=True):
        depths[page.name] = depths.get(page.name, 0.0) + 1 - white_mm / page.height_mm
    names = [page.name for page in laid.set_pages if page.name != RUNNING]
    found = {
        name: max(depths[name] * _SURE, 1.0)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    }
    if laid.measured.outside and not found:  # a page number in the lower part, hung at its foot
        found = {TEASERS: 1.0}
    return found


def _written(laid: LaidOut, form: ComposedFurniture) -> Sheet:
    pieces = [
        PlacedPiece(number, 0.0, 0.0, form.sizes_mm[page.name][0], page.height_mm - white_mm)
        for number, (page, white_mm) in enumerate(zip(laid.set_pages, laid.white_mm, strict=True))
    ]
    pages = tuple(StoryPage((piece,), 0, round(piece.height_mm, 3)) for piece in pieces)
    return replace(laid.write(), story_pages=pages)
