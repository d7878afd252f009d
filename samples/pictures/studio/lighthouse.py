"""The old lighthouse on its cape at dusk: a tower of white iron and two beams of light."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, Point, bloom, blur, dice, finish, glow, mix, smooth, wash
from studio.things import Draw, Paint, Spot, house, palm
from studio.weather import clouds, grass, hills, open_air, place, sheet, water

WIDTH, HEIGHT = 1100 * SCALE, 1500 * SCALE
SIZE = (WIDTH, HEIGHT)
HORIZON = 0.7 * HEIGHT
TOWER = Spot(0.6 * WIDTH, 0.79 * HEIGHT, 830 * SCALE)
LAMP: Point = TOWER.place(0.0, 0.955)
SKY = [(0.0, (22, 38, 66)), (0.5, (70, 86, 118)), (0.82, (196, 142, 130)), (1.0, (244, 190, 140))]


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, HORIZON, SKY)
    _stars(canvas)
    clouds(canvas, HORIZON, 37, (232, 172, 146), (52, 62, 92))
    hills(canvas, HORIZON, [(0.05, 0.56, 10, (112, 96, 116))], (226, 170, 140))
    water(canvas, HORIZON, (34, 50, 78), (244, 204, 172), 14)
    _beams(canvas)
    _cape(canvas)
    layer, draw = sheet(SIZE)
    for x, height, seed in ((0.2, 330, 3), (0.28, 260, 6), (0.9, 280, 5)):
        palm(
            draw,
            Spot(x * WIDTH, 0.83 * HEIGHT, height * SCALE, 1 if seed % 2 else -1),
            (40, 42, 54),
            seed,
        )
    keeper = Paint(wall=(122, 106, 104), roof=(84, 46, 42), edge=(224, 156, 120))
    house(draw, Spot(0.4 * WIDTH, 0.815 * HEIGHT, 170 * SCALE), keeper, 0.26, lit=True)
    _tower(draw)
    place(canvas, layer)
    _front(canvas)
    _light(canvas)
    return finish(canvas, 79, vignette=0.4)


def _stars(canvas: Image.Image) -> None:
    chance = dice(55)
    draw = ImageDraw.Draw(canvas)
    for _ in range(130):
        x, y = chance.random() * WIDTH, chance.random() ** 1.7 * 0.4 * HEIGHT
        size, grey = chance.choice((0.6, 0.8, 1.3)) * SCALE, chance.randint(110, 220)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(grey, grey, grey))


def _beams(canvas: Image.Image) -> None:
    for angle, reach, spread, strength in ((172, 1500, 5.5, 130), (-9, 1300, 6.5, 110)):
        for widen, share in ((1.0, 0.45), (0.45, 1.0)):
            mask = Image.new("L", SIZE)
            corners = [LAMP]
            for edge in (-spread * widen, spread * widen):
                turn = math.radians(angle + edge)
                corners.append(
                    (
                        LAMP[0] + math.cos(turn) * reach * SCALE,
                        LAMP[1] - math.sin(turn) * reach * SCALE,
                    )
                )
            ImageDraw.Draw(mask).polygon(corners, fill=round(strength * share))
            wash(canvas, (255, 236, 190), blur(mask, 14 * SCALE))


def _cape(canvas: Image.Image) -> None:
    top = [
        (-0.02, 0.86),
        (0.1, 0.82),
        (0.3, 0.8),
        (0.5, 0.785),
        (0.72, 0.79),
        (0.9, 0.81),
        (1.02, 0.82),
    ]
    line = smooth([(x * WIDTH, y * HEIGHT) for x, y in top], closed=False)
    draw = ImageDraw.Draw(canvas)
    draw.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=(52, 50, 54))
    chance = dice(8)
    for _ in range(150):
        x, y = chance.random() * WIDTH, chance.uniform(0.85, 0.99) * HEIGHT
        wide = chance.uniform(16, 70) * SCALE
        tone = mix((70, 64, 66), (34, 34, 42), chance.random())
        rock = [(x - wide, y + wide * 0.4), (x - wide * 0.6, y - wide * 0.2), (x, y - wide * 0.4)]
        draw.polygon(
            [*rock, (x + wide * 0.7, y - wide * 0.1), (x + wide, y + wide * 0.4)], fill=tone
        )
        draw.line([rock[1], rock[2]], fill=(150, 112, 98), width=2 * SCALE)


def _tower(draw: Draw) -> None:
    """Round and tapering: strips from the lit side to the dark one, in white and red bands."""
    bands, strips = 5, 26
    for band in range(bands):
        low, high = band / bands * 0.86, (band + 1) / bands * 0.86
        paint_: Colour = (172, 52, 44) if band % 2 else (236, 228, 214)
        for strip in range(strips):
            left, right = strip / strips * 2 - 1, (strip + 1) / strips * 2 - 1
            light = 0.5 - 0.5 * math.cos(math.pi * (strip + 0.5) / strips) if strip > 8 else 0.08
            tone = mix(paint_, (44, 44, 66), min(0.86, light))
            corners = [(left * _half(low), low), (left * _half(high), high)]
            corners += [(right * _half(high), high), (right * _half(low), low)]
            draw.polygon(TOWER.places(*corners), fill=tone)
    for up in (0.12, 0.36, 0.6):
        draw.rectangle(
            (*TOWER.place(-0.022, up + 0.05), *TOWER.place(0.012, up)), fill=(58, 50, 56)
        )
    _lantern(draw)


def _half(up: float) -> float:
    return 0.125 - 0.065 * up / 0.86 + 0.03 * max(0.0, 0.12 - up) / 0.12


def _lantern(draw: Draw) -> None:
    iron: Colour = (58, 52, 60)
    draw.polygon(TOWER.places((-0.06, 0.86), (-0.1, 0.895), (0.1, 0.895), (0.06, 0.86)), fill=iron)
    draw.rectangle((*TOWER.place(-0.056, 0.99), *TOWER.place(0.056, 0.9)), fill=(255, 226, 150))
    for right in (-0.056, -0.028, 0.0, 0.028, 0.056):
        draw.line(TOWER.places((right, 0.99), (right, 0.9)), fill=iron, width=3 * SCALE)
    for right in range(-10, 11):
        draw.line(
            TOWER.places((right * 0.01, 0.895), (right * 0.01, 0.93)), fill=iron, width=2 * SCALE
        )
    draw.line(TOWER.places((-0.1, 0.93), (0.1, 0.93)), fill=iron, width=3 * SCALE)
    dome = smooth(
        TOWER.places((-0.07, 0.99), (-0.05, 1.03), (0, 1.055), (0.05, 1.03), (0.07, 0.99)),
        closed=False,
    )
    draw.polygon(dome, fill=(150, 46, 40))
    draw.line(TOWER.places((0, 1.05), (0, 1.12)), fill=iron, width=3 * SCALE)


def _front(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    tones: list[Colour] = [(30, 36, 40), (44, 52, 50), (66, 66, 58), (112, 92, 76)]
    for row in range(7):
        foot = (0.84 + row * 0.03) * HEIGHT
        left = (0.0, 0.3, 0.1, 0.55, 0.0, 0.35, 0.0)[row] * WIDTH
        grass(draw, (left, foot, left + 0.55 * WIDTH, (26 + row * 9) * SCALE), tones)


def _light(canvas: Image.Image) -> None:
    lights = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(lights)
    x, y = LAMP
    size = 20 * SCALE
    draw.ellipse((x - size, y - size, x + size, y + size), fill=(255, 240, 196))
    bloom(canvas, lights, [10 * SCALE, 34 * SCALE])
    glow(canvas, LAMP, (300 * SCALE, 300 * SCALE), (120, 96, 52))
