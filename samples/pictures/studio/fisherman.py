"""A fisherman mending nets against the low sun, in portrait format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    Point,
    blur,
    finish,
    fractal,
    glow,
    gradient,
    land,
    levels,
    mirror,
    mix,
    ramp,
    ridge,
    ripple,
    smooth,
    wash,
    waves,
)
from studio.mender import INK, seated
from studio.things import Draw, Spot, boat

WIDTH, HEIGHT = 1200 * SCALE, 1600 * SCALE
HORIZON = 0.585 * HEIGHT
DECK = 0.815 * HEIGHT
SUN: Point = (0.3 * WIDTH, 0.5 * HEIGHT)
MAN = Spot(0.61 * WIDTH, 0.9 * HEIGHT, 0.53 * HEIGHT)
TWINE: Colour = (74, 52, 48)
SKY = [
    (0.0, (96, 122, 136)),
    (0.4, (176, 172, 152)),
    (0.7, (240, 196, 128)),
    (1.0, (255, 224, 160)),
]


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT))
    canvas.paste(gradient((WIDTH, round(HORIZON)), SKY))
    _clouds(canvas)
    glow(canvas, SUN, (900 * SCALE, 720 * SCALE), (220, 130, 50))
    _coast(canvas)
    glow(canvas, SUN, (300 * SCALE, 300 * SCALE), (255, 210, 130))
    glow(canvas, SUN, (64 * SCALE, 64 * SCALE), (255, 252, 232))
    _sea(canvas)
    far = Spot(0.86 * WIDTH, 0.612 * HEIGHT, 150 * SCALE, 1)
    near = Spot(0.13 * WIDTH, 0.655 * HEIGHT, 300 * SCALE, -1)
    for boats in (
        _moored(far, (150, 112, 94), (180, 134, 104)),
        _moored(near, (112, 82, 74), (164, 118, 92)),
    ):
        canvas.paste(boats, (0, 0), boats)
    for layer in (_drying_nets(), _deck(), _working_net(), seated(MAN, (WIDTH, HEIGHT))):
        canvas.paste(layer, (0, 0), layer)
    glow(canvas, SUN, (620 * SCALE, 520 * SCALE), (74, 44, 18))
    return finish(canvas, 53, grain=0.08, vignette=0.5)


def _clouds(canvas: Image.Image) -> None:
    size = (WIDTH, round(HORIZON))
    body = levels(fractal(size, (4, 9), 32), 120, 210, 0.8)
    sky = canvas.crop((0, 0, *size))
    wash(sky, (132, 134, 138), ImageChops.multiply(body, ramp(size, [(0.0, 200), (1.0, 30)])))
    under = ImageChops.offset(body, 0, 30 * SCALE)
    wash(
        sky,
        (255, 222, 170),
        ImageChops.multiply(under, ramp(size, [(0.0, 0), (0.2, 70), (1.0, 170)])),
    )
    canvas.paste(sky)


def _coast(canvas: Image.Image) -> None:
    for height, seed, colour in ((0.07, 14, (206, 160, 118)), (0.032, 6, (158, 118, 98))):
        skyline = ridge(WIDTH, height * HEIGHT, 0.55, seed)
        wash(canvas, colour, land(canvas.size, skyline, HORIZON))


def _sea(canvas: Image.Image) -> None:
    row = round(HORIZON)
    depth = HEIGHT - row
    above = canvas.crop((0, row - depth, WIDTH, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    canvas.paste(blur(above, 6 * SCALE), (0, row))
    canvas.paste(ripple(canvas, row, 24 * SCALE, 9))
    streaks = waves(canvas.size, row, 51)
    deep = ramp(canvas.size, [(0.0, 0), (0.585, 30), (0.9, 190), (1.0, 200)])
    wash(canvas, (96, 92, 88), ImageChops.multiply(levels(streaks, 124, 200), deep))
    path = Image.new("L", canvas.size, 20)
    half = 60 * SCALE
    foot = [(SUN[0] + 4 * half, HEIGHT), (SUN[0] - 4 * half, HEIGHT)]
    top = [(SUN[0] - half, HORIZON), (SUN[0] + half, HORIZON)]
    ImageDraw.Draw(path).polygon([*top, *foot], fill=255)
    sparkle = ImageChops.multiply(levels(streaks, 150, 66), blur(path, 40 * SCALE))
    below = ramp(canvas.size, [(0.0, 0), (0.584, 0), (0.586, 220), (1.0, 140)])
    wash(canvas, (255, 240, 204), ImageChops.multiply(sparkle, below))


def _sheet() -> tuple[Image.Image, Draw]:
    layer = Image.new("RGBA", (WIDTH, HEIGHT))
    return layer, ImageDraw.Draw(layer)


def _moored(place: Spot, hull: Colour, trim: Colour) -> Image.Image:
    layer, draw = _sheet()
    boat(draw, place, hull, trim)
    whole = ripple(mirror(layer, place.y, 0.8, 150 * SCALE), place.y, 16 * SCALE, round(place.x))
    whole.alpha_composite(layer)
    return whole


def mesh(draw: Draw, corners: Sequence[Point], sag: float, cells: tuple[int, int]) -> None:
    """A net between four corners (clockwise from top left), hanging through by ``sag``."""
    across, down = cells
    for start in range(-down, across + 1):
        for lean in (1, -1):
            line = []
            for step in range(down + 1):
                u = (start + (step if lean > 0 else down - step)) / across
                if 0 <= u <= 1:
                    line.append(_draped(corners, u, step / down, sag))
            if len(line) > 1:
                draw.line(line, fill=TWINE, width=max(2, SCALE))
    for v in (0.0, 1.0):
        hem = [_draped(corners, step / 40, v, sag) for step in range(41)]
        draw.line(hem, fill=INK, width=4 * SCALE)


def _draped(corners: Sequence[Point], u: float, v: float, sag: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    x = (ax + (bx - ax) * u) * (1 - v) + (dx + (cx - dx) * u) * v
    y = (ay + (by - ay) * u) * (1 - v) + (dy + (cy - dy) * u) * v
    swing = math.sin(math.pi * u) * sag * (0.35 + 0.65 * v)
    fold = math.sin(u * 19) * 0.06 * sag * v
    return x + fold, y + swing


def _drying_nets() -> Image.Image:
    layer, draw = _sheet()
    poles = ((0.045, 0.12), (0.5, 0.155), (0.955, 0.1))
    tops = [(x * WIDTH, y * HEIGHT) for x, y in poles]
    for x, top in tops:
        draw.line([(x, top), (x + 8 * SCALE, DECK + 40 * SCALE)], fill=INK, width=13 * SCALE)
    for (left, right), drop in zip(pairwise(tops), (0.24, 0.15), strict=True):
        lower = drop * HEIGHT
        start, end = (left[0], left[1] + 26 * SCALE), (right[0], right[1] + 26 * SCALE)
        corners = [start, end, (end[0], end[1] + lower * 0.9), (start[0], start[1] + lower)]
        mesh(draw, corners, 110 * SCALE, (26, 18))
        _floats(draw, corners)
    return layer


def _floats(draw: Draw, corners: Sequence[Point]) -> None:
    for step in range(1, 12):
        x, y = _draped(corners, step / 12, 0.0, 110 * SCALE)
        size = 8 * SCALE
        draw.ellipse((x - size, y - size * 0.8, x + size, y + size * 0.8), fill=(168, 92, 56))


def _deck() -> Image.Image:
    layer, draw = _sheet()
    draw.rectangle((0, DECK, WIDTH, HEIGHT), fill=(78, 62, 58))
    rows = [DECK + (HEIGHT - DECK) * (step / 9) ** 1.5 for step in range(10)]
    for number, (top, low) in enumerate(pairwise(rows)):
        tone = mix((96, 76, 68), (52, 43, 44), number / 9)
        draw.rectangle((0, top, WIDTH, low - 3 * SCALE), fill=tone)
        draw.rectangle(
            (0, top, WIDTH, top + 2 * SCALE), fill=mix((236, 176, 116), tone, number / 9)
        )
    x, y = MAN.place(0.06, 0.0)
    reach = 0.4 * MAN.size
    draw.polygon(
        [
            (x - reach * 0.8, y + 6 * SCALE),
            (x + reach, y - 14 * SCALE),
            (WIDTH, HEIGHT * 0.965),
            (WIDTH, HEIGHT),
            (x + reach * 0.7, HEIGHT),
        ],
        fill=(50, 41, 43),
    )
    return layer


def _working_net() -> Image.Image:
    layer, draw = _sheet()
    hands, lap = MAN.place(-0.27, 0.55), MAN.place(-0.13, 0.37)
    corners = [(0.045 * WIDTH, 0.47 * HEIGHT), hands, lap, (0.02 * WIDTH, 0.93 * HEIGHT)]
    mesh(draw, corners, 60 * SCALE, (22, 22))
    _pile(draw)
    return layer


def _pile(draw: Draw) -> None:
    """Net in folds on the planks."""
    for fold in range(26):
        share = fold / 25
        left, right = MAN.place(-0.86 + share * 0.2, 0.0), MAN.place(-0.02 - share * 0.16, 0.0)
        rise = (0.02 + 0.16 * share) * MAN.size
        wave = [
            (
                left[0] + (right[0] - left[0]) * step / 8,
                left[1]
                + 14 * SCALE
                - rise * math.sin(math.pi * step / 8) ** 0.7
                + math.sin(step * 2.1 + fold) * 7 * SCALE,
            )
            for step in range(9)
        ]
        tone = mix((44, 35, 38), (150, 104, 76), share if fold % 3 == 0 else share * 0.35)
        draw.line(smooth(wave, closed=False), fill=tone, width=6 * SCALE)
