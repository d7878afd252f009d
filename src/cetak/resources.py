"""All files, time and environment enter through here; the in-memory twin serves tests.

``Resources`` is the only door. Rooms that need the outside take one as an argument; pure
rooms never see it. What comes over the network enters through ``acquire`` alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources as importlib_resources
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from cetak.errors import ResourceError


def asset_root() -> Path:
    """The folder that holds ``layouts`` and ``fonts``: in the wheel, or the checkout."""
    packaged = Path(str(importlib_resources.files("cetak"))) / "assets"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2]


class Resources(Protocol):
    """Files, folders, time and environment."""

    def read(self, path: Path, limit_bytes: int | None = None) -> bytes:
        """The bytes of a file.

        Raises:
            ResourceError: ``file-missing``, ``file-is-folder``, ``file-not-readable`` or
                ``file-too-large``.
        """

    def stream(self, path: Path) -> BinaryIO:
        """A file opened for reading from its beginning, for what is too large to hold whole.

        Raises:
            ResourceError: As ``read``.
        """

    def write(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all; its folder is made where it is missing.

        Raises:
            ResourceError: ``file-not-writable`` or ``disk-full``.
        """

    def remove(self, path: Path) -> None:
        """Take a file away; one that is gone already is no error.

        Raises:
            ResourceError: ``file-not-writable``.
        """

    def exists(self, path: Path) -> bool:
        """Whether a file or folder is there."""

    def is_folder(self, path: Path) -> bool:
        """Whether it is a folder."""

    def listing(self, folder: Path) -> tuple[Path, ...]:
        """What a folder holds, sorted by name; not what its folders hold."""

    def asset(self, name: str) -> Path:
        """Where a shipped file or folder lies: ``layouts/reader``, ``fonts``."""

    def now(self) -> dt.datetime:
        """The moment, aware, in local time; SOURCE_DATE_EPOCH where that is set."""

    def environ(self, name: str) -> str:
        """An environment variable, or ``""``."""


class LocalResources:
    """The machine itself."""

    def read(self, path: Path, limit_bytes: int | None = None) -> bytes:
        try:
            with path.open("rb") as file:
                content = file.read() if limit_bytes is None else file.read(limit_bytes + 1)
        except OSError as problem:
            raise _cannot_read(path, problem) from problem
        if limit_bytes is not None and len(content) > limit_bytes:
            raise ResourceError.because("file-too-large", str(path), limit_bytes=limit_bytes)
        return content

    def stream(self, path: Path) -> BinaryIO:
        try:
            return path.open("rb")
        except OSError as problem:
            raise _cannot_read(path, problem) from problem

    def write(self, path: Path, content: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _replacing(path) as file:
                file.write(content)
        except OSError as problem:
            raise _cannot_write(path, problem) from problem

    def remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise _cannot_write(path, problem) from problem

    def exists(self, path: Path) -> bool:
        return path.exists()

    def is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def listing(self, folder: Path) -> tuple[Path, ...]:
        try:
            return tuple(sorted(folder.iterdir()))
        except OSError as problem:
            raise _cannot_read(folder, problem) from problem

    def asset(self, name: str) -> Path:
        return asset_root() / name

    def now(self) -> dt.datetime:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        return dt.datetime.now().astimezone()

    def environ(self, name: str) -> str:
        return os.environ.get(name, "")


@dataclass
class MemoryResources:
    """The twin without a machine: files are a mapping, the clock stands still."""

    files: dict[str, bytes] = field(default_factory=dict)
    moment: dt.datetime = dt.datetime(2023, 9, 20, 6, 0, tzinfo=dt.UTC)
    environment: Mapping[str, str] = field(default_factory=dict)
    assets: Path = field(default_factory=asset_root)

    def read(self, path: Path, limit_bytes: int | None = None) -> bytes:
        content = self.files.get(path.as_posix())
        if content is None:
            code = "file-is-folder" if self.is_folder(path) else "file-missing"
            raise ResourceError.because(code, str(path))
        if limit_bytes is not None and len(content) > limit_bytes:
            raise ResourceError.because("file-too-large", str(path), limit_bytes=limit_bytes)
        return content

    def stream(self, path: Path) -> BinaryIO:
        return io.BytesIO(self.read(path))

    def write(self, path: Path, content: bytes) -> None:
        self.files[path.as_posix()] = content

    def remove(self, path: Path) -> None:
        self.files.pop(path.as_posix(), None)

    def exists(self, path: Path) -> bool:
        return path.as_posix() in self.files or self.is_folder(path)

    def is_folder(self, path: Path) -> bool:
        folder = PurePosixPath(path.as_posix())
        return any(folder in PurePosixPath(name).parents for name in self.files)

    def listing(self, folder: Path) -> tuple[Path, ...]:
        parent = PurePosixPath(folder.as_posix())
        below = (PurePosixPath(name) for name in self.files)
        inside = {
            parent / name.relative_to(parent).parts[0] for name in below if parent in name.parents
        }
        return tuple(sorted(Path(name) for name in inside))

    def asset(self, name: str) -> Path:
        return self.assets / name

    def now(self) -> dt.datetime:
        return self.moment

    def environ(self, name: str) -> str:
        return self.environment.get(name, "")


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[tempfile._TemporaryFileWrapper[bytes]]:
    """A temporary file in the same folder that takes the place of ``path`` when complete."""
    file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed and renamed below
        dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part", delete=False
    )
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(file.name, 0o666 & ~_umask())
        os.replace(file.name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(file.name)
        raise
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _cannot_read(path: Path, problem: OSError) -> ResourceError:
    codes = {errno.ENOENT: "file-missing", errno.EISDIR: "file-is-folder"}
    code = codes.get(problem.errno or 0, "file-not-readable")
    return ResourceError.because(code, str(path), reason=problem.strerror or str(problem))


def _cannot_write(path: Path, problem: OSError) -> ResourceError:
    full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
    code = "disk-full" if full else "file-not-writable"
    return ResourceError.because(code, str(path), reason=problem.strerror or str(problem))
