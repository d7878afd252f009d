from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cetak.adapt.captured import read_captured
from cetak.article.blocks import Crosshead, EndMark, Paragraph
from cetak.article.story import Credit, Dateline
from cetak.clean import Cleaned, clean, load_rulebook

SEED = Path(__file__).resolve().parents[2] / ".." / "shared" / "seed" / "akurasi-2023-09-20.txt"
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "akurasi-2023-09-20.txt"


def _seed() -> str:
    for path in (SAMPLE, SEED):
        if path.exists():
            return path.read_text("utf-8")
    pytest.skip("the captured page is not beside the project")


@pytest.fixture(scope="module")
def cleaned() -> Cleaned:
    return clean(read_captured("seed.txt", _seed()), load_rulebook())


def _texts(cleaned: Cleaned, kind: type[Paragraph] | type[Crosshead]) -> list[str]:
    return [block.text.text for block in cleaned.article.body if isinstance(block, kind)]


def test_facts(cleaned: Cleaned) -> None:
    article = cleaned.article
    assert article.headline.text == (
        "Kerjasama Antara Kim Jong Un dan Putin: Pertemuan Diplomatik di Balik Souvenir"
    )
    assert article.kicker.text == article.section == "Internasional"
    assert article.source == "Akurasi"
    assert article.dateline == Dateline(place="MOSCOW", date=dt.date(2023, 9, 20))
    assert article.published == dt.date(2023, 9, 20)
    assert article.credits == (Credit(role="Editor", name="Ani"),)
    assert article.language == "id"
    assert article.byline == ()
    assert article.deck.text == ""


def test_body(cleaned: Cleaned) -> None:
    assert len(_texts(cleaned, Paragraph)) == 15
    assert _texts(cleaned, Crosshead) == [
        "Pertemuan Diplomatik Antar Pemimpin",
        "Souvenir dari Rusia: Lebih dari Sekadar Kenang-kenangan",
        "Simbolisme di Balik Souvenir",
        "Konsekuensi Geopolitik",
    ]
    last = cleaned.article.body[-1]
    assert isinstance(last, EndMark)
    assert last.text == "(*)"
    assert len(cleaned.article.body) == 20


def test_every_word_of_the_copy_is_unchanged(cleaned: Cleaned) -> None:
    lines = [line.strip() for line in _seed().splitlines()]
    long = [line for line in lines if len(line) > 200]
    long[0] = long[0].removeprefix("Akurasi, Internasional. MOSCOW, 20 September 2023 – ")
    long[-1] = long[-1].removesuffix("(*)")
    assert _texts(cleaned, Paragraph) == long
    assert _texts(cleaned, Paragraph)[0].startswith("Pemimpin Korea Utara, Kim Jong Un")


def test_what_went(cleaned: Cleaned) -> None:
    assert [(entry.where.line, entry.category.value) for entry in cleaned.removed] == [
        (1, "label"), (15, "promo"), (21, "related"), (31, "related"), (43, "related"),
        (53, "print"), (55, "comments"), (57, "comments"), (59, "related"), (61, "top"),
    ]  # fmt: skip
    assert cleaned.findings == ()


def test_every_word_is_printed_or_reported(cleaned: Cleaned) -> None:
    article = cleaned.article
    printed = " ".join(
        [article.headline.text, "Akurasi, Internasional. MOSCOW, 20 September 2023 – "]
        + _texts(cleaned, Paragraph)
        + _texts(cleaned, Crosshead)
        + ["Editor: Ani"]
        + [entry.text for entry in cleaned.removed]
    )
    assert sorted(printed.split()) == sorted(_seed().replace("(*)", "").split())
