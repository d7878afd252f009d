"""The copy of a captured page: paragraphs, crossheads, lists, the end mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cetak.article.blocks import Block, Crosshead, EndMark, List, ListItem, Paragraph
from cetak.article.richtext import RichText
from cetak.clean.credits import end_mark
from cetak.clean.rows import Row, ends_sentence
from cetak.findings import Finding, Where, warning

LONGEST_CROSSHEAD_WORDS = 14
_BULLET = re.compile(r"(?:[-–•*·▪●‣]|(\d{1,3})[.)])\s+(?=\S)")


@dataclass(slots=True)
class BodyReader:
    """Collects blocks from rows, in order.

    Attributes:
        name: Name of the source, for findings.
        rows: All rows of the page.
        first: First row that is clearly copy.
        last: Last row that is clearly copy; a line after it that is no sentence is doubtful.
        ended: First row after the story's clear end; whatever stands there is doubtful.
    """

    name: str
    rows: Sequence[Row]
    first: int
    last: int
    ended: int
    body: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self, texts: dict[int, str]) -> None:
        """The blocks of the rows whose numbers and texts are given."""
        mark = self._take_end_mark(texts)
        numbers = [number for number, text in texts.items() if text]
        for position, number in enumerate(numbers):
            following = numbers[position + 1 : position + 2]
            self._add(number, texts[number], following[0] if following else None)
        if mark:
            self.body.append(EndMark(text=mark))

    def _take_end_mark(self, texts: dict[int, str]) -> str:
        """The sign behind the last sentence, or on a line of its own after it."""
        for number in reversed(texts):
            text, mark = end_mark(texts[number])
            if mark and (not text or self.rows[number].prose):
                texts[number] = text
                return mark
            if self.rows[number].prose:
                break
        return ""

    def _add(self, number: int, text: str, following: int | None) -> None:
        bullet = _BULLET.match(text)
        outside = not self.first <= number <= self.last
        if bullet is not None:
            self._add_item(text[bullet.end() :], bullet[1])
        elif outside or not self._is_crosshead(number, text, following):
            self.body.append(Paragraph(text=RichText.plain(text)))
            if number >= self.ended or (outside and not ends_sentence(text)):
                self._doubt(number)
        else:
            self.body.append(Crosshead(text=RichText.plain(text)))
            if following is not None and self._is_title(following):
                self._doubt(number)

    def _is_crosshead(self, number: int, text: str, following: int | None) -> bool:
        if following is None or not self.rows[number].heading:
            return False
        short = len(text.split()) <= LONGEST_CROSSHEAD_WORDS
        return short and not text[:1].islower() and not text.endswith(":")

    def _is_title(self, number: int) -> bool:
        return self.rows[number].heading and not _BULLET.match(self.rows[number].text)

    def _add_item(self, text: str, number: str | None) -> None:
        item = ListItem(text=RichText.plain(text))
        before = self.body[-1] if self.body else None
        ordered = number is not None
        if isinstance(before, List) and before.ordered == ordered:
            self.body[-1] = before.model_copy(update={"items": (*before.items, item)})
        else:
            start = int(number) if number else 1
            self.body.append(List(ordered=ordered, start=start, items=(item,)))

    def _doubt(self, number: int) -> None:
        row = self.rows[number]
        finding = warning("line-doubtful", Where(self.name, row.line), text=row.text[:80])
        self.findings.append(finding)
