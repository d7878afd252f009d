"""A woven cloth with a border of diamonds: stripes, stepped figures, threads and folds."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    blur,
    dice,
    finish,
    fractal,
    levels,
    mix,
    noise,
    ramp,
    wash,
)
from studio.things import Draw

WIDTH, HEIGHT = 1400 * SCALE, 1400 * SCALE
SIZE = (WIDTH, HEIGHT)
INDIGO: Colour = (34, 48, 82)
RUST: Colour = (142, 58, 38)
CREAM: Colour = (228, 208, 168)
OCHRE: Colour = (190, 138, 66)
BLACK: Colour = (38, 30, 32)
CELL = 7 * SCALE


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", SIZE, RUST)
    _bands(canvas)
    canvas.paste(_feathered(canvas))
    _threads(canvas)
    canvas = _folded(canvas)
    _light(canvas)
    return finish(canvas, 97, grain=0.09, vignette=0.4)


BANDS = (
    # top, height (shares), ground
    (0.0, 0.04, INDIGO), (0.04, 0.012, CREAM), (0.052, 0.1, BLACK), (0.152, 0.012, OCHRE),
    (0.164, 0.012, INDIGO), (0.176, 0.236, RUST), (0.412, 0.012, OCHRE), (0.424, 0.012, CREAM),
    (0.436, 0.13, INDIGO), (0.566, 0.012, CREAM), (0.578, 0.012, OCHRE), (0.59, 0.236, RUST),
    (0.826, 0.012, INDIGO), (0.838, 0.012, OCHRE), (0.85, 0.1, BLACK), (0.95, 0.012, CREAM),
    (0.962, 0.05, INDIGO),
)  # fmt: skip


def _bands(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    for top, height, ground in BANDS:
        draw.rectangle((0, top * HEIGHT, WIDTH, (top + height) * HEIGHT), fill=ground)
    for middle, colours in ((0.294, (CREAM, INDIGO, OCHRE)), (0.708, (CREAM, INDIGO, OCHRE))):
        for column in range(-1, 5):
            centre = ((column + 0.5) * WIDTH / 4, middle * HEIGHT)
            _great_diamond(draw, centre, colours)
    for column in range(-1, 10):
        _hooks(draw, ((column + 0.5) * WIDTH / 9, 0.501 * HEIGHT), column)
    for middle in (0.102, 0.9):
        for column in range(22):
            size = 5 if column % 5 else 3
            _diamond(draw, ((column + 0.5) * WIDTH / 22, middle * HEIGHT), size, OCHRE)
            _diamond(draw, ((column + 0.5) * WIDTH / 22, middle * HEIGHT), size - 3, BLACK)


def _diamond(draw: Draw, centre: tuple[float, float], size: int, colour: Colour) -> None:
    """Stepped as tied threads are: rows of cells, longest in the middle."""
    x, y = centre
    for row in range(-size, size + 1):
        reach = (size - abs(row) + 0.5) * CELL
        top = y + (row - 0.5) * CELL
        draw.rectangle((x - reach, top, x + reach, top + CELL - 1), fill=colour)


def _great_diamond(draw: Draw, centre: tuple[float, float], colours: tuple[Colour, ...]) -> None:
    cream, indigo, ochre = colours
    for size, colour in (
        (21, cream),
        (19, indigo),
        (14, cream),
        (12, RUST),
        (8, ochre),
        (6, indigo),
        (2, cream),
    ):
        _diamond(draw, centre, size, colour)
    x, y = centre
    for side_x, side_y in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        corner = (x + side_x * 18.5 * CELL, y + side_y * 15.5 * CELL)
        _diamond(draw, corner, 4, cream)
        _diamond(draw, corner, 2, indigo)
    for side in (-1, 1):
        for step in range(4):
            left = x + side * (7 + step * 2) * CELL
            top = y + (-1.5 + step % 2) * CELL
            draw.rectangle((left - CELL / 2, top, left + CELL / 2, top + 3 * CELL), fill=cream)


def _hooks(draw: Draw, centre: tuple[float, float], number: int) -> None:
    """Two hooks back to back, turned the other way in every second place."""
    x, y = centre
    turn = 1 if number % 2 else -1
    for side in (-1, 1):
        arms = (
            (1, -6, 2, 7),
            (2, -6, 8, -5),
            (7, -6, 8, 3),
            (4, 2, 8, 3),
            (4, -2, 5, 3),
            (1, 6, 5, 7),
        )
        for left, top, right, low in arms:
            xs = sorted((x + side * left * CELL, x + side * right * CELL))
            ys = sorted((y + turn * top * CELL, y + turn * low * CELL))
            draw.rectangle((xs[0], ys[0], xs[1], ys[1]), fill=CREAM)
    for up in (-1, 1):
        _diamond(draw, (x + WIDTH / 18, y + up * 5 * CELL), 3, OCHRE)


def _feathered(cloth: Image.Image) -> Image.Image:
    """Each warp thread slips a little, so that the edges of ikat bleed upwards and down."""
    chance = dice(19)
    slipped = cloth.copy()
    shift = 0.0
    step = 3 * SCALE // 2
    for left in range(0, WIDTH, step):
        shift = 0.75 * shift + chance.gauss(0, 2.1) * SCALE
        thread = cloth.crop((left, 0, left + step, HEIGHT))
        slipped.paste(ImageChops.offset(thread, 0, round(shift)), (left, 0))
    return Image.blend(slipped, blur(slipped, SCALE), 0.4)


def _threads(canvas: Image.Image) -> None:
    warp = noise((WIDTH, 1), (WIDTH // 5, 1), 3).resize(SIZE)
    weft = noise((1, HEIGHT), (1, HEIGHT // 5), 4).resize(SIZE)
    wash(canvas, (20, 16, 20), levels(warp, 110, 10, 0.3))
    wash(canvas, (250, 236, 206), levels(weft, 150, 255, 0.2))
    tile = Image.new("L", (4, 4))
    for x, y in ((0, 0), (1, 0), (2, 2), (3, 2)):
        tile.putpixel((x, y), 60)
    weave = Image.new("L", SIZE)
    for x in range(0, WIDTH, 4):
        weave.paste(tile, (x, 0))
    row = weave.crop((0, 0, WIDTH, 4))
    for y in range(0, HEIGHT, 4):
        weave.paste(row, (0, y))
    wash(canvas, (16, 12, 16), weave)
    wash(canvas, (200, 170, 130), levels(fractal(SIZE, (6, 6), 71), 118, 230, 0.22))


def _sway(x: float) -> float:
    return math.sin(x / WIDTH * 7.2 + 0.6) * 0.6 + math.sin(x / WIDTH * 15.1 + 2.0) * 0.25


def _folded(canvas: Image.Image) -> Image.Image:
    """The cloth lies in soft folds: columns rise and fall."""
    folded = canvas.copy()
    step = 2 * SCALE
    for left in range(0, WIDTH, step):
        column = canvas.crop((left, 0, left + step, HEIGHT))
        folded.paste(ImageChops.offset(column, 0, round(_sway(left) * 15 * SCALE)), (left, 0))
    return folded


def _light(canvas: Image.Image) -> None:
    strip, gleam = Image.new("L", (WIDTH // 8, 1)), Image.new("L", (WIDTH // 8, 1))
    for column in range(WIDTH // 8):
        slope = _sway(column * 8 + 8) - _sway(column * 8 - 8)
        strip.putpixel((column, 0), round(min(150.0, max(0.0, slope * 4200))))
        gleam.putpixel((column, 0), round(min(84.0, max(0.0, -slope * 2500))))
    wash(canvas, (14, 10, 18), strip.resize(SIZE, Image.Resampling.BICUBIC))
    wash(canvas, mix(CREAM, (255, 250, 236), 0.6), gleam.resize(SIZE, Image.Resampling.BICUBIC))
    wash(canvas, (18, 14, 22), ramp(SIZE, [(0.0, 0), (0.7, 20), (1.0, 96)]))
