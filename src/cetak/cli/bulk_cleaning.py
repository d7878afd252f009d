"""``cetak clean --out-dir``: many pages, many processes, a file for each page."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cetak.acquire.sources import STDIN, Raw, Unreadable, is_address
from cetak.cli.desks import Desks
from cetak.cli.fence import exit_code, known
from cetak.cli.house import House
from cetak.cli.naming import Names, page_stem
from cetak.cli.order import OrderError
from cetak.cli.page_forms import Form
from cetak.cli.page_work import CleanPage, PageJob, clean_page
from cetak.cli.reading import Reading
from cetak.cli.telling import Teller
from cetak.errors import PARTIAL_EXIT_CODE, CetakError, PressError

if TYPE_CHECKING:
    from cetak.acquire.more_pages import MorePages
    from cetak.run.executor import Executor

_OUTPUT_FOLDER = "out"


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """Pages to clean.

    Attributes:
        sources: Files, folders, addresses or ``-``; without any, those of the configuration.
        folder: Where the files go.
        form: How they are written.
        config: A configuration file instead of the nearest one.
        jobs: Worker processes; 0 for the desk's number, else one for each core.
        complete: Whether saved feeds may ask the network for what they leave out.
    """

    sources: tuple[str, ...]
    folder: Path
    form: Form
    config: Path | None = None
    jobs: int = 0
    complete: bool = False


@dataclass(frozen=True, slots=True)
class _UnderWay:
    name: str
    path: Path
    future: Future[CleanPage]


@dataclass
class BulkCleaning:
    """Cleans what was ordered, and counts."""

    house: House
    order: BulkOrder
    teller: Teller
    written: int = 0
    failures: list[int] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _reading: Reading = field(init=False)
    _files: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        order = self.order
        desks = Desks(self.house, order.sources, order.config)
        self._reading = Reading(self.house, desks, complete=order.complete)
        named = (one for one in order.sources if "\0" not in one and one != STDIN)
        self._files = {os.path.realpath(one) for one in named if not is_address(one)}

    def run(self) -> int:
        """Clean every page, say how many, and give the exit code.

        Raises:
            OrderError: ``folder-among-sources``.
            CetakError: A configuration that cannot be read.
        """
        self._refuse_reading_ourselves()
        workers = self.order.jobs or self._reading.desks.own.jobs or self.house.cores()
        executor = self.house.cleaners(workers)
        under_way: deque[_UnderWay] = deque()
        try:
            for raw, pages in self._readable():
                if (page := self._begun(raw, pages, executor)) is not None:
                    under_way.append(page)
                while under_way and (len(under_way) > 4 * workers or under_way[0].future.done()):
                    self._settle(under_way.popleft())
            while under_way:
                self._settle(under_way.popleft())
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        return self._summed_up()

    def _readable(self) -> Iterator[tuple[Raw, MorePages]]:
        for source in self._reading.sources():
            pages = self.house.pages(source, set(), asks_for_saved=self.order.complete)
            for intake in source.all(None, None):
                if isinstance(intake, Unreadable):
                    self._set_aside(intake.error)
                else:
                    yield intake, pages

    def _begun(self, raw: Raw, pages: MorePages, executor: Executor) -> _UnderWay | None:
        try:
            path = self._path(raw)
            desk = self._reading.desks.of(raw.folder)
        except CetakError as problem:
            self._set_aside(problem)
            return None
        job = PageJob(raw, desk, self.order.form, self.teller.language)
        if raw.address or self.order.complete:
            # What asks the network stays in this process, which knows pace and reach.
            return _UnderWay(raw.name, path, _done(job, pages))
        return _UnderWay(raw.name, path, executor.submit(clean_page, job))

    def _path(self, raw: Raw) -> Path:
        """Where a page goes; no file that was named as a source is overwritten."""
        stem = page_stem(raw.name, self.house.resources)
        path = self._names.claim(self.order.folder, stem, self.order.form.suffix)
        if os.path.realpath(path) in self._files:
            raise OrderError.because("page-over-source", str(path), page=raw.name)
        return path

    def _refuse_reading_ourselves(self) -> None:
        """What is written into a folder that is being read would be read as pages."""
        target = Path(os.path.realpath(self.order.folder))
        for folder in map(Path, self._files):
            if not target.is_relative_to(folder):
                continue
            below = target.relative_to(folder).parts
            if not any(part == _OUTPUT_FOLDER or part.startswith(".") for part in below):
                raise OrderError.because("folder-among-sources", str(self.order.folder))

    def _settle(self, page: _UnderWay) -> None:
        try:
            done = page.future.result()
            self.house.resources.write(page.path, done.content)
        except PressError as problem:
            cause = problem.findings[0].code
            self._set_aside(PressError.because("page-not-finished", page.name, cause=cause))
        except Exception as problem:
            self._set_aside(problem)
        else:
            self.written += 1
            for finding in done.findings:
                self.teller.finding(finding)

    def _set_aside(self, problem: Exception) -> None:
        self.teller.error(known(problem, self.house))
        self.failures.append(exit_code(problem))

    def _summed_up(self) -> int:
        aside = len(self.failures)
        read = self.written + aside
        self.teller.note("pages-cleaned", read=read, written=self.written, aside=aside)
        if not aside:
            return 0
        return PARTIAL_EXIT_CODE if self.written else self.failures[0]


def _done(job: PageJob, pages: MorePages) -> Future[CleanPage]:
    """A page cleaned here and now, in the form of one that comes from a worker."""
    done: Future[CleanPage] = Future()
    try:
        done.set_result(clean_page(job, pages))
    except Exception as problem:
        done.set_exception(problem)
    return done
