"""Pages as Indonesian and other sites build them, each with stories that the site did not write.

A page of ``pages_id`` or ``pages_en`` has marks such as ``{1}`` where a story's paragraphs stand;
whatever words it has besides are the site's own and must not come out. Names and wrappers are then
changed by a seed.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cetak.adapt import read_story
from cetak.clean import Cleaned, clean, load_rulebook
from cetak.clean.body_text import body_text

FOLDERS = {name: Path(__file__).parent / f"pages_{name}" for name in ("id", "en")}
PAGES = {
    f"{language}-{path.stem}": path.read_text("utf-8")
    for language, folder in FOLDERS.items()
    for path in sorted(folder.glob("*.html"))
}
STORIES: dict[str, list[dict[str, Any]]] = {
    language: yaml.safe_load((folder / "stories.yaml").read_text("utf-8"))
    for language, folder in FOLDERS.items()
}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
LONGEST_SIGN = 45
FEWEST_LETTERS = 12
CASES = [(name, number) for name in PAGES for number in range(len(STORIES[name[:2]]))]


def filled(page: str, story: dict[str, Any]) -> str:
    day: dt.date = story["date"]
    month, english = MONTHS[day.month - 1], 'lang="en' in page
    known = {
        **{key: str(value) for key, value in story.items()},
        "c": story["crosshead"],
        "place_caps": story["place"].upper(),
        "iso": f"{day.isoformat()}T10:15:00+07:00",
        "date_iso": day.isoformat(),
        "date_sql": f"{day.isoformat()} 10:15:00",
        "date_slash": f"{day:%d/%m/%Y}, 10:15",
        "date_slash2": f"{day:%Y/%m/%d} 10:15:00",
        "date_words": f"{day:%B} {day.day}, {day.year}"
        if english
        else f"{day.day} {month} {day.year}",
        "date_short": f"{day.day} {month[:3]} {day.year} 10:15",
        "weekday": DAYS[day.weekday()],
        **{str(number): text for number, text in enumerate(story["paragraphs"], start=1)},
    }
    return re.sub(r"\{(\w+)\}", lambda mark: known.get(mark[1], mark[0]), page)


def read(page: str, story: dict[str, Any]) -> Cleaned:
    return clean(read_story("page.html", filled(page, story).encode()), load_rulebook())


def assert_copy(cleaned: Cleaned, page: str, story: dict[str, Any]) -> None:
    """Every paragraph, in order, with a dateline or an end mark at most, and nothing besides."""
    lines = body_text(cleaned).splitlines()
    if "{c}" in page:
        assert story["crosshead"] in lines
        lines.remove(story["crosshead"])
    assert len(lines) == len(story["paragraphs"]), lines
    for line, paragraph in zip(lines, story["paragraphs"], strict=True):
        assert paragraph in line
        assert len(line) - len(paragraph) <= LONGEST_SIGN


def test_there_are_as_many_pages_as_promised() -> None:
    assert sum(name.startswith("id-") for name in PAGES) >= 24


@pytest.mark.parametrize(("name", "number"), CASES)
def test_copy_and_facts(name: str, number: int) -> None:
    page, story = PAGES[name], STORIES[name[:2]][number]
    cleaned = read(page, story)
    assert_copy(cleaned, page, story)
    article = cleaned.article
    assert article.headline.text == story["headline"]
    assert article.byline == (story["author"],)
    assert article.published is not None
    assert article.published.isoformat()[:10] == story["date"].isoformat()
    assert article.language.split("-")[0] == name[:2]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_no_string_of_the_site_comes_out(name: str, number: int) -> None:
    story = STORIES[name[:2]][number]
    cleaned = read(PAGES[name], story)
    text = body_text(cleaned).removeprefix(cleaned.opening)
    for paragraph in story["paragraphs"]:
        text = text.replace(paragraph, "\n")
    bare = re.sub(r"<(script|title)\b.*?</\1>|<meta[^>]*>", "<>", PAGES[name], flags=re.DOTALL)
    strings = [" ".join(part.split()) for part in re.split(r"<[^>]*>|\{\w+\}", bare)]
    assert [
        part for part in strings if len(part) >= FEWEST_LETTERS and part[0] != "(" and part in text
    ] == []


def renamed(page: str, chance: random.Random) -> str:
    """Half of the class names and ids replaced by names that say nothing."""
    names: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        for name in match[2].split():
            hidden = f"x{chance.randrange(10**6)}"
            names.setdefault(name, hidden if chance.random() < 0.5 else name)
        return f'{match[1]}="{" ".join(names[name] for name in match[2].split())}"'

    return re.sub(r'\b(class|id)="([^"]*)"', other, page)


def wrapped(page: str, chance: random.Random) -> str:
    """More elements around the page, and around each of its paragraphs."""
    tag = chance.choice(["div", "section", "main", "center", "article"])
    name = chance.choice(["wrap", "app-root", "no-sidebar", "layout related-off", "page"])
    page = re.sub(r"(<body[^>]*>)", rf'\1<div><{tag} class="{name}">', page)
    inner = chance.choice(["span", "font", "em class=x"])
    return re.sub(r"\{(\d)\}", rf"<{inner}>{{\1}}</{inner.split()[0]}>", page)


def spaced(page: str, chance: random.Random) -> str:
    """Line breaks and no-break spaces where a template may put them."""
    page = re.sub(r">(?=<(?:p|div|ul|li|h\d)\b)", lambda _: chance.choice([">", ">\n  "]), page)
    return page.replace("<p>{", "<p>&nbsp;{") if chance.random() < 0.5 else page


@pytest.mark.parametrize("change", [wrapped, spaced])
@pytest.mark.parametrize("name", PAGES)
def test_variations_lose_no_prose_and_let_no_insert_through(name: str, change: Any) -> None:
    chance = random.Random(f"{name} {change.__name__}")
    for story in STORIES[name[:2]]:
        page = change(PAGES[name], chance)
        assert_copy(read(page, story), page, story)


@pytest.mark.parametrize("name", PAGES)
def test_names_that_say_nothing_lose_no_prose(name: str) -> None:
    chance = random.Random(name)
    for _ in range(3):
        for story in STORIES[name[:2]]:
            text = body_text(read(renamed(PAGES[name], chance), story))
            assert [one for one in story["paragraphs"] if one not in text] == []
