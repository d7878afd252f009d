"""What is made beside a paper, from the same run: clippings, pictures of its pages, a book.

All of it is made by workers while the paper itself is bound and proved; nothing of it is
written before that is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final

from cetak.press.binding import Variant
from cetak.press.previews import page_pictures
from cetak.run.book import BookJob, make_book
from cetak.run.clippings import ClippingJob, Clippings, bind_clipping
from cetak.run.executor import Executor

MOST_AHEAD: Final = 128
"""So many results wait at most: those of a thousand stories would not fit in memory."""
MOST_PAGES: Final = 16
"""Pages whose pictures are one job."""

Files = list[tuple[str, bytes]]
"""Names below the folder of such files, with contents."""


@dataclass(frozen=True, slots=True)
class PagesJob:
    """Pages to take pictures of: from ``start``, counted from 0, to before ``stop``."""

    pdf: bytes = field(repr=False)
    start: int
    stop: int


def clipping_files(job: ClippingJob) -> Files:
    """Bind a section or a story. Runs in a worker."""
    return [(job.path, bind_clipping(job))]


def page_files(job: PagesJob) -> Files:
    """Take pictures of pages. Runs in a worker."""
    files = []
    for picture in page_pictures(job.pdf, job.start, job.stop):
        files.append((f"pages/{picture.number:03d}.jpg", picture.content))
        files.append((f"pages/small/{picture.number:03d}.jpg", picture.small))
    return files


@dataclass(frozen=True, slots=True)
class Call:
    """Something that a worker is to do: a function of a module, and what it is given."""

    name: str
    function: Callable[[Any], Any]
    job: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Calls that workers carry out ahead of whoever takes the results.

    Attributes:
        executor: Where they run.
        calls: All of them, in the order of the results.
    """

    executor: Executor
    calls: Iterator[Call]
    _waiting: deque[tuple[str, Future[Any]]] = field(default_factory=deque)

    def begin(self) -> None:
        """Have as many carried out as may wait."""
        while len(self._waiting) < MOST_AHEAD and (call := self._next()) is not None:
            self._waiting.append(call)

    def _next(self) -> tuple[str, Future[Any]] | None:
        """The next call; where even that fails, the failure is the last result."""
        try:
            call = next(self.calls, None)
        except Exception as problem:
            return "", _failed(problem)
        return None if call is None else (call.name, self._submitted(call))

    def _submitted(self, call: Call) -> Future[Any]:
        try:
            return self.executor.submit(call.function, call.job)
        except RuntimeError as problem:  # there is no paper, and the workers are gone
            return _failed(problem)

    def results(self) -> Iterator[tuple[str, Any]]:
        """The name of each call, and what came of it: a result, or an exception."""
        self.begin()
        while self._waiting:
            name, future = self._waiting.popleft()
            self.begin()
            try:
                yield name, future.result()
            except Exception as problem:
                yield name, problem


def _failed(problem: Exception) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(problem)
    return future


def clippings_ahead(executor: Executor, clippings: Clippings, variant: Variant = "ua") -> Ahead:
    """Each section and each story.

    Args:
        executor: Where they are bound.
        clippings: What there is to bind.
        variant: Which standard they follow.
    """
    jobs = clippings.jobs(variant)
    return Ahead(executor, (Call(job.path, clipping_files, job) for job in jobs))


def pictures_ahead(  # noqa: PLR0913 - made of all of these
    executor: Executor, pdf: bytes, pages: int, book: BookJob | None, *, name: str, workers: int
) -> Ahead:
    """Pictures of pages, and the book.

    Args:
        executor: Where they are made.
        pdf: The bound paper.
        pages: How many pages it has.
        book: What the book is made of, where there is one.
        name: Name of the book's file.
        workers: How many share the pages.
    """
    calls = list(_page_calls(pdf, pages, workers))
    if book is not None:
        calls.insert(0, Call(name, book_files, (name, book)))
    return Ahead(executor, iter(calls))


def _page_calls(pdf: bytes, pages: int, workers: int) -> Iterator[Call]:
    step = min(pages // workers + 1, MOST_PAGES)
    for start in range(0, pages, step):
        name = f"pages/{start + 1:03d}.jpg"
        yield Call(name, page_files, PagesJob(pdf, start, start + step))


def book_files(job: tuple[str, BookJob]) -> Files:
    """Make a book. Runs in a worker."""
    name, book = job
    return [(name, make_book(book))]
