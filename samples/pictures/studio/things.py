"""What stands in a harbour: boats, houses on stilts, palms, people. Positions in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import ImageDraw

from studio.brushes import Colour, Point, dice, mix, smooth

Draw = ImageDraw.ImageDraw
WINDOW: Colour = (255, 206, 122)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thing stands and how large it is.

    Attributes:
        x: Its middle.
        y: Its foot: waterline, floor or ground.
        size: Length, width or height, whichever names the thing best.
        facing: 1 to the right, -1 to the left.
    """

    x: float
    y: float
    size: float
    facing: int = 1

    def place(self, right: float, up: float) -> Point:
        """A point given in shares of the size, seen from middle and foot."""
        return self.x + self.facing * right * self.size, self.y - up * self.size

    def places(self, *points: Point) -> list[Point]:
        """Several such points."""
        return [self.place(right, up) for right, up in points]


def boat(draw: Draw, spot: Spot, hull: Colour, trim: Colour) -> None:
    """A wooden fishing boat with a high stem, a cabin aft and an outrigger boom."""
    sheer = spot.places(
        (-0.52, 0.15), (-0.44, 0.1), (-0.2, 0.065), (0.1, 0.07), (0.36, 0.13), (0.55, 0.25)
    )
    keel = spot.places((0.5, 0.14), (0.38, 0.02), (0.1, -0.015), (-0.3, -0.01), (-0.47, 0.03))
    draw.polygon(smooth(sheer, closed=False) + smooth(keel, closed=False), fill=hull)
    draw.line(smooth(sheer, closed=False), fill=trim, width=_pen(spot, 0.012))
    _cabin(draw, spot, hull, trim)
    _rig(draw, spot, hull)


def _cabin(draw: Draw, spot: Spot, hull: Colour, trim: Colour) -> None:
    draw.polygon(spot.places((-0.34, 0.07), (-0.33, 0.2), (-0.1, 0.2), (-0.08, 0.06)), fill=hull)
    draw.polygon(
        spot.places((-0.38, 0.2), (-0.36, 0.225), (-0.07, 0.225), (-0.05, 0.2)), fill=trim
    )
    for left in (-0.3, -0.21):
        draw.polygon(
            spot.places((left, 0.13), (left, 0.175), (left + 0.05, 0.175), (left + 0.05, 0.13)),
            fill=trim,
        )


def _rig(draw: Draw, spot: Spot, colour: Colour) -> None:
    mast = spot.place(0.06, 0.62)
    draw.line([spot.place(0.08, 0.07), mast], fill=colour, width=_pen(spot, 0.014))
    for stay in (spot.place(0.53, 0.23), spot.place(-0.48, 0.13)):
        draw.line([mast, stay], fill=colour, width=_pen(spot, 0.004))
    boom = spot.places((0.075, 0.14), (-0.16, 0.4))
    draw.line(boom, fill=colour, width=_pen(spot, 0.01))


def _pen(spot: Spot, share: float) -> int:
    return max(2, round(abs(spot.size) * share))


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of a house.

    Attributes:
        wall: Walls and stilts.
        roof: Roof and floor beam.
        edge: The side that the low sun touches.
    """

    wall: Colour
    roof: Colour
    edge: Colour


def house(draw: Draw, spot: Spot, paint: Paint, rise: float, *, lit: bool) -> None:
    """A house on stilts over water; ``spot.size`` is its width, ``rise`` its roof's height."""
    for leg in range(6):
        right = -0.46 + leg * 0.184
        post = spot.places((right, 0.36), (right, -0.01))
        draw.line(post, fill=paint.roof, width=_pen(spot, 0.022))
    for low, high in ((-0.46, -0.278), (0.09, 0.274)):
        brace = spot.places((low, 0.06), (high, 0.32))
        draw.line(brace, fill=paint.roof, width=_pen(spot, 0.014))
    draw.rectangle((*spot.place(-0.56, 0.38), *spot.place(0.56, 0.34)), fill=paint.roof)
    draw.rectangle((*spot.place(-0.4, 0.7), *spot.place(0.42, 0.38)), fill=paint.wall)
    draw.rectangle((*spot.place(-0.4, 0.7), *spot.place(-0.385, 0.38)), fill=paint.edge)
    _roof(draw, spot, paint, rise)
    _windows(draw, spot, paint.roof, lit=lit)
    _railing(draw, spot, paint)


def _roof(draw: Draw, spot: Spot, paint: Paint, rise: float) -> None:
    top = 0.66 + rise
    hip = (0.25 - rise) * 0.6
    eaves, ridge_left, ridge_right = (-0.56, 0.66), (-0.36 + hip, top), (0.34 - hip, top)
    draw.polygon(spot.places(eaves, ridge_left, ridge_right, (0.57, 0.66)), fill=paint.roof)
    draw.line(spot.places(eaves, ridge_left), fill=paint.edge, width=_pen(spot, 0.013))
    draw.line(spot.places(ridge_left, ridge_right), fill=paint.edge, width=_pen(spot, 0.009))
    for seam in range(1, 9):
        low, high = -0.5 + seam * 0.119, -0.33 + hip + seam * (0.66 - 2 * hip) / 9
        line = spot.places((low, 0.665), (high, top - 0.01))
        draw.line(line, fill=mix(paint.roof, paint.wall, 0.35), width=_pen(spot, 0.005))


def _railing(draw: Draw, spot: Spot, paint: Paint) -> None:
    draw.line(spot.places((-0.54, 0.66), (-0.54, 0.38)), fill=paint.roof, width=_pen(spot, 0.016))
    draw.line(spot.places((-0.54, 0.47), (-0.4, 0.47)), fill=paint.roof, width=_pen(spot, 0.012))
    draw.line(spot.places((0.42, 0.47), (0.55, 0.47)), fill=paint.roof, width=_pen(spot, 0.012))


def _windows(draw: Draw, spot: Spot, dark: Colour, *, lit: bool) -> None:
    light = WINDOW if lit else dark
    for left in (-0.26, 0.16):
        draw.rectangle((*spot.place(left, 0.6), *spot.place(left + 0.11, 0.48)), fill=light)
        x, top = spot.place(left + 0.055, 0.6)
        draw.line([(x, top), (x, spot.place(0, 0.48)[1])], fill=dark, width=_pen(spot, 0.01))
    draw.rectangle((*spot.place(-0.06, 0.6), *spot.place(0.06, 0.38)), fill=dark)


def palm(draw: Draw, spot: Spot, colour: Colour, seed: int) -> None:
    """A coconut palm; ``spot.size`` is its height."""
    trunk = smooth(spot.places((0.0, 0.0), (0.03, 0.35), (0.1, 0.7), (0.2, 1.0)), 60, closed=False)
    for place, (x, y) in enumerate(trunk):
        thick = spot.size * (0.022 - 0.011 * place / len(trunk))
        draw.ellipse((x - thick, y - thick, x + thick, y + thick), fill=colour)
    chance = dice(seed)
    for frond in range(11):
        angle = math.radians(-28 + frond * 23.6 + chance.uniform(-8, 8))
        _frond(draw, spot, trunk[-1], angle, colour)


def _frond(draw: Draw, spot: Spot, crown: Point, angle: float, colour: Colour) -> None:
    reach = spot.size * 0.36
    spine = []
    for step in range(15):
        t = step / 14
        droop = reach * 0.75 * t * t
        spine.append(
            (
                crown[0] + math.cos(angle) * reach * t,
                crown[1] - math.sin(angle) * reach * t + droop,
            )
        )
    draw.line(spine, fill=colour, width=_pen(spot, 0.008))
    for step, (x, y) in enumerate(spine[2:], start=2):
        leaf = reach * 0.2 * math.sin(math.pi * min(1.0, step / 14 + 0.12))
        draw.line([(x, y), (x + leaf * 0.35, y + leaf)], fill=colour, width=_pen(spot, 0.006))
        draw.line(
            [(x, y), (x - leaf * 0.45, y + leaf * 0.8)], fill=colour, width=_pen(spot, 0.006)
        )


def person(
    draw: Draw, spot: Spot, colour: Colour, *, stride: float = 0.1, load: Colour | None = None
) -> None:
    """A figure seen from some way off; ``spot.size`` is the height, ``load`` a basket's colour."""
    _legs(draw, spot, colour, stride)
    torso = spot.places(
        (-0.08, 0.47),
        (-0.085, 0.62),
        (-0.125, 0.8),
        (-0.04, 0.845),
        (-0.03, 0.89),
        (0.035, 0.89),
        (0.04, 0.845),
        (0.125, 0.8),
        (0.085, 0.62),
        (0.08, 0.47),
    )
    draw.polygon(smooth(torso), fill=colour)
    _disc(draw, spot.place(0.012, 0.925), spot.size * 0.052, spot.size * 0.066, colour)
    _arm(draw, spot, colour, ((-0.1, 0.79), (-0.135, 0.64), (-0.09 - stride / 2, 0.5)))
    if load is None:
        _arm(draw, spot, colour, ((0.1, 0.79), (0.125, 0.64), (0.12 + stride / 2, 0.51)))
        return
    _arm(draw, spot, colour, ((0.1, 0.79), (0.2, 0.9), (0.12, 1.0)))
    basket = spot.places((-0.16, 1.12), (-0.12, 0.985), (0.14, 0.985), (0.19, 1.12))
    draw.polygon(basket, fill=load)
    x, y = spot.place(0.015, 1.12)
    _disc(draw, (x, y), spot.size * 0.175, spot.size * 0.035, mix(load, colour, 0.35))


def _legs(draw: Draw, spot: Spot, colour: Colour, stride: float) -> None:
    for side, hip in ((-1, -0.04), (1, 0.04)):
        foot = side * stride
        thigh = spot.places((hip, 0.5), (hip + foot * 0.45, 0.26), (foot, 0.02))
        draw.line(smooth(thigh, closed=False), fill=colour, width=_pen(spot, 0.078), joint="curve")
        shoe = spot.places((foot - 0.035, 0.035), (foot - 0.035, 0.0), (foot + 0.085, 0.0))
        draw.polygon(shoe, fill=colour)


def _arm(draw: Draw, spot: Spot, colour: Colour, joints: tuple[Point, ...]) -> None:
    curve = smooth(spot.places(*joints), closed=False)
    draw.line(curve, fill=colour, width=_pen(spot, 0.05), joint="curve")


def _disc(draw: Draw, centre: Point, wide: float, high: float, colour: Colour) -> None:
    x, y = centre
    draw.ellipse((x - wide, y - high, x + wide, y + high), fill=colour)
