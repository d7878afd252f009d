"""A story as rows of text, so that line rules see captured lines and typed blocks alike."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cetak.clean.characters import one_line, sane

LONGEST_HEADING = 110
PROSE_WORDS = 7
_SENTENCE_END = re.compile(r"[.!…]['\"”’»)]{0,3}$|[?]['\"”’»)]{1,3}$")
_END_SIGN = re.compile(r"\((?:\*{1,3}|[A-Za-z]{2,5}(?:/[A-Za-z]{2,5}){0,4})\)$")
_ORNAMENTS = ' \t»«›‹▶►▸→←↓↑↗•·●○▪■*|_-~=–—[]"“”:>'


@dataclass(frozen=True, slots=True)
class Row:
    """One line or block.

    Attributes:
        text: Its words.
        line: Line in the source, from 1; 0 when unknown.
        prose: Whether it is clearly copy: a sentence, or long.
        heading: Whether it could be a crosshead or a title.
        linked: Share of its letters that are links; ``None`` where links are not known.
        fixed: Whether it is no text (a picture): rules leave it alone.
    """

    text: str
    line: int
    prose: bool
    heading: bool
    linked: float | None = None
    fixed: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1 if self.text else 0


def captured_row(text: str, line: int) -> Row:
    """A row from a line of captured text."""
    prose = is_prose(text)
    return Row(text, line, prose, not prose and is_heading(text))


def is_prose(text: str) -> bool:
    """Whether a text is clearly copy and not a title: sentences with their full stops."""
    if len(text) > 170:
        return True
    return text.count(" ") + 1 >= PROSE_WORDS and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Whether the last word ends a sentence; a sign such as ``(*)`` may follow it."""
    return bool(_SENTENCE_END.search(text[-8:]) or _END_SIGN.search(text[-32:]))


def is_heading(text: str) -> bool:
    """Whether a line is short and has no sentence end: a crosshead, a title, a label."""
    return len(text) <= LONGEST_HEADING and not ends_sentence(text) and text[-1:] not in ",;"


def asked(text: str) -> str:
    """The form of a line that patterns are tried on: single spaces, no ornaments."""
    bare = one_line(sane(text).text).strip(_ORNAMENTS)
    if bare[:1] == "(" and bare[-1:] == ")" and ":" in bare:
        bare = bare[1:-1].strip(_ORNAMENTS)
    return bare or text.strip()
