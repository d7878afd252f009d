"""Dates as newspapers write them, in the languages whose months are in ``words/dates.yaml``."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass

from cetak.article.story import Moment
from cetak.clean.tables import table, words

_DAY_FIRST = re.compile(
    r"(\d{1,2})\.?(?:st|nd|rd|th)? (?:de )?([^\W\d]{3,10})\.?,?(?: de)?(?: (\d{4}))?\b"
)
_MONTH_FIRST = re.compile(r"([^\W\d]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=\b|T)")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_TIME = re.compile(
    r"[ T,|•·–—-]{0,4}(?:pukul|jam|at|um|pkl\.?)? ?(\d{1,2})[:.](\d{2})"
    r"(?:[:.]\d{2}(?:\.\d{1,6})?)?"
    r" ?(uhr\b|a\.?m\b\.?|p\.?m\b\.?)? ?\(?([a-z]{1,5}\b|[+-]\d{2}:?\d{2})?\)?",
    re.IGNORECASE,
)
_EDGES = " ,|•·–—-/:()"
LONGEST_DATE_LINE = 110


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when a story came out, and nothing else."""

    moment: Moment
    updated: bool = False


@functools.lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    months = table("dates")["months"]
    return {str(name): number for number, names in months.items() for name in names}


def date_in(text: str, year: int = 0) -> tuple[dt.date, int] | None:
    """The date that a text begins with, and where in the text it ends.

    Args:
        text: Such as ``20 September 2023``, ``Sept 20``, ``September 20, 2023``.
        year: Taken where the text names none; without it such a text is no date.
    """
    for pattern, order in _FORMS:
        match = pattern.match(text)
        if match is None:
            continue
        found = _date([match[number] for number in order], year)
        if found is not None:
            return found, match.end()
    return None


_FORMS = (
    (_ISO, (1, 2, 3)),
    (_DAY_FIRST, (3, 2, 1)),
    (_MONTH_FIRST, (3, 1, 2)),
    (_NUMBERS, (3, 2, 1)),
)


def date_line(text: str) -> DateLine | None:
    """What a line such as ``Rabu, 20 September 2023 | 10:15 WIB`` says.

    Returns:
        ``None`` if the line holds anything but a date, its time and a word for it.
    """
    if len(text) > LONGEST_DATE_LINE or not any(character.isdigit() for character in text):
        return None
    rest, label = _without_label(text.strip(_EDGES))
    rest = _without_weekday(rest)
    found = date_in(rest)
    if found is None:
        return None
    day, end = found
    moment, left = _with_time(day, rest[end:])
    left = left.strip(_EDGES)
    if left and not _is_second_date(left):
        return None
    return DateLine(moment, label == "updated")


def _is_second_date(text: str) -> bool:
    """A line may say both when a story came out and when it was last changed."""
    found = date_line(text)
    return found is not None and found.updated


def _without_label(text: str) -> tuple[str, str]:
    lowered = text.casefold()
    for kind in ("updated", "published"):
        for label in sorted(words("dates", kind), key=len, reverse=True):
            if lowered.startswith(label) and not lowered[len(label) : len(label) + 1].isalnum():
                return text[len(label) :].strip(_EDGES), kind
    return text, ""


def _without_weekday(text: str) -> str:
    first, space, rest = text.partition(" ")
    name = first.rstrip(",.").casefold().replace("’", "'")
    if space and name in words("dates", "weekdays"):
        return rest.strip(_EDGES)
    head, slash, tail = text.partition("/")
    if slash and head.strip().casefold() in words("dates", "weekdays"):
        return tail.strip(_EDGES)
    first, comma, rest = text.partition(",")
    named = comma and first.casefold() in words("dates", "weekdays")
    return rest.strip(_EDGES) if named else text


def _date(parts: list[str | None], year: int) -> dt.date | None:
    written_year, month, day = parts
    number = _month_number(month or "")
    try:
        return dt.date(int(written_year or year), number, int(day or 0))
    except ValueError:
        return None


def _month_number(month: str) -> int:
    return int(month) if month.isdigit() else _months().get(month.casefold(), 0)


def _with_time(day: dt.date, rest: str) -> tuple[Moment, str]:
    match = _TIME.match(rest)
    if match is None:
        return day, rest
    hours, minutes, half, zone = match.groups()
    hour = _hour(int(hours), (half or "").casefold())
    offset = _offset(zone or "")
    if zone and offset is None:
        return day, rest
    try:
        time = dt.time(hour, int(minutes), tzinfo=offset)
    except ValueError:
        return day, rest
    return dt.datetime.combine(day, time), rest[match.end() :]


def _hour(hour: int, half: str) -> int:
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def _offset(zone: str) -> dt.timezone | None:
    hours = table("dates")["zones"].get(zone.casefold())
    if hours is not None:
        return dt.timezone(dt.timedelta(hours=hours))
    if zone[:1] in ("+", "-") and zone[:1]:
        sign = -1 if zone[0] == "-" else 1
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return dt.timezone(sign * dt.timedelta(minutes=minutes)) if minutes < 1440 else None
    return None
