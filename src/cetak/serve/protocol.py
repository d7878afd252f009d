"""How a connection is read: heads of bounded length that come in within bounded time.

uvicorn's fast reader of HTTP bounds neither, so that a client could hold a connection, or fill
memory, with a head that never ends.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cetak.serve.terms import Terms

_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_MOST_HEADERS = 100


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with limits for heads."""

    terms: ClassVar[Terms] = Terms()
    _head_bytes = 0
    _field_bytes = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come: its head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client has gone."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes came in."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._deadline is not None and self._head_bytes > self.terms.head_bytes:
            self._hang_up(_TOO_LONG)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._field_bytes = 0
        if self._deadline is None:
            self._await_head()

    def on_url(self, url: bytes) -> None:
        """A part of the address came in."""
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head came in."""
        self._measure(len(name) + len(value))
        super().on_header(name, value)
        if len(self.headers) > _MOST_HEADERS:
            self._refuse_head()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._head_came()
        super().on_headers_complete()

    def _measure(self, length: int) -> None:
        """A head may come in one piece, and has then no end that could be waited for."""
        self._field_bytes += length
        if self._field_bytes > self.terms.head_bytes:
            self._refuse_head()

    def _refuse_head(self) -> None:
        self._hang_up(_TOO_LONG)
        raise httptools.HttpParserError("a head without measure")

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(self.terms.head_seconds, self._too_late)

    def _too_late(self) -> None:
        """Hang up, but not in the middle of the answer before."""
        if self._is_idle():
            self._hang_up(_TOO_LATE)
        else:
            self._await_head()

    def _head_came(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self, words: bytes) -> None:
        self._head_came()
        if not self.transport.is_closing():
            self.transport.write(words)
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, unless that was done."""
        if not self.transport.is_closing():
            super().send_400_response(msg)


def bounded_protocol(terms: Terms) -> type[HttpToolsProtocol]:
    """The protocol with the limits of a service."""

    class Own(BoundedProtocol):
        pass

    Own.terms = terms
    return Own
