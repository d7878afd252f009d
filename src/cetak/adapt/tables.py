"""Tables of the formats: what a role, a category or a phrase means. Data a newsroom may change."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import yaml


@functools.lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """A table of this room: ``words/<name>.yaml``, read once."""
    file = resources.files("cetak.adapt") / "words" / f"{name}.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(content, dict)  # noqa: S101 - our own file
    return content


@functools.lru_cache(maxsize=256)
def words(name: str, key: str) -> frozenset[str]:
    """A list of a table, in small letters."""
    return frozenset(str(word).casefold() for word in table(name).get(key, ()))
