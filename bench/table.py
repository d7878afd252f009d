"""What was measured, as numbers and as a table for a terminal."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WARM_MS = 60.0
WHOLE_MS = 900.0
PEAK_MB = 150.0


@dataclass(slots=True)
class Series:
    """One contender's times over all rounds.

    Attributes:
        name: What the table calls it.
        wall_ms: Wall-clock times in milliseconds.
        cpu_ms: Processor times in milliseconds, all its processes; empty where not measured.
    """

    name: str
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)

    def add(self, wall_ms: float, cpu_ms: float | None = None) -> None:
        """Keep one measurement."""
        self.wall_ms.append(wall_ms)
        if cpu_ms is not None:
            self.cpu_ms.append(cpu_ms)

    @property
    def median_ms(self) -> float:
        """Median of the wall-clock times; not a number without any."""
        return statistics.median(self.wall_ms) if self.wall_ms else float("nan")

    @property
    def least_ms(self) -> float:
        """Least of the wall-clock times; not a number without any."""
        return min(self.wall_ms, default=float("nan"))

    @property
    def median_cpu_ms(self) -> float:
        """Median of the processor times; not a number where not measured."""
        return statistics.median(self.cpu_ms) if self.cpu_ms else float("nan")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and what this run made of it."""

    target: str
    measured: str
    met: bool


def ratio(one: Series, other: Series) -> float:
    """How many times as long one takes as another, by their medians."""
    return one.median_ms / other.median_ms if other.median_ms else float("nan")


def warm_verdict(own: Series, browser: Series | None) -> Verdict:
    """At most 60 ms, or half of the browser's time in the same run, whichever is more.

    Args:
        own: Warm times, proof included.
        browser: Times of Chromium over a warm connection, where there is one.
    """
    half = browser.median_ms / 2 if browser and browser.wall_ms else 0.0
    limit = max(WARM_MS, half)
    why = f"half of Chromium's {browser.median_ms:.0f} ms" if browser and half > WARM_MS else ""
    target = f"warm at most {limit:.0f} ms{' (' + why + ')' if why else ''}"
    return Verdict(target, f"{own.median_ms:.0f} ms", own.median_ms <= limit)


def whole_verdict(own: Series) -> Verdict:
    """The whole process under 0.9 s."""
    return Verdict(
        f"whole process under {WHOLE_MS:.0f} ms",
        f"{own.median_ms:.0f} ms",
        own.median_ms < WHOLE_MS,
    )


def peak_verdict(name: str, peaks_mb: Sequence[float]) -> Verdict:
    """A process under 150 MB at its peak; where nothing was measured, not met."""
    peak = max(peaks_mb, default=float("nan"))
    return Verdict(f"{name} under {PEAK_MB:.0f} MB", f"{peak:.0f} MB", peak < PEAK_MB)


def times_table(series: Iterable[Series], unit: Series) -> str:
    """Rows of minimum, median, processor time and ratio to one of them."""
    rows = [("", "n", "min", "median", "cpu", "ratio")]
    rows += [
        (
            one.name,
            str(len(one.wall_ms)),
            _ms(one.least_ms),
            _ms(one.median_ms),
            _ms(one.median_cpu_ms),
            f"{ratio(one, unit):.2f}",
        )
        for one in series
    ]
    return drawn(rows)


def shares_table(parts: Iterable[Series], whole: Series) -> str:
    """Rows of stages, with the share of the whole that each takes."""
    rows = [("", "min", "median", "share")]
    rows += [
        (one.name, _ms(one.least_ms), _ms(one.median_ms), f"{100 * ratio(one, whole):.0f} %")
        for one in parts
    ]
    return drawn(rows)


def verdicts_table(verdicts: Iterable[Verdict]) -> str:
    """Rows of targets: what was asked, what was measured, whether this run met it."""
    rows = [("target", "this run", "")]
    rows += [(one.target, one.measured, "met" if one.met else "missed") for one in verdicts]
    return drawn(rows)


def drawn(rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _ms(milliseconds: float) -> str:
    return "-" if milliseconds != milliseconds else f"{milliseconds:.1f}"  # noqa: PLR0124
