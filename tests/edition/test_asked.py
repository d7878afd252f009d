from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from cetak.article.story import Article
from cetak.edition.asked import Answer, Asked, plain_address

JAKARTA = ZoneInfo("Asia/Jakarta")
DAY = dt.date(2023, 9, 20)
LATE = dt.datetime(2023, 9, 20, 18, 30, tzinfo=dt.UTC)


def on(day: dt.date) -> Asked:
    return Asked(since=day, until=day)


def test_everything_is_asked_for_unless_something_is_named() -> None:
    assert Asked().answer(Article(), None) is Answer.YES


@pytest.mark.parametrize(
    ("published", "zone", "day"),
    [
        (DAY, JAKARTA, DAY),
        (LATE, None, DAY),
        (LATE, JAKARTA, DAY + dt.timedelta(days=1)),
        (LATE.replace(tzinfo=None), JAKARTA, DAY),
        (dt.datetime(2023, 9, 21, 1, tzinfo=JAKARTA), dt.UTC, DAY),
    ],
)
def test_the_papers_clock_says_what_day_a_story_is_from(
    published: dt.date, zone: dt.tzinfo | None, day: dt.date
) -> None:
    article = Article(published=published)
    assert on(day).answer(article, zone) is Answer.YES
    assert on(day - dt.timedelta(days=1)).answer(article, zone) is Answer.OTHER
    assert on(day + dt.timedelta(days=1)).answer(article, zone) is Answer.OTHER


def test_both_days_count_and_either_may_be_open() -> None:
    article = Article(published=DAY)
    assert Asked(since=DAY).answer(article, None) is Answer.YES
    assert Asked(until=DAY).answer(article, None) is Answer.YES
    assert Asked(since=DAY + dt.timedelta(days=1)).answer(article, None) is Answer.OTHER
    assert Asked(since=DAY).answer(Article(), None) is Answer.UNDATED


@pytest.mark.parametrize(
    "uri",
    [
        "urn:x:1",
        "http://koran.example/2023/hujan",
        "https://www.koran.example/2023/hujan/#bagian",
        "https://asal.example/hujan",
    ],
)
def test_a_story_is_found_by_any_of_its_names(uri: str) -> None:
    article = Article(uri="urn:x:1", canonical_url="https://www.koran.example/2023/hujan/")
    asked = Asked(uri=uri)
    assert asked.answer(article, None, ("https://asal.example/hujan",)) is Answer.YES
    assert asked.answer(Article(uri="urn:x:2"), None) is Answer.OTHER


def test_addresses_differ_in_what_matters() -> None:
    assert plain_address("https://koran.example/?p=1") != plain_address("https://koran.example/")
    assert plain_address("https://koran.example:8443/a") != plain_address(
        "https://koran.example/a"
    )
    assert plain_address("https://[a") == "https://[a"
