"""The page of a newspaper in numbers: margins, columns, baselines, and the front page's parts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cetak.article.sheet import StoryFrame
from cetak.errors import LayoutError
from cetak.findings import Finding, Where, warning
from cetak.layout.geometry import PT_PER_MM, Geometry, column_width_mm
from cetak.layout.options import Options, paper_size_mm
from cetak.layout.spec import EditionFrame, EditionSpec, LayoutSpec, Lever, TextSize


@dataclass(frozen=True, slots=True)
class Room:
    """Columns and depth that a story has on a page."""

    legs: int
    depth_mm: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A newspaper's page. ``margins_mm`` is top, right, bottom, left.

    Attributes:
        paper_mm: Width and height.
        columns: Columns of the grid.
        gutter_mm: Space between two of them.
        line_mm: Distance of two baselines of the copy.
        depth_mm: Height of the type area: a whole number of lines.
        flag_mm: Height of nameplate, ears and date line on the front page.
        front: The lead's room on the front page, below the flag.
        teasers_mm: Height of the lower part of the front page.
        gap_mm: White between two stories, one above the other.
    """

    paper_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    columns: int
    gutter_mm: float
    line_mm: float
    depth_mm: float
    flag_mm: float
    front: Room
    teasers_mm: float
    gap_mm: float

    @property
    def measure_mm(self) -> float:
        """Width of the type area."""
        return self.paper_mm[0] - self.margins_mm[1] - self.margins_mm[3]

    @property
    def leg_mm(self) -> float:
        """Width of one column."""
        return column_width_mm(self.measure_mm, self.columns, self.gutter_mm)

    def width_mm(self, legs: int) -> float:
        """Width of so many columns and the gutters between them."""
        return legs * self.leg_mm + (legs - 1) * self.gutter_mm

    def left_mm(self, leg: int) -> float:
        """Left edge of a column, counted from 0, from the left edge of the type area."""
        return leg * (self.leg_mm + self.gutter_mm)

    def lines_mm(self, depth_mm: float) -> float:
        """A depth, made larger to a whole number of lines."""
        return math.ceil(round(depth_mm / self.line_mm, 3)) * self.line_mm

    def first_room(self, frame: StoryFrame) -> Room:
        """What a story has on its first page."""
        return self.front if frame.role == "lead" else self.later_room(frame)

    def later_room(self, frame: StoryFrame) -> Room:
        """What a story has on each of its other pages."""
        return Room(min(frame.legs or self.columns, self.columns), self.depth_mm)


def plan_grid(
    spec: LayoutSpec, options: Options, name: str = ""
) -> tuple[Grid, tuple[Finding, ...]]:
    """The page for these options, and a finding for an option that had to fall back.

    Raises:
        LayoutError: ``layout-no-edition`` for a layout that sets single stories only.
    """
    edition = edition_of(spec)
    paper = paper_size_mm(spec, options["paper"])
    frame = next((f for f in edition.frames if paper[0] <= f.up_to_mm), edition.frames[-1])
    size = spec.sizes[options["text-size"]]
    room = (paper[0] - frame.margins_mm[1] - frame.margins_mm[3], edition.least_column_mm)
    columns, findings = _columns(options, frame, size, room, name)
    line_mm = size.leading_pt * frame.scale / PT_PER_MM
    top, right, bottom, left = frame.margins_mm
    lines = math.floor((paper[1] - top - bottom) / line_mm)
    depth = lines * line_mm
    whole = _up(frame.nameplate_mm, line_mm), _up(frame.teasers_mm, line_mm)
    return Grid(
        paper_mm=paper,
        margins_mm=(top, right, round(paper[1] - top - depth, 4), left),
        columns=columns,
        gutter_mm=frame.gutter_mm,
        line_mm=line_mm,
        depth_mm=depth,
        flag_mm=whole[0],
        front=Room(min(_front_legs(frame, columns), columns), depth - whole[0] - whole[1]),
        teasers_mm=whole[1],
        gap_mm=edition.story_gap_lines * line_mm,
    ), findings


def story_geometry(
    spec: LayoutSpec, options: Options, grid: Grid, frame: StoryFrame, lever: Lever
) -> Geometry:
    """A story's own page in numbers: as wide as its columns, without margins."""
    size = spec.sizes[options["text-size"]]
    room = grid.first_room(frame)
    copy_pt = grid.line_mm * PT_PER_MM * size.copy_pt / size.leading_pt
    return Geometry(
        paper_mm=(grid.width_mm(room.legs), grid.depth_mm),
        margins_mm=(0.0, 0.0, 0.0, 0.0),
        rail_mm=0.0,
        gap_mm=0.0,
        measure_mm=round(grid.width_mm(room.legs), 3),
        columns=room.legs,
        gutter_mm=grid.gutter_mm,
        copy_pt=round(copy_pt, 3),
        leading_pt=round(grid.line_mm * PT_PER_MM, 4),
        small_pt=round(size.small_pt * copy_pt / size.copy_pt, 3),
        tracking_em=0.0,
        picture_factor=lever.picture,
        justified=options.on("justify") and not size.ragged,
        hyphenated=not size.ragged,
        drop_cap=False,
        frame=frame.role,
    )


def edition_of(spec: LayoutSpec) -> EditionSpec:
    """What a layout says of a whole paper.

    Raises:
        LayoutError: ``layout-no-edition``.
    """
    if spec.edition is None:
        raise LayoutError.because("layout-no-edition", spec.name)
    return spec.edition


def _front_legs(frame: EditionFrame, columns: int) -> int:
    """The lead's columns: as the frame says, or about two thirds of another grid."""
    return frame.front_legs if columns == frame.columns else max(1, round(columns * 0.67))


def _columns(
    options: Options, frame: EditionFrame, size: TextSize, room: tuple[float, float], name: str
) -> tuple[int, tuple[Finding, ...]]:
    asked = frame.columns if options["columns"] == "auto" else int(options["columns"])
    measure_mm, least_mm = room
    least_mm *= frame.scale * size.measure_factor
    columns = min(asked, size.max_columns)
    while columns > 1 and column_width_mm(measure_mm, columns, frame.gutter_mm) < least_mm:
        columns -= 1
    if columns == asked or options["columns"] == "auto":
        return columns, ()
    told = warning(
        "option-fallback",
        Where(name, part="columns"),
        option="columns",
        asked=str(asked),
        taken=str(columns),
        reason=options["paper"],
    )
    return columns, (told,)


def _up(depth_mm: float, line_mm: float) -> float:
    return math.ceil(round(depth_mm / line_mm, 3)) * line_mm
