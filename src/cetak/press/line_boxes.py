"""A line that was set before is not set again: a copy of it is moved to its new place.

A story is set in several passes, in legs of the same width; most of its lines come out the same
each time but for how far down the page they stand. What decides a line is its paragraph, where
in it the line begins, the measure, and which words of it must stay whole. Lines with anything
but text and inline elements on them, or beside a float, are left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import weasyprint.layout.inline as engine_inline
from weasyprint.formatting_structure import boxes

from cetak.press.hyphenation import held_words

_engine_get_next_linebox = engine_inline.get_next_linebox
_SIMPLE = frozenset({boxes.LineBox, boxes.InlineBox, boxes.TextBox})


@dataclass(frozen=True, slots=True)
class _SetLine:
    """A line as the engine set it, and the paragraph's box, kept so that its id stays its own."""

    line: Any
    resume_at: Any
    paragraph: Any


_set: ContextVar[dict[Any, Any] | None] = ContextVar("set_lines", default=None)


@contextmanager
def remembering_boxes() -> Iterator[None]:
    """Within this context a line that was set before is moved, not set again."""
    token = _set.set({})
    try:
        yield
    finally:
        _set.reset(token)


def set_or_move(*arguments: Any) -> tuple[Any, Any]:
    """Stands in for the engine's ``get_next_linebox``: same arguments, same answer.

    Source: WeasyPrint 70, ``layout/inline.py``.
    """
    context, linebox, position_y, _, skip_stack, block, absolutes, fixed, *pseudo_styles = (
        arguments
    )
    known = _set.get()
    if known is None or any(pseudo_styles) or _is_beside_float(context, position_y):
        return _engine(*arguments)
    key = _key(known, linebox, skip_stack, block)
    if key in known:
        return _moved(known[key], position_y)
    before = len(absolutes), len(fixed)
    line, resume_at = _engine(*arguments)
    if line is not None and before == (len(absolutes), len(fixed)) and _is_simple(line):
        known[key] = _SetLine(line.deepcopy(), resume_at, linebox)
    return line, resume_at


def _engine(*arguments: Any) -> tuple[Any, Any]:
    line, resume_at = _engine_get_next_linebox(*arguments)
    return line, resume_at


def _key(known: dict[Any, Any], linebox: Any, skip_stack: Any, block: Any) -> tuple[Any, ...]:
    return (
        id(linebox),
        repr(skip_stack),
        block.width,
        block.content_box_x(),
        linebox.text_indent,
        held_words(_text_of(known, linebox)),
    )


def _text_of(known: dict[Any, Any], linebox: Any) -> str:
    """The paragraph's text, found once."""
    key = id(linebox), "text"
    if key not in known:
        texts = (box.text for box in linebox.descendants() if isinstance(box, boxes.TextBox))
        known[key] = linebox, "".join(texts)
    return str(known[key][1])


def _is_beside_float(context: Any, position_y: float) -> bool:
    return any(
        shape.position_y + shape.margin_height() > position_y for shape in context.excluded_shapes
    )


def _is_simple(line: Any) -> bool:
    return all(type(box) in _SIMPLE for box in line.descendants(placeholders=True))


def _moved(found: _SetLine, position_y: float) -> tuple[Any, Any]:
    line = found.line.deepcopy()
    line.translate(0, position_y - line.position_y)
    line.position_y = position_y
    return line, found.resume_at
