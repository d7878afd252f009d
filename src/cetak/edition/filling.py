"""Which of the waiting stories goes into the white that is left on a page."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from cetak.edition.open_page import HAIR_MM, OpenPage, Spot, spans_all
from cetak.edition.paper import Galley

Placing = tuple[Galley, Spot | None]
"""A story and where it goes; ``None`` is the highest place for it."""

Choice = Callable[[OpenPage, Sequence[Galley]], Placing | None]
"""Given a page and those that may go there, in order: the next one to place, or none."""

STEPS_PER_MM = 4
MOST_CONSIDERED = 60
"""Stories from further down than that do not come up: they have their own readers."""


def largest(page: OpenPage, waiting: Sequence[Galley]) -> Placing | None:
    """The one that takes most of the white; of equals the first.

    Source: Johnson et al., Worst-case performance bounds for simple one-dimensional packing
    algorithms (1974): first fit decreasing.
    """
    fitting = [one for one in waiting[:MOST_CONSIDERED] if page.spot(one.pages[-1])]
    return (max(fitting, key=_area), None) if fitting else None


def combined(page: OpenPage, waiting: Sequence[Galley]) -> Placing | None:
    """The first of those that together leave the least white, earlier stories preferred.

    Subsets are not tried one by one: bit n of a number says whether some of the stories fill n
    quarters of a millimetre. Where some stories are narrower than the page, the largest goes.
    """
    fitting = [one for one in waiting[:MOST_CONSIDERED] if page.spot(one.pages[-1])]
    if not fitting or not spans_all(fitting, page.form):
        return largest(page, fitting)
    chosen = _fullest(
        [_steps(one.pages[-1].depth_mm + page.form.gap_mm) for one in fitting],
        int((page.room_mm + page.form.gap_mm + HAIR_MM) * STEPS_PER_MM),
    )
    return (fitting[chosen[0]], None) if chosen else largest(page, fitting)


def in_niches(luck: random.Random | None = None) -> Choice:
    """The choice that fills the highest niche with what fits its width best.

    Args:
        luck: Where it is given, now and then the second or third best is taken instead; among
            many tries so one may be better than the best choice each time.

    Source: Burke, Kendall, Whitwell: A new placement heuristic for the orthogonal stock-cutting
    problem (2004).
    """

    def choice(page: OpenPage, waiting: Sequence[Galley]) -> Placing | None:
        for left, width, y_mm in page.niches():
            room = page.form.depth_mm - y_mm + HAIR_MM
            fitting = [
                one
                for one in waiting[:MOST_CONSIDERED]
                if one.pages[-1].depth_mm <= room and page.legs(one.pages[-1]) <= width
            ]
            if fitting:
                best = sorted(fitting, key=lambda one: _niche_rank(page, one, width, room))
                number = min(int(luck.expovariate(1.2)), len(best) - 1) if luck else 0
                return best[number], (left, y_mm)
        return None

    return choice


def _niche_rank(
    page: OpenPage, galley: Galley, width: int, room: float
) -> tuple[bool, bool, float]:
    """As wide as the niche first, then those that reach its foot, then the largest."""
    part = galley.pages[-1]
    is_deep = room - part.depth_mm < page.form.gap_mm * 2
    return page.legs(part) != width, not is_deep, -_area(galley)


def _fullest(sizes: Sequence[int], room: int) -> list[int]:
    """Indices of the sizes whose sum comes nearest to the room, the earliest of equals."""
    mask = (1 << (room + 1)) - 1
    reachable = [1]
    for size in reversed(sizes):
        reachable.append(reachable[-1] | (reachable[-1] << size) & mask)
    left = reachable[-1].bit_length() - 1
    chosen: list[int] = []
    for index, size in enumerate(sizes):
        later = reachable[len(sizes) - index - 1]
        if size <= left and later >> (left - size) & 1:
            chosen.append(index)
            left -= size
    return chosen


def _steps(length_mm: float) -> int:
    """Rounded up, so that what fits in steps fits in millimetres."""
    return -int(-length_mm * STEPS_PER_MM // 1)


def _area(galley: Galley) -> float:
    page = galley.pages[-1]
    return page.depth_mm * page.legs
