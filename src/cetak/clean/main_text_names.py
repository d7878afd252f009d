"""What the names that sites give to their elements tell of the story's place."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import pairwise

from lxml import etree

from cetak.clean.tables import words

Node = etree._Element
SURELY, _FORMED, _LIKELY, _ARTICLE = range(4)
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@functools.lru_cache(maxsize=1)
def _story_names() -> dict[str, int]:
    ranked = ((_LIKELY, "likely"), (SURELY, "surely"))
    return {name: rank for rank, kind in ranked for name in words("main_text", kind)}


@functools.lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    return _any_of(words("main_text", "beside"))


def _any_of(several: Iterable[str]) -> re.Pattern[str]:
    parts = sorted((part.lower() for part in several), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)


@functools.lru_cache(maxsize=1)
def _beside_plain() -> re.Pattern[str]:
    # The engine finds the beginnings of words much faster where case does not matter to it.
    return re.compile(_beside().pattern)


def story_rank(node: Node) -> tuple[int, str] | None:
    """How surely a site names an element as the one with the copy, 0 the surest, and the name."""
    if "articleBody" in (node.get("itemprop"), node.get("property")):
        return SURELY, "articleBody"
    names = f"{node.get('class') or ''} {node.get('id') or ''}".split()
    ranks = [(rank, name) for name in names if (rank := _rank_of(name)) is not None]
    return min(ranks, default=(_ARTICLE, "article") if node.tag == "article" else None)


@functools.lru_cache(maxsize=4096)
def _rank_of(name: str) -> int | None:
    known = _story_names()
    if name in known:
        return known[name]
    parts = _name_words(name)
    first, second = words("main_text", "story_first"), words("main_text", "story_second")
    formed = any(
        one in first and other in second and one != other for one, other in pairwise(parts)
    )
    return _FORMED if formed and not set(parts) & words("main_text", "beside_words") else None


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(part.lower() for part in _PARTS.findall(name[:100]))


@functools.lru_cache(maxsize=4096)
def _has_beside_word(names: str) -> bool:
    return not words("main_text", "beside_words").isdisjoint(_name_words(names))


def worded_beside(node: Node) -> bool:
    """Whether one of the words of an element's name is that of an insert."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(names) > 1 and _has_beside_word(names[:300])


@functools.lru_cache(maxsize=4096)
def _says_beside(names: str) -> bool:
    if names.isascii():
        return bool(_beside_plain().search(names.lower()))
    return bool(_beside().search(names))


@functools.lru_cache(maxsize=1)
def _surely() -> re.Pattern[str]:
    return _any_of(words("main_text", "surely_beside"))


@functools.lru_cache(maxsize=4096)
def _says_surely(names: str) -> bool:
    return bool(_surely().search(names))


def surely_beside(node: Node) -> bool:
    """Whether the name says so in words that hardly ever stand on copy."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(names) > 1 and _says_surely(names[:300])


def beside_the_copy(node: Node) -> bool:
    """Whether the name of an element says that it stands beside the story."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return len(names) > 1 and _says_beside(names[:300])
