from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cetak.adapt.wordpress import is_post, read_post
from cetak.article.draft import MarkupCopy
from cetak.article.story import Status

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
POST: dict[str, Any] = {
    "id": 5,
    "date": "2026-03-01T10:00:00",
    "date_gmt": "2026-03-01T03:00:00",
    "modified": "2026-03-01T11:00:00",
    "modified_gmt": "2026-03-01T04:00:00",
    "guid": {"rendered": "https://example.id/?p=5"},
    "slug": "pasar-ramai",
    "status": "publish",
    "link": "https://example.id/pasar-ramai/",
    "title": {"rendered": "Pasar &#8220;Lama&#8221; ramai"},
    "content": {"rendered": "\n<p>Pasar ramai pagi ini.</p>\n", "protected": False},
    "excerpt": {"rendered": "<p>Pasar ramai pagi [&hellip;]</p>"},
    "_embedded": {
        "author": [{"name": "Ani Wijaya"}],
        "wp:featuredmedia": [
            {
                "source_url": "https://example.id/p.jpg",
                "alt_text": "Pasar",
                "media_type": "image",
                "caption": {"rendered": "<p>Pasar pagi. Foto: Budi</p>"},
            }
        ],
        "wp:term": [
            [{"taxonomy": "category", "name": "Ekonomi &amp; Bisnis"}],
            [{"taxonomy": "post_tag", "name": "pasar"}],
        ],
    },
}


def test_a_post_becomes_facts() -> None:
    draft = read_post("p.json", POST)
    facts = draft.facts
    assert facts.headline.text == "Pasar “Lama” ramai"
    assert facts.byline == ("Ani Wijaya",)
    assert facts.published == dt.datetime.fromisoformat("2026-03-01T10:00:00+07:00")
    assert facts.updated == dt.datetime.fromisoformat("2026-03-01T11:00:00+07:00")
    assert (facts.section, facts.keywords) == ("Ekonomi & Bisnis", ("pasar",))
    assert (facts.slug, facts.uri) == ("pasar-ramai", "https://example.id/?p=5")
    assert facts.canonical_url == "https://example.id/pasar-ramai/"
    assert facts.picture is not None
    assert facts.picture.picture.source == "https://example.id/p.jpg"
    assert facts.picture.cutline.text == "Pasar pagi. Foto: Budi"
    assert isinstance(draft.copy, MarkupCopy)
    assert draft.copy.markup.strip() == "<p>Pasar ramai pagi ini.</p>"
    assert draft.copy.base_url == "https://example.id/pasar-ramai/"
    assert draft.findings == ()


def test_an_excerpt_made_from_the_copy_is_no_deck() -> None:
    assert not read_post("p", POST).facts.deck
    own = {**POST, "excerpt": {"rendered": "<p>Pedagang senang.</p>"}}
    assert read_post("p", own).facts.deck.text == "Pedagang senang."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": "draft"}, "post-not-public"),
        ({"status": "private"}, "post-not-public"),
        ({"content": {"rendered": "<p>x</p>", "protected": True}}, "post-protected"),
        ({"content": {"rendered": "<p>x</p>", "protected": "true"}}, "post-protected"),
        ({"title": {"rendered": ""}}, "item-without-title"),
    ],
)
def test_what_must_not_print_is_held_back(changes: dict[str, Any], code: str) -> None:
    draft = read_post("p", {**POST, **changes})
    assert draft.facts.status is Status.WITHHELD
    assert [finding.code for finding in draft.findings] == [code]


@pytest.mark.parametrize(
    "made",
    [
        "Pasar ramai pagi ini.",
        "Pasar ramai &hellip; <a>Continue reading Pasar</a>",
        "Pasar ramai [...]",
        "<p>Pasar ramai [&#8230;]</p><p>The post <a>P</a> appeared first on <a>H.id</a>.</p>",
    ],
)
def test_a_start_with_a_link_to_the_rest_is_no_deck(made: str) -> None:
    assert not read_post("p", {**POST, "excerpt": {"rendered": made}}).facts.deck


BLOCKS = """<p>Jembatan <b>dibuka</b>, kata bupati pada Rabu pagi.</p>
<figure><img src="a.jpg"><figcaption>Jembatan itu.</figcaption></figure>
<p>Papannya diganti kayu ulin dari hulu.</p><ul><li>Lebar dua meter</li></ul>
<p>[cetak-web-only]Tekan tombol merah.[/cetak-web-only]</p>
<p>Upacara dihadiri kepala tujuh dusun dan warga.</p>"""
START = "Jembatan dibuka, kata bupati pada Rabu pagi. Papannya diganti kayu ulin"


@pytest.mark.parametrize(
    "made",
    [
        START
        + " dari hulu. [cetak-web-only]Tekan tombol merah.[/cetak-web-only] Upacara dihadiri "
        "kepala tujuh dusun dan warga.",
        START + " [&hellip;]",
        "Papannya diganti kayu ulin dari hulu. Upacara dihadiri [&hellip;]",
    ],
)
def test_an_excerpt_that_leaves_blocks_out_is_no_deck(made: str) -> None:
    post = {**POST, "content": {"rendered": BLOCKS}, "excerpt": {"rendered": f"<p>{made}</p>"}}
    assert not read_post("p", post).facts.deck


@pytest.mark.parametrize(
    "chosen",
    ["Papannya diganti kayu ulin dari hulu.", "Jembatan dibuka dan dihadiri tujuh dusun."],
)
def test_a_sentence_that_an_editor_chose_is_a_deck(chosen: str) -> None:
    post = {**POST, "content": {"rendered": BLOCKS}, "excerpt": {"rendered": f"<p>{chosen}</p>"}}
    assert read_post("p", post).facts.deck.text == chosen


def test_a_post_without_its_embedded_parts_is_still_a_story() -> None:
    bare = {key: value for key, value in POST.items() if key != "_embedded"}
    facts = read_post("p", bare).facts
    assert (facts.headline.text, facts.byline) == ("Pasar “Lama” ramai", ())


def test_values_of_a_wrong_kind_are_passed_over() -> None:
    wrong = {"_embedded": {"author": "x", "wp:term": [["a", 3], None], "wp:featuredmedia": [1]}}
    assert read_post("p", {**POST, **wrong, "date": 4}).facts.section == ""


def test_characters_that_no_page_may_hold_cost_no_story() -> None:
    hostile = "https://youtu.be/a\x08b\x00&#8;\n[embed]https://youtu.be/\x0b[/embed] [audio https://e/\x01]"
    media = {"source_url": "https://e.id/\x02.jpg", "alt_text": "\x00", "media_type": "image"}
    draft = read_post(
        "p",
        {
            **POST,
            "title": {"rendered": "A\x00B"},
            "content": {"raw": hostile + "\ufffe"},
            "_embedded": {"wp:featuredmedia": [media]},
        },
    )
    assert isinstance(draft.copy, MarkupCopy)
    assert "youtu.be" in draft.copy.markup


def test_only_posts_are_taken_for_posts() -> None:
    assert is_post(POST)
    assert not is_post({"title": "A", "body": []})
    assert not is_post([POST])


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_the_corpus_comes_out_as_its_index_says() -> None:
    entries = json.loads((CORPUS / "index.json").read_text("utf-8"))["structured"]
    entry = next(one for one in entries if one["format"] == "wprest")
    posts = json.loads((CORPUS / entry["file"]).read_text("utf-8"))
    assert len(posts) == entry["expect"]["posts"]
    for value, expect in zip(posts, entry["expect"]["first"], strict=True):
        draft = read_post("p", value)
        assert draft.facts.headline.text == expect["title"]
        published = draft.facts.published
        assert isinstance(published, dt.datetime)
        assert published.replace(tzinfo=None).isoformat() == expect["date"]
        assert isinstance(draft.copy, MarkupCopy)
        assert len(draft.copy.markup) == expect["chars"]
        assert draft.facts.status is Status.USABLE
        featured = value["_embedded"].get("wp:featuredmedia")
        assert (draft.facts.picture is not None) == bool(featured)
