"""A long shift at the press: random stories in random options, one after the other."""

from __future__ import annotations

import random
import resource

import pytest

from cetak.article.blocks import (
    Block,
    Cell,
    Crosshead,
    EndMark,
    List,
    ListItem,
    Paragraph,
    PullQuote,
    Quotation,
    Sidebar,
    Table,
)
from cetak.article.richtext import RichText
from cetak.article.story import Article, Dateline
from printed import figure, photograph, press

STORIES = 150
LEAK_MB = 60
WORDS = (  # noqa: SIM905 - a sentence is easier to change than a list
    "pemerintah memperkuat kemampuan nelayan-nelayan di pelabuhan Tanjung Rawai karena harga "
    "ikan naik 35 persen menjadi Rp28.000 per kilogram kata Rahmat Dulani mempertanggungjawabkan "
    '"kami menunggu" ujarnya – sehari-hari (KNLS) 2023-09-20 COVID-19 kelurahan'
).split()
PICTURES = {"a.jpg": photograph()}


def sentence(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)) + "."


def rich(dice: random.Random, words: int) -> RichText:
    plain, marked = sentence(dice, words), sentence(dice, 3)
    markup = dice.choice(
        ["{0}", "{0} <em>{1}</em>", '{0} <a href="https://example.com/{2}">{1}</a>']
    )
    return RichText.parse(markup.format(plain.replace("&", "&amp;"), marked, dice.randrange(9)))


def block(dice: random.Random) -> Block:  # noqa: PLR0911 - one return for each kind of block
    kind = dice.randrange(12)
    if kind == 0:
        return Crosshead(text=RichText.plain(sentence(dice, 4)), level=dice.randint(1, 2))
    if kind == 1:
        items = tuple(ListItem(text=rich(dice, dice.randint(2, 20))) for _ in range(4))
        return List(ordered=dice.random() < 0.5, items=items)
    if kind == 2:
        rows = tuple(
            tuple(Cell(text=RichText.plain(sentence(dice, dice.randint(1, 3)))) for _ in range(3))
            for _ in range(dice.randint(1, 25))
        )
        return Table(head=rows[:1], rows=rows)
    if kind == 3:
        return Quotation(paragraphs=(rich(dice, 12), rich(dice, 8)), by="Warga")
    if kind == 4:
        return PullQuote(text=RichText.plain(sentence(dice, 9)))
    if kind == 5:
        return Sidebar(headline=rich(dice, 3), blocks=(Paragraph(text=rich(dice, 30)),))
    if kind == 6:
        drawn: Block = figure()
        return drawn
    return Paragraph(text=rich(dice, dice.randint(1, 140)))


def article(dice: random.Random) -> Article:
    return Article(
        headline=RichText.plain(sentence(dice, dice.randint(1, 14))),
        deck=RichText.plain(sentence(dice, dice.randint(0, 20))),
        dateline=Dateline(place="PANTAI LEMBUNG") if dice.random() < 0.7 else None,
        language=dice.choice(["id", "en"]),
        canonical_url="https://example.com/berita",
        body=(*(block(dice) for _ in range(dice.randint(1, 24))), EndMark(text="(*)")),
    )


def options(dice: random.Random) -> dict[str, str]:
    return {
        "paper": dice.choice(["A4", "A5", "Letter", "A3", "100x150"]),
        "columns": dice.choice(["1", "2"]),
        "text_size": dice.choice(["normal", "large", "extra-large"]),
        "drop_cap": dice.choice(["yes", "no"]),
        "justify": dice.choice(["yes", "no"]),
        "pictures": dice.choice(["yes", "no"]),
    }


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.soak
def test_a_shift_of_random_stories_loses_no_word_and_no_memory() -> None:
    warm = 0.0
    simplified = told = 0
    for number in range(STORIES):
        dice = random.Random(number)
        printed = press(article(dice), PICTURES, **options(dice))  # the proof raises on any loss
        simplified += "layout-simplified" in printed.codes
        assert printed.sheet is not None
        told += "word-divided" in printed.codes
        assert bool(printed.sheet.measured.divided) == ("word-divided" in printed.codes)
        warm = peak_mb() if number == STORIES // 3 else warm
    assert simplified + told <= STORIES // 50
    assert peak_mb() - warm < LEAK_MB
