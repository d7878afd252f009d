"""Text taken out of a finished PDF is the story, word for word."""

from __future__ import annotations

import itertools
import re
import shutil

import pytest

from cetak.article.words import words_of
from printed import SENTENCE, Paper, press, story

COMPOUND = "Anak-anak berlari-lari di pulau-pulau, sayur-mayur dan lauk-pauk dibawa bolak-balik. "
LONG = "Pertanggungjawaban ketidakberpihakan menyebarluaskan kesinambungan memperjuangkan. "


PREFIXES = ("memper", "keber", "menye", "pember", "ditem", "seke")
STEMS = ("tahankan", "juangkan", "satukan", "hasilan", "butuhan", "lajaran", "rintahan")
VARIED = [
    " ".join(
        f"{PREFIXES[(one * 5 + two) % 6]}{STEMS[(one + two * 3) % 7]} dan{'di' * (two % 4)}"
        for two in range(60)
    )
    + "."
    for one in range(12)
]


MIXED = [SENTENCE * 2 + " ".join(one.split()[:24]) + ". " + SENTENCE for one in VARIED * 2]


@pytest.fixture(scope="module")
def compounds() -> Paper:
    return press(story(*[COMPOUND * 5] * 4, LONG * 8))


@pytest.fixture(scope="module")
def columns() -> Paper:
    return press(story(*MIXED), paper="A4", columns="2")


def expected(paper_story: str) -> list[str]:
    return [word for word in words_of(paper_story) if word.isalnum()]


def found(text: str) -> list[str]:
    return [word for word in words_of(text) if word.isalnum()]


def test_written_hyphens_come_out_and_set_ones_do_not(compounds: Paper) -> None:
    text = "\n".join(compounds.pages)
    assert text.count("-") > 30
    assert "\u2011" not in text
    assert re.sub("[\u2010-]\n", "-", text).count("anak-anak") + text.count("Anak-anak") >= 15


def test_a_written_hyphen_at_a_line_end_is_another_character(compounds: Paper) -> None:
    text = "\n".join(compounds.pages)
    assert "\u2010\n" in text
    assert not re.search(r"\w\u2010\w", text)
    assert not re.search(r"\w-\n", text)


def test_pdfium_gives_the_story_word_for_word(compounds: Paper) -> None:
    text = re.sub("\u2010\n", "-", "\n".join(compounds.pages))
    story_words = " ".join(found(COMPOUND * 20 + LONG * 8))
    assert story_words in re.sub(
        r" kapal malam berangkat halaman \d dari \d| halaman \d dari \d| harian contoh",
        "",
        " ".join(found(text)),
    )


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_pdftotext_gives_the_story_without_broken_words(compounds: Paper) -> None:
    known = set(expected(COMPOUND + LONG)) | set(found("Kapal Malam Berangkat halaman dari"))
    known |= {"harian", "contoh"}
    text = re.sub("\u2010\n", "-", compounds.pdftotext())
    assert [word for word in found(text) if word not in known and not word.isdigit()] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_pdftotext_reads_columns_in_order(columns: Paper) -> None:
    text = columns.pdftotext()
    known = set(expected(" ".join(MIXED))) | set(
        found("Kapal Malam Berangkat halaman dari Harian Contoh")
    )
    assert [word for word in found(text) if word not in known and not word.isdigit()] == []


def test_no_word_is_divided_across_columns_or_pages(columns: Paper) -> None:
    assert columns.sheet is not None
    assert columns.sheet.measured.divided == ()
    assert len(columns.pages) > 1
    assert [line for line in columns.lines if line.text.endswith("-")]
    for page in range(len(columns.pages)):
        copy = [line for line in columns.lines if line.page == page and "Cetak-Text" in line.font]
        for side in (True, False):
            column = [line for line in copy if (line.left_mm < 100) is side]
            if column:
                last = max(column, key=lambda line: line.baseline_mm)
                assert not last.text.endswith("-")


def test_dense_copy_is_never_divided_either() -> None:
    left: list[str] = []
    for paper, columns in (("A4", "2"), ("100x140", "1"), ("120x160", "1")):
        sheet = press(story(*VARIED), paper=paper, columns=columns).sheet
        assert sheet is not None
        left += sheet.measured.divided
    assert left == []


def test_words_divide_with_three_letters_on_either_side(columns: Paper) -> None:
    copy = [line for line in columns.lines if "Cetak-Text" in line.font]
    divided = [
        (line.text.split()[-1].removesuffix("-"), after.text.split()[0])
        for line, after in itertools.pairwise(copy)
        if line.text.endswith("-")
    ]
    assert divided
    assert all(
        len(head.strip("“(")) >= 3 and len(re.sub(r"\W", "", tail)) >= 3 for head, tail in divided
    )


def test_names_are_not_divided() -> None:
    names = "Jakarta Kalimantan Pangkalpinang Tanjungpinang Bandarlampung Yogyakarta "
    printed = press(story(names * 30))
    assert not [line.text for line in printed.lines if line.text.endswith("-")]
    assert found(printed.text).count("pangkalpinang") == 30


def test_the_widest_space_is_taken_back_by_letter_space(monkeypatch: pytest.MonkeyPatch) -> None:
    from cetak.press import printing  # noqa: PLC0415
    from cetak.press.fitting import RAGGED_BEYOND  # noqa: PLC0415

    article = story(*[LONG * 6, SENTENCE * 6] * 3)
    fitted = press(article, paper="A4", columns="2")
    monkeypatch.setattr(printing, "fit_lines", lambda lines: None)
    plain = press(article, paper="A4", columns="2")
    assert fitted.sheet is not None
    assert plain.sheet is not None
    assert fitted.sheet.measured.widest_space < plain.sheet.measured.widest_space
    assert fitted.sheet.measured.stretched <= plain.sheet.measured.stretched
    assert fitted.sheet.measured.widest_space <= RAGGED_BEYOND
    moved = [
        plain_line.right_mm - line.right_mm
        for line, plain_line in zip(fitted.lines, plain.lines, strict=True)
    ]
    assert min(moved) > -0.5  # a gaping line is set ragged; all others keep their edge
    assert 0 < sum(one > 0.5 for one in moved) < len(moved) / 10
    texts = [[line.text for line in one.lines] for one in (fitted, plain)]
    assert texts[0] == texts[1]


def test_letters_of_names_from_elsewhere() -> None:
    words = "Žižek, Dvořák, Ağrı, Łódź, Nguyễn"
    printed = press(story(words))
    assert "glyph-missing" not in printed.codes
    assert words in printed.text


@pytest.mark.parametrize("lang", ["", "ar"])
def test_an_arabic_quotation_in_an_indonesian_story(lang: str) -> None:
    quotation = f'<span lang="{lang}">السلام عليكم</span>' if lang else "السلام عليكم"
    printed = press(story(f"Ia membuka pidato dengan “{quotation}” lalu duduk."))
    assert "glyph-missing" not in printed.codes
    assert "السلام" in printed.text


def test_an_arabic_paragraph() -> None:
    printed = press(story("السلام عليكم", language="ar"))
    assert "glyph-missing" not in printed.codes
    assert "السلام عليكم" in printed.text


@pytest.mark.parametrize(
    ("character", "code_point"), [("\U00010000", "U+10000"), ("\U00010380", "U+10380")]
)
def test_a_character_that_no_font_has_is_a_finding(character: str, code_point: str) -> None:
    printed = press(story(f"Tulisan {character} kuno."))
    assert printed.sheet is not None
    findings = [one for one in printed.sheet.findings if one.code == "glyph-missing"]
    if not findings:
        pytest.skip("a font of this machine has the character")
    assert findings[0].facts["code_point"] == code_point
    assert findings[0].facts["character"] == character
    assert str(findings[0].facts["package"]).startswith("fonts-")
