"""A harbour city at night: lit towers, a bridge, small boats, and all of it in the water."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, bloom, dice, finish, glow, mix
from studio.things import Draw, Spot, boat
from studio.weather import clouds, hills, open_air, sheet, stand, water

WIDTH, HEIGHT = 1650 * SCALE, 1080 * SCALE
SIZE = (WIDTH, HEIGHT)
WATERLINE = 0.62 * HEIGHT
SKY = [(0.0, (16, 26, 52)), (0.5, (50, 62, 98)), (0.85, (146, 112, 124)), (1.0, (214, 156, 124))]
WINDOW: Colour = (255, 214, 142)
COLD: Colour = (206, 226, 240)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, WATERLINE, SKY)
    clouds(canvas, WATERLINE, 81, (180, 136, 140), (34, 42, 74))
    hills(canvas, WATERLINE, [(0.2, 0.56, 33, (76, 74, 104))], (186, 134, 122))
    lights = Image.new("RGB", SIZE)
    lamp = ImageDraw.Draw(lights)
    for row in range(3):
        _row(ImageDraw.Draw(canvas), lamp, row)
    _hall(ImageDraw.Draw(canvas), lamp)
    _bridge(ImageDraw.Draw(canvas), lamp)
    bloom(canvas, lights, [3 * SCALE, 14 * SCALE])
    glow(canvas, (0.45 * WIDTH, WATERLINE), (900 * SCALE, 300 * SCALE), (50, 32, 18))
    water(canvas, WATERLINE, (14, 22, 46), (150, 160, 190), 44)
    _boats(canvas)
    return finish(canvas, 103, vignette=0.42)


def _row(draw: Draw, lamp: Draw, row: int) -> None:
    """One row of buildings, the far one first; the near are darker and lower."""
    chance = dice(300 + row)
    tone: Colour = ((66, 66, 98), (44, 46, 74), (26, 30, 52))[row]
    x = (0.04, 0.02, -0.02)[row] * WIDTH
    while x < (0.72, 0.86, 1.02)[row] * WIDTH:
        wide = chance.uniform(46, 104) * SCALE
        peak = 1.0 - abs(x / WIDTH - 0.4) * 1.5
        high = chance.uniform(0.35, 1.0) * (400, 270, 120)[row] * max(0.3, peak) * SCALE
        _building(draw, lamp, (x, x + wide, WATERLINE - high), (tone, chance))
        x += wide + chance.uniform(-6, 12) * SCALE


def _building(
    draw: Draw, lamp: Draw, walls: tuple[float, float, float], look: tuple[Colour, random.Random]
) -> None:
    left, right, top = walls
    tone, chance = look
    draw.rectangle((left, top, right, WATERLINE), fill=tone)
    lamp.rectangle((left, top, right, WATERLINE), fill=(0, 0, 0))
    edge = (right - (right - left) * 0.22, top, right, WATERLINE)
    draw.rectangle(edge, fill=mix(tone, (14, 16, 34), 0.4))
    if chance.random() < 0.4:
        middle = (left + right) / 2
        draw.line([(middle, top), (middle, top - 44 * SCALE)], fill=tone, width=3 * SCALE)
        lamp.ellipse(
            (middle - 4, top - 46 * SCALE - 4, middle + 4, top - 46 * SCALE + 4), (200, 60, 50)
        )
    step, tall = 13 * SCALE, 17 * SCALE
    warm = chance.random()
    for row in range(int((WATERLINE - top) / tall) - 1):
        for column in range(int((right - left) / step) - 1):
            if chance.random() < 0.46:
                continue
            x, y = left + (column + 0.7) * step, top + (row + 0.6) * tall
            colour = mix(
                WINDOW if chance.random() < warm else COLD, tone, chance.uniform(0.05, 0.6)
            )
            box = (x, y, x + 7 * SCALE, y + 9 * SCALE)
            draw.rectangle(box, fill=colour)
            lamp.rectangle(box, fill=mix(colour, (0, 0, 0), 0.72))


def _hall(draw: Draw, lamp: Draw) -> None:
    """The conference hall: a broad glass front under a roof like a sail."""
    left, right, top = 0.44 * WIDTH, 0.66 * WIDTH, WATERLINE - 96 * SCALE
    roof = [(left - 30 * SCALE, top + 8 * SCALE), (left + 130 * SCALE, top - 66 * SCALE)]
    roof += [(right - 40 * SCALE, top - 40 * SCALE), (right + 46 * SCALE, top + 10 * SCALE)]
    draw.polygon(roof, fill=(132, 128, 148))
    draw.line(roof[:3], fill=(240, 226, 210), width=4 * SCALE)
    draw.rectangle((left, top, right, WATERLINE), fill=(206, 158, 96))
    lamp.rectangle((left, top, right, WATERLINE), fill=(34, 25, 12))
    for column in range(27):
        x = left + (right - left) * column / 26
        draw.line([(x, top), (x, WATERLINE)], fill=(84, 66, 60), width=3 * SCALE)
    chance = dice(17)
    for guest in range(34):
        x, tall = (
            left + (guest + chance.random()) * (right - left) / 34,
            chance.uniform(20, 26) * SCALE,
        )
        draw.ellipse(
            (x - 4 * SCALE, WATERLINE - 14 * SCALE - tall, x + 4 * SCALE, WATERLINE - 6 * SCALE),
            (96, 66, 54),
        )
    draw.line(
        [(left, top + 44 * SCALE), (right, top + 44 * SCALE)], fill=(84, 66, 60), width=4 * SCALE
    )
    draw.rectangle((0, WATERLINE - 14 * SCALE, WIDTH, WATERLINE), fill=(22, 24, 42))
    for lantern in range(44):
        x, size = (lantern + 0.5) * WIDTH / 44, 3 * SCALE
        y = WATERLINE - 20 * SCALE
        draw.ellipse((x - size, y - size, x + size, y + size), fill=WINDOW)
        lamp.ellipse((x - size, y - size, x + size, y + size), fill=(210, 160, 90))


def _bridge(draw: Draw, lamp: Draw) -> None:
    """A cable-stayed bridge that leaves the picture on the right."""
    deck, mast = WATERLINE - 70 * SCALE, (0.86 * WIDTH, WATERLINE - 350 * SCALE)
    for end in range(12):
        for side in (-1, 1):
            foot = (mast[0] + side * (24 + end * 22) * SCALE, deck)
            high = (mast[0], mast[1] + end * 11 * SCALE)
            draw.line([high, foot], fill=(170, 162, 178), width=2)
    draw.polygon(
        [
            (mast[0] - 10 * SCALE, WATERLINE),
            (mast[0] - 4 * SCALE, mast[1]),
            (mast[0] + 4 * SCALE, mast[1]),
            (mast[0] + 10 * SCALE, WATERLINE),
        ],
        (196, 186, 196),
    )
    draw.line(
        [(0.68 * WIDTH, deck + 40 * SCALE), (0.72 * WIDTH, deck), (WIDTH, deck)],
        (30, 32, 54),
        12 * SCALE,
    )
    for number in range(22):
        x, size = 0.72 * WIDTH + number * 22 * SCALE, 3 * SCALE
        lamp.ellipse(
            (x - size, deck - 12 * SCALE - size, x + size, deck - 12 * SCALE + size),
            (255, 220, 160),
        )


def _boats(canvas: Image.Image) -> None:
    for x, row, length, facing in (
        (0.16, 0.7, 130, 1),
        (0.8, 0.735, 170, -1),
        (0.3, 0.84, 300, 1),
    ):
        layer, draw = sheet(SIZE)
        foot = row * HEIGHT
        spot = Spot(x * WIDTH, foot, length * SCALE, facing)
        boat(draw, spot, (18, 20, 36), (196, 142, 100))
        stand(canvas, layer, foot, 0.16 * HEIGHT)
        glow(canvas, spot.place(-0.2, 0.15), (spot.size * 0.4, spot.size * 0.3), (120, 84, 40))
