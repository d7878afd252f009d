"""Where jobs run: here, or in worker processes that a job can kill without harm.

The shape is that of ``concurrent.futures``, so that any executor of that shape will do.

``ProcessExecutor`` speaks to each worker over a socket of its own. A pool with one shared pipe
(``concurrent.futures``, ``pebble``) is broken as a whole when an idle worker dies or one dies
while it writes; here a death is the end of one job and no more.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from cetak.errors import PressError
from cetak.run.warm import Limits, NotStartedError, WarmProcess

T = TypeVar("T")

_STARTS: Final = 3
"""So many workers in a row may be dead before they see a job."""


class Executor(Protocol):
    """The part of ``concurrent.futures.Executor`` that cetak uses."""

    def submit(self, fn: Callable[..., T], /, *args: Any) -> Future[T]:
        """Have ``fn(*args)`` called; what it gives or raises is in the future."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; with ``cancel_futures`` drop those that wait or run."""


class SerialExecutor:
    """Everything here and now, one after the other: for tests and debuggers."""

    def submit(self, fn: Callable[..., T], /, *args: Any) -> Future[T]:
        """Call it and keep the outcome."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args))
        except Exception as problem:
            future.set_exception(problem)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class _Task:
    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


_Tasks = queue.SimpleQueue[_Task | None]


class ProcessExecutor:
    """Worker processes with a time limit and a memory cap for each job.

    The first worker starts at once, so that it warms up while the caller still reads; further
    ones start when there is a job for them.

    Args:
        workers: How many processes at most.
        limits: What one job may take.
        warm_up: ``module:function`` that each worker calls first.
        first: A worker that was started already.
    """

    def __init__(
        self,
        workers: int = 1,
        limits: Limits | None = None,
        *,
        warm_up: str = "",
        first: WarmProcess | None = None,
    ) -> None:
        self._workers = max(1, workers)
        self._limits = limits or Limits()
        self._warm_up = warm_up
        self._tasks: _Tasks = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._unfinished = 0
        self._closed = False
        self._benches: list[_Bench] = []
        self._open_bench(first)

    @property
    def workers(self) -> int:
        """How many workers have been started for the jobs so far."""
        return len(self._benches)

    def submit(self, fn: Callable[..., T], /, *args: Any) -> Future[T]:
        """Put a job in the queue; ``fn`` must be a function of a module.

        Raises:
            RuntimeError: After ``shutdown``.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the executor is closed")
            self._unfinished += 1
            if len(self._benches) < min(self._workers, self._unfinished):
                self._open_bench(None)
        future.add_done_callback(self._count_down)
        self._tasks.put(_Task(future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: after their jobs, or with ``cancel_futures`` at once."""
        with self._lock:
            self._closed = True
        if cancel_futures:
            self._drop()
        for _ in self._benches:
            self._tasks.put(None)
        if wait:
            for bench in self._benches:
                bench.join()

    def _open_bench(self, process: WarmProcess | None) -> None:
        bench = _Bench(self._tasks, self._limits, self._warm_up, process)
        self._benches.append(bench)
        bench.start()

    def _count_down(self, _: Future[Any]) -> None:
        with self._lock:
            self._unfinished -= 1

    def _drop(self) -> None:
        with contextlib.suppress(queue.Empty):
            while (task := self._tasks.get_nowait()) is not None:
                task.future.cancel()
        for bench in self._benches:
            bench.give_up()


class _Bench(threading.Thread):
    """A thread that stays with one worker process and replaces it when it dies."""

    def __init__(
        self, tasks: _Tasks, limits: Limits, warm_up: str, process: WarmProcess | None
    ) -> None:
        super().__init__(name="cetak-bench", daemon=True)
        self._tasks = tasks
        self._limits = limits
        self._warm_up = warm_up
        self._given_up = False
        self._lock = threading.Lock()
        self._process = process

    def run(self) -> None:
        """Start the worker from here: the kernel ends it with the thread that started it."""
        with contextlib.suppress(PressError):
            self._renewed()
        while (task := self._tasks.get()) is not None:
            if task.future.set_running_or_notify_cancel():
                self._finish(task)
        if self._process is not None:
            self._process.stop()

    def give_up(self) -> None:
        """End the worker in the middle of its job and start no other."""
        with self._lock:
            self._given_up = True
            if self._process is not None:
                self._process.kill()

    def _finish(self, task: _Task) -> None:
        try:
            result = self._call(task)
        except BaseException as problem:
            task.future.set_exception(problem)
        else:
            task.future.set_result(result)

    def _call(self, task: _Task) -> Any:
        for _ in range(_STARTS):
            with contextlib.suppress(NotStartedError):
                return self._renewed().call(task.function, task.arguments, self._limits)
        raise PressError.because("press-not-started", reason="")

    def _renewed(self) -> WarmProcess:
        """A living worker with jobs left in it, behind a lock because of ``give_up``."""
        with self._lock:
            if self._given_up:
                raise PressError.because("press-not-started", reason="")
            if self._process is not None and self._usable(self._process):
                return self._process
            if self._process is not None:
                self._process.stop()
            self._process = _started(self._warm_up)
            return self._process

    def _usable(self, process: WarmProcess) -> bool:
        limit = self._limits.jobs_per_worker
        return process.alive and not (limit and process.jobs >= limit)


def _started(warm_up: str) -> WarmProcess:
    try:
        return WarmProcess(warm_up)
    except OSError as problem:
        raise PressError.because("press-not-started", reason=str(problem)) from problem
