"""The courthouse in the morning: columns, a flight of steps, and people on their way in."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw

from studio.brushes import SCALE, Colour, blur, finish, fractal, glow, levels, mix, ramp, wash
from studio.things import Draw, Spot, palm, person
from studio.weather import clouds, open_air, place, sheet

WIDTH, HEIGHT = 1600 * SCALE, 1080 * SCALE
SIZE = (WIDTH, HEIGHT)
GROUND = 0.83 * HEIGHT
FLOOR = 0.7 * HEIGHT
EAVES = 0.33 * HEIGHT
LEFT, RIGHT = 0.2 * WIDTH, 0.8 * WIDTH
SKY = [(0.0, (84, 126, 160)), (0.6, (164, 190, 200)), (1.0, (236, 222, 192))]
PLASTER: Colour = (232, 220, 194)
SHADE: Colour = (118, 108, 106)
TILE: Colour = (142, 72, 52)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = open_air(SIZE, GROUND, SKY)
    clouds(canvas, GROUND, 6, (255, 250, 238), (132, 158, 178))
    _trees(canvas)
    building, draw = sheet(SIZE)
    _wings(draw)
    _portico(draw)
    _steps(draw)
    place(canvas, building)
    _ground(canvas)
    _weather(canvas, building.getchannel("A"))
    _people(canvas)
    glow(canvas, (0.02 * WIDTH, 0.1 * HEIGHT), (1300 * SCALE, 1000 * SCALE), (66, 52, 28))
    return finish(canvas, 61, vignette=0.35)


def _trees(canvas: Image.Image) -> None:
    layer, draw = sheet(SIZE)
    for x, height, seed in ((0.05, 640, 4), (0.13, 470, 8), (0.9, 600, 3), (0.97, 520, 6)):
        spot = Spot(x * WIDTH, GROUND, height * SCALE, 1 if seed % 2 else -1)
        palm(draw, spot, (62, 84, 70), seed)
    place(canvas, layer)


def _wings(draw: Draw) -> None:
    """The low parts on both sides, each with a tiled roof and tall windows."""
    for left, right in ((0.02 * WIDTH, LEFT), (RIGHT, 0.98 * WIDTH)):
        top = 0.45 * HEIGHT
        draw.rectangle((left, top, right, GROUND), fill=mix(PLASTER, SHADE, 0.22))
        draw.rectangle((left, GROUND - 46 * SCALE, right, GROUND), fill=mix(PLASTER, SHADE, 0.6))
        roof = [(left - 20 * SCALE, top), (left + 40 * SCALE, top - 90 * SCALE)]
        roof += [(right - 40 * SCALE, top - 90 * SCALE), (right + 20 * SCALE, top)]
        draw.polygon(roof, fill=TILE)
        for row in range(1, 9):
            y = top - row * 10 * SCALE
            draw.line(
                [(left - 20 * SCALE, y), (right + 20 * SCALE, y)], mix(TILE, SHADE, 0.3), SCALE
            )
        for window in range(3):
            middle = left + (right - left) * (0.2 + window * 0.3)
            _window(draw, middle, top + 60 * SCALE)


def _window(draw: Draw, x: float, top: float) -> None:
    half, tall = 30 * SCALE, 230 * SCALE
    draw.rectangle(
        (x - half - 8 * SCALE, top - 8 * SCALE, x + half + 8 * SCALE, top + tall), PLASTER
    )
    draw.rectangle((x - half, top, x + half, top + tall - 8 * SCALE), fill=(70, 84, 84))
    for slat in range(18):
        y = top + 6 * SCALE + slat * 12 * SCALE
        draw.line([(x - half, y), (x + half, y)], fill=(98, 116, 112), width=2 * SCALE)
    draw.line([(x, top), (x, top + tall)], fill=PLASTER, width=4 * SCALE)


def _portico(draw: Draw) -> None:
    draw.rectangle((LEFT, EAVES, RIGHT, FLOOR), fill=mix(PLASTER, SHADE, 0.62))
    for door, half in ((0.393, 38), (0.5, 48), (0.607, 38)):
        x = door * WIDTH
        box = (x - half * SCALE, FLOOR - 290 * SCALE, x + half * SCALE, FLOOR)
        draw.rectangle(box, fill=(56, 44, 40))
        draw.line([(x, box[1]), (x, FLOOR)], fill=(96, 76, 58), width=5 * SCALE)
    for column in range(6):
        _column(draw, LEFT + (0.055 + 0.178 * column) * (RIGHT - LEFT))
    draw.rectangle(
        (LEFT - 18 * SCALE, EAVES - 58 * SCALE, RIGHT + 18 * SCALE, EAVES), fill=PLASTER
    )
    for line, tone in ((-40, 0.16), (-10, 0.3)):
        y = EAVES + line * SCALE
        draw.rectangle(
            (LEFT - 18 * SCALE, y, RIGHT + 18 * SCALE, y + 6 * SCALE), mix(PLASTER, SHADE, tone)
        )
    _pediment(draw)


def _pediment(draw: Draw) -> None:
    base, top, middle = EAVES - 58 * SCALE, 0.085 * HEIGHT, 0.5 * WIDTH
    outer = [(LEFT - 44 * SCALE, base), (middle, top), (RIGHT + 44 * SCALE, base)]
    draw.polygon(outer, fill=PLASTER)
    inner = [(LEFT + 90 * SCALE, base - 16 * SCALE), (middle, top + 42 * SCALE)]
    draw.polygon([*inner, (RIGHT - 90 * SCALE, base - 16 * SCALE)], fill=mix(PLASTER, SHADE, 0.36))
    draw.line([*outer[:2]], fill=(250, 242, 222), width=8 * SCALE)
    ring, y = 44 * SCALE, base - 74 * SCALE
    draw.ellipse((middle - ring, y - ring, middle + ring, y + ring), fill=mix(PLASTER, SHADE, 0.1))
    ink = (84, 74, 66)
    draw.line([(middle, y - 28 * SCALE), (middle, y + 24 * SCALE)], fill=ink, width=4 * SCALE)
    beam = [(middle - 28 * SCALE, y - 16 * SCALE), (middle + 28 * SCALE, y - 16 * SCALE)]
    draw.line(beam, fill=ink, width=4 * SCALE)
    for end, _ in beam:
        cup = (end - 12 * SCALE, y - 8 * SCALE, end + 12 * SCALE, y + 14 * SCALE)
        draw.pieslice(cup, 0, 180, fill=ink)


def _column(draw: Draw, x: float) -> None:
    """Round: lit from the left, in strips of falling light."""
    half, strips = 27 * SCALE, 18
    for strip in range(strips):
        left = x - half + 2 * half * strip / strips
        tone = mix((252, 244, 224), SHADE, (strip / strips) ** 1.4 * 0.85)
        draw.rectangle((left, EAVES, left + 2 * half / strips + 1, FLOOR), fill=tone)
    for y, wide, tall in (
        (EAVES, 40, 18),
        (EAVES + 18 * SCALE, 33, 10),
        (FLOOR - 22 * SCALE, 38, 22),
    ):
        draw.rectangle((x - wide * SCALE, y, x + wide * SCALE, y + tall * SCALE), fill=PLASTER)
        edge = (x + wide * SCALE * 0.55, y, x + wide * SCALE, y + tall * SCALE)
        draw.rectangle(edge, fill=mix(PLASTER, SHADE, 0.4))


def _steps(draw: Draw) -> None:
    count = 9
    for step in range(count):
        top = FLOOR + (GROUND - FLOOR) * step / count
        low = FLOOR + (GROUND - FLOOR) * (step + 1) / count
        reach = (10 + step * 9) * SCALE
        draw.rectangle((LEFT - reach, top, RIGHT + reach, low), fill=mix(PLASTER, SHADE, 0.46))
        tread = top + (low - top) * 0.4
        draw.rectangle(
            (LEFT - reach, top, RIGHT + reach, tread), fill=mix((250, 240, 216), SHADE, 0.06)
        )


def _ground(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), fill=(184, 170, 146))
    for line in range(1, 7):
        y = GROUND + (HEIGHT - GROUND) * (line / 7) ** 1.6
        draw.line([(0, y), (WIDTH, y)], fill=(160, 146, 124), width=2 * SCALE)
    for line in range(-14, 15):
        bottom = 0.5 * WIDTH + line * 190 * SCALE
        top = 0.5 * WIDTH + line * 96 * SCALE
        draw.line([(top, GROUND), (bottom, HEIGHT)], fill=(160, 146, 124), width=2 * SCALE)


def _weather(canvas: Image.Image, building: Image.Image) -> None:
    """Stains on old plaster, and the shadow of the porch's roof."""
    stains = levels(fractal(SIZE, (14, 20), 91), 128, 230, 0.34)
    wash(canvas, (128, 112, 92), ImageChops.multiply(stains, building))
    porch = Image.new("L", SIZE)
    ImageDraw.Draw(porch).rectangle((LEFT, EAVES, RIGHT, EAVES + 120 * SCALE), fill=130)
    wash(canvas, (58, 54, 62), ImageChops.multiply(blur(porch, 26 * SCALE), building))
    far = ramp(SIZE, [(0.0, 0), (0.8, 0), (1.0, 90)])
    wash(canvas, (88, 78, 72), far)


PEOPLE = (
    # x, row, height, facing, stride, colour
    (0.46, 0.735, 118, 1, 0.1, (44, 46, 56)),
    (0.49, 0.745, 116, 1, 0.08, (54, 44, 46)),
    (0.585, 0.77, 128, -1, 0.13, (40, 44, 50)),
    (0.36, 0.875, 168, 1, 0.14, (38, 42, 52)),
    (0.4, 0.885, 172, 1, 0.12, (74, 46, 44)),
    (0.7, 0.93, 196, -1, 0.15, (42, 40, 46)),
    (0.1, 0.9, 176, 1, 0.05, (46, 48, 54)),
    (0.14, 0.905, 168, -1, 0.04, (84, 62, 48)),
)


def _people(canvas: Image.Image) -> None:
    for x, row, height, facing, stride, colour in PEOPLE:
        spot = Spot(x * WIDTH, row * HEIGHT, height * SCALE, facing)
        shadow = Image.new("L", SIZE)
        reach = spot.size * 0.62
        tip = (spot.x + reach, spot.y + spot.size * 0.03)
        pen = ImageDraw.Draw(shadow)
        pen.line([(spot.x, spot.y), tip], fill=130, width=round(spot.size * 0.13))
        wash(canvas, (60, 52, 54), blur(shadow, 4 * SCALE))
        person(ImageDraw.Draw(canvas), spot, colour, stride=stride)
