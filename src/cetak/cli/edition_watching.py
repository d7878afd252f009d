"""What an editor sees while a paper is made: stories read, printed, the file bound and proved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cetak.cli.house import House
from cetak.cli.telling import Teller

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

Tell = Callable[[str, int, int], None]
"""Told of a step: its name, how many are done, of how many (0 where nobody knows)."""

_WIDEST_BAR = 40
_NARROWEST_BAR = 4
_WORDS_WIDTH = 38
"""Columns that words and numbers take beside a bar."""


@contextlib.contextmanager
def steps_shown(house: House, teller: Teller) -> Iterator[tuple[Teller, Tell]]:
    """A bar for each step on a terminal; nothing elsewhere."""
    if teller.quiet or not house.is_terminal():
        yield teller, lambda _step, _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    with bars(console) as bar:

        def write(text: str) -> None:
            console.print(Text.from_ansi(text), soft_wrap=True)

        yield replace(teller, write=write), Steps(bar, teller).tell


def bars(console: Console) -> Progress:
    """Bars that fit the terminal and leave no trace; one for each step."""
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.table import Column  # noqa: PLC0415

    width = max(_NARROWEST_BAR, min(_WIDEST_BAR, console.width - _WORDS_WIDTH))
    words = Column(no_wrap=True, overflow="ellipsis")
    columns = (
        TextColumn("{task.description}", table_column=words),
        BarColumn(width),
        TextColumn("{task.fields[count]}", table_column=Column(no_wrap=True, min_width=9)),
    )
    return Progress(*columns, console=console, transient=True)


@dataclass
class Steps:
    """The steps so far: when one begins, those before it are done.

    Attributes:
        bar: Where they are drawn.
        teller: Names them.
    """

    bar: Progress
    teller: Teller
    _tasks: dict[str, TaskID] = field(default_factory=dict)

    def tell(self, step: str, done: int, wanted: int) -> None:
        """Draw how far a step is; one that is a single thing has no number."""
        if step not in self._tasks:
            self._finish()
            name = self.teller.words(f"step-{step}")
            self._tasks[step] = self.bar.add_task(name, total=None, count="")
        count = f"{done}/{wanted}" if wanted > 1 else str(done) if not wanted else ""
        total = wanted if wanted > 1 else None
        self.bar.update(self._tasks[step], completed=done, total=total, count=count)

    def _finish(self) -> None:
        for task in self.bar.tasks:
            done = task.total or task.completed or 1
            self.bar.update(task.id, total=done, completed=done)
