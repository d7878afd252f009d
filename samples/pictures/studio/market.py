"""The market hall in the morning: one vanishing point, haze, and light through the roof."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    Point,
    bloom,
    blur,
    dice,
    finish,
    fractal,
    glow,
    levels,
    mix,
    ramp,
    wash,
)
from studio.things import Draw, Spot, person

WIDTH, HEIGHT = 1800 * SCALE, 1200 * SCALE
VANISHING: Point = (0.47 * WIDTH, 0.545 * HEIGHT)
FOCUS = 980 * SCALE
EYE_M = 1.75
HALF_M, EAVES_M, RIDGE_M = 6.4, 4.6, 7.4
FAR_M, NEAR_M, BAY_M = 56, 4, 4
HAZE: Colour = (250, 226, 186)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), (58, 50, 46))
    draw = ImageDraw.Draw(canvas)
    _far_wall(draw)
    for depth in range(FAR_M, NEAR_M - BAY_M, -BAY_M):
        _bay(draw, float(max(depth, 1)))
    _floor(canvas)
    _shine(canvas)
    draw = ImageDraw.Draw(canvas)
    for depth in (*range(FAR_M - 4, 4, -4), 4.5):
        _row(draw, depth)
    _shafts(canvas)
    glow(canvas, VANISHING, (760 * SCALE, 520 * SCALE), (150, 118, 72))
    bloom(canvas, _bulbs(), [5 * SCALE, 20 * SCALE])
    lifted = canvas.point([round(255 * (grey / 255) ** 0.84) for grey in range(256)] * 3)
    return finish(lifted, 47, vignette=0.55)


def at(x: float, y: float, z: float) -> Point:
    """Where a point of the hall (metres: right, up, away) falls in the picture."""
    return VANISHING[0] + FOCUS * x / z, VANISHING[1] - FOCUS * (y - EYE_M) / z


def hazy(colour: Colour, depth: float) -> Colour:
    """A colour as the morning's dust shows it at a distance in metres."""
    return mix(colour, HAZE, 1 - math.exp(-max(0.0, depth - 5) / 27))


def _pen(metres: float, depth: float) -> int:
    return max(1, round(FOCUS * metres / depth))


def _far_wall(draw: Draw) -> None:
    z = float(FAR_M)
    gable = [at(-HALF_M, 0, z), at(-HALF_M, EAVES_M, z), at(0, RIDGE_M, z), at(HALF_M, EAVES_M, z)]
    draw.polygon([*gable, at(HALF_M, 0, z)], fill=(255, 246, 222))


def _bay(draw: Draw, z: float) -> None:
    """Roof, walls and truss from ``z`` to one bay further away."""
    far = z + BAY_M
    for side in (-1, 1):
        _slope(draw, side, z, far)
        _wall(draw, side, z, far)
    if z > 2:
        _truss(draw, z)


def _slope(draw: Draw, side: int, z: float, far: float) -> None:
    def strip(low: float, high: float, colour: Colour) -> None:
        corners = []
        for share, depth in ((low, z), (high, z), (high, far), (low, far)):
            x = side * HALF_M * (1 - share)
            corners.append(at(x, EAVES_M + (RIDGE_M - EAVES_M) * share, depth))
        draw.polygon(corners, fill=hazy(colour, (z + far) / 2))

    strip(0.0, 1.0, (66, 56, 52) if side < 0 else (54, 47, 46))
    strip(0.46, 0.64, (255, 244, 214) if side > 0 else (206, 196, 178))
    for purlin in (0.2, 0.44, 0.66, 0.85):
        strip(purlin, purlin + 0.022, (38, 33, 33))


def _wall(draw: Draw, side: int, z: float, far: float) -> None:
    def panel(low: float, high: float, colour: Colour) -> None:
        x = side * HALF_M
        corners = [at(x, low, z), at(x, high, z), at(x, high, far), at(x, low, far)]
        draw.polygon(corners, fill=hazy(colour, (z + far) / 2))

    panel(0.0, 2.9, (92, 80, 66) if side < 0 else (74, 66, 60))
    panel(2.9, 3.3, (58, 86, 82))
    panel(3.3, EAVES_M, (232, 214, 180) if side < 0 else (196, 184, 160))
    for louvre in range(6):
        panel(3.34 + louvre * 0.2, 3.42 + louvre * 0.2, (86, 76, 66))


def _truss(draw: Draw, z: float) -> None:
    dark = hazy((36, 42, 44), z)
    foot, top, ridge = EAVES_M - 0.1, EAVES_M, RIDGE_M
    beams = [
        ((-HALF_M, 0), (-HALF_M, top), 0.26),
        ((HALF_M, 0), (HALF_M, top), 0.26),
        ((-HALF_M, foot), (HALF_M, foot), 0.14),
        ((-HALF_M, top), (0, ridge), 0.16),
        ((HALF_M, top), (0, ridge), 0.16),
        ((0, foot), (0, ridge), 0.08),
    ]
    for side in (-1, 1):
        for inner, outer in ((0.0, 0.5), (0.5, 0.5)):
            high = (side * HALF_M * outer, top + (ridge - top) * (1 - outer))
            beams.append(((side * HALF_M * inner, foot), high, 0.07))
    for (x1, y1), (x2, y2), thick in beams:
        draw.line([at(x1, y1, z), at(x2, y2, z)], fill=dark, width=_pen(thick, z))


def _floor(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    for step in range(110, 3, -1):
        z, far = step / 2, step / 2 + 0.52
        corners = [at(-HALF_M, 0, z), at(HALF_M, 0, z), at(HALF_M, 0, far), at(-HALF_M, 0, far)]
        draw.polygon(corners, fill=hazy((88, 78, 70) if step % 4 else (76, 67, 61), z))


@dataclass(frozen=True, slots=True)
class Goods:
    """What a stall sells and the cloth above it."""

    heaps: tuple[Colour, ...]
    cloth: Colour


STALLS = (
    Goods(((198, 52, 40), (226, 120, 44), (92, 132, 58)), (176, 68, 52)),
    Goods(((106, 146, 66), (62, 112, 62), (150, 172, 84)), (64, 110, 112)),
    Goods(((232, 186, 62), (224, 150, 50), (196, 92, 50)), (214, 164, 84)),
    Goods(((186, 112, 84), (226, 208, 178), (168, 122, 84)), (74, 96, 128)),
    Goods(((128, 62, 92), (178, 86, 96), (220, 200, 168)), (150, 92, 84)),
)


def _row(draw: Draw, z: float) -> None:
    """Both stalls at one depth, sellers behind them and people in the aisle."""
    number = round(z / 4)
    for x in (-3.4, 3.4):
        _shadow(draw, (x, z), 1.6)
    _seller(draw, -5.1 + 0.3 * (number % 2), z + 1.2, number)
    _seller(draw, 5.0, z + 1.3, number + 3)
    _stall(draw, -1, z, STALLS[number % 5])
    _stall(draw, 1, z, STALLS[(number * 2 + 1) % 5])
    _walkers(draw, z, number)


def _stall(draw: Draw, side: int, z: float, goods: Goods) -> None:
    inner, outer, far = side * 1.95, side * 4.7, z + 2.6
    front = [at(inner, 0, z), at(outer, 0, z), at(outer, 0.85, z), at(inner, 0.85, z)]
    flank = [at(inner, 0, z), at(inner, 0, far), at(inner, 0.85, far), at(inner, 0.85, z)]
    top = [at(inner, 0.85, z), at(outer, 0.85, z), at(outer, 0.85, far), at(inner, 0.85, far)]
    draw.polygon(flank, fill=hazy((82, 62, 50), z))
    draw.polygon(front, fill=hazy((64, 50, 44), z))
    draw.polygon(top, fill=hazy((150, 124, 94), z))
    for plank in (0.28, 0.56):
        line = [at(inner, plank, z), at(outer, plank, z)]
        draw.line(line, fill=hazy((46, 38, 36), z), width=_pen(0.03, z))
    for part, colour in enumerate(goods.heaps):
        _heap(draw, (inner + side * (0.5 + part * 0.88), z), colour, seed=round(z) * 3 + part)
    _cloth(draw, side, z, goods.cloth)


def _heap(draw: Draw, place: Point, colour: Colour, seed: int) -> None:
    """A mound of round things on a table: rows that get shorter upwards, lit from above."""
    chance = dice(seed)
    x, z = place
    for layer in range(5):
        depth = z + 1.5 - layer * 0.22
        for piece in range(-4 + layer // 2, 5 - layer // 2):
            height = 0.9 + 0.36 * (1 - (piece / 5) ** 2) * (1 - layer / 5)
            tone = mix(colour, (255, 240, 200), chance.uniform(0.0, 0.3) * (1 - layer / 6))
            centre = at(x + piece * 0.09 + chance.uniform(-0.02, 0.02), height, depth)
            _ball(draw, centre, FOCUS * 0.078 / depth, hazy(tone, z))


def _ball(draw: Draw, centre: Point, radius: float, colour: Colour) -> None:
    x, y = centre
    under = mix(colour, (40, 30, 30), 0.42)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=under)
    top = radius * 0.86
    draw.ellipse((x - top, y - radius, x + top, y + radius * 0.55), fill=colour)
    gleam = radius * 0.3
    draw.ellipse(
        (x - gleam, y - radius * 0.75, x + gleam, y - radius * 0.25),
        fill=mix(colour, (255, 250, 230), 0.45),
    )


def _cloth(draw: Draw, side: int, z: float, colour: Colour) -> None:
    low, high, far = 2.35, 2.75, z + 2.6
    inner, outer = side * 1.7, side * 4.9
    for x in (side * 1.95, side * 4.7):
        draw.line([at(x, 0.8, z), at(x, 2.45, z)], fill=hazy((44, 38, 36), z), width=_pen(0.06, z))
    sheet = [at(inner, low, z), at(outer, high, z), at(outer, high, far), at(inner, low, far)]
    draw.polygon(sheet, fill=hazy(mix(colour, (30, 26, 28), 0.35), z))
    count = 9
    for stripe in range(count):
        left = inner + (outer - inner) * stripe / count
        right = inner + (outer - inner) * (stripe + 1) / count
        rise = [low + (high - low) * part / count for part in (stripe, stripe + 1)]
        tone = colour if stripe % 2 else mix(colour, (250, 236, 208), 0.66)
        hem = [at(left, rise[0], z), at(right, rise[1], z), at(right, rise[1] - 0.3, z)]
        middle = at((left + right) / 2, rise[0] - 0.36, z)
        draw.polygon([*hem, middle, at(left, rise[0] - 0.3, z)], fill=hazy(tone, z))


def _seller(draw: Draw, x: float, z: float, number: int) -> None:
    shirt = ((96, 58, 54), (52, 74, 86), (120, 98, 66), (70, 62, 88))[number % 4]
    foot = at(x * 0.72, 0, z)
    person(draw, Spot(*foot, FOCUS * 1.62 / z, -1 if x > 0 else 1), hazy(shirt, z), stride=0.04)


WALKERS = {
    # depth in metres: (metres right of the middle, height, facing, stride, carries)
    44: ((-0.8, 1.6, 1, 0.1, True), (0.7, 1.65, 1, 0.12, False)),
    36: ((0.2, 1.6, 1, 0.12, False), (-1.1, 1.55, -1, 0.1, False)),
    28: ((0.9, 1.62, -1, 0.14, True), (-0.5, 1.68, 1, 0.1, False)),
    20: ((-0.9, 1.58, 1, 0.12, True), (0.35, 1.64, 1, 0.14, False)),
    16: ((1.05, 1.6, -1, 0.12, False),),
    12: ((-0.25, 1.63, 1, 0.13, True),),
    8: ((0.85, 1.6, -1, 0.12, False),),
    4: ((-0.78, 1.6, 1, 0.13, True),),
}


def _walkers(draw: Draw, z: float, number: int) -> None:
    tones: tuple[Colour, ...] = ((46, 40, 44), (58, 46, 44), (40, 48, 54))
    for x, height, facing, stride, carries in WALKERS.get(int(z), ()):
        tone = hazy(tones[number % 3], z)
        load = hazy((150, 104, 62), z) if carries else None
        z_here = max(z, 6.4)
        _shadow(draw, (x, z_here), 0.3)
        spot = Spot(*at(x, 0, z_here), FOCUS * height / z_here, facing)
        person(draw, spot, tone, stride=stride, load=load)


def _shadow(draw: Draw, place: Point, reach: float) -> None:
    x, z = place
    left, top = at(x - reach, 0, z + 0.16)
    right, bottom = at(x + reach, 0, z - 0.16)
    draw.ellipse((left, top, right, bottom), fill=hazy((50, 43, 40), z))


def _shine(canvas: Image.Image) -> None:
    """The wet floor: the hall upside down, where puddles are."""
    row = round(VANISHING[1] + 24 * SCALE)
    depth = HEIGHT - row
    above = canvas.crop((0, row - depth, WIDTH, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    aisle = Image.new("L", canvas.size)
    edges = [at(-1.9, 0, 60), at(1.9, 0, 60), at(1.9, 0, 2), at(-1.9, 0, 2)]
    ImageDraw.Draw(aisle).polygon(edges, fill=255)
    wet = levels(fractal((WIDTH, depth), (10, 26), 14), 96, 190)
    mask = Image.new("L", canvas.size)
    mask.paste(ImageChops.multiply(wet, ramp((WIDTH, depth), [(0.0, 200), (1.0, 110)])), (0, row))
    shine = canvas.copy()
    shine.paste(blur(above, 7 * SCALE), (0, row))
    canvas.paste(shine, (0, 0), ImageChops.multiply(mask, blur(aisle, 4 * SCALE)))


def _shafts(canvas: Image.Image) -> None:
    light = Image.new("L", canvas.size)
    for z in range(44, 6, -8):
        shaft = Image.new("L", canvas.size)
        source = [at(2.3, 6.4, z), at(2.3, 6.4, z + 2.4)]
        ground = [at(-2.6, 0.0, z + 2.4), at(-2.6, 0.0, z)]
        strength = round(50 + 62 * (1 - z / 50))
        ImageDraw.Draw(shaft).polygon([*source, *ground], fill=strength)
        light = ImageChops.add(light, blur(shaft, 260 * SCALE / z))
    fade = ramp(canvas.size, [(0.0, 255), (0.55, 210), (1.0, 60)])
    wash(canvas, (255, 238, 200), ImageChops.multiply(light, fade))


def _bulbs() -> Image.Image:
    lights = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(lights)
    for z in range(8, 48, 4):
        for x in (-2.6, 2.6):
            cx, cy = at(x, 2.12, z + 0.6)
            radius = FOCUS * 0.075 / z
            draw.ellipse(
                (cx - radius, cy - radius, cx + radius, cy + radius), fill=(255, 214, 140)
            )
    return lights
