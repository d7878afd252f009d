from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cetak.adapt.captured import read_captured
from cetak.article.draft import BlocksCopy, Draft
from cetak.article.richtext import RichText
from cetak.article.story import Article
from cetak.clean import clean, load_rulebook
from cetak.clean.characters import even_spaces, has_endless_word, sane


def test_controls_and_directions_go() -> None:
    result = sane("Ju\x00dul \u202eterbalik\u202c \u2066x\u2069 a\u200bb\ufeff\x9f")
    assert result.text == "Judul terbalik x ab"
    assert result.dropped == {"control": 2, "direction": 4, "invisible": 2}


def test_joiners_stay_where_scripts_need_them() -> None:
    assert sane("می‌خواهم").text == "می‌خواهم"
    assert sane("👨‍👩‍👧").text == "👨‍👩‍👧"
    assert sane("ba\u200dca").text == "baca"


def test_marks_and_clusters_are_capped() -> None:
    marked = sane("a" + "\u0316" * 50_000 + "b")
    assert marked.text == "a" + "\u0316" * 8 + "b"
    assert marked.dropped == {"mark": 49_992}
    chain = sane("👩" + "\u200d👩" * 20_000).text
    assert chain.count("👩") == 20_001
    assert max(part.count("\u200d") for part in _clusters(chain)) <= 8


def _clusters(text: str) -> list[str]:
    clusters, before = [""], ""
    for character in text:
        if character != "\u200d" and before != "\u200d":
            clusters.append("")
        clusters[-1] += character
        before = character
    return clusters


def test_text_is_composed() -> None:
    assert sane("e\u0301").text == "é"
    assert sane("rapi saja").dropped == {}


@given(st.text())
def test_sane_text_is_stable(text: str) -> None:
    once = sane(text)
    assert sane(once.text).text == once.text
    assert unicodedata.is_normalized("NFC", once.text)
    assert not any(unicodedata.category(c) in ("Cs",) for c in once.text)


def test_no_break_spaces() -> None:
    assert even_spaces("Baca\u00a0 Juga") == "Baca  Juga"
    assert even_spaces("10\u00a0000 \u00a0!") == "10\u00a0000 \u00a0!"


def test_endless_words() -> None:
    assert has_endless_word("x" * 1001)
    assert not has_endless_word("x" * 1000 + " " + "y" * 1000)


def test_every_field_of_an_article_is_cleaned() -> None:
    facts = Article(
        headline=RichText.plain("Ju\u202edul"), byline=("A\x07ni",), kicker=RichText.plain("\x01")
    )
    cleaned = clean(Draft("a.yaml", facts, BlocksCopy(())), load_rulebook())
    assert cleaned.article.headline.text == "Judul"
    assert cleaned.article.byline == ("Ani",)
    assert cleaned.article.kicker == RichText()
    found = {str(entry.facts["kind"]): entry.facts["count"] for entry in cleaned.findings}
    assert found == {"control": 2, "direction": 1}


def test_captured_tricks_do_not_hide_an_insert() -> None:
    story = "Judul berita yang cukup panjang\nKalimat pertama dari berita ini cukup panjang.\n"
    page = (
        story
        + "B\u200ba\u200bca Ju\u202ega: Judul lain\n"
        + "Kalimat kedua berita ini juga ada.\n"
    )
    cleaned = clean(read_captured("a.txt", page), load_rulebook())
    assert [entry.text for entry in cleaned.removed] == ["Baca Juga: Judul lain"]
    assert {entry.code for entry in cleaned.findings} == {"characters-dropped"}


def test_what_is_not_looked_at_closely_needed_no_look() -> None:
    codes = (code for code in range(0x3000) if not 0xD800 <= code < 0xE000)
    told = {chr(code): sane(f"a{chr(code)}b").text for code in codes}
    # An invisible letter at the end has every other letter looked at.
    looked_at = {letter: sane(f"a{letter}b\u200b").text for letter in told}
    assert told == looked_at


def test_tags_stay_behind_a_flag_alone() -> None:
    flag = "\U0001f3f4\U000e0067\U000e007f"
    assert sane(f"a {flag} b\U000e0067\u200b").text == f"a {flag} b"
    assert sane("\U0001f3f4\x01\U000e0067").text == "\U0001f3f4\U000e0067"
    assert sane("\U0001f3f4\u200b\U000e0067").dropped == {"invisible": 2}
