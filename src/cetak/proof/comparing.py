"""The words of the finished file against the words of the story, one by one and in order.

The story's own words come from ``article/words.py``, never from the layout's HTML, so a
paragraph that a template forgot is missed here. What the layout adds must be what it said it
adds; anything else on the page was invented.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cetak.article.words import Part, words_of
from cetak.findings import Finding, Where, error

_DIVIDED = re.compile(r"[\ufffe\u00ad\x02]\n?")
_OWN_HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)[\u2010\u2011]\s*\n\s*")
_SAMPLE = 12
_BULLETS = frozenset("•◦▪")
"""Marks that a page paints after the lines of a list, all of them together."""
_MOST_BULLETS = 40


def page_words(texts: Iterable[str]) -> list[str]:
    """The words of pages as taken out of the file, divided words joined."""
    joined = "\n".join(texts)
    joined = _OWN_HYPHEN_AT_LINE_END.sub("-", _DIVIDED.sub("", joined))
    return words_of(joined)


def compare(parts: Iterable[Part], found: Sequence[str], added: str) -> tuple[Finding, ...]:
    """What was lost, moved or invented between a story and its pages.

    Args:
        parts: The story's texts, in reading order.
        found: Words of the pages, in order.
        added: Text that the layout adds: labels, notes, furniture.

    Returns:
        Findings of severity error: ``words-lost``, ``words-out-of-order``, ``words-invented``.
    """
    plain, leftward = _sorted_by_direction(parts)
    expected, facts = _expected(plain)
    extras, missing = _align(expected, found)
    if missing:
        return (_lost(expected[missing[0] :], found),)
    left_over = Counter(extras)
    lost = [word for word in facts if not _take(word, left_over)]
    lost += _lost_letters(leftward, found)
    if lost:
        return (_lost(lost, found),)
    if leftward:
        left_over = Counter({word: n for word, n in left_over.items() if not _is_torn(word)})
    invented = [word for word in left_over.elements() if not _Added.of(added).explains(word)]
    if invented:
        return (error("words-invented", words=" ".join(invented[:_SAMPLE]), count=len(invented)),)
    return ()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    part: str


@dataclass(frozen=True, slots=True)
class _Added:
    """What a layout said it adds."""

    words: frozenset[str]
    squeezed: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> _Added:
        words = words_of(text)
        return cls(frozenset(words), "".join(words))

    def explains(self, word: str) -> bool:
        """Whether the word was added, whole or as a piece of an address over two lines."""
        return word in self.words or (len(word) > 2 and word in self.squeezed)


def _sorted_by_direction(parts: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    """Parts written rightward, and leftward ones.

    Readers of a PDF's text turn lines with Arabic or Hebrew round and take marks for letters of
    their own, so of such a part the other words and the letters are counted, in any order.
    """
    plain, leftward = [], []
    for part in parts:
        if not any(map(_is_leftward, part.text)):
            plain.append(part)
            continue
        leftward.append(part)
        words = (word for word in words_of(part.text) if not any(map(_is_leftward, word)))
        plain.append(Part(part.name, " ".join(words), ordered=False))
    return plain, leftward


def _lost_letters(leftward: Iterable[Part], found: Sequence[str]) -> list[_Word]:
    there = Counter(filter(_is_leftward, unicodedata.normalize("NFKC", "".join(found))))
    lost = []
    for part in leftward:
        wanted = Counter(filter(_is_leftward, unicodedata.normalize("NFKC", part.text)))
        if wanted - there:
            lost.append(_Word(part.text, part.name))
        there -= wanted
    return lost


def _is_leftward(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


def _is_torn(word: str) -> bool:
    """A letter or mark that a reader of the text tore off a leftward word."""
    return len(word) == 1 or any(map(_is_leftward, word)) or not word.isascii()


def _expected(parts: Iterable[Part]) -> tuple[list[_Word], list[_Word]]:
    ordered: list[_Word] = []
    facts: list[_Word] = []
    for part in parts:
        words = [_Word(word, part.name) for word in words_of(part.text)]
        (ordered if part.ordered else facts).extend(words)
    return ordered, facts


def _align(expected: Sequence[_Word], found: Sequence[str]) -> tuple[list[str], list[int]]:
    """Words found that the story does not ask for, and indexes of those it asks in vain.

    Matching as early as possible is enough: if the story's words are among those found, in
    order, then they are found so.
    """
    extras: list[str] = []
    position = 0
    index = 0
    while index < len(found):
        if position == len(expected):
            extras.extend(found[index:])
            break
        taken, matched = _match(expected, position, found, index)
        if matched:
            position += matched
            index += taken
        else:
            extras.append(found[index])
            index += 1
    return extras, list(range(position, len(expected)))


def _match(
    expected: Sequence[_Word], position: int, found: Sequence[str], index: int
) -> tuple[int, int]:
    """How many words found make how many words expected; 0 and 0 where none do."""
    wanted, word = expected[position].text, found[index]
    if wanted == word:
        return 1, 1
    if wanted.startswith(word):  # a long word over several lines, perhaps with bullets between
        pieces = _gathered(wanted, found[index : index + len(wanted) + _MOST_BULLETS])
        return (pieces, 1) if pieces else (0, 0)
    if word.startswith(wanted):  # several words that no space parts on the page
        ahead = [item.text for item in expected[position : position + len(word)]]
        words = _gathered(word, ahead)
        return (1, words) if words else (0, 0)
    return 0, 0


def _gathered(whole: str, pieces: Sequence[str]) -> int:
    """How many pieces, from the first, make the whole; 0 where they do not."""
    length = 0
    for count, piece in enumerate(pieces, start=1):
        if piece in _BULLETS:
            continue
        if not whole.startswith(piece, length):
            return 0
        length += len(piece)
        if length == len(whole):
            return count
    return 0


def _lost(missing: Sequence[_Word], found: Sequence[str]) -> Finding:
    everything = Counter(found)
    absent = [word for word in missing if not everything[word.text]]
    code = "words-lost" if absent else "words-out-of-order"
    first = (absent or missing)[0]
    sample = " ".join(word.text for word in _from(missing, first))
    return error(code, Where(part=first.part), words=sample)


def _from(words: Sequence[_Word], first: _Word) -> Iterator[_Word]:
    start = next(number for number, word in enumerate(words) if word is first)
    yield from words[start : start + _SAMPLE]


def _take(word: _Word, left_over: Counter[str]) -> bool:
    """Whether a word that may stand anywhere is on the page, as often as it should."""
    left_over[word.text] -= 1
    return left_over[word.text] >= 0
