"""What an editor sees while a paper is made: stories read, printed, the file bound and proved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from cetak.cli.house import House
from cetak.cli.telling import Teller

Tell = Callable[[str, int, int], None]
"""Told of a step: its name, how many are done, of how many (0 where nobody knows)."""


@contextlib.contextmanager
def steps_shown(house: House, teller: Teller) -> Iterator[tuple[Teller, Tell]]:
    """A bar for each step on a terminal; nothing elsewhere."""
    if teller.quiet or not house.is_terminal():
        yield teller, lambda _step, _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, object] = {}

        def tell(step: str, done: int, wanted: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(teller.words(f"step-{step}"), total=wanted or None)
            bar.update(tasks[step], completed=done, total=wanted or None)  # type: ignore[arg-type]

        def write(text: str) -> None:
            console.print(Text.from_ansi(text), soft_wrap=True)

        yield replace(teller, write=write), tell
