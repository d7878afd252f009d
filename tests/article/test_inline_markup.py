from __future__ import annotations

import pytest

from cetak.article.richtext import DEPTH_LIMIT, RichText, Run, Style


@pytest.mark.parametrize(
    ("markup", "runs"),
    [
        ("a < b & c", [Run("a < b & c")]),
        ("a <3 b &amp; c &lt;em&gt;", [Run("a <3 b & c <em>")]),
        ("<EM>a</EM>b", [Run("a", frozenset({Style.ITALIC})), Run("b")]),
        ("a<br>b<br />c<br/>d", [Run("a\nb\nc\nd")]),
        ('<a href="https://a.id/?x=1&amp;y=2">a</a>', [Run("a", href="https://a.id/?x=1&y=2")]),
        ("<a title='x > y' href=https://a.id>a</a>", [Run("a", href="https://a.id")]),
        ("<a href='https://a.id'>a</a>", [Run("a", href="https://a.id")]),
        ('<span lang="ar">a</span>', [Run("a", lang="ar")]),
        ("<b>a", [Run("a", frozenset({Style.BOLD}))]),
        ("a</b>", [Run("a")]),
    ],
)
def test_inline_markup(markup: str, runs: list[Run]) -> None:
    assert list(RichText.parse(markup)) == runs


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<script>x</script>", ("inline-markup-unknown", "<script>")),
        ("<img src=x onerror=y>", ("inline-markup-unknown", "<img>")),
        ("a<!-- b -->", ("inline-markup-unknown", "<!-->")),
        ("<!DOCTYPE html>", ("inline-markup-unknown", "<!DOCTYPE>")),
        ("<a href=javascript:x>y</a>", ("link-not-allowed", "javascript:x")),
        ("<a href='&#106;avascript:x'>y</a>", ("link-not-allowed", "javascript:x")),
        ("<a href='file:///etc/passwd'>y</a>", ("link-not-allowed", "file:///etc/passwd")),
        ("<em>" * (DEPTH_LIMIT + 1), ("inline-markup-too-deep", "<em>")),
    ],
)
def test_markup_outside_the_set(markup: str, problem: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=problem[0]) as caught:
        RichText.parse(markup)
    assert caught.value.args == problem


@pytest.mark.parametrize(
    "unit", ["<", "<a ", "</", "<!", "&", "<a href='", "<em></em>", "<x", "< "]
)
def test_long_hostile_texts_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert RichText.parse(text).text.count("<") <= text.count("<")
