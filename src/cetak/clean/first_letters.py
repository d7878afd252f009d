"""With which letters a pattern can begin, so that a line is asked of few patterns."""

from __future__ import annotations

from collections.abc import Iterable
from re import IGNORECASE
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})
_EMPTY = frozenset({op.AT, op.ASSERT, op.ASSERT_NOT})
WIDEST = 40
Letters = frozenset[str] | None
"""Small ASCII letters and signs, or ``None`` where a pattern may begin with others."""


def first_letters(pattern: str) -> Letters:
    """What a match of a pattern can begin with, whatever its case.

    Args:
        pattern: A pattern that has been checked.

    Returns:
        At least the letters that it can begin with; ``None`` where it can match nothing at
        all, or where it is not worth the trouble to tell.
    """
    letters, is_empty = _of_sequence(parser.parse(pattern, IGNORECASE))
    return None if is_empty else letters


def _of_sequence(parts: Iterable[Any]) -> tuple[Letters, bool]:
    """The letters that some parts can begin with, and whether they can match nothing."""
    letters: frozenset[str] = frozenset()
    for kind, detail in parts:
        found, is_empty = _of_part(kind, detail)
        if found is None:
            return None, False
        letters |= found
        if not is_empty:
            return letters, False
    return letters, True


def _of_part(kind: Any, detail: Any) -> tuple[Letters, bool]:
    if kind in _EMPTY:
        return frozenset(), True
    if kind is op.SUBPATTERN:
        return _of_sequence(detail[3])
    if kind is op.BRANCH:
        several = [_of_sequence(branch) for branch in detail[1]]
        return _united(one for one, _ in several), any(is_empty for _, is_empty in several)
    if kind in _REPEATS:
        found, is_empty = _of_sequence(detail[2])
        return found, is_empty or not detail[0]
    return _of_sign(kind, detail), False


def _of_sign(kind: Any, detail: Any) -> Letters:
    if kind is op.LITERAL:
        return _letter(detail)
    return _united(map(_of_member, detail)) if kind is op.IN else None


def _of_member(member: tuple[Any, Any]) -> Letters:
    kind, detail = member
    if kind is op.LITERAL:
        return _letter(detail)
    if kind is op.RANGE and detail[1] - detail[0] < WIDEST:
        return _united(map(_letter, range(detail[0], detail[1] + 1)))
    return frozenset("0123456789") if member == (op.CATEGORY, op.CATEGORY_DIGIT) else None


def _letter(code: int) -> Letters:
    # Beyond ASCII stand letters such as the long s, which are the same as ASCII ones.
    return frozenset(chr(code).lower()) if code < 128 else None


def _united(several: Iterable[Letters]) -> Letters:
    letters: frozenset[str] = frozenset()
    for one in several:
        if one is None:
            return None
        letters |= one
    return letters
