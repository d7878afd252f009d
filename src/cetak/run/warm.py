"""The parent's end of one warm worker process."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from cetak.errors import PressError
from cetak.run.worker import DONE, OUT_OF_MEMORY, RAISED, READY, Answer

START_SECONDS: Final = 60.0
"""How long a worker may take to import the engine and load its fonts."""

_BOOT: Final = (
    "import sys; sys.path[:] = sys.argv[4:]; from cetak.run.worker import main; "
    "main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take.

    Attributes:
        seconds: Wall-clock time of a job; 0 for no limit.
        memory_bytes: Address space of the worker; 0 for no limit.
        jobs_per_worker: After so many jobs a worker is replaced; 0 for never.
    """

    seconds: float = 60.0
    memory_bytes: int = 2 * 1024**3
    jobs_per_worker: int = 500


class NotStartedError(Exception):
    """The worker was dead before it saw the job; the job may go to another one."""


class WarmProcess:
    """One worker process, started at once, warm by the time it is asked.

    It is a fresh interpreter, not a fork: it inherits neither threads nor open files, and it
    does not import the caller's main module again. It has its own process group, so that
    Ctrl-C on a terminal reaches the parent alone.
    """

    def __init__(self, warm_up: str = "") -> None:
        ours, theirs = socket.socketpair()
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        with theirs:
            self._process = _launch(theirs.fileno(), warm_up, self._last_words.fileno())
        self._connection = Connection(ours.detach())
        self._ready = False
        self.jobs = 0

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can take a job."""
        return not self._connection.closed and self._process.poll() is None

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], limits: Limits
    ) -> Any:
        """Call a function in the worker and wait for what it gives.

        Raises:
            PressError: ``press-timeout``, ``press-memory`` or ``press-died``; the worker is
                gone then.
            NotStartedError: The worker was dead already.
            CetakError: Whatever the function raised, or the warm-up.
            WorkerFaultError: The function raised something else.
        """
        message = pickle.dumps((function, arguments, limits.memory_bytes), -1)
        self._wait_until_ready()
        self._hand_over(message)
        self.jobs += 1
        return self._outcome(self._receive(limits.seconds), limits)

    def stop(self) -> None:
        """End the process now; it holds nothing that would have to be saved.

        For the thread that calls the worker; any other may ``kill`` it.
        """
        self._process.kill()
        self._process.wait()
        self._connection.close()
        self._last_words.close()

    def kill(self) -> None:
        """End the process, from any thread; the one that waits for its answer tidies up."""
        self._process.kill()

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            kind, value = self._receive(START_SECONDS)
        except PressError as problem:
            raise NotStartedError from problem
        if kind != READY:
            self.stop()
            raise value if kind == RAISED else _out_of_memory(0)
        self._ready = True

    def _hand_over(self, message: bytes) -> None:
        """Send the job; the worker says that it has it before it begins."""
        try:
            self._connection.send_bytes(message)
            self._receive(START_SECONDS)
        except (OSError, PressError) as problem:
            self.stop()
            raise NotStartedError from problem

    def _receive(self, seconds: float) -> Answer:
        try:
            if not self._connection.poll(seconds or None):
                self.stop()
                raise PressError.because("press-timeout", seconds=f"{seconds:g}")
            content = self._connection.recv_bytes()
        except (EOFError, OSError) as problem:
            raise self._died() from problem
        answer: Answer = pickle.loads(content)  # noqa: S301 - from our own worker
        return answer

    def _outcome(self, answer: Answer, limits: Limits) -> Any:
        kind, value = answer
        if kind == DONE:
            return value
        if kind == OUT_OF_MEMORY:
            self.stop()  # its heap is in pieces; a fresh one is safer
            raise _out_of_memory(limits.memory_bytes)
        raise value

    def _died(self) -> PressError:
        code = self._code()
        words = self._words()
        self.stop()
        return PressError.because("press-died", cause=_cause(code), words=words)

    def _code(self) -> int:
        """The exit code; the socket closes a moment before the process is gone."""
        deadline = time.monotonic() + 5
        while (code := self._process.poll()) is None and time.monotonic() < deadline:
            time.sleep(0.005)
        return code or 0

    def _words(self) -> str:
        """The last line that the process wrote on stderr: what a crashing library says."""
        with contextlib.suppress(OSError, ValueError):
            self._last_words.seek(max(0, os.fstat(self._last_words.fileno()).st_size - 2000))
            lines = self._last_words.read().decode("utf-8", "replace").split("\n")
            return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
        return ""


def _launch(descriptor: int, warm_up: str, stderr: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", _BOOT, str(descriptor), str(os.getpid()), warm_up]
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        [*command, *sys.path],
        stdin=subprocess.DEVNULL,
        stdout=stderr,
        stderr=stderr,
        pass_fds=(descriptor,),
        process_group=0,
    )


def _out_of_memory(memory_bytes: int) -> PressError:
    return PressError.because("press-memory", megabytes=memory_bytes // 1024**2)


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
