from __future__ import annotations

import datetime as dt
from typing import Any

from cetak.serve.index import Index
from cetak.serve.stories import Entry
from cetak.serve.wanted import ByAddress, ByDay

DAY = dt.date(2023, 9, 20)
NEXT = dt.date(2023, 9, 21)


def entry(name: str, slug: str = "ferry", day: dt.date | None = DAY, **more: Any) -> Entry:
    return Entry(name, day, slug, slug.title(), names=frozenset({f"a.example/{name}"}), **more)


def by_day(index: Index, slug: str, day: dt.date = DAY) -> str:
    return index.name_of(ByDay(day, slug))


def by_address(index: Index, name: str) -> str:
    return index.name_of(ByAddress(name, name))


def test_stories_are_found_by_day_and_by_address() -> None:
    index = Index()
    index.put(entry("one"))
    index.put(entry("two", day=None))
    assert by_day(index, "ferry") == "one"
    assert by_address(index, "a.example/two") == "two"
    assert (by_day(index, "boat"), by_day(index, "ferry", NEXT)) == ("", "")


def test_a_second_story_of_a_name_gets_a_number_that_it_keeps() -> None:
    index = Index()
    for name in ("one", "two", "three"):
        index.put(entry(name))
    index.put(entry("two"))
    assert [by_day(index, slug) for slug in ("ferry", "ferry-2", "ferry-3")] == [
        "one",
        "two",
        "three",
    ]
    index.drop("one")
    index.put(entry("three"))
    assert [by_day(index, slug) for slug in ("ferry", "ferry-2", "ferry-3")] == [
        "",
        "two",
        "three",
    ]


def test_a_story_that_has_moved_is_found_where_it_is_now() -> None:
    index = Index()
    index.put(entry("one"))
    index.put(entry("one", "boat", NEXT))
    assert (by_day(index, "ferry"), by_day(index, "boat", NEXT)) == ("", "one")
    assert [one.name for one in index.entries(NEXT)] == ["one"]
    assert list(index.entries(DAY)) == []
    assert len(index) == 1


def test_of_two_stories_with_one_address_the_first_is_found() -> None:
    index = Index()
    names = frozenset({"a.example/x"})
    index.put(Entry("one", DAY, "a", "A", names=names))
    index.put(Entry("two", DAY, "b", "B", names=names))
    assert by_address(index, "a.example/x") == "one"


def test_what_is_held_back_is_not_listed() -> None:
    now = dt.datetime(2023, 9, 20, 12, tzinfo=dt.UTC)
    later = now + dt.timedelta(hours=1)
    assert entry("one").may_be_listed(now)
    assert not entry("two", is_public=False).may_be_listed(now)
    assert not entry("three", embargoed_until=later).may_be_listed(now)
    assert entry("three", embargoed_until=later).may_be_listed(later)
