"""Where a word may be divided: points that a newspaper would use, and no others.

Names stay whole, compounds divide at their own hyphen only, and the words that a first pass
divided where they must not be are kept whole in the next one. Indonesian has rules of its own
here: Pyphen's patterns cut ``mil-iter`` and ``kelur-ahan``.

Source: CSS Text Module Level 3, section 5.4 (hyphenation); Pyphen's dictionaries;
Pedoman Umum Ejaan Bahasa Indonesia, "Pemenggalan kata".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pyphen

LEAST_ALONE = 5
"""Letters at least of a divided word that may be all there is on a paragraph's last line."""
LONGEST_WORD = 60
"""A longer word is no word: it is broken anywhere, and its points are not looked for."""
_KEPT_WHOLE: ContextVar[frozenset[str]] = ContextVar("kept_whole", default=frozenset())
_COMMON: ContextVar[frozenset[str]] = ContextVar("common", default=frozenset())
_LONG_TAILED: ContextVar[frozenset[str]] = ContextVar("long_tailed", default=frozenset())

_WORD = re.compile(r"[^\W\d_]{6,60}")
# Consonants between two vowels; two letters that stand for one sound are one consonant.
_BETWEEN_VOWELS = re.compile(r"(?<=[aiueoé])(?:ng|ny|kh|sy|[bcdfghjklmnpqrstvwxyz])+(?=[aiueoé])")
_CONSONANT = re.compile(r"ng|ny|kh|sy|.")
MALAY_LANGUAGES = frozenset({"id", "ms"})


@contextmanager
def knowing(text: str) -> Iterator[None]:
    """Within this context a word that the text also writes small is no name.

    Args:
        text: The whole story: a word at the beginning of a sentence may be divided if it
            stands elsewhere in small letters.
    """
    token = _COMMON.set(frozenset(word for word in _WORD.findall(text) if word.islower()))
    try:
        yield
    finally:
        _COMMON.reset(token)


def _is_common(word: str) -> bool:
    return word.islower() or (word[1:].islower() and word.lower() in _COMMON.get())


@contextmanager
def keeping(whole: frozenset[str], long_tailed: frozenset[str]) -> Iterator[None]:
    """Within this context some words are not divided, others not near their end.

    Args:
        whole: Words that stay whole.
        long_tailed: Words whose last part has at least ``LEAST_ALONE`` letters.
    """
    tokens = _KEPT_WHOLE.set(whole), _LONG_TAILED.set(long_tailed)
    try:
        yield
    finally:
        _KEPT_WHOLE.reset(tokens[0])
        _LONG_TAILED.reset(tokens[1])


def held_words(text: str) -> tuple[tuple[str, bool, bool], ...]:
    """Which words of a text are kept whole now, and which long-tailed."""
    whole, long_tailed = _KEPT_WHOLE.get(), _LONG_TAILED.get()
    held = (word for word in whole | long_tailed if word in text)
    return tuple(sorted((word, word in whole, word in long_tailed) for word in held))


def held_anywhere() -> tuple[frozenset[str], frozenset[str]]:
    """The words that are kept whole now, and the long-tailed ones."""
    return _KEPT_WHOLE.get(), _LONG_TAILED.get()


def indonesian_points(word: str) -> list[int]:
    """Syllable ends of an Indonesian word, as counts of letters before the hyphen.

    One consonant between vowels begins the next syllable (``mi-li-ter``); of two or more the
    first ends its own (``swas-ta``, ``in-stru-men``). Ng, ny, kh and sy are one consonant.
    """
    points = []
    for match in _BETWEEN_VOWELS.finditer(word):
        consonants = _CONSONANT.findall(match[0])
        first = len(consonants[0]) if len(consonants) > 1 else 0
        points.append(match.start() + first)
    return points


class NewsHyphenator:
    """Stands in for ``pyphen.Pyphen`` inside the engine.

    Attributes:
        left: Letters at least before the hyphen.
        right: Letters at least after it.
    """

    def __init__(self, lang: str, left: int = 3, right: int = 3) -> None:
        self.left = left
        self.right = right
        self._malay = lang.split("_", maxsplit=1)[0] in MALAY_LANGUAGES
        # A dictionary takes as long to load as a page to set.
        own = self._malay
        self._dictionary = None if own else pyphen.Pyphen(lang=lang, left=left, right=right)

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Each way to divide the word, the longest first part first."""
        for point in reversed(self.points(word)):
            yield word[:point], word[point:]

    def points(self, word: str) -> list[int]:
        """Where the word may be divided, as counts of letters before the hyphen."""
        if len(word) > LONGEST_WORD or not word.isalpha() or not _is_common(word):
            return []
        if word in _KEPT_WHOLE.get():
            return []
        found = (
            self._dictionary.positions(word)
            if self._dictionary
            else indonesian_points(word.lower())
        )
        right = LEAST_ALONE if word in _LONG_TAILED.get() else self.right
        return [
            int(point)
            for point in found
            if self.left <= point <= len(word) - right
            and not getattr(point, "data", None)  # would change the word's spelling
        ]


class HyphenationModule:
    """What the engine takes for the module ``pyphen``."""

    Pyphen = NewsHyphenator
    language_fallback = staticmethod(pyphen.language_fallback)
