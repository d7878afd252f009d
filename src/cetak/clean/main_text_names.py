"""What the names that sites give to their elements tell of the story's place."""

from __future__ import annotations

import functools
import re

from lxml import etree

from cetak.clean.tables import words

Node = etree._Element
_RANKS = ("surely", "likely")
_ARTICLE = (len(_RANKS), "article")


@functools.lru_cache(maxsize=1)
def _story_names() -> dict[str, int]:
    return {name: rank for rank, kind in enumerate(_RANKS) for name in words("main_text", kind)}


@functools.lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    parts = sorted(words("main_text", "beside"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)


def story_rank(node: Node) -> tuple[int, str] | None:
    """How surely a site names an element as the one with the copy, 0 the surest, and the name."""
    if "articleBody" in (node.get("itemprop"), node.get("property")):
        return 0, "articleBody"
    names = f"{node.get('class') or ''} {node.get('id') or ''}".split()
    known = _story_names()
    ranks = [(known[name], name) for name in names if name in known]
    return min(ranks, default=_ARTICLE if node.tag == "article" else None)


@functools.lru_cache(maxsize=4096)
def _says_beside(names: str) -> bool:
    return bool(_beside().search(names))


@functools.lru_cache(maxsize=1)
def _surely() -> re.Pattern[str]:
    parts = sorted(words("main_text", "surely_beside"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)


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
