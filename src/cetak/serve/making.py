"""How sheets are made while readers wait: each once, in bounded number, again after an accident.

Everything here runs on the event loop; what takes time is handed to threads and to workers.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor as Threads
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cetak.article.sheet import Sheet
from cetak.errors import CetakError, PressError
from cetak.findings import Finding
from cetak.run.executor import Executor
from cetak.run.many import Planned, timed
from cetak.run.store import SheetStore
from cetak.serve.conditions import Held
from cetak.serve.kept import Kept
from cetak.serve.metrics import Metrics
from cetak.serve.stories import SheetName
from cetak.serve.terms import Terms

T = TypeVar("T")

_MOST_FAILURES = 4096
_DIED = frozenset({"press-died", "press-not-started"})


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sheet that is wanted.

    Attributes:
        name: What the sheet is known by.
        plan: Makes the story ready for the press; called in a thread, if the sheet is not there.
    """

    name: SheetName
    plan: Callable[[], Planned[Any]] = field(repr=False)

    @property
    def key(self) -> str:
        """Name of the sheet in the store."""
        return self.name.key


@dataclass
class SheetDesk:
    """Has sheets made, and keeps those that were asked for last.

    Attributes:
        executor: The workers.
        store: Finished sheets on disk.
        threads: Where files are read and written.
        print_sheet: What a worker does with a job.
        terms: Limits.
        metrics: What is counted.
        notice: Told what is wrong with the store.
        clock: Seconds that only grow.
    """

    executor: Executor
    store: SheetStore
    threads: Threads
    print_sheet: Callable[[Any], Sheet]
    terms: Terms
    metrics: Metrics
    notice: Callable[[Finding], None] = lambda _: None
    clock: Callable[[], float] = time.monotonic
    _flights: dict[str, asyncio.Task[Held]] = field(default_factory=dict)
    _hot: Kept[str, Held] = field(init=False)
    _failed: Kept[str, tuple[float, Exception]] = field(init=False)

    def __post_init__(self) -> None:
        self._hot = Kept(self.terms.hot_bytes, lambda held: len(held.pdf))
        self._failed = Kept(_MOST_FAILURES)

    @property
    def under_way(self) -> int:
        """How many sheets are being made."""
        return len(self._flights)

    @property
    def hot_bytes(self) -> int:
        """What the sheets in memory weigh."""
        return self._hot.weight

    def at_hand(self, key: str) -> Held | None:
        """A sheet from memory. At once."""
        return self._hot.get(key)

    async def sheet(self, ticket: Ticket) -> Held:
        """A sheet: from memory, from the store, or made; once, however many ask.

        Raises:
            CetakError: Why it cannot be made; not tried again for ``failed_seconds``.
        """
        if (held := self._hot.get(ticket.key)) is not None:
            return held
        self._raise_known(ticket.key)
        flight = self._flights.get(ticket.key)
        if flight is None:
            flight = asyncio.ensure_future(self._made(ticket))
            self._flights[ticket.key] = flight
            flight.add_done_callback(lambda _: self._flights.pop(ticket.key, None))
        return await asyncio.shield(flight)

    async def _made(self, ticket: Ticket) -> Held:
        sheet = await self._in_thread(self.store.get, ticket.key)
        self._hear_of_store()
        if sheet is None:
            sheet = await self._printed(ticket)
            await self._in_thread(self.store.put, ticket.key, sheet)
            self._hear_of_store()
        else:
            self.metrics.store_hits.inc()
        age = self.terms.max_age_seconds
        moment = int(time.time()) - 1  # never later than the answer's own date, which is cached
        held = Held(ticket.key, sheet.pdf, moment, ticket.name.file_name, age)
        self._hot.put(ticket.key, held)
        return held

    def _hear_of_store(self) -> None:
        for finding in self.store.noticed():
            self.notice(finding)

    async def _printed(self, ticket: Ticket) -> Sheet:
        """Print; a worker that dies costs one more try, because another job may have killed it."""
        job = (await self._in_thread(ticket.plan)).job
        try:
            return await self._tried(job)
        except Exception as problem:
            if not _is_accident(problem):
                self._remember(ticket.key, problem)
                raise
        try:
            return await self._tried(job)
        except Exception as problem:
            self._remember(ticket.key, problem)
            raise

    async def _tried(self, job: Any) -> Sheet:
        future = self.executor.submit(timed, self.print_sheet, job)
        try:
            sheet, milliseconds = await asyncio.wrap_future(future)
        except PressError as problem:
            if _is_accident(problem):
                self.metrics.worker_deaths.inc()
            raise
        self.metrics.renderings.inc()
        self.metrics.rendering_seconds.observe(milliseconds / 1000)
        return sheet

    def _in_thread(self, function: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)

    def _remember(self, key: str, problem: Exception) -> None:
        codes = [finding.code for finding in getattr(problem, "findings", ())]
        self.metrics.failure(codes[0] if codes else "service-fault")
        self._failed.put(key, (self.clock() + self.terms.failed_seconds, problem))

    def _raise_known(self, key: str) -> None:
        failed = self._failed.get(key)
        if failed is None:
            return
        until, problem = failed
        if self.clock() < until:
            raise _again(problem)
        self._failed.drop(key)


def _again(problem: Exception) -> Exception:
    """The same error for another reader, without the first one's traceback."""
    return type(problem)(*problem.findings) if isinstance(problem, CetakError) else problem


def _is_accident(problem: Exception) -> bool:
    return any(finding.code in _DIED for finding in getattr(problem, "findings", ()))
