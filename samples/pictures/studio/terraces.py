"""Rice terraces in the morning: steps of still water, young rice, a farmer on the dyke."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, Point, dice, finish, glow, mix, ramp, wash
from studio.things import Draw, Paint, Spot, house, palm, person
from studio.weather import clouds, forest, hills, open_air, place, sheet

WIDTH, HEIGHT = 1650 * SCALE, 1100 * SCALE
SIZE = (WIDTH, HEIGHT)
HORIZON = 0.4 * HEIGHT
SKY = [(0.0, (92, 138, 168)), (0.55, (180, 200, 198)), (1.0, (250, 228, 186))]
STEPS = 15
RICE: tuple[Colour, ...] = ((106, 142, 62), (132, 164, 74), (82, 124, 60), (158, 176, 86))


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, HORIZON, SKY)
    clouds(canvas, HORIZON, 63, (255, 246, 224), (148, 172, 182))
    glow(canvas, (0.72 * WIDTH, 0.3 * HEIGHT), (800 * SCALE, 420 * SCALE), (130, 92, 40))
    chain = [
        (0.26, 0.55, 16, (146, 174, 176)),
        (0.2, 0.57, 35, (112, 148, 142)),
        (0.12, 0.6, 50, (82, 122, 104)),
    ]
    hills(canvas, HORIZON, chain, (244, 230, 196))
    forest(canvas, HORIZON + 8 * SCALE, 60 * SCALE, 26, (62, 96, 66))
    mist = [(0.0, 0), (0.28, 0), (0.37, 130), (0.42, 100), (0.5, 0), (1.0, 0)]
    wash(canvas, (250, 238, 208), ramp(SIZE, mist))
    for step in range(STEPS):
        _terrace(canvas, step)
        _stand_on(canvas, step)
    glow(canvas, (0.74 * WIDTH, 0.34 * HEIGHT), (900 * SCALE, 700 * SCALE), (62, 50, 24))
    return finish(canvas, 89, vignette=0.38)


def _edge(step: float, x: float) -> float:
    """The row of a dyke: the slope sweeps round a hollow in the middle of the picture."""
    share = step / STEPS
    row = HORIZON + (HEIGHT * 1.04 - HORIZON) * math.pow(share, 1.28)
    across = x / WIDTH
    bow = 0.06 * math.cos((across - 0.56) * 4.4) * (0.3 + 0.9 * share)
    wave = 0.013 * math.sin(across * 9 + step * 0.8) + 0.006 * math.sin(across * 21 + step * 1.3)
    return row + (bow - 0.02 + wave * (0.25 + share)) * HEIGHT


def _line(step: float) -> list[Point]:
    return [(float(x), _edge(step, x)) for x in range(0, WIDTH + 12 * SCALE, 12 * SCALE)]


def _terrace(canvas: Image.Image, step: int) -> None:
    """One step: its field, water or rice, and the dyke with the drop in front of it."""
    upper, lower = _line(step), _line(step + 1)
    draw = ImageDraw.Draw(canvas)
    near = step / STEPS
    draw.polygon([*upper, (WIDTH, HEIGHT), (0, HEIGHT)], fill=(70, 92, 52))
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).polygon([*upper, *reversed(lower)], fill=255)
    if step % 3 != 1:
        _water(canvas, mask, step)
        _seedlings(draw, step, 0.5 if step % 3 else 0.16)
    else:
        wash(canvas, mix(RICE[step % 4], (236, 232, 190), 0.3 * (1 - near)), mask)
        _seedlings(draw, step, 1.0)
    drop = (5 + 24 * near) * SCALE
    low = [(x, y + drop) for x, y in lower]
    draw.polygon([*lower, *reversed(low)], fill=mix((120, 108, 70), (66, 74, 44), near))
    _blades(draw, lower, drop, step)
    draw.line(
        lower, fill=mix((214, 214, 150), (152, 168, 84), near), width=max(3, round(drop / 4))
    )


def _water(canvas: Image.Image, mask: Image.Image, step: int) -> None:
    top = min(_edge(step, x) for x in range(0, WIDTH, 60 * SCALE)) / HEIGHT
    low = max(_edge(step + 1, x) for x in range(0, WIDTH, 60 * SCALE)) / HEIGHT
    span = max(0.02, low - top)
    tint = Image.new("RGB", SIZE)
    column = Image.new("RGB", (1, 256))
    for row in range(256):
        share = max(0.0, min(1.0, (row / 255 - top) / span))
        column.putpixel((0, row), mix((252, 234, 198), (120, 160, 178), share))
    tint.paste(column.resize(SIZE, Image.Resampling.BICUBIC))
    canvas.paste(tint, (0, 0), mask)


def _seedlings(draw: Draw, step: int, density: float) -> None:
    """Rows of young rice, thin as hair far away and in tufts near by."""
    chance = dice(200 + step)
    near = step / STEPS
    rows = 3 + step // 2
    for row in range(1, rows):
        part = step + row / rows
        gap = (7 + 17 * near) * SCALE
        for tuft in range(int(WIDTH / gap) + 1):
            if chance.random() > density:
                continue
            x = tuft * gap + chance.uniform(-0.3, 0.3) * gap
            y, tall = _edge(part, x), (4 + 19 * near) * SCALE * chance.uniform(0.6, 1.1)
            tone = mix(chance.choice(RICE), (52, 84, 48), 0.3 * chance.random())
            for lean in (-0.35, 0.0, 0.35):
                draw.line(
                    [(x, y), (x + lean * tall, y - tall)],
                    fill=tone,
                    width=max(2, round(3 * near * SCALE)),
                )


def _blades(draw: Draw, edge: list[Point], drop: float, step: int) -> None:
    chance = dice(step)
    for x, y in edge:
        for _ in range(3):
            left = x + chance.uniform(-6, 6) * SCALE
            tone = mix((86, 106, 50), (140, 152, 78), chance.random())
            draw.line(
                [(left, y), (left + chance.uniform(-3, 3) * SCALE, y + drop * chance.random())],
                tone,
                2,
            )


def _stand_on(canvas: Image.Image, step: int) -> None:
    """What stands on the dykes: trees and a hut above, the farmer half-way down."""
    layer, draw = sheet(SIZE)
    if step == 2:
        for x, height, seed in ((0.07, 330, 4), (0.14, 250, 7), (0.9, 300, 3), (0.96, 230, 8)):
            spot = Spot(x * WIDTH, _edge(3, x * WIDTH), height * SCALE, 1 if seed % 2 else -1)
            palm(draw, spot, (58, 78, 54), seed)
        hut = Paint(wall=(150, 120, 84), roof=(92, 70, 50), edge=(236, 196, 140))
        x = 0.22 * WIDTH
        house(draw, Spot(x, _edge(3, x), 120 * SCALE), hut, 0.36, lit=False)
    if step == 8:
        x = 0.4 * WIDTH
        man = Spot(x, _edge(9, x), 178 * SCALE, 1)
        draw.line(man.places((-0.28, 0.72), (0.3, 0.92)), fill=(86, 62, 42), width=5 * SCALE)
        draw.polygon(
            man.places((0.28, 0.94), (0.42, 0.86), (0.38, 0.82), (0.26, 0.89)), (70, 70, 74)
        )
        person(draw, man, (52, 50, 58), stride=0.13)
        draw.polygon(man.places((-0.15, 0.94), (0.01, 1.06), (0.17, 0.94)), fill=(214, 182, 122))
    place(canvas, layer)
