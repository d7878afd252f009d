"""What a page leaves around its copy where no name tells: links, labels, the writer's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cetak.article.blocks import Crosshead, Figure, List, Paragraph
from cetak.clean.block_texts import texts_of
from cetak.clean.characters import one_line
from cetak.clean.credits import credit_line, end_mark, role_alone
from cetak.clean.dates import date_line
from cetak.clean.report import Category, Removed
from cetak.clean.rows import ends_sentence, is_prose
from cetak.clean.tree_blocks import Placed
from cetak.findings import Where

LINKED = 0.9
LABEL_WORDS = 2
BYLINE_WORDS = 10
TITLE_WORDS = (3, 60)
MOST_LINKS = 0.25
LONGEST_BIO = 400
MOST_ROWS = 20
MOST_WORDS = 0.15


_ABOUT = re.compile(
    r"[ ,]{1,2}(?:is (?:a|an|the|our|based|currently|editor|senior)|covers|writes|reports|joined|"
    r"reported from|has been (?:a|an|the|writing|covering)|can be reached|contributed|"
    r"adalah (?:wartawan|jurnalis|reporter|kontributor|penulis)|ist (?:redakteur|autor|reporter|"
    r"korrespondent|freie))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A block above or below the copy: its words, and the share of its letters that are links."""

    number: int
    text: str
    linked: float

    @property
    def words(self) -> int:
        return len(self.text.split())


def without_edges(
    placed: Sequence[Placed],
    writers: Sequence[str],
    source: str,
    keeps: Callable[[str], bool] = lambda _: False,
) -> tuple[list[Placed], list[Removed]]:
    """The blocks of a page without what stands around its copy.

    Args:
        placed: The blocks that were read from the element with the copy.
        writers: The story's byline, which a page shows above its copy.
        source: Name of the source, for the report.
        keeps: Whether a keep-rule names a line.
    """
    rows = [_edge(number, entry) for number, entry in enumerate(placed)]
    prose = [row.number for row in rows if is_prose(row.text) and row.linked < LINKED]
    if not prose:
        return list(placed), []
    above = [row for row in rows[: prose[0]] if _is_above(row, placed[row.number], writers)]
    below = _below(rows[prose[-1] + 1 :], placed, sum(row.words for row in rows))
    inside = _inside(rows[prose[0] : prose[-1]], placed)
    last = _about_writers([row for row in rows if row.text][-3:], writers)
    found = (*above, *inside, *below, *last)
    gone = {row.number: row.text for row in found if not keeps(row.text)}
    removed = [
        Removed(text, "around-copy", Category.NAVIGATION, Where(source, placed[number].line))
        for number, text in gone.items()
    ]
    return [entry for number, entry in enumerate(placed) if number not in gone], removed


def _edge(number: int, entry: Placed) -> _Edge:
    texts = [] if isinstance(entry.block, Figure) else texts_of(entry.block)
    letters = sum(len(text.text) for text in texts)
    linked = sum(len(run.text) for text in texts for run in text.runs if run.href)
    share = linked / letters if letters else 0.0
    return _Edge(number, one_line(" ".join(text.text for text in texts)), share)


def _is_above(row: _Edge, entry: Placed, writers: Sequence[str]) -> bool:
    if not isinstance(entry.block, Paragraph | List) or not row.text:
        return False
    if any(map(str.isdigit, row.text)) and row.linked < LINKED:
        return False
    named = any(writer.casefold() in row.text.casefold() for writer in writers)
    if named and row.words <= BYLINE_WORDS and not ends_sentence(row.text):
        return not credit_line(row.text)
    return row.linked >= LINKED


def _inside(rows: Sequence[_Edge], placed: Sequence[Placed]) -> list[_Edge]:
    """Titles of other stories amid the copy: links and no more, below no line that leads up."""
    found = []
    for before, row in pairwise(rows):
        entry = placed[row.number].block
        linked = row.linked >= LINKED and isinstance(entry, Paragraph | Crosshead | List)
        told = before.text.endswith(":") or ends_sentence(row.text)
        if linked and not told and TITLE_WORDS[0] <= row.words <= TITLE_WORDS[1]:
            found.append(row)
    total = sum(row.words for row in rows)
    return found if sum(row.words for row in found) <= MOST_LINKS * total else []


def _about_writers(rows: Sequence[_Edge], writers: Sequence[str]) -> list[_Edge]:
    """``Jane Doe covers the coast for The Paper``, where the copy has ended."""
    names = tuple(writer.casefold() for writer in writers if " " in writer)
    return [
        row
        for row in rows
        if len(row.text) <= LONGEST_BIO
        and any(
            row.text.casefold().startswith(name) and _ABOUT.match(row.text[len(name) :])
            for name in names
        )
    ]


def _below(rows: Sequence[_Edge], placed: Sequence[Placed], words: int) -> list[_Edge]:
    """Links and labels below the copy; a poem's last lines are many, and stay."""
    shown = [row for row in rows if row.text]
    if len(shown) > MOST_ROWS or sum(row.words for row in shown) > MOST_WORDS * words:
        return []
    return [row for row in shown if _is_below(row, placed[row.number])]


def _is_below(row: _Edge, entry: Placed) -> bool:
    if credit_line(row.text) or role_alone(row.text) or date_line(row.text) is not None:
        return False
    if row.linked >= LINKED and isinstance(entry.block, Paragraph | List | Crosshead):
        return True
    label = isinstance(entry.block, Paragraph) and row.words <= LABEL_WORDS
    return label and not ends_sentence(row.text) and not end_mark(row.text)[1]
