"""One run of ``cetak print``: stories in, files out, an exit code at the end."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cetak.cli.asking import asked_of
from cetak.cli.desks import Desks
from cetak.cli.fence import exit_code, known
from cetak.cli.house import House
from cetak.cli.naming import Names, file_stem
from cetak.cli.order import STDOUT, Order, OrderError
from cetak.cli.reading import Reading, Story
from cetak.cli.report import Counts, ReportLine
from cetak.cli.telling import Teller
from cetak.cli.workshop import files_shown
from cetak.config import Desk
from cetak.errors import PARTIAL_EXIT_CODE, CetakError, StrictError
from cetak.findings import Severity
from cetak.run.executor import Executor
from cetak.run.many import Outcome, Planned, Press, Printed, SetAside, print_many
from cetak.run.store import NoStore, SheetStore

Progress = Callable[[Outcome], None]


@dataclass
class PressRun:
    """Prints what was ordered.

    Attributes:
        house: The outside.
        order: What was asked for.
        teller: Where errors and findings are told.
        lines: What became of each source, in order.
        names: Files given so far; runs may share them.
        shown: The pictures beside each story that it shows.
        reading: Where stories come from, and what was read.
    """

    house: House
    order: Order
    teller: Teller
    lines: list[ReportLine] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    shown: dict[str, frozenset[Path]] = field(default_factory=dict)
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        desks = Desks(self.house, self.order.sources, self.order.config)
        self.reading = Reading(
            self.house, desks, complete=self.order.complete, notice=self.teller.finding
        )

    def run(self, progress: Progress, executor: Executor | None = None) -> int:
        """Print every story, tell the progress of each, and give the exit code.

        Args:
            progress: Told of each story.
            executor: Where jobs run, and who ends it; ``None`` for one of this run.

        Raises:
            CetakError: Before anything is printed: configuration, ``output-for-many``; or at
                the end, where there was no story of those asked for.
        """
        desk = self.reading.desks.own
        self.reading.asked = asked_of(self.order, desk, self.house.resources.now())
        sources = self._sources()
        own = executor or self.house.executor(self.jobs(desk), self.order.limits)
        try:
            for outcome in print_many(sources, self._press(own, desk)):
                self._settle(outcome, desk, progress)
        finally:
            if executor is None:
                own.shutdown(wait=False, cancel_futures=True)
        if not self.lines:
            raise self.reading.nothing_found()
        return self._code()

    @property
    def counts(self) -> Counts:
        """How many stories were read, and what became of them."""
        aside = sum(isinstance(line.outcome, SetAside) for line in self.lines)
        reading = self.reading
        return Counts(
            read=reading.read,
            printed=len(self.lines) - aside,
            set_aside=aside,
            not_asked_for=reading.other_days,
            undated=len(reading.undated),
        )

    def jobs(self, desk: Desk) -> int:
        """How many workers: as ordered, else the desk's number, else one a core."""
        return self.order.jobs or desk.jobs or self.house.cores()

    def _sources(self) -> Iterator[Story | SetAside]:
        sources = self.reading.stories()
        if not self.order.output:
            return sources
        two = list(itertools.islice(sources, 2))
        if len(two) > 1:
            raise OrderError.because("output-for-many", self.order.output)
        self._refuse_overwriting(two)
        return iter(two)

    def _refuse_overwriting(self, sources: list[Story | SetAside]) -> None:
        """``-o story.yaml`` is a slip of the hand that would cost a story."""
        target = Path(self.order.output).resolve()
        for source in sources:
            files = {source.name, source.name.rpartition("#")[0] or source.name}
            if source.name != STDOUT and target in {Path(file).resolve() for file in files}:
                raise OrderError.because("output-is-source", self.order.output)

    def _press(self, executor: Executor, desk: Desk) -> Press[Story, Any]:
        return Press(
            plan=self._plan,
            print_sheet=self.house.print_sheet,
            executor=executor,
            store=self._store(desk),
            in_flight=2 * self.jobs(desk) + 1,
        )

    def _store(self, desk: Desk) -> SheetStore:
        return self.house.store(desk) if self.order.keep else NoStore()

    def _plan(self, story: Story) -> Planned[Any]:
        self.shown[story.name] = frozenset(files_shown(story.raw, story.cleaned.article))
        planned = self.house.plan(story.raw, story.cleaned, story.desk, self.order.wishes)
        return replace(planned, milliseconds=story.milliseconds)

    def _settle(self, outcome: Outcome, desk: Desk, progress: Progress) -> None:
        settled = self._written(outcome, desk)
        if isinstance(settled, SetAside):
            settled = replace(settled, error=known(settled.error, self.house))
            self.teller.error(_as_error(settled.error))
        else:
            for finding in settled.findings:
                self.teller.finding(finding)
        self.lines.append(ReportLine.of(settled))
        progress(settled)

    def _written(self, outcome: Outcome, desk: Desk) -> Outcome:
        if isinstance(outcome, SetAside):
            return outcome
        try:
            self._refuse_if_strict(outcome)
            return replace(outcome, path=self._write(outcome, desk))
        except CetakError as problem:
            return SetAside(outcome.name, problem)

    def _refuse_if_strict(self, printed: Printed) -> None:
        errors = [f for f in printed.findings if f.severity is Severity.ERROR]
        if self.order.strict and errors:
            raise StrictError(*errors)

    def _write(self, printed: Printed, desk: Desk) -> Path | None:
        if self.order.output == STDOUT:
            self.house.stdout(printed.sheet.pdf)
            return None
        path = Path(self.order.output) if self.order.output else self._default(printed, desk)
        self.house.resources.write(path, printed.sheet.pdf)
        return path

    def _default(self, printed: Printed, desk: Desk) -> Path:
        folder = self.order.out_dir or Path(desk.output.folder)
        today = self.house.resources.now().date()
        zone = desk.publication.time_zone
        stem = file_stem(printed.cleaned.article, today, ZoneInfo(zone) if zone else None)
        return self.names.claim(folder, stem, owner=printed.name)

    def _code(self) -> int:
        outcomes = [line.outcome for line in self.lines]
        failures = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
        if not failures:
            return 0
        if len(failures) < len(outcomes):
            return PARTIAL_EXIT_CODE
        return exit_code(failures[0].error)


def _as_error(error: Exception) -> CetakError:
    assert isinstance(error, CetakError)  # noqa: S101 - `known` has seen to it
    return error
