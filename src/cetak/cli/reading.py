"""Stories of all sources, cleaned, sifted by what was asked for, and counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cetak.acquire.more_pages import MorePages
from cetak.acquire.sources import Intake, Raw, Source, Unreadable, is_address
from cetak.clean.report import Cleaned
from cetak.cli.desks import Desks
from cetak.cli.order import OrderError
from cetak.config import Desk
from cetak.edition.asked import Answer, Asked
from cetak.errors import SourceError
from cetak.findings import Finding, warning
from cetak.run.many import SetAside, about

if TYPE_CHECKING:
    from cetak.cli.house import House
    from cetak.cli.workshop import Workshop

Notice = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class Story:
    """A story that was asked for, cleaned.

    Attributes:
        raw: As it came in.
        desk: Whose rules it was cleaned by.
        cleaned: What is printed, and what is not.
        milliseconds: Work on it so far.
    """

    raw: Raw
    desk: Desk
    cleaned: Cleaned
    milliseconds: float = 0.0

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.raw.name


@dataclass
class Reading:
    """Reads what was ordered, one story at a time.

    Attributes:
        house: The outside.
        desks: Whose rules apply.
        asked: Which stories of all that are there.
        complete: Whether saved feeds and pages may ask the network for what they leave out.
        workshop: What rounds before have done already; ``None`` for a single run.
        notice: Told of each story that is passed over because nobody knows its day.
        read: How many stories were read, or could not be.
        other_days: How many of them were not asked for.
        undated: Findings about stories without a date, where days were asked for.
    """

    house: House
    desks: Desks
    asked: Asked = field(default_factory=Asked)
    complete: bool = False
    notice: Notice = lambda _: None
    workshop: Workshop | None = None
    read: int = 0
    other_days: int = 0
    undated: list[Finding] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def stories(self) -> Iterator[Story | SetAside]:
        """Each story that was asked for, or why it cannot be had.

        Raises:
            OrderError: ``sources-missing`` where nothing is named anywhere.
            CetakError: A configuration that cannot be read.
        """
        for source in self.sources():
            pages = self.house.pages(source, self._taken, asks_for_saved=self.complete)
            for intake in self._asked_of(source):
                found = self._read(intake, pages)
                if found is not None:
                    yield found
                if self.asked.uri and isinstance(found, Story):
                    return

    def sources(self) -> tuple[Source, ...]:
        """What the user named, else what the configuration names."""
        named = self.desks.sources
        asks_desk = not named or any(map(is_address, named))
        sources = self.house.sources(named, self.desks.own.sources if asks_desk else ())
        if not sources:
            raise OrderError.because("sources-missing")
        return sources

    def nothing_found(self) -> SourceError:
        """What is said when no story was asked for of all that were read."""
        if self.asked.uri:
            return SourceError.because("story-not-found", self.asked.uri, read=self.read)
        if self.asked.by_day:
            return SourceError.because("day-without-stories", days=self.asked.days, read=self.read)
        return SourceError.because("sources-without-stories")

    def _asked_of(self, source: Source) -> Iterator[Intake]:
        if self.workshop is None:
            return self._fetched(source)
        days = self.asked.since, self.asked.until
        return self.workshop.intakes(source, days, self._fetched)

    def _fetched(self, source: Source) -> Iterator[Intake]:
        asked = self.asked
        if asked.uri:
            return source.find(asked.uri)
        if asked.since is not None and asked.since == asked.until:
            return source.on(asked.since)
        return source.all(asked.since, asked.until)

    def _read(self, intake: Intake, pages: MorePages) -> Story | SetAside | None:
        if isinstance(intake, Unreadable):
            self.read += 1
            return SetAside(intake.name, intake.error)
        if pages.is_part(intake):
            return None
        self.read += 1
        started = time.perf_counter()
        try:
            desk = self.desks.of(intake.folder)
            cleaned = (self.workshop or self.house).clean(intake, desk, pages)
        except Exception as problem:
            return SetAside(intake.name, about(problem, intake.name))
        milliseconds = (time.perf_counter() - started) * 1000
        return self._sifted(Story(intake, desk, cleaned, milliseconds))

    def _sifted(self, story: Story) -> Story | None:
        name = story.desk.publication.time_zone
        zone = ZoneInfo(name) if name else None
        known_as = (story.raw.name, story.raw.address)
        answer = self.asked.answer(story.cleaned.article, zone, known_as)
        if answer is Answer.OTHER:
            self.other_days += 1
        elif answer is Answer.UNDATED:
            self.undated.append(warning("story-undated", story.name, days=self.asked.days))
            self.notice(self.undated[-1])
        return story if answer is Answer.YES else None
