"""What README.md promises a newcomer holds: its stories print, its options and links exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cetak.acquire.sources import Raw
from cetak.config import Desk
from cetak.layout.load import load_layout
from cetak.pipeline import prepare
from cetak.resources import LocalResources

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")
STORIES = dict(re.findall(r"```(yaml|markdown)\n(.*?)```", TEXT, re.DOTALL))
OPTION_ROW = re.compile(r"^\| (`[a-z`, -]+`) \| (.+?) \| (\S+) \|$", re.MULTILINE)


@pytest.mark.parametrize(("form", "name"), [("yaml", "rain.yaml"), ("markdown", "rain.md")])
def test_its_stories_are_stories(form: str, name: str) -> None:
    cleaned = prepare(Raw(name, STORIES[form].encode(), None), Desk())
    article = cleaned.article
    assert article.headline.text == "Rain at last"
    assert article.byline == ("Ani Lestari",)
    assert article.dateline is not None
    assert article.dateline.place == "KUPANG"
    assert [block.type for block in article.body if block.type != "figure"] == [
        "paragraph",
        "crosshead",
        "paragraph",
    ]
    assert cleaned.removed == ()


def test_its_options_are_those_of_the_layout() -> None:
    told = {
        name: default
        for names, _, default in OPTION_ROW.findall(TEXT)
        for name in re.findall(r"`([a-z-]+)`", names)
    }
    spec = load_layout("reader", LocalResources()).spec
    assert told == {name: option.default for name, option in spec.options.items()}


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
    assert len(links) >= 8
    assert [link for link in links if not (ROOT / link).exists()] == []
