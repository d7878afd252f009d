"""A story of an edition is set in legs: its head, its columns evened, each a page of the sheet.

The engine's own columns cost three to five times as much, and know nothing of other stories on
the page. Here each leg is a page, so the engine breaks it as it breaks pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cetak.article.sheet import Sheet, StoryPage
from cetak.layout.legs import CLOSING, HEAD, LEG, PICTURE, Legs
from cetak.press.measure import picture_depths, pushed_blocks
from cetak.press.printing import LaidOut, Pages, Press

MOST_LINES_ADDED = 24
LEAST_HOLE_MM = 12.0
"""White at a leg's foot that is worth moving the picture for that left it."""
_TOLERANCE_MM = 0.3


@dataclass(frozen=True, slots=True)
class Galley:
    """A story set in legs, not yet written."""

    laid: LaidOut
    legs: Legs

    @property
    def story_pages(self) -> tuple[StoryPage, ...]:
        """How the story divides into newspaper pages."""
        heads, copy, closing = (_depths(self.laid, name) for name in (HEAD, LEG, CLOSING))
        return self.legs.story_pages(len(heads), copy, closing)

    @property
    def holes_mm(self) -> float:
        """White at the foot of all legs but the last."""
        depths = _depths(self.laid, LEG)
        return sum(self.legs.leg_mm(leg) - depth for leg, depth in enumerate(depths[:-1]))

    @property
    def last_mm(self) -> float:
        """Depth of the copy on the last of several pages, all its legs together."""
        depths = _depths(self.laid, LEG)
        last = self.legs.place(len(depths) - 1).page
        on_last = (depth for leg, depth in enumerate(depths) if self.legs.place(leg).page == last)
        return sum(on_last) + sum(_depths(self.laid, CLOSING)) * self.legs.legs_on(last)

    @property
    def pictures_mm(self) -> float:
        """Depth of all pictures, each times the legs that it is as wide as."""
        wide = {HEAD: self.legs.first.legs, PICTURE: self.legs.picture_legs}
        depths = picture_depths(self.laid.document)
        names = (page.name for page in self.laid.set_pages)
        return sum(depth * wide.get(name, 1) for name, depth in zip(names, depths, strict=True))

    @property
    def pushed(self) -> tuple[int, ...]:
        """Numbers of the blocks that begin a leg and left white at the foot of the one before."""
        white = self.laid.white_mm
        return tuple(pushed_blocks(self.laid.document, white, LEAST_HOLE_MM))

    def write(self) -> Sheet:
        """Write the sheet, with the places of its pieces."""
        return replace(self.laid.write(), story_pages=self.story_pages)


def set_in_legs(press: Press, pages: Pages, legs: Legs) -> Galley | None:
    """Set a story in even legs.

    Args:
        press: The warm press.
        pages: The story; its pages are named ``head``, ``leg`` and ``closing``.
        legs: The room there is.

    Returns:
        The galley, or ``None`` where the head is deeper than its page.

    Raises:
        PressError: As ``Press.lay_out``.
    """
    laid = press.lay_out(pages, legs.size_mm)
    if not legs.heads:
        return _evened(press, laid, legs)
    at_once = _at_once(press, laid, legs)
    if at_once is not None:
        return at_once
    headed = _headed(press, laid, legs)
    return None if headed is None else _evened(press, *headed)


def _at_once(press: Press, first: LaidOut, legs: Legs) -> Galley | None:
    """Head and even legs in one pass: the first tells how deep the head is, and all copy.

    Legs that turn out too short get a line more, or as many as the copy on the last page needs
    by arithmetic. Words that the first pass divided too near their end are mended in the same
    pass. What does not come out so is set step by step.
    """
    depth_mm, picture_mm = sum(_depths(first, HEAD)), sum(_depths(first, PICTURE))
    headed = legs.with_head(depth_mm, picture_mm)
    if (headed.head_mm + picture_mm if picture_mm else depth_mm) > legs.first.depth_mm:
        return None
    tried: Legs | None = headed.evened(_filled(headed, sum(_depths(first, LEG))))
    for _ in range(MOST_LINES_ADDED):
        if tried is None or tried.even is None:
            return None
        rough = press.lay_out(first.pages, tried.size_mm, first.tree, first.stubs)
        if not _is_begun(tried, rough):
            return None
        if _holds(tried, rough):
            corrected = press.correct(rough)
            if _holds(tried, corrected):
                return Galley(corrected, tried)
        tried = tried.looser(_depths(rough, LEG))
    return None


def _is_begun(legs: Legs, laid: LaidOut) -> bool:
    """Whether head and picture are as deep as was thought, and full legs below them hold."""
    is_whole = all(len(_depths(laid, name)) <= 1 for name in (HEAD, PICTURE))
    is_full = legs.even is not None and legs.even[0] > 0
    return is_whole and not (is_full and _sticks_out(legs, laid, on=0))


def _filled(legs: Legs, copy_mm: float) -> list[float]:
    """How deep the legs are when copy runs through one after the other."""
    depths: list[float] = []
    while copy_mm > _TOLERANCE_MM:
        depths.append(min(copy_mm, legs.leg_mm(len(depths))))
        copy_mm -= max(depths[-1], legs.grid.line_mm)
    return depths


def _headed(press: Press, laid: LaidOut, legs: Legs) -> tuple[LaidOut, Legs] | None:
    """The story with a head as deep as what stands in it; ``None`` if that fits no page.

    White is measured from the last line: a frame around it may need a line or two more.
    """
    depth_mm, picture_mm = sum(_depths(laid, HEAD)), sum(_depths(laid, PICTURE))
    for _ in range(MOST_LINES_ADDED):
        tried = legs.with_head(depth_mm, picture_mm)
        foot_mm = tried.head_mm + picture_mm if picture_mm else depth_mm
        if foot_mm > legs.first.depth_mm:
            return None
        again = press.lay_out(laid.pages, tried.size_mm, laid.tree)
        heads, pictures = (len(_depths(again, name)) for name in (HEAD, PICTURE))
        if heads <= 1 and pictures <= 1:
            return _begun(press, again, tried)
        depth_mm += legs.grid.line_mm * (heads > 1)
        picture_mm += legs.grid.line_mm * (pictures > 1)
    return None


def _begun(press: Press, laid: LaidOut, legs: Legs) -> tuple[LaidOut, Legs]:
    """The story with its copy on the next page, where what opens it has no room on the first."""
    if not _sticks_out(legs, laid, on=0):
        return laid, legs
    legs = legs.on_next_page()
    return press.lay_out(laid.pages, legs.size_mm, laid.tree), legs


def _evened(press: Press, full: LaidOut, legs: Legs) -> Galley:
    """The legs of the last page as even as words and lines allow."""
    tried: Legs | None = legs.evened(_depths(full, LEG))
    for _ in range(MOST_LINES_ADDED):
        if tried is None or tried.even is None:
            break
        rough = press.lay_out(full.pages, tried.size_mm, full.tree)
        if _holds(tried, rough):
            corrected = press.correct(rough)
            if _holds(tried, corrected):
                return Galley(corrected, tried)
        tried = tried.looser()
    return Galley(press.correct(full), legs)


def _holds(legs: Legs, laid: LaidOut) -> bool:
    """Whether the evened legs hold all copy: nothing runs on, nothing sticks out at a foot.

    What may not be broken, such as a sidebar, is set even where its leg is too short for it.
    """
    return not _sticks_out(legs, laid) and not legs.runs_over(len(_depths(laid, LEG)))


def _sticks_out(legs: Legs, laid: LaidOut, on: int | None = None) -> bool:
    """Whether something is deeper than its leg, on one of the story's pages or on any."""
    return any(
        depth > legs.leg_mm(leg) + _TOLERANCE_MM
        for leg, depth in enumerate(_depths(laid, LEG))
        if on is None or legs.place(leg).page == on
    )


def _depths(laid: LaidOut, name: str) -> Sequence[float]:
    """How deep the pages of a name are filled, in millimetres."""
    white = laid.white_mm
    return [
        page.height_mm - white[number]
        for number, page in enumerate(laid.set_pages)
        if page.name == name
    ]
