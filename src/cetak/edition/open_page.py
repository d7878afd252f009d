"""A page while it is being made up: how deep each of its columns is filled already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from cetak.article.sheet import StoryPage
from cetak.edition.paper import Galley, PageForm, PlacedPage, PlacedStory

HAIR_MM = 0.05
"""What two lengths may differ by and be the same."""

Spot = tuple[int, float]
"""A column, and a depth in millimetres."""


@dataclass
class OpenPage:
    """A page that still takes stories.

    Attributes:
        form: What all pages have in common.
        section: Section that stands at its head.
        depths_mm: For each column, how far down it is taken.
        stories: What stands on it, in reading order.
        openers: Sections that begin on it, with the upper edge of their headings.
        taken_mm2: Area that is taken.
        shut_in_mm: White between stories beyond the usual, over all columns.
        parts: The same stories, each with the number of its page.
    """

    form: PageForm
    section: str
    depths_mm: list[float] = field(default_factory=list)
    stories: list[PlacedStory] = field(default_factory=list)
    openers: list[tuple[str, float]] = field(default_factory=list)
    taken_mm2: float = 0.0
    shut_in_mm: float = 0.0
    parts: list[tuple[Galley, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.depths_mm:
            self.depths_mm = [0.0] * self.form.columns

    @property
    def room_mm(self) -> float:
        """Depth that is free over the whole width, the white above a next story taken off."""
        return self.form.depth_mm - _below(max(self.depths_mm), self.form.gap_mm)

    def copy(self) -> OpenPage:
        """The same page once more, to try something on."""
        return OpenPage(
            self.form,
            self.section,
            list(self.depths_mm),
            list(self.stories),
            list(self.openers),
            self.taken_mm2,
            self.shut_in_mm,
            list(self.parts),
        )

    def holding(self, parts: Sequence[tuple[Galley, int]]) -> OpenPage | None:
        """A page of the same section with these parts on it; ``None`` if they do not fit."""
        page = OpenPage(self.form, self.section, openers=list(self.openers))
        fits = [page.put(galley, number) for galley, number in parts]
        return page if all(fits) else None

    def spot(self, page: StoryPage) -> Spot | None:
        """The highest place for a part of a story, the leftmost of equals: column and depth."""
        legs = self.legs(page)
        spots = (
            (_below(max(self.depths_mm[left : left + legs]), self.form.gap_mm), left)
            for left in range(self.form.columns - legs + 1)
        )
        y_mm, left = min(spots)
        fits = y_mm + page.depth_mm <= self.form.depth_mm + HAIR_MM
        return (left, y_mm) if fits else None

    def niches(self) -> Iterator[tuple[int, int, float]]:
        """Where something may stand, the highest first: column, columns beside it, and depth.

        A higher niche that stays empty is part of the lower one around it.
        """
        for level in sorted(set(self.depths_mm)):
            left = 0
            for is_free, columns in groupby([depth <= level for depth in self.depths_mm]):
                width = len(list(columns))
                if is_free:
                    yield left, width, _below(level, self.form.gap_mm)
                left += width

    def put(self, galley: Galley, number: int, spot: Spot | None = None) -> bool:
        """Place one page of a story; one too deep for any page begins at the top all the same.

        Args:
            galley: The story.
            number: Its page, counted from 0.
            spot: Where, if not at the highest place; nothing may be there yet.

        Returns:
            Whether it fits.
        """
        page = galley.pages[number]
        spot = spot or self.spot(page)
        left, y_mm = spot or (0, 0.0)
        x_mm = left * (self.form.column_mm + self.form.gutter_mm)
        self.stories.append(PlacedStory(galley.key, number, round(x_mm, 3), round(y_mm, 3)))
        self.parts.append((galley, number))
        legs = self.legs(page)
        for column in range(left, left + legs):
            above = _below(self.depths_mm[column], self.form.gap_mm)
            self.shut_in_mm += max(y_mm - above, 0.0)
            self.depths_mm[column] = y_mm + page.depth_mm
        self.taken_mm2 += page.depth_mm * self._width_mm(legs)
        return spot is not None

    def open_section(self, name: str) -> None:
        """A section begins: at the head of an empty page, or below all that stands here."""
        y_mm = _below(max(self.depths_mm), self.form.gap_mm) if self.stories else 0.0
        self.openers.append((name, round(y_mm, 3)))
        if self.stories:
            self.depths_mm = [y_mm + self.form.section_mm - self.form.gap_mm] * self.form.columns

    @property
    def filled(self) -> float:
        """Share of the type area that is taken, 0 to 1."""
        return min(self.taken_mm2 / self._area_mm2(self.form.depth_mm), 1.0)

    def finished(self, imprint_y_mm: float | None = None) -> PlacedPage:
        """The page with all that stands on it, and the imprint where that has a place here."""
        deepest, filled = max(self.depths_mm), self.filled
        if imprint_y_mm is not None:
            deepest = self.form.depth_mm
            filled += self.form.imprint_mm / self.form.depth_mm
        return PlacedPage(
            self.section,
            "",
            tuple(self.stories),
            round(max(self.form.depth_mm - deepest, 0.0), 3),
            round(min(filled, 1.0), 4),
            tuple(self.openers),
            imprint_y_mm,
        )

    def legs(self, page: StoryPage) -> int:
        """Columns that it takes here."""
        return max(1, min(page.legs, self.form.columns))

    def _area_mm2(self, depth_mm: float) -> float:
        return depth_mm * self._width_mm(self.form.columns)

    def _width_mm(self, legs: int) -> float:
        return legs * self.form.column_mm + (legs - 1) * self.form.gutter_mm


def _below(depth_mm: float, gap_mm: float) -> float:
    """Where something may begin under what reaches down to a depth."""
    return depth_mm + gap_mm if depth_mm > 0 else 0.0


def spans_all(galleys: Sequence[Galley], form: PageForm) -> bool:
    """Whether all of them are as wide as the page."""
    return all(page.legs >= form.columns for galley in galleys for page in galley.pages)
