"""The dateline that opens the copy: ``MOSCOW, 20 September 2023 – ...`` in its many forms."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cetak.article.story import Dateline
from cetak.clean.dates import date_in
from cetak.clean.tables import words

LONGEST = 120
_DASH = re.compile(r" ?(?:--|[–—])[\s]?|\s-\s|(?<=\))\s?[-:]\s|(?<=[\w)]): ")
_AGENCY = re.compile(r"\(([^()]{2,40})\)\s*$")
_SIGNATURE = re.compile(r"([^.]{2,50})\. (?=\S)")


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the first words of the copy.

    Attributes:
        dateline: Place, date and agency.
        source: Publication that signs before the place, or ``""``.
        section: Section that the signature names, or ``""``.
        length: Characters that the opening takes, with the dash and the space after it.
    """

    dateline: Dateline
    source: str
    section: str
    length: int


def opening(text: str, language: str = "", year: int = 0) -> Opening | None:
    """The dateline at the start of a paragraph, if it clearly has one.

    Args:
        text: The story's first paragraph.
        language: Where it is Indonesian a place in ordinary letters counts as well.
        year: For datelines that name day and month alone; 0 if not known.

    Returns:
        ``None`` if in doubt: then the words stay in the copy.
    """
    for match in _DASH.finditer(text[: LONGEST + 4]):
        head, rest = text[: match.start()].rstrip(), text[match.end() :]
        found = _read(head, rest.lstrip(), language, year) if head and rest.strip() else None
        if found is not None and (":" not in match[0] or found[0].agency):
            dateline, source, section = found
            length = len(text) - len(rest.lstrip())
            return Opening(dateline, source, section, length)
    return None


def _read(head: str, rest: str, language: str, year: int) -> tuple[Dateline, str, str] | None:
    signature, head = _signature(head)
    agency, head = _agency_in_brackets(head)
    parts = [part.strip() for part in head.split(",") if part.strip()]
    date, parts = _take_date(parts, year)
    named = [part for part in parts if is_agency(part)]
    places = [part for part in parts if part not in named]
    agency = agency or ", ".join(named)
    if not _is_clear(places, date, agency, rest, language):
        return None
    dateline = Dateline(place=", ".join(places), date=date, agency=agency)
    return dateline, *signature


def _signature(head: str) -> tuple[tuple[str, str], str]:
    """``Akurasi, Internasional. MOSCOW`` -> source, section and what follows."""
    match = _SIGNATURE.match(head)
    if match is None or is_agency(head.partition(",")[0]) or not match[1][0].isupper():
        return ("", ""), head
    source, _, section = match[1].partition(",")
    rest = head[match.end() :]
    if not _is_place(rest.partition(",")[0]) or source.isupper() or len(source) < 3:
        return ("", ""), head
    return (source.strip(), section.strip()), rest


def _agency_in_brackets(head: str) -> tuple[str, str]:
    match = _AGENCY.search(head)
    if match is None or any(character.isdigit() for character in match[1]):
        return "", head
    return match[1].strip(), head[: match.start()].strip()


def _take_date(parts: list[str], year: int) -> tuple[dt.date | None, list[str]]:
    """The date among the parts; ``September 20`` and ``2023`` may be two of them."""
    for position in range(len(parts)):
        for width in (2, 1):
            joined = ", ".join(parts[position : position + width])
            found = date_in(joined.strip("()"), year)
            if found is not None and found[1] == len(joined.strip("()")):
                return found[0], parts[:position] + parts[position + width :]
    return None, parts


def is_agency(part: str) -> bool:
    """Whether a word is a paper or agency: ``KOMPAS.com``, ``ANTARA News``."""
    lowered = part.casefold()
    suffixed = lowered.endswith(tuple(words("agencies", "suffixes"))) and " " not in part
    return suffixed or lowered in words("agencies", "agencies")


def _is_clear(
    places: list[str], date: dt.date | None, agency: str, rest: str, language: str
) -> bool:
    if len(places) > 3 or not all(_is_place(place) for place in places):
        return False
    if not places:
        return bool(agency)
    if date is not None or (agency and rest[:1].isalnum() | (rest[:1] in "\"“'‘«")):
        return True
    if places[0].isupper() and len(places[0]) > 2:
        return True
    plain = len(places) == 1 and rest[:1].isupper() and len(places[0].split()) <= 2
    return plain and language.partition("-")[0] in ("id", "ms")


def _is_place(text: str) -> bool:
    parts = text.replace("-", " ").replace("/", " ").split()
    if not parts or len(parts) > 4 or len(text) > 40:
        return False
    return all(_is_place_word(part, number) for number, part in enumerate(parts))


def _is_place_word(word: str, number: int) -> bool:
    letters = word.replace(".", "").replace("'", "").replace("’", "")
    small = number > 0 and letters.casefold() in {
        "de",
        "am",
        "an",
        "der",
        "of",
        "upon",
        "la",
        "du",
    }
    return small or (letters.isalpha() and letters[0].isupper()) or (number > 0 and word.isdigit())
