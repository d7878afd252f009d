"""The stadium under floodlights: striped grass, full stands, and a shot on its way."""

from __future__ import annotations

from PIL import Image, ImageDraw

from studio.brushes import (
    SCALE,
    Colour,
    Point,
    bloom,
    blur,
    dice,
    finish,
    glow,
    gradient,
    mix,
    noise,
    wash,
)
from studio.mender import Limb, limb
from studio.things import Draw, Spot

WIDTH, HEIGHT = 1700 * SCALE, 1130 * SCALE
SIZE = (WIDTH, HEIGHT)
HORIZON = 0.34 * HEIGHT
TOUCH = 0.5 * HEIGHT
VANISHING: Point = (0.56 * WIDTH, HORIZON - 60 * SCALE)
SKY = [(0.0, (8, 14, 30)), (0.7, (22, 38, 62)), (1.0, (54, 76, 96))]
RED: Colour = (196, 44, 40)
BLUE: Colour = (228, 226, 214)
SKIN: Colour = (124, 84, 62)
LAMPS = (0.1, 0.9)


def paint() -> Image.Image:
    """The finished picture."""
    canvas = gradient(SIZE, SKY)
    _stands(canvas)
    _pitch(canvas)
    _goal(ImageDraw.Draw(canvas))
    _players(canvas)
    _light(canvas)
    return finish(canvas, 57, vignette=0.5)


def _stands(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    top = 0.15 * HEIGHT
    draw.polygon([(0, top * 0.55), (WIDTH, top * 0.8), (WIDTH, TOUCH), (0, TOUCH)], (26, 32, 44))
    draw.polygon([(0, 0.05 * HEIGHT), (WIDTH, 0.09 * HEIGHT), (WIDTH, top * 0.8), (0, top * 0.62)],
                 fill=(60, 72, 84))  # fmt: skip
    for post in range(9):
        x = (0.02 + post * 0.12) * WIDTH
        draw.line([(x, 0.06 * HEIGHT), (x, 0.3 * HEIGHT)], fill=(70, 80, 90), width=4 * SCALE)
    _crowd(draw)
    board_top = TOUCH - 44 * SCALE
    tones: tuple[Colour, ...] = ((196, 190, 172), (150, 44, 40), (42, 72, 98), (198, 160, 72))
    for board in range(17):
        left = board * WIDTH / 17
        box = (left, board_top, left + WIDTH / 17 - 4 * SCALE, TOUCH)
        draw.rectangle(box, fill=mix(tones[board * 7 % 4], (40, 44, 52), 0.25))


def _crowd(draw: Draw) -> None:
    chance = dice(88)
    shirts: tuple[Colour, ...] = (
        RED,
        RED,
        (214, 206, 190),
        (60, 70, 90),
        (190, 120, 60),
        (90, 44, 44),
    )
    rows = 30
    for row in range(rows):
        y = 0.125 * HEIGHT + (TOUCH - 0.16 * HEIGHT) * row / rows
        size = (4.2 + 2.2 * row / rows) * SCALE
        step = size * 2.3
        for seat in range(int(WIDTH / step) + 1):
            x = seat * step + chance.uniform(-0.3, 0.3) * step
            tone = mix(chance.choice(shirts), (18, 22, 34), 0.62 - 0.4 * row / rows)
            lift = chance.choice((0, 0, 0, 1, 2)) * size * 0.3
            draw.ellipse((x - size, y - lift, x + size, y - lift + 2.4 * size), fill=tone)
            face = mix((150, 112, 88), (18, 22, 34), 0.5 - 0.3 * row / rows)
            half = size * 0.52
            draw.ellipse((x - half, y - lift - size, x + half, y - lift + half * 0.2), fill=face)


def _at(across: float, down: float) -> Point:
    """A point of the grass: ``across`` -1 to 1 at the front, ``down`` 0 far to 1 near."""
    y = TOUCH + (HEIGHT - TOUCH) * down
    share = (y - VANISHING[1]) / (HEIGHT - VANISHING[1])
    return VANISHING[0] + across * WIDTH * share, y


def _pitch(canvas: Image.Image) -> None:
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, TOUCH, WIDTH, HEIGHT), fill=(44, 96, 52))
    for stripe in range(-14, 14):
        tone: Colour = (52, 112, 58) if stripe % 2 else (42, 94, 50)
        left, right = stripe * 0.14, (stripe + 1) * 0.14
        draw.polygon([_at(left, 0), _at(right, 0), _at(right, 1), _at(left, 1)], fill=tone)
    chalk: Colour = (224, 230, 218)
    draw.line([_at(-3, 0.06), _at(3, 0.06)], fill=chalk, width=4 * SCALE)
    box = [_at(-0.62, 0.06), _at(-0.78, 0.44), _at(0.52, 0.44), _at(0.5, 0.06)]
    draw.line(box, fill=chalk, width=5 * SCALE, joint="curve")
    inner = [_at(-0.36, 0.06), _at(-0.4, 0.2), _at(0.26, 0.2), _at(0.25, 0.06)]
    draw.line(inner, fill=chalk, width=4 * SCALE, joint="curve")
    x, y = _at(-0.1, 0.31)
    draw.ellipse((x - 9 * SCALE, y - 4 * SCALE, x + 9 * SCALE, y + 4 * SCALE), fill=chalk)
    nap = noise(SIZE, (WIDTH // 5, HEIGHT // 9), 31).point(lambda grey: max(0, grey - 128) // 4)
    nap.paste(0, (0, 0, WIDTH, round(TOUCH)))
    wash(canvas, (206, 226, 150), nap)


def _goal(draw: Draw) -> None:
    left, right = _at(-0.24, 0.06), _at(0.16, 0.06)
    height, back = 150 * SCALE, 44 * SCALE
    net: Colour = (170, 184, 186)
    for step in range(25):
        x = left[0] + (right[0] - left[0]) * step / 24
        draw.line([(x, left[1] - height), (x + 4 * SCALE, left[1] - back * 0.4)], net, SCALE)
    for step in range(11):
        y = left[1] - height + (height - back * 0.4) * step / 10
        draw.line([(left[0], y), (right[0], y)], fill=net, width=SCALE)
    frame = [left, (left[0], left[1] - height), (right[0], right[1] - height), right]
    draw.line(frame, fill=(244, 244, 240), width=8 * SCALE, joint="curve")


STRIKER: tuple[Limb, ...] = (
    ((0.0, 0.5, 0.06), (-0.13, 0.3, 0.05), (-0.2, 0.08, 0.032), (-0.12, 0.04, 0.026)),
    ((0.03, 0.5, 0.065), (0.2, 0.38, 0.052), (0.38, 0.36, 0.034), (0.46, 0.42, 0.024)),
    ((-0.04, 0.8, 0.04), (-0.22, 0.74, 0.032), (-0.3, 0.88, 0.024)),
    ((0.02, 0.8, 0.04), (0.17, 0.68, 0.032), (0.31, 0.72, 0.022)),
)
DEFENDER: tuple[Limb, ...] = (
    ((-0.02, 0.5, 0.06), (-0.12, 0.28, 0.05), (-0.26, 0.12, 0.03), (-0.3, 0.06, 0.024)),
    ((0.02, 0.5, 0.06), (0.1, 0.28, 0.05), (0.08, 0.05, 0.03), (0.16, 0.03, 0.024)),
    ((-0.04, 0.8, 0.04), (-0.16, 0.66, 0.032), (-0.08, 0.56, 0.022)),
    ((0.04, 0.8, 0.04), (0.16, 0.7, 0.032), (0.14, 0.86, 0.022)),
)
KEEPER: tuple[Limb, ...] = (
    ((-0.03, 0.46, 0.06), (-0.16, 0.28, 0.05), (-0.18, 0.05, 0.03), (-0.24, 0.03, 0.022)),
    ((0.03, 0.46, 0.06), (0.16, 0.28, 0.05), (0.18, 0.05, 0.03), (0.24, 0.03, 0.022)),
    ((-0.06, 0.74, 0.04), (-0.24, 0.68, 0.032), (-0.34, 0.84, 0.024)),
    ((0.06, 0.74, 0.04), (0.24, 0.68, 0.032), (0.34, 0.84, 0.024)),
)
SIDE = (
    # pose, across, down, height, facing, shirt
    (KEEPER, -0.03, 0.08, 120, 1, (216, 178, 60)),
    (DEFENDER, -0.42, 0.2, 158, 1, BLUE),
    (DEFENDER, 0.3, 0.24, 162, -1, BLUE),
    (DEFENDER, 0.72, 0.3, 176, -1, RED),
    (STRIKER, -0.33, 0.62, 330, 1, RED),
    (DEFENDER, 0.1, 0.52, 270, -1, BLUE),
)


def _players(canvas: Image.Image) -> None:
    for pose, across, down, height, facing, shirt in SIDE:
        x, y = _at(across, down)
        spot = Spot(x, y, height * SCALE, facing)
        _shadows(canvas, spot)
        _player(ImageDraw.Draw(canvas), spot, pose, shirt)
    x, y = _at(-0.08, 0.62)
    size, y = 19 * SCALE, y - 205 * SCALE
    draw = ImageDraw.Draw(canvas)
    draw.ellipse((x - size, y - size, x + size, y + size), fill=(238, 238, 232))
    draw.ellipse(
        (x - size * 0.4, y - size * 0.3, x + size * 0.4, y + size * 0.5), fill=(70, 74, 80)
    )


def _shadows(canvas: Image.Image, spot: Spot) -> None:
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    for lean in (-1, 1):
        tip = (spot.x + lean * spot.size * 0.62, spot.y - spot.size * 0.05)
        draw.line([(spot.x, spot.y), tip], fill=120, width=round(spot.size * 0.09))
    wash(canvas, (14, 36, 22), blur(mask, 3 * SCALE))


def _player(draw: Draw, spot: Spot, pose: tuple[Limb, ...], shirt: Colour) -> None:
    far_leg, near_leg, far_arm, near_arm = pose
    dark = mix(shirt, (20, 22, 30), 0.35)
    limb(draw, spot, far_arm, mix(SKIN, dark, 0.4))
    for leg in (far_leg, near_leg):
        limb(draw, spot, leg, SKIN)
        limb(draw, spot, leg[:2], dark if shirt != BLUE else (40, 62, 110))
        limb(draw, spot, leg[2:], shirt)
    hip, neck = pose[0][0][1], pose[2][0][1]
    body = ((0.0, hip, 0.075), (0.0, (hip + neck) / 2, 0.09), (0.0, neck, 0.085))
    limb(draw, spot, body, shirt)
    limb(draw, spot, near_arm, SKIN)
    limb(draw, spot, near_arm[:2], shirt)
    x, y = spot.place(0.02, neck + 0.145)
    head = spot.size * 0.06
    draw.ellipse((x - head, y - head * 1.2, x + head, y + head * 1.2), fill=SKIN)
    draw.pieslice(
        (x - head * 1.1, y - head * 1.35, x + head * 1.1, y + head), 180, 360, (28, 24, 26)
    )


def _light(canvas: Image.Image) -> None:
    lights = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(lights)
    for share in LAMPS:
        for row in range(2):
            for lamp in range(6):
                x = share * WIDTH + (lamp - 2.5) * 22 * SCALE
                y = (22 + row * 20) * SCALE
                draw.ellipse(
                    (x - 8 * SCALE, y - 8 * SCALE, x + 8 * SCALE, y + 8 * SCALE), (255, 250, 232)
                )
        glow(canvas, (share * WIDTH, 30 * SCALE), (620 * SCALE, 620 * SCALE), (70, 78, 80))
    bloom(canvas, lights, [6 * SCALE, 26 * SCALE])
    glow(canvas, (0.5 * WIDTH, 0.62 * HEIGHT), (1000 * SCALE, 380 * SCALE), (38, 40, 26))
