"""What a command may end with: an exit code and a sentence, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Iterator

import typer

from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.errors import INTERRUPTED_EXIT_CODE, CetakError
from cetak.findings import Finding, Severity
from cetak.run.worker import WorkerFaultError

FAULT_EXIT_CODE = 1


@contextlib.contextmanager
def fence(house: House, teller: Teller) -> Iterator[None]:
    """Turn whatever happens inside into an exit code and a message.

    Raises:
        typer.Exit: Always, but when nothing happened.
    """
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except KeyboardInterrupt:
        teller.write(teller.words("interrupted"))
        raise typer.Exit(INTERRUPTED_EXIT_CODE) from None
    except BrokenPipeError:
        raise typer.Exit(hushed()) from None
    except Exception as problem:
        raise typer.Exit(failed(problem, house, teller)) from None


def failed(problem: Exception, house: House, teller: Teller) -> int:
    """Say why something failed and give the exit code."""
    teller.error(known(problem, house))
    return exit_code(problem)


def exit_code(problem: Exception) -> int:
    """The exit code of an error: by who must act, or 1 for a fault in cetak."""
    return problem.exit_code if isinstance(problem, CetakError) else FAULT_EXIT_CODE


def known(problem: Exception, house: House) -> CetakError:
    """The problem itself, or an error that says where the traceback of a fault lies."""
    if isinstance(problem, CetakError):
        return problem
    report = _recorded(problem, house)
    finding = Finding(
        "fault", Severity.ERROR, facts={"summary": _summary(problem), "report": report}
    )
    return CetakError(finding)


def fault_told(problem: Exception, house: House) -> int:
    """Report what no other fence has caught."""
    return failed(problem, house, Teller(house.language))


def hushed() -> int:
    """Nobody reads our output any more: end quietly, as ``head`` expects."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _summary(problem: Exception) -> str:
    return traceback.format_exception_only(problem)[-1].strip()


def _recorded(problem: Exception, house: House) -> str:
    """Write the traceback into the cache folder; its name, or ``""`` where that failed."""
    text = "".join(traceback.format_exception(problem))
    if isinstance(problem, WorkerFaultError):
        text = f"{problem.report}\n{text}"
    with contextlib.suppress(CetakError, OSError, ValueError):
        stamp = house.resources.now().strftime("%Y%m%dT%H%M%S")
        path = house.cache_folder() / "faults" / f"{stamp}-{os.getpid()}.txt"
        house.resources.write(path, text.encode("utf-8", "backslashreplace"))
        return str(path)
    return ""
