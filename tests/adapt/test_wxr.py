from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cetak.adapt.several import NotRead
from cetak.adapt.wxr import is_wxr, read_wxr
from cetak.adapt.xml import xml_root, xml_text
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Status
from cetak.clean import clean, load_rulebook

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harian Contoh</title><link>https://example.id</link><language>id-ID</language>
<wp:base_blog_url>https://example.id</wp:base_blog_url>
<wp:author><wp:author_login>ani</wp:author_login>
<wp:author_display_name><![CDATA[Ani Wijaya]]></wp:author_display_name></wp:author>
"""
FOOT = "</channel></rss>"


def item(content: str = "Naskah.", excerpt: str = "", **fields: str) -> str:
    given = {
        "wp:post_id": "7",
        "wp:post_type": "post",
        "wp:status": "publish",
        "wp:post_name": "banjir-surut",
        "wp:post_date": "2026-02-01 14:30:00",
        "wp:post_date_gmt": "2026-02-01 06:30:00",
        "title": "Banjir surut",
        "link": "https://example.id/banjir-surut",
        "dc:creator": "ani",
        **{name.replace("__", ":"): value for name, value in fields.items()},
    }
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in given.items())
    return (
        f"<item>{inside}<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>"
        '<category domain="category" nicename="u"><![CDATA[Uncategorized]]></category>'
        '<category domain="category" nicename="k"><![CDATA[Kota & Desa]]></category>'
        '<category domain="post_tag" nicename="b"><![CDATA[banjir]]></category>'
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        "<wp:meta_value>9</wp:meta_value></wp:postmeta></item>"
    )


FILE = (
    "<item><title>banjir.jpg</title><wp:post_id>9</wp:post_id>"
    "<wp:post_type>attachment</wp:post_type><wp:post_parent>7</wp:post_parent>"
    "<wp:attachment_url>https://example.id/up/banjir.jpg</wp:attachment_url>"
    "<excerpt:encoded><![CDATA[Air di <em>jalan</em> raya.]]></excerpt:encoded>"
    "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
    "<wp:meta_value>Jalan tergenang</wp:meta_value></wp:postmeta></item>"
)


def read(*items: str) -> list[Draft]:
    root, _ = xml_root("e.xml", HEAD + "".join(items) + FOOT)
    assert is_wxr(root)
    drafts = list(read_wxr("e.xml", root))
    assert not any(isinstance(one, NotRead) for one in drafts)
    return [one for one in drafts if isinstance(one, Draft)]


def markup(*items: str) -> str:
    copy = read(*items)[0].copy
    assert isinstance(copy, MarkupCopy)
    return copy.markup


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings]


def test_a_post_becomes_facts() -> None:
    facts = read(item(excerpt="Warga pulang."), FILE)[0].facts
    assert facts.headline.text == "Banjir surut"
    assert facts.deck.text == "Warga pulang."
    assert facts.byline == ("Ani Wijaya",)
    assert facts.published == dt.datetime.fromisoformat("2026-02-01T14:30:00+08:00")
    assert (facts.section, facts.keywords) == ("Kota & Desa", ("banjir",))
    assert (facts.language, facts.slug) == ("id-ID", "banjir-surut")
    assert facts.canonical_url == "https://example.id/banjir-surut"
    assert facts.status is Status.USABLE
    assert facts.picture is not None
    assert facts.picture.picture.source == "https://example.id/up/banjir.jpg"
    assert facts.picture.picture.alt == "Jalan tergenang"
    assert facts.picture.cutline.text == "Air di jalan raya."


def test_an_attachment_is_found_wherever_it_stands_and_is_no_story() -> None:
    for items in ((FILE, item()), (item(), FILE)):
        drafts = read(*items)
        assert len(drafts) == 1
        assert drafts[0].facts.picture is not None


def test_a_picture_that_the_copy_shows_is_not_printed_twice() -> None:
    shown = '<img src="https://example.id/up/banjir-300x200.jpg"> Teks.'
    assert read(item(shown), FILE)[0].facts.picture is None


def test_a_small_picture_is_printed_from_the_original_it_links_to() -> None:
    own = '<a href="https://e.id/a.jpg"><img src="https://e.id/a-300x200.jpg"></a>'
    other = '<a href="https://e.id/b.jpg"><img src="https://e.id/a-300x200.jpg"></a>'
    assert '<img src="https://e.id/a.jpg">' in markup(item(own))
    assert '<img src="https://e.id/a-300x200.jpg">' in markup(item(other))


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending", "trash"])
def test_what_is_not_public_is_held_back(status: str) -> None:
    draft = read(item(wp__status=status))[0]
    assert draft.facts.status is Status.WITHHELD
    assert codes(draft) == ["post-not-public"]
    assert draft.findings[0].facts["status"] == status


def test_what_has_a_password_is_held_back() -> None:
    draft = read(item(wp__post_password="rahasia"))[0]
    assert draft.facts.status is Status.WITHHELD
    assert codes(draft) == ["post-protected"]


def test_dates_of_zeros_are_no_dates() -> None:
    zeros = "0000-00-00 00:00:00"
    draft = read(item(wp__post_date=zeros, wp__post_date_gmt=zeros))[0]
    assert draft.facts.published is None
    assert codes(draft) == ["date-unreadable"]
    local = read(item(wp__post_date_gmt=zeros))[0].facts.published
    assert local == dt.datetime.fromisoformat("2026-02-01T14:30:00")


def test_no_title_and_no_body_hold_a_post_back() -> None:
    assert codes(read(item(title=""))[0]) == ["item-without-title"]
    assert codes(read(item(""))[0]) == ["item-without-copy"]


def test_blank_lines_part_paragraphs_and_line_ends_break_lines() -> None:
    assert markup(item("Satu.\r\n\r\nDua\nbaris.\n\n\n\nTiga.")) == (
        "<p>Satu.</p>\n<p>Dua<br>\nbaris.</p>\n<p>Tiga.</p>"
    )


def test_text_inside_lists_and_tables_is_not_wrapped() -> None:
    text = "Awal:\n<ul>\n\t<li>satu</li>\n\t<li>dua</li>\n</ul>\nAkhir."
    assert "".join(markup(item(text)).split("\n")) == (
        "<p>Awal:</p><ul><li>satu</li><li>dua</li></ul><p>Akhir.</p>"
    )


def test_preformatted_text_stays_as_it_is() -> None:
    assert "<pre>a\n\nb</pre>" in markup(item("<pre>a\n\nb</pre>"))


def test_pages_and_teasers_are_joined() -> None:
    text = "Satu.<!--more-->Dua.\n<!--nextpage-->\nTiga."
    assert markup(item(text)) == "<p>Satu.</p>\n<p>Dua.</p>\n<p>Tiga.</p>"


def test_block_comments_go_and_block_markup_stays_as_it_is() -> None:
    text = '<!-- wp:paragraph {"a":1} -->\n<p>Isi\nnaskah.</p>\n<!-- /wp:paragraph -->'
    assert markup(item(text)).strip() == "<p>Isi\nnaskah.</p>"


def test_a_gallery_of_blocks_keeps_each_caption_with_its_picture() -> None:
    one = '<figure class="wp-block-image"><img src="a.jpg"/><figcaption>A</figcaption></figure>'
    text = (
        '<!-- wp:gallery {"ids":[1]} -->\n<figure class="wp-block-gallery">'
        f"{one}</figure>\n<!-- /wp:gallery -->"
    )
    assert markup(item(text)).strip() == f'<div class="wp-block-gallery">{one}</div>'


def test_a_caption_becomes_a_figure() -> None:
    text = (
        '[caption id="a" width="6"]<a href="b.jpg"><img src="b.jpg"></a> Pasar [lama].[/caption]'
    )
    assert markup(item(text)).replace("\n", "") == (
        '<figure class="wp-caption"><a href="b.jpg"><img src="b.jpg"></a>'
        '<figcaption class="wp-caption-text">Pasar [lama].</figcaption></figure>'
    )


def test_a_gallery_becomes_figures_by_ids_or_by_what_hangs_below() -> None:
    for code in ('[gallery ids="9"]', "[gallery]"):
        assert markup(item(f"Teks.\n\n{code}"), FILE).replace("\n", "") == (
            '<p>Teks.</p><figure><img src="https://example.id/up/banjir.jpg" '
            'alt="Jalan tergenang"><figcaption>Air di jalan raya.</figcaption></figure>'
        )
    draft = read(item('Teks. [gallery ids="9,10,11"]'), FILE)[0]
    assert draft.findings[0].facts == {"count": 2}


def test_players_and_embeds_become_what_a_page_holds() -> None:
    video = "https://www.youtube.com/watch?v=abc"
    figure = f'<figure class="wp-block-embed wp-block-embed-youtube"><a href="{video}">{video}'
    assert figure in markup(item(f"Teks.\n\n{video}\n\nLagi."))
    assert figure in markup(item(f"Teks. [embed]{video}[/embed]")).replace("\n", "")
    joined = "https://www.youtube.com/watch?v=abc&amp;t=1"
    assert f'<a href="{joined}">' in markup(item(joined)).replace("\n", "")
    assert '<audio src="https://e.id/a.mp3">' in markup(item("[audio https://e.id/a.mp3]"))
    assert '<video src="https://e.id/a.mp4">' in markup(item('[video mp4="https://e.id/a.mp4"]'))


def test_unknown_shortcodes_go_and_the_words_inside_stay() -> None:
    draft = read(item('[vc_row][box color="red"]Teks tetap.[/box][/vc_row] [iklan]'))[0]
    assert draft.copy == MarkupCopy("<p>Teks tetap.</p>", "https://example.id")
    removed = {f.facts["shortcode"]: f.facts["count"] for f in draft.findings}
    assert removed == {"vc_row": 1, "box": 1, "iklan": 1}


@pytest.mark.parametrize("text", ["[sic]", "[bukan nama sebenarnya]", "[1]", "[tertawa]", "[a-b]"])
def test_words_in_brackets_are_copy(text: str) -> None:
    assert (
        markup(item(f"Ia berkata {text} lalu pergi.")) == f"<p>Ia berkata {text} lalu pergi.</p>"
    )


def test_marks_of_the_newsroom_become_classes() -> None:
    text = "A\n\n[cetak-web-only]B[/cetak-web-only]\n\n[[iklan]]"
    assert '<div class="web-only">' in markup(item(text))
    assert "<p>[iklan]</p>" in markup(item(text))


def test_what_an_editor_marks_for_the_screen_alone_is_not_printed() -> None:
    text = (
        "Warga kembali ke rumah pada Senin pagi, kata kepala desa.\n\n"
        "[cetak-web-only]Tonton siaran langsung di laman ini.[/cetak-web-only]\n\n"
        "[cetak-print-only]Siaran ada di kanal 5.[/cetak-print-only]"
    )
    cleaned = clean(read(item(text))[0], load_rulebook())
    assert [removed.text for removed in cleaned.removed] == [
        "Tonton siaran langsung di laman ini."
    ]
    assert "Siaran ada di kanal 5." in cleaned.article.model_dump_json()


def test_a_title_may_hold_inline_markup_and_entities() -> None:
    draft = read(item(title="<![CDATA[Kota &#8220;Baru&#8221; <em>dan</em> <font>Lama</font>]]>"))[
        0
    ]
    assert draft.facts.headline.text == "Kota “Baru” dan Lama"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 60000,
        "[a " * 30000,
        "[caption]" * 11000,
        "<p " * 30000,
        "\n \n" * 30000,
        "<!--" * 25000,
        "<pre>" * 20000,
        "<!-- wp:gallery " * 6000,
        "[/a]" * 25000,
    ],
    ids=[
        *("brackets", "codes", "captions", "tags", "blank lines"),
        *("comments", "preformatted", "galleries", "closings"),
    ],
)
def test_hostile_copy_is_read_in_linear_time(text: str) -> None:
    assert len(read(item(text))) == 1


def _expected() -> list[tuple[str, dict[str, Any]]]:
    index = CORPUS / "index.json"
    if not index.exists():
        return []
    entries = json.loads(index.read_text("utf-8"))["structured"]
    return [(one["file"], one["expect"]) for one in entries if one["format"] == "wxr"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize(("file", "expect"), _expected(), ids=lambda value: str(value)[-24:])
def test_the_corpus_comes_out_as_its_index_says(file: str, expect: dict[str, Any]) -> None:
    text, _ = xml_text(file, (CORPUS / file).read_bytes())
    drafts = [one for one in read_wxr(file, xml_root(file, text)[0]) if isinstance(one, Draft)]
    shown = {_key(post["title"], post["date"]): post for post in expect["posts"]}
    found = {_told(draft): draft for draft in drafts}
    assert set(shown) <= set(found)
    held = Counter(
        key.partition("/")[2]
        for key, count in expect["by_type_status"].items()
        for _ in range(count)
        if key.split("/")[0] not in ("attachment", "nav_menu_item")
    )
    assert sum(held.values()) == len(expect["posts"])
    for key, post in shown.items():
        facts = found[key].facts
        printable = post["status"] == "publish" and not post["password"]
        complete = bool(post["title"] and post["chars"])
        assert (facts.status is Status.USABLE) == (printable and complete), key
        assert bool(facts.byline) == bool(post["creator"])


def _key(title: str, date: str) -> tuple[str, str]:
    bare = title
    for tag in ("em", "b", "sup"):
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return bare, date


def _told(draft: Draft) -> tuple[str, str]:
    moment = draft.facts.published
    text = moment.replace(tzinfo=None).isoformat(" ") if isinstance(moment, dt.datetime) else ""
    return draft.facts.headline.text, text
