"""Subsets of a face united: each glyph looks and measures as in its subset.

Source: OpenType 1.9; fontTools is the judge.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable

import pytest
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.press.truetype import Face, read_subset
from cetak.resources import LocalResources

FOLDER = LocalResources().asset("fonts") / "cetak-headline"
FILE = sorted(FOLDER.glob("*.ttf"))[0]
OTHER = LocalResources().asset("fonts") / "cetak-text" / "CetakText-Regular.ttf"
LETTERS = "ABCXYZabcdefghijklmnopqrstuvwxyz0123456789éèêëÉçñöüÄ ½–…”“fi"


@functools.cache
def whole(path: str = str(FILE)) -> TTFont:
    return TTFont(path)


@functools.cache
def glyph(letter: str) -> int:
    font = whole()
    return int(font.getGlyphID(font.getBestCmap()[ord(letter)]))


@functools.cache
def cut(letters: str, path: str = str(FILE)) -> bytes:
    """A subset as the engine makes it: numbers kept, nothing behind the last glyph shown."""
    font = TTFont(path)
    shown = [font.getGlyphID(font.getBestCmap()[ord(one)]) for one in letters]
    first = subset.Subsetter(subset.Options(retain_gids=True, notdef_outline=True))
    first.populate(gids=shown)
    first.subset(font)
    file = io.BytesIO()
    font.save(file)
    again = TTFont(io.BytesIO(file.getvalue()))
    second = subset.Subsetter(subset.Options(retain_gids=False, notdef_outline=True))
    second.populate(gids=range(max(shown, default=0) + 1))
    second.subset(again)
    file = io.BytesIO()
    again.save(file)
    return file.getvalue()


def united(texts: Iterable[str]) -> bytes:
    face: Face | None = None
    for text in texts:
        read = read_subset(cut(text))
        face = face or Face(read)
        assert face.take(read, {glyph(letter) for letter in text})
    assert face is not None
    return face.written()


def drawn(font: TTFont, number: int) -> tuple[object, int]:
    """Strokes of a glyph and its advance width."""
    name = font.getGlyphName(number)
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.value, font["hmtx"][name][0]


TEXTS = st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=8), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_every_glyph_is_drawn_as_in_the_face(texts: list[str]) -> None:
    font = TTFont(io.BytesIO(united(texts)), checkChecksums=2)
    for letter in set("".join(texts)):
        assert drawn(font, glyph(letter)) == drawn(whole(), glyph(letter))


def test_composites_keep_their_parts_whatever_these_were_numbered() -> None:
    texts = ["é", "éz", "Éé", "0123456789", "0x", "9"]
    font = TTFont(io.BytesIO(united(texts)), checkChecksums=2)
    composites = [name for name in font["glyf"].glyphs if font["glyf"][name].isComposite()]
    assert composites
    for letter in set("".join(texts)):
        assert drawn(font, glyph(letter)) == drawn(whole(), glyph(letter))


def test_the_union_says_how_large_it_is() -> None:
    font = TTFont(io.BytesIO(united(["AB", "Mgé"[1:], "z"])), checkChecksums=2)
    assert font["maxp"].numGlyphs == len(font.getGlyphOrder()) > glyph("z")
    head = font["head"]
    boxes = [font["glyf"][name] for name in font.getGlyphOrder()]
    inked = [one for one in boxes if one.numberOfContours]
    assert head.yMin <= min(one.yMin for one in inked)
    assert head.yMax >= max(one.yMax for one in inked)
    assert head.unitsPerEm == whole()["head"].unitsPerEm


def test_the_same_subsets_give_the_same_bytes() -> None:
    assert united(["ab", "é0"]) == united(["ab", "é0"])


def test_another_face_is_not_taken_and_changes_nothing() -> None:
    mine, other = read_subset(cut("abc")), read_subset(cut("abc", str(OTHER)))
    face = Face(mine)
    assert face.take(mine, {glyph(one) for one in "abc"})
    before = face.written()
    numbers = set(other.outlines)
    assert not face.take(other, numbers)
    assert face.written() == before


@pytest.mark.parametrize(
    "font",
    [b"", b"OTTO" + bytes(60), b"\0\1\0\0\0\1", b"\0\1\0\0" + b"\xff" * 60, bytes(1000)],
    ids=range(5),
)
def test_what_is_no_truetype_file_is_refused(font: bytes) -> None:
    with pytest.raises(ValueError, match=r"TrueType|cut"):
        read_subset(font)


def test_a_cut_file_is_refused() -> None:
    content = cut("abc")
    for end in range(0, len(content) - 4, 97):
        with pytest.raises(ValueError, match=r"TrueType|cut"):
            read_subset(content[:end])
