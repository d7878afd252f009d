"""Characters that a page must not carry, and clusters that no type could set.

What goes: control characters, invisible characters, overrides of the writing direction, the
ninth and later mark on one letter. What stays: joiners where a script or a picture sign needs
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

MARKS_PER_LETTER = 8
JOINED_SIGNS = 8
LONGEST_WORD = 1000

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_INVISIBLES = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_TAGS = "\U000e0000-\U000e007f"
_SPACES = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_BREAKS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# A set alone is found much faster than what repeats, has choices or looks behind.
_CONTROL = re.compile(f"[{_CONTROLS}]")
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")
# A flag's tags stay.
_TAG = re.compile(f"[{_TAGS}]")
_LOOSE_TAGS = re.compile(f"(?<![\U0001f3f4{_TAGS}])[{_TAGS}]+")
_WIDTHS = re.compile(f"[{_SPACES}]")
_DIRTY = re.compile(
    f"[{_CONTROLS}{_DIRECTIONS}{_INVISIBLES}{_TAGS}{_SPACES}\x0b\x0c\x85\u2028\u2029]"
)
_JOINER = re.compile("[\u200c\u200d]")
# What is left of Latin letters and general punctuation without all that stands above.
_SUSPECT = re.compile("[^\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2007\u2010-\u2027\u202f-\u205e\u2065]")
_LOOSE_SPACE = re.compile(r"(?<![«\d])\u00a0(?![!?;:»%€\d])")


@dataclass(frozen=True, slots=True)
class Sane:
    """Text fit for type, and how many characters of which kind were dropped for it."""

    text: str
    dropped: Counter[str]


def sane(text: str) -> Sane:
    """Text in NFC without what no page must carry.

    Args:
        text: Any characters; line breaks of all kinds become newlines.

    Returns:
        The text, and counts by kind: ``control``, ``direction``, ``invisible``, ``mark``,
        ``joiner``.

    Source: Unicode Standard Annex 15 (NFC); Unicode Standard Annex 9 for the directions.
    """
    if not _SUSPECT.search(text):
        return Sane(text, Counter())
    dropped: Counter[str] = Counter()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _DIRTY.search(text):
        text = _without_dirt(text, dropped)
    text = _without_stray_joiners(text, dropped)
    text = _without_excess_marks(text, dropped)
    return Sane(unicodedata.normalize("NFC", text), +dropped)


def _without_dirt(text: str, dropped: Counter[str]) -> str:
    text = _WIDTHS.sub(" ", _BREAKS.sub("\n", text))
    text = _without(_CONTROL, text, "control", dropped)
    text = _without(_DIRECTION, text, "direction", dropped)
    if _TAG.search(text):
        text = _without(_LOOSE_TAGS, text, "invisible", dropped)
    return _without(_INVISIBLE, text, "invisible", dropped)


def _without(pattern: re.Pattern[str], text: str, kind: str, dropped: Counter[str]) -> str:
    shorter = pattern.sub("", text)
    dropped[kind] += len(text) - len(shorter)
    return shorter


def even_spaces(text: str) -> str:
    """No-break spaces become spaces unless numbers or punctuation lean on them."""
    return _LOOSE_SPACE.sub(" ", text) if "\u00a0" in text else text


def one_line(text: str) -> str:
    """The words with single spaces between them."""
    return " ".join(text.split())


def has_endless_word(text: str) -> bool:
    """Whether a word has more than 1,000 letters; such text cannot be set well."""
    return len(text) > LONGEST_WORD and any(len(word) > LONGEST_WORD for word in text.split())


def _without_stray_joiners(text: str, dropped: Counter[str]) -> str:
    """Joiners stay between letters of joining scripts and between a few picture signs."""
    if not _JOINER.search(text):
        return text
    kept: list[str] = []
    joined = 0
    for position, character in enumerate(text):
        if character not in "\u200c\u200d":
            kept.append(character)
            joined = 0 if character.isspace() else joined
            continue
        joined += 1
        if joined < JOINED_SIGNS and _joins(text, position):
            kept.append(character)
        else:
            joined = 0 if joined >= JOINED_SIGNS else joined
            dropped["joiner"] += 1
    return "".join(kept)


def _joins(text: str, position: int) -> bool:
    before = text[position - 1] if position else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return before >= "\u0590" and after >= "\u0590" and not (before + after).isspace()


def _without_excess_marks(text: str, dropped: Counter[str]) -> str:
    if text.isascii():
        return text
    shorter = _MAYBE_MARKS.sub(_with_few_marks, text)
    dropped["mark"] += len(text) - len(shorter)
    return shorter


def _with_few_marks(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if _is_mark(character) else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(character)
    return "".join(kept)


# Marks stand from here on; most texts have no such run, and the rest of a text needs no look.
_MAYBE_MARKS = re.compile(f"[\u0300-\U0010ffff][\u0300-\U0010ffff]{{{MARKS_PER_LETTER},}}")


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.category(character)[0] == "M"
