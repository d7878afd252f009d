"""What a query chooses: options that the layout declares, each once, with a value it knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

from cetak.errors import ConfigError
from cetak.layout.options import resolve_options
from cetak.layout.spec import LayoutSpec
from cetak.serve.refusals import RefusalError, reason, refusal
from cetak.serve.wanted import Chosen

MOST_FIELDS = 40
_SIZE = "[1-9][0-9]{2}x[1-9][0-9]{2}"
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fields_of(query: bytes) -> dict[str, str]:
    """The fields of a query string.

    Raises:
        RefusalError: ``query-broken`` (400) for what is no UTF-8, has escapes that are none,
            control characters or too many fields; ``query-twice`` for a field that is given
            twice.
    """
    parts = [part for part in query.split(b"&") if part]
    if len(parts) > MOST_FIELDS:
        raise _broken()
    fields: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition(b"=")
        key = _text(name)
        if key in fields:
            raise refusal(400, reason("query-twice", field=key))
        fields[key] = _text(value)
    return fields


def chosen_of(spec: LayoutSpec, fields: Mapping[str, str]) -> Chosen:
    """Options in the one spelling that sheets are known by.

    Raises:
        RefusalError: ``option-unknown`` or ``option-value`` (400), all at once.
    """
    try:
        values = resolve_options(spec, fields).values
    except ConfigError as problem:
        raise RefusalError.of(400, problem.findings) from problem
    return tuple(sorted((name, values[name]) for name in fields))


def beyond_usual(spec: LayoutSpec, usual: Mapping[str, str], chosen: Chosen) -> Chosen:
    """The options that change something: a sheet as usual has one name, however it is asked for.

    Args:
        spec: The layout.
        usual: What the newsroom has chosen.
        chosen: What the reader has.

    Raises:
        ConfigError: An option that the layout does not have.
    """
    base = resolve_options(spec, usual).values
    values = resolve_options(spec, dict(chosen)).values
    return tuple((name, values[name]) for name, _ in chosen if values[name] != base[name])


def option_parameters(spec: LayoutSpec, language: str) -> Iterable[Mapping[str, object]]:
    """The options as parameters of an OpenAPI description."""
    for name, option in spec.options.items():
        schema: dict[str, object] = {"type": "string", "default": option.default}
        if option.kind == "choice":
            schema["enum"] = list(option.choices)
        else:
            names = "|".join(map(re.escape, spec.papers))
            schema["pattern"] = f"^(?:{names}|{_SIZE})$"
        told = option.help.get(language) or option.help.get("en", "")
        yield {
            "name": name,
            "in": "query",
            "required": False,
            "description": told,
            "schema": schema,
        }


def _text(encoded: bytes) -> str:
    try:
        plain = encoded.replace(b"+", b" ").decode("ascii")
        if _ESCAPE.search(plain):
            raise _broken()
        text = unquote_to_bytes(plain).decode("utf-8")
    except UnicodeDecodeError as problem:
        raise _broken() from problem
    if not text.isprintable():
        raise _broken()
    return text


def _broken() -> RefusalError:
    return refusal(400, reason("query-broken"))
