"""Days as they are written on the command line, and which stories they ask for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from cetak.cli.order import Order, OrderError

if TYPE_CHECKING:
    from cetak.config import Desk
    from cetak.edition.asked import Asked

DAYS_AGO: Mapping[str, int] = {"today": 0, "yesterday": 1}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def day_word(parameter: typer.CallbackParam, text: str) -> str:
    """Check that an option names a day; which one ``today`` is, the time zone decides later."""
    return checked_day(text, f"--{parameter.name}")


def checked_day(text: str, hint: str) -> str:
    """The word for a day, in lower case; ``hint`` names where it stood.

    Raises:
        typer.BadParameter: It is no day.
    """
    word = text.strip().lower()
    if word and word not in DAYS_AGO and _day(word) is None:
        raise typer.BadParameter(
            f"{text!r} is no day, as in 2023-09-20, today or yesterday", param_hint=hint
        )
    return word


def asked_of(order: Order, desk: Desk, now: dt.datetime) -> Asked:
    """Which stories an order asks for.

    Args:
        order: What was asked for, in words.
        desk: Its time zone says which day today is.
        now: The moment, aware.

    Raises:
        OrderError: ``days-reversed``.
    """
    from cetak.edition.asked import Asked  # noqa: PLC0415 - most runs ask for everything

    today = _today(desk, now)
    since = _named(order.since or order.on, today)
    until = _named(order.until or order.on, today)
    if since and until and since > until:
        raise OrderError.because("days-reversed", since=since.isoformat(), until=until.isoformat())
    return Asked(order.find.strip(), since, until)


def day_of(word: str, desk: Desk, now: dt.datetime) -> dt.date:
    """The day that a checked word names, where the paper appears.

    Args:
        word: From ``day_word``; ``""`` is today.
        desk: Its time zone says which day today is.
        now: The moment, aware.
    """
    today = _today(desk, now)
    return _named(word, today) or today


def refuse_contradictions(order: Order) -> None:
    """Stop where options exclude each other, before anything is read.

    Raises:
        OrderError: With the code of the contradiction.
    """
    if order.output and order.out_dir:
        raise OrderError.because("output-and-folder", order.output)
    if order.output and len(order.sources) > 1:
        raise OrderError.because("output-for-many", order.output)
    if order.on and (order.since or order.until):
        raise OrderError.because("day-and-days", order.on)
    if order.find and (order.on or order.since or order.until):
        raise OrderError.because("find-and-day", order.find)
    of_one_run = {
        "-o": order.output,
        "--find": order.find,
        "--report": order.report,
        "--summary": order.summary,
        "--open": order.show,
    }
    for option, is_given in of_one_run.items():
        if order.watch and is_given:
            raise OrderError.because("watch-and-one", option)


def _today(desk: Desk, now: dt.datetime) -> dt.date:
    zone = desk.publication.time_zone
    return (now.astimezone(ZoneInfo(zone)) if zone else now).date()


def _named(word: str, today: dt.date) -> dt.date | None:
    if word in DAYS_AGO:
        return today - dt.timedelta(days=DAYS_AGO[word])
    return _day(word)


def _day(word: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        return None
