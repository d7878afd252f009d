from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.adapt.captured import read_captured
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Article
from cetak.clean import clean, load_rulebook
from cetak.clean.credits import credit_line, end_mark, label_of, role_alone
from cetak.clean.dateline import opening
from cetak.clean.dates import date_line

PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class=share>", "</div>", "<b", ">", "<table>", "<td colspan=9>", "<tr>",
     "<li>", "<ul>", "</ul>", "<img src=x>", "<figure>", "<figcaption>", "<h2>", "</h2>", "<br>",
     "<blockquote>", "<cite>", "<aside>", "<iframe src='https://youtu.be/abcdefg'>", "<!--", "-->",
     "<a href='https://a.id/%zz'>", "<a href='http://[x'>", "Baca juga: x", "Editor: Ani",
     "&#x202e;",
     "JAKARTA, KOMPAS.com - ", "20 September 2023", "(*)", "<caption>", "<th>", "&nbsp;", "\x00"]
)  # fmt: skip
LINES = st.sampled_from(
    ["Headline", "Judul:", "Editor", "Oleh: Ani", "Baca juga", "Baca juga: Judul lain", "(*)",
     "Tinggalkan Balasan", "20 September 2023", "Artikel Terkait", "1. satu", "- dua", "Komentar",
     "JAKARTA, KOMPAS.com - Harga beras naik lagi sejak pekan lalu di kota.", "Home > A > B",
     "Harga beras turun lagi sejak pekan lalu di semua pasar kota.", "Tags: a, b", "Foto: x"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join))
def test_any_markup_gives_an_article(markup: str) -> None:
    draft = Draft("a.html", Article(), MarkupCopy(markup, "https://a.id/"))
    assert isinstance(clean(draft, load_rulebook()).article, Article)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES | st.text(max_size=30), max_size=25))
def test_any_lines_give_an_article_that_can_be_written(lines: list[str]) -> None:
    draft = read_captured("a.txt", "\n".join(["Panen Raya di Lembah", *lines]))
    article = clean(draft, load_rulebook()).article
    assert Article.model_validate_json(article.model_dump_json()) == article


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.from_regex(re.compile(r"[A-Za-z0-9 ,.:()/–-]{0,60}")))
def test_any_line_can_be_asked(line: str) -> None:
    copy, mark = end_mark(line)
    assert copy + mark == line or line.startswith(copy)
    assert label_of(line)[0] in {"", "headline", "kicker", "deck", "section", "copy"}
    assert role_alone(line) in line
    assert all(entry.names for entry in credit_line(line))
    found = opening(line, "id", 2023)
    assert found is None or 0 < found.length < len(line)
    assert date_line(line) is None or any(character.isdigit() for character in line)
