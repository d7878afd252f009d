"""The harbour at dawn: a panorama of boats, stilt houses and hills."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    bloom,
    blur,
    finish,
    fractal,
    glow,
    gradient,
    land,
    levels,
    mirror,
    ramp,
    ridge,
    rim,
    ripple,
    wash,
    waves,
)
from studio.things import Draw, Paint, Spot, boat, house, palm, person

WIDTH, HEIGHT = 1900 * SCALE, 800 * SCALE
HORIZON = 0.52 * HEIGHT
SUN = (0.335 * WIDTH, 0.475 * HEIGHT)
SKY = [
    (0.0, (58, 84, 116)),
    (0.35, (128, 128, 148)),
    (0.62, (214, 158, 138)),
    (0.85, (246, 202, 150)),
    (1.0, (253, 232, 190)),
]
INK: Colour = (33, 36, 48)


def paint() -> Image.Image:
    """The finished picture."""
    scene = gradient((WIDTH, round(HORIZON)), SKY)
    canvas = Image.new("RGB", (WIDTH, HEIGHT))
    canvas.paste(scene)
    _clouds(canvas)
    glow(canvas, SUN, (900 * SCALE, 420 * SCALE), (235, 150, 80))
    _hills(canvas)
    glow(canvas, SUN, (300 * SCALE, 220 * SCALE), (255, 214, 150))
    glow(canvas, SUN, (52 * SCALE, 52 * SCALE), (255, 250, 226))
    _water(canvas)
    for layer, foot in (_far_boats(), _village(), _middle_boat(), _near_boat(), _jetty()):
        _stand(canvas, layer, foot)
    bloom(canvas, _window_light(), [6 * SCALE, 22 * SCALE])
    return finish(canvas, 41)


def _clouds(canvas: Image.Image) -> None:
    size = (WIDTH, round(HORIZON))
    body = levels(fractal(size, (7, 9), 5), 118, 205)
    lit = ImageChops.multiply(body, ramp(size, [(0.0, 90), (0.6, 190), (1.0, 20)]))
    shade = ImageChops.multiply(
        ImageChops.offset(body, 0, -26 * SCALE), ramp(size, [(0.0, 150), (0.7, 110), (1.0, 0)])
    )
    sky = canvas.crop((0, 0, *size))
    wash(sky, (104, 102, 128), shade)
    wash(sky, (255, 206, 170), lit)
    canvas.paste(sky)


def _hills(canvas: Image.Image) -> None:
    layers: list[tuple[float, float, int, Colour]] = [
        (0.2, 0.56, 11, (176, 146, 152)),
        (0.135, 0.55, 23, (136, 119, 138)),
        (0.075, 0.56, 31, (94, 92, 114)),
    ]
    for share, roughness, seed, colour in layers:
        skyline = ridge(WIDTH, share * HEIGHT, roughness, seed)
        leaning = [h * (0.35 + 0.9 * abs(x / WIDTH - 0.34)) for x, h in enumerate(skyline)]
        mask = land(canvas.size, leaning, HORIZON)
        wash(canvas, colour, mask)
        mist = ramp(canvas.size, [(0.0, 0), (0.44, 0), (0.52, 150), (1.0, 150)])
        wash(canvas, (250, 214, 176), ImageChops.multiply(mask, mist))


def _water(canvas: Image.Image) -> None:
    row = round(HORIZON)
    depth = HEIGHT - row
    above = canvas.crop((0, row - round(depth * 0.95), WIDTH, row))
    mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH, depth))
    canvas.paste(blur(mirrored, 5 * SCALE), (0, row))
    canvas.paste(ripple(canvas, row, 26 * SCALE, 3))
    streaks = waves(canvas.size, row, 17)
    depths = ramp(canvas.size, [(0.0, 0), (0.52, 10), (0.75, 120), (1.0, 205)])
    wash(canvas, (44, 62, 84), ImageChops.multiply(levels(streaks, 128, 210), depths))
    sparkle = ramp(canvas.size, [(0.0, 0), (0.52, 170), (0.8, 90), (1.0, 40)])
    bright = ImageChops.multiply(levels(streaks, 150, 60), sparkle)
    wash(canvas, (255, 226, 186), ImageChops.multiply(bright, _sun_path(canvas)))


def _sun_path(canvas: Image.Image) -> Image.Image:
    mask = Image.new("L", canvas.size, 26)
    half = 70 * SCALE
    path = [
        (SUN[0] - half, HORIZON),
        (SUN[0] + half, HORIZON),
        (SUN[0] + 3.4 * half, HEIGHT),
        (SUN[0] - 3.4 * half, HEIGHT),
    ]
    ImageDraw.Draw(mask).polygon(path, fill=255)
    return blur(mask, 46 * SCALE)


def _stand(canvas: Image.Image, layer: Image.Image, foot: float) -> None:
    """Put a layer of things on the water, with its reflection."""
    reflection = ripple(mirror(layer, foot, 0.9, HEIGHT * 0.3), foot, 13 * SCALE, round(foot))
    canvas.paste(reflection, (0, 0), reflection)
    canvas.paste(layer, (0, 0), layer)


def _sheet() -> tuple[Image.Image, Draw]:
    layer = Image.new("RGBA", (WIDTH, HEIGHT))
    return layer, ImageDraw.Draw(layer)


def _far_boats() -> tuple[Image.Image, float]:
    layer, draw = _sheet()
    foot = 0.545 * HEIGHT
    shade: Colour = (112, 98, 112)
    for x, length, facing in ((0.07, 92, 1), (0.2, 120, -1), (0.455, 84, 1), (0.53, 64, -1)):
        boat(draw, Spot(x * WIDTH, foot, length * SCALE, facing), shade, (146, 118, 120))
    return layer, foot


HOUSES = (
    (0.608, 84, 0.2, False),
    (0.662, 108, 0.3, True),
    (0.727, 112, 0.18, False),
    (0.79, 130, 0.34, True),
    (0.872, 158, 0.22, True),
    (0.957, 164, 0.36, False),
)
PALMS = ((0.675, 236, 2), (0.742, 190, 5), (0.762, 150, 7), (0.83, 290, 6), (0.918, 250, 9))
TIMBER = Paint(wall=(84, 71, 76), roof=(50, 46, 57), edge=(214, 150, 116))


def _village() -> tuple[Image.Image, float]:
    layer, draw = _sheet()
    foot = 0.6 * HEIGHT
    _grove(layer, foot - 16 * SCALE)
    for x, height, seed in PALMS:
        tree = Spot(x * WIDTH, foot - 44 * SCALE, height * SCALE, 1 if seed % 2 else -1)
        palm(draw, tree, (64, 61, 72), seed)
    for x, width, rise, lit in HOUSES:
        house(draw, Spot(x * WIDTH, foot, width * SCALE), TIMBER, rise, lit=lit)
    walk = foot - 40 * SCALE
    draw.rectangle((0.57 * WIDTH, walk, WIDTH, walk + 6 * SCALE), fill=TIMBER.roof)
    draw.rectangle((0.57 * WIDTH, walk, WIDTH, walk + 1.5 * SCALE), fill=TIMBER.edge)
    return layer, foot


def _grove(layer: Image.Image, foot: float) -> None:
    """The dark green behind the houses, thinning out towards the open bay."""
    skyline = ridge(WIDTH, 1.0, 0.62, 77)
    rising = [
        (0.35 + 0.65 * height) * 170 * SCALE * max(0.0, min(1.0, (x / WIDTH - 0.58) * 5))
        for x, height in enumerate(skyline)
    ]
    mask = land(layer.size, rising, foot)
    mask.paste(0, (0, 0, round(0.585 * WIDTH), HEIGHT))
    layer.paste((92, 86, 98, 255), (0, 0, *layer.size), mask)


def _middle_boat() -> tuple[Image.Image, float]:
    layer, draw = _sheet()
    foot = 0.69 * HEIGHT
    boat(draw, Spot(0.5 * WIDTH, foot, 236 * SCALE, -1), (52, 50, 62), (150, 106, 90))
    return layer, foot


def _near_boat() -> tuple[Image.Image, float]:
    layer, draw = _sheet()
    foot = 0.77 * HEIGHT
    boat(draw, Spot(0.14 * WIDTH, foot, 350 * SCALE, 1), INK, (148, 98, 82))
    person(draw, Spot(0.172 * WIDTH, foot - 22 * SCALE, 74 * SCALE, -1), INK, stride=0.07)
    return layer, foot


def _jetty() -> tuple[Image.Image, float]:
    layer, draw = _sheet()
    foot = 0.93 * HEIGHT
    deck = 0.775 * HEIGHT
    left = 0.665 * WIDTH
    for post in range(9):
        x = left + (20 + post * 84) * SCALE
        draw.rectangle((x, deck - 18 * SCALE, x + 11 * SCALE, foot), fill=(26, 27, 36))
    draw.rectangle((left, deck, WIDTH, deck + 15 * SCALE), fill=(30, 30, 40))
    draw.rectangle((left, deck, WIDTH, deck + 3 * SCALE), fill=(150, 108, 88))
    _people(layer, draw, deck)
    return layer, foot


def _people(layer: Image.Image, draw: Draw, deck: float) -> None:
    basket = (112, 76, 60)
    person(draw, Spot(0.705 * WIDTH, deck, 108 * SCALE, -1), INK, stride=0.05)
    person(draw, Spot(0.79 * WIDTH, deck, 114 * SCALE, -1), INK, stride=0.16, load=basket)
    person(draw, Spot(0.842 * WIDTH, deck, 104 * SCALE, -1), INK, stride=0.11, load=basket)
    person(draw, Spot(0.93 * WIDTH, deck, 110 * SCALE, 1), INK, stride=0.14)
    rim(layer, (-2 * SCALE, -2 * SCALE), (232, 164, 120), 0.7)


def _window_light() -> Image.Image:
    lights = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(lights)
    for x, width, _rise, lit in HOUSES:
        spot = Spot(x * WIDTH, 0.6 * HEIGHT, width * SCALE)
        for left in (-0.26, 0.16) if lit else ():
            corner, opposite = spot.place(left, 0.6), spot.place(left + 0.11, 0.48)
            draw.rectangle((*corner, *opposite), fill=(150, 92, 36))
    return lights
