"""Words on the page, dates and times in the story's language.

Source: Unicode CLDR through Babel for dates; the layout's ``words/`` for the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

from cetak.article.story import Moment
from cetak.layout.spec import Wording

DEFAULT_LANGUAGE = "en"


def wording_for(wordings: Mapping[str, Wording], language: str) -> Wording:
    """The wording of a language, of its main language, or English."""
    for tag in (language.lower(), language.lower().split("-")[0], DEFAULT_LANGUAGE):
        if tag in wordings:
            return wordings[tag]
    return next(iter(wordings.values()))


def long_date(moment: Moment, language: str) -> str:
    """Day of the week and date: ``Rabu, 20 September 2023``."""
    return str(format_date(_day(moment), format="full", locale=_locale(language)))


def date_only(moment: Moment, language: str) -> str:
    """The date: ``20 September 2023``."""
    return str(format_date(_day(moment), format="long", locale=_locale(language)))


def date_and_time(moment: Moment, language: str, wording: Wording) -> str:
    """Date, and time with its zone where the source names both."""
    if not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return date_only(moment, language)
    zone = wording.time_zones.get(_offset(moment), f"GMT{_offset(moment)}")
    clock = format_time(moment, format="short", locale=_locale(language))
    return f"{date_only(moment, language)}, {clock} {zone}"


def in_zone(moment: Moment | None, zone: str) -> Moment | None:
    """An aware moment as the clocks of a zone show it; days stay days."""
    if not zone or not isinstance(moment, dt.datetime) or moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(zone))


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _offset(moment: dt.datetime) -> str:
    return moment.isoformat()[-6:] if moment.utcoffset() else "+00:00"


def _locale(language: str) -> Locale:
    for tag in (language, language.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE):
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(DEFAULT_LANGUAGE)
