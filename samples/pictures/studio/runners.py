"""The leading group on the coast road at sunrise: dark figures, long shadows, the sea."""

from __future__ import annotations

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, blur, finish, glow, mix, rim, wash
from studio.mender import Limb, limb
from studio.things import Draw, Spot, palm
from studio.weather import clouds, hills, open_air, place, sheet, water

WIDTH, HEIGHT = 1800 * SCALE, 860 * SCALE
SIZE = (WIDTH, HEIGHT)
HORIZON = 0.55 * HEIGHT
ROAD = 0.7 * HEIGHT
SUN = (0.2 * WIDTH, 0.5 * HEIGHT)
SKY = [
    (0.0, (74, 104, 142)),
    (0.5, (186, 160, 158)),
    (0.85, (250, 194, 136)),
    (1.0, (255, 226, 172)),
]

STRIDES: tuple[tuple[Limb, ...], ...] = (
    # far leg, near leg, far arm, near arm
    (
        ((0.0, 0.5, 0.06), (-0.1, 0.3, 0.048), (-0.31, 0.34, 0.032), (-0.37, 0.28, 0.022)),
        ((0.0, 0.5, 0.066), (0.17, 0.4, 0.052), (0.16, 0.16, 0.034), (0.23, 0.13, 0.022)),
        ((0.02, 0.8, 0.04), (0.15, 0.67, 0.032), (0.25, 0.77, 0.02)),
        ((-0.01, 0.8, 0.044), (-0.17, 0.68, 0.034), (-0.1, 0.54, 0.022)),
    ),
    (
        ((0.0, 0.5, 0.06), (0.12, 0.34, 0.048), (0.13, 0.08, 0.03), (0.2, 0.05, 0.022)),
        ((0.0, 0.5, 0.066), (-0.08, 0.28, 0.05), (-0.27, 0.2, 0.032), (-0.34, 0.12, 0.022)),
        ((0.02, 0.8, 0.04), (-0.13, 0.69, 0.032), (-0.07, 0.55, 0.02)),
        ((-0.01, 0.8, 0.044), (0.13, 0.66, 0.034), (0.24, 0.74, 0.022)),
    ),
    (
        ((0.0, 0.5, 0.06), (0.04, 0.27, 0.048), (-0.1, 0.08, 0.03), (-0.05, 0.03, 0.022)),
        ((0.0, 0.5, 0.066), (0.15, 0.36, 0.052), (0.04, 0.2, 0.034), (0.1, 0.15, 0.022)),
        ((0.02, 0.8, 0.04), (0.12, 0.67, 0.032), (0.22, 0.74, 0.02)),
        ((-0.01, 0.8, 0.044), (-0.15, 0.68, 0.034), (-0.06, 0.56, 0.022)),
    ),
)
GROUP = (
    # x, row, height, stride, shirt
    (0.3, 0.755, 232, 2, (78, 62, 86)),
    (0.41, 0.775, 268, 0, (62, 92, 100)),
    (0.52, 0.8, 300, 1, (122, 58, 48)),
    (0.66, 0.845, 352, 0, (164, 62, 44)),
    (0.81, 0.83, 336, 1, (196, 146, 70)),
)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, HORIZON, SKY)
    clouds(canvas, HORIZON, 72, (255, 220, 180), (128, 120, 146))
    glow(canvas, SUN, (1000 * SCALE, 500 * SCALE), (210, 120, 56))
    hills(
        canvas,
        HORIZON,
        [(0.13, 0.56, 48, (168, 134, 140)), (0.07, 0.58, 61, (124, 108, 126))],
        (250, 200, 150),
    )
    glow(canvas, SUN, (64 * SCALE, 64 * SCALE), (255, 244, 206))
    water(canvas, HORIZON, (56, 78, 108), (255, 222, 170), 31)
    _road(canvas)
    layer, draw = sheet(SIZE)
    for x, height, seed in ((0.93, 470, 5), (0.99, 390, 8), (0.03, 360, 2)):
        palm(
            draw,
            Spot(x * WIDTH, ROAD + 6 * SCALE, height * SCALE, -1 if seed % 2 else 1),
            (54, 54, 66),
            seed,
        )
    place(canvas, layer)
    for x, row, height, stride, shirt in GROUP:
        _runner(canvas, Spot(x * WIDTH, row * HEIGHT, height * SCALE), STRIDES[stride], shirt)
    glow(canvas, SUN, (1300 * SCALE, 520 * SCALE), (76, 46, 20))
    return finish(canvas, 101, vignette=0.36)


def _road(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, ROAD - 24 * SCALE, WIDTH, ROAD + 4 * SCALE), fill=(112, 92, 88))
    for stone in range(60):
        left = stone * WIDTH / 60
        tone = mix((150, 120, 104), (96, 80, 82), stone * 7 % 5 / 4)
        draw.rectangle((left, ROAD - 24 * SCALE, left + WIDTH / 60 - 3 * SCALE, ROAD), fill=tone)
    draw.rectangle((0, ROAD - 24 * SCALE, WIDTH, ROAD - 20 * SCALE), fill=(232, 186, 144))
    for row in range(round(ROAD), HEIGHT):
        share = (row - ROAD) / (HEIGHT - ROAD)
        draw.line([(0, row), (WIDTH, row)], fill=mix((158, 132, 124), (72, 66, 76), share))
    for dash in range(-1, 7):
        left = (dash * 0.17 + 0.05) * WIDTH
        y = 0.905 * HEIGHT
        box = [(left, y), (left + 0.09 * WIDTH, y), (left + 0.085 * WIDTH, y + 14 * SCALE)]
        draw.polygon([*box, (left - 0.006 * WIDTH, y + 14 * SCALE)], fill=(214, 194, 172))


def _runner(canvas: Image.Image, spot: Spot, stride: tuple[Limb, ...], shirt: Colour) -> None:
    _shadow(canvas, spot)
    layer, draw = sheet(SIZE)
    ink: Colour = (44, 36, 42)
    far_leg, near_leg, far_arm, near_arm = stride
    limb(draw, spot, far_arm, ink)
    for leg in (far_leg, near_leg):
        limb(draw, spot, leg, ink)
        limb(draw, spot, leg[:2], (36, 36, 48))
        limb(draw, spot, leg[2:], mix(shirt, (30, 26, 30), 0.4))
    limb(
        draw,
        spot,
        ((0.0, 0.5, 0.07), (0.02, 0.66, 0.08), (0.03, 0.8, 0.075)),
        mix(shirt, ink, 0.35),
    )
    limb(draw, spot, near_arm, (58, 44, 46))
    _head(draw, spot, ink)
    rim(layer, (-3 * SCALE, -1 * SCALE), (255, 208, 146), 1.0)
    place(canvas, layer)


def _head(draw: Draw, spot: Spot, ink: Colour) -> None:
    limb(draw, spot, ((0.035, 0.84, 0.035), (0.05, 0.9, 0.034)), ink)
    x, y = spot.place(0.062, 0.945)
    size = spot.size * 0.056
    draw.ellipse((x - size, y - size * 1.2, x + size, y + size * 1.2), fill=ink)


def _shadow(canvas: Image.Image, spot: Spot) -> None:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    start, end = spot.place(0.05, -0.01), spot.place(1.5, -0.12)
    draw.line([start, end], fill=130, width=round(spot.size * 0.07))
    draw.ellipse(
        (
            end[0] - spot.size * 0.2,
            end[1] - spot.size * 0.035,
            end[0] + spot.size * 0.1,
            end[1] + spot.size * 0.035,
        ),
        130,
    )
    wash(canvas, (46, 40, 56), blur(mask, 5 * SCALE))
