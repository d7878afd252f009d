from __future__ import annotations

import pytest

from cetak.adapt import FORMATS, SUFFIXES, read_story
from cetak.article.draft import BlocksCopy, LinesCopy, MarkupCopy
from cetak.errors import SourceError

MEGABYTE = 1024 * 1024


def _code(name: str, content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_story(name, content)
    assert caught.value.findings[0].where.source == name
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("content", "copy"),
    [
        (b'{"headline": "x", "body": ["a"]}', BlocksCopy),
        (b"---\nheadline: x\n---\na", MarkupCopy),
        (b"headline: x\nbody: [a]\n", BlocksCopy),
        (b"# Rain\n\nIt rained.\n", MarkupCopy),
        (b"Headline\n\nRain at last\n\nKUPANG - It rained.\n", LinesCopy),
        (b"Penulis: Ani\n\nIt rained.\n", LinesCopy),
    ],
)
def test_without_a_suffix_the_content_tells(content: bytes, copy: type) -> None:
    assert isinstance(read_story("-", content).copy, copy)
    assert isinstance(read_story("story", content).copy, copy)


def test_every_suffix_has_a_reader() -> None:
    assert set(SUFFIXES.values()) == set(FORMATS)
    assert isinstance(read_story("A.YML", b"headline: x").copy, BlocksCopy)
    assert isinstance(read_story("a.txt", b"{}").copy, LinesCopy)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.yaml", b"", "source-empty"),
        ("a.txt", b" \n\t\r\n", "source-empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "source-empty"),
        ("a.md", b"%PDF-1.7 ...", "source-binary"),
        ("a.txt", b"PK\x03\x04...", "source-binary"),
        ("a.txt", b"text\x00text", "source-binary"),
        ("a.yaml", b"a" * (10 * MEGABYTE + 1), "source-too-large"),
        ("a.md", b"word " * 500_000, "source-too-large"),
        ("a.html", b"", "source-empty"),
        ("a.html", b"a" * (10 * MEGABYTE + 1), "source-too-large"),
        ("a.docx", b"x", "source-format-unknown"),
        ("a.txt", b"\xff\xfea", "source-encoding"),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes, code: str) -> None:
    assert _code(name, content) == code


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SourceError) as caught:
        read_story("a.docx", b"x")
    assert caught.value.findings[0].facts == {
        "suffix": ".docx",
        "known": ".yaml, .yml, .json, .md, .markdown, .txt, .html, .htm, .xhtml, "
        ".xml, .rss, .rdf, .atom, .nitf",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_are_marked(encoding: str) -> None:
    draft = read_story("a.yaml", "headline: Café – “Ríos”".encode(encoding))
    assert draft.facts.headline.text == "Café – “Ríos”"
    assert draft.findings == ()


def test_an_encoding_that_is_guessed_is_told() -> None:
    draft = read_story("a.yaml", "kicker: x\nheadline: Café – “Ríos”".encode("cp1252"))
    assert draft.facts.headline.text == "Café – “Ríos”"
    (finding,) = draft.findings
    assert finding.code == "encoding-guessed"
    assert finding.facts == {"encoding": "cp1252", "first_line": 2}


def test_a_text_in_russian_is_guessed_too() -> None:
    text = "Вчера в городе прошёл сильный дождь, и жители вышли на улицу. " * 5
    draft = read_story("a.yaml", f"headline: {text}".encode("cp1251"))
    assert draft.facts.headline.text.startswith("Вчера в городе")


def test_line_ends_of_other_systems_count_as_lines() -> None:
    draft = read_story("a.yaml", b"headline: x\r\nbody:\r\n- a\r\n- b\r\n")
    assert isinstance(draft.copy, BlocksCopy)
    assert draft.copy.lines == (3, 4)
