"""The process that listens: uvicorn, with our limits, our log, and an end in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
import uvloop

from cetak.errors import ResourceError
from cetak.serve.journal import JournalHandler
from cetak.serve.protocol import bounded_protocol
from cetak.serve.routes import application
from cetak.serve.service import Service

_BACKLOG = 2048
_MOST_CONNECTIONS = 2000
_KEEP_ALIVE_SECONDS = 15
_GRACE_SECONDS = 10


class Server(uvicorn.Server):
    """A server that ends with its work done, and without the signal that ended it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take SIGTERM and Ctrl-C as the wish to end; a second Ctrl-C does not wait."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        wishes = (signal.SIGINT, signal.SIGTERM)
        before = {wish: signal.signal(wish, self.handle_exit) for wish in wishes}
        try:
            yield
        finally:
            for wish, handler in before.items():
                signal.signal(wish, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """End, or at the second Ctrl-C end at once."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        ResourceError: ``port-taken``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except (OSError, OverflowError) as problem:
        listener.close()
        reason = getattr(problem, "strerror", "") or str(problem)
        raise ResourceError.because("port-taken", f"{host}:{port}", reason=reason) from problem
    return listener


def server_of(service: Service) -> Server:
    """A server for a service; ``serve(sockets=[...])`` starts it."""
    terms = service.terms
    config = uvicorn.Config(
        application(service),
        http=bounded_protocol(terms),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=int(terms.patience_seconds) + _GRACE_SECONDS,
        limit_concurrency=_MOST_CONNECTIONS,
    )
    return Server(config)


def serve(service: Service, listener: socket.socket, started: Callable[[], None]) -> None:
    """Serve until a signal ends it.

    Args:
        service: What to serve.
        listener: The socket; closed at the end.
        started: Called just before the first reader can ask.
    """
    logger = logging.getLogger("uvicorn")
    handler = JournalHandler(service.journal)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        started()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(server_of(service).serve(sockets=[listener]))
    finally:
        logger.removeHandler(handler)
        listener.close()
