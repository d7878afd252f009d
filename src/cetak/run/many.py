"""Many stories over one executor: in order, in bounded number, each for itself.

A story that cannot be printed is set aside and the rest goes on. Stories with the same key
are printed once, at the same time or ever.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from cetak.article.sheet import Sheet
from cetak.clean.report import Cleaned
from cetak.errors import CetakError
from cetak.findings import Finding
from cetak.run.executor import Executor
from cetak.run.store import SheetStore


class Keyed(Protocol):
    """A job that knows the name of its sheet."""

    def key(self) -> str:
        """SHA-256 in hexadecimal of everything that goes into the sheet."""


J = TypeVar("J", bound=Keyed)
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Planned(Generic[J]):
    """A story that is read, clean and ready for the press.

    Attributes:
        name: What the user calls its source.
        cleaned: The article and what was taken out of it.
        job: What the worker gets.
        layout: Name of the layout.
        findings: What was noticed after cleaning, such as refused pictures.
        milliseconds: Work on it before it was planned.
    """

    name: str
    cleaned: Cleaned
    job: J
    layout: str = ""
    findings: tuple[Finding, ...] = ()
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A story with its finished PDF.

    Attributes:
        name: What the user calls its source.
        sheet: The PDF, its measurements and findings.
        cleaned: The article and what was taken out of it.
        layout: Name of the layout.
        milliseconds: Work on it, time in the queue left out.
        cached: Whether the sheet was there already.
        noticed: Findings that are neither the cleaning's nor the sheet's.
        path: Where it was written, once it was.
    """

    name: str
    sheet: Sheet = field(repr=False)
    cleaned: Cleaned = field(repr=False)
    layout: str = ""
    milliseconds: float = 0.0
    cached: bool = False
    noticed: tuple[Finding, ...] = ()
    path: Path | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order in which the story travelled."""
        found = (*self.cleaned.findings, *self.noticed, *self.sheet.findings)
        return tuple(_placed(finding, self.name) for finding in found)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A story that could not be printed.

    Attributes:
        name: What the user calls its source.
        error: A ``CetakError``; anything else is a fault in cetak itself.
    """

    name: str
    error: Exception


Outcome = Printed | SetAside


@dataclass(frozen=True)
class Press(Generic[S, J]):
    """How a source becomes a sheet.

    Attributes:
        plan: Reads and cleans a source, here.
        print_sheet: Prints a job, in a worker; a function of a module.
        executor: Where that runs.
        store: Finished sheets.
        in_flight: How many stories may be between ``plan`` and the caller.
    """

    plan: Callable[[S], Planned[J]]
    print_sheet: Callable[[J], Sheet]
    executor: Executor
    store: SheetStore
    in_flight: int = 4


def print_many(
    sources: Iterable[S | SetAside],
    press: Press[S, J],
    on_progress: Callable[[int], None] | None = None,
) -> Iterator[Outcome]:
    """Print stories, lazily.

    Args:
        sources: Stories as they came in; what could not be read is passed through.
        press: How to print them.
        on_progress: Called with the number of stories done so far.

    Yields:
        One outcome for each source, in the order of the sources.
    """
    counter = _in_order(sources, _Desk(press), press.in_flight)
    for done, outcome in enumerate(counter, start=1):
        if on_progress is not None:
            on_progress(done)
        yield outcome


def about(error: Exception, name: str) -> Exception:
    """The same error with its source named where its findings name none."""
    if not isinstance(error, CetakError):
        return error
    return type(error)(*(_placed(finding, name) for finding in error.findings))


@dataclass(frozen=True, slots=True)
class _Ticket(Generic[J]):
    """A story under way, with its sheet or the promise of one."""

    planned: Planned[J]
    key: str
    milliseconds: float
    sheet: Sheet | Future[tuple[Sheet, float]]
    follows: bool = False


class _Desk(Generic[S, J]):
    """Keeps the stories that are under way."""

    def __init__(self, press: Press[S, J]) -> None:
        self._press = press
        self._flights: dict[str, Future[tuple[Sheet, float]]] = {}

    def begin(self, source: S | SetAside) -> _Ticket[J] | SetAside:
        if isinstance(source, SetAside):
            return source
        started = time.perf_counter()
        try:
            planned = self._press.plan(source)
            return self._admit(planned, planned.milliseconds + _since(started))
        except Exception as problem:
            name = str(getattr(source, "name", ""))
            return SetAside(name, about(problem, name))

    def finish(self, ticket: _Ticket[J] | SetAside) -> Outcome:
        if isinstance(ticket, SetAside):
            return ticket
        try:
            return self._printed(ticket)
        except Exception as problem:
            name = ticket.planned.name
            return SetAside(name, about(problem, name))

    def _admit(self, planned: Planned[J], milliseconds: float) -> _Ticket[J]:
        key = planned.job.key()
        if (flight := self._flights.get(key)) is not None:
            return _Ticket(planned, key, milliseconds, flight, follows=True)
        if (sheet := self._press.store.get(key)) is not None:
            return _Ticket(planned, key, milliseconds, sheet)
        future = self._press.executor.submit(timed, self._press.print_sheet, planned.job)
        self._flights[key] = future
        return _Ticket(planned, key, milliseconds, future)

    def _printed(self, ticket: _Ticket[J]) -> Printed:
        sheet, milliseconds = self._sheet(ticket)
        planned = ticket.planned
        return Printed(
            name=planned.name,
            sheet=sheet,
            cleaned=planned.cleaned,
            layout=planned.layout,
            milliseconds=round(ticket.milliseconds + milliseconds, 1),
            cached=ticket.follows or isinstance(ticket.sheet, Sheet),
            noticed=(*planned.findings, *self._press.store.noticed()),
        )

    def _sheet(self, ticket: _Ticket[J]) -> tuple[Sheet, float]:
        if isinstance(ticket.sheet, Sheet):
            return ticket.sheet, 0.0
        if ticket.follows:
            return ticket.sheet.result()[0], 0.0
        try:
            sheet, milliseconds = ticket.sheet.result()
            self._press.store.put(ticket.key, sheet)
        finally:
            self._flights.pop(ticket.key, None)
        return sheet, milliseconds


def timed(print_sheet: Callable[[J], Sheet], job: J) -> tuple[Sheet, float]:
    """Print a job and say how many milliseconds it took; runs in the worker."""
    started = time.perf_counter()
    return print_sheet(job), _since(started)


def _in_order(
    sources: Iterable[S | SetAside], desk: _Desk[S, J], in_flight: int
) -> Iterator[Outcome]:
    under_way: deque[_Ticket[J] | SetAside] = deque()
    for source in sources:
        under_way.append(desk.begin(source))
        while under_way and (len(under_way) >= in_flight or _is_done(under_way[0])):
            yield desk.finish(under_way.popleft())
    while under_way:
        yield desk.finish(under_way.popleft())


def _is_done(ticket: _Ticket[J] | SetAside) -> bool:
    if isinstance(ticket, SetAside) or isinstance(ticket.sheet, Sheet):
        return True
    return ticket.sheet.done()


def _placed(finding: Finding, name: str) -> Finding:
    if finding.where.source:
        return finding
    return replace(finding, where=replace(finding.where, source=name))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
