"""The hanging bridge on a misty morning: towers, cables, and the river that it crosses."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, finish, glow, ramp, rim, wash
from studio.things import Draw, Spot, boat, person
from studio.weather import clouds, forest, grass, hills, open_air, sheet, stand, water

WIDTH, HEIGHT = 1800 * SCALE, 900 * SCALE
SIZE = (WIDTH, HEIGHT)
WATERLINE = 0.68 * HEIGHT
DECK = 0.5 * HEIGHT
TOWERS = (0.24 * WIDTH, 0.76 * WIDTH)
TOWER_TOP = 0.13 * HEIGHT
SKY = [(0.0, (108, 152, 178)), (0.55, (190, 208, 206)), (1.0, (246, 230, 200))]
STEEL: Colour = (138, 52, 44)
CABLE: Colour = (74, 52, 52)
STONE: Colour = (112, 108, 104)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, WATERLINE, SKY)
    clouds(canvas, WATERLINE, 15, (255, 246, 230), (150, 172, 184))
    glow(canvas, (0.52 * WIDTH, 0.5 * HEIGHT), (900 * SCALE, 420 * SCALE), (120, 88, 40))
    chain = [
        (0.42, 0.56, 19, (146, 172, 178)),
        (0.32, 0.56, 44, (112, 146, 150)),
        (0.22, 0.6, 8, (80, 120, 116)),
    ]
    hills(canvas, WATERLINE, chain, (240, 230, 206))
    forest(canvas, WATERLINE, 62 * SCALE, 5, (58, 92, 74))
    wash(canvas, (244, 234, 212), _mist())
    water(canvas, WATERLINE, (48, 84, 92), (250, 240, 214), 33)
    stand(canvas, _bridge(), WATERLINE, 0.3 * HEIGHT)
    stand(canvas, _canoe(), 0.83 * HEIGHT, 0.06 * HEIGHT)
    _bank(canvas)
    return finish(canvas, 51, vignette=0.3)


def _mist() -> Image.Image:
    return ramp(SIZE, [(0.0, 0), (0.5, 0), (0.64, 120), (0.68, 150), (0.72, 0), (1.0, 0)])


def _rise(x: float) -> float:
    """The row of the deck, which is a little higher in the middle."""
    return DECK - 26 * SCALE * (1 - ((x / WIDTH - 0.5) / 0.5) ** 2)


def _cable(x: float) -> float:
    """The row of the main cable between and outside the towers."""
    left, right = TOWERS
    if left <= x <= right:
        share = (2 * x - left - right) / (right - left)
        low = _rise(WIDTH / 2) - 16 * SCALE
        return low + (TOWER_TOP - low) * share * share
    share = x / left if x < left else (WIDTH - x) / (WIDTH - right)
    return _rise(x) + (TOWER_TOP - _rise(x)) * math.pow(max(0.0, share), 1.15)


def _bridge() -> Image.Image:
    layer, draw = sheet(SIZE)
    for x in range(0, WIDTH, 23 * SCALE):
        draw.line([(x, _cable(x)), (x, _rise(x))], fill=CABLE, width=SCALE + 1)
    for tower in TOWERS:
        _tower(draw, tower)
    cable = [(float(x), _cable(x)) for x in range(0, WIDTH + 1, 8 * SCALE)]
    draw.line(cable, fill=CABLE, width=5 * SCALE, joint="curve")
    _deck(draw)
    rim(layer, (2 * SCALE, -2 * SCALE), (255, 220, 176), 0.6)
    return layer


def _tower(draw: Draw, x: float) -> None:
    for side in (-1, 1):
        leg = x + side * 30 * SCALE
        top = x + side * 19 * SCALE
        wide = 8 * SCALE
        points = [(top - wide, TOWER_TOP), (top + wide, TOWER_TOP)]
        draw.polygon([*points, (leg + wide, WATERLINE), (leg - wide, WATERLINE)], fill=STEEL)
    for share in (0.03, 0.3, 0.58, 0.86):
        y = TOWER_TOP + (WATERLINE - TOWER_TOP) * share
        half = (21 + 11 * share) * SCALE
        draw.rectangle((x - half, y, x + half, y + 11 * SCALE), fill=STEEL)
    foot = 0.07 * HEIGHT
    base = [(x - 62 * SCALE, WATERLINE), (x - 48 * SCALE, WATERLINE - foot)]
    draw.polygon([*base, (x + 48 * SCALE, WATERLINE - foot), (x + 62 * SCALE, WATERLINE)], STONE)


def _deck(draw: Draw) -> None:
    xs = range(0, WIDTH + 1, 8 * SCALE)
    for offset, thick, colour in ((0, 15, STEEL), (-3, 5, (96, 84, 80)), (13, 3, (80, 34, 32))):
        line = [(float(x), _rise(x) + offset * SCALE) for x in xs]
        draw.line(line, fill=colour, width=thick * SCALE)
    rail = [(float(x), _rise(x) - 17 * SCALE) for x in xs]
    draw.line(rail, fill=(110, 60, 54), width=SCALE + 1)
    load: Colour = (150, 112, 64)
    walkers = (
        (0.36, 1, None),
        (0.385, 1, load),
        (0.46, -1, None),
        (0.57, 1, load),
        (0.6, 1, None),
    )
    for share, facing, carried in walkers:
        x = share * WIDTH
        spot = Spot(x, _rise(x) - 6 * SCALE, 38 * SCALE, facing)
        person(draw, spot, (46, 46, 54), stride=0.13, load=carried)


def _canoe() -> Image.Image:
    layer, draw = sheet(SIZE)
    foot = 0.83 * HEIGHT
    boat(draw, Spot(0.6 * WIDTH, foot, 210 * SCALE, -1), (40, 48, 54), (176, 120, 88))
    return layer


def _bank(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    shore = [(0, 0.86 * HEIGHT), (0.16 * WIDTH, 0.9 * HEIGHT), (0.36 * WIDTH, HEIGHT)]
    draw.polygon([*shore, (0, HEIGHT)], fill=(34, 52, 44))
    greens: list[Colour] = [(34, 52, 44), (52, 78, 54), (78, 102, 64), (120, 132, 82)]
    for step in range(18):
        left = step * 0.02 * WIDTH
        foot = (0.87 + 0.13 * (step / 18) ** 1.5) * HEIGHT
        grass(draw, (left, foot, left + 0.03 * WIDTH, 74 * SCALE), greens)
