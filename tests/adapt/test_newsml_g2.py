from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cetak.adapt.documents import stories_of_xml
from cetak.article.draft import BlocksCopy, Draft, MarkupCopy
from cetak.article.story import Dateline, Status
from cetak.errors import SourceError

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>x</title></head><body><p>Kapal <em>pertama</em> tiba.</p></body></html>"
    "</inlineXML>"
)


def item(meta: str = "", about: str = "", content: str = XHTML, kind: str = "text") -> str:
    return (
        f'<newsItem {NS} guid="urn:c:1" version="4" xml:lang="id">'
        "<rightsInfo><copyrightHolder><name>Contoh</name></copyrightHolder></rightsInfo>"
        f'<itemMeta><itemClass qcode="ninat:{kind}"/><provider><name>Kantor Contoh</name>'
        f"</provider><versionCreated>2026-03-01T09:00:00+07:00</versionCreated>{meta}</itemMeta>"
        "<contentMeta><contentCreated>2026-03-01T08:00:00+07:00</contentCreated>"
        f"<headline>Pelabuhan dibuka</headline>{about}</contentMeta>"
        f"<contentSet>{content}</contentSet></newsItem>"
    )


def read(text: str) -> Draft:
    [draft] = stories_of_xml("a.xml", text)
    assert isinstance(draft, Draft)
    return draft


def test_an_item_becomes_facts_and_copy() -> None:
    about = (
        "<slugline>PELABUHAN</slugline><by>Oleh Ani Wijaya</by><urgency>2</urgency>"
        '<headline role="hld:kicker">Ekonomi</headline>'
        '<headline role="hld:sub">Setelah dua tahun</headline>'
        "<dateline>MAKASSAR, 1 Maret 2026 (Contoh)</dateline>"
        '<contributor role="ctrol:editor"><name>Cici</name></contributor>'
        "<keyword>kapal</keyword><subject><name>maritim</name></subject>"
    )
    draft = read(item('<pubStatus qcode="stat:usable"/>', about))
    facts = draft.facts
    assert facts.headline.text == "Pelabuhan dibuka"
    assert (facts.kicker.text, facts.deck.text) == ("Ekonomi", "Setelah dua tahun")
    assert facts.byline == ("Ani Wijaya",)
    assert [(one.role, one.name) for one in facts.credits] == [("Editor", "Cici")]
    assert facts.dateline == Dateline(place="MAKASSAR", date=dt.date(2026, 3, 1), agency="Contoh")
    assert facts.published == dt.datetime.fromisoformat("2026-03-01T08:00:00+07:00")
    assert facts.updated == dt.datetime.fromisoformat("2026-03-01T09:00:00+07:00")
    assert (facts.uri, facts.version, facts.slug) == ("urn:c:1", "4", "PELABUHAN")
    assert (facts.language, facts.priority) == ("id", 2)
    assert (facts.rights, facts.source) == ("© Contoh", "Kantor Contoh")
    assert facts.keywords == ("kapal", "maritim")
    assert facts.status is Status.USABLE
    assert draft.copy == MarkupCopy("<p>Kapal <em>pertama</em> tiba.</p>")


def test_nitf_inside_an_item_is_its_copy() -> None:
    nitf = (
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns=""><body><body.content>'
        "<p>Satu.</p><hl2>Antara</hl2></body.content></body></nitf></inlineXML>"
    )
    assert read(item(content=nitf)).copy == MarkupCopy("<p>Satu.</p><h2>Antara</h2>")


def test_plain_text_inside_an_item_is_its_copy() -> None:
    text = '<inlineData contenttype="text/plain">Satu &lt; dua.\n\nTiga.</inlineData>'
    assert read(item(content=text)).copy == MarkupCopy("<p>Satu &lt; dua.</p><p>Tiga.</p>")


@pytest.mark.parametrize(
    ("meta", "status", "code"),
    [
        ('<pubStatus qcode="stat:canceled"/>', Status.CANCELED, ""),
        ('<pubStatus qcode="stat:withheld"/>', Status.WITHHELD, ""),
        ("<embargoed/>", Status.WITHHELD, "embargo-unreadable"),
        ("<embargoed>besok</embargoed>", Status.WITHHELD, "embargo-unreadable"),
    ],
)
def test_what_must_not_print_is_held_back(meta: str, status: Status, code: str) -> None:
    draft = read(item(meta))
    assert draft.facts.status is status
    assert "".join(finding.code for finding in draft.findings) == code


def test_an_embargo_is_a_moment() -> None:
    draft = read(item("<embargoed>2026-03-02T06:00:00+07:00</embargoed>"))
    moment = dt.datetime.fromisoformat("2026-03-02T06:00:00+07:00")
    assert draft.facts.embargoed_until == moment
    assert draft.facts.status is Status.USABLE


def test_a_photo_is_printed_from_its_best_rendition() -> None:
    files = (
        '<remoteContent rendition="rnd:thumb" href="t.jpg" contenttype="image/jpeg" width="90"/>'
        '<remoteContent rendition="rnd:highRes" href="./h%20r.jpg" contenttype="image/jpeg" '
        'width="900" height="600"/>'
        '<remoteContent rendition="rnd:x" href="file:///etc/passwd" width="9000" height="9000"/>'
    )
    about = (
        '<creator role="crol:photographer"><name>Budi</name></creator>'
        '<description role="drol:caption">Dermaga\n baru.</description>'
        "<creditline>Contoh/Budi</creditline>"
    )
    draft = read(item(about=about, content=files, kind="picture"))
    figure = draft.facts.picture
    assert figure is not None
    assert figure.picture.source == "h r.jpg"
    assert figure.picture.credit == "Contoh/Budi"
    assert figure.cutline.text == "Dermaga baru."
    assert draft.facts.byline == ("Budi",)
    assert draft.copy == BlocksCopy(())
    assert draft.facts.status is Status.USABLE


def test_a_message_gives_each_of_its_items() -> None:
    second = item().replace("Pelabuhan dibuka", "Pasar ramai")
    text = f"<newsMessage {NS}><header/><itemSet>{item()}{second}</itemSet></newsMessage>"
    found = list(stories_of_xml("m.xml", text))
    assert [one.name for one in found] == ["m.xml#1", "m.xml#2"]
    headlines = [one.facts.headline.text for one in found if isinstance(one, Draft)]
    assert headlines == ["Pelabuhan dibuka", "Pasar ramai"]


def test_a_message_of_a_text_and_its_pictures_is_one_story() -> None:
    file = '<remoteContent href="{}.jpg" contenttype="image/jpeg"/>'
    about = '<description role="drol:caption">Gambar {}.</description>'
    photos = [item(about=about.format(n), content=file.format(n), kind="picture") for n in "ab"]
    held = item('<pubStatus qcode="stat:canceled"/>', content=file.format("c"), kind="picture")
    inside = photos[0] + item() + photos[1] + held
    draft = read(f"<newsMessage {NS}><itemSet>{inside}</itemSet></newsMessage>")
    assert draft.facts.picture is not None
    assert draft.facts.picture.picture.source == "a.jpg"
    assert isinstance(draft.copy, MarkupCopy)
    assert draft.copy.markup == (
        '<p>Kapal <em>pertama</em> tiba.</p><figure><img src="b.jpg" alt="Pelabuhan dibuka">'
        "<figcaption>Gambar b.</figcaption></figure>"
    )


def test_a_package_lists_what_it_refers_to() -> None:
    text = (
        f'<packageItem {NS} guid="p"><contentMeta><headline>Pagi</headline></contentMeta>'
        '<groupSet root="G"><group id="G"><itemRef residref="a"><title>Satu</title>'
        "<description>Ringkas.</description></itemRef><itemRef><title>Dua</title></itemRef>"
        "</group></groupSet></packageItem>"
    )
    draft = read(text)
    assert draft.facts.headline.text == "Pagi"
    assert draft.copy == MarkupCopy("<ul><li>Satu: Ringkas.</li><li>Dua</li></ul>")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"<!DOCTYPE newsItem SYSTEM 'http://127.0.0.1/x.dtd'>{item()}", "xml-doctype"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><newsItem>&a;</newsItem>', "xml-doctype"),
        (item()[:400], "xml-broken"),
        (item(about="&a;"), "xml-broken"),
        (f"<newsItem>{'<a>' * 10_000}", "xml-too-deep"),
        ("<unknown/>", "xml-root-unknown"),
    ],
    ids=["external", "entity", "cut", "undeclared", "deep", "unknown"],
)
def test_hostile_files_are_refused(text: str, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(stories_of_xml("a.xml", text))
    assert [finding.code for finding in caught.value.findings] == [code]


def _expected() -> list[tuple[str, dict[str, Any]]]:
    index = CORPUS / "index.json"
    if not index.exists():
        return []
    entries = json.loads(index.read_text("utf-8"))["structured"]
    return [(one["file"], one["expect"]) for one in entries if one["format"] == "newsmlg2"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize(("file", "expect"), _expected(), ids=lambda value: str(value)[-24:])
def test_the_corpus_comes_out_as_its_index_says(file: str, expect: dict[str, Any]) -> None:
    facts = read((CORPUS / file).read_text("utf-8")).facts
    assert facts.headline.text == (expect["headline"] or "")
    assert facts.byline == ((expect["byline"],) if expect["byline"] else ())
    stated = facts.dateline
    if expect["dateline"]:
        assert stated is not None
        assert f"{stated.place} ({stated.agency})" == expect["dateline"]
