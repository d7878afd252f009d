from __future__ import annotations

import pytest

from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Article
from cetak.clean import clean, load_rulebook
from cetak.clean.body_text import body_text

SAID = "We are waiting for the east wind, which dries the ponds in a week"


def lines(markup: str) -> list[str]:
    cleaned = clean(Draft("page", Article(), MarkupCopy(markup)), load_rulebook())
    return body_text(cleaned).splitlines()


@pytest.mark.parametrize("quotation", ["blockquote", "blockquote class=pullquote"])
def test_a_quotation_that_repeats_the_copy_is_told_once(quotation: str) -> None:
    copy = f"<p>“{SAID},” said Sam Tarn.</p>"
    quoted = f"<{quotation}><p>{SAID}.</p><cite>Sam Tarn</cite></blockquote>"
    assert lines(copy + quoted) == [f"“{SAID},” said Sam Tarn."]


def test_a_quotation_of_its_own_is_told() -> None:
    found = lines(f"<p>Sam Tarn was asked.</p><blockquote><p>{SAID}.</p></blockquote>")
    assert found == ["Sam Tarn was asked.", f"{SAID}."]
