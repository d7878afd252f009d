from __future__ import annotations

import datetime as dt

import pytest

from cetak.adapt import read_story
from cetak.errors import SourceError
from cetak.findings import error, warning
from cetak.pipeline import release

NOW = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
POST = """{"title": {"rendered": "A"}, "link": "https://e.id/a", "status": "%s",
 "content": {"rendered": "<p>Text.</p>", "protected": %s}}"""


def codes(status: str, protected: str) -> list[str]:
    draft = read_story("a.json", (POST % (status, protected)).encode())
    try:
        release(draft.facts, draft.name, NOW, draft.findings)
    except SourceError as problem:
        return [finding.code for finding in problem.findings]
    return []


def test_a_story_that_is_held_back_is_told_with_its_reasons() -> None:
    assert codes("publish", "false") == []
    assert codes("draft", "false") == ["post-not-public"]
    assert codes("draft", "true") == ["post-not-public", "post-protected"]


def test_a_canceled_story_is_told_as_such_whatever_was_noticed() -> None:
    facts = read_story("a.yaml", b"headline: A\nstatus: canceled\nbody: [b]").facts
    with pytest.raises(SourceError) as caught:
        release(facts, "a.yaml", NOW, [error("post-protected", "a")])
    assert [finding.code for finding in caught.value.findings] == ["story-canceled"]


def test_warnings_hold_nothing_back() -> None:
    facts = read_story("a.yaml", b"headline: A\nbody: [b]").facts
    release(facts, "a.yaml", NOW, [warning("date-unreadable", "a", value="x")])
