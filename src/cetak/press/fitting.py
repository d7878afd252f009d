"""Justified lines share their slack between words and letters, as a typesetter does.

The engine gives all of a line's slack to its word spaces, which gape in narrow columns. Two or
three hundredths of an em between letters are hardly seen and take most of it back. A box
keeps its width, so that nothing moves.
"""

from __future__ import annotations

from typing import Any

from cetak.press.measure import NATURAL_SPACE_EM, SET_SPACE_EM, SetLine

COMFORTABLE_STRETCH = 1.15
MOST_LETTER_SPACE_EM = 0.03


def fit_lines(lines: tuple[SetLine, ...]) -> None:
    """Move slack from word spaces to letter spaces in every stretched line of copy."""
    for line in lines:
        for box in line.text_boxes:
            if box.justification_spacing > 0 and " " in box.text.strip():
                _fit(box)


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
