"""The first rain: a shopping street at dusk, umbrellas, and light on the wet road."""

from __future__ import annotations

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
    gradient,
    levels,
    mix,
    ramp,
    smooth,
    wash,
)
from studio.things import Draw, Spot, person

WIDTH, HEIGHT = 1600 * SCALE, 1100 * SCALE
SIZE = (WIDTH, HEIGHT)
VANISHING: Point = (0.54 * WIDTH, 0.5 * HEIGHT)
SKY = [(0.0, (62, 76, 94)), (0.6, (122, 130, 140)), (1.0, (196, 186, 168))]
HAZE: Colour = (168, 166, 160)
WARM: Colour = (255, 206, 130)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = gradient(SIZE, SKY)
    lights = Image.new("RGB", SIZE)
    for step in range(9, -1, -1):
        for side in (-1, 1):
            _house(canvas, lights, side, step)
    glow(canvas, VANISHING, (420 * SCALE, 300 * SCALE), (120, 106, 80))
    _road(canvas)
    bloom(canvas, lights, [4 * SCALE, 22 * SCALE])
    _mirror(canvas)
    _people(canvas)
    _drops(canvas)
    return finish(canvas, 59, vignette=0.45)


def at(x: float, y: float, z: float) -> Point:
    """A point of the street: metres right of its middle, up from the eye, and away."""
    focus = 900 * SCALE
    return VANISHING[0] + focus * x / z, VANISHING[1] - focus * y / z


WALLS: tuple[Colour, ...] = (
    (96, 92, 92), (84, 96, 102), (116, 98, 82), (78, 84, 80), (106, 88, 88)
)  # fmt: skip


def _house(canvas: Image.Image, lights: Image.Image, side: int, step: int) -> None:
    """A shop of two floors with an awning, at one place of the row."""
    near, far = 5.0 + step * 5.2, 10.2 + step * 5.2
    number = step * 2 + (side > 0)
    top = 5.2 + (number * 37 % 5) * 0.7
    tone = mix(WALLS[number % 5], HAZE, min(0.8, step * 0.1))
    draw = ImageDraw.Draw(canvas)
    wall = [at(side * 7, -1.6, near), at(side * 7, top, near), at(side * 7, top, far)]
    draw.polygon([*wall, at(side * 7, -1.6, far)], fill=tone)
    gable = [at(side * 7, top, near), at(side * 13, top, near), at(side * 13, -1.6, near)]
    draw.polygon([*gable, at(side * 7, -1.6, near)], fill=mix(tone, (30, 34, 42), 0.45))
    eaves = [at(side * 6.6, top, near), at(side * 6.6, top, far), at(side * 8, top + 0.9, far)]
    draw.polygon([*eaves, at(side * 8, top + 0.9, near)], fill=mix(tone, (48, 34, 32), 0.55))
    _openings(draw, ImageDraw.Draw(lights), (side, near, far), tone)


def _openings(draw: Draw, lamp: Draw, row: tuple[int, float, float], tone: Colour) -> None:
    side, near, far = row
    x, span = side * 7.0, far - near
    cloth: Colour = ((148, 58, 48), (62, 96, 104), (176, 134, 70))[round(near) % 3]
    hood = [at(x, 1.5, near + 0.3), at(x, 1.5, far - 0.3), at(x - side * 1.3, 1.0, far - 0.3)]
    shop = [at(x, -1.5, near + 0.5), at(x, 1.2, near + 0.5), at(x, 1.2, far - 0.5)]
    draw.polygon([*shop, at(x, -1.5, far - 0.5)], fill=mix(WARM, tone, 0.25))
    lamp.polygon([*shop, at(x, -1.5, far - 0.5)], fill=(92, 66, 34))
    for part in range(1, 7):
        z = near + 0.5 + (span - 1) * part / 7
        draw.line(
            [at(x, -1.5, z), at(x, 1.2, z)],
            mix(tone, (60, 46, 38), 0.7),
            max(2, round(5 * SCALE * 9 / z)),
        )
    for shelf, tint in ((-0.9, (120, 84, 52)), (-0.3, (96, 104, 84)), (0.35, (150, 96, 70))):
        goods = [
            at(x, shelf, near + 0.5),
            at(x, shelf + 0.3, near + 0.5),
            at(x, shelf + 0.3, far - 0.5),
        ]
        draw.polygon([*goods, at(x, shelf, far - 0.5)], fill=mix(tint, WARM, 0.35))
    draw.polygon([*hood, at(x - side * 1.3, 1.0, near + 0.3)], fill=mix(cloth, tone, 0.3))
    for part in range(3):
        left = near + span * (0.16 + part * 0.27)
        pane = [at(x, 2.5, left), at(x, 3.9, left), at(x, 3.9, left + span * 0.16)]
        lit = (round(near) + part) % 3 == 0
        glass = mix(WARM, tone, 0.15) if lit else mix(tone, (40, 48, 60), 0.5)
        draw.polygon([*pane, at(x, 2.5, left + span * 0.16)], fill=glass)


def _road(canvas: Image.Image) -> None:
    mask = Image.new("L", SIZE)
    edge = [at(-7, -1.6, 60), at(7, -1.6, 60), at(7, -1.6, 2), at(-7, -1.6, 2)]
    ImageDraw.Draw(mask).polygon(edge, fill=255)
    asphalt = gradient(SIZE, [(0.0, HAZE), (0.52, (136, 136, 134)), (1.0, (46, 50, 56))])
    canvas.paste(asphalt, (0, 0), mask)
    draw = ImageDraw.Draw(canvas)
    for side in (-1, 1):
        kerb = [at(side * 5, -1.6, 60), at(side * 5.3, -1.6, 60), at(side * 5.3, -1.6, 2)]
        draw.polygon([*kerb, at(side * 5, -1.6, 2)], fill=(92, 92, 92))


def _mirror(canvas: Image.Image) -> None:
    """The street upside down on the road, drawn long and blurred, where it is wet."""
    row = round(VANISHING[1] + 22 * SCALE)
    depth = HEIGHT - row
    above = canvas.crop((0, row - depth, WIDTH, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    long = above.resize((WIDTH, 40)).resize((WIDTH, depth), Image.Resampling.BICUBIC)
    wet = levels(fractal((WIDTH, depth), (9, 22), 41), 84, 176)
    mask = Image.new("L", SIZE)
    mask.paste(ImageChops.multiply(wet, ramp((WIDTH, depth), [(0.0, 215), (1.0, 160)])), (0, row))
    shine = canvas.copy()
    shine.paste(Image.blend(blur(above, 5 * SCALE), long, 0.6), (0, row))
    canvas.paste(shine, (0, 0), mask)


WALKERS = (
    # metres right, metres away, facing, colour of the umbrella
    (1.2, 26, 1, (116, 110, 110)),
    (-1.8, 20, -1, (172, 140, 82)),
    (2.7, 15, -1, (84, 108, 118)),
    (-3.2, 10.5, 1, (52, 84, 104)),
    (0.5, 8.2, 1, (188, 50, 42)),
    (3.0, 6.6, -1, (214, 164, 62)),
)


def _people(canvas: Image.Image) -> None:
    for x, z, facing, colour in WALKERS:
        layer = Image.new("RGBA", SIZE)
        draw = ImageDraw.Draw(layer)
        size = at(0, 0, z)[1] - at(0, 1.65, z)[1]
        spot = Spot(*at(x, -1.6, z), size, facing)
        ink = mix((34, 38, 46), HAZE, min(0.7, (z - 5) / 34))
        person(draw, spot, ink, stride=0.12)
        umbrella(draw, spot, mix(colour, HAZE, min(0.6, (z - 5) / 40)), ink)
        below = layer.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        below.putalpha(below.getchannel("A").point(lambda grey: grey * 2 // 5))
        canvas.paste(blur(below, 4 * SCALE), (0, round(2 * spot.y - HEIGHT)), below)
        canvas.paste(layer, (0, 0), layer)


def umbrella(draw: Draw, spot: Spot, colour: Colour, ink: Colour) -> None:
    """An open umbrella in the hand of a person of the same spot."""
    draw.line(spot.places((0.1, 0.62), (0.08, 1.2)), fill=ink, width=max(2, round(spot.size / 60)))
    top = ((-0.36, 0.98), (-0.2, 1.17), (0.08, 1.24), (0.36, 1.17), (0.52, 0.98))
    dome = smooth(spot.places(*top), closed=False)
    hem: list[Point] = []
    for scallop in range(4, -1, -1):
        right = -0.36 + 0.176 * scallop
        hem += spot.places((right + 0.176, 0.98), (right + 0.088, 1.02))
    draw.polygon([*dome, *hem], fill=colour)
    for rib in (-0.1, 0.08, 0.26):
        line = smooth(spot.places((0.08, 1.24), (0.08 + (rib - 0.08) * 0.7, 1.16), (rib, 1.0)),
                      closed=False)  # fmt: skip
        draw.line(line, fill=mix(colour, (20, 22, 28), 0.3), width=max(1, round(spot.size / 110)))


def _drops(canvas: Image.Image) -> None:
    chance = dice(73)
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for _ in range(1500):
        x, y = chance.uniform(-0.05, 1.05) * WIDTH, chance.uniform(-0.1, 1.0) * HEIGHT
        long = chance.uniform(26, 96) * SCALE
        draw.line(
            [(x, y), (x - long * 0.16, y + long)], chance.randint(34, 92), chance.choice((2, 2, 3))
        )
    wash(canvas, (236, 238, 238), blur(mask, 1.2))
    splash = Image.new("L", SIZE)
    draw = ImageDraw.Draw(splash)
    for _ in range(420):
        depth = chance.random() ** 0.7
        y = VANISHING[1] + (0.1 + 0.9 * depth) * (HEIGHT - VANISHING[1])
        x, size = chance.random() * WIDTH, (3 + 13 * depth) * SCALE
        draw.ellipse(
            (x - size, y - size * 0.3, x + size, y + size * 0.3), outline=120, width=SCALE
        )
    wash(canvas, (232, 232, 226), splash)
