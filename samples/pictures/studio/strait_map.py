"""The locator map: coast, water lines, the road to the village and the night ferry's course."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from studio.brushes import SCALE, Colour, Point, blur, dice, ridge, smooth, wash
from studio.things import Draw

WIDTH, HEIGHT = 1800 * SCALE, 1240 * SCALE
FONTS = Path(__file__).resolve().parents[3] / "fonts" / "cetak-franklin"
SEA: Colour = (221, 231, 235)
SHORE: Colour = (122, 146, 156)
LAND: Colour = (247, 243, 233)
INK: Colour = (22, 24, 27)
SOFT: Colour = (91, 97, 104)
ACCENT: Colour = (155, 28, 31)
KILOMETRE = 18.6 * SCALE

MAINLAND: Sequence[Point] = (
    (-0.1, -0.1),
    (0.64, -0.1),
    (0.6, 0.06),
    (0.52, 0.12),
    (0.5, 0.2),
    (0.4, 0.24),
    (0.39, 0.32),
    (0.44, 0.37),
    (0.4, 0.45),
    (0.33, 0.46),
    (0.29, 0.52),
    (0.31, 0.6),
    (0.28, 0.68),
    (0.3, 0.74),
    (0.25, 0.8),
    (0.15, 0.83),
    (0.12, 0.92),
    (0.02, 0.95),
    (-0.1, 1.0),
)
ISLAND: Sequence[Point] = (
    (0.8, 0.46),
    (0.86, 0.44),
    (0.93, 0.49),
    (0.95, 0.58),
    (0.92, 0.66),
    (0.93, 0.74),
    (0.87, 0.81),
    (0.8, 0.79),
    (0.76, 0.7),
    (0.79, 0.62),
    (0.76, 0.53),
)
ISLETS: Sequence[Sequence[Point]] = (
    ((0.45, 0.84), (0.475, 0.83), (0.49, 0.855), (0.47, 0.88), (0.445, 0.87)),
    ((0.53, 0.9), (0.545, 0.895), (0.552, 0.915), (0.536, 0.923)),
    ((0.7, 0.2), (0.73, 0.19), (0.745, 0.215), (0.72, 0.24), (0.695, 0.23)),
)
CAPITAL: Point = (0.425, 0.385)
VILLAGE: Point = (0.29, 0.705)
FERRY_PORT: Point = (0.772, 0.655)
ROAD: Sequence[Point] = (
    CAPITAL,
    (0.35, 0.345),
    (0.27, 0.36),
    (0.2, 0.4),
    (0.225, 0.46),
    (0.165, 0.5),
    (0.135, 0.555),
    (0.175, 0.6),
    (0.16, 0.66),
    (0.2, 0.69),
    (0.235, 0.66),
    VILLAGE,
)
COURSE: Sequence[Point] = (CAPITAL, (0.5, 0.43), (0.62, 0.56), (0.7, 0.63), FERRY_PORT)


def paint() -> Image.Image:
    """The finished picture."""
    shape = _land()
    canvas = Image.new("RGB", (WIDTH, HEIGHT), SEA)
    _water_lines(canvas, shape)
    wash(canvas, LAND, shape)
    _relief(canvas, shape)
    _shoreline(canvas, shape)
    draw = ImageDraw.Draw(canvas)
    _ways(draw)
    _towns(draw)
    _names(canvas, draw)
    _scale_bar(draw)
    _north(draw)
    return canvas.resize((WIDTH // SCALE, HEIGHT // SCALE), Image.Resampling.LANCZOS)


def _pixels(points: Sequence[Point]) -> list[Point]:
    return [(x * WIDTH, y * HEIGHT) for x, y in points]


def _land() -> Image.Image:
    mask = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(mask)
    for number, coast in enumerate((MAINLAND, ISLAND, *ISLETS)):
        reach = 17 if number < 2 else 6
        draw.polygon(_frayed(smooth(_pixels(coast), 90), reach * SCALE, 60 + number), fill=255)
    return blur(mask, 3 * SCALE).point(lambda grey: 255 if grey > 128 else 0)


def _frayed(coast: Sequence[Point], reach: float, seed: int) -> list[Point]:
    """A coast with bays and points: each place moved outwards or inwards by chance."""
    out = ridge(len(coast), 2 * reach, 0.66, seed)
    closing = [min(1.0, place / 60, (len(coast) - place) / 60) for place in range(len(coast))]
    frayed = []
    for place, (x, y) in enumerate(coast):
        ahead, behind = coast[(place + 3) % len(coast)], coast[place - 3]
        angle = math.atan2(ahead[1] - behind[1], ahead[0] - behind[0])
        shift = (out[place] - reach) * closing[place]
        frayed.append((x + math.sin(angle) * shift, y - math.cos(angle) * shift))
    return frayed


def _water_lines(canvas: Image.Image, shape: Image.Image) -> None:
    """Lines that follow the coast further and further out, as engraved charts have them."""
    for step, radius in enumerate((9, 20, 34, 52)):
        spread = blur(shape, radius * SCALE)
        ring = spread.point(lambda grey: max(0, 255 - abs(grey - 26) * 40))
        share = 0.62 - step * 0.13
        wash(canvas, SHORE, ring.point([round(grey * share) for grey in range(256)]))


def _relief(canvas: Image.Image, shape: Image.Image) -> None:
    """Hills as soft shading, lit from the north-west."""
    heights = Image.new("L", canvas.size)
    draw = ImageDraw.Draw(heights)
    chance = dice(71)
    for x, y, count in ((0.13, 0.3, 26), (0.2, 0.12, 20), (0.1, 0.62, 14), (0.86, 0.6, 9)):
        for _ in range(count):
            cx = max(0.055, x + chance.gauss(0, 0.045)) * WIDTH
            cy = max(0.08, y + chance.gauss(0, 0.07)) * HEIGHT
            size = chance.uniform(12, 40) * SCALE
            draw.ellipse(
                (cx - size, cy - size, cx + size, cy + size), fill=chance.randint(90, 255)
            )
    soft = blur(heights, 20 * SCALE)
    step = 7 * SCALE
    shade = ImageChops.subtract(ImageChops.offset(soft, step, step), soft)
    light = ImageChops.subtract(ImageChops.offset(soft, -step, -step), soft)
    inner = blur(shape, 14 * SCALE).point(lambda grey: max(0, (grey - 170) * 3))
    for mask, colour in ((shade, (150, 138, 112)), (light, (255, 255, 252))):
        wash(
            canvas, colour, ImageChops.multiply(mask.point(lambda grey: min(255, grey * 4)), inner)
        )


def _shoreline(canvas: Image.Image, shape: Image.Image) -> None:
    edge = blur(shape, 1.2 * SCALE).point(lambda grey: max(0, 255 - abs(grey - 128) * 2))
    wash(canvas, (78, 98, 108), edge)


def _ways(draw: Draw) -> None:
    road = smooth(_pixels(ROAD), 40, closed=False)
    draw.line(road, fill=(150, 136, 118), width=11 * SCALE, joint="curve")
    draw.line(road, fill=(255, 253, 246), width=7 * SCALE, joint="curve")
    course = smooth(_pixels(COURSE), 60, closed=False)
    for dash in _dashes(course, 20 * SCALE, 13 * SCALE):
        draw.line(dash, fill=ACCENT, width=5 * SCALE)


def _dashes(curve: Sequence[Point], drawn: float, gap: float) -> list[list[Point]]:
    dashes: list[list[Point]] = [[curve[0]]]
    walked = 0.0
    for start, end in pairwise(curve):
        walked += math.dist(start, end)
        if walked % (drawn + gap) < drawn:
            dashes[-1].append(end)
        elif len(dashes[-1]) > 1:
            dashes.append([end])
        else:
            dashes[-1] = [end]
    return [dash for dash in dashes if len(dash) > 1]


def _towns(draw: Draw) -> None:
    for place, radius, colour in (
        (CAPITAL, 13, INK),
        (FERRY_PORT, 10, INK),
        (VILLAGE, 15, ACCENT),
    ):
        x, y = place[0] * WIDTH, place[1] * HEIGHT
        for reach, fill in ((radius + 5, (255, 255, 255)), (radius, colour)):
            size = reach * SCALE
            draw.ellipse((x - size, y - size, x + size, y + size), fill=fill)
    x, y = CAPITAL[0] * WIDTH, CAPITAL[1] * HEIGHT
    draw.ellipse((x - 5 * SCALE, y - 5 * SCALE, x + 5 * SCALE, y + 5 * SCALE), fill="white")


def face(name: str, size: float) -> ImageFont.FreeTypeFont:
    """A weight of the house's sans at a size in pixels of the finished picture."""
    return ImageFont.truetype(FONTS / f"CetakFranklin-{name}.ttf", size * SCALE)


@dataclass(frozen=True, slots=True)
class Hand:
    """How a name is written.

    Attributes:
        weight: Style of the face.
        size: Pixels in the finished picture.
        colour: Of the letters.
        halo: What the letters stand on; lines end a little before them.
        anchor: Where the place is, as Pillow names it: ``lm`` is left, middle.
    """

    weight: str
    size: float
    colour: Colour
    halo: Colour = SEA
    anchor: str = "lm"

    def write(self, draw: Draw, place: Point, text: str) -> None:
        """Set a text at a place given in shares of the map."""
        spot = (place[0] * WIDTH, place[1] * HEIGHT)
        letters = face(self.weight, self.size)
        wide = 5 * SCALE
        draw.text(
            spot, text, self.colour, letters, self.anchor, stroke_width=wide, stroke_fill=self.halo
        )
        draw.text(spot, text, self.colour, letters, self.anchor)


NAMES: Sequence[tuple[Point, str, Hand]] = (
    ((0.452, 0.345), "Tanjung Rawai", Hand("SemiBold", 36, INK)),
    ((0.452, 0.382), "ibu kota kabupaten", Hand("Regular", 27, SOFT)),
    ((0.312, 0.712), "Pantai Lembung", Hand("Bold", 40, ACCENT)),
    ((0.785, 0.648), "Senggara", Hand("SemiBold", 36, INK, LAND)),
    ((0.272, 0.535), "jalan kabupaten", Hand("Regular", 27, SOFT, LAND, "rm")),
    ((0.272, 0.57), "63 km", Hand("SemiBold", 27, SOFT, LAND, "rm")),
    ((0.62, 0.475), "feri malam", Hand("Regular", 27, ACCENT)),
    ((0.62, 0.51), "38 km", Hand("SemiBold", 27, ACCENT)),
    ((0.865, 0.525), "PULAU", Hand("Medium", 25, SOFT, LAND, "mm")),
    ((0.865, 0.558), "SENGGARA", Hand("Medium", 25, SOFT, LAND, "mm")),
)


def _names(canvas: Image.Image, draw: Draw) -> None:
    for place, text, hand in NAMES:
        hand.write(draw, place, text)
    _slanted(canvas, (0.56, 0.66), "Selat Lembung", -32)


def _slanted(canvas: Image.Image, place: Point, text: str, angle: float) -> None:
    """A name of water: italic, letter-spaced, along the strait."""
    spaced = "\u2009".join(text)
    label = Image.new("L", (900 * SCALE, 130 * SCALE))
    ImageDraw.Draw(label).text((450 * SCALE, 65 * SCALE), spaced, 255, face("Italic", 50), "mm")
    turned = label.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", canvas.size)
    corner = (
        round(place[0] * WIDTH - turned.width / 2),
        round(place[1] * HEIGHT - turned.height / 2),
    )
    mask.paste(turned, corner)
    wash(canvas, (84, 118, 134), mask)


def _scale_bar(draw: Draw) -> None:
    left, y = 0.74 * WIDTH, 0.94 * HEIGHT
    for start, end, colour in ((0, 5, INK), (5, 10, (255, 255, 255)), (10, 20, INK)):
        box = (left + start * KILOMETRE, y - 5 * SCALE, left + end * KILOMETRE, y + 5 * SCALE)
        draw.rectangle(box, fill=colour, outline=INK, width=2 * SCALE)
    for kilometres, label in ((0, "0"), (10, "10"), (20, "20 km")):
        x = (left + kilometres * KILOMETRE) / WIDTH
        Hand("Medium", 25, INK, anchor="mm").write(draw, (x, 0.91), label)


def _north(draw: Draw) -> None:
    x, y, size = 0.945 * WIDTH, 0.115 * HEIGHT, 46 * SCALE
    draw.polygon([(x, y - size), (x + size * 0.36, y + size * 0.6), (x, y + size * 0.3)], fill=INK)
    left = [(x, y - size), (x - size * 0.36, y + size * 0.6), (x, y + size * 0.3)]
    draw.polygon(left, fill="white", outline=INK, width=2 * SCALE)
    Hand("SemiBold", 30, INK, anchor="mm").write(
        draw, (x / WIDTH, (y + size * 1.15) / HEIGHT), "U"
    )
