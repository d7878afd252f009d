"""How to paint: gradients, noise, light, water, grain. Every number of chance has a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]
Size = tuple[int, int]
Stop = tuple[float, Colour]

SCALE = 2  # painted at twice the size and brought down, which smooths every edge


def dice(seed: int) -> random.Random:
    """A source of chance that always falls the same way."""
    return random.Random(seed)  # noqa: S311 - a picture is no secret


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; ``share`` 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def colour_at(stops: Sequence[Stop], place: float) -> Colour:
    """The colour at a place from 0 to 1 between stops in rising order."""
    for (start, first), (end, second) in pairwise(stops):
        if place <= end:
            share = max(0.0, (place - start) / (end - start))
            return mix(first, second, share * share * (3 - 2 * share))
    return stops[-1][1]


def gradient(size: Size, stops: Sequence[Stop]) -> Image.Image:
    """Colours from top to bottom, eased between the stops."""
    column = Image.new("RGB", (1, 512))
    for row in range(512):
        column.putpixel((0, row), colour_at(stops, row / 511))
    return column.resize(size, Image.Resampling.BICUBIC)


def noise(size: Size, cells: Size, seed: int) -> Image.Image:
    """Soft grey patches, ``cells`` of them across and down."""
    raw = dice(seed).randbytes(cells[0] * cells[1])
    return Image.frombytes("L", cells, raw).resize(size, Image.Resampling.BICUBIC)


def fractal(size: Size, cells: Size, seed: int, octaves: int = 4) -> Image.Image:
    """Patches within patches, as clouds and stone have them."""
    sum_of_all = noise(size, cells, seed)
    for octave in range(1, octaves):
        finer = noise(size, (cells[0] << octave, cells[1] << octave), seed + octave)
        sum_of_all = Image.blend(sum_of_all, finer, 1 / (octave + 1.6))
    return sum_of_all


def levels(mask: Image.Image, low: int, high: int, gain: float = 1.0) -> Image.Image:
    """Stretch greys so that ``low`` becomes black and ``high`` white times ``gain``."""
    return mask.point(
        lambda grey: round(255 * gain * min(1.0, max(0.0, (grey - low) / (high - low))))
    )


def ramp(size: Size, stops: Sequence[tuple[float, int]]) -> Image.Image:
    """A grey mask from top to bottom."""
    return gradient(size, [(place, (grey, grey, grey)) for place, grey in stops]).getchannel(0)


def blur(image: Image.Image, radius: float) -> Image.Image:
    """Soften by a radius in pixels, made fast for large radii by working small."""
    step = max(1, int(radius / 8))
    if step == 1:
        return image.filter(ImageFilter.GaussianBlur(radius))
    small = image.resize(
        (max(1, image.width // step), max(1, image.height // step)), Image.Resampling.BOX
    )
    soft = small.filter(ImageFilter.GaussianBlur(radius / step))
    return soft.resize(image.size, Image.Resampling.BICUBIC)


def wash(image: Image.Image, colour: Colour, mask: Image.Image) -> None:
    """Lay one colour over the picture where the mask is light."""
    image.paste(colour, (0, 0, *image.size), mask)


def glow(image: Image.Image, centre: Point, radius: Point, colour: Colour) -> None:
    """Add light that fades from a centre outwards (an ellipse, radii in pixels)."""
    box = (round(2 * radius[0]), round(2 * radius[1]))
    fade = Image.radial_gradient("L").resize(box).point(_fading)
    light = Image.composite(Image.new("RGB", box, colour), Image.new("RGB", box), fade)
    corner = (round(centre[0] - radius[0]), round(centre[1] - radius[1]))
    canvas = Image.new("RGB", image.size)
    canvas.paste(light, corner)
    image.paste(ImageChops.screen(image, canvas))


def _fading(grey: int) -> int:
    return int(255 * max(0.0, 1 - grey / 180) ** 2.4 + 0.5)


def bloom(image: Image.Image, lights: Image.Image, radii: Sequence[float]) -> None:
    """Add a layer of lights on black, sharp and again blurred by each radius."""
    lit = ImageChops.screen(image, lights)
    for radius in radii:
        lit = ImageChops.screen(lit, blur(lights, radius))
    image.paste(lit)


def ridge(width: int, height: float, roughness: float, seed: int) -> list[float]:
    """Heights of a skyline from 0 to ``height``, one for every pixel column."""
    chance = dice(seed)
    skyline = [chance.random(), chance.random()]
    swing = 0.5
    while len(skyline) < width:
        skyline = _halved(skyline, swing if len(skyline) < width // 4 else 0.0, chance)
        swing *= roughness
    low, high = min(skyline), max(skyline)
    return [height * (value - low) / (high - low) for value in skyline[:width]]


def _halved(skyline: list[float], swing: float, chance: random.Random) -> list[float]:
    finer = []
    for left, right in pairwise(skyline):
        finer += [left, (left + right) / 2 + chance.uniform(-swing, swing)]
    return [*finer, skyline[-1]]


def land(size: Size, skyline: Sequence[float], base: float) -> Image.Image:
    """Mask of everything between a skyline and the line it stands on."""
    mask = Image.new("L", size)
    outline = [(column, base - height) for column, height in enumerate(skyline)]
    ImageDraw.Draw(mask).polygon([(0.0, base), *outline, (float(size[0]), base)], fill=255)
    return mask


def smooth(points: Sequence[Point], steps: int = 12, *, closed: bool = True) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    count = len(points)
    spans = range(count if closed else count - 1)
    curve = []
    for span in spans:
        four = [_point(points, span + offset, closed=closed) for offset in (-1, 0, 1, 2)]
        curve += [_between(four, step / steps) for step in range(steps)]
    return curve if closed else [*curve, points[-1]]


def _point(points: Sequence[Point], place: int, *, closed: bool) -> Point:
    if closed:
        return points[place % len(points)]
    return points[min(max(place, 0), len(points) - 1)]


def _between(four: Sequence[Point], share: float) -> Point:
    return (
        _spline([point[0] for point in four], share),
        _spline([point[1] for point in four], share),
    )


def _spline(four: Sequence[float], t: float) -> float:
    a, b, c, d = four
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def mirror(layer: Image.Image, waterline: float, squeeze: float, depth: float) -> Image.Image:
    """What stands above the waterline, upside down below it and fading with depth.

    Args:
        layer: RGBA, transparent where nothing stands.
        waterline: Row in which thing and water meet.
        squeeze: Height of the reflection as a share of the thing's.
        depth: How many pixels it takes to fade away.
    """
    row = round(waterline)
    above = layer.crop((0, 0, layer.width, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    above = above.resize((layer.width, max(1, round(row * squeeze))))
    below = Image.new("RGBA", layer.size)
    below.paste(above, (0, row))
    fade = Image.new("L", layer.size)
    tail = ramp((layer.width, max(1, round(depth))), [(0.0, 190), (1.0, 0)])
    fade.paste(tail, (0, row))
    below.putalpha(ImageChops.multiply(below.getchannel("A"), fade))
    return below


def rim(layer: Image.Image, shift: Point, colour: Colour, strength: float = 1.0) -> None:
    """Light the edges of what stands on an RGBA layer, as from the side ``shift`` points to."""
    shape = layer.getchannel("A")
    moved = ImageChops.offset(shape, -round(shift[0]), -round(shift[1]))
    edge = blur(ImageChops.subtract(shape, moved), SCALE).point(
        lambda grey: round(grey * strength)
    )
    wash(layer, colour, ImageChops.multiply(edge, shape))
    layer.putalpha(shape)


def ripple(image: Image.Image, top: float, reach: float, seed: int) -> Image.Image:
    """Shift the rows below ``top`` sideways as small waves do, more towards the viewer."""
    chance = dice(seed)
    rippled = image.copy()
    slow, fast = chance.random() * 6, chance.random() * 6
    for row in range(round(top), image.height):
        nearness = (row - top) / (image.height - top)
        slow += 0.34 - 0.24 * nearness
        fast += 0.9 - 0.62 * nearness
        swing = 0.7 * math.sin(slow + math.sin(fast * 0.37)) + 0.4 * math.sin(fast)
        strip = image.crop((0, row, image.width, row + 1))
        rippled.paste(strip, (round(reach * (0.12 + nearness) * swing), row))
    return rippled


def waves(size: Size, top: float, seed: int) -> Image.Image:
    """Mask of flat wave streaks below ``top``: fine far away, broad near the viewer."""
    mask = Image.new("L", size)
    rows = [(0.0, 0.16, 90, 46), (0.16, 0.42, 46, 34), (0.42, 1.0, 20, 26)]
    height = size[1] - top
    for band, (start, end, across, down) in enumerate(rows):
        box = (size[0], round(height * (end - start)) + 2)
        mask.paste(noise(box, (across, down), seed + band), (0, round(top + height * start)))
    return blur(mask, 3)


def finish(
    image: Image.Image, seed: int, *, grain: float = 0.11, vignette: float = 0.35
) -> Image.Image:
    """Bring down to size, darken the corners a little and add film grain."""
    size = (image.width // SCALE, image.height // SCALE)
    picture = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    corners = (
        Image.radial_gradient("L")
        .resize(size)
        .point(lambda grey: round(255 * vignette * max(0.0, (grey - 110) / 145) ** 1.6))
    )
    dark = ImageChops.multiply(picture, Image.new("RGB", size, (120, 116, 122)))
    picture = Image.composite(dark, picture, corners)
    speckle = blur(noise(size, size, seed), 0.7).point(
        lambda grey: round(128 + (grey - 128) * grain)
    )
    return ImageChops.overlay(picture, Image.merge("RGB", (speckle,) * 3))
