from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.richtext import RichText
from cetak.article.story import Article
from cetak.cli.naming import Names, file_stem

TODAY = dt.date(2023, 9, 20)


def test_the_day_is_that_of_publication_where_the_story_stands() -> None:
    night = dt.datetime(2023, 9, 21, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert file_stem(Article(slug="a", published=night), TODAY) == "2023-09-21-a"
    assert file_stem(Article(slug="a", published=dt.date(2022, 1, 2)), TODAY) == "2022-01-02-a"
    assert file_stem(Article(slug="a"), TODAY) == "2023-09-20-a"


@pytest.mark.parametrize(
    ("slug", "headline", "expected"),
    [
        ("night-ferry", "x", "night-ferry"),
        ("", "Pro & Kontra: Désa Añgkasa!", "pro-kontra-desa-angkasa"),
        ("..", "", "story"),
        ("CON", "", "con"),
        ("", "平壤", "story"),
        ("", "kata " * 60, "-".join(["kata"] * 16)),
        ("a\u202eb", "", "ab"),
    ],
)
def test_the_slug_is_safe_everywhere(slug: str, headline: str, expected: str) -> None:
    story = Article(slug=slug, headline=RichText.plain(headline))
    assert file_stem(story, TODAY) == f"2023-09-20-{expected}"


@given(st.text(max_size=300))
def test_any_headline_gives_a_safe_name(headline: str) -> None:
    stem = file_stem(Article(headline=RichText.plain(headline)), TODAY)
    assert re.fullmatch(r"2023-09-20-[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?", stem)


def test_names_are_claimed_once_also_where_case_is_no_difference() -> None:
    names = Names()
    claimed = [names.claim(Path("out"), stem).name for stem in ("a", "A", "a", "a-2")]
    assert claimed == ["a.pdf", "A-2.pdf", "a-3.pdf", "a-2-2.pdf"]
    assert names.claim(Path("other"), "a") == Path("other/a.pdf")
