"""Where every piece lies: from the coordinates of a sheet's page to those of the bound page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cetak.article.binding import Binding, BoundPage, Piece
from cetak.errors import PressError
from cetak.press.binding_sheets import POINTS_PER_MM, Frame, OpenSheet, Sheets, SheetSpot

_BEYOND: Final = 14_400.0
"""Longer than any page, in points."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on its bound page.

    Attributes:
        piece: What the binding says of it.
        page: Number of the bound page, counted from 0.
        sheet: The sheet it comes from.
        frame: The edges of the sheet's page, in its own points.
        x: Added to its scaled x, points.
        y: Added to its scaled y, points.
    """

    piece: Piece
    page: int
    sheet: OpenSheet
    frame: Frame
    x: float
    y: float

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The transformation from its own coordinates to those of the bound page."""
        scale = self.piece.scale
        return scale, 0.0, 0.0, scale, self.x, self.y

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the sheet's page on the bound page."""
        scale = self.piece.scale
        return scale * x + self.x, scale * y + self.y

    def box(self, left: float, bottom: float, right: float, top: float) -> list[float]:
        """A rectangle of the sheet's page on the bound page."""
        return [*self.point(left, bottom), *self.point(right, top)]

    @property
    def clip(self) -> tuple[float, float, float, float] | None:
        """Left, bottom, width, height of what is shown, in the sheet's points."""
        if self.piece.clip_mm is None:
            return None
        lowest = self.frame.top - self.piece.clip_mm * POINTS_PER_MM
        left, width = self.frame.left - _BEYOND, 2 * _BEYOND
        return left, lowest, width, _BEYOND


class Places:
    """Every piece of a binding at its place.

    Attributes:
        placed: The pieces of each bound page, in order.
    """

    def __init__(self, binding: Binding, sheets: Sheets) -> None:
        self.placed: list[list[Placed]] = [
            [_place(piece, number, page, sheets) for piece in page.pieces]
            for number, page in enumerate(binding.pages)
        ]
        self._by_source: dict[tuple[int, int], Placed] = {}
        for placed in self:
            self._note(placed)

    def __iter__(self) -> Iterator[Placed]:
        """All pieces in reading order."""
        for pieces in self.placed:
            yield from pieces

    def of(self, sheet: int, page: int) -> Placed | None:
        """Where a sheet's page is read: not where it only repeats as furniture."""
        return self._by_source.get((sheet, page))

    def spot(self, sheet: int, spot: SheetSpot) -> tuple[int, float, float] | None:
        """Bound page and point of a place on a sheet, if it was placed."""
        placed = self.of(sheet, spot.page)
        return None if placed is None else (placed.page, *placed.point(spot.x, spot.y))

    def _note(self, placed: Placed) -> None:
        key = placed.piece.sheet, placed.piece.page
        before = self._by_source.get(key)
        if before is None or before.piece.furniture:
            self._by_source[key] = placed
        elif not placed.piece.furniture:
            raise PressError.because(
                "piece-placed-twice",
                placed.sheet.name,
                sheet=placed.piece.sheet,
                page=placed.piece.page + 1,
                first=before.page + 1,
                again=placed.page + 1,
            )


def _place(piece: Piece, number: int, page: BoundPage, sheets: Sheets) -> Placed:
    sheet = sheets[piece.sheet]
    with sheet.reading():
        count = len(sheet.pages)
    if not 0 <= piece.page < count:
        raise PressError.because(
            "sheet-page-missing", sheet.name, sheet=piece.sheet, page=piece.page + 1
        )
    with sheet.reading():
        frame = sheet.look(piece.page)
    x = piece.x_mm * POINTS_PER_MM - piece.scale * frame.left
    y = (page.height_mm - piece.y_mm) * POINTS_PER_MM - piece.scale * frame.top
    return Placed(piece, number, sheet, frame, x, y)
