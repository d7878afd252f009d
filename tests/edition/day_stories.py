"""Stories of a day in a few words, for the tests of the room."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cetak.article.story import Article
from cetak.edition.arranging import Arranged, arrange
from cetak.edition.gathering import DeskRules, Gathered, gather_day
from cetak.edition.plan import plan_of
from cetak.edition.stories import DayStory

DAY = dt.date(2023, 9, 20)
WITA = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2023, 9, 20, 21, 0, tzinfo=WITA)
RULES = DeskRules(sections=("Nusantara", "Ekonomi"), brief_words=20, time_zone=WITA)
PICTURE = {"picture": {"source": "a.jpg"}}


def a_text(name: str, words: int = 40) -> str:
    """A text of its own: no two names share a word."""
    return " ".join(f"{name}{number}" for number in range(words))


def a_story(name: str, words: int = 40, **fields: Any) -> DayStory:
    known: dict[str, Any] = {
        "headline": f"Judul {name}",
        "section": "Nusantara",
        "published": dt.datetime(2023, 9, 20, 9, 0, tzinfo=WITA),
        "body": [{"type": "paragraph", "text": a_text(name, words)}],
    }
    return DayStory(name, Article.model_validate(known | fields))


def gathered(*stories: DayStory, **changes: Any) -> Gathered:
    known: dict[str, Any] = {"day": DAY, "rules": RULES, "now": NOW}
    return gather_day(stories, **(known | changes))


def arranged(*stories: DayStory) -> Arranged:
    found = gathered(*stories)
    return arrange(plan_of(found, DAY, RULES), found.stories, RULES)


def names(found: Gathered) -> dict[str, list[str]]:
    return {section.name: [story.name for story in section.stories] for section in found.sections}
