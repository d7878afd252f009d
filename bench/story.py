"""How long one story takes: the whole command, a warm worker, and others with the same page.

Run with ``make bench``. The contenders take turns within one run, because a machine's speed
changes from minute to minute: trust the ratios.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import chromium, table, warm, whole
from bench.table import Series
from cetak.acquire.sources import Raw, gather
from cetak.cli.house import House, Wishes
from cetak.cli.start import WARM_UP
from cetak.config import Desk
from cetak.jobs import Job
from cetak.press.fonts import use_own_fonts
from cetak.resources import LocalResources
from cetak.run.warm import Limits, WarmProcess

STORY = Path(__file__).resolve().parents[1] / "samples" / "akurasi-2023-09-20.txt"
ROUNDS = 12
WARM_TURNS = 3
"""Warm contenders are so much faster than whole processes that they get several turns."""
BUDGET_SECONDS = 60.0
_LIMITS = Limits(seconds=60.0, memory_bytes=0, jobs_per_worker=0)


@dataclass(slots=True)
class Bench:
    """What is measured, and what was.

    Attributes:
        raw: The story's file.
        desk: The configuration beside it.
        job: The story, ready for the press.
        folder: A folder of our own for output and store.
    """

    raw: Raw
    desk: Desk
    job: Job
    folder: Path
    cold: Series = field(default_factory=lambda: Series("cetak print, nothing stored"))
    hit: Series = field(default_factory=lambda: Series("cetak print, sheet in the store"))
    own: Series = field(default_factory=lambda: Series("cetak, warm, proof included"))
    handed: Series = field(default_factory=lambda: Series("the same with the hand-over"))
    plain: Series = field(default_factory=lambda: Series("WeasyPrint, tagged PDF/UA-1"))
    bare: Series = field(default_factory=lambda: Series("WeasyPrint, bare"))
    browser: Series = field(default_factory=lambda: Series("Chromium, bare"))
    browser_tagged: Series = field(default_factory=lambda: Series("Chromium, tagged"))
    stages: dict[str, Series] = field(
        default_factory=lambda: {name: Series(name) for name in warm.STAGES}
    )
    peaks_mb: list[float] = field(default_factory=list)
    worker_peaks_mb: list[float] = field(default_factory=list)
    last: warm.Clocked = field(default_factory=warm.Clocked)

    @property
    def everything(self) -> list[Series]:
        """The contenders, in the order of the table."""
        own = [self.cold, self.hit, self.own, self.handed]
        return [*own, self.plain, self.bare, self.browser, self.browser_tagged]

    def print_whole(self, series: Series, *options: str) -> None:
        """One whole process."""
        target = self.folder / "story.pdf"
        ran = whole.run(
            ["print", *options, "-q", str(STORY), "-o", str(target)],
            {"XDG_CACHE_HOME": str(self.folder / "cache")},
        )
        series.add(ran.wall_ms, ran.cpu_ms)
        if series is self.cold:
            self.peaks_mb.append(ran.peak_mb)
            self.worker_peaks_mb.append(ran.worker_peak_mb)

    def print_own(self, worker: WarmProcess) -> None:
        """One story in a warm worker."""
        start = time.perf_counter()
        clocked = worker.call(warm.own_story, (self.raw, self.desk, self.job), _LIMITS)
        self.handed.add((time.perf_counter() - start) * 1e3)
        self.own.add(clocked.wall_ms, clocked.cpu_ms)
        for name, series in self.stages.items():
            series.add(clocked.stages_ms[name])
        self.last = clocked

    def forget_times(self) -> None:
        """Drop what was measured while everything warmed up."""
        for series in (*self.everything, *self.stages.values()):
            series.wall_ms.clear()
            series.cpu_ms.clear()
        self.peaks_mb.clear()
        self.worker_peaks_mb.clear()


def main() -> None:
    """Measure and print the tables."""
    deadline = time.monotonic() + BUDGET_SECONDS
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        bench = Bench(*sample_story(), folder)
        own, plain = _worker(stack, WARM_UP), _worker(stack, "bench.warm:warm_plain")
        pages = own.call(warm.pages_of, (bench.job,), _LIMITS)
        browser, why_not = _browser(stack)
        turns = [*_whole_turns(bench), *_warm_turns(bench, own, plain, pages, browser)]
        for turn in itertools.chain(turns, _warm_turns(bench, own, plain, pages, browser)):
            turn()
        bench.forget_times()
        for _ in range(ROUNDS):
            for turn in turns:
                turn()
            if time.monotonic() > deadline:
                break
        print(_told(bench, browser, why_not, own.pid))


def sample_story() -> tuple[Raw, Desk, Job]:
    """The measured story: its file, the configuration beside it, and the job of printing it."""
    house = House(LocalResources())
    raw = next(iter(gather([str(STORY)], house.resources, house.stdin)))
    if not isinstance(raw, Raw):
        raise SystemExit(f"{STORY} cannot be read")
    desk = house.desk(STORY.parent, None)
    return raw, desk, house.plan(raw, house.clean(raw, desk), desk, Wishes()).job


def _worker(stack: contextlib.ExitStack, warm_up: str) -> WarmProcess:
    worker = WarmProcess(warm_up)
    stack.callback(worker.stop)
    return worker


def _browser(stack: contextlib.ExitStack) -> tuple[chromium.Browser | None, str]:
    """A warm browser with the same fonts, or why there is none."""
    path = chromium.find()
    if not path:
        return None, "Chromium is not installed here: not measured."
    use_own_fonts()
    try:
        return stack.enter_context(chromium.running(path)), ""
    except (chromium.BrowserError, OSError) as problem:
        return None, f"Chromium does not start here: not measured ({problem})."


def _whole_turns(bench: Bench) -> Iterator[Callable[[], None]]:
    yield lambda: bench.print_whole(bench.cold, "--no-store")
    yield lambda: bench.print_whole(bench.hit)


def _warm_turns(
    bench: Bench,
    own: WarmProcess,
    plain: WarmProcess,
    pages: Any,
    browser: chromium.Browser | None,
) -> Iterator[Callable[[], None]]:
    """Turns of the warm contenders; each goes several times a round."""
    html = chromium.self_contained(pages.html, pages.stylesheets, pages.pictures)

    def print_plain(series: Series, *, tagged: bool) -> None:
        clocked = plain.call(warm.plain_tagged if tagged else warm.plain_bare, (pages,), _LIMITS)
        series.add(clocked.wall_ms, clocked.cpu_ms)

    def print_browser(series: Series, *, tagged: bool) -> None:
        if browser is not None:
            series.add(browser.print_pdf(html, tagged=tagged)[0])

    for _ in range(WARM_TURNS):
        yield lambda: bench.print_own(own)
        yield lambda: print_plain(bench.plain, tagged=True)
        yield lambda: print_plain(bench.bare, tagged=False)
        yield lambda: print_browser(bench.browser, tagged=False)
        yield lambda: print_browser(bench.browser_tagged, tagged=True)


def _told(bench: Bench, browser: chromium.Browser | None, why_not: str, worker_pid: int) -> str:
    contenders = [series for series in bench.everything if series.wall_ms]
    stories = len(bench.own.wall_ms)
    verdicts = [
        table.warm_verdict(bench.own, bench.browser if browser else None),
        table.whole_verdict(bench.cold),
        table.peak_verdict("the command", bench.peaks_mb),
        table.peak_verdict("its worker", bench.worker_peaks_mb),
        table.peak_verdict(f"a worker after {stories} stories", [_peak(worker_pid)]),
    ]
    return "\n\n".join(
        (
            f"{STORY.name}, Python {sys.version.split()[0]}, {os.cpu_count()} cores; milliseconds",
            table.times_table(contenders, bench.own),
            browser.version if browser else why_not,
            f"A warm story: laid out {bench.last.settings} times, {bench.last.passes} passes",
            table.shares_table(bench.stages.values(), bench.own),
            table.verdicts_table(verdicts),
        )
    )


def _peak(pid: int) -> float:
    seen = whole.look(pid)
    return seen.peak_mb if seen else float("nan")


if __name__ == "__main__":
    main()
