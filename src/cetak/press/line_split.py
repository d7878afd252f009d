"""Where a line ends: the engine's own answer, mended in one case, asked once for each line.

A story is set in several passes, and most of its lines come out the same each time. Splitting
is the dearest thing the engine does, so within one job its answers are kept.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import weasyprint.text.line_break as engine_line_break

from cetak.press.hyphenation import held_words

_engine_split_first_line = engine_line_break.split_first_line

_DECIDING: Final = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "white_space", "tab_size", "letter_spacing", "word_spacing", "overflow_wrap",
    "word_break", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone", "text_decoration_line",
)  # fmt: skip

_remembered: ContextVar[dict[Any, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering_lines() -> Iterator[None]:
    """Within this context a line that was split before is not split again."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def split_or_remember(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification: Any,
    *flags: Any,
    **named: Any,
) -> Any:
    """Stands in for the engine's ``split_first_line``: same arguments, same answer."""
    lines = _remembered.get()
    if lines is None:
        return _split_first_line(text, style, context, max_width, justification, *flags, **named)
    key = (
        text, _deciding(style), max_width, justification, flags, tuple(sorted(named.items())),
        held_words(text),
    )  # fmt: skip
    if key not in lines:
        lines[key] = _split_first_line(
            text, style, context, max_width, justification, *flags, **named
        )
    layout, *rest = lines[key]
    return (copy.copy(layout), *rest)  # the finish changes a line's text and spaces


def _deciding(style: Any) -> str:
    """Everything in a style that decides where a line ends."""
    try:
        return str(style.cetak_deciding)
    except AttributeError:
        style.cetak_deciding = repr([style[name] for name in _DECIDING])
        return str(style.cetak_deciding)


def _split_first_line(text: str, style: Any, *arguments: Any, **options: Any) -> Any:
    """The engine's own, mended where a space at the end makes the text a hair too wide.

    WeasyPrint 70 then takes the whole line for unbreakable and keeps its first word alone; it
    happens before inline elements, which follow such a space.
    """
    split = _engine_split_first_line(text, style, *arguments, **options)
    if split[2] is None or not text.endswith(" ") or style["white_space"] != "normal":
        return split
    trimmed = text.rstrip(" ")
    if " " not in trimmed or " " in trimmed[: split[2]].strip(" "):
        return split
    other = _engine_split_first_line(trimmed, style, *arguments, **options)
    return other if other[2] is None else split
