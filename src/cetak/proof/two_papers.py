"""Two papers compared: which pages look different, and which stories say something else."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from PIL import Image

from cetak.edition.changes import Change, ChangeKind, changes_between, read_listed
from cetak.errors import SourceError
from cetak.press.opening import attached
from cetak.proof.page_pictures import Box, differences, encoded, marked, picture_of
from cetak.proof.reading import MM_PER_PT

INDEX_NAME = "edition.json"
_CONTEXT = 8
_DIVIDING = dict.fromkeys(map(ord, "\ufffe\x02\u00ad"))
_MOST_CAREFUL = 6_000
"""So many words are compared one by one; longer texts with a shortcut."""


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page as it was and as it is; one of them may be missing.

    Attributes:
        before: The older page, counted from 0.
        after: The newer page, counted from 0.
        before_label: What it was called.
        after_label: What it is called.
        before_picture: How it looked, as a JPEG, with a frame around what differs.
        after_picture: How it looks.
        boxes: Where the two differ, in pixels.
    """

    before: int | None
    after: int | None
    before_label: str = ""
    after_label: str = ""
    before_picture: bytes = field(default=b"", repr=False)
    after_picture: bytes = field(default=b"", repr=False)
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Words: ``same``, ``gone``, ``new``, or ``left-out`` because nothing changed there."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What is different in a story.

    Attributes:
        change: What happened to it.
        passages: Its words; none where it only moved or no word changed.
    """

    change: Change
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is different between two papers.

    Attributes:
        pages: Pages that look different, in order.
        stories: Stories that are different; none where one paper has no index.
        counted: Pages of the older and the newer paper.
        indexed: Whether both know their stories.
    """

    pages: tuple[PagePair, ...]
    stories: tuple[StoryChange, ...]
    counted: tuple[int, int]
    indexed: bool

    @property
    def is_same(self) -> bool:
        """Whether nobody could tell the two apart."""
        return not self.pages and not self.stories


def compare_papers(before: tuple[str, bytes], after: tuple[str, bytes]) -> Comparison:
    """Compare two papers.

    Args:
        before: Name and content of the older one.
        after: Name and content of the newer one.

    Raises:
        SourceError: ``diff-not-a-pdf`` for each file that is none.
    """
    opened: list[_Paper] = []
    problems: list[SourceError] = []
    try:
        for name, content in (before, after):
            try:
                opened.append(_Paper.open(name, content))
            except SourceError as problem:
                problems.append(problem)
        if problems:
            raise SourceError(*(one for problem in problems for one in problem.findings))
        return _compared(*opened)
    finally:
        for paper in opened:
            paper.document.close()


@dataclass(frozen=True, slots=True)
class _Paper:
    document: Any
    index: Mapping[str, Any] | None

    @classmethod
    def open(cls, name: str, content: bytes) -> _Paper:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as problem:
            raise SourceError.because("diff-not-a-pdf", name, reason=str(problem)) from problem
        return cls(document, _index(content))

    @property
    def stories(self) -> Any:
        return read_listed(self.index["stories"]) if self.index else None

    def label(self, number: int) -> str:
        return self.document.get_page_label(number) or str(number + 1)

    def key(self, number: int) -> str:
        """What a page is about: pages of two papers with equal keys are the same page."""
        if self.index:
            parts = self.index["pages"][number]["stories"]
            return repr([(one["story"], one["part"]) for one in parts])
        text = self.document[number].get_textpage().get_text_range()
        return "".join(character for character in text if character.isalpha())

    def words(self, key: str) -> list[str]:
        """The words of a story wherever it stands."""
        found: list[str] = []
        for page, row in self._rows(key):
            height = self.document[page].get_height()
            left, top = row["x_mm"] - 2.5, row["y_mm"] - 1
            right, bottom = row["x_mm"] + row["width_mm"] + 2.5, row["y_mm"] + row["height_mm"] + 1
            edges = [edge / MM_PER_PT for edge in (left, bottom, right, top)]
            box = (edges[0], height - edges[1], edges[2], height - edges[3])
            text = self.document[page].get_textpage().get_text_bounded(*box)
            found += _joined(text).split()
        return found

    def _rows(self, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        for number, page in enumerate(self.index["pages"] if self.index else ()):
            for row in page["stories"]:
                if row["story"] == key:
                    yield number, row


def _index(content: bytes) -> Mapping[str, Any] | None:
    """The index of a paper, if it has one that can be used."""
    try:
        told: Any = json.loads(attached(content, INDEX_NAME) or b"null")
        pages = told["pages"] if told and read_listed(told["stories"]) is not None else None
        rows = [row for page in pages or () for row in page["stories"]]
        for row in rows:
            str(row["story"]), int(row["part"])
            [float(row[f"{name}_mm"]) for name in ("x", "y", "width", "height")]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return told if pages else None


def _compared(before: _Paper, after: _Paper) -> Comparison:
    counted = len(before.document), len(after.document)
    indexed = all(
        one.index is not None and len(one.index["pages"]) == pages
        for one, pages in zip((before, after), counted, strict=True)
    )
    if not indexed:
        before, after = _Paper(before.document, None), _Paper(after.document, None)
    pairs = (_pair(before, after, *numbers) for numbers in _aligned(before, after))
    pages = tuple(
        pair for pair in pairs if pair.boxes or pair.before is None or pair.after is None
    )
    stories = tuple(_story_changes(before, after)) if indexed else ()
    return Comparison(pages, stories, counted, indexed)


def _aligned(before: _Paper, after: _Paper) -> Iterator[tuple[int | None, int | None]]:
    """Which page of one paper is which of the other."""
    old = [before.key(number) for number in range(len(before.document))]
    new = [after.key(number) for number in range(len(after.document))]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        for step in range(max(last - first, end - begin)):
            left = first + step if first + step < last else None
            right = begin + step if begin + step < end else None
            yield left, right


def _pair(before: _Paper, after: _Paper, old: int | None, new: int | None) -> PagePair:
    was = None if old is None else picture_of(before.document[old])
    now = None if new is None else picture_of(after.document[new])
    boxes = differences(was, now) if was is not None and now is not None else ()
    return PagePair(
        old,
        new,
        "" if old is None else before.label(old),
        "" if new is None else after.label(new),
        _shown(was, boxes),
        _shown(now, boxes),
        boxes,
    )


def _shown(picture: Image.Image | None, boxes: Sequence[Box]) -> bytes:
    return b"" if picture is None else encoded(marked(picture, boxes))


def _story_changes(before: _Paper, after: _Paper) -> Iterator[StoryChange]:
    old = {one.uri or one.key: one.key for one in before.stories}
    uris = {one.key: one.uri or one.key for one in after.stories}
    for change in changes_between(before.stories, after.stories):
        was = old.get(uris.get(change.key, ""), change.key)
        if change.kind is ChangeKind.CHANGED:
            yield StoryChange(change, tuple(_passages(before.words(was), after.words(change.key))))
        else:
            yield StoryChange(change)


def _passages(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """The words that differ, with a few around them."""
    quick = len(old) + len(new) > _MOST_CAREFUL
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=quick)
    changes = matcher.get_opcodes()
    if all(kind == "equal" for kind, *_ in changes):
        return
    for kind, first, last, begin, end in changes:
        if kind == "equal":
            yield from _shortened(old[first:last], at_start=not first, at_end=last == len(old))
            continue
        if first < last:
            yield Passage("gone", " ".join(old[first:last]))
        if begin < end:
            yield Passage("new", " ".join(new[begin:end]))


def _shortened(words: Sequence[str], *, at_start: bool, at_end: bool) -> Iterator[Passage]:
    """A passage that stays, without what is far from any change."""
    head = [] if at_start else words[:_CONTEXT]
    tail = [] if at_end else words[-_CONTEXT:]
    if len(words) <= 2 * _CONTEXT + 2:
        yield Passage("same", " ".join(words))
        return
    if head:
        yield Passage("same", " ".join(head))
    yield Passage("left-out", "…")
    if tail:
        yield Passage("same", " ".join(tail))


def _joined(text: str) -> str:
    """Text as it was taken out of a page, divided words joined."""
    return text.replace("\ufffe\r\n", "").replace("\x02\r\n", "").translate(_DIVIDING)
