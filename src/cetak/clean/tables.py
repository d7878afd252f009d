"""Word tables that a newsroom may read and change: months, roles, agencies, small words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def table(name: str) -> Mapping[str, Any]:
    """A word table of ``clean/words``, read once a process."""
    text = resources.files(__package__).joinpath("words", f"{name}.yaml").read_text("utf-8")
    loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where it is built
    return loaded if isinstance(loaded, dict) else {}


@functools.cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of a word table, as a set."""
    return frozenset(str(word) for word in table(name)[key])
