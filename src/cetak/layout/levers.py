"""The last page: when it is too empty, and which small changes may mend it."""

from __future__ import annotations

from collections.abc import Iterator

from cetak.article.sheet import Measured
from cetak.layout.geometry import Geometry
from cetak.layout.spec import LayoutSpec, Lever


def needs_lever(spec: LayoutSpec, measured: Measured, geometry: Geometry) -> bool:
    """Whether a story of several pages ends on one with fewer lines than it should."""
    if measured.pages < 2:
        return False
    return measured.lines[-1] < spec.last_page_lines * geometry.columns


def lever_candidates(spec: LayoutSpec, measured: Measured, geometry: Geometry) -> Iterator[Lever]:
    """Levers that can do it by arithmetic, in the layout's order: each costs a whole setting.

    Taking the last page back needs its lines on the pages before it; filling it needs the
    pages before it to give lines up.
    """
    before = sum(measured.lines[:-1]) or 1
    last = measured.lines[-1]
    tighter = 1 - last / (before + last)
    wanted = spec.last_page_lines * geometry.columns - last
    looser = 1 + wanted / before
    for lever in spec.levers:
        effect = lever.leading * (1 + lever.tracking_em * 1.6) * (1 - (1 - lever.picture) * 0.25)
        if effect <= tighter + 0.012 or effect >= looser - 0.012:
            yield lever
