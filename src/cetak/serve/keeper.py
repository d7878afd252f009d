"""What the service does unasked: sees what has changed, and makes sheets before readers ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Executor as Threads
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cetak.errors import CetakError
from cetak.serve.catalogue import Catalogue
from cetak.serve.counter import OURSELVES, Counter
from cetak.serve.journal import Journal
from cetak.serve.stories import Entry, spelled
from cetak.serve.terms import Terms
from cetak.serve.wanted import ByAddress, ByDay, Order, Wanted

T = TypeVar("T")


@dataclass
class Keeper:
    """Keeps the catalogue true.

    Attributes:
        catalogue: The stories.
        counter: Where sheets are ordered.
        terms: Limits.
        journal: The log.
        threads: Where sources are asked; never those that readers wait for.
    """

    catalogue: Catalogue
    counter: Counter
    terms: Terms
    journal: Journal
    threads: Threads
    _making: set[asyncio.Task[None]] = field(default_factory=set)

    async def keep(self) -> None:
        """Look again and again; ends when it is cancelled."""
        is_first = True
        while True:
            changed = await self._look()
            if changed:
                self.journal.event("changed", stories=len(changed))
            if self.terms.prewarm:
                await self._make(_newest(changed, self.terms.prewarm_most if is_first else None))
            is_first = False
            await asyncio.sleep(self.terms.poll_seconds)

    async def changed(self, wanted: Wanted) -> None:
        """A story has changed: forget it, and make its sheet anew."""
        await self._in_thread(self.catalogue.forget, wanted)
        task = asyncio.ensure_future(self._make([wanted]))
        self._making.add(task)
        task.add_done_callback(self._making.discard)

    async def _look(self) -> tuple[Entry, ...]:
        try:
            return await self._in_thread(self.catalogue.refresh)
        except Exception as problem:  # the next look may go well
            self.journal.trouble("", problem)
            return ()

    async def _make(self, wanted: Iterable[Wanted]) -> None:
        """One sheet after the other, so that readers find workers free."""
        for one in wanted:
            try:
                await self.counter.sheet(Order(one), OURSELVES)
            except CetakError as problem:
                self.journal.trouble(str(one), problem)

    def _in_thread(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)


def _newest(entries: tuple[Entry, ...], most: int | None) -> list[Wanted]:
    """The stories that can be asked for, the latest day first."""
    dated = sorted(entries, key=lambda entry: entry.day.toordinal() if entry.day else 0)
    found = [wanted for entry in reversed(dated) if (wanted := _wanted(entry)) is not None]
    return found if most is None else found[:most]


def _wanted(entry: Entry) -> Wanted | None:
    if entry.day is not None:
        return ByDay(entry.day, entry.slug)
    return ByAddress(spelled(entry.address), entry.address) if entry.address else None
