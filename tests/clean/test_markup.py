from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.article.blocks import (
    Block,
    Crosshead,
    Embed,
    EndMark,
    Figure,
    List,
    Paragraph,
    Preformatted,
    Quotation,
    Sidebar,
    Table,
)
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.richtext import Run, Style
from cetak.article.story import Article, Credit, Dateline
from cetak.clean import Category, Cleaned, clean, load_rulebook
from cetak.clean.block_texts import texts_of

PROSE = "<p>Harga beras naik sejak pekan lalu di semua pasar kota itu, kata pedagang.</p>"


def read(markup: str, base_url: str = "", facts: Article | None = None) -> Cleaned:
    draft = Draft("page.html", facts or Article(), MarkupCopy(markup, base_url))
    return clean(draft, load_rulebook())


def body(markup: str, base_url: str = "") -> tuple[Block, ...]:
    return read(markup, base_url).article.body


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [text.text for block in blocks for text in texts_of(block)]


def gone(cleaned: Cleaned) -> list[tuple[str, str]]:
    return [(entry.category.value, entry.text) for entry in cleaned.removed]


def test_inline_markup_is_a_closed_set() -> None:
    (block,) = body(
        '<p>a <b>b</b> <i>c</i> <span style="color:red" onclick="x()">d</span>'
        ' <a href="https://a.id/x">e</a> <font size=7>f</font> H<sub>2</sub>O</p>'
    )
    assert isinstance(block, Paragraph)
    assert block.text.runs == (
        Run("a "), Run("b", frozenset({Style.BOLD})), Run(" "),
        Run("c", frozenset({Style.ITALIC})), Run(" d "), Run("e", href="https://a.id/x"),
        Run(" f H"), Run("2", frozenset({Style.SUBSCRIPT})), Run("O"),
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "file:///etc/passwd", "vbscript:x",
                                    "data:text/html,x", " JaVaScRiPt:alert(1)"])  # fmt: skip
def test_dangerous_links_keep_their_words_alone(scheme: str) -> None:
    cleaned = read(f'<p>Kata <a href="{scheme}">tautan</a> ini.</p>')
    assert cleaned.article.body == (Paragraph.model_validate({"text": "Kata tautan ini."}),)
    assert [finding.code for finding in cleaned.findings] == ["link-dropped"]


def test_relative_links_and_pictures_are_resolved() -> None:
    link, figure = body('<p><a href="/b">x</a><img src="p.jpg" alt="A"></p>', "https://s.id/a/")
    assert isinstance(link, Paragraph)
    assert link.text.runs[0].href == "https://s.id/b"
    assert isinstance(figure, Figure)
    assert (figure.picture.source, figure.picture.alt) == ("https://s.id/a/p.jpg", "A")


def test_scripts_styles_and_frames_are_never_text() -> None:
    blocks = body(
        "<style>p{}</style><p>Satu<script>alert('x')</script> dua.</p><noscript>x</noscript>"
        "<template>t</template><svg><text>s</text></svg><iframe src='https://e.id'>i</iframe>"
        "<!-- c --><object>o</object><textarea>t</textarea>"
    )
    assert texts(blocks) == ["Satu dua."]


def test_bodies_without_paragraphs() -> None:
    blocks = body("Kalimat satu.<br><br>Kalimat dua<br>baris dua.<br /><br />\n<b>Tiga</b>.")
    assert texts(blocks) == ["Kalimat satu.", "Kalimat dua\nbaris dua.", "Tiga."]


def test_headings_rank_from_the_highest_used() -> None:
    blocks = body(f"<h3>A</h3>{PROSE}<h4>B</h4>{PROSE}<h6>C</h6>{PROSE}")
    heads = [(b.text.text, b.level) for b in blocks if isinstance(b, Crosshead)]
    assert heads == [("A", 1), ("B", 2), ("C", 3)]


def test_lists_stay_nested() -> None:
    (block,) = body('<ol start="3"><li>a<ul><li>b</li></ul> c<li><p>d</p><p>e</p></ol>')
    assert isinstance(block, List)
    assert (block.ordered, block.start) == (True, 3)
    assert [item.text.text for item in block.items] == ["a c", "d\ne"]
    assert [item.text.text for item in block.items[0].items] == ["b"]


def test_tables_are_squared_and_spans_clamped() -> None:
    (block,) = body(
        "<table><caption>Judul</caption><tr><th>A<th>B<tr><td colspan=1000000>x"
        "<tr><td rowspan=9>1<td>2<td>3<tr><td>4</table>"
    )
    assert isinstance(block, Table)
    assert block.caption.text == "Judul"
    assert [[cell.text.text for cell in row] for row in block.head] == [["A", "B", ""]]
    assert [[cell.text.text for cell in row] for row in block.rows] == [
        ["x"], ["1", "2", "3"], ["4", ""]
    ]  # fmt: skip
    assert [cell.colspan for cell in block.rows[0]] == [3]
    assert [cell.rowspan for cell in block.rows[1]] == [2, 1, 1]


def test_layout_tables_are_read_as_copy() -> None:
    blocks = body(f"<table><tr><td>{PROSE}<table><tr><td>1<td>2</table></td></tr></table>")
    assert [block.type for block in blocks] == ["paragraph", "table"]


def test_figures_with_cutlines() -> None:
    figure, caption = body(
        '<figure><img data-src="https://a.id/1.jpg" src="data:image/gif;base64,R0">'
        "<figcaption>Warga <em>antre</em></figcaption></figure>"
        '<div class="wp-caption"><img src="2.jpg"><p class="wp-caption-text">Dua</p></div>'
    )
    assert isinstance(figure, Figure)
    assert isinstance(caption, Figure)
    assert (figure.picture.source, figure.cutline.text) == ("https://a.id/1.jpg", "Warga antre")
    assert (caption.picture.source, caption.cutline.text) == ("2.jpg", "Dua")


def test_quotations_sidebars_and_programs() -> None:
    quote, box, program = body(
        "<blockquote><p>Kata bijak.</p><cite>— Ani</cite></blockquote>"
        "<aside><h3>Kotak</h3><p>Isi kotak.</p></aside><pre>a  b\n c</pre>"
    )
    assert isinstance(quote, Quotation)
    assert ([text.text for text in quote.paragraphs], quote.by) == (["Kata bijak."], "Ani")
    assert isinstance(box, Sidebar)
    assert (box.headline.text, texts(box.blocks)) == ("Kotak", ["Isi kotak."])
    assert program == Preformatted(text="a  b\n c")


@pytest.mark.parametrize(
    ("markup", "kind", "address", "provider"),
    [
        ('<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
         "video", "https://youtu.be/abcdefghijk", "YouTube"),
        ('<iframe src="//player.vimeo.com/video/123456"></iframe>',
         "video", "https://vimeo.com/123456", "Vimeo"),
        ('<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
         "map", "https://www.google.com/maps/embed?pb=1", "Google Maps"),
        ('<blockquote class="twitter-tweet"><p>Cuit</p><a href="https://twitter.com/a/status/1'
         '?ref_src=x">1</a></blockquote>', "post", "https://twitter.com/a/status/1", "X"),
        ('<blockquote class="instagram-media" data-instgrm-permalink='
         '"https://www.instagram.com/p/Cx/?utm_source=ig"><p>Lihat</p></blockquote>',
         "post", "https://www.instagram.com/p/Cx/", "Instagram"),
    ],
)  # fmt: skip
def test_embeds_become_one_line(markup: str, kind: str, address: str, provider: str) -> None:
    cleaned = read(PROSE + markup + PROSE)
    embed = cleaned.article.body[1]
    assert isinstance(embed, Embed)
    assert (embed.kind, embed.address, embed.provider) == (kind, address, provider)
    assert [entry.became for entry in cleaned.removed] == [address]


def test_wordpress_inserts_go() -> None:
    hash_class = "u0123456789abcdef0123456789abcdef"
    cleaned = read(
        f"{PROSE}<div><a class='{hash_class}' href='https://a.id'><div style='padding-left:1em'>"
        "<span class='ctaText'>Baca Juga</span>&nbsp; <span class='postTitle'>Judul lain</span>"
        f"</div></a></div>{PROSE}<div class='sharedaddy'><h3>Share this:</h3></div>"
        "<div class='printfriendly pf-button'><a title='Printer Friendly'>Print</a>"
        f"</div><div class='pf-content'>{PROSE}</div>"
    )
    assert [block.type for block in cleaned.article.body] == ["paragraph"] * 3
    assert gone(cleaned) == [
        ("related", "Baca Juga Judul lain"), ("share", "Share this:"), ("print", "Print")
    ]  # fmt: skip


def test_read_also_inside_a_paragraph() -> None:
    cleaned = read(
        "<p>Pedagang mengaku stok menipis sejak pekan lalu.<br>Baca juga:<br>"
        "<a href='https://a.id/1'>Satu dua</a><br><a href='https://a.id/2'>Tiga empat</a></p>"
        "<p>Anak-anak bisa meminjam dan baca juga di geladak kapal sampai sore.</p>"
    )
    assert texts(cleaned.article.body) == [
        "Pedagang mengaku stok menipis sejak pekan lalu.",
        "Anak-anak bisa meminjam dan baca juga di geladak kapal sampai sore.",
    ]
    assert {category for category, _ in gone(cleaned)} == {"related"}


def test_facts_in_the_copy() -> None:
    cleaned = read(
        "<p>Oleh: Ratna Wijayanti</p><p><strong>SUKAMAJU, KABARDESA.com</strong> - Harga cabai"
        f" turun di <a href='https://a.id'>pasar</a> sejak pekan lalu.</p>{PROSE}"
        "<p>Warga senang dengan harga yang baru itu. <strong>(fai/idh)</strong></p>"
        "<p>Editor: Dewi</p>"
    )
    article = cleaned.article
    assert article.byline == ("Ratna Wijayanti",)
    assert article.dateline == Dateline(place="SUKAMAJU", agency="KABARDESA.com")
    assert article.credits == (Credit(role="Editor", name="Dewi"),)
    assert article.body[-1] == EndMark(text="(fai/idh)")
    assert texts(article.body)[0] == "Harga cabai turun di pasar sejak pekan lalu."


def test_bold_lines_between_copy_are_crossheads() -> None:
    cleaned = read(f"<p><b>Awal</b></p>{PROSE}<p><strong>Stok Menipis</strong></p>{PROSE}")
    assert [block.type for block in cleaned.article.body] == [
        "paragraph", "paragraph", "crosshead", "paragraph"
    ]  # fmt: skip
    assert cleaned.article.body[2] == Crosshead.model_validate({"text": "Stok Menipis"})


def test_stated_facts_win() -> None:
    facts = Article(dateline=Dateline(place="Solo"), byline=("Ani",), language="en")
    article = read(
        "<p>JAKARTA, KABAR.com - Harga cabai turun lagi pekan ini.</p>", "", facts
    ).article
    assert article.dateline == Dateline(place="Solo")
    assert texts(article.body) == ["JAKARTA, KABAR.com - Harga cabai turun lagi pekan ini."]
    assert article.language == "en"


def test_no_rule_takes_the_copy() -> None:
    cleaned = read(f"<div class='related share'>{PROSE * 6}</div>")
    assert len(cleaned.article.body) == 6
    assert cleaned.removed == ()
    assert [finding.code for finding in cleaned.findings] == ["rule-too-greedy"]


def test_print_hooks_of_the_site() -> None:
    cleaned = read(
        f"{PROSE}<p class='no-print'>Hanya layar</p><p class='web-only'>Web</p>"
        "<div class='share'><p class='print-only'>Kertas saja</p> Bagikan</div>"
    )
    assert texts(cleaned.article.body)[1:] == ["Kertas saja"]
    assert [entry.category for entry in cleaned.removed][:2] == [Category.PRINT, Category.PRINT]


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul", "table"])
@pytest.mark.parametrize("depth", [90, 300, 3000])
def test_deep_nesting_loses_no_text(tag: str, depth: int) -> None:
    opened, closed = f"<{tag}>" * depth, f"</{tag}>" * depth
    if tag == "table":
        opened, closed = "<table><tr><td>" * depth, "</td></tr></table>" * depth
    cleaned = read(f"<p>Awal.</p>{opened}dalam sekali{closed}<p>Akhir.</p>")
    assert re.findall(r"\w+", " ".join(texts(cleaned.article.body))) == [
        "Awal", "dalam", "sekali", "Akhir"
    ]  # fmt: skip


@pytest.mark.parametrize("markup", ["", "   ", "<", "<p", "<!DOCTYPE html>", "<![CDATA[x", "&#0;",
                                    "<p>\x00</p>", "</p></div>", "<html><body></body></html>",
                                    "<!-- x", "<a" * 3000, "<" * 50000, "&" * 50000])  # fmt: skip
def test_broken_markup_is_no_fault(markup: str) -> None:
    assert isinstance(read(markup).article, Article)


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéßñ", min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=4, max_size=12).map(lambda words: " ".join(words) + ".")


def inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "em", "span", "a href='https://a.id/'", "sup", "code", "font"])
    wrapped = st.tuples(tags, inner).map(lambda p: f"<{p[0]}>{p[1]}</{p[0].split()[0]}>")
    return st.lists(wrapped | SENTENCE, min_size=1, max_size=3).map(" ".join)


PHRASE = st.recursive(SENTENCE, inline, max_leaves=4)


def wrap(tag: str) -> Any:
    return lambda text: f"<{tag}>{text}</{tag}>"


SIMPLE = st.one_of(*[PHRASE.map(wrap(tag)) for tag in ("p", "h2", "h3", "div", "pre", "section")])


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map("".join).map(wrap("div")),
        several.map("".join).map(wrap("blockquote")),
        several.map("".join).map(wrap("aside")),
        several.map(lambda items: wrap("ul")("".join(map(wrap("li"), items)))),
        several.map(lambda items: wrap("ol")("".join(map(wrap("li"), items)))),
        several.map(lambda cells: wrap("table")(wrap("tr")("".join(map(wrap("td"), cells))))),
        several.map("<br><br>".join),
    )


PAGE = st.lists(st.recursive(SIMPLE | PHRASE, containers, max_leaves=6), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(PAGE.map("\n".join))
def test_words_in_are_words_out(markup: str) -> None:
    words_in = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", markup))
    cleaned = read(markup)
    words_out = re.findall(r"\w+", " ".join(texts(cleaned.article.body)))
    assert cleaned.removed == ()
    assert words_out == words_in


def test_inserted_text_of_a_correction_stays_and_an_advertisement_goes() -> None:
    page = (
        "<p>Harga naik <ins>lima persen</ins> sejak pekan lalu, kata dinas perdagangan.</p>"
        '<ins class="adsbygoogle" data-ad-client="x">Iklan</ins><p>Warga mengeluh.</p>'
    )
    draft = Draft("page", Article(), MarkupCopy(page))
    body = repr(clean(draft, load_rulebook()).article.body)
    assert "lima persen" in body
    assert "Iklan" not in body
