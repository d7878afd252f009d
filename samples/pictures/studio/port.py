"""The container port at sunset: cranes, a laden ship, and their colours in the bay."""

from __future__ import annotations

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, bloom, dice, finish, glow, mix, rim
from studio.things import Draw, Spot
from studio.weather import clouds, hills, open_air, sheet, stand, water

WIDTH, HEIGHT = 1800 * SCALE, 840 * SCALE
SIZE = (WIDTH, HEIGHT)
WATERLINE = 0.7 * HEIGHT
QUAY = 0.665 * HEIGHT
SKY = [
    (0.0, (54, 70, 104)),
    (0.45, (156, 124, 132)),
    (0.8, (236, 164, 112)),
    (1.0, (252, 206, 142)),
]
STEEL: Colour = (46, 48, 62)
BOXES: tuple[Colour, ...] = (
    (150, 52, 44), (44, 82, 112), (186, 128, 60), (66, 104, 88), (168, 160, 148), (110, 62, 56)
)  # fmt: skip


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, WATERLINE, SKY)
    clouds(canvas, WATERLINE, 52, (255, 206, 164), (92, 88, 116))
    sun = (0.3 * WIDTH, 0.6 * HEIGHT)
    glow(canvas, sun, (900 * SCALE, 460 * SCALE), (190, 104, 44))
    glow(canvas, sun, (70 * SCALE, 70 * SCALE), (255, 232, 180))
    chain = [(0.16, 0.56, 27, (164, 124, 126)), (0.08, 0.58, 40, (122, 98, 112))]
    hills(canvas, WATERLINE, chain, (240, 180, 134))
    water(canvas, WATERLINE, (48, 54, 80), (255, 210, 158), 22)
    stand(canvas, _terminal(), WATERLINE, 0.28 * HEIGHT)
    stand(canvas, _ship(), 0.745 * HEIGHT, 0.24 * HEIGHT)
    _lamps(canvas)
    return finish(canvas, 83, vignette=0.36)


def _terminal() -> Image.Image:
    layer, draw = sheet(SIZE)
    draw.rectangle((0.44 * WIDTH, QUAY, WIDTH, WATERLINE), fill=(66, 60, 70))
    draw.rectangle((0.44 * WIDTH, QUAY, WIDTH, QUAY + 4 * SCALE), fill=(178, 128, 104))
    stack(draw, (0.86 * WIDTH, QUAY), (9, 5), 11)
    stack(draw, (0.46 * WIDTH, QUAY), (5, 3), 12)
    for x, size, lean in (
        (0.53, 400, 0.0),
        (0.68, 430, 0.12),
        (0.82, 400, 0.0),
        (0.95, 420, 0.12),
    ):
        _crane(draw, Spot(x * WIDTH, QUAY, size * SCALE), lean)
    rim(layer, (-2 * SCALE, -2 * SCALE), (255, 190, 128), 0.55)
    return layer


def stack(draw: Draw, corner: tuple[float, float], count: tuple[int, int], seed: int) -> None:
    """Containers side by side and on each other, from the lower left corner on."""
    chance = dice(seed)
    wide, tall = 34 * SCALE, 15 * SCALE
    for column in range(count[0]):
        for row in range(chance.randint(max(1, count[1] - 2), count[1])):
            left, low = corner[0] + column * wide, corner[1] - row * tall
            tone = mix(chance.choice(BOXES), (70, 62, 76), 0.22)
            draw.rectangle((left, low - tall, left + wide - SCALE, low - SCALE), fill=tone)
            for rib in range(1, 8):
                x = left + rib * wide / 8
                edge = mix(tone, (30, 28, 36), 0.25)
                draw.line([(x, low - tall + SCALE), (x, low - 2 * SCALE)], fill=edge, width=1)


def _crane(draw: Draw, spot: Spot, raised: float) -> None:
    """A ship-to-shore crane; its boom lies level or is ``raised`` a little."""
    thick = round(spot.size * 0.022)
    for x in (-0.14, 0.16):
        draw.line(spot.places((x, 0.0), (x * 0.85, 0.62)), fill=STEEL, width=thick)
    for low in (0.2, 0.6):
        draw.line(spot.places((-0.14, low), (0.16, low)), fill=STEEL, width=thick)
    draw.line(spot.places((-0.135, 0.2), (0.13, 0.6)), fill=STEEL, width=thick // 2)
    tip, back, mast = (-0.72, 0.6 + raised * 2.4), (0.42, 0.6), (0.02, 0.93)
    draw.line(spot.places((-0.1, 0.62), tip), fill=STEEL, width=thick)
    draw.line(spot.places((-0.12, 0.6), back), fill=STEEL, width=thick)
    draw.line(spot.places((-0.12, 0.62), mast, (0.14, 0.62)), fill=STEEL, width=thick * 2 // 3)
    for end in (tip, (tip[0] * 0.55, 0.61 + raised * 1.2), back):
        draw.line(spot.places(mast, end), fill=STEEL, width=max(2, thick // 4))
    draw.rectangle((*spot.place(0.16, 0.7), *spot.place(0.3, 0.61)), fill=(116, 58, 52))
    if not raised:
        cable = spot.places((-0.4, 0.6), (-0.4, 0.36))
        draw.line(cable, fill=STEEL, width=2)
        draw.rectangle((*spot.place(-0.455, 0.36), *spot.place(-0.345, 0.31)), fill=BOXES[0])


def _ship() -> Image.Image:
    layer, draw = sheet(SIZE)
    ship = Spot(0.37 * WIDTH, 0.745 * HEIGHT, 920 * SCALE)
    stack(draw, ship.place(-0.3, 0.085), (17, 5), 31)
    stack(draw, ship.place(-0.3, 0.085), (16, 3), 8)
    house = (*ship.place(-0.44, 0.27), *ship.place(-0.34, 0.08))
    draw.rectangle(house, fill=(206, 192, 178))
    draw.rectangle((*ship.place(-0.45, 0.285), *ship.place(-0.33, 0.265)), fill=(226, 212, 196))
    for deck in range(5):
        y = 0.245 - deck * 0.034
        draw.line(ship.places((-0.43, y), (-0.35, y)), fill=(70, 66, 80), width=5 * SCALE)
    draw.rectangle((*ship.place(-0.41, 0.34), *ship.place(-0.375, 0.285)), fill=(142, 48, 42))
    hull = ship.places(
        (-0.49, 0.085), (0.36, 0.085), (0.44, 0.12), (0.5, 0.125), (0.44, 0.0), (-0.47, 0.0)
    )
    draw.polygon(hull, fill=(36, 46, 66))
    draw.polygon(
        ship.places((-0.472, 0.014), (0.446, 0.014), (0.44, 0.0), (-0.47, 0.0)), (126, 44, 40)
    )
    draw.line(ship.places((0.42, 0.12), (0.42, 0.22)), fill=STEEL, width=4 * SCALE)
    rim(layer, (-2 * SCALE, -2 * SCALE), (255, 198, 138), 0.6)
    return layer


def _lamps(canvas: Image.Image) -> None:
    lights = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(lights)
    for number in range(15):
        x = (0.45 + number * 0.038) * WIDTH
        size = 3 * SCALE
        y = QUAY - (30 + number % 3 * 8) * SCALE
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(255, 232, 180))
    bloom(canvas, lights, [4 * SCALE, 12 * SCALE])
