"""A real server on loopback: heads, slow clients, pipelines, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from serve_house import FERRY, Desktop, a_desktop, write_story

from cetak.errors import ResourceError
from cetak.serve.server import listening, server_of


@contextlib.contextmanager
def listening_at(desktop: Desktop) -> Iterator[int]:
    listener = listening("127.0.0.1", 0)
    server = server_of(desktop.service)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not desktop.service.is_ready and time.monotonic() < deadline:
            time.sleep(0.01)
        desktop.service.catalogue.refresh()
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
    assert not thread.is_alive()


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    return a_desktop(tmp_path, head_seconds=0.3)


def talk(port: int, *parts: bytes, half_close: bool = False) -> bytes:
    """Say something and hear everything until the other end hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        heard = b""
        with contextlib.suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
            if half_close:
                with contextlib.suppress(OSError):  # it may have hung up already
                    line.shutdown(socket.SHUT_WR)
            while piece := line.recv(65536):
                heard += piece
        return heard


def asking(path: str, *fields: str, end: bool = True) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: a", *fields, *(["Connection: close"] if end else [])]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status(answer: bytes) -> int:
    return int(answer[9:12])


def test_it_answers_over_the_wire(desktop: Desktop) -> None:
    with listening_at(desktop) as port:
        whole = talk(port, asking(FERRY))
        assert status(whole) == 200
        assert b"%PDF-1.7 Night Ferry" in whole
        head = talk(port, asking(FERRY).replace(b"GET", b"HEAD"))
        assert (status(head), b"%PDF" in head) == (200, False)
        assert whole.partition(b"content-length: ")[2][:3] in head
        two = talk(port, asking(FERRY, end=False) + asking("/health"))
        assert two.count(b"HTTP/1.1 200 OK") == 2
        assert b"server:" not in whole.lower()
        assert b"set-cookie" not in whole.lower()


@pytest.mark.parametrize(
    "fields",
    [
        [f"X-Long: {'a' * 20_000}"],
        [f"X-{number}: {number}" for number in range(200)],
        [f"X-Long-{number}: {'a' * 3000}" for number in range(30)],
    ],
)
def test_a_head_without_measure_is_refused(desktop: Desktop, fields: list[str]) -> None:
    with listening_at(desktop) as port:
        assert status(talk(port, asking(FERRY, *fields))) == 431
        assert status(talk(port, asking("/health"))) == 200


def test_a_head_that_never_ends_is_not_waited_for(desktop: Desktop) -> None:
    with listening_at(desktop) as port:
        assert status(talk(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")) == 408
        assert status(talk(port)) == 408
        assert status(talk(port, asking("/health", end=False), b"GET /health HT")) == 200


@pytest.mark.parametrize(
    "said",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nA\x00B: c\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(desktop: Desktop, said: bytes) -> None:
    with listening_at(desktop) as port:
        assert status(talk(port, said, half_close=True)) == 400
        assert status(talk(port, asking("/health"))) == 200


def test_a_body_without_measure_is_refused(desktop: Desktop) -> None:
    with listening_at(desktop) as port:
        told = b"POST /hooks/story HTTP/1.1\r\nHost: a\r\n"
        announced = talk(port, told + b"Content-Length: 70000\r\nConnection: close\r\n\r\n")
        assert status(announced) == 413
        chunks = b"8000\r\n" + b"a" * 0x8000 + b"\r\n"
        chunked = talk(
            port,
            told + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
            chunks * 4 + b"0\r\n\r\n",
        )
        assert status(chunked) == 413


def test_a_body_that_never_comes_is_not_waited_for(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    with listening_at(a_desktop(tmp_path, body_seconds=0.2)) as port:
        told = b"POST /hooks/story HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        assert status(talk(port, told + b"Content-Length: 10\r\n\r\n{")) == 408


def test_a_port_that_is_taken_is_told() -> None:
    with contextlib.closing(listening("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ResourceError) as told:
            listening("127.0.0.1", port)
    assert told.value.findings[0].code == "port-taken"
    assert told.value.findings[0].where.source == f"127.0.0.1:{port}"


def test_the_command_serves_and_ends_in_good_order(tmp_path: Path) -> None:
    write_story(tmp_path / "stories", "night-ferry", "Night Ferry")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cetak", "serve", "--from", "stories", "--port", str(port)]
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "LC_ALL": "C"}
    process = subprocess.Popen(
        [*command, "--jobs", "1"], cwd=tmp_path, stderr=subprocess.PIPE, env=environment
    )
    try:
        assert process.stderr is not None
        heard = [process.stderr.readline() for _ in range(3)]
        assert (
            heard[0].decode() == f"Serving stories at http://127.0.0.1:{port}/ - Ctrl-C ends it.\n"
        )
        assert {json.loads(line)["event"] for line in heard[1:]} == {"changed", "ready"}
        with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
            line.sendall(asking(FERRY))
            time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        assert status(answer) == 200
        assert answer.rstrip().endswith(b"%%EOF")
        _, rest = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert b"Traceback" not in rest
