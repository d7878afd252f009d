"""Crop marks: where the print shop cuts. Hairlines beyond the bleed, no part of the text."""

from __future__ import annotations

from cetak.article.binding import BoundPage
from cetak.press.binding_sheets import POINTS_PER_MM

OFFSET_MM = 1.0
"""White between the bleed and a mark, so that none is left on a page that is cut a little off."""
_LINE_PT = 0.25


def crop_marks(page: BoundPage) -> bytes:
    """Page content that draws a page's crop marks; nothing where there is no room for them.

    Two hairlines at each corner point at the edges of the trimmed page. They are an artifact:
    seen, and not read aloud.

    Source: PDF 32000-1, 14.8.2.2 (artifacts) and 14.11.3 (printer's marks).
    """
    if page.margin_mm <= OFFSET_MM:
        return b""
    near = (page.bleed_mm + OFFSET_MM) * POINTS_PER_MM
    far = (page.bleed_mm + page.margin_mm) * POINTS_PER_MM
    width, height = page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM
    lines = [
        *((x, end, x, start) for x in (0.0, width) for start, end in _spans(height, near, far)),
        *((end, y, start, y) for y in (0.0, height) for start, end in _spans(width, near, far)),
    ]
    drawn = "\n".join(f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l S" for a, b, c, d in lines)
    return f"/Artifact BMC\nq\n0 G {_LINE_PT} w\n{drawn}\nQ\nEMC\n".encode("ascii")


def _spans(length: float, near: float, far: float) -> tuple[tuple[float, float], ...]:
    """Beginning and end of the marks before and behind a page of that length."""
    return (-near, -far), (length + near, length + far)
