"""Moments as pages state them in attributes and metadata."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from cetak.article.moments import Moment, moment_of

_NUMBERS = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"(?:[.,]\d{1,9})?\s{0,2}(Z|[+-]\d{2}:?\d{2}|WIB|WITA|WIT|UTC|GMT)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d{2})\b")
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0}
_EARLIEST = 1990


def stated_moment(text: str) -> Moment | None:
    """A day or moment from an attribute such as ``2023-09-20T10:15:00+07:00``.

    Source: ISO 8601; RFC 5322 section 3.3; what Indonesian systems write (``2023/09/20 10:15``).
    """
    text = text.strip()[:60]
    if not text or not any(character.isdigit() for character in text):
        return None
    for read in (_numbers, _mail, _words):
        moment = read(text)
        if moment is not None and _EARLIEST <= moment.year <= 2100:
            return moment
    return None


def day_in_address(address: str) -> dt.date | None:
    """The day in an address such as ``/2023/09/20/rain-at-last``."""
    match = _IN_ADDRESS.search(address[:300])
    return _day(match.groups()[:3]) if match else None


def _numbers(text: str) -> Moment | None:
    if text.isdigit() and len(text) in (10, 13):
        seconds = int(text[:10])
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    match = _NUMBERS.match(text) or _COMPACT.match(text)
    if match is None:
        other = _DAY_FIRST.match(text)
        return _day(other.groups()[::-1]) if other else None
    day = _day(match.groups()[:3])
    if day is None or match[4] is None:
        return day
    try:
        time = dt.time(int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=_offset(match[7]))
    except ValueError:
        return day
    return dt.datetime.combine(day, time)


def _mail(text: str) -> Moment | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> Moment | None:
    return moment_of(text)


def _day(parts: tuple[str | None, ...]) -> dt.date | None:
    try:
        year, month, day = (int(part or 0) for part in parts)
        return dt.date(year, month, day)
    except ValueError:
        return None


def _offset(zone: str | None) -> dt.tzinfo | None:
    if not zone:
        return None
    hours = _ZONES.get(zone.casefold())
    if hours is not None:
        return dt.timezone(dt.timedelta(hours=hours))
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    sign = -1 if zone[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(minutes=minutes)) if minutes < 1440 else None
