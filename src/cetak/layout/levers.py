"""Makeup of a single story: small changes when a page comes out with white in the wrong place.

What the press measured comes in, the next thing to try goes out; the pipeline runs the press.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cetak.article.sheet import Measured
from cetak.layout.geometry import PT_PER_MM, Geometry
from cetak.layout.spec import LayoutSpec, Lever

MOST_DELAYS = 5
_MARGIN = 0.004


@dataclass(frozen=True, slots=True)
class Makeup:
    """How a story is set this time.

    Attributes:
        lever: Leading, tracking and picture height.
        delays: By how many paragraphs a figure or sidebar stands later than in the copy, by
            the number of its block, so that text fills the page before it.
        narrower: How many columns narrower than usual an edition's story has its picture.
        picture_in_copy: Whether the picture opens the copy, where a head has no room for it.
        headline_role: Role of a story whose sizes the headline is set in; ``""`` for its own.
    """

    lever: Lever = field(default_factory=Lever)
    delays: Mapping[int, int] = field(default_factory=dict)
    narrower: int = 0
    picture_in_copy: bool = False
    headline_role: str = ""

    def with_lever(self, lever: Lever) -> Makeup:
        """The same with another lever."""
        return replace(self, lever=lever)

    def delaying(self, blocks: tuple[int, ...]) -> Makeup:
        """The same with these blocks one paragraph later."""
        later = {block: self.delays.get(block, 0) + 1 for block in blocks}
        return replace(self, delays={**self.delays, **later})


def last_page_is_short(spec: LayoutSpec, measured: Measured, geometry: Geometry) -> bool:
    """Whether a story of several pages ends on one with fewer lines than it should."""
    return measured.pages > 1 and _last_lines(measured, geometry) < spec.last_page_lines - 0.5


def is_better(spec: LayoutSpec, first: Measured, now: Measured, geometry: Geometry) -> bool:
    """Whether a lever did what it was for: a page saved, or a short last page filled."""
    if now.pages != first.pages:
        return now.pages < first.pages
    filled = not last_page_is_short(spec, now, geometry)
    return filled and last_page_is_short(spec, first, geometry)


def lever_candidates(
    spec: LayoutSpec, measured: Measured, geometry: Geometry, *, pictures: bool
) -> Iterator[Lever]:
    """Levers that can do it by arithmetic, smallest first: each costs a whole setting.

    Taking the last page back needs room for its lines on the pages before it. Only where that
    fails is it filled, for which the pages before it give lines up.

    Args:
        spec: The layout's tables.
        measured: The story as it came out without a lever.
        geometry: The page it came out on.
        pictures: Whether there are pictures whose height can change.
    """
    last = _last_lines(measured, geometry)
    if measured.pages < 2 or last >= spec.saved_page_lines:
        return
    line_mm = geometry.leading_pt / PT_PER_MM
    closing = (geometry.depth_mm - measured.white_mm[-1]) / line_mm - last / geometry.columns
    before = sum(measured.copy_mm[:-1]) / line_mm or 1.0
    room = sum(measured.white_mm[:-1]) / line_mm
    tighter = (before + room * 0.5) / (before + last / geometry.columns + max(closing, 0.0))
    looser = 1 + (spec.last_page_lines - last) / geometry.columns / before
    short = last_page_is_short(spec, measured, geometry)
    effects = [(lever, _effect(lever, pictures=pictures)) for lever in spec.levers]
    yield from (lever for lever, effect in effects if effect <= tighter + _MARGIN)
    if short:
        loose = max(looser - _MARGIN, 1.0)
        yield from (lever for lever, effect in effects if effect >= loose)


def _effect(lever: Lever, *, pictures: bool) -> float:
    """How much longer or shorter a story gets, roughly: pictures are a quarter of it."""
    picture = 1 - (1 - lever.picture) * 0.25 if pictures else 1.0
    return lever.leading * (1 + lever.tracking_em * 1.6) * picture


def white_left(measured: Measured) -> float:
    """White at the foot of all pages but the last, in millimetres."""
    return sum(measured.white_mm[:-1])


def _last_lines(measured: Measured, geometry: Geometry) -> float:
    """Lines of copy on the last page, all columns counted."""
    return geometry.columns * measured.copy_mm[-1] * PT_PER_MM / geometry.leading_pt


HEADS = (
    Makeup(),
    Makeup(Lever(picture=0.87)),
    Makeup(narrower=1),
    Makeup(narrower=2),
    Makeup(picture_in_copy=True),
    Makeup(picture_in_copy=True, headline_role="story"),
    Makeup(picture_in_copy=True, headline_role="brief"),
)
"""Smaller and smaller pictures until a story's head fits its page; then the picture opens the
copy, and the headline is set smaller."""
TAKING_BACK = HEADS[1:3]
"""What may take the last page of an edition's story back."""
LITTLE = 0.3
"""A last page with less on it, as a share of its depth, is worth trying to take back."""


def can_take_back(makeup: Makeup, wanted_mm: float, pictures_mm: float, legs: int) -> bool:
    """Whether smaller pictures can make so much room, by arithmetic: a trial is a whole setting.

    Args:
        makeup: How the story would be set.
        wanted_mm: Room that the last page's copy needs on those before it, in one leg.
        pictures_mm: Depth of all pictures, each times the legs that it is as wide as.
        legs: Legs that the widest of them takes.
    """
    narrower = max(legs - makeup.narrower, 1) / legs
    return wanted_mm <= pictures_mm * (1 - makeup.lever.picture * narrower**2)
