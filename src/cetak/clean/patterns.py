"""Text patterns that an editor may write, and whether they are safe to run.

A pattern is refused when trying it on a line could take time that grows out of hand: a
repeated group with choices inside, or too many open-ended parts one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_LINE = 300
DEAREST = 3e7

# Patterns are joined into one, where the numbers and names of groups are others.
_REFERENCE = re.compile(r"\\[1-9]|\(\?\(")
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})


class PatternError(ValueError):
    """A pattern that cannot be used; ``args[0]`` is the code of the finding."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that ignores case, known to end soon on any line of up to 300 characters.

    Raises:
        PatternError: ``pattern-wrong`` with the reason, or ``pattern-too-slow``.
    """
    try:
        found = re.compile(f"(?:{pattern})", re.IGNORECASE)
        tree = parser.parse(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as problem:
        raise PatternError("pattern-wrong", str(problem)) from problem
    if found.groupindex or _REFERENCE.search(pattern):
        raise PatternError("pattern-wrong", "no named groups, no references to groups")
    if _cost(tree) * _starts(tree) > DEAREST:
        raise PatternError("pattern-too-slow", "")
    return found


def _starts(tree: Any) -> int:
    anchored = bool(len(tree)) and tree[0][0] is op.AT
    return 1 if anchored else LONGEST_LINE


def _cost(tree: Iterable[Any]) -> float:
    """Upper bound of the ways in which the parts of a sequence can match a line."""
    ways = 1.0
    for kind, detail in tree:
        ways *= _part_cost(kind, detail)
    return ways


def _part_cost(kind: Any, detail: Any) -> float:
    if kind in _REPEATS:
        return _repeat_cost(*detail)
    if kind is op.BRANCH:
        return _choice_cost(detail[1])
    if kind is op.SUBPATTERN:
        return _cost(detail[3])
    if kind is op.ATOMIC_GROUP:
        return _cost(detail)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _cost(detail[1])
    return 1.0


def _choice_cost(branches: Any) -> float:
    """Choices that begin with different letters are made at once, others by trying."""
    costs = [_cost(branch) for branch in branches]
    heads = [branch[0] if len(branch) else None for branch in branches]
    letters = {head[1] for head in heads if head and head[0] is op.LITERAL}
    return float(max(costs) if len(letters) == len(costs) else sum(costs))


def _repeat_cost(least: int, most: int, body: Any) -> float:
    most = min(int(most), LONGEST_LINE)
    inside = _cost(body)
    if inside == 1.0:
        return most - int(least) + 1.0
    return float(inside ** min(most, 40)) + 1.0
