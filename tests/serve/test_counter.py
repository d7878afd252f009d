"""Many readers at once: one printing, bounded numbers, accidents."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from concurrent.futures import Executor as Pool
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import httpx
import pytest
from serve_house import FERRY, FERRY_URL, Desktop, a_desktop, readers, talk, until, write_story

from cetak.article.sheet import Measured, Sheet
from cetak.errors import PressError, ProofError
from cetak.run.executor import ProcessExecutor
from cetak.run.warm import Limits
from cetak.serve.gate import client_of

DIED = PressError.because("press-died", cause="SIGKILL", words="")
SLOW = PressError.because("press-timeout", seconds=30)


def stories(folder: Path, number: int = 1) -> list[str]:
    for one in range(number):
        write_story(folder / "stories", f"s{one}", f"Story {one}")
    return [f"/stories/2023/09/20/s{one}.pdf" for one in range(number)]


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def counted(desktop: Desktop, name: str) -> float:
    lines = desktop.service.metrics.text().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(f"{name} "))


def test_a_thousand_readers_cause_one_printing(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    desktop = a_desktop(tmp_path)
    desktop.press.gate.clear()

    async def ask(client: httpx.AsyncClient) -> None:
        paths = [FERRY, f"/print?url={FERRY_URL}"] * 500
        asked = [asyncio.ensure_future(client.get(path)) for path in paths]
        await until(lambda: counted(desktop, "cetak_joined_total") == 998)
        desktop.press.gate.set()
        answers = await asyncio.gather(*asked)
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1

    talk(desktop, ask)
    assert desktop.press.printed == ["Night Ferry"]


def test_past_the_queue_readers_are_told_to_come_back(tmp_path: Path) -> None:
    paths = stories(tmp_path, 3)
    desktop = a_desktop(tmp_path, waiting=2, per_client=50)
    desktop.press.gate.clear()

    async def ask(client: httpx.AsyncClient) -> None:
        two = [asyncio.ensure_future(client.get(path)) for path in paths[:2]]
        await until(lambda: desktop.service.counter.waiting == 2)
        refused = await client.get(paths[2])
        assert code(refused) == (503, "service-busy")
        assert refused.headers["retry-after"] == "2"
        again = asyncio.ensure_future(client.get(paths[0]))
        desktop.press.gate.set()
        assert [one.status_code for one in await asyncio.gather(*two, again)] == [200] * 3
        assert (await client.get(paths[2])).status_code == 200

    talk(desktop, ask)


def test_one_client_does_not_take_all_places(tmp_path: Path) -> None:
    paths = stories(tmp_path, 3)
    desktop = a_desktop(tmp_path, per_client=2)
    desktop.press.gate.clear()

    async def both() -> None:
        async with readers(desktop) as client:
            two = [asyncio.ensure_future(client.get(path)) for path in paths[:2]]
            await until(lambda: desktop.service.counter.waiting == 2)
            refused = await client.get(paths[2])
            assert code(refused) == (429, "client-busy")
            assert refused.headers["retry-after"] == "2"
            other = httpx.ASGITransport(desktop.app, client=("198.51.100.1", 1))
            async with httpx.AsyncClient(transport=other, base_url="http://a") as neighbour:
                third = asyncio.ensure_future(neighbour.get(paths[2]))
                await until(lambda: desktop.service.counter.waiting == 3)
                desktop.press.gate.set()
                answers = await asyncio.gather(*two, third)
            assert [answer.status_code for answer in answers] == [200] * 3
            assert (await client.get(f"{paths[2]}?paper=A5")).status_code == 200

    asyncio.run(both())


def test_who_has_waited_long_enough_is_told_and_the_printing_goes_on(tmp_path: Path) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path, patience_seconds=0.05)
    desktop.press.gate.clear()

    async def ask(client: httpx.AsyncClient) -> None:
        late = await client.get(path)
        assert code(late) == (503, "sheet-late")
        assert late.headers["retry-after"] == "2"
        desktop.press.gate.set()
        await until(lambda: desktop.service.counter.waiting == 0)
        assert (await client.get(path)).status_code == 200

    talk(desktop, ask)
    assert desktop.press.printed == ["Story 0"]


def test_a_reader_who_leaves_takes_no_sheet_along(tmp_path: Path) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path)
    desktop.press.gate.clear()

    async def ask(client: httpx.AsyncClient) -> None:
        asked = asyncio.ensure_future(client.get(path))
        await until(lambda: desktop.service.counter.waiting == 1)
        asked.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asked
        desktop.press.gate.set()
        await until(lambda: desktop.service.counter.waiting == 0)
        assert (await client.get(path)).status_code == 200

    talk(desktop, ask)
    assert desktop.press.printed == ["Story 0"]


def test_a_worker_that_dies_costs_one_more_try(tmp_path: Path) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path)
    desktop.press.failures = [DIED]

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get(path)).status_code == 200

    talk(desktop, ask)
    assert desktop.press.printed == ["Story 0", "Story 0"]
    assert counted(desktop, "cetak_worker_deaths_total") == 1


@pytest.mark.parametrize(
    ("failures", "tries"),
    [
        ([DIED, DIED], 2),
        ([SLOW], 1),
        ([ProofError.because("words-lost")], 1),
        ([ZeroDivisionError()], 1),
    ],
)
def test_what_cannot_be_printed_is_not_tried_again_at_once(
    tmp_path: Path, failures: list[Exception], tries: int
) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path)
    desktop.press.failures = list(failures)
    known = not isinstance(failures[0], ZeroDivisionError)

    async def ask(client: httpx.AsyncClient) -> None:
        for _ in range(3):
            answer = await client.get(path)
            assert code(answer) == (500, "sheet-impossible" if known else "service-fault")
            assert "Error" not in answer.text
            assert str(tmp_path) not in answer.text

    talk(desktop, ask)
    assert len(desktop.press.printed) == tries
    refused = [line for line in desktop.lines if '"event": "refused"' in line]
    assert len(refused) == 3
    assert known or all("Traceback" in line for line in refused)


def test_what_failed_is_tried_again_after_a_while(tmp_path: Path) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path, failed_seconds=-1.0)
    desktop.press.failures = [SLOW]

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get(path)).status_code == 500
        assert (await client.get(path)).status_code == 200

    talk(desktop, ask)


def test_the_end_waits_for_what_was_begun(tmp_path: Path) -> None:
    (path,) = stories(tmp_path)
    desktop = a_desktop(tmp_path)
    desktop.press.gate.clear()

    async def whole() -> None:
        async with readers(desktop) as client:
            asked = asyncio.ensure_future(client.get(path))
            await until(lambda: desktop.service.counter.waiting == 1)
            asyncio.get_running_loop().call_later(0.05, desktop.press.gate.set)
        assert desktop.service.counter.waiting == 0
        asked.cancel()
        with contextlib.suppress(asyncio.CancelledError, RuntimeError):
            await asked

    asyncio.run(whole())
    assert desktop.press.printed == ["Story 0"]


def test_stories_are_printed_before_anybody_asks(tmp_path: Path) -> None:
    stories(tmp_path, 2)
    desktop = a_desktop(tmp_path, prewarm=True, poll_seconds=0.02)

    async def ask(client: httpx.AsyncClient) -> None:
        await until(lambda: len(desktop.press.printed) == 2)
        write_story(desktop.stories, "s1", "Story 1, corrected")
        await until(lambda: len(desktop.press.printed) == 3)

    talk(desktop, ask)
    assert desktop.press.printed[2] == "Story 1, corrected"


class Murdered(Pool):
    """Workers of which the first is killed in the middle of its first job."""

    def __init__(self) -> None:
        self.workers = ProcessExecutor(2, Limits(seconds=30))
        self.killed: list[int] = []

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        if fn is os.getpid:
            return self.workers.submit(fn)
        number = len(self.killed)
        self.killed.append(number)
        return self.workers.submit(timed_sheet, number)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.workers.shutdown(wait, cancel_futures=cancel_futures)


def timed_sheet(number: int) -> tuple[Sheet, float]:
    if number == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return Sheet(b"%PDF of a real worker", Measured((1,))), 1.0


def test_a_real_worker_is_killed_and_the_request_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parent)])
    (path,) = stories(tmp_path)
    executor = Murdered()
    desktop = a_desktop(tmp_path, executor=executor)

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get(path)).content == b"%PDF of a real worker"

    talk(desktop, ask)
    assert executor.killed == [0, 1]
    assert counted(desktop, "cetak_worker_deaths_total") == 1


def test_clients_are_told_apart_by_network() -> None:
    def known(host: str) -> str:
        return client_of({"client": (host, 1)})

    assert known("192.0.2.1") != known("192.0.2.2")
    assert known("2001:db8::1") == known("2001:db8::ffff:1") == "2001:db8::/64"
    assert known("2001:db8:0:1::1") != known("2001:db8::1")
    assert known("::ffff:192.0.2.1") != known("::ffff:192.0.2.2")
    assert known("a.sock") == "a.sock"
    assert client_of({}) == "unknown"
