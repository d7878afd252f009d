"""A shadow play: the lit screen, two figures with the tree of life between them, the audience."""

from __future__ import annotations

from itertools import pairwise

from PIL import Image, ImageDraw, ImageFilter

from studio.brushes import (
    SCALE,
    Colour,
    Point,
    blur,
    dice,
    finish,
    fractal,
    glow,
    levels,
    rim,
    smooth,
    wash,
)
from studio.things import Draw, Spot

WIDTH, HEIGHT = 1600 * SCALE, 1080 * SCALE
SIZE = (WIDTH, HEIGHT)
SCREEN = (0.1 * WIDTH, 0.09 * HEIGHT, 0.9 * WIDTH, 0.7 * HEIGHT)
LAMP: Point = (0.5 * WIDTH, 0.28 * HEIGHT)
INK: Colour = (40, 22, 16)
FOOT = 0.665 * HEIGHT


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", SIZE, (24, 16, 16))
    _cloth(canvas)
    shadows = Image.new("RGBA", SIZE)
    draw = ImageDraw.Draw(shadows)
    _tree_of_life(draw, Spot(0.5 * WIDTH, FOOT, 430 * SCALE))
    puppet(draw, Spot(0.315 * WIDTH, FOOT, 500 * SCALE, 1))
    puppet(draw, Spot(0.69 * WIDTH, FOOT, 470 * SCALE, -1))
    _row_of_puppets(draw)
    soft = shadows.filter(ImageFilter.GaussianBlur(2 * SCALE))
    canvas.paste(soft, (0, 0), soft)
    _frame(canvas)
    glow(canvas, LAMP, (900 * SCALE, 620 * SCALE), (92, 58, 22))
    _audience(canvas)
    return finish(canvas, 67, vignette=0.6)


def _cloth(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    draw.rectangle(SCREEN, fill=(190, 120, 56))
    for radius, tone in ((820, (214, 146, 74)), (620, (236, 178, 98)), (400, (250, 210, 136))):
        light = Image.new("L", SIZE)
        pen = ImageDraw.Draw(light)
        x, y = LAMP
        reach = radius * SCALE
        pen.ellipse((x - reach, y - reach * 0.72, x + reach, y + reach * 0.72), fill=210)
        mask = blur(light, 150 * SCALE)
        keep = Image.new("L", SIZE)
        keep.paste(mask.crop(SCREEN), (round(SCREEN[0]), round(SCREEN[1])))
        wash(canvas, tone, keep)
    weave = levels(fractal(SIZE, (40, 60), 12, 3), 120, 220, 0.16)
    weave.paste(0, (0, round(SCREEN[3]), WIDTH, HEIGHT))
    wash(canvas, (120, 66, 30), weave)


LEAF = (
    (0.15, 0.0), (0.17, 0.1), (0.22, 0.2), (0.32, 0.33), (0.33, 0.46), (0.26, 0.62), (0.17, 0.78),
    (0.08, 0.93), (0.03, 1.03), (0.0, 1.12),
)  # fmt: skip


def _half_width(up: float) -> float:
    for (first, low), (second, high) in pairwise(LEAF):
        if up <= high:
            return first + (second - first) * (up - low) / (high - low)
    return 0.0


def _tree_of_life(draw: Draw, spot: Spot) -> None:
    """The gunungan: a leaf of lace, with a gate, a trunk and branches cut out of it."""
    half = [spot.place(right, up) for right, up in LEAF]
    other = [(2 * spot.x - x, y) for x, y in reversed(half)]
    outline = smooth(half, closed=False) + smooth(other, closed=False)
    draw.polygon(outline, fill=INK)
    light: Colour = (244, 190, 112)
    for level in range(10):
        up = 0.36 + level * 0.06
        for step in (*range(-4, 0), *range(1, 5)):
            share = step / 4.6
            x, y = spot.place(_half_width(up) * share, up + 0.03 * abs(share))
            size = spot.size * 0.0034 * (0.6 + 10 * _half_width(up))
            draw.ellipse((x - size * 1.5, y - size, x + size * 1.5, y + size), fill=light)
    trunk = spot.places((-0.012, 0.3), (-0.008, 0.95), (0.008, 0.95), (0.012, 0.3))
    draw.polygon(trunk, fill=light)
    gate = spot.places((-0.12, 0.05), (-0.12, 0.18), (0, 0.28), (0.12, 0.18), (0.12, 0.05))
    draw.polygon(gate, fill=light)
    doors = spot.places((-0.08, 0.05), (-0.08, 0.16), (0, 0.22), (0.08, 0.16), (0.08, 0.05))
    draw.polygon(doors, fill=INK)
    draw.line(spot.places((0, 0.06), (0, 0.22)), fill=light, width=3 * SCALE)
    draw.line(spot.places((0, 0.05), (0, -0.06)), fill=INK, width=7 * SCALE)


FACE = (
    # a refined knight from the side: bowed head, and a nose that goes on from the forehead
    (-0.03, 0.64), (0.025, 0.64), (0.03, 0.7), (0.065, 0.715), (0.08, 0.735), (0.075, 0.75),
    (0.095, 0.757), (0.09, 0.77), (0.165, 0.762), (0.11, 0.82), (0.06, 0.865), (0.0, 0.89),
    (-0.06, 0.88), (-0.1, 0.83), (-0.085, 0.77), (-0.05, 0.73),
)  # fmt: skip
CURL = (
    # his hair, drawn up from the neck and over the crown like a prawn's tail
    (-0.06, 0.78), (-0.14, 0.8), (-0.205, 0.87), (-0.22, 0.96), (-0.17, 1.05), (-0.08, 1.09),
    (0.01, 1.06), (0.04, 0.99), (0.0, 1.02), (-0.06, 1.03), (-0.12, 0.99), (-0.13, 0.93),
    (-0.09, 0.885), (-0.02, 0.885),
)  # fmt: skip
BODY = (
    (0.03, 0.68), (0.1, 0.62), (0.075, 0.52), (0.05, 0.45), (0.09, 0.4), (0.14, 0.3), (0.1, 0.22),
    (0.19, 0.05), (0.26, 0.03), (0.25, 0.0), (0.12, 0.0), (0.05, 0.2), (-0.02, 0.2), (-0.1, 0.0),
    (-0.02, 0.0), (-0.03, -0.012), (-0.21, -0.012), (-0.17, 0.06), (-0.1, 0.2), (-0.2, 0.28),
    (-0.33, 0.22), (-0.3, 0.33), (-0.16, 0.38), (-0.07, 0.45), (-0.1, 0.54), (-0.12, 0.62),
    (-0.05, 0.68),
)  # fmt: skip
ARMS = (
    ((0.08, 0.63), (0.2, 0.5), (0.33, 0.58), (0.44, 0.66)),
    ((-0.1, 0.63), (-0.2, 0.48), (-0.06, 0.38), (0.12, 0.36)),
)


def puppet(draw: Draw, spot: Spot) -> None:
    """The shadow of a leather puppet with its rods; ``spot.size`` is its height."""
    draw.line(spot.places((0.0, 0.6), (0.01, -0.08)), fill=INK, width=8 * SCALE)
    draw.polygon(smooth(spot.places(*BODY), 8), fill=INK)
    draw.polygon(spot.places(*FACE), fill=INK)
    draw.polygon(smooth(spot.places(*CURL)), fill=INK)
    wing = spot.places((-0.08, 0.66), (-0.26, 0.74), (-0.34, 0.66), (-0.3, 0.56), (-0.12, 0.6))
    draw.polygon(smooth(wing), fill=INK)
    for arm in ARMS:
        curve = smooth(spot.places(*arm), closed=False)
        draw.line(curve, fill=INK, width=round(spot.size * 0.034), joint="curve")
        x, y = spot.place(*arm[-1])
        hand = spot.size * 0.026
        draw.ellipse((x - hand, y - hand, x + hand, y + hand), fill=INK)
        draw.line([(x, y), spot.place(arm[-1][0] * 0.72, -0.08)], fill=INK, width=4 * SCALE)
        for ring in (0.52, 0.6):
            wx, wy = curve[int(len(curve) * ring)]
            size = spot.size * 0.012
            draw.ellipse((wx - size, wy - size, wx + size, wy + size), fill=(236, 180, 104))
    _lace(draw, spot)


def _lace(draw: Draw, spot: Spot) -> None:
    """Holes punched into the leather, through which the lamp shines."""
    light: Colour = (236, 180, 104)
    holes = [(-0.02 + 0.03 * n, 0.43) for n in range(3)]
    holes += [(-0.12 + 0.05 * n, 0.31 + 0.02 * (n % 2)) for n in range(5)]
    holes += [(-0.24 + 0.04 * n, 0.63 + 0.02 * (n % 2)) for n in range(3)]
    holes += [(-0.155 - 0.02 * (n % 3), 0.88 + 0.045 * n) for n in range(4)]
    for right, up in holes:
        x, y = spot.place(right, up)
        size = spot.size * 0.011
        draw.ellipse((x - size, y - size * 0.8, x + size, y + size * 0.8), fill=light)
    x, y = spot.place(0.06, 0.805)
    size = spot.size * 0.014
    draw.ellipse((x - size * 1.5, y - size * 0.5, x + size * 1.5, y + size * 0.5), fill=light)


def _row_of_puppets(draw: Draw) -> None:
    """Those who wait their turn, stuck into the banana stem at both sides."""
    for side in (0, 1):
        for number in range(4):
            share = 0.15 + number * 0.022
            x = (1 - share if side else share) * WIDTH
            puppet(draw, Spot(x, FOOT, (330 - number * 50) * SCALE, -1 if side else 1))


def _frame(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    left, top, right, bottom = SCREEN
    wood: Colour = (70, 30, 24)
    for box in (
        (left - 22 * SCALE, top - 34 * SCALE, right + 22 * SCALE, top),
        (left - 30 * SCALE, top - 34 * SCALE, left, bottom + 40 * SCALE),
        (right, top - 34 * SCALE, right + 30 * SCALE, bottom + 40 * SCALE),
    ):
        draw.rectangle(box, fill=wood)
    draw.rectangle((left, bottom - 12 * SCALE, right, bottom + 44 * SCALE), fill=(62, 66, 40))
    draw.rectangle((left, bottom - 12 * SCALE, right, bottom - 6 * SCALE), fill=(138, 132, 78))
    draw.rectangle(
        (left - 30 * SCALE, top - 34 * SCALE, right + 30 * SCALE, top - 28 * SCALE), (132, 64, 44)
    )


def _audience(canvas: Image.Image) -> None:
    chance = dice(14)
    for row, (line, size, tone) in enumerate(
        ((0.83, 58, (58, 34, 26)), (0.92, 76, (38, 24, 22)), (1.02, 96, (20, 14, 16)))
    ):
        layer = Image.new("RGBA", SIZE)
        draw = ImageDraw.Draw(layer)
        count = 13 - row * 2
        for seat in range(count + 1):
            x = (seat + chance.uniform(0.2, 0.8) - 0.5) * WIDTH / count
            y = (line + chance.uniform(-0.012, 0.012)) * HEIGHT
            _head(draw, (x, y), size * SCALE * chance.uniform(0.85, 1.1), (tone, seat))
        rim(layer, (0, -3 * SCALE), (232, 158, 84), 0.8 - row * 0.15)
        canvas.paste(layer, (0, 0), layer)


def _head(draw: Draw, centre: Point, size: float, kind: tuple[Colour, int]) -> None:
    x, y = centre
    tone, seat = kind
    body = [
        (x - size * 1.5, y + size * 3),
        (x - size * 1.25, y + size * 1.5),
        (x - size * 0.4, y + size * 0.95),
    ]
    body += [
        (x + size * 0.4, y + size * 0.95),
        (x + size * 1.25, y + size * 1.5),
        (x + size * 1.5, y + size * 3),
    ]
    draw.polygon(smooth(body, closed=False), fill=tone)
    draw.ellipse((x - size * 0.62, y - size * 0.75, x + size * 0.62, y + size * 0.8), fill=tone)
    draw.rectangle((x - size * 0.3, y + size * 0.4, x + size * 0.3, y + size * 1.2), fill=tone)
    if seat % 3 == 0:
        cap = [(x - size * 0.62, y - size * 0.3), (x - size * 0.52, y - size * 0.95)]
        cap += [(x + size * 0.52, y - size * 0.95), (x + size * 0.62, y - size * 0.3)]
        draw.polygon(cap, fill=tone)
    elif seat % 3 == 1:
        scarf = [
            (x - size * 0.72, y + size * 1.1),
            (x - size * 0.7, y - size * 0.3),
            (x, y - size * 0.86),
        ]
        scarf += [(x + size * 0.7, y - size * 0.3), (x + size * 0.72, y + size * 1.1)]
        draw.polygon(smooth(scarf, closed=False), fill=tone)
