"""The sample paper's stories as a book: every word of every one of them is on its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from book_shelf import an_article, book, lost, page
from cetak.acquire.sources import Raw, gather
from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.config import load_desk
from cetak.layout.book import figures_of
from cetak.pipeline import prepare
from cetak.resources import LocalResources

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
RESOURCES = LocalResources()
DESK, _ = load_desk(RESOURCES, SAMPLES)
RAWS = [raw for raw in gather([str(SAMPLES)], RESOURCES, lambda: b"") if isinstance(raw, Raw)]
ARTICLES = {Path(raw.name).name: prepare(raw, DESK).article for raw in RAWS}


def shown(article: Article) -> dict[str, PictureFile]:
    """A picture for each figure of a story."""
    sources = sorted({figure.picture.source for figure in figures_of(article)})
    return {
        source: PictureFile(f"{number:02x}" * 32, "image/jpeg", 4, 3, b"\xff\xd8")
        for number, source in enumerate(sources)
    }


@pytest.mark.parametrize("name", ARTICLES)
def test_no_word_is_lost(name: str) -> None:
    article = ARTICLES[name]
    pictures = shown(article)
    made = book(article, pictures=pictures)
    assert lost(article, page(made, "stories/satu-1.xhtml")) == []
    kept = [one for one in made.files if one.path.startswith("pictures/")]
    assert len(kept) == len(pictures)


def test_a_lost_word_would_be_noticed() -> None:
    article = next(iter(ARTICLES.values()))
    assert lost(article, page(book(an_article()), "stories/satu-1.xhtml")) != []
