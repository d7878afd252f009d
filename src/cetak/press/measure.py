"""What the laid-out pages look like, read from the engine's boxes before they are written."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cetak.article.sheet import Measured
from cetak.press.engine import boxes
from cetak.press.hyphenation import LEAST_ALONE

DISCRETIONARY_HYPHEN = "-"
"""Set by the engine where it divides a word (``hyphenate-character`` in the layouts)."""
WRITTEN_HYPHEN = "\u2010"
"""What layouts set for a hyphen that the story wrote."""
LINE_END_HYPHEN = "\u2011"
"""A written hyphen at the end of a line: own glyph, so that text extraction keeps it."""

STRETCH_LIMIT = 1.6
NATURAL_SPACE_EM = 0.239
"""Word space of the upstream text face, which its designer takes for natural."""
SET_SPACE_EM = 0.212
"""Word space of our text face, so that justified lines may also be a little tighter."""
MM_PER_PX = 25.4 / 96
PUSHED_WHITE_MM = 24.0
_TOLERANCE_PX = 1.5
_HAIR_PX = 0.01
_COPY_CLASS = "copy"
_ASIDE_CLASSES = frozenset({"rail"})


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of type as the engine set it.

    Attributes:
        page: Page number, counted from 0.
        box: The engine's line box.
        block: The engine's box that holds the line.
        in_copy: Whether it belongs to the story's copy.
        aside: Whether it stands in the rail, beside the copy.
    """

    page: int
    box: Any
    block: Any
    in_copy: bool
    aside: bool

    @property
    def text_boxes(self) -> tuple[Any, ...]:
        """The line's stretches of text, in order."""
        return tuple(box for box in self.box.descendants() if isinstance(box, boxes.TextBox))

    @property
    def text(self) -> str:
        """The characters of the line, with the hyphen the engine added."""
        return "".join(_box_text(box) for box in self.text_boxes)


def set_lines(document: Any) -> tuple[SetLine, ...]:
    """Every line of type in the flow, in reading order; furniture is left out."""
    lines: list[SetLine] = []
    for number, page in enumerate(document.pages):
        for child in page._page_box.children:
            if not isinstance(child, boxes.MarginBox):
                lines.extend(_lines_below(child, number, in_copy=False, aside=False))
    return tuple(lines)


def measure(document: Any, lines: tuple[SetLine, ...]) -> Measured:
    """Lines a page, stretched lines, words still divided, text outside, pictures parted."""
    counts = [0] * len(document.pages)
    for line in lines:
        counts[line.page] += not line.aside
    spaces = [word_space(line) for line in lines]
    depths = [_depths(page) for page in document.pages]
    return Measured(
        lines=tuple(counts),
        copy_mm=tuple(copy for copy, _ in depths),
        white_mm=tuple(white for _, white in depths),
        pushed=tuple(pushed_blocks(document, [white for _, white in depths])),
        stretched=sum(space > STRETCH_LIMIT for space in spaces),
        widest_space=round(max(spaces, default=1.0), 2),
        divided=tuple(sorted(divided_words(lines))),
        outside=tuple(_outside(document, lines)),
        parted=_parted(document),
    )


def page_whites(document: Any) -> tuple[float, ...]:
    """White below the last line of each page, in millimetres."""
    return tuple(_depths(page)[1] for page in document.pages)


def picture_depths(document: Any) -> tuple[float, ...]:
    """How deep the pictures on each page are together, in millimetres."""
    return tuple(
        sum(
            box.margin_height() * MM_PER_PX
            for box in page._page_box.descendants(placeholders=True)
            if isinstance(box, boxes.ReplacedBox)
        )
        for page in document.pages
    )


def divided_words(lines: tuple[SetLine, ...]) -> frozenset[str]:
    """Words that go on in the next column or on the next page."""
    copy = [line for line in lines if line.in_copy]
    return frozenset(
        _joined(line, following)
        for line, following in itertools.pairwise(copy)
        if line.text.rstrip().endswith((DISCRETIONARY_HYPHEN, WRITTEN_HYPHEN))
        and _breaks(line, following)
    )


def stub_words(lines: tuple[SetLine, ...]) -> frozenset[str]:
    """Words of whose tail a few letters are all that a paragraph's last line holds."""
    found = set()
    for line, last in itertools.pairwise(lines):
        alone = len(last.text.split()) == 1 and last.block.element is line.block.element
        is_stub = alone and len(_letters(last.text)) < LEAST_ALONE
        if is_stub and line.text.rstrip().endswith(DISCRETIONARY_HYPHEN):
            found.add(_joined(line, last))
    return frozenset(found)


def written_hyphens_at_line_ends(lines: tuple[SetLine, ...]) -> Iterator[Any]:
    """Text boxes whose last character is a hyphen of the story itself."""
    for line in lines:
        texts = line.text_boxes
        if texts and texts[-1].text.rstrip().endswith(WRITTEN_HYPHEN):
            yield texts[-1]


def _joined(line: SetLine, following: SetLine) -> str:
    """The word that a line's end and the next line's beginning make."""
    head = line.text.split()[-1].removesuffix(DISCRETIONARY_HYPHEN)
    tail = (following.text.split() or [""])[0]
    return _letters(head + tail)


def _letters(word: str) -> str:
    """The word without the marks around it."""
    return word.strip(" “‘”’\"'().,;:!?…")


def _box_text(box: Any) -> str:
    """The text as set: ``box.text`` leaves out the hyphen that the engine added."""
    return str(box.pango_layout.text) if box.pango_layout else str(box.text)


def _lines_below(box: Any, page: int, *, in_copy: bool, aside: bool) -> Iterator[SetLine]:
    classes = _classes(box)
    in_copy = in_copy or _COPY_CLASS in classes
    aside = aside or not _ASIDE_CLASSES.isdisjoint(classes)
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if isinstance(inner, boxes.LineBox):
            yield SetLine(page, inner, box, in_copy, aside)
            yield from _inline_blocks(inner, page, in_copy=in_copy, aside=aside)
        else:
            yield from _lines_below(inner, page, in_copy=in_copy, aside=aside)


def _inline_blocks(line: Any, page: int, *, in_copy: bool, aside: bool) -> Iterator[SetLine]:
    for child in line.children:
        inner = getattr(child, "_box", child)
        if isinstance(inner, boxes.BlockBox | boxes.InlineBlockBox):
            yield from _lines_below(inner, page, in_copy=in_copy, aside=aside)


def _classes(box: Any) -> frozenset[str]:
    element = getattr(box, "element", None)
    return frozenset(element.get("class", "").split()) if element is not None else frozenset()


def _breaks(line: SetLine, following: SetLine) -> bool:
    return line.page != following.page or following.box.position_y < line.box.position_y


def word_space(line: SetLine) -> float:
    """The line's word space as a multiple of its natural width; 1.0 where not justified."""
    widest = 1.0
    for box in line.text_boxes:
        if box.justification_spacing and " " in box.text:
            natural = NATURAL_SPACE_EM * box.style["font_size"]
            space = SET_SPACE_EM * box.style["font_size"] + box.justification_spacing
            widest = max(widest, space / natural)
    return widest


def _outside(document: Any, lines: tuple[SetLine, ...]) -> Iterator[str]:
    for line in lines:
        texts = [box for box in line.text_boxes if box.text.strip()]
        if not texts:
            continue
        page = document.pages[line.page]
        right = max(box.position_x + box.width for box in texts)
        left = min(box.position_x for box in texts)
        bottom = line.box.position_y + line.box.height
        limit = line.block.content_box_x() + line.block.width
        too_wide = right > limit + _TOLERANCE_PX + max(0.0, line.block.width * 0.001)
        if too_wide or left < -_HAIR_PX or right > page.width + _HAIR_PX or bottom > page.height:
            yield line.text[:60]


def _depths(page: Any) -> tuple[float, float]:
    """How deep the copy stands, and the white below the last line, in millimetres."""
    box = page._page_box
    top = box.content_box_y()
    bottom = top + box.height
    lowest_copy = last = top
    for line_or_picture, in_copy in _marks(box, in_copy=False):
        last = line_or_picture.position_y + line_or_picture.margin_height()
        lowest_copy = max(lowest_copy, last) if in_copy else lowest_copy
    return round((lowest_copy - top) * MM_PER_PX, 2), round((bottom - last) * MM_PER_PX, 2)


def _marks(box: Any, *, in_copy: bool) -> Iterator[tuple[Any, bool]]:
    """Lines and pictures of the flow, and whether they belong to the copy."""
    classes = _classes(box)
    if isinstance(box, boxes.MarginBox) or not _ASIDE_CLASSES.isdisjoint(classes):
        return
    in_copy = in_copy or _COPY_CLASS in classes
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if isinstance(inner, boxes.LineBox | boxes.ReplacedBox):
            yield inner, in_copy
        else:
            yield from _marks(inner, in_copy=in_copy)


def pushed_blocks(
    document: Any, white_mm: Sequence[float], least_mm: float = PUSHED_WHITE_MM
) -> Iterator[int]:
    """Blocks with a number that open a page after one with so much white at its foot."""
    for number, page in enumerate(document.pages[1:]):
        if white_mm[number] < least_mm:
            continue
        first = next(_numbered(page._page_box, in_copy=False), None)
        if first is not None and first >= 0:
            yield first


def _numbered(box: Any, *, in_copy: bool) -> Iterator[int]:
    """Numbers of the copy's blocks in order; -1 for one that has none."""
    if isinstance(box, boxes.MarginBox):
        return
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        element = getattr(inner, "element", None)
        is_copy = _COPY_CLASS in _classes(inner)
        if in_copy and element is not None and not is_copy:
            yield int(element.get("data-block", -1))
        elif not isinstance(inner, boxes.LineBox):
            yield from _numbered(inner, in_copy=in_copy or is_copy)


def _parted(document: Any) -> bool:
    """Whether a figure's picture and cutline stand on different pages."""
    homes: dict[int, set[int]] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants(placeholders=True):
            element = getattr(box, "element", None)
            if element is not None and getattr(box, "element_tag", "") == "figure":
                homes.setdefault(id(element), set()).add(number)
    return any(len(pages) > 1 for pages in homes.values())
