"""A paper's stories as a book: no word is lost, links lead inside, pictures lie there once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book_shelf import COVER, HTML, an_article, book, facts, layout, lost, masthead, page
from cetak.article.blocks import Block
from cetak.article.richtext import RichText
from cetak.article.sheet import PictureFile
from cetak.errors import LayoutError
from cetak.layout.book import compose_book
from cetak.layout.book_addresses import web_address
from cetak.layout.book_load import book_layout
from cetak.layout.load import load_layout
from cetak.resources import LocalResources, MemoryResources

STORY = "stories/satu-1.xhtml"
PICTURE = PictureFile("ab" * 32, "image/jpeg", 800, 600, b"\xff\xd8jpeg")
FIGURE = {"picture": {"source": "a.jpg", "credit": "Kabar/Sari"}, "cutline": "Kapal putih."}
EVERYTHING: list[dict[str, Any]] = [
    {"type": "paragraph", "text": 'Kapal "Mutiara" tiba -- terlambat... di <em>dermaga</em>.'},
    {"type": "crosshead", "text": "Muatan 10-20 ton"},
    {"type": "figure", **FIGURE},
    {"type": "pull-quote", "text": "Kami menunggu.", "by": "Rahmat"},
    {"type": "quotation", "paragraphs": ["Baris satu", "Baris dua"], "by": "Penyair"},
    {
        "type": "list",
        "ordered": True,
        "start": 4,
        "items": [{"text": "beras", "items": [{"text": "merah"}]}, {"text": "gula"}],
    },
    {
        "type": "table",
        "caption": "Harga",
        "head": [[{"text": "Jenis"}, {"text": "Rupiah"}]],
        "rows": [[{"text": "Tuna", "header": True}, {"text": "19.800"}]],
    },
    {
        "type": "sidebar",
        "headline": "Kotak",
        "blocks": [{"type": "crosshead", "text": "Dalam"}, {"type": "paragraph", "text": "Isi."}],
    },
    {
        "type": "embed",
        "kind": "post",
        "address": "https://contoh.id/p/1",
        "title": "Unggahan syahbandar",
        "words": ["Ombak tinggi."],
        "by": "@syahbandar",
    },
    {"type": "refer", "text": "Baca berita kapal", "address": "https://contoh.id/kapal-dua"},
    {"type": "preformatted", "text": "No.  0917\nTuna   46"},
    {"type": "paragraph", "text": "Selesai."},
    {"type": "end-mark", "text": "(ani)"},
]


def whole() -> Any:
    return an_article(
        kicker="Pelabuhan",
        deck="Setelah tiga hari.",
        label="Opini",
        byline=["Ani Wowor", "Sari Wulur"],
        dateline={"place": "TELUK BARU", "agency": "Kabar"},
        credits=[{"role": "Editor", "name": "Johan"}],
        corrections=[{"kind": "correction", "date": dt.date(2023, 9, 21), "text": "Bukan Senin."}],
        picture=FIGURE,
        body=EVERYTHING,
        canonical_url="https://contoh.id/kapal",
        source="Kabar",
        rights="© Kabar Rawai",
    )


def test_no_word_of_any_block_is_lost() -> None:
    article = whole()
    kinds = {kind.model_fields["type"].default for kind in Block.__origin__.__args__}  # type: ignore[attr-defined]
    assert {block.type for block in article.body} == kinds
    story = page(book(article, pictures={"a.jpg": PICTURE}), STORY)
    assert lost(article, story) == []
    assert lost(an_article(deck="Tidak ada di sana"), story) == ["deck"]


def test_copy_is_set_as_a_newspaper_would() -> None:
    story = page(book(whole(), pictures={"a.jpg": PICTURE}), STORY)
    text = " ".join("".join(story.itertext()).split())
    assert "Kapal “Mutiara” tiba – terlambat… di dermaga." in text
    assert "Muatan 10–20 ton" in text
    assert "TELUK BARU, Kabar – Kapal" in text
    assert "Ralat, 21 September 2023. Bukan Senin." in text
    assert "20 September 2023, 09.00 WITA" in text
    assert [one.get("start") for one in story.iter(f"{HTML}ol")] == ["4"]
    assert [one.get("scope") for one in story.iter(f"{HTML}th")] == ["col", "col", "row"]


def test_hyphens_stay_what_they_are() -> None:
    story = page(book(an_article(body=[{"type": "paragraph", "text": "kura-kura"}])), STORY)
    assert "kura-kura" in "".join(story.itertext())


def test_headings_skip_no_level() -> None:
    story = page(book(whole()), STORY)
    levels = [
        int(one.tag[-1])
        for one in story.iter()
        if one.tag.removeprefix(HTML)[:1] == "h" and one.tag[-1].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_between_stories_lead_inside_and_others_out() -> None:
    text = (
        '<a href="https://contoh.id/dua?utm_source=x">dua</a> '
        '<a href="https://lain.id/a b">lain</a>'
    )
    one = an_article(body=[{"type": "paragraph", "text": text}])
    inside = {"https://contoh.id/dua?utm_source=x": "satu-2"}
    made = book(one, an_article(), inside=inside)
    links = [link.get("href") for link in page(made, STORY).iter(f"{HTML}a")]
    assert links == ["satu-2.xhtml", "https://lain.id/a%20b"]


def test_a_story_does_not_link_to_itself() -> None:
    address = "https://contoh.id/kapal"
    made = book(an_article(canonical_url=address), inside={address: "satu-1"})
    assert [link.get("href") for link in page(made, STORY).iter(f"{HTML}a")] == [address]


def test_a_picture_of_two_stories_lies_in_the_book_once() -> None:
    shown = an_article(picture=FIGURE, body=[{"type": "figure", **FIGURE}])
    made = book(shown, shown, pictures={"a.jpg": PICTURE})
    assert [one.path for one in made.files if one.path.startswith("pictures/")] == [
        f"pictures/{PICTURE.id[:24]}.jpg"
    ]
    images = list(page(made, STORY).iter(f"{HTML}img"))
    assert [image.get("src") for image in images] == [f"../pictures/{PICTURE.id[:24]}.jpg"] * 2
    assert [image.get("alt") for image in images] == ["Kapal putih."] * 2
    assert made.is_described is False


def test_pictures_that_tell_what_they_show_are_promised() -> None:
    figure = {**FIGURE, "picture": {"source": "a.jpg", "alt": "Kapal di dermaga."}}
    assert book(an_article(picture=figure), pictures={"a.jpg": PICTURE}).is_described is True


def test_pictures_that_are_not_cleared_or_not_there() -> None:
    barred = {"picture": {"source": "a.jpg", "cleared-for-print": False}, "cutline": "Rahasia."}
    made = book(an_article(picture=barred), pictures={"a.jpg": PICTURE})
    assert "Rahasia" not in "".join(page(made, STORY).itertext())
    assert all(not one.path.startswith("pictures/") for one in made.files)
    gone = page(book(an_article(picture=FIGURE)), STORY)
    assert "Gambar tidak dicetak" in "".join(gone.itertext())
    assert list(gone.iter(f"{HTML}img")) == []


def test_a_story_in_another_language_and_direction() -> None:
    story = page(book(an_article(language="ar", headline="خبر")), STORY)
    assert (story.get("lang"), story.get("dir")) == ("ar", "rtl")
    english = page(book(an_article(language="en", byline=["Ann"])), STORY)
    assert "By Ann" in "".join(english.itertext())
    assert book(an_article(language="en"), an_article()).languages == ("id", "en")


def test_contents_by_section() -> None:
    contents = page(book(an_article(), an_article(language="en")), "contents.xhtml")
    text = " ".join("".join(contents.itertext()).split())
    assert "Kabar Rawai Rabu, 20 September 2023 No. 7 · 4 halaman" in text
    assert "Daerah & Kota Judul 1 Judul 2 Boks redaksi" in text
    links = [link.get("href") for link in contents.iter(f"{HTML}a")]
    assert links[:3] == ["stories/satu-1.xhtml", "stories/satu-2.xhtml", "imprint.xhtml"]
    assert links[3:] == ["cover.xhtml", "contents.xhtml#contents", "stories/satu-1.xhtml"]


def test_an_imprint_only_where_there_is_one() -> None:
    imprint = page(book(an_article()), "imprint.xhtml")
    assert "Redaktur Ani Wowor, Johan Walewangko" in " ".join("".join(imprint.itertext()).split())
    made = book(an_article(), head=masthead(imprint={}))
    assert all(one.path != "imprint.xhtml" for one in made.files)


def test_files_in_the_order_of_reading() -> None:
    made = book(an_article(), an_article())
    read = [one.path for one in made.files if one.is_read]
    stories = ["stories/satu-1.xhtml", "stories/satu-2.xhtml"]
    assert read == ["cover.xhtml", "contents.xhtml", *stories, "imprint.xhtml"]
    assert [one.path for one in made.files if not one.is_read] == ["book.css", "cover.jpg"]


def test_the_same_book_and_a_later_one() -> None:
    first, again = book(an_article()), book(an_article())
    assert first == again
    later = book(an_article(), head=masthead(edition=2))
    assert later.identifier == first.identifier
    assert first.modified == dt.datetime(2023, 9, 20, 1, 0, tzinfo=dt.UTC)
    assert later.modified - first.modified == dt.timedelta(seconds=1)
    other = book(an_article(), head=masthead(name="Kabar Lain"))
    assert other.identifier != first.identifier
    assert first.identifier.startswith("urn:uuid:")


def test_characters_that_xml_cannot_hold_go() -> None:
    article = an_article(headline="Kapal\x0b tiba\x00", body=[])
    assert "Kapal tiba" in "".join(page(book(article), STORY).itertext())


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_a_page(headline: str, name: str) -> None:
    article = an_article().model_copy(
        update={"headline": RichText.plain(headline), "byline": (name,)}
    )
    assert page(book(article), STORY).tag == f"{HTML}html"


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("https://contoh.id/a?b=c&d=e#f", "https://contoh.id/a?b=c&d=e#f"),
        ("https://contoh.id/a b/[x]|y", "https://contoh.id/a%20b/%5Bx%5D%7Cy"),
        ("https://contoh.id/100%", "https://contoh.id/100%25"),
        ("https://contoh.id/%C3%A9#a#b", "https://contoh.id/%C3%A9#a%23b"),
        ("http://kafé.id:8080/é", "http://xn--kaf-dma.id:8080/%C3%A9"),
        ("https://ani:sandi@contoh.id/", "https://contoh.id/"),
        ("mailto:redaksi@contoh.id", "mailto:redaksi@contoh.id"),
        ("mailto:bukan alamat", ""),
        ("https://", ""),
        ("https://con toh.id/", ""),
        ("https://[::1/", ""),
        ("javascript:alert(1)", ""),
        ("https://contoh.id/" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_addresses_that_a_book_may_carry(written: str, spelled: str) -> None:
    assert web_address(written) == spelled


@given(st.text(max_size=200))
def test_any_address_is_spelled_or_dropped(text: str) -> None:
    for address in (text, f"https://{text}", f"https://contoh.id/{text}"):
        spelled = web_address(address)
        assert spelled.isascii()
        assert not set(spelled) & set(' "<>\\^`{|}\n')
        assert web_address(spelled) == spelled


def test_a_layout_without_a_book_says_what_is_missing() -> None:
    outside = LocalResources()
    reader = load_layout("reader", outside)
    with pytest.raises(LayoutError) as caught:
        book_layout(reader, "reader", outside)
    assert caught.value.findings[0].code == "layout-file-missing"
    assert caught.value.findings[0].facts["file"] == "epub/book.css"


def test_a_layout_of_ones_own_changes_one_file_of_the_book() -> None:
    files = {
        "ours/layout.yaml": b"name: ours\ninherits: edition\n",
        "ours/epub/book.css": b"body { margin: 0 }",
    }
    resources = MemoryResources({})
    shipped = LocalResources()
    for path in shipped.asset("layouts").rglob("*"):
        if path.is_file():
            resources.files[path.as_posix()] = path.read_bytes()
    metrics = shipped.asset("fonts/metrics.json")
    resources.files |= {metrics.as_posix(): metrics.read_bytes(), **files}
    ours = book_layout(load_layout("./ours", resources), "./ours", resources)
    assert ours.stylesheets == ("body { margin: 0 }",)
    assert ours.templates == layout().templates
    assert ours.fingerprint != layout().fingerprint


def test_a_broken_template_is_named() -> None:
    broken = replace(
        layout(),
        templates={**layout().templates, "story.html": "<html><p></html>"},
        fingerprint="broken",
    )
    with pytest.raises(LayoutError) as caught:
        compose_book(broken, facts(an_article()), COVER)
    assert caught.value.findings[0].code == "layout-not-well-formed"
    assert "stories/satu-1.xhtml" in str(caught.value.findings[0].facts["reason"])
