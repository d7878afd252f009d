"""Legs of type: how a story's head and columns share its pages, and how deep each leg is.

What the press measured comes in, the sizes to try next go out; the pipeline runs the press.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cetak.article.sheet import PlacedPiece, StoryFrame, StoryPage
from cetak.layout.grid import Grid, Room

HEAD, PICTURE, LEG, CLOSING = "head", "picture", "leg", "closing"
"""Names of the pages in the layout's style sheets."""
CARRY_LINES = 3
"""Lines at the top of the page on which the lead goes on, its jump line in the first of them."""
OVERHANG_MM = 2.0
"""White at both sides of a piece, for letters that hang over; ``@page`` says the same."""
_LONGEST_HEAD = 4.0
_MORE_THAN_A_PAGE = 10_000
_LEAST_BELOW_HEAD = 0.35
"""White between head and copy, in lines; at most one more, so that the copy is on the grid."""
_FEWEST_BELOW_PICTURE = 3
"""Lines that a leg below a picture has at least, or it is left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leg stands: on which of the story's pages, and in which of its columns there."""

    page: int
    column: int


@dataclass(frozen=True, slots=True)
class Legs:
    """How deep the legs of a story are.

    Attributes:
        grid: The newspaper's page.
        first: The story's room on its first page.
        later: Its room on each other page.
        fewest_lines: Lines below a head, or the copy begins on the next page.
        heads: 1 where the story has a head, else 0.
        head_mm: Depth of the head, white below it included; negative while it is not known.
        picture_legs: Columns of a picture that stands below the head, flush right, with legs
            beside it and below it; 0 where there is none.
        picture_mm: Depth of that picture, white below it included; negative while not known.
        carry_lines: Lines left free for a jump line: one at the foot of the first page, and
            below the line that says where the story comes from at the top of the second.
        even: The page whose legs are evened, and the depth of those that no picture stands
            above; ``None`` while they are not.
    """

    grid: Grid
    first: Room
    later: Room
    fewest_lines: int
    heads: int = 1
    head_mm: float = -1.0
    picture_legs: int = 0
    picture_mm: float = -1.0
    carry_lines: int = 0
    even: tuple[int, float] | None = None

    @classmethod
    def of(
        cls,
        grid: Grid,
        frame: StoryFrame,
        fewest_lines: int,
        *,
        has_head: bool,
        picture_legs: int = 0,
    ) -> Legs:
        """Before anything is measured."""
        return cls(
            grid,
            grid.first_room(frame),
            grid.later_room(frame),
            fewest_lines,
            heads=int(has_head),
            head_mm=-1.0 if has_head else 0.0,
            picture_legs=picture_legs,
            carry_lines=CARRY_LINES if frame.role == "lead" else 0,
        )

    @property
    def before(self) -> int:
        """Pages of the sheet before its first leg: the head, and a picture of its own."""
        return self.heads + bool(self.picture_legs)

    def size_mm(self, name: str, number: int) -> tuple[float, float]:
        """Width and height of a page of the sheet, by its name and number."""
        if name == HEAD:
            return self._width_mm(self.first.legs), self._head_room_mm()
        if name == PICTURE:
            return self._width_mm(self.picture_legs), self._picture_room_mm()
        if name == CLOSING:
            return self._width_mm(self.later.legs), self.later.depth_mm
        return self._width_mm(1), self.leg_mm(number - self.before)

    def with_head(self, depth_mm: float, picture_mm: float = 0.0) -> Legs:
        """The head's depth is known, and the picture's: copy stands on the grid.

        Args:
            depth_mm: Depth of the head.
            picture_mm: Depth of the picture below it, its cutline included; 0 for none.
        """
        line_mm = self.grid.line_mm
        head = self.grid.lines_mm(depth_mm + line_mm * _LEAST_BELOW_HEAD)
        picture = self.grid.lines_mm(picture_mm) + line_mm if picture_mm else 0.0
        return replace(self, head_mm=head, picture_mm=picture)

    def on_next_page(self) -> Legs:
        """The copy begins on the story's second page: what opens it has no room on the first."""
        return replace(self, fewest_lines=_MORE_THAN_A_PAGE)

    def place(self, leg: int) -> Place:
        """Where a leg stands, counted from 0."""
        first = self._first_columns()
        if leg < len(first):
            return Place(0, first[leg])
        page, column = divmod(leg - len(first), self.later.legs)
        return Place(page + 1, column)

    def leg_mm(self, leg: int) -> float:
        """How deep a leg is."""
        at = self.place(leg)
        return self.depth_mm(at.page) - self._drop_mm(at)

    def depth_mm(self, page: int) -> float:
        """How deep the legs on one of the story's pages are, where no picture is above them."""
        if self.even is not None and self.even[0] == page:
            return self.even[1]
        return self.room_mm(page)

    def room_mm(self, page: int) -> float:
        """How deep they could be."""
        if page == 0:
            return self._first_depth_mm()
        return self.later.depth_mm - self._top_mm(page)

    def legs_on(self, page: int) -> int:
        """How many legs stand side by side on a page."""
        return self.first.legs if page == 0 else self.later.legs

    def evened(self, copy_mm: Sequence[float]) -> Legs:
        """The legs of the last page made equally deep.

        Args:
            copy_mm: Depth of the copy in each leg, as it came out.
        """
        if not copy_mm:
            return self
        last = self.place(len(copy_mm) - 1).page
        on_last = sum(depth for leg, depth in enumerate(copy_mm) if self.place(leg).page == last)
        return self._even_at(last, self._shared_mm(last, on_last))

    def looser(self, copy_mm: Sequence[float] = ()) -> Legs | None:
        """The evened legs a line deeper; ``None`` where the page has no such line.

        Args:
            copy_mm: Depth of the copy in each leg, as it came out. What stands on the evened
                page and behind it may ask for more than a line.
        """
        if self.even is None:
            return None
        page, depth_mm = self.even
        left = (depth for leg, depth in enumerate(copy_mm) if self.place(leg).page >= page)
        deeper = self._even_at(
            page, max(depth_mm + self.grid.line_mm, self._shared_mm(page, sum(left)))
        )
        return deeper if deeper.even and deeper.even[1] > depth_mm + 0.01 else None

    def runs_over(self, legs: int) -> bool:
        """Whether so many legs need a page beyond the one that was evened."""
        return self.even is not None and legs > 0 and self.place(legs - 1).page > self.even[0]

    def story_pages(
        self, head_pages: int, copy_mm: Sequence[float], closing_mm: Sequence[float]
    ) -> tuple[StoryPage, ...]:
        """Where all pieces stand.

        Args:
            head_pages: Pages of the sheet that are heads: 0 or 1; a picture follows them.
            copy_mm: Depth of the copy in each leg.
            closing_mm: Depth of each page that closes the story at the full measure.
        """
        pages: dict[int, list[PlacedPiece]] = {}
        if head_pages:
            pages[0] = [PlacedPiece(0, -OVERHANG_MM, 0.0, *self.size_mm(HEAD, 0))]
        if self.picture_legs:
            pages.setdefault(0, []).append(self._picture(head_pages))
            head_pages += 1
        for leg, depth in enumerate(copy_mm):
            at = self.place(leg)
            top = self._top_mm(at.page) + self._drop_mm(at)
            x_mm = self.grid.left_mm(at.column) - OVERHANG_MM
            piece = PlacedPiece(head_pages + leg, x_mm, top, self._width_mm(1), depth)
            pages.setdefault(at.page, []).append(piece)
        for number, depth in enumerate(closing_mm):
            self._close(pages, head_pages + len(copy_mm) + number, depth)
        return tuple(self._story_page(number, pages[number]) for number in sorted(pages))

    def _picture(self, number: int) -> PlacedPiece:
        """The picture below the head, flush right; the white below it is no part of it."""
        left = self.grid.left_mm(self.first.legs - self.picture_legs) - OVERHANG_MM
        width, depth = self._width_mm(self.picture_legs), self.picture_mm - self.grid.line_mm
        return PlacedPiece(number, left, self.head_mm, width, depth)

    def _close(self, pages: dict[int, list[PlacedPiece]], number: int, depth_mm: float) -> None:
        """What spans the measure stands below the legs, or on a page of its own."""
        last = max(pages, default=0)
        top = max((p.y_mm + p.height_mm for p in pages.get(last, ())), default=-self.grid.line_mm)
        top = self.grid.lines_mm(top + self.grid.line_mm)
        wide = self.legs_on(last) == self.later.legs
        if top + depth_mm > self._page_mm(last) + 0.01 or not wide:
            last, top = last + 1, 0.0
        width_mm = self._width_mm(self.later.legs)
        piece = PlacedPiece(number, -OVERHANG_MM, top, width_mm, depth_mm)
        pages.setdefault(last, []).append(piece)

    def _story_page(self, number: int, pieces: list[PlacedPiece]) -> StoryPage:
        depth = max(piece.y_mm + piece.height_mm for piece in pieces)
        return StoryPage(tuple(pieces), self.legs_on(number), round(depth, 3))

    def _width_mm(self, legs: int) -> float:
        return self.grid.width_mm(legs) + 2 * OVERHANG_MM

    def _top_mm(self, page: int) -> float:
        """Where the legs begin on a page: below the head, or below the jump line."""
        if page == 0:
            return self.head_mm
        return self.carry_lines * self.grid.line_mm if page == 1 else 0.0

    def _page_mm(self, page: int) -> float:
        return self.first.depth_mm if page == 0 else self.later.depth_mm

    def _head_room_mm(self) -> float:
        """The head's own depth, or more than a head can need while that is not known."""
        return self.head_mm if self.head_mm > 0 else self.first.depth_mm * _LONGEST_HEAD

    def _picture_room_mm(self) -> float:
        """The picture's own depth, or more than it can need while that is not known."""
        if self.picture_mm > 0:
            return self.picture_mm
        return self.first.depth_mm * _LONGEST_HEAD

    def _drop_mm(self, at: Place) -> float:
        """How much lower than its neighbours a leg begins: below the picture."""
        is_below = at.page == 0 and at.column >= self.first.legs - self.picture_legs
        return max(self.picture_mm, 0.0) if is_below else 0.0

    def _first_columns(self) -> list[int]:
        """Columns of the first page that have room for a leg."""
        depth = self.depth_mm(0)
        return [column for column in range(self.first.legs) if self._is_open(column, depth)]

    def _is_open(self, column: int, depth_mm: float) -> bool:
        drop = self._drop_mm(Place(0, column))
        fewest = _FEWEST_BELOW_PICTURE * self.grid.line_mm - 0.01 if drop else 0.0
        return depth_mm - drop > fewest

    def _shared_mm(self, page: int, copy_mm: float) -> float:
        """The depth at which the legs of a page hold so much copy."""
        if page or not self.picture_legs:
            return copy_mm / self.legs_on(page)
        depth = self.grid.line_mm
        while self._held_mm(depth) < copy_mm and depth < self.room_mm(0):
            depth += self.grid.line_mm
        return depth

    def _held_mm(self, depth_mm: float) -> float:
        """Depth of all legs of the first page together, when they end at the same foot."""
        columns = (one for one in range(self.first.legs) if self._is_open(one, depth_mm))
        return sum(depth_mm - self._drop_mm(Place(0, one)) for one in columns)

    def _first_depth_mm(self) -> float:
        """What the head leaves of the first page; 0 where that is too little to begin."""
        if self.head_mm < 0:
            return self.first.depth_mm
        jump_mm = self.grid.line_mm if self.carry_lines else 0.0
        left = self.first.depth_mm - self.head_mm - jump_mm
        lines = math.floor(round(left / self.grid.line_mm, 3))
        return lines * self.grid.line_mm if lines >= self.fewest_lines else 0.0

    def _even_at(self, page: int, depth_mm: float) -> Legs:
        depth = min(self.grid.lines_mm(depth_mm), self.room_mm(page))
        return replace(self, even=(page, max(depth, self.grid.line_mm)))
