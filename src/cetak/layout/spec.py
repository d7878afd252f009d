"""What a layout declares in its ``layout.yaml``: options, papers, frames, sizes, levers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field, model_validator

from cetak.article.blocks import Value


class OptionSpec(Value):
    """One option that a reader or newsroom may set with ``--set name=value``."""

    kind: Literal["choice", "paper"] = "choice"
    choices: tuple[str, ...] = ()
    default: str
    help: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _default_is_a_choice(self) -> OptionSpec:
        if self.kind == "choice" and self.default not in self.choices:
            raise ValueError("option-default")
        return self


class Frame(Value):
    """How a range of paper widths divides into margins, rail and measure."""

    name: str
    up_to_mm: float = Field(gt=0)
    margins_mm: tuple[float, float, float, float]
    rail_mm: float = Field(0, ge=0)
    gap_mm: float = Field(0, ge=0)
    measure_mm: float = Field(gt=20)
    scale: float = Field(1, gt=0.3, le=4)


class TextSize(Value):
    """Type sizes in points at scale 1, and what they allow."""

    copy_pt: float = Field(gt=4)
    leading_pt: float = Field(gt=4)
    small_pt: float = Field(gt=4)
    measure_factor: float = Field(1, gt=0)
    columns_factor: float = Field(1, gt=0.5, le=1)
    max_columns: int = Field(2, ge=1, le=6)
    min_column_mm: float = Field(50, gt=0)
    rail: bool = True
    ragged: bool = False


class HeadlineSize(Value):
    """A headline size and the number of lines it may take."""

    size_em: float = Field(gt=0)
    leading: float = Field(gt=0.8, le=2)
    lines: int = Field(ge=1)


class Lever(Value):
    """A small change that takes back, or fills, a last page of a few lines.

    Attributes:
        leading: Factor on the leading.
        tracking_em: Letter space added to the copy.
        picture: Factor on picture heights.
    """

    leading: float = Field(1, gt=0.85, lt=1.15)
    tracking_em: float = Field(0, gt=-0.02, lt=0.02)
    picture: float = Field(1, gt=0.5, lt=1.5)


class EditionFrame(Value):
    """How a range of paper widths divides into margins and a grid of columns.

    Attributes:
        margins_mm: Top, right, bottom, left of the type area; furniture stands outside it.
        columns: Columns of the grid; the option ``columns`` may ask for others.
        front_legs: Columns of the lead on the front page; the rest is the rail.
        nameplate_mm: Height of the flag on the front page: nameplate, ears and date line.
        teasers_mm: Height of the lower part of the front page, 0 for none.
    """

    name: str
    up_to_mm: float = Field(gt=0)
    margins_mm: tuple[float, float, float, float]
    columns: int = Field(ge=1, le=8)
    gutter_mm: float = Field(5, ge=2, le=12)
    scale: float = Field(1, gt=0.3, le=4)
    front_legs: int = Field(1, ge=1, le=8)
    nameplate_mm: float = Field(40, ge=10)
    teasers_mm: float = Field(0, ge=0)


class EditionSpec(Value):
    """What a layout of a whole paper decides beyond what a story's layout does.

    Attributes:
        frames: By paper width; the first that is wide enough is taken.
        headlines: Sizes by the role of a story: ``lead``, ``main``, ``story``, ``brief``.
        fewest_lines: Lines of copy below a head, or the copy begins on the next page.
        least_column_mm: A narrower column falls back to fewer columns.
        story_gap_lines: Lines of white between two stories, the rule between them in its midst.
    """

    frames: tuple[EditionFrame, ...] = Field(min_length=1)
    headlines: dict[str, tuple[HeadlineSize, ...]]
    fewest_lines: int = Field(4, ge=1)
    least_column_mm: float = Field(38, gt=10)
    story_gap_lines: int = Field(2, ge=1)


class LayoutSpec(Value):
    """The whole of ``layout.yaml``."""

    name: str
    inherits: str = ""
    description: dict[str, str] = Field(default_factory=dict)
    template: str = "story.html"
    stylesheets: tuple[str, ...] = Field(min_length=1)
    options: dict[str, OptionSpec]
    papers: dict[str, tuple[float, float]]
    frames: tuple[Frame, ...] = Field(min_length=1)
    sizes: dict[str, TextSize]
    headlines: tuple[HeadlineSize, ...] = Field(min_length=1)
    last_page_lines: int = Field(6, ge=0)
    saved_page_lines: int = Field(12, ge=0)
    levers: tuple[Lever, ...] = ()
    edition: EditionSpec | None = None


class Wording(Value):
    """Words on the page and typographic habits of one language."""

    words: dict[str, str]
    quotes: tuple[str, str, str, str]
    dash: str
    dateline_dash: str
    time_zones: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FaceMetrics:
    """Advance widths of one face, in thousandths of an em."""

    advances: Mapping[str, int] = field(repr=False)

    def width_em(self, text: str) -> float:
        """Width of a text in ems, without kerning."""
        return sum(self.advances.get(character, 560) for character in text) / 1000


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as a value: everything a worker needs to set a page.

    Attributes:
        spec: What ``layout.yaml`` declares, inheritance resolved.
        templates: HTML files by name.
        stylesheets: CSS texts in cascade order.
        wordings: Words by language.
        metrics: Faces by ``family|weight|style``.
        fingerprint: SHA-256 over all of the above.
    """

    spec: LayoutSpec
    templates: Mapping[str, str] = field(repr=False)
    stylesheets: tuple[str, ...] = field(repr=False)
    wordings: Mapping[str, Wording] = field(repr=False)
    metrics: Mapping[str, FaceMetrics] = field(repr=False)
    fingerprint: str

    @property
    def name(self) -> str:
        """The layout's own name."""
        return self.spec.name
