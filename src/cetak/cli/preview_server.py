"""The preview of a paper, served to browsers on this machine and to nobody else.

A page of another site may make a browser ask this server, and by a name of its own that leads
here (DNS rebinding) read the answer. So a request must name this very server as its host.
Only what is on the list below is answered; nothing is taken from a path but a page's number.
"""

from __future__ import annotations

import contextlib
import errno
import re
import socketserver
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Final

from cetak.cli.preview_page import ASSETS, Shown, asset, page_of
from cetak.errors import CetakError, ResourceError

HOST: Final = "127.0.0.1"
USUAL_PORT: Final = 8765
MOST_CONNECTIONS: Final = 64
IDLE_SECONDS: Final = 30.0
BEAT_SECONDS: Final = 15.0
"""So often a browser that waits is told that the server is still there."""

_MOST_PICTURES: Final = 200
_PICTURE: Final = re.compile(r"/pages/([0-9a-f]{16})/([1-9][0-9]{0,4})\.png")
_ALWAYS: Final = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Draw = Callable[[bytes, int], bytes]
"""A file and the number of a page of it; gives the page as PNG, or raises a ``CetakError``."""


@dataclass
class Preview:
    """What is shown now, for all who ask at once.

    Attributes:
        draw: Draws a page; one at a time is asked for.
        language: Of the words around the paper.
    """

    draw: Draw
    language: str
    shown: Shown = field(default_factory=Shown)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _drawing: threading.Lock = field(default_factory=threading.Lock)
    _drawn: OrderedDict[tuple[str, int], bytes] = field(default_factory=OrderedDict)
    _is_over: bool = False

    def show(self, shown: Shown) -> None:
        """Show something else from now on, and tell those who wait."""
        with self._changed:
            self.shown = shown
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing else will be shown."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def after(self, number: int) -> int | None:
        """The number of the round shown once it is another one, or after a while the same.

        Returns:
            ``None`` when nothing else will be shown.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_over or self.shown.number != number, BEAT_SECONDS
            )
            return None if self._is_over else self.shown.number

    def picture(self, digest: str, number: int) -> bytes | None:
        """A page of the paper shown; ``None`` for one it does not have, or another paper's.

        Raises:
            CetakError: The page cannot be drawn.
        """
        shown = self.shown
        if digest != shown.digest or number > len(shown.pages):
            return None
        key = digest, number
        with self._drawing:
            if key not in self._drawn:
                self._drawn[key] = self.draw(shown.pdf, number)
                while len(self._drawn) > _MOST_PICTURES:
                    self._drawn.popitem(last=False)
            return self._drawn[key]


class PreviewServer(ThreadingHTTPServer):
    """Answers browsers on this machine.

    Args:
        preview: What is shown.
        port: Where to listen; 0 for any port that is free.

    Raises:
        ResourceError: ``preview-port-taken``.
    """

    daemon_threads = True

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        try:
            super().__init__((HOST, port), _Answering)
        except OSError as problem:
            is_taken = problem.errno == errno.EADDRINUSE
            reason = "" if is_taken else problem.strerror or str(problem)
            raise ResourceError.because("preview-port-taken", port=port, reason=reason) from None

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self.server_port}/"

    @property
    def names(self) -> frozenset[str]:
        """What a request may call this server."""
        return frozenset(f"{name}:{self.server_port}" for name in (HOST, "localhost"))

    @contextlib.contextmanager
    def answering(self) -> Iterator[PreviewServer]:
        """Answer beside whatever happens inside."""
        thread = threading.Thread(target=self.serve_forever, name="cetak-preview", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.preview.end()
            self.shutdown()
            self.server_close()
            thread.join()

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, unless there are many already."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and make room."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle is nothing to tell."""


class _Answering(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    server: PreviewServer
    _plain: ClassVar[str] = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        """Answer what is on the list."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            self._say(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.path == "/events":
            self._events()
        elif self.path == "/":
            page = page_of(self.server.preview.shown, self.server.preview.language)
            self._give(page.encode(), "text/html; charset=utf-8")
        elif self.path.removeprefix("/") in ASSETS:
            name = self.path.removeprefix("/")
            self._give(asset(name), ASSETS[name])
        elif self.path == "/edition.pdf" and self.server.preview.shown.pdf:
            self._give(self.server.preview.shown.pdf, "application/pdf")
        else:
            self._picture()

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _refused(self) -> None:
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, HEAD")

    # The library looks for these names.
    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = _refused  # noqa: N815

    def _picture(self) -> None:
        asked = _PICTURE.fullmatch(self.path)
        try:
            found = asked and self.server.preview.picture(asked[1], int(asked[2]))
        except CetakError:
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if found:
            self._give(found, "image/png", kept="private, max-age=86400, immutable")
        else:
            self._say(HTTPStatus.NOT_FOUND)

    def _events(self) -> None:
        """The number of each round as it is done.

        Source: HTML Living Standard, section 9.2, server-sent events.
        """
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream", "no-store", {"Connection": "close"})
        number: int | None = -1
        while self.command == "GET" and number is not None:
            found = self.server.preview.after(number)
            if found is not None:
                told = ": still here\n\n" if found == number else _event(found)
                self.wfile.write(told.encode())
            number = found

    def _give(self, content: bytes, kind: str, kept: str = "no-store") -> None:
        self._head(HTTPStatus.OK, kind, kept, {"Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _say(self, status: HTTPStatus, **headers: str) -> None:
        """Refuse; what came with the request is not read, so the connection ends."""
        content = f"{status.value} {status.phrase}\n".encode()
        more = {"Content-Length": str(len(content)), "Connection": "close", **headers}
        self._head(status, self._plain, "no-store", more)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, kept: str, more: dict[str, str]) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Cache-Control": kept, **_ALWAYS, **more}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def version_string(self) -> str:
        """Who answers."""
        return "cetak"

    def send_error(
        self,
        code: int,
        message: str | None = None,  # noqa: ARG002 - repeats what was asked
        explain: str | None = None,  # noqa: ARG002
    ) -> None:
        """What the library refuses by itself, in the same form."""
        if not hasattr(self, "request_version") or self.request_version == "HTTP/0.9":
            self.close_connection = True
            return
        self._say(HTTPStatus(code))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing is told of requests."""


def _event(number: int) -> str:
    return f"event: round\ndata: {number}\n\n"
