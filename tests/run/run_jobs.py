"""Jobs for the worker processes of the tests; workers import this module by its name."""

from __future__ import annotations

import os
import signal
import sys
import time

from cetak.errors import LayoutError, SourceError
from cetak.findings import Finding, Severity, Where

BROKEN = SourceError(
    Finding("source-empty", Severity.ERROR, Where("a.yaml", 3, 7, "body[2]"), {"bytes": 0}),
    Finding("field-unknown", Severity.ERROR, Where("a.yaml", 4), {"field": "hedline"}),
)

warmed: list[int] = []


def warm() -> None:
    warmed.append(os.getpid())


def warm_badly() -> None:
    raise LayoutError.because("font-missing", "Serif")


def warm_and_die() -> None:
    os._exit(3)


def warmed_in() -> list[int]:
    return list(warmed)


def double(number: int) -> int:
    return number * 2


def pid() -> int:
    return os.getpid()


def hang() -> None:
    while True:
        time.sleep(60)


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def kill_itself() -> None:
    sys.stderr.write("glib: out of ideas\n")
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(17)


def eat_memory() -> int:
    return len(bytearray(8 * 1024**3))


def fail() -> None:
    raise BROKEN


def stumble() -> None:
    raise ZeroDivisionError("nobody foresaw this")


def unpicklable() -> object:
    return lambda: None


def ignores_interrupts() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
