"""How long a day's paper takes: whole processes, and other programs with the same stories.

Run with ``make bench-edition``; ``python -m bench.edition 100 1000`` names the days to make. The
first is printed with an empty store, after one correction and unchanged, beside other programs;
each other one with an empty store only. All in one run, because a machine's speed changes.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import whole
from bench.day import DAY, Day, read_base, write_day
from bench.peers import PAGEDJS, Peer, peers_of
from bench.table import Verdict, drawn, verdicts_table

SIZES = (100, 1000)
EXTRAS = "--extras"
CORRECTED_SECONDS = 2.0
MANY_TIMES = 12.0
PEAK_MB = 400.0
LARGEST_RATIO = 1.2
PARTIAL = 9
ONE_DOCUMENT = "WeasyPrint, one document, one column"


@dataclass(frozen=True, slots=True)
class Printed:
    """One run of ``cetak edition``.

    Attributes:
        name: What the table calls it.
        ran: Times and memory.
        pages: Pages of the paper.
        stories: Stories in it.
        rendered: Sheets that were set anew.
        left_out: Stories that were read and do not run.
        size_bytes: The file.
    """

    name: str
    ran: whole.Run
    pages: int
    stories: int
    rendered: int
    left_out: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Where days are printed: a folder of our own, with a store of its own for each day."""

    folder: Path

    def printed(self, name: str, day: Day, *options: str) -> Printed:
        """Print a day's paper as a whole process.

        Raises:
            subprocess.CalledProcessError: There is no paper.
        """
        report, paper = self.folder / "report.json", day.folder.with_suffix(".pdf")
        ran = whole.run(
            [
                *("edition", DAY.isoformat(), "--from", str(day.folder), "-q"),
                *("-o", str(paper), "--report", str(report), *options),
            ],
            {"XDG_CACHE_HOME": str(day.folder.with_suffix(".cache"))},
            accepted=(0, PARTIAL),
        )
        print(f"{name}: {ran.wall_ms / 1e3:.1f} s", file=sys.stderr, flush=True)
        told = json.loads(report.read_text())
        proof = told["proof"]
        return Printed(
            name,
            ran,
            proof["pages"],
            proof["stories"],
            told["rendered"],
            len(told["left-out"]),
            paper.stat().st_size,
        )


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print the tables."""
    few, *more = [int(one) for one in arguments] or SIZES
    with tempfile.TemporaryDirectory(prefix="bench-edition-") as name:
        folder, base = Path(name), read_base()
        desk = Desk(folder)
        day = write_day(folder / f"day-{few}", few, base)
        printed = list(_printed(desk, day))
        peers = list(peers_of(day, folder))
        many = []
        for count in more:
            larger = write_day(folder / f"day-{count}", count, base)
            many.append(desk.printed(f"{count} stories, nothing stored", larger))
        print(_told(printed, many, peers))


def _printed(desk: Desk, day: Day) -> Iterator[Printed]:
    count = len(day.articles)
    yield desk.printed(f"{count} stories, nothing stored", day)
    yield desk.printed("nothing changed", day)
    day.correct_one()
    yield desk.printed("one story corrected", day)
    if _has_extras():
        extras = desk.folder / "extras"
        yield desk.printed("nothing stored, with extras", day, "--no-store", EXTRAS, str(extras))


def _has_extras() -> bool:
    """Whether this version makes the smaller files as well."""
    command = [sys.executable, "-m", "cetak", "edition", "print", "--help"]
    wide = {**os.environ, "COLUMNS": "200"}
    told = subprocess.run(command, env=wide, capture_output=True, check=False, text=True)
    return EXTRAS in told.stdout


def _told(printed: Sequence[Printed], many: Sequence[Printed], peers: Sequence[Peer]) -> str:
    first = printed[0]
    rows: list[tuple[str, ...]] = [
        ("", "wall s", "ratio", "cpu s", "pages", "rendered", "MB file", "MB peak", "worker")
    ]
    rows += [_row(one, first) for one in (*printed, *many)]
    rows += [_peer_row(one, first) for one in peers if not one.why_not]
    missing = [f"{one.name}: {one.why_not}." for one in peers if one.why_not]
    title = f"A day's paper, Python {sys.version.split()[0]}, {os.cpu_count()} cores"
    verdicts = verdicts_table(list(_verdicts(printed, many, peers)))
    return "\n\n".join((title, drawn(rows), *missing, verdicts))


def _row(one: Printed, first: Printed) -> tuple[str, ...]:
    return (
        one.name,
        _seconds(one.ran.wall_ms),
        f"{one.ran.wall_ms / first.ran.wall_ms:.2f}",
        _seconds(one.ran.cpu_ms),
        str(one.pages),
        str(one.rendered),
        f"{one.size_bytes / 1e6:.1f}",
        f"{one.ran.peak_mb:.0f}",
        f"{one.ran.worker_peak_mb:.0f}",
    )


def _peer_row(peer: Peer, first: Printed) -> tuple[str, ...]:
    return (
        peer.name,
        _seconds(peer.wall_ms),
        f"{peer.wall_ms / first.ran.wall_ms:.2f}",
        _seconds(peer.cpu_ms),
        str(peer.pages or "-"),
        "-",
        f"{peer.size_bytes / 1e6:.1f}",
        "-",
        "-",
    )


def _verdicts(
    printed: Sequence[Printed], many: Sequence[Printed], peers: Sequence[Peer]
) -> Iterator[Verdict]:
    cold, _, corrected, *extras = printed
    fullest = [cold, *extras][-1]
    by_name = {one.name: one for one in peers if not one.why_not}
    if paged := by_name.get(PAGEDJS):
        share = fullest.ran.wall_ms / paged.wall_ms
        yield Verdict(
            f"{fullest.name}: at most {PAGEDJS}'s time", f"{share:.2f} of it", share <= 1
        )
    seconds = corrected.ran.wall_ms / 1e3
    yield Verdict(
        f"one story corrected: at most {CORRECTED_SECONDS:.1f} s",
        f"{seconds:.2f} s, {corrected.rendered} sheets",
        seconds <= CORRECTED_SECONDS,
    )
    for one in many:
        share = one.ran.wall_ms / cold.ran.wall_ms
        limit = MANY_TIMES * one.stories / (10 * cold.stories)
        target = f"{one.stories} stories: within {limit:.0f} times {cold.stories}"
        yield Verdict(target, f"{share:.1f} times", share <= limit)
    for one in (cold, *many):
        peak = max(one.ran.peak_mb, one.ran.worker_peak_mb)
        target = f"{one.stories} stories: each process under {PEAK_MB:.0f} MB"
        yield Verdict(target, f"{peak:.0f} MB", peak < PEAK_MB)
    if document := by_name.get(ONE_DOCUMENT):
        size = cold.size_bytes / document.size_bytes
        target = f"at most {LARGEST_RATIO} times the size of one document"
        yield Verdict(target, f"{size:.2f} times", size <= LARGEST_RATIO)


def _seconds(milliseconds: float) -> str:
    return "-" if math.isnan(milliseconds) else f"{milliseconds / 1e3:.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
