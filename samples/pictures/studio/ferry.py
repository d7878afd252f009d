"""The ferry at night: lit decks, long reflections, people waiting on the quay."""

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
    land,
    levels,
    mirror,
    mix,
    noise,
    ramp,
    ridge,
    rim,
    ripple,
    smooth,
    wash,
    waves,
)
from studio.things import Draw, Spot, person

WIDTH, HEIGHT = 1800 * SCALE, 1200 * SCALE
HORIZON = 0.5 * HEIGHT
WATERLINE = 0.6 * HEIGHT
SHIP = Spot(0.56 * WIDTH, WATERLINE, 1120 * SCALE)
WARM: Colour = (255, 205, 128)
COOL: Colour = (214, 236, 255)
QUAY: Colour = (10, 13, 22)
BASKET: Colour = (48, 38, 32)
SKY = [(0.0, (9, 17, 38)), (0.55, (22, 42, 74)), (0.85, (48, 76, 104)), (1.0, (92, 104, 116))]


def paint() -> Image.Image:
    """The finished picture."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT))
    canvas.paste(gradient((WIDTH, round(HORIZON)), SKY))
    _stars(canvas)
    _clouds(canvas)
    _shore(canvas)
    glow(canvas, (SHIP.x, WATERLINE - 150 * SCALE), (900 * SCALE, 420 * SCALE), (70, 52, 34))
    _water(canvas)
    ship, lights = _ship(), _lights()
    _float(canvas, ship, lights)
    _quay(canvas)
    return finish(canvas, 43, vignette=0.5)


def _stars(canvas: Image.Image) -> None:
    chance = dice(12)
    draw = ImageDraw.Draw(canvas)
    for _ in range(240):
        x, y = chance.random() * WIDTH, chance.random() ** 1.4 * HORIZON * 0.85
        size, grey = chance.choice((1, 1, 2)) * SCALE * 0.6, chance.randint(70, 190)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(grey, grey, grey + 20))


def _clouds(canvas: Image.Image) -> None:
    size = (WIDTH, round(HORIZON))
    mask = levels(fractal(size, (5, 6), 8), 118, 215, 0.75)
    mask = ImageChops.multiply(mask, ramp(size, [(0.0, 60), (0.7, 255), (1.0, 120)]))
    sky = canvas.crop((0, 0, *size))
    wash(sky, (58, 70, 92), mask)
    canvas.paste(sky)


def _shore(canvas: Image.Image) -> None:
    for height, seed, colour in ((0.1, 4, (38, 56, 78)), (0.05, 9, (20, 31, 48))):
        skyline = ridge(WIDTH, height * HEIGHT, 0.56, seed)
        wash(canvas, colour, land(canvas.size, skyline, HORIZON))
    lights = Image.new("RGB", canvas.size)
    draw = ImageDraw.Draw(lights)
    chance = dice(21)
    for _ in range(95):
        x = chance.random() ** 1.3 * WIDTH
        y = HORIZON - (4 + chance.random() ** 2 * 30) * SCALE
        size = chance.uniform(0.8, 1.9) * SCALE
        colour = chance.choice((WARM, WARM, COOL, (255, 160, 90)))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=colour)
    bloom(canvas, lights, [3 * SCALE, 9 * SCALE])


def _water(canvas: Image.Image) -> None:
    row = round(HORIZON)
    depth = HEIGHT - row
    mirrored = canvas.crop((0, 0, WIDTH, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    streaked = mirrored.resize((WIDTH // 8, 24)).resize((WIDTH, depth), Image.Resampling.BICUBIC)
    canvas.paste(
        Image.blend(blur(mirrored.resize((WIDTH, depth)), 8 * SCALE), streaked, 0.4), (0, row)
    )
    streaks = waves(canvas.size, row, 27)
    deep = ramp(canvas.size, [(0.0, 0), (0.5, 90), (0.75, 190), (1.0, 225)])
    wash(canvas, (8, 15, 32), ImageChops.multiply(levels(streaks, 110, 200), deep))
    thin = ramp(canvas.size, [(0.0, 0), (0.5, 60), (1.0, 34)])
    wash(canvas, (96, 122, 150), ImageChops.multiply(levels(streaks, 120, 40), thin))


def _ship() -> Image.Image:
    layer = Image.new("RGBA", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(layer)
    _hull(draw)
    _decks(draw)
    _funnel_and_masts(draw)
    return layer


def _hull(draw: Draw) -> None:
    hull = SHIP.places(
        (-0.485, 0.1),
        (-0.47, -0.004),
        (0.4, -0.004),
        (0.455, 0.03),
        (0.495, 0.13),
        (0.43, 0.125),
    )
    draw.polygon(hull, fill=(22, 40, 66))
    draw.polygon(
        SHIP.places((-0.474, 0.018), (-0.47, -0.004), (0.4, -0.004), (0.435, 0.018)),
        fill=(92, 34, 34),
    )
    band = SHIP.places(
        (-0.485, 0.1), (-0.484, 0.092), (0.478, 0.116), (0.486, 0.126), (0.43, 0.122)
    )
    draw.polygon(band, fill=(196, 200, 204))


DECKS = (
    # left, right, floor, top, colour
    (-0.46, 0.4, 0.1, 0.163, (150, 152, 150)),
    (-0.42, 0.35, 0.163, 0.219, (172, 172, 166)),
    (-0.3, 0.31, 0.219, 0.27, (160, 161, 158)),
    (0.14, 0.29, 0.27, 0.318, (176, 177, 174)),
)


def _decks(draw: Draw) -> None:
    for left, right, floor, top, colour in DECKS:
        slope = 0.02
        front = SHIP.places((left, floor), (left, top), (right - slope, top), (right, floor))
        draw.polygon(front, fill=colour)
        shade = SHIP.places((left - 0.018, top), (left - 0.018, top + 0.006), (right, top + 0.006))
        draw.polygon([*shade, SHIP.place(right - 0.008, top)], fill=(214, 212, 202))
    for post in range(15):
        x = -0.45 + post * 0.012
        draw.line(SHIP.places((x, 0.219), (x, 0.24)), fill=(120, 122, 126), width=SCALE)
    draw.line(SHIP.places((-0.45, 0.24), (-0.28, 0.24)), fill=(150, 152, 154), width=2 * SCALE)
    _boats(draw)


def _boats(draw: Draw) -> None:
    for x in (-0.24, -0.13, -0.02):
        hull = SHIP.places((x, 0.303), (x + 0.008, 0.284), (x + 0.062, 0.284), (x + 0.072, 0.303))
        draw.polygon(hull, fill=(176, 84, 40))
        for davit in (x + 0.01, x + 0.06):
            draw.line(
                SHIP.places((davit, 0.27), (davit, 0.318)), fill=(120, 122, 126), width=3 * SCALE
            )


def _funnel_and_masts(draw: Draw) -> None:
    funnel = SHIP.places((0.045, 0.27), (0.035, 0.378), (0.1, 0.378), (0.118, 0.27))
    draw.polygon(funnel, fill=(30, 50, 78))
    band = SHIP.places((0.041, 0.318), (0.038, 0.348), (0.105, 0.348), (0.11, 0.318))
    draw.polygon(band, fill=(178, 66, 48))
    for x, foot, top in ((0.23, 0.318, 0.432), (-0.4, 0.163, 0.33), (0.42, 0.12, 0.24)):
        draw.line(SHIP.places((x, foot), (x, top)), fill=(108, 112, 118), width=3 * SCALE)
    draw.line(SHIP.places((0.2, 0.388), (0.26, 0.388)), fill=(108, 112, 118), width=2 * SCALE)


WINDOW_ROWS: tuple[tuple[float, int, float, Colour], ...] = (
    # left, how many, floor, colour
    (-0.395, 36, 0.183, WARM),
    (-0.282, 28, 0.236, WARM),
    (0.158, 6, 0.287, (120, 190, 190)),
)


def _lights() -> Image.Image:
    lights = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(lights)
    for left, count, floor, colour in WINDOW_ROWS:
        _windows(draw, (left, floor), count, colour)
    _car_deck(draw)
    lamps: list[tuple[Point, float, Colour]] = [
        ((0.23, 0.43), 4.0, COOL),
        ((0.42, 0.242), 4.0, COOL),
        ((-0.4, 0.332), 4.0, COOL),
        ((0.272, 0.325), 3.4, (90, 255, 140)),
        ((-0.455, 0.21), 3.6, WARM),
    ]
    for place, size, colour in lamps:
        x, y = SHIP.place(*place)
        reach = size * SCALE
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
    return lights


def _windows(draw: Draw, first: Point, count: int, colour: Colour) -> None:
    chance = dice(count)
    for place in range(count):
        share = chance.choice((1.0, 1.0, 0.92, 0.8, 0.35))
        x, floor = first[0] + place * 0.0197, first[1]
        lit = mix((0, 0, 0), colour, share)
        draw.rectangle((*SHIP.place(x, floor + 0.02), *SHIP.place(x + 0.0125, floor)), fill=lit)


def _car_deck(draw: Draw) -> None:
    for opening in range(9):
        left = -0.44 + opening * 0.088
        box = (*SHIP.place(left, 0.148), *SHIP.place(left + 0.07, 0.112))
        draw.rectangle(box, fill=(214, 168, 96))
    for x, top in ((-0.41, 0.136), (-0.3, 0.14), (-0.215, 0.133), (-0.05, 0.14), (0.13, 0.137)):
        truck = (*SHIP.place(x, top), *SHIP.place(x + 0.045, 0.112))
        draw.rectangle(truck, fill=(56, 46, 38))


def _float(canvas: Image.Image, ship: Image.Image, lights: Image.Image) -> None:
    """Ship and lights with their reflections, the lights' drawn out far towards the viewer."""
    hull = ripple(mirror(ship, WATERLINE, 0.8, 330 * SCALE), WATERLINE, 14 * SCALE, 6)
    shade = Image.new("RGB", hull.size, (9, 17, 34))
    canvas.paste(Image.blend(shade, hull.convert("RGB"), 0.12), (0, 0), hull.getchannel("A"))
    bloom(canvas, _drawn_out(lights), [10 * SCALE])
    canvas.paste(_evening(ship), (0, 0), ship)
    bloom(canvas, lights, [4 * SCALE, 14 * SCALE, 46 * SCALE])


def _evening(ship: Image.Image) -> Image.Image:
    """The ship's paint in lamp light: brighter near the decks, blue elsewhere."""
    night = ImageChops.multiply(ship.convert("RGB"), Image.new("RGB", ship.size, (128, 142, 178)))
    lamp = ImageChops.multiply(ship.convert("RGB"), Image.new("RGB", ship.size, (255, 216, 160)))
    near = ramp(ship.size, [(0.0, 20), (0.38, 60), (0.47, 190), (0.52, 225), (0.57, 90), (1.0, 0)])
    return Image.composite(lamp, night, near)


def _drawn_out(lights: Image.Image) -> Image.Image:
    """Columns of light on the water below the lights, broken by the waves."""
    row, top = round(WATERLINE), round(0.33 * HEIGHT)
    depth = HEIGHT - row
    above = lights.crop((0, top, WIDTH, row)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    patches = blur(above.resize((WIDTH, depth)), 9 * SCALE)
    columns = above.resize((WIDTH // 6, 1), Image.Resampling.BOX).resize((WIDTH, depth))
    layer = Image.new("RGB", lights.size)
    layer.paste(ImageChops.add(patches, columns.point(lambda part: min(255, part * 3))), (0, row))
    layer = ripple(blur(layer, 4 * SCALE), row, 30 * SCALE, 8)
    mask = Image.new("L", lights.size)
    broken = levels(noise((WIDTH, depth), (46, 64), 61), 96, 190)
    mask.paste(
        ImageChops.multiply(broken, ramp((WIDTH, depth), [(0.0, 60), (0.12, 215), (1.0, 40)])),
        (0, row),
    )
    return ImageChops.multiply(layer, Image.merge("RGB", (mask,) * 3))


def _quay(canvas: Image.Image) -> None:
    layer = Image.new("RGBA", canvas.size)
    draw = ImageDraw.Draw(layer)
    edge = 0.885 * HEIGHT
    corner = (0.47 * WIDTH, edge + 34 * SCALE)
    draw.polygon([(0, edge), corner, (0.53 * WIDTH, HEIGHT), (0, HEIGHT)], fill=QUAY)
    waiting = ((0.075, 272, 1, 0.06), (0.16, 262, 1, 0.05), (0.215, 166, -1, 0.04))
    for x, size, facing, stride in waiting:
        spot = Spot(x * WIDTH, edge + (x * 72 + 22) * SCALE, size * SCALE, facing)
        person(draw, spot, QUAY, stride=stride, load=BASKET if size > 270 else None)
    _bollard(draw, Spot(0.4 * WIDTH, edge + 44 * SCALE, 84 * SCALE))
    rim(layer, (3 * SCALE, -2 * SCALE), (226, 170, 104), 0.6)
    canvas.paste(layer, (0, 0), layer)


def _bollard(draw: Draw, spot: Spot) -> None:
    draw.polygon(
        spot.places(
            (-0.3, 0),
            (-0.24, 0.5),
            (-0.44, 0.62),
            (-0.4, 0.8),
            (0.4, 0.8),
            (0.44, 0.62),
            (0.24, 0.5),
            (0.3, 0),
        ),
        fill=(14, 17, 27),
    )
    rope = [spot.place(0.0, 0.5), spot.place(-0.3, 1.9), SHIP.place(-0.462, 0.09)]
    draw.line(smooth(rope, 40, closed=False), fill=QUAY, width=5 * SCALE)
