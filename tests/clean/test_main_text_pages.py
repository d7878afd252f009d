"""Pages in the manner of Indonesian sites: every word of the copy, and none besides."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from cetak.adapt import read_story
from cetak.clean import Cleaned, clean, load_rulebook
from cetak.clean.body_text import body_text

FOLDER = Path(__file__).parent / "web_pages"
EXPECTED: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))


def read(name: str, change: tuple[str, str] = ("", "")) -> Cleaned:
    page = (FOLDER / f"{name}.html").read_text("utf-8").replace(*change)
    return clean(read_story(f"{name}.html", page.encode()), load_rulebook())


def test_every_page_has_its_expectations() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in FOLDER.glob("*.html"))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_copy_and_nothing_else(name: str) -> None:
    assert body_text(read(name)).splitlines() == EXPECTED[name]["text"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_facts(name: str) -> None:
    article, expected = read(name).article, EXPECTED[name]
    assert article.headline.text == expected["headline"]
    assert list(article.byline) == expected["byline"]
    published = article.published
    assert published is not None
    assert published.isoformat() == expected["published"]
    assert [f"{c.role}={c.name}" for c in article.credits] == expected.get("credits", [])
    assert article.language.split("-")[0] == "id"
    assert (article.dateline.place if article.dateline else "") == expected.get("place", "")


@pytest.mark.parametrize("name", EXPECTED)
def test_what_stood_around_the_copy_is_reported(name: str) -> None:
    removed = [entry.rule for entry in read(name).removed]
    assert "outside-main-text" in removed
    assert all(entry.text for entry in read(name).removed if entry.rule == "outside-main-text")


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "wrapper", ["related", "sidebar", "elementor-widget", "share no-comments"]
)
def test_a_misleading_name_around_everything_hides_nothing(name: str, wrapper: str) -> None:
    wrapped = read(name, ("</head><body", f'</head><body class="{wrapper}"'))
    assert body_text(wrapped).splitlines() == EXPECTED[name]["text"]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("tag", ["form", "main", "section", "center", "table><tr><td"])
def test_an_element_around_everything_hides_nothing(name: str, tag: str) -> None:
    wrapped = read(name, ("</head><body", f"</head><body><{tag}><div"))
    assert body_text(wrapped).splitlines() == EXPECTED[name]["text"]


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata_are_enough_without_structured_statements(name: str) -> None:
    page = read(name, ("application/ld+json", "application/x-nothing"))
    assert page.article.headline.text == EXPECTED[name]["headline"]
    assert body_text(page).splitlines() == EXPECTED[name]["text"]


def test_hours_carry_their_zone() -> None:
    published = read("tempo_like").article.published
    assert isinstance(published, dt.datetime)
    assert published.utcoffset() == dt.timedelta(hours=7)
