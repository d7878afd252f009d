from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.clean import Category, Cleaned, clean, load_rulebook
from cetak.clean.body_text import body_text

COPY = [
    "The orchard on the hill was sold last week, after forty years in one family.",
    "Its new owner, Maren Holt, says that she will keep the old trees, and the bees.",
    "Visitors may pick their own apples from September on, she said, for a small fee.",
    "The village council has promised a bus stop at the gate, and a bench beside it.",
    "What becomes of the old press house is not decided, but the roof will be mended.",
]
VOICES = [
    f"I was there too, in year {n}, and the apples were sour, believe me." for n in range(40)
]


def told(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body: str) -> Cleaned:
    page = f"<html><body><h1>The Orchard</h1>{body}</body></html>"
    return clean(read_story("page.html", page.encode()), load_rulebook())


@pytest.mark.parametrize(
    "heading",
    [
        "Leave a Reply", "40 Comments", "40 Antworten zu “The Orchard”", "Tinggalkan Balasan",
        "40 thoughts on “The Orchard”", "Kommentare", "12 Komentar", "Schreibe einen Kommentar",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "form",
    ["<div><div>{c}</div><div><h3>{h}</h3>{v}</div></div>", "<div>{c}<h3>{h}</h3>{v}</div>"],
)
def test_comments_are_known_by_their_heading(heading: str, form: str) -> None:
    cleaned = read(form.format(c=told(COPY), h=heading, v=told(VOICES)))
    assert body_text(cleaned).splitlines() == COPY
    assert Category.COMMENTS in {entry.category for entry in cleaned.removed}


def test_a_crosshead_about_comments_takes_nothing_of_a_short_story() -> None:
    cleaned = read(f"<div>{told(COPY[:2])}<h2>Comments</h2>{told(COPY[2:])}</div>")
    assert set(COPY) <= set(body_text(cleaned).splitlines())
