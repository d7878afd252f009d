from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cetak.adapt.ninjs import is_ninjs, read_ninjs
from cetak.article.draft import BlocksCopy, MarkupCopy
from cetak.article.story import Dateline, Status

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
FLAT: dict[str, Any] = {
    "uri": "urn:pelabuhan:1",
    "type": "text",
    "headline": "Pelabuhan baru dibuka",
    "byline": "Oleh Ani Wijaya",
    "body_xhtml": "<p>Pelabuhan itu dibuka pagi ini.</p><p>Kapal pertama merapat.</p>",
    "body_text": "Pelabuhan itu dibuka pagi ini. Kapal pertama merapat.",
    "versioncreated": "2026-03-01T08:00:00+08:00",
    "located": "Makassar",
    "language": "id",
    "copyrightholder": "Kantor Berita Contoh",
    "urgency": 3,
    "subject": [{"name": "pelabuhan"}, {"name": "ekonomi"}],
    "associations": {
        "sampul": {
            "type": "picture",
            "headline": "Dermaga",
            "byline": "Budi",
            "description_text": "Dermaga baru pada pagi hari.",
            "usageterms": "Editorial use only",
            "renditions": {
                "thumb": {"href": "https://example.com/t.jpg", "width": 100, "height": 80},
                "main": {
                    "href": "https://example.com/m.jpg",
                    "mimetype": "image/jpeg",
                    "width": 1200,
                    "height": 900,
                },
                "film": {"href": "https://example.com/m.mp4", "mimetype": "video/mp4"},
            },
        },
        "lagi": {
            "type": "picture",
            "usageterms": "Digital only",
            "renditions": {"main": {"href": "https://example.com/x.jpg"}},
        },
    },
}
ROLES: dict[str, Any] = {
    "uri": "urn:harbour:3",
    "type": "text",
    "versionCreated": "2026-03-01T08:00:00Z",
    "headlines": [
        {"role": "kicker", "value": "Economy"},
        {"role": "main", "value": "Harbour opens"},
        {"role": "deck", "value": "First ship since the flood"},
    ],
    "by": "Ann Reed",
    "located": "HULL",
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "Plain."},
        {"role": "html", "contentType": "text/html", "value": "<p>The harbour opened.</p>"},
    ],
    "copyrightNotice": "© 2026 Example",
    "pubStatus": "usable",
    "embargoedUntil": "2026-03-02T06:00:00Z",
    "associations": [
        {
            "name": "main",
            "type": "picture",
            "by": "Cy Holt",
            "descriptions": [{"role": "caption", "value": "The new quay."}],
            "renditions": [{"name": "main", "href": "https://example.com/q.jpg"}],
        }
    ],
}


def test_flat_fields_become_facts() -> None:
    draft = read_ninjs("a.json", FLAT)
    facts = draft.facts
    assert facts.headline.text == "Pelabuhan baru dibuka"
    assert facts.byline == ("Ani Wijaya",)
    assert facts.dateline == Dateline(place="Makassar")
    assert facts.published == dt.datetime.fromisoformat("2026-03-01T08:00:00+08:00")
    assert facts.updated is None
    assert (facts.language, facts.uri, facts.priority) == ("id", "urn:pelabuhan:1", 3)
    assert facts.rights == "© Kantor Berita Contoh"
    assert facts.keywords == ("pelabuhan", "ekonomi")
    assert draft.copy == MarkupCopy(FLAT["body_xhtml"])


def test_the_best_rendition_is_the_main_picture() -> None:
    figure = read_ninjs("a.json", FLAT).facts.picture
    assert figure is not None
    assert figure.picture.source == "https://example.com/m.jpg"
    assert figure.picture.alt == "Dermaga"
    assert figure.picture.credit == "Budi"
    assert figure.cutline.text == "Dermaga baru pada pagi hari."
    assert figure.picture.cleared_for_print


def test_terms_that_forbid_print_keep_a_picture_out() -> None:
    draft = read_ninjs("a.json", FLAT)
    assert isinstance(draft.copy, MarkupCopy)
    assert "x.jpg" not in draft.copy.markup


def test_fields_with_roles_become_facts() -> None:
    facts = read_ninjs("a.json", ROLES).facts
    assert facts.kicker.text == "Economy"
    assert facts.headline.text == "Harbour opens"
    assert facts.deck.text == "First ship since the flood"
    assert facts.byline == ("Ann Reed",)
    assert facts.rights == "© 2026 Example"
    assert facts.embargoed_until == dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    assert facts.picture is not None
    assert facts.picture.cutline.text == "The new quay."


def test_markup_wins_over_plain_text_in_the_body() -> None:
    assert read_ninjs("a.json", ROLES).copy == MarkupCopy("<p>The harbour opened.</p>")


def test_plain_text_becomes_paragraphs_and_stays_text() -> None:
    item = {"uri": "x", "headline": "H", "body_text": "A < B & C.\n\nSecond\nline."}
    assert read_ninjs("a", item).copy == MarkupCopy(
        "<p>A &lt; B &amp; C.</p><p>Second<br>line.</p>"
    )


def test_a_place_is_not_written_twice() -> None:
    body = "<p>GROSSETO, Italy (AP) -- The trial has begun.</p>"
    assert read_ninjs("a", {**FLAT, "body_xhtml": body}).facts.dateline is None


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("usable", Status.USABLE),
        ("stat:usable", Status.USABLE),
        ("withheld", Status.WITHHELD),
        ("canceled", Status.CANCELED),
        ("something", Status.WITHHELD),
    ],
)
def test_only_what_is_usable_prints(given: str, status: Status) -> None:
    assert read_ninjs("a", {**FLAT, "pubstatus": given}).facts.status is status


def test_an_embargo_that_cannot_be_read_holds_the_story_back() -> None:
    draft = read_ninjs("a", {**FLAT, "embargoed": "next Friday noon"})
    assert draft.facts.status is Status.WITHHELD
    assert [finding.code for finding in draft.findings] == ["embargo-unreadable"]


def test_no_title_or_no_body_holds_the_story_back_and_says_so() -> None:
    draft = read_ninjs("a", {"uri": "x", "versioncreated": "0000-00-00"})
    assert draft.facts.status is Status.WITHHELD
    codes = [finding.code for finding in draft.findings]
    assert codes == [
        "date-unreadable",
        "date-unreadable",
        "item-without-title",
        "item-without-copy",
    ]


def test_values_of_a_wrong_kind_are_passed_over() -> None:
    wrong = {"uri": ["x"], "headline": {"a": 1}, "by": 3, "bodies": "x", "headlines": [None, 4]}
    draft = read_ninjs("a", {**wrong, "renditions": [[]], "associations": 7, "subject": "x"})
    assert draft.copy == BlocksCopy(())


def test_characters_that_no_page_may_hold_cost_no_story() -> None:
    one = {"type": "picture", "description_text": "A\x00\ufffe", "headline": "\x08"}
    pictures = [{**one, "renditions": [{"href": f"https://e.id/{n}.jpg"}]} for n in range(2)]
    draft = read_ninjs("a", {**FLAT, "associations": pictures})
    assert isinstance(draft.copy, MarkupCopy)
    assert "<figcaption>A</figcaption>" in draft.copy.markup


def test_a_story_in_our_own_fields_is_not_ninjs() -> None:
    assert not is_ninjs({"headline": "A", "byline": "B", "body": [], "uri": "x"})
    assert is_ninjs(FLAT)
    assert is_ninjs(ROLES)


def _expected() -> list[tuple[str, dict[str, Any]]]:
    index = CORPUS / "index.json"
    if not index.exists():
        return []
    entries = json.loads(index.read_text("utf-8"))["structured"]
    return [(one["file"], one["expect"]) for one in entries if one["format"] == "ninjs"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize(("file", "expect"), _expected(), ids=lambda value: str(value)[-24:])
def test_the_corpus_comes_out_as_its_index_says(file: str, expect: dict[str, Any]) -> None:
    value = json.loads((CORPUS / file).read_text("utf-8"))
    assert is_ninjs(value)
    draft = read_ninjs(file, value)
    facts = draft.facts
    assert facts.headline.text == expect["headline"]
    assert facts.byline == ((expect["byline"],) if expect["byline"] else ())
    assert facts.published == dt.datetime.fromisoformat(expect["versioncreated"])
    assert facts.language == (expect["language"] or "")
    assert facts.status is Status.USABLE
    if "xhtml" in str(expect["body_keys"]):
        assert isinstance(draft.copy, MarkupCopy)
        assert draft.copy.markup.count("<p>") == 4
        size = expect["body_chars"].get("body_xhtml", 979)
        assert len(draft.copy.markup.replace("<body>", "").replace("</body>", "")) == size
    pictures = expect["associations"] + (expect["type"] == "picture")
    assert (facts.picture is not None) == bool(pictures)
