from __future__ import annotations

import datetime as dt

import pytest

from cetak.adapt import read_story
from cetak.adapt.documents import stories_of_xml
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Status
from cetak.clean import clean, load_rulebook
from cetak.errors import SourceError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harian Contoh</title><link>https://e.id</link><language>id-ID</language>
<copyright>© Harian Contoh</copyright>{}</channel></rss>"""
ITEM = """<item><title>Pasar &amp;#8220;Lama&amp;#8221; ramai</title>
<link>https://e.id/2026/pasar-ramai/?utm=x</link><guid isPermaLink="false">e-1</guid>
<dc:creator>Ani Wijaya</dc:creator><pubDate>Sun, 01 Mar 2026 08:00:00 +0700</pubDate>
<category>Ekonomi</category><category>pasar</category>
<description><![CDATA[<p>Pedagang senang.</p>]]></description>
<content:encoded><![CDATA[<p>Pasar ramai pagi ini.</p>]]></content:encoded>
<media:content url="https://e.id/p.jpg" medium="image" width="800" height="600">
<media:description>Pasar pagi.</media:description><media:credit>Budi</media:credit></media:content>
<media:thumbnail url="https://e.id/k.jpg" width="80" height="60"/></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example</title>
<author><name>Desk</name></author>{}</feed>"""
ENTRY = """<entry><title type="html">A &amp;amp; B</title><id>urn:1</id>
<link rel="self" href="https://e.id/self"/><link href="https://e.id/a-b"/>
<link rel="enclosure" type="image/png" href="https://e.id/e.png"/>
<published>2026-03-01T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>
<category term="economy"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain <em>fell</em>.</p></div>
</content></entry>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Old</title></channel><item rdf:about="y"><title>One</title>
<link>https://e.id/one</link><description>Text of it.</description><dc:date>2026-03-01</dc:date>
<dc:creator>Ann</dc:creator></item></rdf:RDF>"""


def read(text: str) -> Draft:
    [draft] = stories_of_xml("f.xml", text)
    assert isinstance(draft, Draft)
    return draft


def codes(draft: Draft) -> list[str]:
    return [finding.code for finding in draft.findings]


def test_an_item_of_rss_becomes_a_draft() -> None:
    draft = read(RSS.format(ITEM))
    facts = draft.facts
    assert facts.headline.text == "Pasar “Lama” ramai"
    assert facts.deck.text == "Pedagang senang."
    assert facts.byline == ("Ani Wijaya",)
    assert facts.published == dt.datetime.fromisoformat("2026-03-01T08:00:00+07:00")
    assert (facts.uri, facts.slug) == ("e-1", "pasar-ramai")
    assert facts.canonical_url == "https://e.id/2026/pasar-ramai/?utm=x"
    assert (facts.section, facts.keywords) == ("Ekonomi", ("pasar",))
    assert (facts.language, facts.source) == ("id-ID", "Harian Contoh")
    assert facts.rights == "© Harian Contoh"
    assert facts.picture is not None
    assert facts.picture.picture.source == "https://e.id/p.jpg"
    assert facts.picture.picture.credit == "Budi"
    assert facts.picture.cutline.text == "Pasar pagi."
    assert draft.copy == MarkupCopy("<p>Pasar ramai pagi ini.</p>", facts.canonical_url)
    assert draft.findings == ()


def test_a_summary_alone_is_the_copy_and_is_told() -> None:
    start = ITEM.index("<content:encoded>")
    end = ITEM.index("</content:encoded>") + len("</content:encoded>")
    draft = read(RSS.format(ITEM[:start] + ITEM[end:]))
    assert isinstance(draft.copy, MarkupCopy)
    assert draft.copy.markup == "<p>Pedagang senang.</p>"
    assert not draft.facts.deck
    assert codes(draft) == ["feed-partial"]


def test_a_picture_that_the_copy_shows_is_not_printed_twice() -> None:
    shown = ITEM.replace("<p>Pasar ramai", '<img src="https://e.id/p-300x200.jpg"><p>Pasar ramai')
    assert read(RSS.format(shown)).facts.picture is None


@pytest.mark.parametrize(
    ("author", "name"),
    [("ani@e.id (Ani Wijaya)", "Ani Wijaya"), ("Ani Wijaya", "Ani Wijaya"), ("ani@e.id", "")],
)
def test_an_author_is_a_name_and_no_address(author: str, name: str) -> None:
    text = ITEM.replace("<dc:creator>Ani Wijaya</dc:creator>", f"<author>{author}</author>")
    assert read(RSS.format(text)).facts.byline == ((name,) if name else ())


def test_an_entry_of_atom_becomes_a_draft() -> None:
    draft = read(ATOM.format(ENTRY))
    facts = draft.facts
    assert facts.headline.text == "A & B"
    assert facts.byline == ("Desk",)
    assert facts.published == dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
    assert facts.updated == dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
    assert facts.canonical_url == "https://e.id/a-b"
    assert (facts.language, facts.section) == ("en", "economy")
    assert facts.picture is not None
    assert facts.picture.picture.source == "https://e.id/e.png"
    assert draft.copy == MarkupCopy("<p>Rain <em>fell</em>.</p>", "https://e.id/a-b")


def test_html_and_text_of_atom_are_told_apart() -> None:
    for kind, text, markup in (
        ("html", "&lt;p&gt;A&lt;/p&gt;", "<p>A</p>"),
        ("text", "A &lt; B", "A &lt; B"),
    ):
        entry = (
            ENTRY[: ENTRY.index("<content")] + f'<content type="{kind}">{text}</content></entry>'
        )
        copy = read(ATOM.format(entry)).copy
        assert isinstance(copy, MarkupCopy)
        assert copy.markup == markup


def test_an_item_of_rdf_becomes_a_draft() -> None:
    draft = read(RDF)
    assert (draft.facts.headline.text, draft.facts.byline) == ("One", ("Ann",))
    assert draft.facts.published == dt.date(2026, 3, 1)
    assert isinstance(draft.copy, MarkupCopy)
    assert draft.copy.markup == "Text of it."


def test_each_item_is_read_for_itself() -> None:
    items = ITEM + "<item><link>https://e.id/x</link></item>" + ITEM
    found = [one for one in stories_of_xml("f.xml", RSS.format(items)) if isinstance(one, Draft)]
    assert [one.facts.status for one in found] == [
        Status.USABLE,
        Status.WITHHELD,
        Status.USABLE,
    ]
    assert codes(found[1]) == ["item-without-title", "item-without-copy"]


def test_names_of_characters_that_html_knows_are_read() -> None:
    assert read(RSS.format(ITEM.replace("Pasar ", "Pasar&nbsp;", 1))).facts.headline.text


def test_a_date_that_is_none_is_left_out_and_told() -> None:
    draft = read(RSS.format(ITEM.replace("Sun, 01 Mar 2026 08:00:00 +0700", "kemarin sore")))
    assert draft.facts.published is None
    assert codes(draft) == ["date-unreadable"]


def test_one_story_is_asked_for_and_several_are_told() -> None:
    assert read_story("f.xml", RSS.format(ITEM).encode()).facts.byline == ("Ani Wijaya",)
    assert read_story("-", RSS.format(ITEM).encode()).facts.byline == ("Ani Wijaya",)
    for items, code in ((ITEM * 2, "source-holds-several"), ("", "source-without-stories")):
        with pytest.raises(SourceError) as caught:
            read_story("f.xml", RSS.format(items).encode())
        assert caught.value.findings[0].code == code


@pytest.mark.parametrize(
    "line",
    [
        "The post <a href='https://e.id'>Pasar</a> appeared first on <a>Harian</a>.",
        "Artikel <a href='https://e.id'>Pasar</a> pertama kali tampil pada <a>Harian</a>.",
    ],
)
def test_the_line_that_wordpress_adds_to_feeds_is_taken_out(line: str) -> None:
    copy = "<p>Pedagang di pasar itu senang, kata kepala dinas pada Senin pagi.</p>" * 2
    text = ITEM.replace("<p>Pasar ramai pagi ini.</p>", f"{copy}<p>{line}</p>")
    cleaned = clean(read(RSS.format(text)), load_rulebook())
    assert [removed.rule for removed in cleaned.removed] == ["wordpress-feed-footer"]
    assert len(cleaned.article.body) == 2


def test_an_encoding_that_is_declared_is_used() -> None:
    text = RSS.format(ITEM.replace("Ani Wijaya", "Añi")).replace("UTF-8", "ISO-8859-1")
    assert read_story("f.xml", text.encode("latin-1")).facts.byline == ("Añi",)
    wrong = RSS.format(ITEM.replace("Ani Wijaya", "Añi")).encode("latin-1")
    assert read_story("f.xml", wrong).facts.byline == ("Añi",)
