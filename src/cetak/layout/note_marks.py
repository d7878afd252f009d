"""Where the marks of numbered notes stand: behind the link, and never inside a word."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cetak.article.richtext import Run

_REST_OF_WORD = re.compile("(?:[-\u2010\u2011\u2060'’]?\\w)*")
_NOTHING = Run("")


def marked(runs: Iterable[Run], number: Callable[[Run], int]) -> Iterator[tuple[Run, int]]:
    """The runs, each with the number of the note whose mark follows it, or 0.

    A link of several styles has one mark. Where a link ends inside a word (``<a>kabar</a>nya``)
    the mark waits for the word's end: readers and machines see one word.

    Args:
        runs: A text.
        number: The number of a run's note, or 0; the same each time it is asked.
    """
    coming, waiting = deque(runs), dict[int, None]()
    while coming:
        run = coming.popleft()
        if own := number(run):
            waiting[own] = None
        following = coming[0] if coming else _NOTHING
        is_same_link = bool(run.href) and run.href == following.href
        length = _rest_of_word(run.text, following.text)
        if waiting and (is_same_link or length):
            yield run, 0
            if not is_same_link and length < len(following.text):
                coming[0] = replace(following, text=following.text[length:])
                coming.appendleft(replace(following, text=following.text[:length]))
            continue
        yield from _with_marks(run, list(waiting)) if waiting else ((run, 0),)
        waiting.clear()


def _with_marks(run: Run, marks: list[int]) -> Iterator[tuple[Run, int]]:
    """A run and its marks; they stand before the space that an editor has linked, too."""
    bare = run.text.rstrip()
    yield replace(run, text=bare), marks[0]
    yield from ((_NOTHING, mark) for mark in marks[1:])
    if space := run.text[len(bare) :]:
        yield replace(run, text=space, href=""), 0


def _rest_of_word(before: str, after: str) -> int:
    """How many characters of a text are not divided by a space from the text before it."""
    if not before or before[-1].isspace():
        return 0
    rest = _REST_OF_WORD.match(after)
    return rest.end() if rest else 0
