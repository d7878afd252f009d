"""The command as a user runs it: a process of its own, start and all."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.004


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        wall_ms: From its start to its end.
        cpu_ms: Processor time of the process and its workers.
        peak_mb: Most resident memory of the process itself, ``nan`` where unknown.
        worker_peak_mb: The same of its largest worker.
    """

    wall_ms: float
    cpu_ms: float
    peak_mb: float
    worker_peak_mb: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What /proc last said of a process."""

    peak_mb: float
    cpu_ms: float


def run(
    arguments: Sequence[str], environment: Mapping[str, str], accepted: Sequence[int] = (0,)
) -> Run:
    """Run ``cetak`` with these arguments to its end.

    Args:
        arguments: What stands after ``cetak``.
        environment: Variables beside those of this process.
        accepted: Exit codes that are no failure.

    Raises:
        subprocess.CalledProcessError: It did not print.
    """
    command = [sys.executable, "-m", "cetak", *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    own, workers = _watched(process)
    wall_ms = (time.perf_counter() - start) * 1e3
    if process.returncode not in accepted:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(
        wall_ms,
        own.cpu_ms + sum(seen.cpu_ms for seen in workers.values()),
        own.peak_mb,
        max((seen.peak_mb for seen in workers.values()), default=float("nan")),
    )


def _watched(process: subprocess.Popen[bytes]) -> tuple[Seen, dict[int, Seen]]:
    """Look at the process and its children until it ends.

    The last look counts: the kernel keeps the peak, and just before ``exec`` a child still
    shows its parent's.
    """
    own, workers = Seen(float("nan"), 0.0), dict[int, Seen]()
    while process.poll() is None:
        own = look(process.pid) or own
        for child in _children(process.pid):
            if seen := look(child):
                workers[child] = seen
        time.sleep(_LOOK_SECONDS)
    return own, workers


def children_cpu_ms() -> float:
    """Processor time of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1e3


def look(pid: int) -> Seen | None:
    """What /proc says of a process, or ``None`` where it says nothing."""
    folder = Path(f"/proc/{pid}")
    try:
        status = (folder / "status").read_text()
        times = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    if not peaks:  # it has ended and waits to be asked how
        return None
    return Seen(int(peaks[0]) * 1024 / 1e6, (int(times[11]) + int(times[12])) * _TICK_MS)


def _children(pid: int) -> list[int]:
    """Children of every thread: a worker belongs to the thread that waits for it."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found
