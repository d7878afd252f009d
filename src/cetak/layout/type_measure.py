"""Type measured without an engine: how wide a headline is, where it breaks, what fits.

Kerning is left out, so a measured width is a little too wide rather than too narrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cetak.layout.geometry import PT_PER_MM
from cetak.layout.spec import FaceMetrics, HeadlineSize

HEADLINE_TRACKING_EM = -0.012
"""Letter space of headlines, as the layouts' style sheets set it."""
WIDEST_DECK_MM = 150.0
_DECK = HeadlineSize(size_em=1.35, leading=1, lines=99)
"""A little more than it is set in: the headlines' letter space is no part of a deck."""
_BREAKS = re.compile(r"\S+?[-\u2010\u2013/](?=\w)|\S+")


@dataclass(frozen=True, slots=True)
class SetHeadline:
    """A headline's size and the width at which its lines come out even.

    Attributes:
        size_pt: Type size.
        leading_pt: Distance of its baselines.
        lines: How many lines it takes.
        width_mm: Width to set it at; at most the room there is.
    """

    size_pt: float
    leading_pt: float
    lines: int
    width_mm: float


def pieces_of(text: str) -> list[str]:
    """The text's unbreakable pieces, each with the space that follows it."""
    return [
        match[0] + (" " if text[match.end() : match.end() + 1].isspace() else "")
        for match in _BREAKS.finditer(text)
    ]


def break_lines(widths: Sequence[float], room: float) -> int:
    """How many lines pieces of these widths take in a room, greedily filled."""
    lines, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width
    return lines


def set_headline(
    text: str,
    face: FaceMetrics,
    room_mm: float,
    copy_pt: float,
    sizes: Sequence[HeadlineSize],
) -> SetHeadline:
    """The largest size whose lines fit, broken so that no line is much shorter.

    Args:
        text: The headline.
        face: Metrics of its face.
        room_mm: Width there is.
        copy_pt: Size of the copy, which the table's sizes are relative to.
        sizes: Sizes to try, largest first.
    """
    ems = [face.width_em(piece) + HEADLINE_TRACKING_EM * len(piece) for piece in pieces_of(text)]
    chosen, room, lines = sizes[-1], 0.0, 1
    for size in sizes:
        size_pt = size.size_em * copy_pt
        room = room_mm * PT_PER_MM / size_pt
        lines = break_lines(ems, room)
        chosen = size
        if lines <= size.lines and max(ems, default=0) <= room:
            break
    size_pt = chosen.size_em * copy_pt
    width_em = _even_width(ems, room, lines)
    return SetHeadline(
        size_pt=round(size_pt, 2),
        leading_pt=round(size_pt * chosen.leading, 2),
        lines=lines,
        width_mm=round(min(room_mm, width_em * size_pt / PT_PER_MM * 1.006 + 0.3), 2),
    )


def deck_width_mm(text: str, face: FaceMetrics, room_mm: float, copy_pt: float) -> float:
    """Width at which the lines of an edition's deck come out even, in millimetres.

    Args:
        text: The deck.
        face: Metrics of its face.
        room_mm: Width there is; a deck is set no wider than it is read with ease.
        copy_pt: Size of the copy.
    """
    room_mm = min(room_mm, WIDEST_DECK_MM)
    return set_headline(text.replace("\n", " "), face, room_mm, copy_pt, (_DECK,)).width_mm


def even_width_mm(text: str, face: FaceMetrics, room_mm: float, size_pt: float) -> float:
    """Width at which the lines of a headline of a given size come out even, in millimetres."""
    size = HeadlineSize(size_em=1, leading=1, lines=99)
    return set_headline(text, face, room_mm, size_pt, (size,)).width_mm


def line_count(text: str, face: FaceMetrics, size_pt: float, room_mm: float) -> int:
    """How many lines a text takes at a size in a room; 0 for no text."""
    pieces = [face.width_em(piece) for piece in pieces_of(text)]
    return break_lines(pieces, room_mm * PT_PER_MM / size_pt) if pieces else 0


def shortened(text: str, face: FaceMetrics, size_pt: float, room_mm: float) -> str:
    """The text cut by words to fit one line, with an ellipsis where it was cut."""
    room_em = room_mm * PT_PER_MM / size_pt
    if face.width_em(text) <= room_em:
        return text
    words = text.split()
    while len(words) > 1 and face.width_em(" ".join(words) + "…") > room_em:
        words.pop()
    kept = " ".join(words).rstrip(",;:–—- ")
    while face.width_em(kept + "…") > room_em and len(kept) > 1:
        kept = kept[:-1]
    return kept + "…"


def _even_width(ems: Sequence[float], room: float, lines: int) -> float:
    """The narrowest room that takes no more lines."""
    low, high = max(ems, default=0.0), room
    for _ in range(24):
        middle = (low + high) / 2
        if break_lines(ems, middle) <= lines:
            high = middle
        else:
            low = middle
    return high
