"""Outrigger boats under bright sails, racing close together over a blue strait."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import SCALE, Colour, blur, finish, glow, mix, smooth, wash
from studio.things import Draw, Spot
from studio.weather import clouds, heap_cloud, hills, open_air, sheet, stand, water

WIDTH, HEIGHT = 1400 * SCALE, 1400 * SCALE
SIZE = (WIDTH, HEIGHT)
HORIZON = 0.55 * HEIGHT
SKY = [(0.0, (58, 118, 164)), (0.6, (142, 188, 206)), (1.0, (232, 226, 202))]
HULL: Colour = (240, 236, 222)
DARK: Colour = (44, 40, 42)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, HORIZON, SKY)
    clouds(canvas, HORIZON, 31, (250, 250, 244), (126, 166, 190))
    tones = [(150, 172, 188), (206, 214, 216), (250, 246, 236)]
    heap_cloud(canvas, (0.2 * WIDTH, HORIZON + 10 * SCALE), 700 * SCALE, tones)
    heap_cloud(canvas, (0.86 * WIDTH, HORIZON + 10 * SCALE), 560 * SCALE, tones)
    hills(
        canvas,
        HORIZON,
        [(0.07, 0.56, 6, (118, 152, 168)), (0.04, 0.6, 18, (84, 122, 128))],
        (206, 216, 208),
    )
    water(canvas, HORIZON, (20, 74, 104), (222, 240, 236), 7)
    for spot, sail in FLEET:
        _wake(canvas, spot)
        stand(canvas, _boat(spot, sail), spot.y, 0.26 * HEIGHT)
    glow(canvas, (0.9 * WIDTH, 0.05 * HEIGHT), (900 * SCALE, 800 * SCALE), (60, 54, 36))
    return finish(canvas, 73, vignette=0.32)


FLEET: tuple[tuple[Spot, Colour], ...] = (
    (Spot(0.14 * WIDTH, 0.575 * HEIGHT, 110 * SCALE), (226, 214, 190)),
    (Spot(0.62 * WIDTH, 0.58 * HEIGHT, 130 * SCALE), (222, 150, 70)),
    (Spot(0.86 * WIDTH, 0.605 * HEIGHT, 200 * SCALE), (62, 116, 116)),
    (Spot(0.3 * WIDTH, 0.64 * HEIGHT, 290 * SCALE), (232, 182, 66)),
    (Spot(0.72 * WIDTH, 0.72 * HEIGHT, 420 * SCALE), (238, 232, 214)),
    (Spot(0.37 * WIDTH, 0.85 * HEIGHT, 610 * SCALE), (194, 50, 42)),
)


def _boat(spot: Spot, sail: Colour) -> Image.Image:
    layer, draw = sheet(SIZE)
    _float(draw, spot, -1)
    _sail(layer, spot, sail)
    draw = ImageDraw.Draw(layer)
    hull = spot.places((-0.56, 0.075), (-0.3, 0.04), (0.1, 0.035), (0.42, 0.06), (0.62, 0.13))
    keel = spot.places((0.5, 0.04), (0.2, -0.005), (-0.2, -0.01), (-0.48, 0.01))
    draw.polygon(smooth(hull, closed=False) + smooth(keel, closed=False), fill=HULL)
    stripe = smooth(
        spot.places((-0.53, 0.045), (-0.1, 0.02), (0.3, 0.025), (0.57, 0.09)), closed=False
    )
    draw.line(
        stripe,
        fill=sail if sum(sail) < 600 else (40, 84, 120),
        width=max(2, round(spot.size * 0.014)),
    )
    _crew(draw, spot)
    _float(draw, spot, 1)
    return layer


def _sail(layer: Image.Image, spot: Spot, colour: Colour) -> None:
    """A tall triangle, boom low and yard high, lighter where the sun comes through."""
    foot, peak = spot.place(0.2, 0.1), spot.place(-0.06, 1.16)
    clew = spot.place(-0.62, 0.2)
    leech = smooth([peak, spot.place(-0.4, 0.66), clew], closed=False)
    luff = smooth([foot, spot.place(0.12, 0.64), peak], closed=False)
    bottom = smooth([clew, spot.place(-0.2, 0.08), foot], closed=False)
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).polygon(luff + leech + bottom, fill=255)
    layer.paste((*colour, 255), (0, 0), mask)
    light = Image.new("L", SIZE)
    ImageDraw.Draw(light).polygon([foot, peak, spot.place(-0.2, 0.5)], fill=150)
    wash(
        layer,
        mix(colour, (255, 252, 236), 0.55),
        ImageChops.multiply(blur(light, spot.size / 9), mask),
    )
    fold = Image.new("L", SIZE)
    ImageDraw.Draw(fold).polygon([clew, peak, spot.place(-0.36, 0.4)], fill=120)
    wash(
        layer,
        mix(colour, (30, 30, 44), 0.45),
        ImageChops.multiply(blur(fold, spot.size / 12), mask),
    )
    layer.putalpha(ImageChops.lighter(layer.getchannel("A"), mask))
    draw = ImageDraw.Draw(layer)
    for seam in range(1, 7):
        share = seam / 7
        start = (foot[0] + (peak[0] - foot[0]) * share, foot[1] + (peak[1] - foot[1]) * share)
        end = (clew[0] + (peak[0] - clew[0]) * share, clew[1] + (peak[1] - clew[1]) * share)
        draw.line(
            [start, end], fill=mix(colour, DARK, 0.22), width=max(1, round(spot.size * 0.004))
        )
    thin = max(2, round(spot.size * 0.013))
    draw.line([spot.place(0.08, 0.03), spot.place(0.02, 0.98)], fill=DARK, width=thin)
    draw.line(luff, fill=DARK, width=thin)
    draw.line(bottom, fill=DARK, width=thin)


def _float(draw: Draw, spot: Spot, side: int) -> None:
    """An outrigger: booms over the water, and the log at their ends."""
    thin, low = max(2, round(spot.size * 0.012)), -0.085 if side > 0 else 0.015
    for right in (-0.2, 0.22):
        boom = spot.places(
            (right, 0.05), (right + 0.03 * side, 0.07), (right + 0.06 * side, low + 0.01)
        )
        draw.line(smooth(boom, closed=False), fill=(170, 132, 84), width=thin)
    log = smooth(
        spot.places((-0.34, low), (0.0, low - 0.008), (0.36, low), (0.44, low + 0.022)),
        closed=False,
    )
    draw.line(
        log,
        fill=(206, 172, 116) if side > 0 else (150, 122, 88),
        width=max(3, round(spot.size * 0.022)),
    )


def _crew(draw: Draw, spot: Spot) -> None:
    for number, right in enumerate((-0.42, -0.3, -0.08, 0.3)):
        shirt: Colour = ((60, 66, 86), (150, 52, 44), (70, 96, 84), (52, 48, 56))[number]
        body = spot.places(
            (right - 0.035, 0.05),
            (right - 0.045, 0.11),
            (right - 0.005, 0.145),
            (right + 0.03, 0.1),
            (right + 0.035, 0.05),
        )
        draw.polygon(smooth(body, 6), fill=shirt)
        x, y = spot.place(right + 0.006, 0.168)
        head = spot.size * 0.019
        draw.ellipse((x - head, y - head * 1.15, x + head, y + head * 1.15), fill=(96, 66, 52))


def _wake(canvas: Image.Image, spot: Spot) -> None:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for step in range(26):
        share = step / 25
        x, y = spot.place(-0.5 - share * 0.75, -0.01 - share * 0.03)
        size = spot.size * (0.02 + 0.03 * share)
        draw.ellipse(
            (x - size * 2, y - size * 0.35, x + size * 2, y + size * 0.35),
            fill=round(150 * (1 - share)),
        )
    x, y = spot.place(0.5, 0.0)
    draw.ellipse(
        (x - spot.size * 0.09, y - spot.size * 0.02, x + spot.size * 0.05, y + spot.size * 0.02),
        fill=210,
    )
    wash(canvas, (244, 248, 244), blur(mask, 3 * SCALE))
