"""From the bare arguments to a command: the worker's head start, and the last safety net."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from cetak.errors import INTERRUPTED_EXIT_CODE
from cetak.resources import LocalResources
from cetak.run.warm import WarmProcess

WARM_UP = "cetak.pipeline:warm_up"
DRAWING_WARM_UP = "cetak.press.screen:warm_up"
CLEANING_WARM_UP = "cetak.cli.page_work:warm_up"
_PRINTS_NOTHING = (["plan"], ["diff"])
"""Words after ``edition`` that need no worker."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code; nothing is ever raised."""
    first = _head_start(arguments)
    try:
        return _run(arguments, first)
    except KeyboardInterrupt:
        return INTERRUPTED_EXIT_CODE
    except Exception as problem:  # not even the commands could be imported
        sys.stderr.write(f"error: A fault in cetak itself: {problem!r}\n")
        return 1
    finally:
        if first is not None:
            first.kill()


def _head_start(arguments: Sequence[str]) -> WarmProcess | None:
    """A worker for a command that prints, so that it warms up while all else is imported."""
    if not _prints(arguments) or "--help" in arguments:
        return None
    try:
        return WarmProcess(WARM_UP)
    except OSError:  # the executor will try again, and report it
        return None


def _prints(arguments: Sequence[str]) -> bool:
    command, *rest = arguments or [""]
    return command in ("print", "serve") or (
        command == "edition" and rest[:1] not in _PRINTS_NOTHING
    )


def _accept_any_text() -> None:
    """A terminal that lacks a character, or a file name that is no text, stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: Sequence[str], first: WarmProcess | None) -> int:
    from cetak.cli.app import app  # noqa: PLC0415 - the worker warms up meanwhile
    from cetak.cli.fence import fault_told, hushed  # noqa: PLC0415
    from cetak.cli.house import House  # noqa: PLC0415

    _accept_any_text()
    house = House(LocalResources(), first)
    try:
        app(list(arguments), obj=house, prog_name="cetak")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        return hushed()
    except Exception as problem:  # the safety net below all others
        return fault_told(problem, house)
    return 0
