from __future__ import annotations

import datetime as dt

import pytest

from cetak.adapt.documents import read_xml_document
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Dateline, Status

HEAD = """<head><title>JUDUL-MASTER</title><docdata management-status="usable">
<date.issue norm="20260301T080000+0700"/><doc-id id-string="C-77"/><urgency ed-urg="2"/>
<du-key key="PELABUHAN"/><doc.copyright holder="Kantor Contoh" year="2026"/>
<key-list><keyword key="kapal"/><keyword key="laut"/></key-list></docdata>
<pubdata position.section="Ekonomi"/></head>"""
BODY_HEAD = """<body.head><hedline><hl1>Pelabuhan <em>baru</em> dibuka</hl1>
<hl2>Setelah dua tahun</hl2></hedline><byline>By Ani Wijaya<byttl>Wartawan</byttl></byline>
<distributor><org>Kantor Contoh</org></distributor>
<dateline><location>MAKASSAR</location>, <story.date norm="20260301">1 Mar</story.date></dateline>
</body.head>"""
MEDIA = """<media media-type="image"><media-reference mime-type="image/jpeg" source="k.jpg"
 width="80" height="60" name="thumbnail"/><media-reference mime-type="image/jpeg" source="b.jpg"
 width="800" height="600" alternate-text="Dermaga"/><media-caption>Dermaga baru.</media-caption>
<media-producer>Budi</media-producer></media>"""


def read(content: str, body_head: str = BODY_HEAD, head: str = HEAD, end: str = "") -> Draft:
    body = f"<body>{body_head}<body.content>{content}</body.content>{end}</body>"
    return read_xml_document("a.nitf", f'<nitf xml:lang="id">{head}{body}</nitf>')


def markup(content: str) -> str:
    copy = read(content).copy
    assert isinstance(copy, MarkupCopy)
    return copy.markup


def test_a_document_becomes_facts() -> None:
    facts = read("<p>Satu.</p>").facts
    assert facts.headline.text == "Pelabuhan baru dibuka"
    assert facts.deck.text == "Setelah dua tahun"
    assert facts.byline == ("Ani Wijaya",)
    assert facts.dateline == Dateline(place="MAKASSAR", date=dt.date(2026, 3, 1))
    assert facts.published == dt.datetime.fromisoformat("2026-03-01T08:00:00+07:00")
    assert (facts.uri, facts.slug, facts.priority) == ("C-77", "PELABUHAN", 2)
    assert (facts.section, facts.keywords) == ("Ekonomi", ("kapal", "laut"))
    assert (facts.source, facts.rights) == ("Kantor Contoh", "© 2026 Kantor Contoh")
    assert (facts.language, facts.status) == ("id", Status.USABLE)


def test_the_body_becomes_markup() -> None:
    content = (
        "<block><p>Kata <person>Ani</person>, <em>baik</em> &lt; buruk.</p><hl2>Antara</hl2>"
        "<ul><li>satu</li></ul></block><bq>Kutip.<credit>Budi</credit></bq>"
        '<table><tr><td colspan="2" onclick="x">sel</td></tr></table>'
    )
    assert markup(content) == (
        "<div><p>Kata <span>Ani</span>, <em>baik</em> &lt; buruk.</p><h2>Antara</h2>"
        "<ul><li>satu</li></ul></div><blockquote>Kutip.<cite>Budi</cite></blockquote>"
        '<table><tr><td colspan="2">sel</td></tr></table>'
    )


def test_a_picture_that_opens_the_body_is_the_main_picture() -> None:
    draft = read(MEDIA + "<p>Satu.</p>")
    figure = draft.facts.picture
    assert figure is not None
    assert (figure.picture.source, figure.picture.alt) == ("b.jpg", "Dermaga")
    assert (figure.picture.credit, figure.cutline.text) == ("Budi", "Dermaga baru.")
    assert draft.copy == MarkupCopy("<p>Satu.</p>")


def test_a_later_picture_stands_where_it_stood() -> None:
    assert markup(f"<p>Satu.</p>{MEDIA}<p>Dua.</p>") == (
        '<p>Satu.</p><figure><img src="b.jpg" alt="Dermaga">'
        "<figcaption>Dermaga baru. Budi</figcaption></figure><p>Dua.</p>"
    )


def test_a_caption_may_hold_any_character() -> None:
    media = MEDIA.replace("Dermaga baru.", "A\u00a0&lt;b&gt; &quot;c&quot; &amp;amp;")
    media = media.replace('"Dermaga"', '"&lt;&quot;&gt;"')
    assert "<figcaption>A &lt;b&gt;" in markup(f"<p>Satu.</p>{media}").replace("&nbsp;", " ")


def test_a_film_is_told_and_its_words_are_no_copy() -> None:
    film = MEDIA.replace('"image"', '"video"')
    draft = read(f"<p>Satu.</p>{film}")
    assert draft.copy == MarkupCopy("<p>Satu.</p>")
    assert [finding.code for finding in draft.findings] == ["part-left-out"]


def test_the_tagline_follows_the_copy() -> None:
    end = "<body.end><tagline>Editor: Cici</tagline></body.end>"
    copy = read("<p>Satu.</p>", end=end).copy
    assert copy == MarkupCopy("<p>Satu.</p><p>Editor: Cici</p>")


def test_the_dateline_is_not_written_twice() -> None:
    assert read("<p>MAKASSAR, 1 Mar (Contoh) -- Satu.</p>").facts.dateline is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [("withheld", Status.WITHHELD), ("canceled", Status.CANCELED), ("usable", Status.USABLE)],
)
def test_only_what_is_usable_prints(status: str, expected: Status) -> None:
    assert read("<p>A</p>", head=HEAD.replace("usable", status)).facts.status is expected


def test_an_embargo_ends_when_the_document_may_be_released() -> None:
    head = HEAD.replace("usable", "embargoed")
    held = read("<p>A</p>", head=head)
    assert held.facts.status is Status.WITHHELD
    release = '<date.release norm="20260302T060000+0700"/></docdata>'
    timed = read("<p>A</p>", head=head.replace("</docdata>", release)).facts
    assert timed.embargoed_until == dt.datetime.fromisoformat("2026-03-02T06:00:00+07:00")


def test_a_bare_document_is_held_back_with_reasons() -> None:
    draft = read_xml_document("a.nitf", "<nitf/>")
    assert [one.code for one in draft.findings] == ["item-without-title", "item-without-copy"]
