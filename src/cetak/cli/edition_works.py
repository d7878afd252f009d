"""What one run of ``cetak edition`` sets type with: workers, store, and what the desk decided."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from cetak.cli.edition_order import EditionOrder
from cetak.cli.house import House
from cetak.config import Desk
from cetak.layout.spec import Layout
from cetak.run.executor import Executor
from cetak.run.paper import PaperDesk
from cetak.run.sheets import SheetMaker
from cetak.run.store import NoStore
from cetak.run.warm import Limits


class Benches(Protocol):
    """Whoever has workers: the house, or a workshop that keeps them warm."""

    def executor(self, workers: int, limits: Limits) -> Executor:
        """Where jobs run."""


@dataclass(frozen=True, slots=True)
class Works:
    """What a paper is made with.

    Attributes:
        desk: What the newsroom has decided for it.
        maker: Makes sheets that are not there yet.
        workers: How many processes share the work.
    """

    desk: PaperDesk
    maker: SheetMaker
    workers: int


@contextlib.contextmanager
def works_of(  # noqa: PLR0913 - they come from as many places
    house: House,
    order: EditionOrder,
    desk: Desk,
    layout: Layout,
    tell: Callable[[int, int], None],
    *,
    kept: Benches | None = None,
) -> Iterator[Works]:
    """Workers for one run, ended with it.

    Args:
        house: The outside.
        order: What was asked for.
        desk: The newsroom's configuration.
        layout: The paper's layout.
        tell: Told after each sheet how many are done, and of how many.
        kept: Whoever has workers that outlive the run.
    """
    options = {**desk.edition.options, **dict(order.options)}
    paper = PaperDesk(desk.publication, desk.edition, layout, options, desk.words)
    workers = order.jobs or desk.jobs or house.cores()
    executor = (kept or house).executor(workers, order.limits)
    store = house.store(desk) if order.keep else NoStore()
    try:
        yield Works(paper, SheetMaker(executor, store, tell), workers)
    finally:
        if kept is None:
            executor.shutdown(wait=False, cancel_futures=True)
