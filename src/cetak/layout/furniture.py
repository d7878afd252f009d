"""Front page, running heads and imprint of a paper become HTML: what is no story."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from cetak.article.furniture import (
    ContentsSection,
    Facts,
    FrontFacts,
    ImprintFacts,
    Jump,
    Refer,
    RunningFacts,
    RunningPage,
)
from cetak.article.metadata import Metadata
from cetak.layout.compose import RIGHT_TO_LEFT
from cetak.layout.front_forms import FrontRoom, shorter_fronts
from cetak.layout.geometry import PT_PER_MM, column_width_mm
from cetak.layout.grid import Grid, plan_grid
from cetak.layout.options import Options
from cetak.layout.spec import Layout, Wording
from cetak.layout.templates import rendered
from cetak.layout.type_measure import even_width_mm, line_count, shortened
from cetak.layout.typography import set_plain
from cetak.layout.wording import wording_for

_OPENER_SHARE = 0.58
_SMALLEST_OPENER, _LARGEST_OPENER = 1.2, 2.4
"""A section's name at the head of a page, in sizes of the copy."""
_SECTION_SHARE = 0.5
_SPACED = 1.3
"""Capitals with space between them, in widths of plain letters."""
FLAG, RAIL, TEASERS, RUNNING, IMPRINT = "flag", "rail", "teasers", "running", "imprint"
"""Names of the pages in the layout's style sheets."""
TEASED_LEGS = 1.25
"""A refer in the lower part of the front page is at least that many columns wide."""
_LARGEST_NAMEPLATE = 0.62
_NAMEPLATE_SHARE = 0.74
"""Of the room above the date line; the rest is white, and for letters that hang down."""
_EAR_MM = 34.0
_EAR_LEADING = 0.86
_DATE_LINES = 1.4
"""Depth of a row of the date line, in lines of copy."""
_DATE_TYPE = 1.04
_DATE_GAP_MM = 4.0


@dataclass(frozen=True, slots=True)
class FurnitureSetting:
    """What is to be set.

    Attributes:
        facts: What it says.
        options: Checked options of the layout.
        language: Language of the paper.
        title: What the file is called.
        words: The newsroom's own words, by language.
    """

    facts: Facts
    options: Options
    language: str = "id"
    title: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComposedFurniture:
    """HTML of furniture.

    Attributes:
        html: Well-formed XHTML.
        metadata: What its file says of itself.
        sizes_mm: Width and height of its pages by their names.
        lines: How many lines some of its pages take, roughly.
    """

    html: str = field(repr=False)
    metadata: Metadata
    sizes_mm: Mapping[str, tuple[float, float]]
    lines: Mapping[str, float] = field(default_factory=dict)


Limits = Mapping[str, float]
"""By the name of a page: forms that take as many lines there, or more, need not be tried."""


def compose_furniture(
    layout: Layout, setting: FurnitureSetting
) -> Generator[ComposedFurniture, Limits | None, None]:
    """Set furniture; where it may not fit, shorter forms follow.

    Yields:
        The fullest form first. The one to take is the first of which each page comes out once.
        Whoever tries them may send limits.

    Raises:
        LayoutError: ``layout-template``, ``layout-no-edition``.
    """
    setter = _Setter(layout, setting)
    match setting.facts:
        case FrontFacts():
            yield from _fronts(setting.facts, setter)
        case RunningFacts():
            yield setter.composed("running.html", {"running": setter.running(setting.facts)})
        case ImprintFacts():
            yield setter.composed("imprint.html", {"imprint": setter.imprint(setting.facts)})


def _fronts(
    facts: FrontFacts, setter: _Setter
) -> Generator[ComposedFurniture, Limits | None, None]:
    room, limits = setter.front_room(facts), cast("Limits", {})
    stack = RAIL if setter.has_rail else TEASERS
    for form in shorter_fronts(facts, room):
        lines = {TEASERS: room.teaser_lines(form), stack: room.rail_lines(form)}
        if any(lines.get(name, 0.0) >= most for name, most in limits.items()):
            continue
        composed = setter.composed("front.html", {"front": setter.front(form)})
        limits = (yield replace(composed, lines=lines)) or limits


def flag_rise_mm(grid: Grid) -> float:
    """How far the flag reaches up into the margin: the front page has no running head."""
    return round(grid.margins_mm[0] * 0.45, 3)


def teasers_on(grid: Grid) -> int:
    """How many refers stand side by side in the lower part of the front page."""
    if not grid.teasers_mm:
        return 0
    return max(1, int(grid.columns / TEASED_LEGS))


class _Setter:
    """Turns facts into what a template sees."""

    def __init__(self, layout: Layout, setting: FurnitureSetting) -> None:
        self.layout = layout
        self.setting = setting
        self.grid, _ = plan_grid(layout.spec, setting.options)
        wording = wording_for(layout.wordings, setting.language)
        own = setting.words.get(setting.language, {})
        self.wording: Wording = wording.model_copy(update={"words": {**wording.words, **own}})
        size = layout.spec.sizes["normal"]
        self.line_mm = self.grid.line_mm
        self.copy_pt = self.grid.line_mm * PT_PER_MM * size.copy_pt / size.leading_pt
        self.small_pt = size.small_pt * self.copy_pt / size.copy_pt

    @property
    def has_rail(self) -> bool:
        """Whether the lead leaves a column beside it."""
        return self.grid.front.legs < self.grid.columns

    def composed(self, template: str, values: Mapping[str, Any]) -> ComposedFurniture:
        """A template rendered."""
        metadata = Metadata(title=self.setting.title or "–", language=self.setting.language)
        size = {
            "copy_pt": round(self.copy_pt, 3),
            "leading_pt": round(self.line_mm * PT_PER_MM, 4),
            "small_pt": round(self.small_pt, 3),
            "measure_mm": round(self.grid.measure_mm, 3),
            "flag_mm": round(self.grid.flag_mm + flag_rise_mm(self.grid), 3),
        }
        html = rendered(self.layout, template, {**values, "metadata": metadata, "type": size})
        return ComposedFurniture(html, metadata, self._sizes())

    def front_room(self, facts: FrontFacts) -> FrontRoom:
        """What the front page has room for."""
        teased = min(teasers_on(self.grid) if self.has_rail else 0, len(facts.refers))
        sizes, across = self._sizes(), max(teased, 1)
        return FrontRoom(
            teased=teased,
            rail_mm=sizes[RAIL if self.has_rail else TEASERS][0],
            teaser_mm=column_width_mm(self.grid.measure_mm, across, self.grid.gutter_mm),
            copy_pt=self.copy_pt,
            small_pt=self.small_pt,
            metrics=self.layout.metrics,
        )

    def front(self, facts: FrontFacts) -> dict[str, Any]:
        """What the front page's template sees."""
        below = teasers_on(self.grid) if self.has_rail else 0
        teased = facts.refers[:below] if self.grid.teasers_mm else ()
        across = max(len(teased), 1)
        teaser_mm = column_width_mm(self.grid.measure_mm, across, self.grid.gutter_mm)
        rail_mm = self._sizes()[RAIL if self.has_rail else TEASERS][0]
        changes = {"title": self._plain(facts.changes_title), "lines": self._all(facts.changes)}
        rows = self._date_rows(facts)
        masthead_mm = self._masthead_mm(rows)
        return {
            **self._common(),
            "nameplate": facts.nameplate,
            "nameplate_pt": self._nameplate_pt(facts.nameplate, masthead_mm),
            "masthead_mm": masthead_mm,
            "date_rows": rows,
            **self._ears(facts.ears),
            "date_line": self._plain(facts.date_line),
            "issue_line": self._plain(facts.issue_line),
            "price": self._plain(facts.price),
            "has_rail": self.has_rail,
            "rail_refers": [
                self._refer(refer, rail_mm, 1.5) for refer in facts.refers[len(teased) :]
            ],
            "teasers": [self._refer(refer, teaser_mm, 2.0) for refer in teased],
            "teaser_mm": round(teaser_mm, 3),
            "gutter_mm": self.grid.gutter_mm,
            "contents": [self._contents(section) for section in facts.contents],
            "corrections": changes if facts.changes else None,
        }

    def running(self, facts: RunningFacts) -> dict[str, Any]:
        """What the template of heads and feet sees."""
        grid = self.grid
        top, _, bottom, left = grid.margins_mm
        return {
            **self._common(),
            "publication": self._plain(facts.publication),
            "dated": self._plain(facts.dated),
            "height_mm": grid.paper_mm[1],
            "head_mm": round(top - self.line_mm * 0.9, 3),
            "foot_mm": round(grid.paper_mm[1] - bottom + self.line_mm * 0.9, 3),
            "left_mm": left,
            "measure_mm": round(grid.measure_mm, 3),
            "pages": [self._running_page(page) for page in facts.pages],
        }

    def imprint(self, facts: ImprintFacts) -> dict[str, Any]:
        """What the template of the imprint sees: roles over as many columns as the page has."""
        count = min(self.grid.columns, 4)
        roles = [
            {"role": self._plain(role), "names": self._all(names)} for role, names in facts.roles
        ]
        each = -(-len(roles) // count) or 1
        width = column_width_mm(self.grid.measure_mm, count, self.grid.gutter_mm)
        return {
            **self._common(),
            "publication": self._plain(facts.publication),
            "columns": [roles[at : at + each] for at in range(0, len(roles), each)],
            "column_mm": round(width, 3),
            "gutter_mm": self.grid.gutter_mm,
            "colophon": self._plain(facts.colophon),
        }

    def _common(self) -> dict[str, Any]:
        language = self.setting.language
        is_leftward = language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT
        return {
            "language": language,
            "direction": "rtl" if is_leftward else "ltr",
            "words": self.wording.words,
            "ink_saver": self.setting.options.on("ink-saver"),
        }

    def _sizes(self) -> dict[str, tuple[float, float]]:
        grid = self.grid
        rail_legs = max(grid.columns - grid.front.legs, 1)
        return {
            FLAG: (grid.measure_mm, grid.flag_mm + flag_rise_mm(grid)),
            RAIL: (grid.width_mm(rail_legs), grid.front.depth_mm),
            TEASERS: (grid.measure_mm, max(grid.teasers_mm - self.line_mm, 1.0)),
            RUNNING: grid.paper_mm,
            IMPRINT: (grid.measure_mm, grid.depth_mm),
        }

    def _masthead_mm(self, rows: int) -> float:
        """Height of the flag above its date line."""
        flag_mm = self.grid.flag_mm + flag_rise_mm(self.grid)
        return round(flag_mm - (1.5 + _DATE_LINES * rows) * self.line_mm, 3)

    def _nameplate_pt(self, name: str, masthead_mm: float) -> float:
        """As large as the flag's width and height allow."""
        face = self.layout.metrics["Cetak Nameplate|700|normal"]
        room_mm = self.grid.measure_mm
        if self.grid.columns > 1:
            room_mm = min(room_mm * _LARGEST_NAMEPLATE, room_mm - 2 * _EAR_MM - 4)
        by_width = room_mm * PT_PER_MM / max(face.width_em(name), 1.0)
        return round(min(by_width, masthead_mm * PT_PER_MM * _NAMEPLATE_SHARE), 2)

    def _ears(self, ears: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """The boxes beside the nameplate, their first lines side by side; none on a phone."""
        if self.grid.columns == 1:
            return {"ears": [], "ear_mm": 0.0}
        face = self.layout.metrics["Cetak Franklin|400|normal"]
        texts = [{"title": self._plain(title), "text": self._plain(text)} for title, text in ears]
        lines = [1 + line_count(one["text"], face, self.small_pt, _EAR_MM) for one in texts]
        depth_mm = max(lines, default=0) * self.line_mm * _EAR_LEADING
        return {"ears": texts, "ear_mm": round(depth_mm, 3)}

    def _date_rows(self, facts: FrontFacts) -> int:
        """1 where day, number and price stand side by side, 2 where the page is too narrow."""
        face = self.layout.metrics["Cetak Franklin|500|normal"]
        left, issue, right = (
            face.width_em(self._plain(text)) * self.small_pt * _DATE_TYPE / PT_PER_MM
            for text in (facts.date_line, facts.issue_line, facts.price)
        )
        across_mm = 2 * max(left, right) + issue + 2 * _DATE_GAP_MM
        return 1 if across_mm <= self.grid.measure_mm else 2

    def _refer(self, refer: Refer, room_mm: float, size_em: float) -> dict[str, Any]:
        page = self.wording.words["page-short"].format(page=refer.page)
        said, face = self._set(refer), self.layout.metrics["Cetak Headline|600|normal"]
        width_mm = even_width_mm(said.headline, face, room_mm, self.copy_pt * size_em)
        return {**asdict(said), "page": page, "headline_mm": width_mm}

    def _contents(self, section: ContentsSection) -> dict[str, Any]:
        return {
            "name": self._plain(section.name),
            "page": section.page,
            "target": section.target,
            "stories": [asdict(self._set(story)) for story in section.stories],
        }

    def _set(self, refer: Refer) -> Refer:
        return replace(
            refer,
            headline=self._plain(refer.headline),
            kicker=self._plain(refer.kicker),
            deck=self._plain(refer.deck),
        )

    def _running_page(self, page: RunningPage) -> dict[str, Any]:
        top, _, _, left = self.grid.margins_mm
        face = self.layout.metrics["Cetak Franklin|400|normal"]
        headline = self.layout.metrics["Cetak Headline|600|normal"]
        room = self.grid.measure_mm * (0.6 if self.grid.columns > 1 else 0.5)
        return {
            "label": page.label,
            "side": page.side,
            "section": shortened(
                self._plain(page.section), face, self.small_pt * _SPACED, room * _SECTION_SHARE
            ),
            "story": shortened(self._plain(page.story), face, self.small_pt, room),
            **self._opener(page.opener),
            "is_front": page.is_front,
            "openers": [
                {
                    "name": shortened(
                        self._plain(name), headline, self.copy_pt * 2.1, self.grid.measure_mm
                    ),
                    "y_mm": top + y_mm,
                }
                for name, y_mm in page.openers
            ],
            "rules": [
                {
                    "kind": rule.kind,
                    "x_mm": round(left + rule.x_mm, 3),
                    "y_mm": round(top + rule.y_mm, 3),
                    "length_mm": round(rule.length_mm, 3),
                }
                for rule in page.rules
            ],
            "jumps": [self._jump(jump, left, top) for jump in page.jumps],
        }

    def _opener(self, name: str) -> dict[str, Any]:
        """A section's name on one line beside the date: smaller if need be, cut at the worst."""
        face = self.layout.metrics["Cetak Headline|600|normal"]
        room_mm = self.grid.measure_mm * _OPENER_SHARE
        by_width = room_mm * PT_PER_MM / max(face.width_em(self._plain(name)), 0.1)
        least, most = self.copy_pt * _SMALLEST_OPENER, self.copy_pt * _LARGEST_OPENER
        size_pt = min(max(by_width, least), most)
        said = shortened(self._plain(name), face, size_pt, room_mm)
        return {"opener": said, "opener_pt": round(size_pt, 2)}

    def _jump(self, jump: Jump, left: float, top: float) -> dict[str, Any]:
        face = self.layout.metrics["Cetak Headline|600|normal"]
        room = jump.width_mm * 0.7
        return {
            **asdict(jump),
            "x_mm": round(left + jump.x_mm, 3),
            "y_mm": round(top + jump.y_mm, 3),
            "headline": shortened(self._plain(jump.headline), face, self.copy_pt * 1.3, room)
            if jump.headline
            else "",
        }

    def _all(self, texts: Sequence[str]) -> list[str]:
        return [self._plain(text) for text in texts]

    def _plain(self, text: str) -> str:
        return set_plain(text, self.wording)
