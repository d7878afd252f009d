from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cetak.article.richtext import RichText, Run, Style
from cetak.article.words import fold, words_of
from cetak.layout.spec import Wording
from cetak.layout.typography import set_plain, set_text
from cetak.layout.wording import wording_for
from printed import reader, text

H = "\u2010"
N = "\u00a0"
STYLES = st.frozensets(st.sampled_from(list(Style)), max_size=2)
TRICKY = st.text(st.sampled_from("\"'-–—. ,()ab1Rp%\u00a0…“”"), max_size=40)
RICH = st.lists(st.builds(Run, TRICKY | st.text(max_size=20), STYLES), max_size=5)


def wording(language: str) -> Wording:
    return wording_for(reader().wordings, language)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"Ya," katanya.', "“Ya,” katanya."),
        ("'Ya,' katanya.", "‘Ya,’ katanya."),
        ("Ia berkata, \"Ia bilang 'ya'.\"", "Ia berkata, “Ia bilang ‘ya’.”"),
        ("\"'Ya' itu,\" katanya", "“‘Ya’ itu,” katanya"),
        ('("Ya")', "(“Ya”)"),
        ("Jum'at", "Jum’at"),
        ("Al-Qur'an", f"Al{H}Qur’an"),
        ("the reporters' desk", "the reporters’ desk"),
        ("“sudah baik”", "“sudah baik”"),
        ("tunggu...", "tunggu…"),
        ("tunggu....", "tunggu...."),
        ("Rp 5 juta", f"Rp{N}5{N}juta"),
        ("10 km", f"10{N}km"),
        ("10 kmh", "10 kmh"),
        ("1945-1949", "1945–1949"),
        ("halaman 5-12", "halaman 5–12"),
        ("0812-3456-7890", f"0812{H}3456{H}7890"),
        ("2023-09-20", f"2023{H}09{H}20"),
        ("021-555", f"021{H}555"),
        ("anak-anak", f"anak{H}anak"),
        ("ke-5", f"ke{H}5"),
        ("", ""),
    ],
)
def test_quotes_ranges_and_hyphens(language: str, typed: str, set_: str) -> None:
    assert set_plain(typed, wording(language)) == set_
    assert set_text(RichText.plain(typed), wording(language)).text == set_


@pytest.mark.parametrize("typed", ["satu - dua", "satu -- dua", "satu --- dua", "satu – dua"])
def test_dashes_by_language(typed: str) -> None:
    assert set_plain(typed, wording("id")) == f"satu{N}– dua"
    assert set_plain(typed, wording("en")) == "satu—dua"


def test_tight_dashes() -> None:
    assert set_plain("satu--dua", wording("id")) == "satu–dua"
    assert set_plain("one--two", wording("en")) == "one—two"


def test_quotes_are_paired_over_runs() -> None:
    set_ = set_text(text('"<em>Ya</em>," katanya, "<strong>tidak</strong>"'), wording("id"))
    assert set_.text == "“Ya,” katanya, “tidak”"
    assert [(run.text, set(run.styles)) for run in set_][1] == ("Ya", {Style.ITALIC})


def test_code_stays_as_it_was_typed() -> None:
    code = 'print("a-b") ... it\'s'
    set_ = set_text(text(f'Ketik <code>{code}</code> - "ya"...'), wording("id"))
    assert next(run.text for run in set_ if Style.CODE in run.styles) == code
    assert set_.text.endswith("“ya”…")


@pytest.mark.parametrize("markup", ["<strong>MOSKOW</strong> - Rusia", "MOSKOW - <em>Rusia</em>"])
def test_dashes_are_seen_over_runs(markup: str) -> None:
    assert set_text(text(markup), wording("id")).text == f"MOSKOW{N}– Rusia"


def test_a_link_keeps_its_address() -> None:
    set_ = set_text(text('<a href="https://a-b.id/c--d">a-b</a>'), wording("id"))
    assert [(run.text, run.href) for run in set_] == [(f"a{H}b", "https://a-b.id/c--d")]


def has_dashes_in_a_row(typed: str) -> bool:
    words = words_of(typed)
    return any(pair == ("-", "-") for pair in itertools.pairwise(words))


def test_a_dash_before_a_minus_loses_no_word() -> None:
    typed = "between 5 - -3 degrees"
    assert words_of(set_plain(typed, wording("en"))) == words_of(typed)


@given((st.text(max_size=80) | TRICKY).filter(lambda typed: not has_dashes_in_a_row(typed)))
def test_setting_changes_the_form_and_no_word(typed: str) -> None:
    for language in ("id", "en"):
        assert words_of(set_plain(typed, wording(language))) == words_of(typed)


@given(RICH)
def test_setting_runs_changes_the_form_and_no_word(runs: list[Run]) -> None:
    rich = RichText(tuple(runs))
    assume(not has_dashes_in_a_row(rich.text))
    for language in ("id", "en"):
        set_ = set_text(rich, wording(language))
        assert [run.styles for run in set_] == [run.styles for run in rich]
        assert words_of(set_.text) == words_of(rich.text)


@given(st.text(st.characters(categories=("L", "N")), max_size=30).filter(lambda t: "-" not in t))
def test_letters_and_digits_fold_to_themselves(typed: str) -> None:
    assert fold(set_plain(typed, wording("id"))) == fold(typed)


@pytest.mark.parametrize("character", [*list("\"'-. 1("), "- ", ' "', "1-"])
def test_long_lines_are_set_at_once(character: str) -> None:
    typed = character * (100_000 // len(character))
    assert words_of(set_plain(typed, wording("id"))) == words_of(typed)
