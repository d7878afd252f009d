"""JSON text with the place of each value, read strictly and without recursion.

Source: RFC 8259; I-JSON (RFC 7493) for duplicate names and lone surrogates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from json.decoder import scanstring  # type: ignore[attr-defined]

from cetak.article.located import Node, Place, Tree
from cetak.errors import SourceError
from cetak.findings import Fact, Where

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,400})(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,9})?")
_WORD = re.compile(r"[A-Za-z0-9_+.-]{1,40}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


def read_json(text: str, source: str) -> Node:
    """Values and places of a JSON text; numbers stay as they were written.

    Raises:
        SourceError: With the place of what cannot be read.
    """
    return _Reader(text, source).read()


class _Reader:
    """Walks through the text once; what is open is kept in a stack."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._at = 0
        self._tree = Tree(source)
        self._closers: list[str] = []
        self._line_starts = [0, *accumulate(len(line) for line in text.split("\n"))]
        self._line_starts = [start + i for i, start in enumerate(self._line_starts)]

    def read(self) -> Node:
        self._value()
        while self._closers:
            self._next_in_collection()
        if self._peek():
            raise self._refused("json-trailing")
        root = self._tree.root
        assert root is not None  # noqa: S101 - a value was read above
        return root

    def _next_in_collection(self) -> None:
        """After a value: a comma and the next one, or the end of the collection."""
        sign = self._peek()
        if sign == self._closers[-1]:
            self._close()
        elif sign == ",":
            self._at += 1
            self._member()
        else:
            raise self._unexpected(f", {self._closers[-1]}")

    def _member(self) -> None:
        if self._closers[-1] == "}":
            self._name()
        self._value()

    def _name(self) -> None:
        if self._peek() != '"':
            raise self._unexpected('"')
        place = self._place()
        self._tree.key(self._string(), place)
        if self._peek() != ":":
            raise self._unexpected(":")
        self._at += 1

    def _value(self) -> None:
        sign = self._peek()
        place = self._place()
        if sign in ("{", "["):
            self._open(sign, place)
        elif sign == '"':
            self._tree.add(Node(self._string(), place))
        else:
            self._tree.add(Node(self._number_or_word(), place))

    def _open(self, sign: str, place: Place) -> None:
        self._tree.enter(Node({} if sign == "{" else [], place))
        self._closers.append("}" if sign == "{" else "]")
        self._at += 1
        if self._peek() != self._closers[-1]:
            self._member()

    def _close(self) -> None:
        self._closers.pop()
        self._tree.leave()
        self._at += 1

    def _string(self) -> str:
        place = self._place()
        try:
            value, self._at = scanstring(self._text, self._at + 1, True)
        except ValueError as problem:
            self._at = getattr(problem, "pos", self._at)
            raise self._refused("json-string", problem=getattr(problem, "msg", "")) from problem
        text = str(value)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise SourceError.because("json-surrogate", Where(self._source, *place))
        return text

    def _number_or_word(self) -> str | bool | None:
        word = _WORD.match(self._text, self._at)
        if word and word[0] in _WORDS:
            self._at = word.end()
            return _WORDS[word[0]]
        if word and word[0] in _NOT_NUMBERS:
            raise self._refused("json-number", number=word[0])
        number = _NUMBER.match(self._text, self._at)
        if not number:
            raise self._unexpected('{ [ " 0-9 true false null')
        self._at = number.end()
        return number[0]

    def _peek(self) -> str:
        """The next character that is no space, or ``""`` at the end."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def _place(self) -> Place:
        line = bisect_right(self._line_starts, self._at)
        return Place(line, self._at - self._line_starts[line - 1] + 1)

    def _unexpected(self, expected: str) -> SourceError:
        found = self._peek()
        if not found:
            return self._refused("json-cut-off", expected=expected)
        return self._refused("json-syntax", found=found, expected=expected)

    def _refused(self, code: str, **facts: Fact) -> SourceError:
        return SourceError.because(code, Where(self._source, *self._place()), **facts)
