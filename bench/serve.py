"""How fast readers are served: a load of bounded length on loopback, that ends by itself.

Run with ``python -m bench.serve``. Server and load share the machine's processors, so the server
could do more than is told here.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import uvloop

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = 50
STORED_REQUESTS = 15_000
PACED_PER_SECOND = 1_500
PACED_SECONDS = 5
COLD_STORIES = 200
CROWD = 1_000
BESET_STORIES = 60
SINGLE_STORIES = 30


@dataclass
class Load:
    """What a load has measured.

    Attributes:
        milliseconds: Of each answer.
        seconds: From the first request to the last answer.
        errors: Answers that were no 200.
    """

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: int) -> float:
        """The time that so many of a hundred answers do not exceed, in milliseconds."""
        return statistics.quantiles(self.milliseconds, n=100)[share - 1]

    def told(self) -> str:
        """One line."""
        return (
            f"{self.per_second:8.0f}/s  p50 {self.percentile(50):7.2f} ms  "
            f"p99 {self.percentile(99):7.2f} ms  errors {self.errors}"
        )


class Client:
    """One connection that is kept: as little work as possible, so that the server is measured."""

    def __init__(self, port: int, number: int = 1) -> None:
        self._port = port
        self._from = f"10.0.{number >> 8}.{number & 255}"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> int:
        """Ask, read the whole answer, and give its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        reader, writer = self._streams
        head = f"GET {path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {self._from}\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        length = answer.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        return int(answer[9:12])

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            with contextlib.suppress(OSError):
                await self._streams[1].wait_closed()


@contextlib.asynccontextmanager
async def clients(port: int, number: int) -> AsyncIterator[list[Client]]:
    """Readers, each with an address of its own."""
    found = [Client(port, one) for one in range(number)]
    try:
        yield found
    finally:
        await asyncio.gather(*(client.close() for client in found))


async def shared(port: int, paths: list[str], number: int) -> Load:
    """Readers who share a list of paths, each asking for the next when it has an answer."""
    load, left = Load(), iter(paths)

    async def reader(client: Client) -> None:
        for path in left:
            await _timed(client, path, load)

    async with clients(port, number) as them:
        began = time.perf_counter()
        await asyncio.gather(*map(reader, them))
        load.seconds = time.perf_counter() - began
    return load


async def paced(port: int, path: str, per_second: int, seconds: int) -> Load:
    """Readers who together ask so many times a second, however fast the answers come."""
    load = Load()
    total = per_second * seconds

    async with clients(port, CONNECTIONS) as them:
        began = time.perf_counter()

        async def reader(number: int, client: Client) -> None:
            for turn in range(number, total, CONNECTIONS):
                due = began + turn / per_second
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await _timed(client, path, load)

        await asyncio.gather(*(reader(n, c) for n, c in enumerate(them)))
        load.seconds = time.perf_counter() - began
    return load


async def _timed(client: Client, path: str, load: Load) -> None:
    began = time.perf_counter()
    status = await client.get(path)
    load.milliseconds.append((time.perf_counter() - began) * 1000)
    load.errors += status != 200


@contextlib.contextmanager
def server(folder: Path, *arguments: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A service on a port that is free, ready to print."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cetak", "serve", "--port", str(port), "--from", str(folder)]
    environment = os.environ | {"XDG_CACHE_HOME": str(folder.parent / "cache")}
    with (folder.parent / "log").open("wb") as log:
        process = subprocess.Popen([*command, *arguments], stderr=log, env=environment)
        try:
            _await_ready(port)
            yield port, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def stories(folder: Path, number: int) -> list[str]:
    """Write stories of some 700 words; the paths of their sheets."""
    folder.mkdir(parents=True)
    paths = []
    for one in range(number):
        words = [f"kata{(one * 7 + i) % 97} angin laut kapal pasar" for i in range(140)]
        copy = "\n\n".join(
            " ".join(words[i : i + 14]).capitalize() + "." for i in range(0, 140, 14)
        )
        slug = f"story-{one}"
        head = f"headline: Kapal {one} tiba di Tanjung Rawai\nslug: {slug}\npublished: 2023-09-20"
        (folder / f"{slug}.md").write_text(f"---\n{head}\nlanguage: id\n---\n\n{copy}\n")
        paths.append(f"/stories/2023/09/20/{slug}.pdf")
    return paths


def metric(port: int, name: str) -> float:
    """The value of a counter."""
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.split(" ")[0] == name)


def _await_ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
            time.sleep(1.0)  # the index is read meanwhile
            return
        time.sleep(0.1)
    raise SystemExit("the service is not ready")


def workers_of(server_id: int) -> list[int]:
    """The processes that a server has started."""
    tasks = Path(f"/proc/{server_id}/task").glob("*/children")
    return [int(one) for task in tasks for one in task.read_text().split()]


async def beset(port: int, server_id: int, paths: list[str]) -> tuple[Load, int]:
    """Readers of cold stories, while a worker is killed every second; how many were."""
    killed = 0

    async def murder() -> None:
        nonlocal killed
        while True:
            await asyncio.sleep(1)
            for worker in workers_of(server_id)[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1

    murderer = asyncio.ensure_future(murder())
    try:
        return await shared(port, paths, 8), killed
    finally:
        murderer.cancel()


async def measure(port: int, server_id: int, paths: list[str]) -> dict[str, str | float]:
    """Every load, one after the other."""
    told: dict[str, str | float] = {}
    single = await shared(port, paths[:SINGLE_STORIES], 1)
    told["a story never seen, one reader"] = single.told()
    cold = paths[SINGLE_STORIES : SINGLE_STORIES + COLD_STORIES]
    told[f"{COLD_STORIES} cold stories, {CONNECTIONS} readers"] = (
        await shared(port, cold, CONNECTIONS)
    ).told()
    before = metric(port, "cetak_renderings_total")
    crowd = await shared(port, [paths[-1]] * CROWD, CROWD)
    told[f"{CROWD} readers, one cold story"] = crowd.told()
    told["  renderings for them"] = metric(port, "cetak_renderings_total") - before
    again = [f"{path}?paper=A5" for path in cold[:BESET_STORIES]]
    load, killed = await beset(port, server_id, again)
    told[f"{BESET_STORIES} cold stories, {killed} workers killed"] = load.told()
    hot = paths[0]
    told["a stored PDF, as fast as it goes"] = (
        await shared(port, [hot] * STORED_REQUESTS, CONNECTIONS)
    ).told()
    told[f"a stored PDF, {PACED_PER_SECOND} asked a second"] = (
        await paced(port, hot, PACED_PER_SECOND, PACED_SECONDS)
    ).told()
    return told


def main() -> int:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "stories"
        paths = stories(place, SINGLE_STORIES + COLD_STORIES + 1)
        with (
            server(place) as (port, process),
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        ):
            told = runner.run(measure(port, process.pid, paths))
    if "--json" in sys.argv:
        print(json.dumps(told, indent=2))
    for name, value in told.items():
        print(f"{name:45} {value}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
