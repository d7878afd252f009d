"""A worker's doors: once shut, no code in the process opens a socket, a program or a file.

The engine is given pictures by name and asks for nothing else; this makes sure of it even
where a library below it would. Reading stays possible where programs and fonts lie, because
modules and dictionaries are read late; writing is possible nowhere but in the bit bucket.

Source: PEP 578, audit hooks: they cannot be taken off again.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from cetak.press.fingerprint import font_folders

_FORBIDDEN: Final = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.fork",
        "os.forkpty",
        "ftplib.connect",
        "http.client.connect",
        "urllib.Request",
        "shutil.rmtree",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.mkdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "os.chmod",
        "os.chown",
    }
)


class DoorShutError(PermissionError):
    """Something in a worker reached for the outside."""


def shut_doors() -> None:
    """Shut them for good; only worker processes call this."""
    readable = tuple(str(folder) + os.sep for folder in _readable_folders())

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            raise DoorShutError(f"{event} is shut in a worker")
        if event == "open":
            _judge_open(arguments, readable)

    sys.addaudithook(guard)


def _readable_folders() -> tuple[Path, ...]:
    """Where the interpreter, its modules and the fonts lie."""
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.exec_prefix), *font_folders()}
    places |= {Path(entry) for entry in sys.path if entry}
    places |= {Path("/usr/lib"), Path("/usr/share/zoneinfo"), Path("/etc/ld.so.cache")}
    places |= {Path(tempfile.gettempdir()) / f"cetak-fontconfig-{os.getuid()}"}
    return tuple(place.resolve() for place in places if place.exists())


def _judge_open(arguments: tuple[Any, ...], readable: tuple[str, ...]) -> None:
    target, mode, flags = (*arguments, None, None, None)[:3]
    if isinstance(target, int):
        return
    path = os.path.realpath(os.fsdecode(target)) if target is not None else ""
    if path == os.devnull:
        return
    writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
        raise DoorShutError(f"writing {path} is shut in a worker")
    if not path.startswith(readable):
        raise DoorShutError(f"reading {path} is shut in a worker")
