"""What the edition has decided becomes what its furniture says, in the paper's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cetak.article.furniture import (
    ContentsSection,
    FrontFacts,
    ImprintFacts,
    Jump,
    Refer,
    Rule,
    RunningFacts,
    RunningPage,
)
from cetak.article.sheet import StoryPage
from cetak.edition.changes import Change, ChangeKind
from cetak.edition.destinations import LINK
from cetak.edition.furniture import Folio, Furniture, Line
from cetak.edition.furniture import Jump as Continued
from cetak.edition.number import roman
from cetak.edition.paper import Paper, PlacedPage, PlacedStory
from cetak.edition.plan import Plan
from cetak.layout.grid import Grid
from cetak.layout.wording import long_date
from cetak.publication import Publication

_DECK_WORDS = 28


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a paper says of itself and of this issue.

    Attributes:
        publication: Facts of the newsroom.
        plan: Day, number, edition.
        language: Language of the paper.
        words: The layout's words, the newsroom's own among them.
        changes: What is new since the last edition.
        at: Time of this edition where it is not the first, such as ``14.30``.
    """

    publication: Publication
    plan: Plan
    language: str
    words: Mapping[str, str]
    changes: tuple[Change, ...] = ()
    at: str = ""

    @property
    def name(self) -> str:
        """Name of the paper."""
        return self.publication.nameplate or self.publication.name

    @property
    def dated(self) -> str:
        """The day, in full."""
        return long_date(self.plan.date, self.language)

    def issue_line(self, pages: int) -> str:
        """Volume and number, and how many pages there are."""
        plan, words = self.plan, self.words
        said = []
        if plan.number is not None:
            form = words["issue" if plan.volume is not None else "issue-number"]
            volume = roman(plan.volume) if plan.volume is not None else ""
            said.append(form.format(volume=volume, number=plan.number))
        said.append(words["pages"].format(pages=pages))
        return " · ".join(said)

    @property
    def price_line(self) -> str:
        """What it costs, and which edition of the day it is, where it is not the first."""
        said = [self.publication.price] if self.publication.price else []
        if self.plan.edition > 1:
            form = self.words["edition-changed" if self.at else "edition"]
            said.append(form.format(edition=self.plan.edition, time=self.at))
        return " · ".join(said)


def front_facts(masthead: Masthead, furniture: Furniture, pages: int) -> FrontFacts:
    """The front page, the lead aside."""
    paper = masthead.publication
    dated = ", ".join(part for part in (paper.city, masthead.dated) if part)
    return FrontFacts(
        nameplate=masthead.name,
        ears=tuple((ear.title, ear.text) for ear in paper.ears),
        date_line=dated,
        issue_line=masthead.issue_line(pages),
        price=masthead.price_line,
        refers=tuple(map(_refer, furniture.refers)),
        contents=tuple(
            ContentsSection(
                section.name,
                section.label,
                f"{LINK}section-{section.slug}",
                tuple(_refer(line) for line in section.lines if not line.is_lead),
            )
            for section in furniture.contents
        ),
        changes=tuple(changes_told(masthead)),
        changes_title=masthead.words["edition"].format(edition=masthead.plan.edition),
    )


def running_facts(
    masthead: Masthead,
    furniture: Furniture,
    paper: Paper,
    grid: Grid,
    story_pages: Mapping[str, Sequence[StoryPage]],
) -> RunningFacts:
    """Heads and feet of all pages, and the rules between stories."""
    jumps = {
        number: tuple(_jumps_on(number, furniture.jumps, paper, grid, masthead, story_pages))
        for number in range(1, len(paper.pages) + 1)
    }
    return RunningFacts(
        masthead.name,
        masthead.dated,
        tuple(
            _running(folio, page, grid, story_pages, jumps[folio.number])
            for folio, page in zip(furniture.folios, paper.pages, strict=True)
        ),
    )


def imprint_facts(masthead: Masthead) -> ImprintFacts:
    """Publisher, staff, ISSN and colophon."""
    paper, words = masthead.publication, masthead.words
    roles = [(role, tuple(names)) for role, names in paper.imprint.items()]
    if paper.issn:
        issn, _, number = words["issn"].partition("{issn}")
        roles.append((issn.strip(), (f"{paper.issn}{number}",)))
    colophon = words["colophon"].format(publication=paper.name, date=masthead.dated)
    return ImprintFacts(paper.name, tuple(roles), colophon)


def _refer(line: Line) -> Refer:
    return Refer(
        headline=line.headline,
        kicker=line.kicker or line.section,
        deck=_first_words(line.deck),
        page=line.label,
        target=f"{LINK}story-{line.slug}",
    )


def _first_words(deck: str) -> str:
    """A deck as a refer has room for, cut between words."""
    words = deck.split()
    if len(words) <= _DECK_WORDS:
        return deck
    return " ".join(words[:_DECK_WORDS]).rstrip(",;:–—- ") + " …"


def changes_told(masthead: Masthead) -> Iterator[str]:
    """What is new in this edition, a line each."""
    for change in masthead.changes:
        if change.kind is not ChangeKind.MOVED:
            form = masthead.words[change.kind.value]
            yield form.format(headline=change.headline, page=change.label)


def _running(
    folio: Folio,
    page: PlacedPage,
    grid: Grid,
    story_pages: Mapping[str, Sequence[StoryPage]],
    jumps: tuple[Jump, ...],
) -> RunningPage:
    opener = next((name for name, y_mm in folio.opens if y_mm == 0), "")
    return RunningPage(
        label=folio.label,
        side="left" if folio.is_left else "right",
        section=folio.section,
        story=folio.running,
        opener=opener,
        openers=tuple((name, y_mm) for name, y_mm in folio.opens if y_mm > 0),
        rules=tuple(_rules(page, grid, story_pages)),
        jumps=jumps,
        is_front=folio.is_front,
    )


def _rules(
    page: PlacedPage, grid: Grid, story_pages: Mapping[str, Sequence[StoryPage]]
) -> Iterator[Rule]:
    """A hairline above a story that stands below another, and beside one beside another."""
    for one in page.stories:
        placed = story_pages[one.key][one.page]
        if one.y_mm > 0 and not page.is_front:
            width = grid.width_mm(placed.legs)
            yield Rule("level", one.x_mm, one.y_mm - grid.gap_mm / 2, width)
        depth_mm = max(_beside(one, page, grid, story_pages), default=0.0)
        if depth_mm:
            left = one.x_mm - grid.gutter_mm / 2
            yield Rule("upright", left, one.y_mm, depth_mm)
    if page.is_front and grid.front.legs < grid.columns:
        left = grid.left_mm(grid.front.legs) - grid.gutter_mm / 2
        yield Rule("upright", left, grid.flag_mm, grid.front.depth_mm)


def _beside(
    one: PlacedStory,
    page: PlacedPage,
    grid: Grid,
    story_pages: Mapping[str, Sequence[StoryPage]],
) -> Iterator[float]:
    """Depths of the rules between a story and those at its left.

    The longer of two that begin side by side says how deep; else the story itself.
    """
    own_mm = story_pages[one.key][one.page].depth_mm
    for other in page.stories:
        placed = story_pages[other.key][other.page]
        is_left = other.x_mm + grid.width_mm(placed.legs) <= one.x_mm
        foot_mm = other.y_mm + placed.depth_mm
        if is_left and other.y_mm < one.y_mm + own_mm and foot_mm > one.y_mm:
            is_level = abs(other.y_mm - one.y_mm) < grid.line_mm
            yield max(own_mm, placed.depth_mm) if is_level else own_mm


def _jumps_on(  # noqa: PLR0913, PLR0917 - a jump line is made of all of these
    number: int,
    jumps: Sequence[Continued],
    paper: Paper,
    grid: Grid,
    masthead: Masthead,
    story_pages: Mapping[str, Sequence[StoryPage]],
) -> Iterator[Jump]:
    """The lead's jump lines; other stories go on on the very next page."""
    for jump in jumps:
        if jump.page != 0 or not paper.pages[jump.from_number - 1].is_front:
            continue
        if number == jump.from_number:
            legs = story_pages[jump.key][0].legs
            bottom = grid.flag_mm + grid.front.depth_mm - grid.line_mm
            text = masthead.words["continued-on"].format(page=jump.to_label) + " ›"
            yield Jump("on", text, grid.left_mm(legs - 1), bottom, grid.leg_mm)
        elif number == jump.to_number:
            y_mm = next(one.y_mm for one in paper.pages[number - 1].stories if one.key == jump.key)
            text = "‹ " + masthead.words["continued-from"].format(page=jump.from_label)
            yield Jump("from", text, 0.0, y_mm, grid.measure_mm, _headline(jump.key, masthead))


def _headline(key: str, masthead: Masthead) -> str:
    return next((one.headline for one in masthead.plan.stories if one.story == key), "")


def time_of(moment: dt.datetime) -> str:
    """A time of day as the desk writes it: ``14.30``."""
    return f"{moment.hour:02d}.{moment.minute:02d}"
