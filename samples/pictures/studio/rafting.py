"""Children in a dug-out canoe on their way to school, on a river full of mist."""

from __future__ import annotations

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, dice, finish, glow, ramp, rim, smooth, wash
from studio.things import Draw, Spot, person
from studio.weather import forest, hills, open_air, sheet, stand, water

WIDTH, HEIGHT = 1200 * SCALE, 1500 * SCALE
SIZE = (WIDTH, HEIGHT)
WATERLINE = 0.56 * HEIGHT
FOOT = 0.76 * HEIGHT
BOAT = Spot(0.5 * WIDTH, FOOT, 860 * SCALE)
SKY = [(0.0, (166, 186, 186)), (0.5, (222, 222, 204)), (1.0, (250, 236, 206))]
INK: Colour = (38, 44, 46)
WHITE: Colour = (226, 222, 210)
RED: Colour = (150, 46, 42)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, WATERLINE, SKY)
    sun = (0.66 * WIDTH, 0.24 * HEIGHT)
    glow(canvas, sun, (620 * SCALE, 620 * SCALE), (110, 84, 36))
    glow(canvas, sun, (90 * SCALE, 90 * SCALE), (240, 226, 180))
    chain = [
        (0.3, 0.55, 3, (176, 194, 188)),
        (0.22, 0.57, 14, (140, 168, 160)),
        (0.15, 0.6, 29, (104, 138, 126)),
    ]
    hills(canvas, WATERLINE, chain, (240, 232, 212))
    forest(canvas, WATERLINE, 120 * SCALE, 17, (74, 104, 86))
    mist = [(0.0, 0), (0.42, 0), (0.53, 190), (0.56, 215), (0.6, 0), (1.0, 0)]
    wash(canvas, (246, 238, 220), ramp(SIZE, mist))
    water(canvas, WATERLINE, (56, 84, 82), (252, 244, 222), 12)
    stand(canvas, _canoe(), FOOT, 0.2 * HEIGHT)
    _reeds(canvas)
    return finish(canvas, 53, vignette=0.4)


def _canoe() -> Image.Image:
    man, draw = sheet(SIZE)
    pole = BOAT.places((-0.5, 0.58), (-0.34, -0.06))
    draw.line(pole, fill=(92, 74, 54), width=7 * SCALE)
    person(draw, Spot(*BOAT.place(-0.37, 0.05), 300 * SCALE, 1), INK, stride=0.09)
    hat = BOAT.places((-0.45, 0.37), (-0.365, 0.42), (-0.28, 0.37))
    draw.polygon(hat, fill=(172, 142, 92))
    layer, draw = sheet(SIZE)
    for number, right in enumerate((-0.17, -0.02, 0.12, 0.26)):
        _child(draw, Spot(*BOAT.place(right, 0.055), (150 - 6 * number) * SCALE), number)
    _hull(draw)
    rim(layer, (3 * SCALE, -3 * SCALE), (255, 226, 176), 0.8)
    man.alpha_composite(layer)
    return man


def _child(draw: Draw, spot: Spot, number: int) -> None:
    """Sitting, in a white shirt, with a red cap or long hair and a bag."""
    bag: Colour = ((64, 88, 116), (120, 92, 52), (96, 60, 88), (58, 96, 82))[number]
    pack = spot.places((-0.36, 0.12), (-0.4, 0.42), (-0.24, 0.52), (-0.12, 0.3))
    draw.polygon(smooth(pack), fill=bag)
    torso = spot.places(
        (-0.2, 0), (-0.22, 0.34), (-0.13, 0.56), (0.08, 0.56), (0.17, 0.34), (0.2, 0)
    )
    draw.polygon(smooth(torso), fill=WHITE)
    arm = smooth(spot.places((-0.02, 0.5), (0.06, 0.3), (0.24, 0.16)), closed=False)
    draw.line(arm, fill=(196, 190, 178), width=round(spot.size * 0.11), joint="curve")
    x, y = spot.place(0.0, 0.75)
    head = spot.size * 0.155
    draw.ellipse((x - head, y - head * 1.1, x + head, y + head * 1.1), fill=(112, 76, 58))
    if number % 2:
        hair = spot.places((-0.2, 0.48), (-0.19, 0.84), (0.0, 0.95), (0.12, 0.86), (-0.05, 0.74))
        draw.polygon(smooth(hair), fill=INK)
        return
    cap = (x - head * 1.06, y - head * 1.3, x + head * 1.06, y + head * 0.5)
    draw.pieslice(cap, 180, 360, fill=RED)
    draw.rectangle((x, y - head * 0.45, x + head * 1.6, y - head * 0.25), fill=RED)


def _hull(draw: Draw) -> None:
    rail = BOAT.places((-0.58, 0.13), (-0.45, 0.075), (0.0, 0.055), (0.4, 0.08), (0.55, 0.15))
    keel = BOAT.places((0.5, 0.07), (0.35, 0.0), (0.0, -0.014), (-0.4, 0.0), (-0.53, 0.06))
    draw.polygon(smooth(rail, closed=False) + smooth(keel, closed=False), fill=(52, 44, 40))
    draw.line(smooth(rail, closed=False), fill=(168, 124, 84), width=6 * SCALE)


def _reeds(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    chance = dice(64)
    for number in range(150):
        side = 1 if number % 2 else -1
        x = (0.5 + side * (0.53 - 0.22 * chance.random() ** 1.7)) * WIDTH
        tall = chance.uniform(90, 330) * SCALE * (1 - abs(0.5 + side * 0.5 - x / WIDTH) * 2.6)
        bend = chance.gauss(-side * 20, 38) * SCALE
        blade = [(x, HEIGHT), (x + bend * 0.25, HEIGHT - tall * 0.6), (x + bend, HEIGHT - tall)]
        tone: Colour = ((34, 50, 46), (44, 64, 54), (62, 82, 62))[number % 3]
        draw.line(smooth(blade, closed=False), fill=tone, width=5 * SCALE, joint="curve")
