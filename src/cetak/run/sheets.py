"""Sheets by name: from the store, or made by workers and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from cetak.article.sheet import Sheet
from cetak.article.words import printed_parts
from cetak.findings import Finding
from cetak.jobs import FurnitureJob, Job
from cetak.pipeline import print_furniture, print_sheet
from cetak.run.executor import Executor
from cetak.run.many import about
from cetak.run.store import SheetStore

T = TypeVar("T")


class AnyJob(Protocol):
    """A story's job, or furniture's."""

    def key(self) -> str:
        """SHA-256 in hexadecimal of everything that goes into the sheet."""


@dataclass
class Begun:
    """Sheets that were asked for.

    Attributes:
        ready: Those that were there.
        waiting: Those that workers are at, with their names in the store.
    """

    ready: dict[str, Sheet] = field(default_factory=dict)
    waiting: dict[str, tuple[str, Future[Sheet]]] = field(default_factory=dict)


@dataclass
class SheetMaker:
    """Makes sheets that are not there yet.

    Attributes:
        executor: Where jobs run.
        store: Finished sheets.
        tell: Told after each sheet how many are done, and of how many.
        rendered: How many sheets were set anew.
        noticed: What was wrong with the store.
    """

    executor: Executor
    store: SheetStore
    tell: Callable[[int, int], None] = lambda _done, _wanted: None
    rendered: int = 0
    noticed: list[Finding] = field(default_factory=list)
    _done: int = 0
    _wanted: int = 0

    def sheets(self, jobs: Mapping[str, AnyJob]) -> Iterator[tuple[str, Sheet | Exception]]:
        """The sheet of each job, in any order; or why it cannot be made."""
        return self.finish(self.begin(jobs))

    def begin(self, jobs: Mapping[str, AnyJob]) -> Begun:
        """Look up what is there, and have the rest begun.

        The longest story is begun first: begun last, it would keep one worker at work while
        all others have nothing left to do.
        """
        begun = Begun()
        self._wanted += len(jobs)
        for name in sorted(jobs, key=lambda name: _length(jobs[name]), reverse=True):
            job = jobs[name]
            key = job.key()
            sheet = self.store.get(key)
            self.noticed += self.store.noticed()
            if sheet is None:
                begun.waiting[name] = key, self.executor.submit(_work_of(job), job)
            else:
                self._count()
                begun.ready[name] = sheet
        return Begun(_in_order_of(jobs, begun.ready), _in_order_of(jobs, begun.waiting))

    def finish(self, begun: Begun) -> Iterator[tuple[str, Sheet | Exception]]:
        """Wait for what was begun; as ``sheets``."""
        yield from begun.ready.items()
        for name, (key, future) in begun.waiting.items():
            yield name, self._made(name, key, future)

    def must_make(self, jobs: Mapping[str, AnyJob]) -> dict[str, Sheet]:
        """The sheet of each job.

        Raises:
            CetakError: The first reason why one cannot be made.
        """
        return self.must_finish(self.begin(jobs))

    def must_finish(self, begun: Begun) -> dict[str, Sheet]:
        """Wait for what was begun.

        Raises:
            CetakError: The first reason why one cannot be made.
        """
        made = {}
        for name, found in self.finish(begun):
            if isinstance(found, Exception):
                raise found
            made[name] = found
        return made

    def _made(self, name: str, key: str, future: Future[Sheet]) -> Sheet | Exception:
        try:
            sheet = future.result()
        except Exception as problem:
            return about(problem, name)
        finally:
            self._count()
        self.rendered += 1
        self.store.put(key, sheet)
        self.noticed += self.store.noticed()
        return sheet

    def _count(self) -> None:
        self._done += 1
        self.tell(self._done, self._wanted)


def _length(job: AnyJob) -> int:
    """Letters of a story, which tell best how long a worker will be at it."""
    if not isinstance(job, Job):
        return 0
    return sum(len(part.text) for part in printed_parts(job.article))


def _in_order_of(jobs: Mapping[str, AnyJob], found: Mapping[str, T]) -> dict[str, T]:
    return {name: found[name] for name in jobs if name in found}


def _work_of(job: AnyJob) -> Callable[[Any], Sheet]:
    return print_furniture if isinstance(job, FurnitureJob) else print_sheet
