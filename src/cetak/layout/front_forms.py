"""Shorter and shorter forms of a front page, and how much room each takes, roughly.

The press says which part of a form was too deep; forms of which that part is no shorter are
passed over, because setting each of them costs more than counting its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cetak.article.furniture import FrontFacts, Refer
from cetak.layout.spec import FaceMetrics
from cetak.layout.type_measure import line_count

TEASED_DECKS = (99, 16, 0)
"""Words that the decks in the lower part of the page are cut to, one after the other."""
_DEPTHS = (12, 8, 6, 4, 3, 2, 1, 0)
"""Stories of each section that the contents name."""
_REFER_LINES = 4.0
"""Kicker, page number and white of a refer, in lines."""
_SECTION_LINES = 1.4


@dataclass(frozen=True, slots=True)
class FrontRoom:
    """What a front page has room for.

    Attributes:
        teased: How many refers stand side by side in its lower part.
        rail_mm: Width of the part with refers and contents, one above the other.
        teaser_mm: Width of each refer in the lower part.
        copy_pt: Size of the copy.
        small_pt: Size of small type.
        metrics: Faces by ``family|weight|style``.
    """

    teased: int
    rail_mm: float
    teaser_mm: float
    copy_pt: float
    small_pt: float
    metrics: Mapping[str, FaceMetrics]

    def rail_lines(self, facts: FrontFacts) -> float:
        """Lines of copy that refers and contents take, one above the other, roughly."""
        refers = facts.refers[self.teased :]
        named = [one for section in facts.contents for one in section.stories]
        small = [self._small(one.headline) for one in named]
        changes = [self._small(one) for one in facts.changes]
        said = sum(self._refer(one, self.rail_mm, 1.5, 1.4) for one in refers)
        return said + sum(small) + sum(changes) + len(facts.contents) * _SECTION_LINES

    def teaser_lines(self, facts: FrontFacts) -> float:
        """Lines that the longest refer in the lower part takes, roughly."""
        refers = facts.refers[: self.teased]
        return max((self._refer(one, self.teaser_mm, 2, 1.75) for one in refers), default=0.0)

    def _refer(self, one: Refer, width_mm: float, size: float, leading: float) -> float:
        face, text = (
            self.metrics["Cetak Headline|600|normal"],
            self.metrics["Cetak News|400|normal"],
        )
        head = line_count(one.headline, face, self.copy_pt * size, width_mm)
        return head * leading + line_count(one.deck, text, self.copy_pt, width_mm) + _REFER_LINES

    def _small(self, text: str) -> float:
        face = self.metrics["Cetak Franklin|400|normal"]
        return 0.92 * line_count(text, face, self.small_pt, self.rail_mm - 7)


def shorter_fronts(facts: FrontFacts, room: FrontRoom) -> Iterator[FrontFacts]:
    """Shorter decks below, fewer refers and shorter contents, until nothing can be left out."""
    for words in TEASED_DECKS:
        refers = tuple(_cut(one, words) for one in facts.refers[: room.teased])
        below = replace(facts, refers=(*refers, *facts.refers[room.teased :]))
        yield from _shorter_rails(below, room.teased)
    for count in range(max(room.teased, min(len(facts.refers), 2)), -1, -1):
        least = replace(facts, refers=tuple(_cut(one, 0) for one in facts.refers[:count]))
        yield replace(least, contents=(), changes=facts.changes[:6])
        yield replace(least, contents=(), changes=())


def _shorter_rails(facts: FrontFacts, teased: int) -> Iterator[FrontFacts]:
    rail = max(len(facts.refers) - teased, 0)
    most = max((len(section.stories) for section in facts.contents), default=0)
    depths = sorted({most, *(n for n in _DEPTHS if n < most)}, reverse=True)
    for refers in dict.fromkeys((rail, *range(min(rail, 4), 0, -1))):
        least = 2 if refers > 1 else 0
        for depth in (one for one in depths if one >= min(least, most)):
            yield _short(facts, teased + refers, depth)
    yield _short(facts, teased, 0)


def _short(facts: FrontFacts, refers: int, depth: int) -> FrontFacts:
    contents = tuple(
        replace(section, stories=section.stories[:depth]) for section in facts.contents
    )
    return replace(facts, refers=facts.refers[:refers], contents=contents)


def _cut(refer: Refer, most: int) -> Refer:
    """A refer with no more words in its deck, cut between words."""
    words: Sequence[str] = refer.deck.split()
    if len(words) <= most:
        return refer
    kept = " ".join(words[:most]).rstrip(",;:–—- ")
    return replace(refer, deck=f"{kept} …" if kept else "")
