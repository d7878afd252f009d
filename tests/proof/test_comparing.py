from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.words import Part, words_of
from cetak.findings import Finding
from cetak.proof.comparing import compare, page_words

STORY = ["Kapal itu berangkat.", "Hujan turun deras.", "Semua orang pulang."]
WORD = st.text("abcdefgh", min_size=1, max_size=6)
PARAGRAPHS = st.lists(st.lists(WORD, min_size=1, max_size=8), min_size=1, max_size=6)


def parts(paragraphs: Sequence[str], *, ordered: bool = True) -> list[Part]:
    return [Part(f"body[{n}]", one, ordered) for n, one in enumerate(paragraphs)]


def compared(
    paragraphs: Sequence[str], page: str, added: str = "", facts: Sequence[str] = ()
) -> list[Finding]:
    asked = [*parts(paragraphs), *(Part("byline", fact, ordered=False) for fact in facts)]
    return list(compare(asked, page_words([page]), added))


def codes(found: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_the_story_itself_is_right() -> None:
    assert compared(STORY, "\n".join(STORY)) == []


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_lost_paragraph_is_named(number: int) -> None:
    page = " ".join(one for n, one in enumerate(STORY) if n != number)
    (finding,) = compared(STORY, page)
    assert finding.code == "words-lost"
    assert finding.where.part == f"body[{number}]"
    assert str(finding.facts["words"]).startswith(words_of(STORY[number])[0])


def test_one_lost_word_is_noticed() -> None:
    (finding,) = compared(STORY, " ".join(STORY).replace("deras", ""))
    assert (finding.code, finding.where.part) == ("words-lost", "body[1]")


def test_swapped_paragraphs_are_noticed() -> None:
    page = " ".join([STORY[1], STORY[0], STORY[2]])
    assert codes(compared(STORY, page)) == ["words-out-of-order"]


def test_an_invented_sentence_is_noticed() -> None:
    (finding,) = compared(STORY, " ".join(STORY) + " Beli sekarang juga!")
    assert finding.code == "words-invented"
    assert finding.facts["count"] == 4


def test_what_the_layout_adds_is_allowed_and_no_more() -> None:
    page = " ".join(["Oleh", *STORY, "Tautan 1. example.com/a"])
    added = "Oleh Tautan 1 1. example.com/a"
    assert compared(STORY, page, added) == []
    assert codes(compared(STORY, page + " beli", added)) == ["words-invented"]


def test_a_doubled_paragraph_is_noticed() -> None:
    assert codes(compared(STORY, " ".join([*STORY, STORY[1]]))) == ["words-invented"]


def test_facts_may_stand_anywhere_as_often_as_they_should() -> None:
    assert compared(STORY, " ".join([*STORY, "Rina"]), facts=["Rina"]) == []
    assert compared(STORY, " ".join(["Rina", *STORY]), facts=["Rina"]) == []
    assert codes(compared(STORY, " ".join(STORY), facts=["Rina"])) == ["words-lost"]
    twice = compared(STORY, " ".join([*STORY, "Rina"]), facts=["Rina", "Rina"])
    assert len(twice) == 1


@pytest.mark.parametrize(
    "page",
    [
        "Kapal itu be\ufffe\nrangkat.",
        "Kapal itu be\x02rangkat.",
        "Kapal itu be\u00adrangkat.",
        "KAPAL ITU\nBERANGKAT.",
        "Kapal  itu\u00a0berangkat .",
        "Kapal itu ber\nangkat.",
        "Kapalitu berangkat.",
    ],
)
def test_the_forms_that_a_page_gives_words(page: str) -> None:
    assert compared(["Kapal itu berangkat."], page) == []


def test_quotes_dashes_and_written_hyphens_are_folded() -> None:
    typed = ["\"Anak-anak\" - 'ya'... 10-20"]
    assert compared(typed, "“Anak\u2010\nanak” – ‘ya’… 10–20") == []


def test_nothing_is_found_in_nothing() -> None:
    assert compared([], "") == []
    assert codes(compared(["satu"], "")) == ["words-lost"]
    assert codes(compared([], "satu")) == ["words-invented"]


@given(PARAGRAPHS)
def test_any_story_matches_itself(paragraphs: list[list[str]]) -> None:
    texts = [" ".join(words) for words in paragraphs]
    assert compared(texts, "\n".join(texts)) == []


@given(PARAGRAPHS, st.data())
def test_a_new_word_taken_away_is_always_noticed(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    texts = [" ".join(words) for words in paragraphs]
    place = data.draw(st.integers(0, len(texts)))
    page = " ".join(texts)
    full = [*texts[:place], "xyz", *texts[place:]]
    found = compared(full, page)
    assert codes(found) == ["words-lost"]
    assert found[0].where.part == f"body[{place}]"


@given(PARAGRAPHS, st.data())
def test_a_new_word_added_is_always_noticed(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    texts = [" ".join(words) for words in paragraphs]
    place = data.draw(st.integers(0, len(texts)))
    page = " ".join([*texts[:place], "xyz", *texts[place:]])
    assert codes(compared(texts, page)) == ["words-invented"]


def test_long_stories_are_compared_at_once() -> None:
    texts = ["kata yang sama lagi " * 200] * 100
    assert compared(texts, "\n".join(texts)) == []
    assert codes(compared([*texts, "akhir"], "\n".join(texts))) == ["words-lost"]


@pytest.mark.parametrize("page", ["a smaller vessel", "a", "atoll", "smaller"])
def test_a_word_is_not_found_in_the_beginning_of_another(page: str) -> None:
    (finding,) = compare([Part("body[0]", "at")], words_of(page), page)
    assert finding.code == "words-lost"


def test_no_word_of_a_story_is_let_off_by_one_that_begins_like_it() -> None:
    parts = [Part("body[0]", "at noon the captain"), Part("body[1]", "a smaller vessel")]
    torn = words_of("a noon the captain a smaller vessel")
    assert [finding.code for finding in compare(parts, torn, "a")] == ["words-lost"]
