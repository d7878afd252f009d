"""Justified lines share their slack between words and letters, as a typesetter does.

The engine gives all of a line's slack to its word spaces, which gape in narrow columns. Two or
three hundredths of an em between letters are hardly seen and take most of it back. A box
keeps its width, so that nothing moves.

A line that would gape all the same, such as the last of a leg whose next word is kept whole, is
set ragged: its word spaces are natural, and it ends before the margin.
"""

from __future__ import annotations

from typing import Any

from cetak.press.engine import boxes
from cetak.press.measure import NATURAL_SPACE_EM, SET_SPACE_EM, SetLine, word_space

COMFORTABLE_STRETCH = 1.15
MOST_LETTER_SPACE_EM = 0.03
RAGGED_BEYOND = 2.4
"""A line with wider word spaces, in natural ones, is set ragged."""


def fit_lines(lines: tuple[SetLine, ...]) -> None:
    """Move slack from word spaces to letter spaces in every stretched line of copy."""
    for line in lines:
        for box in line.text_boxes:
            if box.justification_spacing > 0 and " " in box.text.strip():
                _fit(box)
        if word_space(line) > RAGGED_BEYOND and line.block.style["direction"] == "ltr":
            _let_go(line.box)


def _fit(box: Any) -> None:
    """Take from the box's word spaces what is beyond comfort and give it to its letters."""
    size = box.style["font_size"]
    text = box.pango_layout.text
    spaces = text.count(" ") + text.count("\u00a0")
    comfortable = (COMFORTABLE_STRETCH * NATURAL_SPACE_EM - SET_SPACE_EM) * size
    excess = (box.justification_spacing - comfortable) * spaces
    if excess <= 0 or len(text) < 8:
        return
    letter_space = min(excess / len(text), MOST_LETTER_SPACE_EM * size)
    style = box.style.copy()
    own = style["letter_spacing"]
    style["letter_spacing"] = (0 if own == "normal" else own) + letter_space
    box.style = style
    box.justification_spacing -= letter_space * len(text) / spaces
    box.pango_layout.justification_spacing = box.justification_spacing


def _let_go(parent: Any) -> float:
    """Give the boxes of a line natural word spaces; says how much shorter they are together."""
    shorter = 0.0
    for box in parent.children:
        box.translate(-shorter)
        if isinstance(box, boxes.TextBox):
            taken = _unjustified(box)
        elif isinstance(box, boxes.InlineBox):
            taken = _let_go(box)
        else:
            continue
        box.width -= taken
        shorter += taken
    return shorter


def _unjustified(box: Any) -> float:
    """Take a box's word spaces back to their natural width; says how much that was."""
    natural = (NATURAL_SPACE_EM - SET_SPACE_EM) * box.style["font_size"]
    if box.justification_spacing <= natural:
        return 0.0
    text = box.pango_layout.text
    taken = (box.justification_spacing - natural) * (text.count(" ") + text.count("\u00a0"))
    box.justification_spacing = box.pango_layout.justification_spacing = natural
    return float(taken)
