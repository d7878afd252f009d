from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import run_jobs

from cetak.errors import CetakError, LayoutError, PressError, SourceError
from cetak.findings import Finding, Severity, Where
from cetak.run.executor import Executor, ProcessExecutor, SerialExecutor
from cetak.run.warm import Limits, WarmProcess
from cetak.run.worker import WorkerFaultError

LIMITS = Limits(seconds=30, memory_bytes=2 * 1024**3)


@pytest.fixture
def pool() -> Iterator[ProcessExecutor]:
    executor = ProcessExecutor(1, LIMITS)
    yield executor
    executor.shutdown(cancel_futures=True)


def code_of(executor: Executor, function: object) -> str:
    with pytest.raises(PressError) as caught:
        executor.submit(function).result(timeout=60)  # type: ignore[arg-type]
    return caught.value.findings[0].code


def test_serial_executor_gives_results_and_errors() -> None:
    executor = SerialExecutor()
    assert executor.submit(run_jobs.double, 21).result() == 42
    assert executor.submit(run_jobs.fail).exception() is run_jobs.BROKEN


def test_a_worker_does_job_after_job_in_one_other_process(pool: ProcessExecutor) -> None:
    numbers = [pool.submit(run_jobs.double, n) for n in range(20)]
    assert [future.result() for future in numbers] == list(range(0, 40, 2))
    pids = {pool.submit(run_jobs.pid).result() for _ in range(3)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_a_worker_warms_up_before_its_first_job_once() -> None:
    pool = ProcessExecutor(1, LIMITS, warm_up="run_jobs:warm")
    first = pool.submit(run_jobs.warmed_in).result()
    assert (
        first == pool.submit(run_jobs.warmed_in).result() == [pool.submit(run_jobs.pid).result()]
    )
    pool.shutdown()


def test_a_worker_started_beforehand_is_the_first(pool: ProcessExecutor) -> None:
    early = WarmProcess()
    executor = ProcessExecutor(1, LIMITS, first=early)
    assert executor.submit(run_jobs.pid).result() == early.pid
    executor.shutdown()
    assert not early.alive


def test_errors_cross_the_process_border_whole(pool: ProcessExecutor) -> None:
    with pytest.raises(SourceError) as caught:
        pool.submit(run_jobs.fail).result()
    assert caught.value.findings == run_jobs.BROKEN.findings
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("kind", [*CetakError.__subclasses__(), CetakError])
def test_every_error_survives_pickling(kind: type[CetakError]) -> None:
    finding = Finding("x-y", Severity.ERROR, Where("a", 1, 2, "body[0]"), {"n": 1.5, "b": True})
    again = pickle.loads(pickle.dumps(kind(finding, finding)))
    assert type(again) is kind
    assert again.findings == (finding, finding)
    assert str(again) == "a:1:2 (body[0]): x-y; a:1:2 (body[0]): x-y"


def test_a_hanging_job_is_ended_and_the_next_one_runs() -> None:
    pool = ProcessExecutor(1, Limits(seconds=0.3))
    assert code_of(pool, run_jobs.hang) == "press-timeout"
    assert pool.submit(run_jobs.double, 4).result() == 8
    pool.shutdown()


def test_a_job_that_kills_its_worker_is_reported_with_its_last_words(
    pool: ProcessExecutor,
) -> None:
    with pytest.raises(PressError) as caught:
        pool.submit(run_jobs.kill_itself).result()
    assert caught.value.findings[0].code == "press-died"
    assert caught.value.findings[0].facts == {"cause": "SIGKILL", "words": "glib: out of ideas"}
    assert pool.submit(run_jobs.double, 4).result() == 8


def test_a_worker_that_leaves_is_reported_with_its_exit_code(pool: ProcessExecutor) -> None:
    with pytest.raises(PressError) as caught:
        pool.submit(run_jobs.leave).result()
    assert caught.value.findings[0].facts["cause"] == "exit 17"
    assert pool.submit(run_jobs.double, 4).result() == 8


def test_a_job_that_eats_memory_is_stopped_and_the_next_one_runs(pool: ProcessExecutor) -> None:
    with pytest.raises(PressError) as caught:
        pool.submit(run_jobs.eat_memory).result()
    assert caught.value.findings[0].code == "press-memory"
    assert caught.value.findings[0].facts == {"megabytes": 2048}
    assert pool.submit(run_jobs.double, 4).result() == 8


def test_an_unforeseen_exception_brings_its_traceback_as_text(pool: ProcessExecutor) -> None:
    with pytest.raises(WorkerFaultError) as caught:
        pool.submit(run_jobs.stumble).result()
    assert str(caught.value) == "ZeroDivisionError: nobody foresaw this"
    assert "in stumble" in caught.value.report


def test_a_result_that_cannot_travel_is_a_fault(pool: ProcessExecutor) -> None:
    with pytest.raises(WorkerFaultError):
        pool.submit(run_jobs.unpicklable).result()
    assert pool.submit(run_jobs.double, 4).result() == 8


def test_an_argument_that_cannot_travel_harms_only_its_job(pool: ProcessExecutor) -> None:
    future = pool.submit(run_jobs.double, lambda: None)
    assert future.exception(timeout=30) is not None
    assert pool.submit(run_jobs.double, 4).result() == 8


def test_an_idle_worker_that_is_killed_costs_no_job(pool: ProcessExecutor) -> None:
    worker = pool.submit(run_jobs.pid).result()
    os.kill(worker, signal.SIGKILL)
    assert pool.submit(run_jobs.double, 4).result() == 8
    assert pool.submit(run_jobs.pid).result() != worker


def test_a_failed_warm_up_is_the_error_of_the_job() -> None:
    pool = ProcessExecutor(1, LIMITS, warm_up="run_jobs:warm_badly")
    for _ in range(2):
        with pytest.raises(LayoutError) as caught:
            pool.submit(run_jobs.double, 4).result()
        assert caught.value.findings[0].code == "font-missing"
    pool.shutdown()


def test_workers_that_die_while_they_warm_up_end_in_an_error_not_in_a_loop() -> None:
    pool = ProcessExecutor(1, LIMITS, warm_up="run_jobs:warm_and_die")
    assert code_of(pool, run_jobs.pid) == "press-not-started"
    pool.shutdown()


def test_a_worker_is_replaced_after_its_jobs() -> None:
    pool = ProcessExecutor(1, Limits(jobs_per_worker=2))
    pids = [pool.submit(run_jobs.pid).result() for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]
    pool.shutdown()


def test_there_are_no_more_workers_than_jobs() -> None:
    pool = ProcessExecutor(8, LIMITS)
    assert pool.workers == 1
    both = [pool.submit(run_jobs.nap, 0.3) for _ in range(2)]
    assert len({future.result() for future in both}) == 2
    assert pool.workers == 2
    pool.shutdown()


def test_workers_leave_ctrl_c_to_the_parent(pool: ProcessExecutor) -> None:
    assert pool.submit(run_jobs.ignores_interrupts).result() is True
    assert os.getpgid(pool.submit(run_jobs.pid).result()) != os.getpgrp()


def test_shutdown_with_cancel_ends_running_and_waiting_jobs() -> None:
    pool = ProcessExecutor(1, LIMITS)
    pool.submit(run_jobs.double, 1).result()
    running = pool.submit(run_jobs.hang)
    waiting = pool.submit(run_jobs.hang)
    while not running.running():
        time.sleep(0.01)
    pool.shutdown(cancel_futures=True)
    assert waiting.cancelled()
    assert isinstance(running.exception(timeout=10), PressError)
    with pytest.raises(RuntimeError):
        pool.submit(run_jobs.double, 1)


def test_no_worker_outlives_a_parent_that_is_killed() -> None:
    here = Path(__file__).parent
    script = textwrap.dedent(f"""
        import sys; sys.path.insert(0, {str(here)!r})
        import run_jobs
        from cetak.run.executor import ProcessExecutor
        pool = ProcessExecutor(1)
        print(pool.submit(run_jobs.pid).result(), flush=True)
        pool.submit(run_jobs.hang).result()
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        os.kill(worker, 0)
        parent.kill()
    assert is_gone(worker)


def is_gone(pid: int) -> bool:
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False
