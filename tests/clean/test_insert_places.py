"""A web-only string goes wherever a page puts it, and the copy around it stays whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cetak.adapt import read_story
from cetak.clean import clean, load_rulebook
from cetak.clean.body_text import body_text

FOLDER = Path(__file__).parent
INSERTS: dict[str, list[str]] = yaml.safe_load((FOLDER / "inserts.yaml").read_text("utf-8"))
STORIES: dict[str, list[str]] = {
    language: yaml.safe_load((FOLDER / f"pages_{language}" / "stories.yaml").read_text("utf-8"))[
        0
    ]["paragraphs"]
    for language in ("id", "en")
}
BLOCKS = {
    "paragraph": "<p>@</p>",
    "bold": "<p><strong>@</strong></p>",
    "box": "<div>@</div>",
    "heading": "<h3>@</h3>",
    "list": '<ul><li><a href="/y">@</a></li></ul>',
    "quotation": "<blockquote><p>@</p></blockquote>",
    "table": "<table><tr><td>@</td></tr></table>",
    "figure": "<figure><p>@</p></figure>",
    "picture": '<figure><img src="https://x.test/a.jpg" alt=""></figure><p>@</p>',
}
PLACES = (1, 3, 6)


def page(paragraphs: list[str], copy: str) -> bytes:
    head = f"<title>{paragraphs[0][:40]}</title>"
    body = f"<h1>{paragraphs[0][:40]}</h1><div>{copy}</div>"
    return f"<html><head>{head}</head><body><main>{body}</main></body></html>".encode()


def text_of(paragraphs: list[str], copy: str) -> str:
    cleaned = clean(read_story("page.html", page(paragraphs, copy)), load_rulebook())
    return " ".join(body_text(cleaned).split()).casefold()


def assert_gone(insert: str, paragraphs: list[str], copy: str) -> None:
    text = text_of(paragraphs, copy)
    bare = " ".join(re.sub(r"<[^>]+>", "", insert).split()).casefold()
    assert bare not in text, copy
    assert [one for one in paragraphs if one.casefold() not in text] == [], copy


def cases() -> list[tuple[str, str]]:
    return [(language, insert) for language in STORIES for insert in INSERTS[language]]


@pytest.mark.parametrize(("language", "insert"), cases())
def test_an_insert_goes_in_any_element_at_any_place(language: str, insert: str) -> None:
    paragraphs = STORIES[language]
    for number, block in enumerate(BLOCKS.values()):
        parts = [f"<p>{one}</p>" for one in paragraphs]
        parts.insert(PLACES[number % len(PLACES)], block.replace("@", insert))
        assert_gone(insert, paragraphs, "".join(parts))


@pytest.mark.parametrize(("language", "insert"), cases())
def test_an_insert_goes_between_line_breaks(language: str, insert: str) -> None:
    paragraphs = STORIES[language]
    for place in PLACES:
        parts = list(paragraphs)
        parts.insert(place, insert)
        between, around = ("<br>", "p") if place == PLACES[1] else ("<br><br>", "div")
        assert_gone(insert, paragraphs, f"<{around}>{between.join(parts)}</{around}>")


@pytest.mark.parametrize(("language", "insert"), cases())
def test_an_insert_goes_after_the_end_mark(language: str, insert: str) -> None:
    paragraphs = STORIES[language]
    copy = "".join(f"<p>{one}</p>" for one in paragraphs)
    assert_gone(insert, paragraphs, f"{copy}<p>(*)</p><p>{insert}</p>")


@pytest.mark.parametrize("language", STORIES)
def test_prose_that_begins_like_an_insert_stays(language: str) -> None:
    paragraphs = STORIES[language]
    for sentence in INSERTS[f"prose_{language}"]:
        for place in (1, 3, 5):
            parts = [f"<p>{one}</p>" for one in paragraphs]
            parts.insert(place, f"<p>{sentence}</p>")
            assert sentence.casefold() in text_of(paragraphs, "".join(parts)), sentence
