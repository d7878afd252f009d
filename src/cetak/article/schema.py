"""The JSON Schema of a story as people may write it, short forms included.

Editors complete and check with it while a story is written. What it lets pass is a little
more than what the reader accepts; what it refuses, the reader refuses too.

Source: JSON Schema, draft 2020-12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cetak.article.blocks import Block, SidebarBlock
from cetak.article.spelling import MAIN_FIELDS, PICTURE_FIELDS, other_words
from cetak.article.story import Article
from cetak.article.validated import models_in

Schema = dict[str, Any]
Widen = Callable[[Schema], list[Schema]]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTITY = "urn:cetak:story:1"

_TEXT: Schema = {"type": ["string", "number"]}
_NOT_PRINTED_IN_SCHEMA = ("default", "title", "discriminator")


def article_schema() -> Schema:
    """JSON Schema, draft 2020-12, of a story in YAML, JSON or front matter."""
    story = Article.model_json_schema(by_alias=True)
    values = {name: _plain(schema) for name, schema in story.pop("$defs").items()}
    for name, widths in _WIDER.items():
        _widen(values[name], widths)
    values["Figure"]["properties"] |= _beside_picture(values["Picture"])
    values = {
        name: _spelled(value, _kind(value) or name.lower()) for name, value in values.items()
    }
    root = _plain(story)
    _widen(root, _WIDER_STORY)
    return {
        "$schema": DIALECT,
        "$id": IDENTITY,
        "title": "A story",
        **_spelled(root, "story"),
        "$defs": {**values, **_blocks(values)},
    }


def _plain(schema: Any) -> Any:
    """Without what is pydantic's own; texts may look like numbers, yes and no are words."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in _NOT_PRINTED_IN_SCHEMA}
    if isinstance(schema.get("properties"), dict):
        names = {name: _plain(one) for name, one in schema["properties"].items()}
        return {**{key: _plain(one) for key, one in kept.items()}, "properties": names}
    if schema.get("type") == "boolean":
        return {**kept, "type": ["boolean", "string"], "enum": [True, False, "yes", "no"]}
    if schema.get("type") == "string" and not {"enum", "const"} & set(schema):
        return {**kept, **_TEXT}
    return {key: _plain(one) for key, one in kept.items()}


def _widen(owner: Schema, widths: Mapping[str, Widen]) -> None:
    for field, widen in widths.items():
        schema = owner["properties"][field]
        told = {"description": schema["description"]} if "description" in schema else {}
        owner["properties"][field] = {**told, "anyOf": widen(schema)}


def _or_text(schema: Schema) -> list[Schema]:
    return [schema, _TEXT]


def _credits(_schema: Schema) -> list[Schema]:
    names = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
    by_role: Schema = {"type": "object", "additionalProperties": names}
    one = {"anyOf": [_ref("Credit"), _TEXT, by_role]}
    return [{"type": "array", "items": one}, by_role, _TEXT]


def _corrections(_schema: Schema) -> list[Schema]:
    one = {"anyOf": [_ref("Correction"), _TEXT]}
    return [{"type": "array", "items": one}, *one["anyOf"]]


def _main_picture(schema: Schema) -> list[Schema]:
    return [schema, _TEXT, _ref("Picture"), _ref("MainPicture")]


def _body(_schema: Schema) -> list[Schema]:
    return [{"type": "array", "items": _ref("Block")}, _TEXT]


def _sidebar_blocks(_schema: Schema) -> list[Schema]:
    return [{"type": "array", "minItems": 1, "items": _ref("SidebarBlock")}, _TEXT]


def _list_items(schema: Schema) -> list[Schema]:
    return [{**schema, "items": {"anyOf": [_ref("ListItem"), _TEXT]}}]


def _rows(schema: Schema) -> list[Schema]:
    return [{**schema, "items": _cells()}]


def _head(schema: Schema) -> list[Schema]:
    return [{**schema, "items": _cells()}, _cells()]


def _cells() -> Schema:
    cell = {"anyOf": [_ref("Cell"), _TEXT, {"type": "null"}]}
    return {"type": "array", "items": cell}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _beside_picture(picture: Schema) -> dict[str, Schema]:
    return {name: picture["properties"][name] for name in PICTURE_FIELDS}


def _blocks(values: Mapping[str, Schema]) -> dict[str, Schema]:
    """``Block`` and ``SidebarBlock``, the short forms, and a main picture's mixed form."""
    shorts = {f"Short{name}": _short(value) for name, value in values.items() if _kind(value)}
    sidebar = {model.__name__ for model in models_in(SidebarBlock)}
    blocks = {model.__name__ for model in models_in(Block)}
    for name in blocks:
        values[name]["required"] = ["type"]
    mixed = {**values["Picture"]["properties"], **values["Figure"]["properties"]}
    return {
        **shorts,
        "MainPicture": {"type": "object", "properties": mixed, "additionalProperties": False},
        "Block": {"anyOf": list(_forms(blocks))},
        "SidebarBlock": {"anyOf": list(_forms(sidebar))},
    }


def _forms(names: set[str]) -> Iterator[Schema]:
    yield _TEXT
    for name in sorted(names):
        yield _ref(name)
        yield _ref(f"Short{name}")


def _short(block: Schema) -> Schema:
    """``- crosshead: Text``, ``- crosshead: {text: Text}`` and the mixtures of both."""
    kind = _kind(block)
    fields = {name: one for name, one in block["properties"].items() if name != "type"}
    inside = {"type": "object", "properties": fields, "additionalProperties": False}
    main = {"anyOf": [fields[MAIN_FIELDS[kind]], inside, {"type": "null"}]}
    names = {kind, kind.replace("-", "_")}
    return {
        "type": "object",
        "description": block.get("description", ""),
        "properties": {**fields, **dict.fromkeys(names, main)},
        "anyOf": [{"required": [name]} for name in sorted(names)],
        "additionalProperties": False,
    }


def _kind(schema: Schema) -> str:
    return str(schema.get("properties", {}).get("type", {}).get("const", ""))


def _spelled(schema: Schema, owner: str) -> Schema:
    """Other words for the fields beside their own names, and underscores for dashes."""
    if "properties" not in schema:
        return schema
    fields = dict(schema["properties"])
    words: dict[str, list[str]] = {name: [name] for name in fields}
    for word, name in other_words().get(owner, {}).items():
        if name in fields and word not in fields:
            words[name].append(word)
    every = {word: fields[name] for name in fields for word in _with_underscores(words[name])}
    needed = [
        {"anyOf": [{"required": [word]} for word in _with_underscores(words[name])]}
        for name in schema.get("required", ())
    ]
    spelled = {**schema, "properties": every, "allOf": needed}
    left_out = {"required"} if needed else {"required", "allOf"}
    return {key: value for key, value in spelled.items() if key not in left_out}


def _with_underscores(names: list[str]) -> list[str]:
    return list(dict.fromkeys([*names, *(name.replace("-", "_") for name in names)]))


_WIDER_STORY: Mapping[str, Widen] = {
    "byline": _or_text,
    "dateline": _or_text,
    "keywords": _or_text,
    "credits": _credits,
    "corrections": _corrections,
    "picture": _main_picture,
    "body": _body,
}
_WIDER: Mapping[str, Mapping[str, Widen]] = {
    "Figure": {"picture": _or_text},
    "List": {"items": _list_items},
    "ListItem": {"items": _list_items},
    "Quotation": {"paragraphs": _or_text},
    "Sidebar": {"blocks": _sidebar_blocks},
    "Table": {"head": _head, "rows": _rows},
}
