"""What somebody sees while stories are printed: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from cetak.acquire.sources import is_address
from cetak.cli.fence import hushed
from cetak.cli.house import House
from cetak.cli.order import STDOUT, Order
from cetak.cli.press_run import Progress
from cetak.cli.telling import Teller
from cetak.run.many import Outcome, Printed


@dataclass(frozen=True, slots=True)
class Watch:
    """How to speak while the run lasts, and whom to tell about each story."""

    teller: Teller
    progress: Progress


@contextlib.contextmanager
def watched(house: House, order: Order, teller: Teller) -> Iterator[Watch]:
    """A bar when several stories are printed before somebody's eyes, else lines."""
    several = len(order.sources) != 1 or _is_many(order.sources[0], house)
    if several and house.is_terminal() and not order.quiet:
        with _bar(order, teller) as watch:
            yield watch
    else:
        yield Watch(teller, _line_writer(order, teller, _to_stdout))


@contextlib.contextmanager
def _bar(order: Order, teller: Teller) -> Iterator[Watch]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(teller.words("printing"), total=_known_total(order))

        def write(text: str) -> None:
            console.print(Text.from_ansi(text), soft_wrap=True)

        tell = _line_writer(order, teller, write)

        def progress(outcome: Outcome) -> None:
            tell(outcome)
            bar.advance(task)

        yield Watch(replace(teller, write=write), progress)


def _line_writer(order: Order, teller: Teller, write: Callable[[str], None]) -> Progress:
    """One line for each PDF: its path and its pages."""

    def tell(outcome: Outcome) -> None:
        if isinstance(outcome, Printed) and outcome.path and not order.quiet:
            pages = outcome.sheet.measured.pages
            code = "one-page" if pages == 1 else "some-pages"
            write(f"{outcome.path}  ({teller.words(code, pages=pages)})")

    return tell


def _to_stdout(text: str) -> None:
    """A line of output; a reader who has gone does not stop the press."""
    try:
        typer.echo(text)
    except BrokenPipeError:
        hushed()


def _is_many(source: str, house: House) -> bool:
    return is_address(source) or house.resources.is_folder(Path(source))


def _known_total(order: Order) -> int | None:
    """How many stories, where no folder or site stands for an unknown number."""
    files = all(
        source == STDOUT or (Path(source).suffix and not is_address(source))
        for source in order.sources
    )
    return len(order.sources) if files and order.sources else None
