"""One question to one server over HTTP, at an address that was judged before."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpcore

from cetak import __version__
from cetak.acquire.deadline import Deadline
from cetak.acquire.exchange import Answer, FaultError, Question

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_STEP_BYTES = 65536


@dataclass(frozen=True, slots=True)
class HttpExchange:
    """Asks over HTTP/1.1, without cookies, without a proxy, and closes the connection.

    Attributes:
        backend: Opens connections; ``None`` for the system's own.
        tls: Whom to believe; ``None`` for the system's and certifi's authorities.
    """

    backend: httpcore.NetworkBackend | None = None
    tls: ssl.SSLContext | None = None

    def __call__(self, question: Question, addresses: Sequence[str]) -> Answer:
        """What the server sent; see ``exchange.Exchange``."""
        backend = _Pinned(addresses, question.deadline, self.backend or httpcore.SyncBackend())
        place = question.place
        scheme, host = place.scheme.encode("ascii"), place.host.encode("ascii")
        origin = httpcore.Origin(scheme, host, place.port)
        tls = (self.tls or _believed()) if place.scheme == "https" else None
        try:
            with (
                httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as line,
                line.stream("GET", _url(question), headers=_headers(question)) as response,
            ):
                return _answer(response, question)
        except httpcore.TimeoutException as problem:
            raise TimeoutError from problem
        except (httpcore.NetworkError, httpcore.ProtocolError) as problem:
            raise _failure(problem) from problem


class _Pinned(httpcore.NetworkBackend):
    """Connects to the given addresses whatever host it is told, within the deadline."""

    def __init__(
        self, addresses: Sequence[str], deadline: Deadline, inner: httpcore.NetworkBackend
    ) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._inner = inner

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - already resolved and judged
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for waiting in range(len(self._addresses), 1, -1):
            address, share = self._addresses[-waiting], self._deadline.left() / waiting
            try:
                stream = self._inner.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
            return _Timed(stream, self._deadline)
        left = self._deadline.left()
        last = self._addresses[-1]
        stream = self._inner.connect_tcp(last, port, left, local_address, socket_options)
        return _Timed(stream, self._deadline)


class _Timed(httpcore.NetworkStream):
    """A connection on which every step ends at one common deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


@lru_cache(maxsize=1)
def _believed() -> ssl.SSLContext:
    """Reading all authorities takes longer than asking a server."""
    return httpcore.default_ssl_context()


def _url(question: Question) -> httpcore.URL:
    place = question.place
    return httpcore.URL(
        scheme=place.scheme.encode("ascii"),
        host=place.host.encode("ascii"),
        port=place.port,
        target=place.target.encode("ascii"),
    )


def _headers(question: Question) -> list[tuple[str, str]]:
    return [
        ("Host", question.place.authority),
        ("User-Agent", f"cetak/{__version__}"),
        ("Connection", "close"),
        *question.headers,
    ]


def _answer(response: httpcore.Response, question: Question) -> Answer:
    headers = _named(response.headers)
    location = headers.get("location", "")
    if response.status in _REDIRECTS and location:
        return Answer(b"", location, response.status, headers)
    if response.status != 200:
        return Answer(_beginning(response, question), "", response.status, headers)
    packed = headers.get("content-encoding", "").strip().lower()
    chunks = _unpacked(response.iter_stream(), packed)
    return Answer(_joined(chunks, question), "", response.status, headers)


def _named(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        named[key] = f"{named[key]}, {text}" if key in named else text
    return named


def _beginning(response: httpcore.Response, question: Question) -> bytes:
    """The first bytes of a refusal, which may say why; it need not be whole."""
    content, limit = bytearray(), question.refusal_bytes
    if not limit or "content-encoding" in _named(response.headers):
        return b""
    for chunk in response.iter_stream():
        content += chunk
        question.deadline.left()
        if len(content) >= limit:
            break
    return bytes(content[:limit])


def _unpacked(chunks: Iterable[bytes], packed: str) -> Iterator[bytes]:
    """The chunks, unpacked in small steps."""
    if packed in ("", "identity"):
        yield from chunks
        return
    if packed not in _PACKED:
        raise FaultError("encoding", encoding=packed[:40])
    unpacker = zlib.decompressobj(_PACKED[packed])
    for chunk in chunks:
        waiting = chunk
        while waiting:
            try:
                yield unpacker.decompress(waiting, _STEP_BYTES)
            except zlib.error as problem:
                raise FaultError("packing") from problem
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        raise FaultError("packing")


def _joined(chunks: Iterable[bytes], question: Question) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        question.deadline.left()
        if len(content) > question.max_bytes:
            raise FaultError("too-large")
    return bytes(content)


def _failure(problem: Exception) -> FaultError:
    if isinstance(problem.__cause__, ssl.SSLError):
        return FaultError("certificate")
    return FaultError("unreachable" if isinstance(problem, httpcore.ConnectError) else "answer")
