"""The quality of reading pages, held to a floor on pages that nobody of the project wrote.

The floor is never lowered silently: a digest names the pages that it was measured on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.clean import Page, leaks, read_pages, score, text_of

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus"
DIGEST = "3f487b67211c76888de69d6cfc41ebc73b0963715a981f7558acd7ee86139b34"
FLOOR_F1 = 0.982
FLOOR_F1_NAMELESS = 0.955
FLOOR_TITLES = 0.9
FLOOR_DATES = 0.82
FLOOR_AUTHORS = 0.65

NAMES = re.compile(rb"\s(?:class|id|itemprop)=(?:\"[^\"]*\"|'[^']*')")

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return read_pages(CORPUS)


@needs_corpus
def test_the_floor_is_measured_on_these_pages() -> None:
    digest = hashlib.sha256()
    for item in json.loads((CORPUS / "index.json").read_text("utf-8"))["items"]:
        digest.update(gzip.decompress((CORPUS / item["html"]).read_bytes()))
        digest.update((CORPUS / item["gold"]).read_bytes())
    assert digest.hexdigest() == DIGEST


@needs_corpus
def test_copy_facts_and_leaks(pages: list[Page]) -> None:
    read = [(page, text_of(page)) for page in pages]
    assert score([(page.gold, cleaned.text) for page, cleaned in read]).f1 >= FLOOR_F1
    assert [hit for page, cleaned in read for hit in leaks(page, cleaned.text)] == []
    for fact, floor in (
        ("title", FLOOR_TITLES),
        ("date", FLOOR_DATES),
        ("authors", FLOOR_AUTHORS),
    ):
        asked = [(page, one) for page, one in read if page.stated.get(fact)]
        right = [page for page, one in asked if one.says(fact, page.stated[fact])]
        assert len(right) >= floor * len(asked), fact


@needs_corpus
def test_pages_whose_elements_have_no_names_are_read_nearly_as_well(pages: list[Page]) -> None:
    bare = [replace(page, content=NAMES.sub(b"", page.content)) for page in pages]
    pairs = [(page.gold, text_of(page).text) for page in bare]
    assert score(pairs).f1 >= FLOOR_F1_NAMELESS


def test_a_perfect_text_scores_one_and_an_empty_one_nothing() -> None:
    gold = "Rain fell on the harbour town for seven days."
    assert score([(gold, gold)]).f1 == 1.0
    assert score([(gold, "")]).f1 == 0.0
    assert score([(gold, f"{gold} Share this on every network now.")]).precision < 0.7
