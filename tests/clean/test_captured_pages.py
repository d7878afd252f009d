from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cetak.adapt.captured import read_captured
from cetak.article.blocks import Block, Crosshead, EndMark, List, Paragraph
from cetak.clean import Cleaned, clean, load_rulebook

PAGES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text("utf-8"))


def told(body: tuple[Block, ...]) -> list[str]:
    lines: list[str] = []
    for block in body:
        if isinstance(block, Paragraph):
            lines.append(block.text.text)
        elif isinstance(block, Crosshead):
            lines.append(f"# {block.text.text}")
        elif isinstance(block, List):
            mark = "1." if block.ordered else "-"
            lines += [f"{mark} {item.text.text}" for item in block.items]
        elif isinstance(block, EndMark):
            lines.append(f"= {block.text}")
    return lines


def read(page: str) -> Cleaned:
    return clean(read_captured("page.txt", page), load_rulebook())


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    expected = PAGES[name]
    cleaned = read(expected["page"])
    article, dateline = cleaned.article, cleaned.article.dateline
    assert told(article.body) == expected["body"]
    assert article.headline.text == expected["headline"]
    assert article.kicker.text == expected.get("kicker", "")
    assert article.deck.text == expected.get("deck", "")
    assert list(article.byline) == expected.get("byline", [])
    assert [f"{c.role}={c.name}" for c in article.credits] == expected.get("credits", [])
    assert (dateline.place if dateline else "") == expected.get("place", "")
    assert (dateline.agency if dateline else "") == expected.get("agency", "")
    assert (dateline.date if dateline else None) == expected.get("date")
    assert article.published == expected.get("published")
    assert article.source == expected.get("source", "")
    assert article.section == expected.get("section", article.section)
    assert article.language == expected.get("language", "id")
    assert list(article.keywords) == expected.get("keywords", [])
    assert [finding.code for finding in cleaned.findings] == expected.get("findings", [])


@pytest.mark.parametrize("name", PAGES)
def test_line_ends_and_blank_lines_make_no_difference(name: str) -> None:
    page = PAGES[name]["page"]
    double = "\ufeff" + "\r\n\r\n".join(line for line in page.splitlines() if line)
    assert read(double).article == read(page).article
