"""Stories of a few words on pages whose comment form has more: the story is the story."""

from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.clean import Cleaned, clean, load_rulebook
from cetak.clean.body_text import body_text

COPY = ["Lomba perahu ditunda sampai arus mereda.", "Tujuh belas regu tiba dari hulu."]
FORM = (
    '<div id="comments"><div id="respond" class="comment-respond"><h2>Leave a comment</h2>'
    '<form id="commentform" class="comment-form"><p>Your email address will not be published.</p>'
    "<p><label>Name</label><input></p><p><label>Website</label><input></p>"
    '<p class="comment-form-cookies-consent"><input type="checkbox"><label>Save my name, email, '
    "and website in this browser for the next time I comment.</label></p></form></div></div>"
)
FOOT = (
    "<div><p>Kantor kami di Jalan Melati buka setiap hari kerja, dari pagi sampai sore.</p></div>"
)


def read(body: str) -> Cleaned:
    page = f"<html><body><main><h1>Lomba Ditunda</h1>{body}</main></body></html>"
    return clean(read_story("page.html", page.encode()), load_rulebook())


def copy(kind: str = "entry-content") -> str:
    return f'<div class="{kind}">{"".join(f"<p>{one}</p>" for one in COPY)}</div>'


@pytest.mark.parametrize("after", [FORM, FOOT, FORM + FOOT, ""])
def test_short_paragraphs_of_named_copy_are_the_story(after: str) -> None:
    assert body_text(read(copy() + after)).split("\n")[:-1] == COPY


def test_a_form_around_the_whole_page_is_seen_through() -> None:
    long = ["Kapal itu berangkat malam hari, lalu kembali menjelang pagi ketika ombak reda."] * 3
    inner = f'<div class="entry-content">{"".join(f"<p>{one}</p>" for one in long)}</div>'
    cleaned = read(f'<form action="/page.aspx">{inner}</form>')
    assert body_text(cleaned).split() == " ".join(long).split()


def test_a_mark_that_a_page_shows_as_text_is_obeyed() -> None:
    marked = "<p>[cetak-web-only]<br>Tekan tombol merah di layar.<br>[/cetak-web-only]</p>"
    page = copy().replace("<p>Tujuh", f"{marked}<p>Tujuh")
    cleaned = read(page + FORM)
    assert body_text(cleaned).split("\n")[:-1] == COPY
    assert "Tekan tombol merah di layar." in [one.text for one in cleaned.removed]
