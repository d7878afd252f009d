"""Headless Chromium over its DevTools protocol, spoken through a pipe.

Source: Chrome DevTools Protocol, domains Target, Page and Runtime; with
``--remote-debugging-pipe`` messages are JSON, each ended by a zero byte, on descriptors 3 and 4.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
_ONTO_3_AND_4 = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)
_ANSWER_SECONDS = 20.0
_PICTURES_READY = (
    "Promise.all([document.fonts.ready, ...[...document.images].map(i => i.decode())])"
)


class BrowserError(RuntimeError):
    """The browser said no, or nothing."""


@dataclass(slots=True)
class Browser:
    """A running browser with one open page.

    Attributes:
        version: Product and version, as it calls itself.
    """

    _write: int
    _read: int
    version: str = ""
    _session: str = ""
    _frame: str = ""
    _number: int = 0
    _buffer: bytearray = field(default_factory=bytearray)

    def open_page(self) -> None:
        """Open the page that every story is printed from."""
        self.version = str(self._ask("Browser.getVersion")["product"])
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = str(attached["sessionId"])
        self._frame = str(self._ask("Page.getFrameTree")["frameTree"]["frame"]["id"])

    def print_pdf(self, html: str, *, tagged: bool) -> tuple[float, bytes]:
        """Set a document and print it.

        Returns:
            Milliseconds from the document's sending to the PDF's arrival, and the PDF.

        Raises:
            BrowserError: It could not be printed.
        """
        start = time.perf_counter()
        self._ask("Page.setDocumentContent", frameId=self._frame, html=html)
        self._ask("Runtime.evaluate", expression=_PICTURES_READY, awaitPromise=True)
        printed = self._ask(
            "Page.printToPDF",
            preferCSSPageSize=True,
            printBackground=True,
            generateTaggedPDF=tagged,
        )
        pdf = base64.b64decode(printed["data"])
        return (time.perf_counter() - start) * 1e3, pdf

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        _send(self._write, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], _ANSWER_SECONDS)[0]:
                raise BrowserError(f"no answer in {_ANSWER_SECONDS:.0f} s")
            if not (content := os.read(self._read, 1 << 20)):
                raise BrowserError("the browser has ended")
            self._buffer += content
        message, _, rest = bytes(self._buffer).partition(b"\0")
        self._buffer[:] = rest
        answer: dict[str, Any] = json.loads(message)
        return answer


def find() -> str:
    """Path of an installed Chromium, or ``""``."""
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@contextlib.contextmanager
def running(path: str) -> Iterator[Browser]:
    """A browser with an empty profile, ended at the end.

    Raises:
        BrowserError: It does not start.
    """
    to_read, to_write = _pipe(), _pipe()
    onto = [sys.executable, "-c", _ONTO_3_AND_4, str(to_write[0]), str(to_read[1])]
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [*onto, path, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_write[0], to_read[1]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_write[0])
        os.close(to_read[1])
        try:
            browser = Browser(to_write[1], to_read[0])
            browser.open_page()
            yield browser
        finally:
            os.close(to_write[1])  # without its pipe the browser ends by itself
            _ended(process)
            os.close(to_read[0])


def self_contained(html: str, stylesheets: tuple[str, ...], pictures: Mapping[str, Any]) -> str:
    """The document with its style sheets and pictures inside."""
    for name, picture in pictures.items():
        encoded = base64.b64encode(picture.content).decode()
        html = html.replace(f"picture:{name}", f"data:{picture.media_type};base64,{encoded}")
    styles = "".join(f"<style>{text}</style>" for text in stylesheets)
    return "<!DOCTYPE html>" + html.replace("<head>", f'<head><meta charset="utf-8">{styles}', 1)


def _pipe() -> tuple[int, int]:
    """A pipe on high descriptors, out of the way of 3 and 4."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _send(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except BrokenPipeError as problem:
        raise BrowserError("the browser has ended") from problem


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
