"""The pages of one section, filled in one of several ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cetak.edition.filling import Choice, combined, largest
from cetak.edition.open_page import OpenPage
from cetak.edition.paper import Galley, PageForm, SectionGalleys


@dataclass(frozen=True, slots=True)
class Way:
    """A way to fill a section's pages.

    Attributes:
        choice: What goes into white.
        at_once: Whether white is filled as soon as a page is opened, and not only when the next
            story does not fit.
    """

    choice: Choice
    at_once: bool = False


WAYS = (
    Way(combined),
    Way(largest),
    Way(combined, at_once=True),
    Way(largest, at_once=True),
)


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
    """

    form: PageForm
    section: SectionGalleys
    way: Way
    pages: list[OpenPage] = field(default_factory=list)
    waiting: list[Galley] = field(default_factory=list)
    moved: int = 0
    runs_on: bool = False

    @property
    def cost(self) -> tuple[int, float, int]:
        """Pages, the whitest page, and disorder: the smallest is the best."""
        whitest = max((1 - page.filled for page in self.pages[-1:]), default=0.0)
        return len(self.pages), round(whitest, 2) if len(self.pages) > 1 else 0.0, self.moved

    def run(self, last: OpenPage | None) -> None:
        """Place everything.

        Args:
            last: The page that the paper ends with so far; it is not changed.
        """
        self.waiting = [one for one in self.section.galleys if one.from_page < len(one.pages)]
        if last is not None and self._runs_on(last):
            self.runs_on = True
            self.pages = [last.copy()]
            self.pages[0].open_section(self.section.name)
        while self.waiting:
            self._place(self.waiting.pop(0))

    def _runs_on(self, last: OpenPage) -> bool:
        if not self.section.runs_on or not self.waiting or self.waiting[0].is_new_page:
            return False
        below = last.copy()
        below.open_section(self.section.name)
        first = self.waiting[0]
        return below.spot(first.pages[first.from_page]) is not None

    def _place(self, galley: Galley) -> None:
        for number in range(galley.from_page, len(galley.pages)):
            is_begun = number > galley.from_page
            if is_begun or not self._goes_below(galley):
                self._fill()
                self._open()
            self.pages[-1].put(galley, number)
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
            short = [one for one in self.waiting if _may_rise(one)]
            chosen = self.way.choice(self.pages[-1], short)
            if chosen is None:
                return
            self.moved += self.waiting.index(chosen)
            self.waiting.remove(chosen)
            self.pages[-1].put(chosen, len(chosen.pages) - 1)


def best_makeup(
    section: SectionGalleys, form: PageForm, last: OpenPage | None, ways: Sequence[Way] = WAYS
) -> SectionMakeup:
    """A section made up in the way that takes the fewest pages and moves the least."""
    tried = [SectionMakeup(form, section, way) for way in ways]
    for makeup in tried:
        makeup.run(last)
    return min(tried, key=lambda makeup: makeup.cost)


def _may_rise(galley: Galley) -> bool:
    return len(galley.pages) - galley.from_page == 1 and not galley.is_new_page
