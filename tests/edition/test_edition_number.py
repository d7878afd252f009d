from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.edition.number import Calendar, issue_number, roman
from cetak.publication import Publication

FIRST = dt.date(2018, 3, 1)


def numbered(day: str, calendar: Calendar) -> tuple[int, int]:
    issue = issue_number(dt.date.fromisoformat(day), calendar)
    assert issue is not None
    return issue.volume, issue.number


@pytest.mark.parametrize(
    ("day", "volume", "number"),
    [
        ("2018-03-01", 1, 1),
        ("2018-03-02", 1, 2),
        ("2019-02-28", 1, 365),
        ("2019-03-01", 2, 1),
        ("2023-09-20", 6, 204),
        ("2024-02-29", 6, 366),
    ],
)
def test_a_paper_of_every_day(day: str, volume: int, number: int) -> None:
    assert numbered(day, Calendar(FIRST)) == (volume, number)


def test_the_number_may_run_on_through_all_volumes() -> None:
    assert numbered("2023-09-20", Calendar(FIRST, is_running=True)) == (6, 2030)


def test_days_off_are_not_counted() -> None:
    calendar = Calendar(
        FIRST, frozenset(range(6)), frozenset({dt.date(2018, 3, 5), dt.date(2018, 3, 11)})
    )
    assert numbered("2018-03-03", calendar) == (1, 3)  # a Saturday
    assert numbered("2018-03-06", calendar) == (1, 4)  # Sunday and a holiday between
    regular = issue_number(dt.date(2018, 3, 6), calendar)
    assert regular is not None
    assert regular.findings == ()


def test_an_extra_issue_has_the_number_of_the_next_and_is_told() -> None:
    calendar = Calendar(FIRST, frozenset(range(6)))
    extra = issue_number(dt.date(2018, 3, 4), calendar)
    assert extra is not None
    assert (extra.volume, extra.number) == (1, 4)
    assert [finding.code for finding in extra.findings] == ["edition-extra-issue"]
    assert numbered("2018-03-05", calendar) == (1, 4)


def test_a_paper_born_on_29_february() -> None:
    calendar = Calendar(dt.date(2020, 2, 29))
    assert numbered("2021-02-28", calendar) == (1, 366)
    assert numbered("2021-03-01", calendar) == (2, 1)
    assert numbered("2024-02-29", calendar) == (5, 1)


def test_a_paper_older_than_the_first_issue_has_no_number() -> None:
    assert issue_number(dt.date(2018, 2, 28), Calendar(FIRST)) is None


@given(
    st.dates(dt.date(2018, 3, 1), dt.date(2026, 12, 31)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(dt.date(2018, 3, 1), dt.date(2026, 12, 31)), max_size=8),
)
def test_counting_by_weeks_is_counting_by_days(
    day: dt.date, weekdays: frozenset[int], holidays: frozenset[dt.date]
) -> None:
    calendar = Calendar(FIRST, weekdays, holidays, is_running=True)
    days = (FIRST + dt.timedelta(shift) for shift in range((day - FIRST).days))
    issue = issue_number(day, calendar)
    assert issue is not None
    assert issue.number == 1 + sum(map(calendar.appears_on, days))


def test_the_calendar_comes_from_the_publication() -> None:
    paper = Publication.model_validate(
        {
            "first-day": "1 Maret 2018",
            "publishing-days": ["senin", "Friday"],
            "holidays": ["2023-12-25"],
            "numbering": "running",
        }
    )
    assert Calendar.of(paper) == Calendar(
        FIRST, frozenset({0, 4}), frozenset({dt.date(2023, 12, 25)}), is_running=True
    )
    assert Calendar.of(Publication()) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (6, "VI"), (49, "XLIX"), (1999, "MCMXCIX"), (0, "0"), (4000, "4000")],
)
def test_roman_numerals(number: int, text: str) -> None:
    assert roman(number) == text
