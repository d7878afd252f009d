"""One question to one server over TLS, at an address that was judged before."""

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
from cetak.acquire.network import Answer, Question
from cetak.acquire.policy import PictureError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_STEP_BYTES = 65536
_ACCEPT = "image/jpeg, image/png, image/webp, image/gif"


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
        """What the server sent; see ``network.Exchange``."""
        backend = _Pinned(addresses, question.deadline, self.backend or httpcore.SyncBackend())
        place = question.place
        origin = httpcore.Origin(b"https", place.host.encode("ascii"), place.port)
        tls = self.tls or _believed()
        try:
            with (
                httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as line,
                line.stream("GET", _url(question), headers=_headers()) as response,
            ):
                return _answer(response, question)
        except httpcore.TimeoutException as problem:
            raise TimeoutError from problem
        except (httpcore.NetworkError, httpcore.ProtocolError) as problem:
            raise _failure(problem, question) from problem


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
        scheme=b"https",
        host=place.host.encode("ascii"),
        port=place.port,
        target=place.target.encode("ascii"),
    )


def _headers() -> list[tuple[str, str]]:
    return [
        ("Accept", _ACCEPT),
        ("Accept-Encoding", "identity"),
        ("User-Agent", f"cetak/{__version__}"),
        ("Connection", "close"),
    ]


def _answer(response: httpcore.Response, question: Question) -> Answer:
    headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    location = headers.get(b"location", "")
    if response.status in _REDIRECTS and location:
        return Answer(location=location)
    if response.status != 200:
        host, status = question.place.host, response.status
        raise PictureError.because("picture-status", question.picture, host=host, status=status)
    packed = headers.get(b"content-encoding", "").strip().lower()
    chunks = _unpacked(response.iter_stream(), packed, question)
    return Answer(content=_joined(chunks, question))


def _unpacked(chunks: Iterable[bytes], packed: str, question: Question) -> Iterator[bytes]:
    """The chunks, unpacked in small steps where a server packed them unasked."""
    if packed in ("", "identity"):
        yield from chunks
        return
    if packed not in _PACKED:
        raise PictureError.because(
            "picture-encoding", question.picture, host=question.place.host, encoding=packed[:40]
        )
    unpacker = zlib.decompressobj(_PACKED[packed])
    for chunk in chunks:
        waiting = chunk
        while waiting:
            try:
                yield unpacker.decompress(waiting, _STEP_BYTES)
            except zlib.error as problem:
                raise PictureError.because("picture-broken", question.picture) from problem
            waiting = unpacker.unconsumed_tail
    yield unpacker.flush()


def _joined(chunks: Iterable[bytes], question: Question) -> bytes:
    content, limit = bytearray(), question.policy.max_bytes
    for chunk in chunks:
        content += chunk
        question.deadline.left()
        if len(content) > limit:
            limit_mb = round(limit / 1_000_000, 1)
            raise PictureError.because("picture-too-large", question.picture, limit_mb=limit_mb)
    return bytes(content)


def _failure(problem: Exception, question: Question) -> PictureError:
    host = question.place.host
    if isinstance(problem.__cause__, ssl.SSLError):
        return PictureError.because("picture-certificate", question.picture, host=host)
    if isinstance(problem, httpcore.ConnectError):
        return PictureError.because("picture-unreachable", question.picture, host=host)
    return PictureError.because("picture-answer", question.picture, host=host)
