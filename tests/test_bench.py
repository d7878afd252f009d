from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.table import (
    Series,
    Verdict,
    drawn,
    peak_verdict,
    ratio,
    shares_table,
    times_table,
    verdicts_table,
    warm_verdict,
    whole_verdict,
)


def series(*wall_ms: float, name: str = "own") -> Series:
    return Series(name, list(wall_ms))


def test_a_series_knows_its_least_and_its_median() -> None:
    one = series(9.0, 5.0, 100.0, 7.0)
    assert (one.least_ms, one.median_ms) == (5.0, 8.0)
    one.add(6.0, cpu_ms=3.0)
    assert (one.median_ms, one.median_cpu_ms) == (7.0, 3.0)


def test_a_series_without_times_has_no_number() -> None:
    assert math.isnan(series().median_ms)
    assert math.isnan(series().least_ms)
    assert math.isnan(series(4.0).median_cpu_ms)


def test_ratios_are_of_medians() -> None:
    assert ratio(series(10.0, 20.0, 90.0), series(5.0)) == 4.0


@pytest.mark.parametrize(
    ("own", "browser", "limit", "met"),
    [
        (60.0, None, "60 ms", True),
        (61.0, None, "60 ms", False),
        (61.0, series(), "60 ms", False),
        (61.0, series(100.0), "60 ms", False),
        (99.0, series(200.0), "100 ms (half of Chromium's 200 ms)", True),
        (101.0, series(200.0), "100 ms (half of Chromium's 200 ms)", False),
    ],
)
def test_warm_is_held_against_sixty_milliseconds_or_half_of_the_browser(
    own: float, browser: Series | None, limit: str, met: bool
) -> None:
    verdict = warm_verdict(series(own), browser)
    assert verdict == Verdict(f"warm at most {limit}", f"{own:.0f} ms", met)


def test_whole_process_and_memory_are_under_their_limits_not_at_them() -> None:
    assert whole_verdict(series(899.0)).met
    assert not whole_verdict(series(900.0)).met
    assert peak_verdict("worker", [100.0, 149.0]).met
    assert not peak_verdict("worker", [149.0, 150.0]).met
    assert peak_verdict("worker", [149.0, 120.0]).measured == "149 MB"


def test_memory_that_nobody_measured_is_not_met() -> None:
    assert not peak_verdict("worker", []).met


def test_tables_align_names_left_and_numbers_right() -> None:
    assert drawn([("", "n"), ("long", "1"), ("b", "100")]) == "        n\nlong    1\nb     100"


def test_times_show_what_was_not_measured_as_a_dash() -> None:
    unit = Series("own", [10.0], [8.0])
    rows = times_table([unit, series(5.0, name="other")], unit).splitlines()
    assert rows[1].split() == ["own", "1", "10.0", "10.0", "8.0", "1.00"]
    assert rows[2].split() == ["other", "1", "5.0", "5.0", "-", "0.50"]


def test_shares_are_of_the_whole() -> None:
    row = shares_table([series(5.0, name="write")], series(20.0)).splitlines()[1]
    assert row.split() == ["write", "5.0", "5.0", "25", "%"]


def test_verdicts_say_met_or_missed() -> None:
    rows = verdicts_table([Verdict("a", "1 ms", True), Verdict("b", "2 ms", False)]).splitlines()
    assert [row.split()[-1] for row in rows[1:]] == ["met", "missed"]
