from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.moments import Moment
from cetak.layout.wording import date_and_time, date_only, in_zone, long_date, wording_for
from printed import reader

DAY = dt.date(2023, 9, 20)


def at(hours: float, hour: int = 6, minute: int = 5) -> dt.datetime:
    zone = dt.timezone(dt.timedelta(hours=hours))
    return dt.datetime(2023, 9, 20, hour, minute, tzinfo=zone)


def spoken(moment: Moment, language: str) -> str:
    return date_and_time(moment, language, wording_for(reader().wordings, language))


@pytest.mark.parametrize(
    ("language", "full", "long"),
    [
        ("id", "Rabu, 20 September 2023", "20 September 2023"),
        ("id-ID", "Rabu, 20 September 2023", "20 September 2023"),
        ("en-GB", "Wednesday, 20 September 2023", "20 September 2023"),
        ("en-US", "Wednesday, September 20, 2023", "September 20, 2023"),
        ("en", "Wednesday, September 20, 2023", "September 20, 2023"),
        ("nl", "woensdag 20 september 2023", "20 september 2023"),
        ("xx", "Wednesday, September 20, 2023", "September 20, 2023"),
    ],
)
def test_dates_in_the_language_of_the_story(language: str, full: str, long: str) -> None:
    assert long_date(DAY, language) == full
    assert date_only(DAY, language) == long
    assert date_only(at(7), language) == long


@pytest.mark.parametrize(
    ("moment", "language", "words"),
    [
        (DAY, "id", "20 September 2023"),
        (dt.datetime(2023, 9, 20, 6, 5), "id", "20 September 2023"),  # noqa: DTZ001
        (at(7), "id", "20 September 2023, 06.05 WIB"),
        (at(8), "id", "20 September 2023, 06.05 WITA"),
        (at(9, 23, 59), "id", "20 September 2023, 23.59 WIT"),
        (at(0), "id", "20 September 2023, 06.05 GMT+00:00"),
        (at(0), "en-GB", "20 September 2023, 06:05 GMT"),
        (at(5.5), "en-GB", "20 September 2023, 06:05 GMT+05:30"),
        (at(-3.5), "en-GB", "20 September 2023, 06:05 GMT-03:30"),
        (at(7), "en-GB", "20 September 2023, 06:05 WIB"),
    ],
)
def test_times_carry_their_zone(moment: Moment, language: str, words: str) -> None:
    assert spoken(moment, language) == words


def test_the_clocks_of_another_zone() -> None:
    assert in_zone(at(0, 20, 0), "Asia/Makassar") == at(8, 4, 0) + dt.timedelta(days=1)
    assert in_zone(DAY, "Asia/Makassar") == DAY
    assert in_zone(None, "Asia/Makassar") is None
    assert in_zone(at(0), "") == at(0)
    assert in_zone(dt.datetime(2023, 9, 20), "Asia/Makassar") == dt.datetime(2023, 9, 20)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("language", "by"),
    [
        ("id", "Oleh"),
        ("ID", "Oleh"),
        ("id-ID", "Oleh"),
        ("en", "By"),
        ("en-GB", "By"),
        ("de", "By"),
        ("", "By"),
        ("x" * 1000, "By"),
    ],
)
def test_words_of_a_language_or_of_english(language: str, by: str) -> None:
    assert wording_for(reader().wordings, language).words["by"] == by


def test_any_wording_is_better_than_none() -> None:
    only = {"id": reader().wordings["id"]}
    assert wording_for(only, "de").words["by"] == "Oleh"


def test_both_languages_have_the_same_words() -> None:
    words = {name: set(wording.words) for name, wording in reader().wordings.items()}
    assert words["id"] == words["en"]
    assert not [
        word for one in reader().wordings.values() for word in one.words.values() if not word
    ]


@given(
    st.dates(dt.date(1, 1, 1)),
    st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", fullmatch=True),
)
def test_any_language_tag_gives_a_date(day: dt.date, language: str) -> None:
    assert date_only(day, language).strip()
    assert long_date(day, language).strip()
