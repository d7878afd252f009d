"""Stories that came twice: by uri, by address, by nearly the same text.

Near-equal texts are found without comparing each with each: a text that holds nine tenths of
another's shingles (runs of four words) holds one of the rarest tenth of them too, so only
stories that meet in such a shingle are compared.

Source: Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins in Data Cleaning
(2006), the prefix filter; Broder: On the resemblance and containment of documents (1997).
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cetak.article.story import Article
from cetak.article.words import printed_parts
from cetak.edition.addresses import same_address
from cetak.edition.stories import DayStory, age_order
from cetak.findings import Finding, warning

SAME_TEXT = 0.9
"""Share of the shorter text that a longer one must hold to be the same story."""

SHINGLE_WORDS = 4
FEWEST_SHINGLES = 12
"""Shorter texts, such as results and notices, are alike without being the same."""

_PARTS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A story that is dropped because another is the same.

    Attributes:
        dropped: Name of the one that does not run.
        kept: Name of the one that does.
        finding: Says which, and by what they are the same.
    """

    dropped: str
    kept: str
    finding: Finding


def without_duplicates(
    stories: Sequence[DayStory], zone: dt.tzinfo | None
) -> tuple[tuple[DayStory, ...], tuple[Duplicate, ...]]:
    """Each story once, in the order given, and those that were dropped.

    Of two, the one with the higher ``version`` stays, else the one that was changed or published
    later, else the longer one.
    """
    left: Sequence[DayStory] = stories
    dropped: list[Duplicate] = []
    for code, pairs in _SIGNS:
        left, found = _once(left, code, pairs, zone)
        dropped += found
    return tuple(left), tuple(dropped)


def _once(
    stories: Sequence[DayStory], code: str, pairs: Pairs, zone: dt.tzinfo | None
) -> tuple[list[DayStory], list[Duplicate]]:
    """The best of each group that the pairs tie together."""
    group = list(range(len(stories)))
    for one, other in pairs(stories):
        low, high = sorted((_root(group, one), _root(group, other)))
        group[high] = low
    members: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(stories)):
        members[_root(group, index)].append(index)
    best = {root: _best(indices, stories, zone) for root, indices in members.items()}
    kept = [story for index, story in enumerate(stories) if best[_root(group, index)] == index]
    dropped = [
        _duplicate(stories[index], stories[best[root]], code)
        for root, indices in members.items()
        for index in indices
        if index != best[root]
    ]
    return kept, dropped


def _best(indices: Sequence[int], stories: Sequence[DayStory], zone: dt.tzinfo | None) -> int:
    if len(indices) == 1:
        return indices[0]
    return max(indices, key=lambda index: (_worth(stories[index].article, zone), -index))


def _root(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _duplicate(dropped: DayStory, kept: DayStory, code: str) -> Duplicate:
    told = warning(code, dropped.name, kept=kept.name)
    return Duplicate(dropped.name, kept.name, told)


def _worth(article: Article, zone: dt.tzinfo | None) -> tuple[tuple[int, ...], float, int]:
    """What makes one of two versions the one to print: version, time, length."""
    version = tuple(int(part[:12]) for part in _PARTS.findall(article.version[:60]))
    age = age_order(article.updated or article.published, zone)
    return version, -age, sum(len(part.text) for part in printed_parts(article))


def _same_uri(stories: Sequence[DayStory]) -> Iterator[tuple[int, int]]:
    yield from _meeting((index, story.article.uri) for index, story in enumerate(stories))


def _same_web_address(stories: Sequence[DayStory]) -> Iterator[tuple[int, int]]:
    yield from _meeting(
        (index, same_address(story.article.canonical_url)) for index, story in enumerate(stories)
    )


def _meeting(signs: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Each story with the first that bears the same sign."""
    first: dict[str, int] = {}
    for index, sign in signs:
        if sign and first.setdefault(sign, index) != index:
            yield first[sign], index


def _same_text(stories: Sequence[DayStory]) -> Iterator[tuple[int, int]]:
    shingles = [_shingles(story.article) for story in stories]
    shared = _shared(shingles)
    common = Counter(shingle for one in shingles for shingle in one & shared)
    telling = [_rarest_shared(one, common) for one in shingles]
    asked = frozenset(shingle for one in telling for shingle in one)
    meets: defaultdict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(shingles):
        for shingle in one & asked:
            meets[shingle].append(index)
    group = list(range(len(stories)))
    for index, signs in enumerate(telling):
        met = {other for shingle in signs for other in meets[shingle]}
        for other in sorted(met):
            low, high = sorted((_root(group, index), _root(group, other)))
            if low != high and _share_in_common(shingles[other], shingles[index]) >= SAME_TEXT:
                group[high] = low
                yield other, index


def _shared(shingles: Sequence[frozenset[int]]) -> set[int]:
    """Shingles that more than one story has."""
    seen: set[int] = set()
    shared: set[int] = set()
    for one in shingles:
        shared |= seen & one
        seen |= one
    return shared


def _shingles(article: Article) -> frozenset[int]:
    """Hashes of each run of four words, of headline and copy; cutlines and names left out."""
    text = " ".join(part.text for part in printed_parts(article, pictures=False) if part.ordered)
    words = _WORD.findall(text.casefold())
    runs = zip(*(words[shift:] for shift in range(SHINGLE_WORDS)), strict=False)
    found = frozenset(hash(run) for run in runs)
    return found if len(found) >= FEWEST_SHINGLES else frozenset()


def _rarest_shared(shingles: frozenset[int], common: Counter[int]) -> list[int]:
    """Those that others have too, of so many of the rarest that a text holding this has one."""
    if not shingles:
        return []
    size = len(shingles) - math.ceil(SAME_TEXT * len(shingles)) + 1
    shared = [shingle for shingle in shingles if shingle in common]
    alone = len(shingles) - len(shared)
    return heapq.nsmallest(max(size - alone, 0), shared, key=common.__getitem__)


def _share_in_common(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the shorter text that the longer one holds: an update holds what it updates."""
    return len(one & other) / min(len(one), len(other))


Pairs = Callable[[Sequence[DayStory]], Iterator[tuple[int, int]]]
_SIGNS: tuple[tuple[str, Pairs], ...] = (
    ("edition-same-uri", _same_uri),
    ("edition-same-address", _same_web_address),
    ("edition-same-text", _same_text),
)
