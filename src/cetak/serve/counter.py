"""The counter where readers ask: an order becomes a sheet, at once where all of it is at hand."""

from __future__ import annotations

import asyncio
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import Executor as Threads
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cetak.run.many import Planned
from cetak.serve.catalogue import Catalogue
from cetak.serve.conditions import Held
from cetak.serve.making import SheetDesk, Ticket
from cetak.serve.newsroom import Newsroom
from cetak.serve.refusals import reason, refusal, refusal_for
from cetak.serve.stories import SheetName, Story, entry_of
from cetak.serve.wanted import Order

T = TypeVar("T")

OURSELVES = ""
"""The client for whom sheets are made before anybody asks."""


@dataclass
class Counter:
    """Serves readers.

    Attributes:
        catalogue: The stories.
        newsroom: The house.
        desk: Has sheets made.
        threads: Where stories are read.
    """

    catalogue: Catalogue
    newsroom: Newsroom
    desk: SheetDesk
    threads: Threads
    _flights: dict[Order, asyncio.Task[Held]] = field(default_factory=dict)
    _clients: Tally[str] = field(default_factory=Tally)

    @property
    def waiting(self) -> int:
        """How many orders are under way."""
        return len(self._flights)

    async def sheet(self, order: Order, client: str) -> Held:
        """The sheet that was ordered.

        Args:
            order: The story and the options.
            client: Who asks; each has a bounded number of orders under way.

        Raises:
            RefusalError: Why there is none.
        """
        if (held := self.at_once(order)) is not None:
            return held
        flight = self._flights.get(order)
        if flight is None:
            flight = self._begun(order, client)
        else:
            self.desk.metrics.joined.inc()
        return await self._arrived(flight, order)

    def at_once(self, order: Order) -> Held | None:
        """The sheet, where all that it takes is at hand and unchanged."""
        story = self.catalogue.known(order.wanted)
        if story is None:
            return None
        name = story.sheets.get((order.chosen, self.newsroom.today(story.desk)))
        held = self.desk.at_hand(name.key) if name is not None else None
        if held is not None:
            self.desk.metrics.hot_hits.inc()
        return held

    async def finish(self) -> None:
        """Wait until all that was begun is done."""
        while self._flights:
            await asyncio.wait(tuple(self._flights.values()))
            await asyncio.sleep(0)

    def _begun(self, order: Order, client: str) -> asyncio.Task[Held]:
        self._judge_room(client)
        flight = asyncio.ensure_future(self._carried_out(order))
        self._flights[order] = flight
        self._clients[client] += 1
        flight.add_done_callback(lambda done: self._ended(order, client, done))
        return flight

    def _ended(self, order: Order, client: str, done: asyncio.Task[Held]) -> None:
        self._flights.pop(order, None)
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]
        if not done.cancelled():
            done.exception()  # whoever asked may have left; that is no fault

    def _judge_room(self, client: str) -> None:
        terms = self.desk.terms
        again = terms.retry_after_seconds
        if len(self._flights) >= terms.waiting:
            raise refusal(503, reason("service-busy", seconds=again), retry_after=again)
        if client != OURSELVES and self._clients[client] >= terms.per_client:
            raise refusal(429, reason("client-busy", most=terms.per_client), retry_after=again)

    async def _arrived(self, flight: asyncio.Task[Held], order: Order) -> Held:
        terms = self.desk.terms
        try:
            async with asyncio.timeout(terms.patience_seconds):
                return await asyncio.shield(flight)
        except TimeoutError as problem:
            again = terms.retry_after_seconds
            told = reason("sheet-late", str(order.wanted), seconds=again)
            raise refusal(503, told, retry_after=again) from problem

    async def _carried_out(self, order: Order) -> Held:
        name = str(order.wanted)
        try:
            ticket = await self._in_thread(self._ticket, order)
            return await self.desk.sheet(ticket)
        except Exception as problem:
            raise refusal_for(problem, name) from problem

    def _ticket(self, order: Order) -> Ticket:
        """Find the story, see that it may be read, and plan its sheet. In a thread."""
        story = self.catalogue.find(order.wanted)
        wishes = order.chosen, self.newsroom.today(story.desk)

        def plan() -> Planned[Any]:
            return self.newsroom.plan(story.raw, story.cleaned, story.desk, order.chosen)

        if (name := story.sheets.get(wishes)) is not None:
            return Ticket(name, plan)
        planned = plan()
        name = SheetName(planned.job.key(), _file_name(story))
        story.sheets.put(wishes, name)
        return Ticket(name, lambda: planned)

    def _in_thread(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self.threads, function, *arguments)


def _file_name(story: Story) -> str:
    entry = entry_of(story)
    return f"{entry.day}-{entry.slug}" if entry.day else entry.slug
