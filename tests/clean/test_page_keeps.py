"""A newsroom's keep-rule wins over what a page's names and links tell."""

from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.clean import clean, load_rulebook
from cetak.clean.body_text import body_text

PROSE = "".join(
    f"<p>Petambak nomor {number} menguras petak dan menunggu air laut naik malam itu.</p>"
    for number in range(1, 9)
)
CASES = [
    (
        '<div class="box-promo ours"><b>Kolom pembaca</b> pekan ini</div>',
        "Kolom pembaca pekan ini",
    ),
    (
        '<div class="wrap-iklan"><div class="ours">Kolom pembaca pekan ini</div></div>',
        "Kolom pembaca",
    ),
    (
        '<p><a href="/kolom">Kolom pembaca pekan ini di sini</a></p>',
        "Kolom pembaca pekan ini di sini",
    ),
]
RULES = [
    {"name": "our-box", "keep": True, "selector": ".ours"},
    {"name": "our-line", "keep": True, "line": "^kolom pembaca"},
]


def read(markup: str, rules: list[dict[str, object]]) -> str:
    page = f"<html><body><h1>Garam</h1><article>{PROSE}{markup}{PROSE}</article></body></html>"
    return body_text(clean(read_story("page.html", page.encode()), load_rulebook(rules)))


@pytest.mark.parametrize(("markup", "words"), CASES)
def test_what_goes_by_its_name_or_links_stays_by_a_keep_rule(markup: str, words: str) -> None:
    assert words not in read(markup, [])
    assert words in read(markup, RULES)
