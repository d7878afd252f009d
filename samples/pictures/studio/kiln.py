"""The potter's kiln at nightfall: the glowing mouth, smoke, and jars set out to cool."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, Point, blur, dice, finish, glow, mix, rim, smooth, wash
from studio.mender import limb
from studio.things import Draw, Spot
from studio.weather import clouds, forest, hills, open_air, place, sheet

WIDTH, HEIGHT = 1160 * SCALE, 1500 * SCALE
SIZE = (WIDTH, HEIGHT)
GROUND = 0.76 * HEIGHT
KILN = Spot(0.56 * WIDTH, 0.79 * HEIGHT, 700 * SCALE)
MOUTH: Point = (0.5 * WIDTH, 0.735 * HEIGHT)
SKY = [(0.0, (30, 44, 74)), (0.5, (92, 88, 112)), (0.85, (196, 132, 104)), (1.0, (232, 168, 112))]
BRICK: Colour = (126, 72, 54)
EMBER: Colour = (255, 158, 62)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, GROUND, SKY)
    clouds(canvas, GROUND, 23, (216, 152, 126), (58, 60, 88))
    hills(canvas, GROUND, [(0.16, 0.56, 12, (94, 82, 98))], (190, 132, 108))
    forest(canvas, GROUND, 90 * SCALE, 21, (48, 46, 54))
    ImageDraw.Draw(canvas).rectangle((0, GROUND, WIDTH, HEIGHT), fill=(62, 48, 44))
    _smoke(canvas)
    place(canvas, _kiln())
    _fire(canvas)
    place(canvas, _jars())
    place(canvas, _potter())
    glow(canvas, MOUTH, (700 * SCALE, 520 * SCALE), (120, 58, 18))
    _sparks(canvas)
    return finish(canvas, 71, vignette=0.5)


def _smoke(canvas: Image.Image) -> None:
    chance = dice(9)
    top = KILN.place(0.0, 1.05)
    for pass_, tone in ((0, (92, 84, 94)), (1, (150, 132, 128)), (2, (206, 172, 150))):
        mask = Image.new("L", SIZE)
        draw = ImageDraw.Draw(mask)
        for puff in range(70):
            rise = puff / 70
            x = top[0] + (rise**1.5 * 300 + math.sin(rise * 9) * 46 * rise - pass_ * 26) * SCALE
            x += chance.gauss(0, 40 * rise) * SCALE
            size = (26 + 105 * rise - pass_ * 20 * rise) * SCALE
            y = top[1] - rise * 0.52 * HEIGHT
            grey = round((120 - 30 * pass_) * (1 - rise) ** 0.7)
            draw.ellipse((x - size, y - size, x + size, y + size), fill=grey)
        wash(canvas, tone, blur(mask, 18 * SCALE))


def _outline() -> list[Point]:
    left = [
        (-0.44, 0.0),
        (-0.45, 0.18),
        (-0.41, 0.38),
        (-0.3, 0.6),
        (-0.17, 0.8),
        (-0.13, 0.95),
        (-0.14, 1.05),
    ]
    right = [(-x, y) for x, y in reversed(left)]
    return smooth(KILN.places(*left), closed=False) + smooth(KILN.places(*right), closed=False)


def _kiln() -> Image.Image:
    layer, draw = sheet(SIZE)
    draw.polygon(_outline(), fill=BRICK)
    shape = layer.getchannel("A")
    _courses(draw)
    shade = Image.new("L", SIZE)
    pen = ImageDraw.Draw(shade)
    pen.polygon([*KILN.places((0.04, 1.1), (0.5, 1.1), (0.5, -0.1), (0.2, -0.1))], fill=190)
    wash(layer, (44, 32, 38), blur(shade, 70 * SCALE))
    layer.putalpha(shape)
    draw.rectangle((*KILN.place(-0.165, 1.07), *KILN.place(0.165, 1.03)), fill=(92, 58, 48))
    arch = smooth(
        KILN.places(
            (-0.26, 0.0), (-0.25, 0.17), (-0.15, 0.29), (0.05, 0.29), (0.13, 0.17), (0.14, 0.0)
        ),
        closed=False,
    )
    draw.polygon(arch, fill=(66, 40, 34))
    rim(layer, (-4 * SCALE, -2 * SCALE), (226, 150, 112), 0.7)
    return layer


def _courses(draw: Draw) -> None:
    chance = dice(5)
    mortar: Colour = (96, 58, 48)
    rows = 46
    for row in range(rows):
        up = row / rows * 1.06
        _, y = KILN.place(0, up)
        height = KILN.size * 1.06 / rows
        width = 44 * SCALE
        for brick in range(-9, 10):
            left = KILN.x + (brick + 0.5 * (row % 2)) * width
            tone = mix(BRICK, (178, 108, 78), chance.random() * 0.5)
            tone = mix(tone, (74, 46, 42), chance.random() * 0.3)
            draw.rectangle((left, y - height, left + width - 3 * SCALE, y - 2 * SCALE), fill=tone)
        draw.line(
            [(KILN.x - 0.46 * KILN.size, y), (KILN.x + 0.46 * KILN.size, y)], mortar, 2 * SCALE
        )


def _fire(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    for share, tone in (
        (1.0, (190, 66, 24)),
        (0.82, (240, 118, 36)),
        (0.6, (255, 186, 84)),
        (0.36, (255, 236, 170)),
    ):
        mask = Image.new("L", SIZE)
        pen = ImageDraw.Draw(mask)
        x, foot = KILN.place(-0.06, 0.0)
        half, tall = 0.165 * KILN.size * share, 0.25 * KILN.size * share
        pen.pieslice(
            (x - half, foot - tall * 1.05, x + half, foot + tall * 0.5), 180, 360, fill=255
        )
        pen.rectangle((x - half, foot - tall * 0.3, x + half, foot), fill=255)
        wash(canvas, tone, blur(mask, 7 * SCALE))
    for log in range(4):
        x, y = KILN.place(-0.17 + log * 0.065, 0.025)
        draw.ellipse(
            (x - 24 * SCALE, y - 12 * SCALE, x + 24 * SCALE, y + 18 * SCALE), (92, 34, 20)
        )
    pool = Image.new("L", SIZE)
    x, y = KILN.place(-0.06, -0.05)
    ImageDraw.Draw(pool).ellipse(
        (x - 330 * SCALE, y - 30 * SCALE, x + 330 * SCALE, y + 110 * SCALE), 170
    )
    pool.paste(0, (0, 0, WIDTH, round(KILN.y)))
    wash(canvas, (224, 122, 54), blur(pool, 34 * SCALE))


JAR = (
    (-0.15, 0.0), (-0.3, 0.2), (-0.36, 0.48), (-0.27, 0.74), (-0.13, 0.84), (-0.12, 0.92),
    (-0.19, 1.0), (0.19, 1.0), (0.12, 0.92), (0.13, 0.84), (0.27, 0.74), (0.36, 0.48),
    (0.3, 0.2), (0.15, 0.0),
)  # fmt: skip
SET_OUT = (
    # x, row, height
    (0.86, 0.83, 150), (0.95, 0.85, 170), (0.76, 0.86, 160), (0.9, 0.9, 210), (0.79, 0.93, 230),
    (0.97, 0.96, 250), (0.67, 0.965, 200), (0.55, 0.985, 170),
)  # fmt: skip


def _jars() -> Image.Image:
    layer, draw = sheet(SIZE)
    for x, row, height in SET_OUT:
        spot = Spot(x * WIDTH, row * HEIGHT, height * SCALE)
        draw.polygon(smooth(spot.places(*JAR), 6), fill=(96, 54, 42))
        for side, tone in ((-0.12, (150, 84, 56)), (-0.2, (206, 122, 74))):
            light = [(x * 0.42 + side, 0.12 + y * 0.76) for x, y in JAR]
            lit = [(min(right, side + 0.05), up) for right, up in light]
            draw.polygon(smooth(spot.places(*lit), 6), fill=tone)
        mouth = (*spot.place(-0.19, 1.03), *spot.place(0.19, 0.965))
        draw.ellipse(mouth, fill=(52, 32, 30), outline=(170, 100, 66), width=3 * SCALE)
        draw.line(spot.places((-0.3, 0.66), (0.3, 0.66)), fill=(66, 38, 34), width=3 * SCALE)
    return layer


POTTER = (
    ((0.06, 0.5, 0.07), (-0.02, 0.3, 0.055), (0.06, 0.06, 0.036), (0.14, 0.03, 0.026)),
    ((0.0, 0.5, 0.075), (0.13, 0.32, 0.06), (0.05, 0.08, 0.038), (0.16, 0.03, 0.028)),
    ((0.04, 0.48, 0.085), (0.07, 0.64, 0.1), (0.13, 0.78, 0.09), (0.15, 0.82, 0.07)),
    ((0.12, 0.8, 0.045), (0.28, 0.64, 0.038), (0.44, 0.6, 0.026)),
    ((0.1, 0.78, 0.05), (0.24, 0.56, 0.04), (0.4, 0.54, 0.028)),
)


def _potter() -> Image.Image:
    layer, draw = sheet(SIZE)
    man = Spot(0.17 * WIDTH, 0.9 * HEIGHT, 470 * SCALE)
    ink: Colour = (46, 34, 36)
    draw.line([man.place(0.2, 0.52), man.place(0.98, 0.3)], fill=(70, 50, 38), width=9 * SCALE)
    for number, part in enumerate(POTTER):
        limb(draw, man, part, ink if number != 2 else (70, 54, 56))
    x, y = man.place(0.21, 0.95)
    head = 0.07 * man.size
    draw.ellipse((x - head, y - head * 1.15, x + head, y + head * 1.15), fill=ink)
    cloth = (x - head * 1.15, y - head * 1.3, x + head * 1.1, y + head * 0.4)
    draw.pieslice(cloth, 180, 360, fill=(132, 54, 40))
    rim(layer, (5 * SCALE, -2 * SCALE), (255, 176, 92), 1.0)
    return layer


def _sparks(canvas: Image.Image) -> None:
    chance = dice(33)
    draw = ImageDraw.Draw(canvas)
    for _ in range(90):
        rise = chance.random() ** 1.6
        x = MOUTH[0] + chance.gauss(0, 40 + 130 * rise) * SCALE
        y = MOUTH[1] - rise * 430 * SCALE
        size = chance.uniform(1.2, 3.2) * SCALE * (1 - 0.6 * rise)
        draw.ellipse(
            (x - size, y - size, x + size, y + size),
            fill=mix(EMBER, (255, 236, 180), chance.random()),
        )
