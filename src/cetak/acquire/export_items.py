"""An XML file of many items is taken apart into its items, as bytes and in flat memory.

The file is not parsed as a whole: an item that is broken, or a file that was cut, costs only
that item. What an item means is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK_BYTES = 1 << 20
LONGEST_ITEM_BYTES = 64 << 20
_TAIL_BYTES = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """The head of a file, or one item.

    Attributes:
        content: Its bytes, tags and all.
        number: 0 for the head, items from 1.
        is_whole: Whether it ends with its closing tag.
    """

    content: bytes
    number: int
    is_whole: bool = True


def pieces(stream: BinaryIO, names: tuple[bytes, ...]) -> Iterator[Piece]:
    """The head of a file and then each of its items.

    Args:
        stream: The file, from its beginning.
        names: Local names of the elements that are items.
    """
    yield from _Scanner(stream, names).run()


class _Scanner:
    """Goes through a file once; only the item under way is in memory."""

    def __init__(self, stream: BinaryIO, names: tuple[bytes, ...]) -> None:
        choice = b"|".join(names)
        self._stream = stream
        self._mark = re.compile(
            rb"<!\[CDATA\[|<!--|<(?P<end>/?)(?:[\w.-]{1,40}:)?(?:" + choice + rb")(?=[\s/>])"
        )
        self._next_item = re.compile(rb"</(?:" + choice + rb")>\s{0,99}<(?:" + choice + rb")[\s>]")
        self._buffer = b""
        self._start = 0
        self._at = 0
        self._number = 0
        self._is_open = False
        self._is_ended = False
        self._is_short = False
        self._unclosed: dict[bytes, int] = {}

    def run(self) -> Iterator[Piece]:
        while (mark := self._find()) is not None:
            if mark["end"] is None:
                yield from self._skip(mark)
            elif mark["end"]:
                yield from self._close(mark)
            else:
                yield from self._open(mark)
        if self._is_open or not self._number:
            yield self._piece(len(self._buffer), is_whole=not self._is_open)

    def _find(self) -> re.Match[bytes] | None:
        while True:
            self._forget()
            mark = self._mark.search(self._buffer, self._at)
            if mark is not None and mark.end() < len(self._buffer):
                return mark
            self._at = max(self._at, mark.start() if mark else len(self._buffer) - _TAIL_BYTES)
            if not self._more():
                return mark

    def _skip(self, mark: re.Match[bytes]) -> Iterator[Piece]:
        """Over a comment or a CDATA section; what is in it is no markup."""
        end = self._end_of(mark, b"-->" if mark[0] == b"<!--" else b"]]>")
        swallowed = self._next_item.search(self._buffer, mark.end(), end) if end else None
        if swallowed is not None and self._is_open:
            self._at = swallowed.end() - 1
            begin = self._buffer.rindex(b"<", mark.end(), swallowed.end())
            yield self._piece(begin, is_whole=False)
            self._begin(begin)
        else:
            self._at = end or mark.end()

    def _end_of(self, mark: re.Match[bytes], closing: bytes) -> int:
        """Where a section ends; 0 where it never does, or not within an item's length."""
        if mark.start() < self._unclosed.get(closing, 0):
            return 0
        at = mark.end()
        while (end := self._buffer.find(closing, at)) < 0:
            at = max(at, len(self._buffer) - len(closing))
            if len(self._buffer) - mark.start() > LONGEST_ITEM_BYTES or not self._more():
                self._unclosed[closing] = len(self._buffer)
                return 0
        return end + len(closing)

    def _open(self, mark: re.Match[bytes]) -> Iterator[Piece]:
        if self._is_open or not self._number:
            yield self._piece(mark.start(), is_whole=not self._is_open)
        self._at = mark.end()
        self._begin(mark.start())

    def _close(self, mark: re.Match[bytes]) -> Iterator[Piece]:
        while (end := self._buffer.find(b">", mark.end())) < 0 and self._more():
            pass
        self._at = end + 1 if end >= 0 else len(self._buffer)
        if self._is_open:
            yield self._piece(self._at, is_whole=end >= 0)
            self._is_open = False
            self._start = self._at

    def _begin(self, start: int) -> None:
        self._start = start
        self._is_open = True

    def _piece(self, end: int, *, is_whole: bool) -> Piece:
        whole = is_whole and not self._is_short
        piece = Piece(self._buffer[self._start : end], self._number, whole)
        self._number += 1
        self._is_short = False
        return piece

    def _forget(self) -> None:
        """Let go of what lies before the item under way, and of an item without end."""
        is_needed = self._is_open or not self._number
        if is_needed and self._at - self._start > LONGEST_ITEM_BYTES:
            self._start, self._is_short = self._at, True
        cut = self._start if is_needed else self._at
        if cut < CHUNK_BYTES:
            return
        self._buffer = self._buffer[cut:]
        self._start = max(self._start - cut, 0)
        self._at -= cut
        self._unclosed = {mark: at - cut for mark, at in self._unclosed.items()}

    def _more(self) -> bool:
        if self._is_ended:
            return False
        chunk = self._stream.read(CHUNK_BYTES)
        self._is_ended = not chunk
        self._buffer += chunk
        return bool(chunk)
