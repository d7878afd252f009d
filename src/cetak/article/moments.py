"""Days and moments as people write them: ``2023-09-20``, ``20 September 2023``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

# Indonesian and English; what else a newsroom's dateline may hold comes as ISO 8601.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januari jan",
            "february februari feb pebruari",
            "march maret mar",
            "april apr",
            "may mei",
            "june juni jun",
            "july juli jul",
            "august agustus aug agu ags agt",
            "september sep sept",
            "october oktober oct okt",
            "november nov nopember nop",
            "december desember dec des",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\s{1,3}(?P<month>[A-Za-z]{3,9})\.?,?\s{1,3}(?P<year>\d{4})$"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.?\s{1,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<year>\d{4})$"
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})$")
_LONGEST_DAY = 24
_SPACE_BEFORE_OFFSET = re.compile(r"\s+(?=[+Z-])")


def day_at_end(text: str) -> tuple[str, dt.date | None]:
    """Split a day off the end of a text: ``("MOSCOW, ", date(2023, 9, 20))``."""
    tail = text[-_LONGEST_DAY:]
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO_DAY):
        match = form.search(tail)
        day = _day(match) if match else None
        if match and day:
            return text[: len(text) - len(tail) + match.start()], day
    return text, None


def day_of(text: str) -> dt.date | None:
    """The day that a whole text names, or ``None``."""
    rest, day = day_at_end(text.strip())
    return None if rest else day


def moment_of(text: str) -> dt.datetime | dt.date | None:
    """The day, or the day with its time, that a whole text names, or ``None``.

    Source: ISO 8601; the space before an offset is YAML 1.1's way.
    """
    day = day_of(text)
    if day:
        return day
    try:
        return dt.datetime.fromisoformat(_SPACE_BEFORE_OFFSET.sub("", text.strip()[:40]))
    except ValueError:
        return None


def _day(match: re.Match[str]) -> dt.date | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return dt.date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


def _as_moment(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    moment = moment_of(value) if isinstance(value, str) else None
    if moment is None:
        raise PydanticCustomError("date-expected", "expected a date")
    return moment


def _as_day(value: Any) -> Any:
    moment = _as_moment(value)
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _as_exact_moment(value: Any) -> Any:
    moment = _as_moment(value)
    if not isinstance(moment, dt.datetime):
        raise PydanticCustomError("time-expected", "expected a date with its time")
    return moment


_DAY_SCHEMA = WithJsonSchema(
    {"type": "string", "examples": ["2023-09-20", "20 September 2023"]},
)
_MOMENT_SCHEMA = WithJsonSchema(
    {"type": "string", "examples": ["2023-09-20", "2023-09-20T05:30:00+08:00"]},
)
_EXACT_SCHEMA = WithJsonSchema({"type": "string", "examples": ["2023-09-20T05:30:00+08:00"]})

Day = Annotated[dt.date, BeforeValidator(_as_day), _DAY_SCHEMA]
"""A day."""

Moment = Annotated[dt.datetime | dt.date, BeforeValidator(_as_moment), _MOMENT_SCHEMA]
"""A day, or a day with its time (aware where the source names an offset)."""

ExactMoment = Annotated[dt.datetime, BeforeValidator(_as_exact_moment), _EXACT_SCHEMA]
"""A day with its time."""
