"""Volume and number of an issue: *Tahun VI, No. 214*."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cetak.findings import Finding, info
from cetak.publication import WEEKDAYS, Publication

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """On which days a paper appears.

    Attributes:
        first_day: Day of the first issue.
        weekdays: Days of the week, Monday is 0.
        holidays: Days on which it does not appear.
        is_running: Whether issues are counted on and on, not anew in each volume.
    """

    first_day: dt.date
    weekdays: frozenset[int] = frozenset(range(7))
    holidays: frozenset[dt.date] = frozenset()
    is_running: bool = False

    @classmethod
    def of(cls, publication: Publication) -> Calendar | None:
        """The calendar of a publication, or ``None`` where it names no first day."""
        if publication.first_day is None:
            return None
        return cls(
            publication.first_day,
            frozenset(map(WEEKDAYS.index, publication.publishing_days)),
            frozenset(publication.holidays),
            publication.numbering == "running",
        )

    def appears_on(self, day: dt.date) -> bool:
        """Whether there is a regular issue on that day."""
        return day >= self.first_day and self._is_regular(day)

    def issues_between(self, start: dt.date, end: dt.date) -> int:
        """How many regular issues there are from ``start`` on, before ``end``."""
        days = max((end - start).days, 0)
        weeks, rest = divmod(days, 7)
        odd = sum((start.weekday() + shift) % 7 in self.weekdays for shift in range(rest))
        off = sum(start <= day < end for day in self._days_off())
        return weeks * len(self.weekdays) + odd - off

    def _is_regular(self, day: dt.date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def _days_off(self) -> Iterable[dt.date]:
        return (day for day in self.holidays if day.weekday() in self.weekdays)


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """Which issue it is.

    Attributes:
        volume: Year of the paper's life, counted from 1.
        number: Issue in that volume, or since the first day.
        findings: ``edition-extra-issue`` where the paper does not appear on that day.
    """

    volume: int
    number: int
    findings: tuple[Finding, ...] = ()


def issue_number(day: dt.date, calendar: Calendar) -> IssueNumber | None:
    """Volume and number of the issue of a day.

    The volume changes on the anniversary of the first day (on 1 March in years without a
    29 February). The number counts regular issues; an extra one, on a day without any, takes
    the number that the next regular one will have.

    Returns:
        ``None`` before the first day: such a paper has no number.
    """
    first = calendar.first_day
    if day < first:
        return None
    years = day.year - first.year - (day < _anniversary(first, day.year))
    start = first if calendar.is_running else _anniversary(first, first.year + years)
    number = calendar.issues_between(start, day) + 1
    is_extra = not calendar.appears_on(day)
    told = (info("edition-extra-issue", day=day.isoformat()),) if is_extra else ()
    return IssueNumber(years + 1, number, told)


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals; others in Arabic."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _anniversary(first: dt.date, year: int) -> dt.date:
    try:
        return first.replace(year=year)
    except ValueError:  # 29 February, or beyond the calendar's end
        return dt.date(year, 3, 1)
