"""The stories of a day, as the rest of the room speaks of them."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from cetak.article.blocks import Figure
from cetak.article.story import Article, Moment
from cetak.article.words import printed_parts
from cetak.findings import Finding


@dataclass(frozen=True, slots=True)
class DayStory:
    """A story that may run: read, cleaned, released.

    Attributes:
        name: What the user calls its source; no two stories of an edition share it.
        article: The story.
    """

    name: str
    article: Article


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A story that does not run, and why.

    Attributes:
        name: What the user calls its source.
        findings: The reasons.
    """

    name: str
    findings: tuple[Finding, ...]


def word_count(article: Article) -> int:
    """How many words of a story are printed, cutlines left out."""
    return sum(len(part.text.split()) for part in printed_parts(article, pictures=False))


def has_picture(article: Article) -> bool:
    """Whether a picture of it may be printed."""
    figures = (article.picture, *article.body)
    return any(isinstance(one, Figure) and one.picture.cleared_for_print for one in figures)


def local_day(moment: Moment, zone: dt.tzinfo | None) -> dt.date:
    """The day of a moment where the paper appears.

    Args:
        moment: A day, or a day with its time; one without an offset is the paper's own time.
        zone: The publication's time zone; ``None`` for the story's own.
    """
    if not isinstance(moment, dt.datetime):
        return moment
    if zone is None or moment.tzinfo is None:
        return moment.date()
    return moment.astimezone(zone).date()


def age_order(moment: Moment | None, zone: dt.tzinfo | None) -> float:
    """A number that is smaller the later a story came out; none at all is oldest."""
    if moment is None:
        return math.inf
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    here = zone or dt.UTC
    aware = moment if moment.tzinfo else moment.replace(tzinfo=here)
    return -(aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)).total_seconds()
