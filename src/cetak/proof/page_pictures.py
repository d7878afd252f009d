"""Pages as pictures, and where two of them differ."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from PIL import Image, ImageChops, ImageDraw

WIDTH_PX = 900
"""Width of a page's picture."""
_MOST_PX = 3_000
_CELL_PX = 10
_VISIBLE = 40
"""Smallest difference of one pixel, of 255, that an eye would see."""
_COLOUR = (200, 30, 30)

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are outside."""


def picture_of(page: Any) -> Image.Image:
    """A page of a pdfium document as a picture, ``WIDTH_PX`` wide."""
    width, height = page.get_size()
    scale = min(WIDTH_PX / max(width, 1), _MOST_PX / max(height, 1))
    shown: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return shown


def differences(before: Image.Image, after: Image.Image) -> tuple[Box, ...]:
    """Rectangles that hold all that two pictures differ in; none where they look the same.

    What one picture has beyond the other's edge is different too.
    """
    width, height = max(before.width, after.width), max(before.height, after.height)
    one, other = (_on_paper(picture, width, height) for picture in (before, after))
    seen = ImageChops.difference(one, other).convert("L").point(lambda v: 255 * (v >= _VISIBLE))
    if seen.getbbox() is None and before.size == after.size:
        return ()
    if seen.getbbox() is None:
        return ((0, 0, width, height),)
    columns, rows = -(-width // _CELL_PX), -(-height // _CELL_PX)
    cells = _cells(seen, columns, rows)
    return tuple(_box(island, width, height) for island in _islands(cells))


def marked(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The picture with a frame around each box."""
    shown = picture.copy()
    pen = ImageDraw.Draw(shown)
    for left, top, right, bottom in boxes:
        pen.rectangle((left, top, right - 1, bottom - 1), outline=_COLOUR, width=3)
    return shown


def encoded(picture: Image.Image) -> bytes:
    """The picture as a JPEG."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82)
    return file.getvalue()


def beside(before: bytes, after: bytes) -> Image.Image:
    """Two pictures side by side; grey where one is empty."""
    shown = [Image.open(io.BytesIO(one)) if one else None for one in (before, after)]
    there = [one for one in shown if one is not None]
    width = max(one.width for one in there)
    height = max(one.height for one in there)
    both = Image.new("RGB", (2 * width + 20, height), (225, 225, 225))
    for number, one in enumerate(shown):
        if one is not None:
            both.paste(one, (number * (width + 20), 0))
    return both


def _on_paper(picture: Image.Image, width: int, height: int) -> Image.Image:
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(picture, (0, 0))
    return paper


def _cells(seen: Image.Image, columns: int, rows: int) -> set[tuple[int, int]]:
    """Squares in which anything differs."""
    whole = Image.new("L", (columns * _CELL_PX, rows * _CELL_PX))
    whole.paste(seen, (0, 0))
    values = whole.reduce(_CELL_PX).tobytes()  # one pixel of a hundred still makes 2 of 255
    return {(at % columns, at // columns) for at, value in enumerate(values) if value}


def _islands(cells: set[tuple[int, int]]) -> Iterator[set[tuple[int, int]]]:
    """Squares that touch, or nearly do, belong together."""
    left = set(cells)
    while left:
        island, edge = set(), [left.pop()]
        while edge:
            x, y = edge.pop()
            island.add((x, y))
            near = {(x + dx, y + dy) for dx in range(-3, 4) for dy in range(-2, 3)} & left
            left -= near
            edge.extend(near)
        yield island


def _box(island: set[tuple[int, int]], width: int, height: int) -> Box:
    xs, ys = [x for x, _ in island], [y for _, y in island]
    return (
        max(min(xs) * _CELL_PX - 4, 0),
        max(min(ys) * _CELL_PX - 4, 0),
        min((max(xs) + 1) * _CELL_PX + 4, width),
        min((max(ys) + 1) * _CELL_PX + 4, height),
    )
