from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.press.hyphenation import (
    HyphenationModule,
    NewsHyphenator,
    indonesian_points,
    keeping,
    knowing,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "syllables.yaml"
WORDS: dict[str, str] = yaml.safe_load(GOLDEN.read_text("utf-8"))["id"]
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzé", max_size=40)


def divided(word: str, language: str = "id") -> str:
    points = sorted(NewsHyphenator(language).points(word))
    edges = [0, *points, len(word)]
    return "-".join(word[start:end] for start, end in itertools.pairwise(edges))


@pytest.mark.parametrize("word", WORDS)
def test_indonesian_words_divide_as_the_spelling_rules_say(word: str) -> None:
    assert divided(word) == WORDS[word]


def test_every_syllable_end_is_known_before_the_limits() -> None:
    assert indonesian_points("militer") == [2, 4]
    assert indonesian_points("nyanyian") == [3]
    assert indonesian_points("") == []


@pytest.mark.parametrize("language", ["id", "ms", "en_US", "nl"])
@pytest.mark.parametrize(
    "word",
    ["Jakarta", "KPK", "PDIperjuangan", "ke5", "e-mail", "anak-anak", "", "sawah1", "rupa!"],
)
def test_names_and_what_is_no_plain_word_stay_whole(language: str, word: str) -> None:
    assert NewsHyphenator(language).points(word) == []


@pytest.mark.parametrize("language", ["id", "en_GB", "en_US", "nl", "de"])
@given(word=LETTERS)
@settings(deadline=None)  # a dictionary takes its time to load
def test_three_letters_at_least_on_either_side(language: str, word: str) -> None:
    for head, tail in NewsHyphenator(language).iterate(word):
        assert head + tail == word
        assert min(len(head), len(tail)) >= 3


def test_the_longest_first_part_comes_first() -> None:
    heads = [head for head, _ in NewsHyphenator("id").iterate("pertanggungjawaban")]
    assert heads == sorted(heads, key=len, reverse=True)
    assert len(heads) > 3


NONE: frozenset[str] = frozenset()


def test_words_kept_whole_are_kept_only_inside() -> None:
    hyphenator = NewsHyphenator("id")
    with keeping(frozenset({"pelabuhan"}), NONE):
        assert hyphenator.points("pelabuhan") == []
        assert hyphenator.points("berangkat") != []
        with keeping(NONE, NONE):
            assert hyphenator.points("pelabuhan") != []
        assert hyphenator.points("pelabuhan") == []
    assert hyphenator.points("pelabuhan") != []


def test_long_tailed_words_are_divided_before_a_long_tail() -> None:
    with keeping(NONE, frozenset({"pelabuhan"})):
        tails = [tail for _, tail in NewsHyphenator("id").iterate("pelabuhan")]
    assert tails == ["buhan"]


def test_english_divides_by_its_dictionary() -> None:
    assert divided("hyphenation", "en_US") == "hyphen-ation"


def test_the_engine_finds_its_languages() -> None:
    assert HyphenationModule.language_fallback("id_ID") is not None
    assert HyphenationModule.language_fallback("xx") is None


def test_a_word_at_a_sentence_start_is_divided_where_the_story_also_writes_it_small() -> None:
    hyphenator = NewsHyphenator("id")
    assert hyphenator.points("Pertemuan") == []
    with knowing("Pertemuan itu singkat; pertemuan berikutnya di Samarinda."):
        assert hyphenator.points("Pertemuan") == hyphenator.points("pertemuan") != []
        assert hyphenator.points("Samarinda") == []
        assert hyphenator.points("PERTEMUAN") == []
