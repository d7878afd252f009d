"""A small web server on this machine whose answers are scripted; no test goes further."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpcore

from cetak.acquire.deadline import Deadline
from cetak.acquire.patience import Manners
from cetak.acquire.places import Place
from cetak.acquire.web import Web
from cetak.acquire.wire import HttpExchange
from cetak.errors import CetakError
from cetak.messages import explain

PUBLIC = "93.184.216.34"


@dataclass(frozen=True)
class Reply:
    """What is answered; ``length`` is what the headers say, ``stalls`` waits for the end."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    stalls: bool = False


@dataclass(frozen=True)
class Asked:
    """What somebody asked for; names of headers in lower case."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


Script = Reply | list[Reply] | Callable[[Asked], Reply]
"""One answer for ever, one after the other (the last one stays), or one by the question."""


@dataclass
class Site:
    """A site: its scripts by path, and what it was asked."""

    port: int = 0
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def reply(self, asked: Asked) -> Reply:
        script = self.scripts.get(asked.path, Reply(b"no such page", 404))
        if isinstance(script, list):
            return script.pop(0) if len(script) > 1 else script[0]
        return script if isinstance(script, Reply) else script(asked)


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers = {key.lower(): value for key, value in self.headers.items()}
            asked = Asked(parts.path, query, headers)
            site.asked.append(asked)
            self.answer(site.reply(asked))

        def answer(self, reply: Reply) -> None:
            if reply.stalls:
                site.end.wait(10)
                return
            self.send_response(reply.status)
            length = len(reply.body) if reply.length is None else reply.length
            told = {"Content-Type": reply.media_type, "Content-Length": str(length)}
            for key, value in {**told, **reply.headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # the one who asked has gone

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield site
        site.end.set()
        server.shutdown()


def says(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """JSON."""
    return Reply(json.dumps(value).encode(), status, "application/json", headers or {})


def passes_on(location: str) -> Reply:
    return Reply(b"", 302, headers={"Location": location})


@dataclass
class Dial(httpcore.SyncBackend):
    """Connects to this machine whatever number it is told, and remembers the numbers."""

    told: list[str] = field(default_factory=list)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.told.append(host)
        return super().connect_tcp("127.0.0.1", port, timeout, local_address, socket_options)


@dataclass
class Names:
    """A resolver with answers of its own, by host; of several the last one stays."""

    known: dict[str, list[list[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, place: Place, deadline: Deadline) -> Sequence[str]:
        self.asked.append(place.host)
        answers = self.known.get(place.host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Naps:
    """Sleeps that only remember how long they would have been."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def quick_web(naps: Naps | None = None, **manners: Any) -> Web:
    """The web as it is, on this machine, without pauses."""
    return Web(Manners(**manners), sleep=naps or Naps(), pace=None)


def far_web(names: Names, dial: Dial | None = None, **manners: Any) -> Web:
    """The web with a resolver of its own, whose every host is this machine."""
    exchange = HttpExchange(dial or Dial())
    return Web(Manners(**manners), names, exchange, Naps(), pace=None)


def told(error: CetakError) -> str:
    """The code of an error with a single reason, which has words in both languages."""
    (finding,) = error.findings
    for language in ("en", "id"):
        words = explain(finding, language)
        assert "{" not in words.message + words.hint
        assert not words.message.startswith(finding.code)
        assert words.hint
    return finding.code
