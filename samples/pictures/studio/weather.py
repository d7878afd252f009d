"""Sky, clouds, hills and water, as most scenes out of doors need them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    Point,
    Size,
    Stop,
    blur,
    dice,
    fractal,
    gradient,
    land,
    levels,
    mirror,
    mix,
    ramp,
    ridge,
    ripple,
    wash,
    waves,
)
from studio.things import Draw

Hill = tuple[float, float, int, Colour]
"""Height as a share of the picture, roughness, seed, colour."""


def sheet(size: Size) -> tuple[Image.Image, Draw]:
    """An empty layer and the pen for it."""
    layer = Image.new("RGBA", size)
    return layer, ImageDraw.Draw(layer)


def open_air(size: Size, horizon: float, stops: Sequence[Stop]) -> Image.Image:
    """A canvas with nothing but a sky down to the horizon's row."""
    canvas = Image.new("RGB", size)
    canvas.paste(gradient((size[0], round(horizon)), stops))
    return canvas


def clouds(canvas: Image.Image, bottom: float, seed: int, lit: Colour, shade: Colour) -> None:
    """Long clouds above a row, light on top and darker below."""
    size = (canvas.width, round(bottom))
    body = levels(fractal(size, (6, 9), seed), 118, 208)
    light = ImageChops.multiply(body, ramp(size, [(0.0, 110), (0.6, 210), (1.0, 30)]))
    lower = ImageChops.offset(body, 0, 24 * SCALE)
    dark = ImageChops.multiply(lower, ramp(size, [(0.0, 120), (0.7, 110), (1.0, 0)]))
    sky = canvas.crop((0, 0, *size))
    wash(sky, shade, dark)
    wash(sky, lit, light)
    canvas.paste(sky)


def heap_cloud(canvas: Image.Image, centre: Point, width: float, tones: Sequence[Colour]) -> None:
    """A heaped cloud: balls of mist, from the shade below to the light above."""
    chance = dice(round(centre[0]))
    for step, tone in enumerate(tones):
        mask = Image.new("L", canvas.size)
        draw = ImageDraw.Draw(mask)
        rise = step / max(1, len(tones) - 1)
        for _ in range(26):
            x = centre[0] + chance.gauss(0, 0.2) * width * (1 - 0.35 * rise)
            y = centre[1] - (0.06 + 0.2 * rise * chance.random()) * width
            size = width * chance.uniform(0.05, 0.12) * (1 - 0.3 * rise)
            draw.ellipse((x - size, y - size, x + size, y + size * 0.8), fill=210)
        wash(canvas, tone, blur(mask, (16 - 6 * rise) * SCALE))


def hills(canvas: Image.Image, base: float, chain: Sequence[Hill], mist: Colour) -> None:
    """Chains of hills that stand on a row, the far ones first, with mist at their feet."""
    height = canvas.height
    foot = base / height
    for share, roughness, seed, colour in chain:
        mask = land(canvas.size, ridge(canvas.width, share * height, roughness, seed), base)
        wash(canvas, colour, mask)
        haze = [(0.0, 0), (max(0.01, foot - share * 0.8), 0), (foot, 175), (1.0, 175)]
        wash(canvas, mist, ImageChops.multiply(mask, ramp(canvas.size, haze)))


def forest(canvas: Image.Image, base: float, height: float, seed: int, colour: Colour) -> None:
    """A wall of trees on a row: crowns beside crowns, lighter where they catch the sky."""
    chance = dice(seed)
    draw = ImageDraw.Draw(canvas)
    skyline = ridge(canvas.width, 1.0, 0.6, seed)
    draw.rectangle((0, base - height * 0.4, canvas.width, base), fill=colour)
    for row in range(4):
        tone = mix(mix(colour, (226, 236, 206), 0.2), colour, row / 3)
        for _ in range(canvas.width // (14 * SCALE)):
            x = chance.random() * canvas.width
            top = height * (0.45 + 0.55 * skyline[int(x) % canvas.width]) * (1 - row * 0.2)
            size = height * chance.uniform(0.08, 0.2)
            box = (x - size, base - top, x + size, base - top + 2.2 * size)
            draw.ellipse(box, fill=mix(tone, colour, chance.random() * 0.7))


def water(canvas: Image.Image, row: float, deep: Colour, bright: Colour, seed: int) -> None:
    """Everything below a row becomes water that mirrors what stands above."""
    top, width = round(row), canvas.width
    depth = canvas.height - top
    reach = min(top, round(depth * 0.95))
    above = canvas.crop((0, top - reach, width, top))
    mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, depth))
    canvas.paste(blur(mirrored, 4 * SCALE), (0, top))
    canvas.paste(ripple(canvas, top, 22 * SCALE, seed))
    streaks = waves(canvas.size, top, seed + 3)
    start = top / canvas.height
    depths = ramp(canvas.size, [(0.0, 0), (start, 10), ((1 + start) / 2, 110), (1.0, 200)])
    wash(canvas, deep, ImageChops.multiply(levels(streaks, 126, 210), depths))
    sparkle = ramp(canvas.size, [(0.0, 0), (start, 80), (1.0, 38)])
    wash(canvas, bright, ImageChops.multiply(levels(streaks, 132, 50), sparkle))


def stand(canvas: Image.Image, layer: Image.Image, foot: float, depth: float) -> None:
    """Put a layer of things on the water, with a reflection that fades with depth."""
    below = ripple(mirror(layer, foot, 0.85, depth), foot, 12 * SCALE, round(foot))
    canvas.paste(below, (0, 0), below)
    canvas.paste(layer, (0, 0), layer)


def place(canvas: Image.Image, layer: Image.Image) -> None:
    """Put a layer of things on dry ground."""
    canvas.paste(layer, (0, 0), layer)


def grass(draw: Draw, box: tuple[float, float, float, float], colours: Sequence[Colour]) -> None:
    """Blades along a strip (left, foot, right, tallest)."""
    left, foot, right, tallest = box
    chance = dice(round(left + foot))
    for _ in range(round((right - left) / (2.2 * SCALE))):
        x, lean = chance.uniform(left, right), chance.uniform(-0.5, 0.5)
        tall = tallest * chance.uniform(0.3, 1.0)
        tip = (x + math.sin(lean) * tall, foot - tall)
        draw.line([(x, foot + 4 * SCALE), tip], fill=chance.choice(colours), width=SCALE + 1)
