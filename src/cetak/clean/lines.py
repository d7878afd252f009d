"""Line rules on the rows of a story: what goes, what it takes along, and how far that may go."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from cetak.clean.report import Category, Removed
from cetak.clean.rows import Row, asked
from cetak.clean.rulebook import Rulebook
from cetak.clean.rules import Rule
from cetak.findings import Finding, Where, warning

MANY_WORDS = 150
LINK_LINE = 0.75


@dataclass(frozen=True, slots=True)
class Hits:
    """Which row goes for which rule, and what was noticed."""

    taken: dict[int, Rule]
    findings: tuple[Finding, ...] = ()

    def removed(self, rows: Sequence[Row], source: str) -> list[Removed]:
        """The report of what went, in the order of the story."""
        return [
            Removed(
                text=" ".join(rows[number].text.split()),
                rule=rule.name,
                category=rule.category or Category.LABEL,
                where=Where(source, rows[number].line),
            )
            for number, rule in sorted(self.taken.items())
        ]


@dataclass(slots=True)
class _Search:
    """Rows with what the rules found on them so far."""

    rows: Sequence[Row]
    first: int
    last: int
    ended: int
    taken: dict[int, Rule] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)


def find_hits(rows: Sequence[Row], rulebook: Rulebook, source: str, ended: int) -> Hits:
    """What the line rules take from a story.

    Args:
        rows: The story's rows in reading order.
        rulebook: The rules.
        source: Name of the story's source, for findings.
        ended: First row after the story's clear end; ``len(rows)`` where there is none.
    """
    first, last = copy_bounds(rows, ended)
    if last < 0:
        first, last = 0, len(rows)
    search = _Search(rows, first, last, ended)
    labels = _match_all(search, rulebook)
    for number, rule in labels:
        _take_along(search, number, rule)
    for number, rule in _crowded(search, rulebook):
        search.taken.setdefault(number, rule)
    return _capped(search, source)


def copy_bounds(rows: Sequence[Row], ended: int) -> tuple[int, int]:
    """First and last row that are clearly copy; ``(len(rows), -1)`` without any."""
    prose = [number for number, row in enumerate(rows[:ended]) if row.prose]
    return (prose[0], prose[-1]) if prose else (len(rows), -1)


def _match_all(search: _Search, rulebook: Rulebook) -> list[tuple[int, Rule]]:
    found = []
    for number, row in enumerate(search.rows):
        text = "" if row.fixed else _asked(row, rulebook.stripping.longest)
        if not text:
            continue
        if rulebook.keeping.first(text, lambda _: True):
            search.kept.add(number)
            continue
        rule = rulebook.stripping.first(text, functools.partial(_stands, search, number))
        if rule is not None:
            search.taken[number] = rule
            found.append((number, rule))
    return found


def _asked(row: Row, longest: int) -> str:
    """What patterns are tried on; a long row of links is known by its beginning."""
    if _is_link(row):
        return asked(row.text[:longest])
    return asked(row.text) if len(row.text) <= 2 * longest else ""


def _stands(search: _Search, number: int, where: str) -> bool:
    before = number < search.first
    after = number > search.last or number >= search.ended
    places = {
        "anywhere": True,
        "before-copy": before,
        "after-copy": after,
        "outside-copy": before or after or _is_link(search.rows[number]),
        "heading-like": search.rows[number].heading,
    }
    return places[where]


def _is_link(row: Row) -> bool:
    return row.linked is not None and row.linked >= LINK_LINE


def _crowded(search: _Search, rulebook: Rulebook) -> list[tuple[int, Rule]]:
    """Heading-like rows that stand beside another one: no crosshead is left without copy."""
    left = [number for number in range(len(search.rows)) if number not in search.taken]
    found = []
    for position, number in enumerate(left):
        row = search.rows[number]
        if not row.heading or number in search.kept or row.fixed or number < search.first:
            continue
        beside = left[max(0, position - 1) : position] + left[position + 1 : position + 2]
        if any(search.rows[other].heading for other in beside):
            rule = rulebook.crowded.first(asked(row.text), lambda _: True)
            found += [(number, rule)] if rule is not None else []
    return found


def _take_along(search: _Search, number: int, rule: Rule) -> None:
    if rule.takes == "links-after":
        _take_titles(search, number, rule)
    elif rule.takes == "rest" and not _is_link(search.rows[number]) and _may_cut(search, number):
        for other in range(number + 1, len(search.rows)):
            if other not in search.kept:
                search.taken.setdefault(other, rule)


def _may_cut(search: _Search, number: int) -> bool:
    """The rest goes after copy alone, and not where signs of the story's end follow."""
    if number < search.first or number < search.last - 200:
        return False
    told = sum(row.prose for row in search.rows[:number])
    if told < 2 and number < search.ended:
        return False
    later = range(number + 1, len(search.rows))
    return number >= search.ended or not any(
        other in search.kept or other + 1 == search.ended < len(search.rows) for other in later
    )


def _take_titles(search: _Search, number: int, rule: Rule) -> None:
    """The titles after a heading: all of them after the copy, the first group inside it."""
    rows, previous = search.rows, number
    gap = 0
    for other in range(number + 1, len(rows)):
        row = rows[other]
        if other in search.taken or other in search.kept or not _is_title(search, other):
            break
        step = row.line - rows[previous].line
        gap = gap or step
        inside = number < search.last and row.linked is None
        if inside and previous != number and (step != gap or gap > 1):
            break
        search.taken[other] = rule
        previous = other


def _is_title(search: _Search, number: int) -> bool:
    """Whether a row may be a title in a list of others; below the copy it need be no link."""
    row = search.rows[number]
    if row.fixed or row.prose:
        return False
    return row.heading if row.linked is None or number > search.last else _is_link(row)


def _capped(search: _Search, source: str) -> Hits:
    """Rules that would take too much of the copy are not applied, with a finding."""
    by_rule: dict[str, list[int]] = defaultdict(list)
    for number, rule in search.taken.items():
        if number < search.ended:
            by_rule[rule.name].append(number)
    findings = []
    for name, numbers in by_rule.items():
        share = _share(search, numbers)
        rule = search.taken[numbers[0]]
        if share <= rule.cap:
            continue
        for number in numbers:
            if search.rows[number].prose or rule.takes != "rest":
                del search.taken[number]
        place = Where(source, search.rows[numbers[0]].line)
        findings.append(warning("rule-too-greedy", place, rule=name, percent=round(share * 100)))
    return Hits(search.taken, tuple(findings))


def _share(search: _Search, numbers: list[int]) -> float:
    """Share of the copy that a rule takes; titles count in longer stories alone."""
    rows = search.rows[: search.ended]
    copy = sum(row.words for row in rows if row.prose)
    # A sentence that a page repeats is no copy: it counts once.
    texts = {search.rows[number].text: number for number in numbers if search.rows[number].prose}
    taken = sum(search.rows[number].words for number in texts.values())
    share = taken / copy if copy else 0.0
    whole = sum(row.words for row in rows)
    if whole < MANY_WORDS:
        return share
    different = {search.rows[number].text: number for number in numbers}
    return max(share, sum(search.rows[number].words for number in different.values()) / whole)
