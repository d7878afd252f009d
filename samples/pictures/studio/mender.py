"""The man who mends the net: a seated figure in profile, dark against the light."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from studio.brushes import SCALE, Colour, Size, rim, smooth
from studio.things import Draw, Spot

INK: Colour = (36, 30, 36)
Limb = Sequence[tuple[float, float, float]]
"""Joints of a limb as shares of the figure: right, up, half the thickness."""


def limb(draw: Draw, man: Spot, joints: Limb, colour: Colour) -> None:
    """An arm or leg: discs along a curve, each as thick as the flesh there."""
    places = smooth([man.place(right, up) for right, up, _ in joints], 40, closed=False)
    for number, (x, y) in enumerate(places):
        here = number / (len(places) - 1) * (len(joints) - 1)
        first = min(int(here), len(joints) - 2)
        share = here - first
        thick = joints[first][2] * (1 - share) + joints[first + 1][2] * share
        reach = thick * man.size
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)


FAR_LEG: Limb = (
    (0.13, 0.31, 0.06),
    (-0.04, 0.35, 0.052),
    (-0.12, 0.33, 0.047),
    (-0.09, 0.18, 0.04),
    (-0.06, 0.045, 0.024),
)
NEAR_LEG: Limb = (
    (0.16, 0.31, 0.072),
    (-0.06, 0.37, 0.06),
    (-0.21, 0.37, 0.052),
    (-0.215, 0.2, 0.043),
    (-0.2, 0.045, 0.025),
)
FAR_ARM: Limb = (
    (0.02, 0.645, 0.042),
    (-0.08, 0.53, 0.034),
    (-0.17, 0.53, 0.028),
    (-0.28, 0.6, 0.02),
    (-0.305, 0.62, 0.016),
)
NEAR_ARM: Limb = (
    (0.075, 0.63, 0.052),
    (0.055, 0.51, 0.043),
    (0.0, 0.44, 0.036),
    (-0.13, 0.475, 0.027),
    (-0.25, 0.545, 0.019),
)
FINGERS: tuple[Limb, ...] = (
    ((-0.25, 0.545, 0.02), (-0.285, 0.56, 0.011), (-0.3, 0.548, 0.007)),
    ((-0.25, 0.54, 0.02), (-0.28, 0.53, 0.01), (-0.288, 0.512, 0.006)),
    ((-0.3, 0.62, 0.016), (-0.325, 0.61, 0.009), (-0.328, 0.592, 0.006)),
)


def seated(man: Spot, size: Size) -> Image.Image:
    """The man on his box, as an RGBA layer of the picture's size; ``man.size`` is his height."""
    layer = Image.new("RGBA", size)
    draw = ImageDraw.Draw(layer)
    draw.polygon(man.places((0.02, 0.0), (0.04, 0.255), (0.33, 0.255), (0.35, 0.0)), fill=INK)
    limb(draw, man, FAR_LEG, INK)
    limb(draw, man, FAR_ARM, INK)
    _feet(draw, man)
    _body(draw, man)
    limb(draw, man, NEAR_LEG, (42, 35, 42))
    _head(draw, man)
    limb(draw, man, NEAR_ARM, (46, 38, 44))
    for finger in FINGERS:
        limb(draw, man, finger, INK)
    draw.line(man.places((-0.31, 0.58), (-0.235, 0.53)), fill=(206, 150, 96), width=4 * SCALE)
    rim(layer, (-4 * SCALE, -3 * SCALE), (255, 202, 132), 0.95)
    return layer


def _body(draw: Draw, man: Spot) -> None:
    back = man.places(
        (0.0, 0.71),
        (0.06, 0.725),
        (0.14, 0.69),
        (0.205, 0.58),
        (0.235, 0.44),
        (0.24, 0.32),
        (0.215, 0.25),
        (0.1, 0.25),
        (0.03, 0.29),
        (0.035, 0.42),
        (0.0, 0.55),
        (-0.02, 0.65),
    )
    draw.polygon(smooth(back), fill=INK)


def _feet(draw: Draw, man: Spot) -> None:
    for right in (-0.2, -0.06):
        foot = man.places(
            (right + 0.028, 0.05),
            (right + 0.03, 0.008),
            (right - 0.03, 0.0),
            (right - 0.1, 0.0),
            (right - 0.112, 0.014),
            (right - 0.06, 0.03),
            (right - 0.026, 0.06),
        )
        draw.polygon(smooth(foot), fill=INK)


def _head(draw: Draw, man: Spot) -> None:
    face = man.places(
        (0.06, 0.71),
        (0.085, 0.79),
        (0.06, 0.86),
        (-0.02, 0.865),
        (-0.062, 0.83),
        (-0.068, 0.8),
        (-0.09, 0.772),
        (-0.07, 0.762),
        (-0.076, 0.742),
        (-0.066, 0.714),
        (-0.03, 0.708),
        (-0.005, 0.69),
    )
    draw.polygon(smooth(face, 8), fill=INK)
    hat = man.places((-0.185, 0.79), (-0.01, 0.955), (0.005, 0.96), (0.02, 0.957), (0.205, 0.855))
    brim = man.places((0.205, 0.855), (0.1, 0.81), (-0.06, 0.785), (-0.185, 0.79))
    draw.polygon(hat + smooth(brim, closed=False), fill=(62, 48, 44))
    for rib in range(1, 6):
        foot = man.place(-0.185 + rib * 0.066, 0.783 + rib * 0.0095)
        draw.line([man.place(0.005, 0.958), foot], fill=(92, 70, 58), width=2 * SCALE)
