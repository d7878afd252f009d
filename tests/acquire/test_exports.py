from __future__ import annotations

import io
import json
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from cetak.acquire.export_items import pieces
from cetak.acquire.exports import Opened, listed_stories, stories_in
from cetak.acquire.sources import Raw, Unreadable, gather
from cetak.adapt import read_story
from cetak.article.draft import MarkupCopy
from cetak.article.story import Status
from cetak.errors import CetakError, SourceError
from cetak.resources import LocalResources, MemoryResources

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made for a test -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harian</title><language>id</language>
<wp:author><wp:author_login>ani</wp:author_login>
<wp:author_display_name><![CDATA[Ani Wijaya]]></wp:author_display_name></wp:author>
<wp:category><wp:cat_name>Kota</wp:cat_name></wp:category>
"""
FOOT = "</channel>\n</rss>\n"
FILE = (
    "<item><title>b</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>"
    "<wp:post_parent>1</wp:post_parent><excerpt:encoded><![CDATA[Air & lumpur]]></excerpt:encoded>"
    "<wp:attachment_url>https://e.id/b.jpg</wp:attachment_url><wp:postmeta><wp:meta_key>"
    "_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[Jalan]]></wp:meta_value>"
    "</wp:postmeta></item>\n"
)


def item(slug: str, text: str = "Naskah.", kind: str = "post", number: int = 1) -> str:
    return (
        f"<item><title>Judul {slug}</title><dc:creator><![CDATA[ani]]></dc:creator>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_name><![CDATA[{slug}]]></wp:post_name><wp:post_type>{kind}</wp:post_type>"
        "<wp:status>publish</wp:status></item>\n"
    )


def opened(text: str | bytes) -> Opened:
    content = text.encode() if isinstance(text, str) else text
    return lambda: io.BytesIO(content)


def parts(*items: str, foot: str = FOOT) -> list[tuple[str, str]]:
    found = stories_in("e.xml", opened(HEAD + "".join(items) + foot))
    return [(label, _code(part) or _headline(label, part)) for label, part in found]


def _code(part: bytes | CetakError) -> str:
    return part.findings[0].code if isinstance(part, CetakError) else ""


def _headline(label: str, part: bytes | CetakError) -> str:
    assert isinstance(part, bytes)
    try:
        return read_story(label, part).facts.headline.text
    except SourceError as problem:
        return problem.findings[0].code


def test_each_item_becomes_a_story_of_its_own() -> None:
    assert parts(item("satu"), item("menu", kind="nav_menu_item"), item("dua", kind="page")) == [
        ("e.xml#satu", "Judul satu"),
        ("e.xml#dua", "Judul dua"),
    ]


def test_a_story_keeps_its_author_and_pictures_wherever_they_stand() -> None:
    post = item("a", "Teks. [gallery]")
    for items in ((post, FILE), (FILE, post)):
        [(label, part)] = stories_in("e.xml", opened(HEAD + "".join(items) + FOOT))
        assert isinstance(part, bytes)
        draft = read_story(label, part)
        assert draft.facts.byline == ("Ani Wijaya",)
        assert draft.facts.language == "id"
        assert isinstance(draft.copy, MarkupCopy)
        assert '<img src="https://e.id/b.jpg" alt="Jalan">' in draft.copy.markup
        markup = draft.copy.markup.replace("\n", "")
        assert "<figcaption>Air &amp; lumpur</figcaption>" in markup


def test_names_are_given_once_and_are_fit_for_files() -> None:
    items = item("a b/../c"), item("sama"), item("sama"), item("", number=77)
    assert [label for label, _ in parts(*items)] == [
        "e.xml#a-b-c",
        "e.xml#sama",
        "e.xml#sama-3",
        "e.xml#77",
    ]


def test_a_file_that_was_cut_costs_the_last_item_only() -> None:
    whole = HEAD + item("satu") + item("dua") + item("tiga")
    cut = whole[: whole.index("Judul tiga") + 40]
    found = [(label, _code(part)) for label, part in stories_in("e.xml", opened(cut))]
    assert found == [("e.xml#satu", ""), ("e.xml#dua", ""), ("e.xml#3", "item-cut")]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (item("x").replace("</title>", "</titel>"), "xml-broken"),
        (item("x").replace("</item>", ""), "item-cut"),
        (item("x").replace("]]></content:encoded>", "</content:encoded>"), "xml-broken"),
        (item("x").replace("<![CDATA[x]]>", "x").replace(".]]>", "."), "item-cut"),
        (item("x").replace("Judul", "<b>" * 10_000), "xml-too-deep"),
        (item("x").replace("Judul", "&xxe;"), "xml-broken"),
    ],
    ids=["tags", "never closed", "CDATA closed late", "CDATA never closed", "deep", "entity"],
)
def test_a_malformed_item_is_set_aside_and_the_others_are_read(broken: str, code: str) -> None:
    found = parts(item("satu"), broken, item("dua"), item("tiga"))
    assert [told for _, told in found] == ["Judul satu", code, "Judul dua", "Judul tiga"]


def test_tags_inside_cdata_and_comments_are_text() -> None:
    text = "Tulis &lt;item&gt; atau <item> dan </item> <!-- <item> --> di sini."
    assert parts(item("a", text), "<!-- <item> -->", item("b")) == [
        ("e.xml#a", "Judul a"),
        ("e.xml#b", "Judul b"),
    ]


def test_control_characters_cost_no_story() -> None:
    [(label, part)] = stories_in("e.xml", opened(HEAD + item("a", "Ba\x08ik\x00.") + FOOT))
    assert isinstance(part, bytes)
    with pytest.raises(SourceError) as caught:
        read_story(label, part)
    assert caught.value.findings[0].code == "source-binary"
    draft = read_story(label, part.replace(b"\x00", b""))
    assert draft.copy == MarkupCopy("<p>Baik.</p>")
    assert [finding.code for finding in draft.findings] == ["xml-characters-dropped"]


def test_a_document_type_is_refused_before_anything_is_read() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    text = (HEAD + item("a", "&b;") + FOOT).replace("<rss", f"{bomb}<rss", 1)
    assert [_code(part) for _, part in stories_in("e.xml", opened(text))] == ["xml-doctype"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            '<rss version="2.0"><channel><title>F</title><item><title>Satu</title>'
            "<link>https://e.id/satu/</link><description>x</description></item>"
            "<item><title>Dua</title></item></channel></rss>",
            "f.xml#satu",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>'
            "<entry><title>Satu</title><content>x</content></entry>"
            "<entry><title>Dua</title></entry></feed>",
            "f.xml#1",
        ),
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/"><channel><title>F</title><items/></channel>'
            "<item><title>Satu</title></item><item><title>Dua</title></item></rdf:RDF>",
            "f.xml#1",
        ),
        (
            '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
            "<newsItem><contentMeta><headline>Satu</headline></contentMeta></newsItem>"
            "<newsItem><contentMeta><headline>Dua</headline></contentMeta></newsItem>"
            "</itemSet></newsMessage>",
            "f.xml#1",
        ),
    ],
    ids=["RSS", "Atom", "RDF", "NewsML-G2"],
)
def test_feeds_and_messages_are_taken_apart_too(text: str, label: str) -> None:
    found = [(name, _headline(name, part)) for name, part in stories_in("f.xml", opened(text))]
    assert [told for _, told in found] == ["Satu", "Dua"]
    assert found[0][0] == label


def test_a_message_of_a_text_and_its_pictures_is_one_story() -> None:
    def news(kind: str, guid: str) -> str:
        meta = f'<itemMeta><itemClass qcode="ninat:{kind}"/></itemMeta>'
        return f'<newsItem guid="{guid}">{meta}</newsItem>'

    def labels(*items: str) -> list[str]:
        text = f"<newsMessage><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"
        return [label for label, _ in stories_in("m.xml", opened(text))]

    picture, text = news("picture", "p"), news("text", "t")
    assert labels(picture, text, picture) == ["m.xml#2"]
    assert labels(text, text, picture) == ["m.xml#1", "m.xml#2", "m.xml#3"]
    assert labels(picture, picture) == ["m.xml#1", "m.xml#2"]


def test_a_list_of_posts_is_taken_apart_and_other_lists_are_not() -> None:
    post = {"title": {"rendered": "A"}, "content": {"rendered": "<p>é</p>"}, "slug": "a"}
    content = json.dumps([post, {**post, "slug": "b", "title": {"rendered": "B"}}]).encode()
    found = [(name, _headline(name, part)) for name, part in listed_stories("p.json", content)]
    assert found == [("p.json#a", "A"), ("p.json#b", "B")]
    for other in (b"[1, 2]", b'[{"headline": "A"}]', b"[" * 100_000, b"[{", b'[{"a": 1}, 2]'):
        assert list(listed_stories("p.json", other)) == [("p.json", other)]


def test_one_bad_item_of_a_list_never_stops_the_others() -> None:
    post = {"title": {"rendered": "A"}, "content": {"rendered": "<p>b</p>"}, "slug": "a"}
    content = json.dumps([post, None, {"code": "rest_forbidden"}, {**post, "slug": "b"}]).encode()
    found = [(name, _headline(name, part)) for name, part in listed_stories("p.json", content)]
    assert found == [
        ("p.json#a", "A"),
        ("p.json#2", "story-without-fields"),
        ("p.json#3", "field-unknown"),
        ("p.json#b", "A"),
    ]


def test_files_folders_and_standard_input_give_every_story() -> None:
    content = (HEAD + item("satu") + item("dua") + FOOT).encode()
    resources = MemoryResources({"/d/e.xml": content, "/d/a.nitf": b"<nitf/>"})
    found = list(gather(["/d"], resources, lambda: b""))
    assert [one.name for one in found] == ["/d/a.nitf", "/d/e.xml#satu", "/d/e.xml#dua"]
    assert [one.folder for one in found if isinstance(one, Raw)] == [Path("/d")] * 3
    piped = list(gather(["-"], resources, lambda: content))
    assert [one.name for one in piped] == ["-#satu", "-#dua"]
    assert all(isinstance(one, Raw) and one.folder is None for one in piped)
    assert [_headline(one.name, one.content) for one in piped if isinstance(one, Raw)] == [
        "Judul satu",
        "Judul dua",
    ]


def test_a_file_that_is_missing_is_told_once(tmp_path: Path) -> None:
    found = list(gather([str(tmp_path / "e.xml")], LocalResources(), lambda: b""))
    assert [isinstance(one, Unreadable) for one in found] == [True]


class Endless(io.RawIOBase):
    """An export of as many items as asked for, made while it is read."""

    def __init__(self, items: int) -> None:
        self._left = items
        self._text = HEAD.encode()

    def read(self, size: int | None = -1) -> bytes:
        while self._left and len(self._text) < (size or 0):
            self._text += item(f"s{self._left}", "Naskah panjang. " * 300).encode()
            self._left -= 1
            if not self._left:
                self._text += FOOT.encode()
        given, self._text = self._text[:size], self._text[size or 0 :]
        return given


def test_a_large_export_is_read_in_flat_memory() -> None:
    def made() -> BinaryIO:
        return Endless(8_000)  # type: ignore[return-value]

    tracemalloc.start()
    count = sum(isinstance(part, bytes) for _, part in stories_in("e.xml", made))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 8_000
    assert peak < 12_000_000


@pytest.mark.parametrize(
    "text",
    [
        "<item>" * 30_000,
        "<![CDATA[" * 20_000,
        "<!--" * 40_000,
        "</item>" * 30_000,
        "<wp:author>" * 9000,
    ],
    ids=["openings", "sections", "comments", "closings", "authors"],
)
def test_hostile_files_are_taken_apart_in_linear_time(text: str) -> None:
    assert list(stories_in("e.xml", opened(HEAD + text + item("a") + FOOT)))
    assert sum(len(piece.content) for piece in pieces(io.BytesIO(text.encode()), (b"item",))) > 0


def _expected() -> list[tuple[str, dict[str, Any]]]:
    index = CORPUS / "index.json"
    if not index.exists():
        return []
    entries = json.loads(index.read_text("utf-8"))["structured"]
    return [(one["file"], one["expect"]) for one in entries if one["format"] == "wxr"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize(("file", "expect"), _expected(), ids=lambda value: str(value)[-24:])
def test_the_corpus_gives_as_many_stories_as_its_index_says(
    file: str, expect: dict[str, Any]
) -> None:
    found = list(gather([str(CORPUS / file)], LocalResources(), lambda: b""))
    drafts = [read_story(one.name, one.content) for one in found if isinstance(one, Raw)]
    assert len(found) == len(drafts) == len(expect["posts"])
    statuses = Counter(draft.facts.status for draft in drafts)
    printable = [
        post
        for post in expect["posts"]
        if post["status"] == "publish"
        and not post["password"]
        and post["title"]
        and (post["chars"] or False)
    ]
    assert statuses[Status.USABLE] == len(printable)
