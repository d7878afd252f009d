"""Inside a worker process: warm up once, then do one call after another.

This module is the first thing a worker imports, so it imports next to nothing itself: the
engine comes with the warm-up. A call and its answer are pickles, each with a length before it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final

from cetak.errors import CetakError

READY: Final = "ready"
STARTED: Final = "started"
DONE: Final = "done"
RAISED: Final = "raised"
OUT_OF_MEMORY: Final = "out-of-memory"

_PR_SET_PDEATHSIG: Final = 1

Answer = tuple[str, Any]


class WorkerFaultError(Exception):
    """An exception in a worker that nobody foresaw: a fault in cetak itself.

    Attributes:
        summary: One line: the type and what it says.
        report: The traceback as text; tracebacks themselves do not cross processes.
    """

    def __init__(self, summary: str, report: str) -> None:
        super().__init__(summary, report)
        self.summary = summary
        self.report = report

    def __str__(self) -> str:
        return self.summary


def main(descriptor: int, parent: int, warm_up: str) -> None:
    """Serve calls until the other end hangs up.

    Args:
        descriptor: The open socket to the parent.
        parent: Process id of the parent; without it this process ends.
        warm_up: ``module:function`` to call before the first job, or ``""``.
    """
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(descriptor)
    with contextlib.suppress(EOFError, OSError):
        _reply(connection, (READY, None) if (failure := _warmed(warm_up)) is None else failure)
        while True:
            message = connection.recv_bytes()
            _reply(connection, (STARTED, None))
            gc.disable()  # one job makes little garbage; it is collected while nobody waits
            _reply(connection, _work(message))
            gc.enable()
            gc.collect()
    # Nothing to tidy up; taking the engine down in order costs as long as a short job.
    os._exit(0)


def _warmed(name: str) -> Answer | None:
    if not name:
        return None
    verdict = _guarded(lambda: _call_by_name(name))
    return None if verdict[0] == DONE else verdict


def _call_by_name(name: str) -> None:
    """Call it with the garbage collector at rest: imports make next to no garbage."""
    module, _, function = name.partition(":")
    gc.disable()
    try:
        getattr(importlib.import_module(module), function)()
        gc.freeze()
    finally:
        gc.enable()


def _work(message: bytes) -> Answer:
    return _guarded(lambda: _call(*pickle.loads(message)))  # noqa: S301 - from our own parent


def _call(function: Callable[..., Any], arguments: tuple[Any, ...], memory_bytes: int) -> Any:
    _cap_memory(memory_bytes)
    return function(*arguments)


def _guarded(work: Callable[[], Any]) -> Answer:
    try:
        return DONE, work()
    except CetakError as problem:
        return RAISED, problem
    except MemoryError:
        return OUT_OF_MEMORY, None
    except BaseException as problem:  # whatever it was, the parent must hear of it
        return RAISED, _fault(problem)


def _fault(problem: BaseException) -> WorkerFaultError:
    summary = traceback.format_exception_only(problem)[-1].strip()
    return WorkerFaultError(summary, "".join(traceback.format_exception(problem)))


def _reply(connection: Connection, answer: Answer) -> None:
    try:
        content = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        content = pickle.dumps((OUT_OF_MEMORY, None))
    except Exception as problem:
        content = pickle.dumps((RAISED, _fault(problem)))
    connection.send_bytes(content)


def _cap_memory(limit_bytes: int) -> None:
    """Cap the address space; what cannot be capped here (macOS) stays uncapped."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = limit_bytes or resource.RLIM_INFINITY
    if hard != resource.RLIM_INFINITY:
        wanted = hard if wanted == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _die_with(parent: int) -> None:
    """Have the kernel end this process when the parent dies, even by ``kill -9``."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)
