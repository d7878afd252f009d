from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.located import NODE_LIMIT, Node, Place, found_at
from cetak.article.located_json import read_json
from cetak.article.located_yaml import read_yaml
from cetak.errors import SourceError

Reader = Callable[[str, str], Node]

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)
values = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


def _refusal(read: Reader, text: str) -> tuple[str, int, int]:
    with pytest.raises(SourceError) as caught:
        read(text, "f")
    (finding,) = caught.value.findings
    assert finding.where.source == "f"
    return finding.code, finding.where.line, finding.where.column


def test_words_stay_what_was_written() -> None:
    text = "a: no\nb: yes\nc: on\nd: 12:30\ne: 1.10\nf: 2023-09-20\ng: 0o7\nh: 1_000\ni: true"
    assert read_yaml(text, "f").plain() == {
        "a": "no",
        "b": "yes",
        "c": "on",
        "d": "12:30",
        "e": "1.10",
        "f": "2023-09-20",
        "g": "0o7",
        "h": "1_000",
        "i": "true",
    }


def test_nothing_is_nothing_and_quotes_make_text_of_it() -> None:
    assert read_yaml("a:\nb: ~\nc: null\nd: ''\ne: '~'", "f").plain() == {
        "a": None,
        "b": None,
        "c": None,
        "d": "",
        "e": "~",
    }
    assert read_yaml("# only a comment", "f") == Node(None, Place(1, 1))


def test_yaml_knows_where_everything_stands() -> None:
    root = read_yaml("a: x\nb:\n  - c: [é, y]\n  - |\n    text\n", "f", first_line=10)
    node, part = found_at(root, ("b", 0, "c", 1))
    assert (node.value, node.place, part) == ("y", Place(12, 12), "b[0].c[1]")
    node, part = found_at(root, ("b", 1))
    assert (node.value, node.place, node.is_block_text) == ("text", Place(13, 5), True)
    assert found_at(root, ("b",))[0].named_at == Place(11, 1)


def test_steps_that_name_nothing_are_skipped() -> None:
    root = read_yaml("body: [{text: x}]", "f")
    assert found_at(root, ("body", 0, "paragraph", "text"))[1] == "body[0].text"
    assert found_at(root, ("body", 7, "text"))[1] == "body"


def test_json_knows_where_everything_stands() -> None:
    root = read_json('{\n "a": [1.10,\n   true, null],\n "é": "x"}', "f")
    assert root.plain() == {"a": ["1.10", True, None], "é": "x"}
    assert found_at(root, ("a", 1))[0].place == Place(3, 4)
    assert found_at(root, ("é",))[0].named_at == Place(4, 2)
    assert found_at(root, ("é",))[0].place == Place(4, 7)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("a: b: c", ("yaml-colon", 1, 5)),
        ("a:\n\t- b", ("yaml-tab", 2, 1)),
        ("x: 1\na: 'x\nb: c\n", ("yaml-quote-open", 2, 4)),
        ("a: *x", ("yaml-alias", 1, 4)),
        ("a: &x 1", ("yaml-alias", 1, 4)),
        ("a: &x [*x]", ("yaml-alias", 1, 4)),
        ("<<: *x", ("yaml-alias", 1, 5)),
        ("a: !!python/object/apply:os.system [x]", ("yaml-tag", 1, 4)),
        ("a: !important x", ("yaml-tag", 1, 4)),
        ("? [a]\n: b", ("yaml-key", 1, 3)),
        ("{{ title }}", ("yaml-key", 1, 2)),
        ("b: 1\na: 1\nb: 2", ("key-twice", 3, 1)),
        ("a: 1\n---\nb: 2", ("yaml-documents", 2, 1)),
        ("a: x\nb: \x07y", ("yaml-character", 2, 4)),
        ("a: @x", ("yaml-quote-needed", 1, 4)),
        ("a: Juara #1", ("yaml-hash", 1, 10)),
        ("a: #1", ("yaml-hash", 1, 4)),
        ('a: "Foo" says', ("yaml-structure", 1, 10)),
        ("a:\n  - x\n - y", ("yaml-structure", 3, 2)),
        ("[" * 5000, ("too-deep", 1, 101)),
        ("- " * 5000, ("too-deep", 1, 201)),
        ("{a: " * 5000, ("too-deep", 1, 401)),
    ],
)
def test_yaml_that_is_refused(text: str, refusal: tuple[str, int, int]) -> None:
    assert _refusal(read_yaml, text) == refusal


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ('{"a": 1,\n "a": 2}', ("key-twice", 2, 2)),
        ("[NaN]", ("json-number", 1, 2)),
        ("[1, -Infinity]", ("json-number", 1, 5)),
        ('["\\ud800"]', ("json-surrogate", 1, 2)),
        ('{"a": "\\udc00\\ud800"}', ("json-surrogate", 1, 7)),
        ("{}\n x", ("json-trailing", 2, 2)),
        ('{"a"', ("json-cut-off", 1, 5)),
        ("", ("json-cut-off", 1, 1)),
        ("[1,\n]", ("json-syntax", 2, 1)),
        ("{a: 1}", ("json-syntax", 1, 2)),
        ("[01]", ("json-syntax", 1, 3)),
        ("[1 2]", ("json-syntax", 1, 4)),
        ('{"a":\n}', ("json-syntax", 2, 1)),
        ('["a\nb"]', ("json-string", 1, 4)),
        ('["a', ("json-string", 1, 2)),
        ("[" * 5000, ("too-deep", 1, 101)),
        ('{"a":' * 5000, ("too-deep", 1, 501)),
    ],
)
def test_json_that_is_refused(text: str, refusal: tuple[str, int, int]) -> None:
    assert _refusal(read_json, text) == refusal


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_too_many_values_are_refused(read: Reader) -> None:
    assert _refusal(read, "[" + "1," * (NODE_LIMIT + 1) + "1]")[0] == "too-many-values"


def test_a_comment_after_a_value_is_a_comment() -> None:
    assert read_yaml("a: x # note\nb: 'y' #note\nc: z ## note", "f").plain() == {
        "a": "x",
        "b": "y",
        "c": "z",
    }


@given(values)
def test_json_is_read_as_the_standard_library_writes_it(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert read_json(text, "f").plain() == value


@given(values)
def test_yaml_is_read_as_pyyaml_writes_it(value: object) -> None:
    for flow in (True, False):
        text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
        assert read_yaml(text, "f").plain() == value


def _place(read: Reader, text: str) -> Place:
    """Where the value begins, or where it is refused."""
    try:
        return read(text, "f").place
    except SourceError as stop:
        return Place(stop.findings[0].where.line, stop.findings[0].where.column)


@given(st.text(st.sampled_from(list("[]{}:,-?!&*#|>@%'\"~ab1 \t\n\x00é")), max_size=60))
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    lines = text.count("\n") + 1
    for read in (read_yaml, read_json):
        place = _place(read, text)
        assert 1 <= place.line <= lines + 1
        assert 1 <= place.column <= len(text) + 1
