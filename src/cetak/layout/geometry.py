"""Where things stand on the paper: margins, rail, measure, columns, and the type sizes.

All lengths of a page are decided here, once, from the layout's own tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cetak.findings import Finding, Where, warning
from cetak.layout.options import Options, paper_size_mm
from cetak.layout.spec import Frame, LayoutSpec, Lever, TextSize

PT_PER_MM = 72 / 25.4
MOST_FURNITURE_PT = 10.5


@dataclass(frozen=True, slots=True)
class Geometry:
    """The page in numbers. ``margins_mm`` is top, right, bottom, left."""

    paper_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    rail_mm: float
    gap_mm: float
    measure_mm: float
    columns: int
    gutter_mm: float
    copy_pt: float
    leading_pt: float
    small_pt: float
    tracking_em: float
    picture_factor: float
    justified: bool
    hyphenated: bool
    drop_cap: bool
    frame: str

    @property
    def furniture_pt(self) -> float:
        """Size of heads and feet: they need not grow with large print for ever."""
        return min(self.small_pt, MOST_FURNITURE_PT)

    @property
    def column_mm(self) -> float:
        """Width of one column of copy."""
        return column_width_mm(self.measure_mm, self.columns, self.gutter_mm)

    @property
    def depth_mm(self) -> float:
        """Height of the type area."""
        return self.paper_mm[1] - self.margins_mm[0] - self.margins_mm[2]

    @property
    def has_rail(self) -> bool:
        """Whether byline, dates and QR code stand beside the copy."""
        return self.rail_mm > 0

    def snap_pt(self, height_pt: float) -> float:
        """What must be added to a height so that the next line stands on the grid."""
        lines = math.ceil(height_pt / self.leading_pt - 1e-3)
        return round(lines * self.leading_pt - height_pt, 3)


def column_width_mm(measure_mm: float, columns: int, gutter_mm: float) -> float:
    """Width of one column, gutters taken off.

    Args:
        measure_mm: Width of the type area in millimetres.
        columns: How many columns share it.
        gutter_mm: Space between two columns in millimetres.

    Returns:
        Millimetres; 58.75 for 4 columns on 250 mm with 5 mm gutters.

    Source: CSS Multi-column Layout Level 1, section 3.4.
    """
    return (measure_mm - gutter_mm * (columns - 1)) / columns


def plan_page(
    spec: LayoutSpec, options: Options, lever: Lever, name: str
) -> tuple[Geometry, tuple[Finding, ...]]:
    """The page for these options, and a finding for each option that had to fall back.

    Args:
        spec: The layout's tables.
        options: Checked options.
        lever: Small change that keeps the last page from being nearly empty.
        name: Source of the story, for the findings.
    """
    paper = paper_size_mm(spec, options["paper"])
    frame = next((f for f in spec.frames if paper[0] <= f.up_to_mm), spec.frames[-1])
    size = spec.sizes[options["text-size"]]
    columns, findings = _columns(options, frame, size, paper[0], name)
    rail = frame.rail_mm if size.rail and columns == 1 else 0.0
    gap = frame.gap_mm if rail else 0.0
    top, right, bottom, left = frame.margins_mm
    room = paper[0] - left - right - rail - gap
    widest = frame.measure_mm * size.measure_factor
    measure = room if columns > 1 else min(room, widest)
    ragged = size.ragged or not options.on("justify")
    if size.ragged and "justify" in options.given and options.on("justify"):
        findings.append(_fallback(name, "justify", "yes", "no", options["text-size"]))
    # An initial is three lines high by the drawing of its face: its lines keep their distance.
    scale = frame.scale * (size.columns_factor if columns > 1 else 1.0)
    leading = 1.0 if options.on("drop-cap") else lever.leading
    geometry = Geometry(
        paper_mm=paper,
        margins_mm=(top, right + room - measure, bottom, left),
        rail_mm=rail,
        gap_mm=gap,
        measure_mm=round(measure, 3),
        columns=columns,
        gutter_mm=5.5 * frame.scale,
        copy_pt=round(size.copy_pt * scale, 3),
        leading_pt=round(size.leading_pt * scale * leading, 3),
        small_pt=round(size.small_pt * frame.scale, 3),
        tracking_em=lever.tracking_em,
        picture_factor=lever.picture,
        justified=not ragged,
        hyphenated=not size.ragged,
        drop_cap=options.on("drop-cap"),
        frame=frame.name,
    )
    return geometry, tuple(findings)


def _columns(
    options: Options, frame: Frame, size: TextSize, paper_mm: float, name: str
) -> tuple[int, list[Finding]]:
    wanted = int(options["columns"])
    columns = min(wanted, size.max_columns)
    room = paper_mm - frame.margins_mm[1] - frame.margins_mm[3]
    while columns > 1 and column_width_mm(room, columns, 5.5 * frame.scale) < (
        size.min_column_mm * frame.scale
    ):
        columns -= 1
    if columns == wanted:
        return columns, []
    reason = options["text-size"] if wanted > size.max_columns else options["paper"]
    return columns, [_fallback(name, "columns", str(wanted), str(columns), reason)]


def _fallback(name: str, option: str, asked: str, taken: str, reason: str) -> Finding:
    return warning(
        "option-fallback",
        Where(name, part=option),
        option=option,
        asked=asked,
        taken=taken,
        reason=reason,
    )
