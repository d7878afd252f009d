from __future__ import annotations

import re
from pathlib import Path

import pytest

from cetak.adapt import read_story
from cetak.article.draft import BlocksCopy, Draft, MarkupCopy

PAGE = Path(__file__).resolve().parents[1] / "docs" / "story.md"
EXAMPLES = re.findall(r"^```(yaml|json|markdown)\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
SUFFIXES = {"yaml": ".yaml", "json": ".json", "markdown": ".md"}


def _read(kind: str, text: str) -> Draft:
    """A fragment that begins with a dash is a body."""
    if text.startswith("- "):
        text = "body:\n" + text
    return read_story(f"example{SUFFIXES[kind]}", text.encode())


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_every_example_is_a_story(kind: str, text: str) -> None:
    draft = _read(kind, text)
    assert draft.findings == ()
    assert draft.facts.headline or isinstance(draft.copy, BlocksCopy)


def test_the_page_shows_every_fact() -> None:
    every = next(text for _, text in EXAMPLES if text.startswith("kicker:"))
    facts = _read("yaml", every).facts
    assert facts.model_fields_set - {"body"} == set(type(facts).model_fields) - {"body"}


def test_the_page_shows_every_block() -> None:
    fragment = next(text for _, text in EXAMPLES if text.startswith("- "))
    copy = _read("yaml", fragment).copy
    assert isinstance(copy, BlocksCopy)
    assert {block.type for block in copy.blocks} == {
        "paragraph",
        "crosshead",
        "figure",
        "pull-quote",
        "quotation",
        "list",
        "table",
        "sidebar",
        "embed",
        "refer",
        "preformatted",
        "end-mark",
    }


def test_markdown_gives_headline_figure_and_crosshead() -> None:
    kind, text = next(example for example in EXAMPLES if example[0] == "markdown")
    draft = _read(kind, text)
    assert draft.facts.headline.text == "Rain at last"
    assert isinstance(draft.copy, MarkupCopy)
    assert "<h1>" not in draft.copy.markup
    assert "<h2>The wells</h2>" in draft.copy.markup
    assert "<figcaption>The field of Lembah Sari on Tuesday.</figcaption>" in draft.copy.markup
