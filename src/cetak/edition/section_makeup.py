"""The pages of one section, filled in one of several ways."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from cetak.edition.filling import Choice, combined, in_niches, largest
from cetak.edition.open_page import OpenPage, spans_all
from cetak.edition.paper import Galley, PageForm, SectionGalleys

LEAST_FILLED = 0.333
"""A page with less on it shares what the page before has."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to fill a section's pages.

    Attributes:
        choice: What goes into white.
        at_once: Whether white is filled as soon as a page is opened, and not only when the next
            story does not fit.
        is_patient: Whether a one-page story may wait for the white under the long one after it.
    """

    choice: Choice
    at_once: bool = False
    is_patient: bool = False


WAYS = (
    Way(combined),
    Way(largest),
    Way(combined, at_once=True),
    Way(largest, at_once=True),
    Way(combined, is_patient=True),
    Way(largest, at_once=True, is_patient=True),
)
MOST_PATIENCE = 2
"""A story lets none go first whose priority is further below its own."""

MOST_TRIES = 30
MOST_STORIES_TRIED = 900
"""So many stories are placed in tries by luck, however many a section has."""


@dataclass
class SectionMakeup:
    """A section while it is being made up in one way.

    Attributes:
        form: What all pages have in common.
        section: Its stories.
        way: How white is filled.
        pages: Its pages; where it runs on, the first is the last section's too.
        waiting: Stories that are not placed yet, in order.
        moved: How far stories have moved from their order, all together.
        runs_on: Whether its first page is one of the last section's.
        waited: Keys of stories that waited for the white under a long one.
    """

    form: PageForm
    section: SectionGalleys
    way: Way
    pages: list[OpenPage] = field(default_factory=list)
    waiting: list[Galley] = field(default_factory=list)
    moved: int = 0
    runs_on: bool = False
    waited: set[str] = field(default_factory=set)
    _ranks: dict[str, int] = field(default_factory=dict)

    @property
    def cost(self) -> tuple[int, int, int, float, int]:
        """Pages, thin ones, stories that wait, white between, disorder: the least is best."""
        thin = sum(page.filled < LEAST_FILLED for page in self.pages)
        shut_in = sum(page.shut_in_mm for page in self.pages)
        share = shut_in / self.form.columns / self.form.depth_mm
        return len(self.pages), thin, len(self.waited), round(share, 1), self.moved

    def run(self, last: OpenPage | None) -> None:
        """Place everything.

        Args:
            last: The page that the paper ends with so far; it is not changed.
        """
        self._ranks = {one.key: rank for rank, one in enumerate(self.section.galleys)}
        self.waiting = [one for one in self.section.galleys if one.from_page < len(one.pages)]
        if last is not None and self._runs_on(last):
            self.runs_on = True
            self.pages = [last.copy()]
            self.pages[0].open_section(self.section.name)
        while self.waiting:
            first = self.waiting.pop(0)
            sooner = self._sooner(first) if self.way.is_patient else None
            if sooner is None:
                self._place(first)
            else:
                self.waiting.remove(sooner)
                self.waited.add(first.key)
                self._place(sooner, below=first)
        self._level()

    def _runs_on(self, last: OpenPage) -> bool:
        if not self.section.runs_on or not self.waiting or self.waiting[0].is_new_page:
            return False
        below = last.copy()
        below.open_section(self.section.name)
        first = self.waiting[0]
        return below.spot(first.pages[first.from_page]) is not None

    def _sooner(self, first: Galley) -> Galley | None:
        """The long story that goes before a short one, which then stands under its end.

        It must be the next long one and of nearly the same priority, and there must be room.
        """
        if not self.pages or not _may_move(first) or self._goes_below(first):
            return None
        sooner = next((one for one in self.waiting if len(one.pages) - one.from_page > 1), None)
        if sooner is None or sooner.priority - first.priority > MOST_PATIENCE:
            return None
        end = OpenPage(self.form, self.section.name)
        end.put(sooner, len(sooner.pages) - 1)
        return sooner if end.spot(first.pages[-1]) else None

    def _place(self, galley: Galley, below: Galley | None = None) -> None:
        for number in range(galley.from_page, len(galley.pages)):
            is_begun = number > galley.from_page
            if is_begun or not self._goes_below(galley):
                self._fill()
                self._open()
            self.pages[-1].put(galley, number)
        if below is not None:
            self.pages[-1].put(below, len(below.pages) - 1)
        if self.way.at_once:
            self._fill()

    def _goes_below(self, galley: Galley) -> bool:
        """Whether the page that is open takes the beginning of a story."""
        if not self.pages or (galley.is_new_page and self.pages[-1].stories):
            return False
        return self.pages[-1].spot(galley.pages[galley.from_page]) is not None

    def _open(self) -> None:
        page = OpenPage(self.form, self.section.name)
        if not self.pages:
            page.open_section(self.section.name)
        self.pages.append(page)

    def _fill(self) -> None:
        """White on the page that is open, from further down the section."""
        while self.pages:
            short = [one for one in self.waiting if _may_move(one)]
            chosen = self.way.choice(self.pages[-1], short)
            if chosen is None:
                return
            galley, spot = chosen
            self.moved += self.waiting.index(galley)
            self.waiting.remove(galley)
            self.pages[-1].put(galley, len(galley.pages) - 1, spot)

    def _level(self) -> None:
        """A page with nearly nothing on it is joined by a story from a page before."""
        for thin in range(self.runs_on + 1, len(self.pages)):
            if self.pages[thin].filled < LEAST_FILLED:
                self._share(thin)

    def _share(self, thin: int) -> None:
        for giving in range(thin - 1, self.runs_on - 1, -1):
            for part in reversed(self.pages[giving].parts[1:]):
                if self._may_leave(part[0]) and self._moves(part, giving, thin):
                    return

    def _may_leave(self, galley: Galley) -> bool:
        return _may_move(galley) and galley.key not in self.waited

    def _moves(self, part: tuple[Galley, int], giving: int, thin: int) -> bool:
        """Let a story go some pages down, where that leaves both pages well filled."""
        between = (page.parts[0][0] for page in self.pages[giving + 1 : thin])
        if any(self._ranks[head.key] > self._ranks[part[0].key] for head in between):
            return False  # something less important would stand at a head before it
        before, after = self.pages[giving], self.pages[thin]
        shorter = before.holding([one for one in before.parts if one != part])
        fuller = after.holding(sorted([*after.parts, part], key=self._place_of))
        if not shorter or not fuller or min(shorter.filled, fuller.filled) < LEAST_FILLED:
            return False
        self.pages[giving], self.pages[thin] = shorter, fuller
        return True

    def _place_of(self, part: tuple[Galley, int]) -> tuple[bool, int]:
        """What must stand at the head of its page comes first, then all by rank."""
        galley, number = part
        return number == galley.from_page and not galley.is_new_page, self._ranks[galley.key]


def best_makeup(section: SectionGalleys, form: PageForm, last: OpenPage | None) -> SectionMakeup:
    """A section made up in the way that takes the fewest pages and moves the least."""
    tried = [SectionMakeup(form, section, way) for way in _ways(section, form)]
    for makeup in tried:
        makeup.run(last)
    return min(tried, key=lambda makeup: makeup.cost)


def _ways(section: SectionGalleys, form: PageForm) -> Iterator[Way]:
    """The ways to try; a page that stories stand side by side on is worth many."""
    yield from WAYS
    if spans_all(section.galleys, form):
        return
    yield Way(in_niches())
    yield Way(in_niches(), at_once=True)
    for seed in range(min(MOST_TRIES, MOST_STORIES_TRIED // len(section.galleys))):
        luck = random.Random(seed)  # noqa: S311 - the same luck every time
        yield Way(in_niches(luck), at_once=seed % 4 > 0, is_patient=seed % 2 > 0)


def _may_move(galley: Galley) -> bool:
    return len(galley.pages) - galley.from_page == 1 and not galley.is_new_page
