"""Papers of arbitrary stories: whatever comes, what the proof says of them is true."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from any_paper import Made, made_of, papers
from bound import must_hold
from cetak.article.binding import pages_of
from cetak.article.words import printed_parts, words_of
from cetak.proof.comparing import compare, page_words
from cetak.proof.paper_structure import read_structure

WISHED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": True,
    "database": None,
    "phases": (Phase.explicit, Phase.generate),  # a paper takes a second: too long to shrink
}


def story_words(made: Made, slug: str) -> list[str]:
    """The words of a story's pieces, in their order, taken out of the sheets they are of."""
    texts: list[str] = []
    for page in made.binding.pages:
        for piece in page.pieces:
            texts += made.piece_texts(piece.sheet)[
                piece.page : piece.page + (piece.within == slug)
            ]
    return page_words(texts)


def must_be_true(made: Made) -> None:
    """The claims of the proof, asked once more of the file itself."""
    must_hold(made.pdf)
    proof = made.proof
    document = pypdfium2.PdfDocument(made.pdf)
    labels = [document.get_page_label(number) for number in range(len(document))]
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert labels == [page.label for page in made.binding.pages]
    assert (proof.pages, proof.stories) == (len(labels), len(made.articles))
    begins = pages_of(made.binding)
    for key, article in made.articles.items():
        slug = made.slugs[key]
        added = made.added
        found = story_words(made, slug)
        assert compare(printed_parts(article), found, added) == (), key
        first = words_of(article.headline.text)[:2]
        assert set(first) <= set(page_words([texts[begins[slug][0]]]))
    read = read_structure(made.pdf)
    for part in made.binding.parts:
        assert read.names[part.destination] == begins[part.slug][0]
    for address, key in made.led:
        links = [link for link in read.links if link.story and link.name == made.place(key)]
        assert links, address
        assert {link.leads for link in links} == {begins[made.slugs[key]][0]}
        label = labels[begins[made.slugs[key]][0]]
        whole = "".join("".join(texts).split()).replace("\ufffe", "")
        assert re.search(rf"\((lihathal\.|seep\.){re.escape(label)}\)", whole), label


@given(papers())
@settings(max_examples=10, **WISHED)
def test_any_paper(made: dict[str, Any]) -> None:
    must_be_true(made_of(**made))


@pytest.mark.soak
@given(papers())
@settings(max_examples=60, **WISHED)
def test_very_many_papers(made: dict[str, Any]) -> None:
    must_be_true(made_of(**made))
