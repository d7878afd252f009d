"""Located values against a model: every problem at once, each with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from cetak.article.located import Node, found_at
from cetak.findings import Fact, Finding, Where, distinct, error

Model = TypeVar("Model", bound=BaseModel)
Steps = tuple[str | int, ...]

# What pydantic calls a problem, and the code under which our catalogue explains it.
_CODES: Mapping[str, str] = {
    "missing": "field-missing",
    "extra_forbidden": "field-unknown",
    "union_tag_invalid": "block-unknown",
    "union_tag_not_found": "block-unknown",
    "string_type": "text-expected",
    "int_type": "number-expected",
    "int_parsing": "number-expected",
    "int_parsing_size": "number-expected",
    "int_from_float": "number-expected",
    "float_type": "number-expected",
    "float_parsing": "number-expected",
    "finite_number": "number-expected",
    "bool_type": "yes-no-expected",
    "bool_parsing": "yes-no-expected",
    "tuple_type": "list-expected",
    "list_type": "list-expected",
    "model_type": "fields-expected",
    "model_attributes_type": "fields-expected",
    "dict_type": "fields-expected",
    "mapping_type": "fields-expected",
    "literal_error": "choice-unknown",
    "enum": "choice-unknown",
    "greater_than": "number-out-of-range",
    "greater_than_equal": "number-out-of-range",
    "less_than": "number-out-of-range",
    "less_than_equal": "number-out-of-range",
    "too_short": "field-empty",
    "string_too_short": "field-empty",
    "too_long": "field-too-long",
    "string_too_long": "field-too-long",
    "string_pattern_mismatch": "field-form",
}


def validated(
    model: type[Model], node: Node, source: str
) -> tuple[Model | None, tuple[Finding, ...]]:
    """A model's value from located values, or all that is wrong with them.

    Args:
        model: What the values should be.
        node: The values; keys as the model's aliases spell them.
        source: What the user calls the text, for the findings.
    """
    try:
        return model.model_validate(node.plain()), ()
    except ValidationError as problems:
        real = (one for one in problems.errors(include_url=False) if not _is_echo(one))
        found = distinct(_told(model, node, source, one) for one in real)
        return None, tuple(sorted(found, key=_position))


def names_like(name: str, known: Iterable[str]) -> str:
    """The known names most like one that is unknown, or all of them, joined by commas."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name.lower()[:60], names, n=3, cutoff=0.6)
    return ", ".join(near or names)


def _is_echo(one: ErrorDetails) -> bool:
    """Whether a list only counts as too short because its items were refused already."""
    given = one["input"]
    return one["type"] == "too_short" and isinstance(given, list) and bool(given)


def _position(finding: Finding) -> tuple[int, int]:
    return finding.where.line, finding.where.column


def _told(model: type[BaseModel], root: Node, source: str, one: ErrorDetails) -> Finding:
    steps, kind = one["loc"], one["type"]
    node, part = found_at(root, steps)
    is_about_key = kind == "extra_forbidden" and node.named_at is not None
    place = node.named_at if is_about_key and node.named_at else node.place
    if kind == "missing":
        part = f"{part}.{steps[-1]}" if part else str(steps[-1])
    where = Where(source, place.line, place.column, part)
    code = kind if "-" in kind else _CODES.get(kind, "field-value")
    return error(code, where, **_facts(model, one, code))


def _facts(model: type[BaseModel], one: ErrorDetails, code: str) -> dict[str, Fact]:
    steps, context = one["loc"], one.get("ctx", {})
    facts: dict[str, Fact] = {"field": _field(steps), "value": _value(one["input"])}
    if code == "field-unknown":
        facts["known"] = names_like(_field(steps), _known(model, steps[:-1]))
    elif code == "field-form":
        facts["example"] = _example(model, steps)
    elif code == "number-out-of-range":
        facts |= _bounds(model, steps)
    elif code == "block-unknown":
        known = _choices(context.get("expected_tags", ""))
        facts["block"] = str(context.get("tag", ""))
        facts["known"] = names_like(str(facts["block"]), known)
    elif code == "choice-unknown":
        facts["known"] = ", ".join(_choices(context.get("expected", "")))
    elif code == "field-too-long":
        facts["limit"] = int(context.get("max_length", 0))
    elif code == "field-value":
        facts["problem"] = one["msg"]
    facts |= {name: fact for name, fact in context.items() if name == "fact"}
    return facts


def _field(steps: Steps) -> str:
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _value(given: object) -> str:
    return "" if isinstance(given, dict | list | tuple) or given is None else str(given)[:100]


def _choices(expected: str) -> list[str]:
    return [word.strip("' ") for word in expected.replace(" or ", ",").split(",") if word]


def _known(model: type[BaseModel], steps: Steps) -> set[str]:
    """The names that fields may have where the steps lead."""
    models = _models_at(model, steps)
    return {_alias(name, info) for one in models for name, info in one.model_fields.items()}


def _info(model: type[BaseModel], steps: Steps) -> FieldInfo | None:
    for one in _models_at(model, steps[:-1]):
        for name, info in one.model_fields.items():
            if _alias(name, info) == steps[-1]:
                return info
    return None


def _example(model: type[BaseModel], steps: Steps) -> str:
    info = _info(model, steps)
    return ", ".join(map(str, info.examples or ())) if info else ""


def _bounds(model: type[BaseModel], steps: Steps) -> dict[str, Fact]:
    info = _info(model, steps)
    bounds: dict[str, Fact] = {}
    for rule in info.metadata if info else ():
        for name, fact in (("ge", "minimum"), ("gt", "minimum"), ("le", "maximum")):
            if hasattr(rule, name):
                bounds[fact] = getattr(rule, name)
    return bounds


def _models_at(model: type[BaseModel], steps: Steps) -> list[type[BaseModel]]:
    models = [model]
    for step in steps:
        if isinstance(step, str):
            models = _stepped(models, step)
    return models


def _stepped(models: list[type[BaseModel]], step: str) -> list[type[BaseModel]]:
    below = [
        found
        for one in models
        for name, info in one.model_fields.items()
        if _alias(name, info) == step
        for found in models_in(info.annotation)
    ]
    tagged = [one for one in models if _tag(one) == step]
    return below or tagged or models


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation names, those inside unions and lists too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is Literal:
        return []
    return [found for inner in get_args(annotation) for found in models_in(inner)]


def _tag(model: type[BaseModel]) -> str:
    info = model.model_fields.get("type")
    return str(info.default) if info else ""


def _alias(name: str, info: FieldInfo) -> str:
    return info.alias or name
