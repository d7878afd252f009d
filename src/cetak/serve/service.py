"""One service, put together: what lives from its start to its end."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from cetak.acquire.sources import Source
from cetak.config import Desk
from cetak.layout.options import resolve_options
from cetak.layout.spec import LayoutSpec
from cetak.run.executor import Executor
from cetak.run.store import SheetStore
from cetak.serve.catalogue import Catalogue, catalogue_of
from cetak.serve.conditions import Held
from cetak.serve.counter import Counter
from cetak.serve.journal import Journal
from cetak.serve.keeper import Keeper
from cetak.serve.making import SheetDesk
from cetak.serve.metrics import Metrics
from cetak.serve.newsroom import Newsroom
from cetak.serve.papers import PaperShelf
from cetak.serve.refusals import reason, refusal
from cetak.serve.stories import Entry
from cetak.serve.terms import Terms

_READERS = 16
"""Threads that read stories and bring their pictures: most of that is waiting."""
_KEEPERS = 2
_LISTERS = 2


@dataclass
class Service:
    """Everything that the routes need.

    Attributes:
        newsroom: The house.
        own: The desk whose paper this is.
        terms: Limits.
        executor: The workers; ended with the service.
        store: Finished sheets.
        sources: Where stories come from.
        journal: The log.
        papers: Finished papers.

    Raises:
        ConfigError: The newsroom's own options are not those of its layout.
        LayoutError: The layout cannot be read.
    """

    newsroom: Newsroom
    own: Desk
    terms: Terms
    executor: Executor
    store: SheetStore
    sources: tuple[Source, ...]
    journal: Journal
    papers: PaperShelf
    metrics: Metrics = field(default_factory=Metrics)
    catalogue: Catalogue = field(init=False)
    counter: Counter = field(init=False)
    keeper: Keeper = field(init=False)
    layout: LayoutSpec = field(init=False)
    is_ready: bool = False
    _lists: int = 0

    def __post_init__(self) -> None:
        self._readers = ThreadPoolExecutor(_READERS, "cetak-reader")
        self._keepers = ThreadPoolExecutor(_KEEPERS, "cetak-keeper")
        self._listers = ThreadPoolExecutor(_LISTERS, "cetak-lister")
        self.layout = self.newsroom.layout(self.own)
        resolve_options(self.layout, self.own.options)  # a wrong one is no reader's mistake
        self.catalogue = catalogue_of(
            self.sources, self.newsroom, self.terms, self.journal.trouble
        )
        desk = SheetDesk(
            self.executor,
            self.store,
            self._readers,
            self.newsroom.print_sheet,
            self.terms,
            self.metrics,
            self.journal.finding,
        )
        self.counter = Counter(self.catalogue, self.newsroom, desk, self._readers)
        self.keeper = Keeper(self.catalogue, self.counter, self.terms, self.journal, self._keepers)
        self.metrics.watch(
            "cetak_waiting", "Orders under way.", lambda: float(self.counter.waiting)
        )
        self.metrics.watch("cetak_hot_bytes", "Sheets in memory.", lambda: float(desk.hot_bytes))
        self.metrics.watch("cetak_ready", "Whether it can print.", lambda: float(self.is_ready))

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """From warm-up to the last sheet: what was begun is finished, then workers end."""
        keeping = asyncio.ensure_future(self.keeper.keep())
        warming = asyncio.ensure_future(self._warm_up())
        try:
            yield
        finally:
            self.is_ready = False
            for task in (keeping, warming):
                task.cancel()
            await asyncio.gather(keeping, warming, return_exceptions=True)
            await self.counter.finish()
            self.executor.shutdown(wait=False, cancel_futures=True)
            for threads in (self._readers, self._keepers, self._listers):
                threads.shutdown(wait=False, cancel_futures=True)

    async def stories_on(self, day: dt.date | None) -> tuple[Entry, ...]:
        """See ``Catalogue.entries``, in a thread: who asks for many days delays lists alone.

        Raises:
            RefusalError: ``service-busy`` (503).
        """
        now = self.newsroom.resources.now()
        loop = asyncio.get_running_loop()
        again = self.terms.retry_after_seconds
        if self._lists >= self.terms.waiting:
            raise refusal(503, reason("service-busy", seconds=again), retry_after=again)
        self._lists += 1
        try:
            return await loop.run_in_executor(self._listers, self.catalogue.entries, day, now)
        finally:
            self._lists -= 1

    def today(self) -> dt.date:
        """The day where the paper appears."""
        zone = self.own.publication.time_zone
        now = self.newsroom.resources.now()
        return (now.astimezone(ZoneInfo(zone)) if zone else now).date()

    async def paper_of(self, day: dt.date) -> Held | None:
        """See ``PaperShelf.paper``, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self.papers.paper, day, self.today())

    async def _warm_up(self) -> None:
        """Have every worker answer once: then the engine is loaded."""
        jobs = [self.executor.submit(os.getpid) for _ in range(self.terms.workers)]
        try:
            pids = await asyncio.gather(*map(asyncio.wrap_future, jobs))
        except Exception as problem:
            self.journal.trouble("", problem)
            return
        self.is_ready = True
        self.journal.event("ready", workers=len(set(pids)))
