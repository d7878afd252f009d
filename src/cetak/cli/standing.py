"""Where the removed parts of a story stood among what stayed, found by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from cetak.acquire.sources import Raw
from cetak.adapt.decoding import decoded
from cetak.adapt.web_page_bytes import page_text
from cetak.article.blocks import Block
from cetak.clean.block_texts import texts_of
from cetak.clean.parsed import parsed, source_line
from cetak.clean.report import Cleaned, Removed
from cetak.clean.strip_tree import SILENT

_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST_KEY = 120
_SURE_KEY = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """A story in the order of its source.

    Attributes:
        parts: Blocks, and removed parts where they stood.
        elsewhere: Removed parts whose place is not known.
    """

    parts: tuple[Block | Removed, ...]
    elsewhere: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a source alone, and where in them its lines begin."""

    text: str
    lines: dict[int, int]

    def find(self, key: str, start: int, end: int | None = None) -> int:
        return self.text.find(key, start, len(self.text) if end is None else end)


def standing(raw: Raw, cleaned: Cleaned) -> Standing:
    """Put the removed parts back among the blocks of a story.

    Args:
        raw: The source.
        cleaned: What became of it.
    """
    letters = _letters(raw)
    body = cleaned.article.body
    places = _block_places(letters, body)
    if body and sum(place >= 0 for place in places) * 2 < len(body):
        return Standing(body, cleaned.removed)
    placed = [(_removed_place(letters, removed), removed) for removed in cleaned.removed]
    struck = sorted((one for one in placed if one[0] >= 0), key=lambda one: one[0])
    elsewhere = tuple(removed for place, removed in placed if place < 0)
    return Standing(tuple(_merged(body, places, struck)), elsewhere)


def _merged(
    body: Sequence[Block], places: list[int], struck: list[tuple[int, Removed]]
) -> Iterator[Block | Removed]:
    number = 0
    for block, place in zip(body, places, strict=True):
        while number < len(struck) and struck[number][0] < place:
            yield struck[number][1]
            number += 1
        yield block
    yield from (removed for _, removed in struck[number:])


def _block_places(letters: _Letters, body: Sequence[Block]) -> list[int]:
    """Where each block begins, -1 where unknown: short texts between the long ones only."""
    keys = [_key(" ".join(text.text for text in texts_of(block)[:1])) for block in body]
    places, at = [-1] * len(body), 0
    for number, key in enumerate(keys):
        if len(key) >= _SURE_KEY and (found := letters.find(key, at)) >= 0:
            places[number] = found
            at = found + len(key)
    at = 0
    for number, key in enumerate(keys):
        if key and places[number] < 0:
            end = next((place for place in places[number + 1 :] if place >= 0), None)
            places[number] = letters.find(key, at, end)
        at = max(at, places[number] + len(key))
    return places


def _removed_place(letters: _Letters, removed: Removed) -> int:
    key = _key(removed.text)
    begins = letters.lines.get(removed.where.line, -1)
    found = letters.find(key, max(begins, 0)) if key else -1
    return found if found >= 0 else begins


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text)[:_LONGEST_KEY]


def _letters(raw: Raw) -> _Letters:
    is_markup = raw.content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    read = page_text if is_markup else decoded
    text = read(raw.name, raw.content)[0]
    pieces = _markup_pieces(text) if is_markup else enumerate(text.split("\n"), start=1)
    lines: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for line, piece in pieces:
        lines.setdefault(line, length)
        parts.append(_NO_LETTER.sub("", piece))
        length += len(parts[-1])
    return _Letters("".join(parts), lines)


def _markup_pieces(text: str) -> Iterator[tuple[int, str]]:
    walk = etree.iterwalk(parsed(text).root, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            yield source_line(node), node.tail or ""
        elif node.tag in SILENT:
            walk.skip_subtree()
        else:
            yield source_line(node), node.text or ""
