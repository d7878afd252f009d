"""The chart of rice prices: two lines, what they cost at both ends, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, Point
from studio.strait_map import face
from studio.things import Draw

WIDTH, HEIGHT = 1700 * SCALE, 1000 * SCALE
PAPER: Colour = (255, 255, 255)
INK: Colour = (22, 24, 27)
SOFT: Colour = (91, 97, 104)
RULE: Colour = (214, 217, 220)
ACCENT: Colour = (155, 28, 31)
FIELD: Colour = (86, 118, 62)
LEFT, RIGHT, TOP, BOTTOM = 0.02, 0.83, 0.13, 0.9
INDENT = 0.09
LOW, HIGH = 4000, 15000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep")
MARKET = (11500, 11700, 11900, 12050, 12340, 12500, 12800, 13300, 13900)
FARM = (5300, 5350, 5400, 5500, 5650, 5800, 5950, 6150, 6400)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(canvas)
    _grid(draw)
    _gap(draw)
    _curve(draw, MARKET, ACCENT, "Beras medium di pasar")
    _curve(draw, FARM, FIELD, "Gabah di sawah")
    return canvas.resize((WIDTH // SCALE, HEIGHT // SCALE), Image.Resampling.LANCZOS)


def _place(month: float, price: float) -> Point:
    across = LEFT + INDENT + (RIGHT - LEFT - INDENT) * month / (len(MONTHS) - 1)
    down = BOTTOM - (BOTTOM - TOP) * (price - LOW) / (HIGH - LOW)
    return across * WIDTH, down * HEIGHT


def _write(draw: Draw, place: Point, text: str, look: tuple[str, float, Colour, str]) -> None:
    weight, size, colour, anchor = look
    draw.text(place, text, colour, face(weight, size), anchor)


def rupiah(price: int) -> str:
    """A price as newspapers in Indonesia write it: a point before the thousands."""
    return f"{price:,}".replace(",", ".")


def _grid(draw: Draw) -> None:
    for price in range(LOW, HIGH + 1, 2000):
        y = _place(0, price)[1]
        draw.line([(LEFT * WIDTH, y), (RIGHT * WIDTH, y)], fill=RULE, width=SCALE)
        _write(draw, (LEFT * WIDTH, y - 22 * SCALE), rupiah(price), ("Regular", 30, SOFT, "lm"))
    for number, month in enumerate(MONTHS):
        x, y = _place(number, LOW)
        draw.line([(x, y), (x, y + 10 * SCALE)], fill=SOFT, width=SCALE)
        _write(draw, (x, y + 38 * SCALE), month, ("Medium", 32, SOFT, "mm"))
    title = (LEFT * WIDTH, 0.045 * HEIGHT)
    _write(draw, title, "Rupiah per kilogram, Januari–September 2023", ("SemiBold", 36, INK, "lm"))


def _gap(draw: Draw) -> None:
    upper = [_place(number, price) for number, price in enumerate(MARKET)]
    lower = [_place(number, price) for number, price in enumerate(FARM)]
    draw.polygon([*upper, *reversed(lower)], fill=(247, 240, 234))
    for number in (0, len(MONTHS) - 1):
        x, (top, low) = upper[number][0], (upper[number][1], lower[number][1])
        draw.line([(x, top), (x, low)], fill=(196, 178, 168), width=2 * SCALE)
        side = 1 if number == 0 else -1
        middle = (x + side * 16 * SCALE, (top + low) / 2)
        text = f"selisih {rupiah(MARKET[number] - FARM[number])}"
        _write(draw, middle, text, ("Medium", 32, SOFT, "lm" if side > 0 else "rm"))


def _curve(draw: Draw, prices: Sequence[int], colour: Colour, name: str) -> None:
    points = [_place(number, price) for number, price in enumerate(prices)]
    for start, end in pairwise(points):
        draw.line([start, end], fill=colour, width=7 * SCALE)
    for x, y in points:
        size = 8 * SCALE
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    x, y = points[-1]
    _write(draw, (x + 26 * SCALE, y), rupiah(prices[-1]), ("Bold", 46, colour, "lm"))
    first = (points[0][0] - 2 * SCALE, points[0][1] - 36 * SCALE)
    _write(draw, first, rupiah(prices[0]), ("Bold", 36, colour, "lm"))
    middle = (points[4][0], points[4][1] - 56 * SCALE)
    _write(draw, middle, name, ("SemiBold", 36, colour, "mm"))
