from __future__ import annotations

import json

import pytest

from cetak.edition.changes import (
    Change,
    ChangeKind,
    ListedStory,
    changes_between,
    listed,
    next_edition,
    read_listed,
)


def one(
    key: str, label: str = "1", digest: str = "x", headline: str = "", uri: str = ""
) -> ListedStory:
    return ListedStory(key, uri, headline or key, digest, label)


def test_nothing_changed_is_the_same_edition() -> None:
    stories = [one("a"), one("b", "2")]
    assert changes_between(stories, stories[::-1]) == ()
    assert next_edition(1, ()) == 1


def test_added_changed_moved_and_killed() -> None:
    before = [one("a"), one("b", "2"), one("c", "3"), one("d", "4")]
    after = [one("a", digest="y"), one("c", "5"), one("b", "2"), one("e", "6")]
    found = changes_between(before, after)
    assert found == (
        Change(ChangeKind.CHANGED, "a", "a", "1", "1"),
        Change(ChangeKind.MOVED, "c", "c", "5", "3"),
        Change(ChangeKind.ADDED, "e", "e", "6"),
        Change(ChangeKind.KILLED, "d", "d", "4", "4"),
    )
    assert next_edition(1, found) == 2


def test_changed_and_moved_is_told_once_with_both_pages_and_headlines() -> None:
    before = [one("a", "1", "x", "Lama")]
    after = [one("a", "2", "y", "Baru")]
    assert changes_between(before, after) == (
        Change(ChangeKind.CHANGED, "a", "Baru", "2", "1", "Lama"),
    )


def test_a_story_is_known_by_its_uri_then_by_its_name() -> None:
    before = [one("old.yaml", uri="urn:1"), one("b")]
    after = [one("new.yaml", uri="urn:1", headline="old.yaml"), one("b", uri="urn:2")]
    assert changes_between(before, after) == ()


def test_another_uri_under_the_same_name_is_another_story() -> None:
    kinds = [change.kind for change in changes_between([one("a", uri="1")], [one("a", uri="2")])]
    assert kinds == [ChangeKind.ADDED, ChangeKind.KILLED]


def test_the_list_survives_json() -> None:
    stories = (one("a", uri="urn:1"), one("b", "B2"))
    assert read_listed(json.loads(json.dumps(listed(stories)))) == stories


@pytest.mark.parametrize("rows", [None, {}, "a", [1], [{"key": "a"}], [{"key": 1, "uri": ""}]])
def test_what_is_no_list_is_none(rows: object) -> None:
    assert read_listed(rows) is None
