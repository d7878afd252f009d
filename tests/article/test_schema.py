from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from cetak.adapt import read_story
from cetak.article.schema import article_schema
from cetak.errors import SourceError

SCHEMA = article_schema()
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "object": (dict,),
    "array": (list,),
}

STORY = """
title: Hujan
byline: Ani
dateline: KUPANG, 20 September 2023
credits: {Editor: Budi, Photographer: [Citra, Dedi]}
published: "2023-09-20"
canonical_url: https://example.com/1
keywords: hujan, kota
picture: {source: a.jpg, alt: x, cutline: y}
priority: 3
version: 1.10
body:
  - A paragraph.
  - 2024
  - crosshead: The market
  - crosshead: The market
    level: 2
  - {type: crosshead, text: The market}
  - figure: photo.jpg
    cutline: Rain.
  - figure: {picture: {source: photo.jpg, alt: Rain}, caption: Rain., credit: Ani}
  - list: [a, {text: b, items: [c]}]
  - list: {ordered: "yes", items: [a]}
  - table: {caption: Prices, head: [Item, Price], rows: [[Rice, 12000], [Oil, null]]}
  - pull_quote: {text: It rains., by: Ani}
  - quotation: It rains.
  - sidebar: {headline: More, blocks: [a, {crosshead: b}]}
  - embed: {kind: video, address: "https://example.com/v", title: t}
  - end-mark:
  - end-mark: (*)
"""

WRONG = [
    "headlin: x",
    "headline: [x]",
    "priority: 12",
    "status: printed",
    "body: [{tabel: 1}]",
    "body: [{list: {items: []}}]",
    "body: [{crosshead: {text: x, level: 9}}]",
    "body: [{sidebar: {blocks: [{embed: x}]}}]",
    "body: [{type: figure}]",
    "canonical-url: ftp://x",
]


def fits(schema: dict[str, Any], value: Any) -> bool:
    """The few keywords that the schema uses."""
    if "$ref" in schema and not fits(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], value):
        return False
    if "anyOf" in schema and not any(fits(one, value) for one in schema["anyOf"]):
        return False
    if not all(fits(one, value) for one in schema.get("allOf", ())):
        return False
    return _fits_type(schema, value) and _fits_limits(schema, value) and _fits_below(schema, value)


def _fits_type(schema: dict[str, Any], value: Any) -> bool:
    kinds = schema.get("type", list(TYPES))
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(value, bool) and "boolean" not in kinds:
        return False
    return isinstance(value, tuple(kind for name in kinds for kind in TYPES[name]))


def _fits_limits(schema: dict[str, Any], value: Any) -> bool:
    return (
        ("enum" not in schema or value in schema["enum"])
        and ("const" not in schema or value == schema["const"])
        and not (isinstance(value, list) and len(value) < schema.get("minItems", 0))
        and not (isinstance(value, str) and not re.search(schema.get("pattern", ""), value))
        and not (
            isinstance(value, int)
            and not schema.get("minimum", value) <= value <= schema.get("maximum", value)
        )
    )


def _fits_below(schema: dict[str, Any], value: Any) -> bool:
    if isinstance(value, list):
        return all(fits(schema.get("items", {}), item) for item in value)
    if not isinstance(value, dict):
        return True
    fields, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    more = more if isinstance(more, dict) else {} if more else None
    below = all(
        fits(fields.get(key, more), inner) if fields.get(key, more) is not None else False
        for key, inner in value.items()
    )
    return below and set(schema.get("required", ())) <= set(value)


def test_a_story_in_all_short_forms_fits_and_is_read() -> None:
    assert fits(SCHEMA, yaml.safe_load(STORY))
    assert read_story("story.yaml", STORY.encode()).facts.version == "1.10"


@pytest.mark.parametrize("text", WRONG)
def test_what_the_reader_refuses_does_not_fit(text: str) -> None:
    assert not fits(SCHEMA, yaml.safe_load(text))
    with pytest.raises(SourceError):
        read_story("story.yaml", text.encode())


def test_every_field_of_a_story_is_described() -> None:
    bare = [
        name
        for name, field in SCHEMA["properties"].items()
        if not field.get("description") and "$ref" not in field
    ]
    assert bare == []


def test_the_schema_is_json_and_says_what_it_is() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:cetak:story:1"
    assert SCHEMA["title"] == "A story"


def test_every_reference_leads_somewhere() -> None:
    names = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert names <= set(SCHEMA["$defs"])
    assert {"Block", "SidebarBlock", "ShortTable"} <= names
