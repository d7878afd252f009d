"""The store of finished sheets: what was printed once is not printed again.

A sheet lies in one file, ``ab/cdef...``, named by the hash of all that went into it:

    cetak-sheet/3 <SHA-256 of the rest>
    {"measured": ..., "findings": ..., "story-pages": ..., "texts": ...}
    %PDF-...

The store is a convenience: whatever is wrong with it is a finding, never a stop.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from cetak.article.sheet import Measured, PlacedPiece, Sheet, StoryPage
from cetak.findings import Finding, Severity, Where, warning

DEFAULT_LIMIT_BYTES: Final = 2 * 1000**3

_MAGIC: Final = b"cetak-sheet/3 "
_STALE_SECONDS: Final = 3600.0
_EVICTION_SECONDS: Final = 24 * 3600.0
_EVICTION_SHARE: Final = 20
_PARTS: Final = "parts"
_CHECKED: Final = "checked"


class SheetStore(Protocol):
    """Finished sheets by the hash of their input."""

    def get(self, key: str) -> Sheet | None:
        """The sheet of this name, or ``None``."""

    def put(self, key: str, sheet: Sheet) -> None:
        """Keep a sheet; silently not, where that is impossible."""

    def noticed(self) -> tuple[Finding, ...]:
        """What was wrong with the store since the last question."""


class NoStore:
    """Remembers nothing."""

    def get(self, key: str) -> Sheet | None:
        """Never there."""

    def put(self, key: str, sheet: Sheet) -> None:
        """Never kept."""

    def noticed(self) -> tuple[Finding, ...]:
        """Nothing is ever wrong."""
        return ()


class FolderStore:
    """Sheets as files in a folder that several processes may share.

    Args:
        folder: Made when the first sheet is kept.
        limit_bytes: When the sheets grow beyond it, those unused for longest go.
    """

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._written_bytes = 0
        self._opened = False
        self._writable = True
        self._noticed: list[Finding] = []

    def get(self, key: str) -> Sheet | None:
        """The sheet, or ``None``; a damaged one is removed and noticed."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        sheet = _unpacked(content)
        if sheet is None:
            self._noticed.append(warning("sheet-corrupt", str(path)))
        with contextlib.suppress(OSError):
            path.unlink() if sheet is None else os.utime(path)
        return sheet

    def put(self, key: str, sheet: Sheet) -> None:
        """Keep a sheet; at the first failure it is noticed and no other is tried."""
        if not self._writable:
            return
        try:
            self._open()
            self._write(self._path(key), _packed(sheet))
            self._evict_now_and_then()
        except OSError as problem:
            self._writable = False
            reason = problem.strerror or str(problem)
            self._noticed.append(warning("store-not-writable", str(self._folder), reason=reason))

    def noticed(self) -> tuple[Finding, ...]:
        """What was wrong since the last question."""
        noticed, self._noticed = tuple(self._noticed), []
        return noticed

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _open(self) -> None:
        if self._opened:
            return
        parts = self._folder / _PARTS
        parts.mkdir(parents=True, exist_ok=True)
        for part in parts.iterdir():
            if _age_seconds(part) > _STALE_SECONDS:
                part.unlink(missing_ok=True)
        self._opened = True

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all. Without fsync: a torn sheet is noticed by its hash."""
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(suffix=".part", dir=self._folder / _PARTS)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
        self._written_bytes += len(content)

    def _evict_now_and_then(self) -> None:
        """Once a day, and each time a twentieth of the limit was written."""
        mark = self._folder / _CHECKED
        much = self._written_bytes > self._limit_bytes // _EVICTION_SHARE
        if much or _age_seconds(mark) > _EVICTION_SECONDS:
            mark.touch()
            self._written_bytes = 0
            _evict(self._folder, self._limit_bytes)


@dataclass(frozen=True, slots=True)
class _Entry:
    used: float
    size_bytes: int
    path: Path


def _evict(folder: Path, limit_bytes: int) -> None:
    entries = sorted(_entries(folder), key=lambda entry: entry.used)
    surplus = sum(entry.size_bytes for entry in entries) - limit_bytes
    for entry in entries:
        if surplus <= 0:
            return
        entry.path.unlink(missing_ok=True)
        surplus -= entry.size_bytes


def _entries(folder: Path) -> list[_Entry]:
    entries = []
    for path in folder.glob("[0-9a-f][0-9a-f]/*"):
        with contextlib.suppress(OSError):  # another process may have removed it
            status = path.stat()
            entries.append(_Entry(status.st_mtime, status.st_size, path))
    return entries


def _age_seconds(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _packed(sheet: Sheet) -> bytes:
    about = {
        "measured": asdict(sheet.measured),
        "findings": [asdict(finding) for finding in sheet.findings],
        "story-pages": [asdict(page) for page in sheet.story_pages],
        "texts": sheet.texts,
    }
    rest = json.dumps(about, ensure_ascii=False).encode() + b"\n" + sheet.pdf
    return _MAGIC + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def _unpacked(content: bytes) -> Sheet | None:
    head, _, rest = content.partition(b"\n")
    if head != _MAGIC + hashlib.sha256(rest).hexdigest().encode():
        return None
    about, _, pdf = rest.partition(b"\n")
    try:
        return _sheet(json.loads(about), pdf)
    except (ValueError, TypeError, KeyError):  # written by another version of cetak
        return None


def _sheet(about: dict[str, Any], pdf: bytes) -> Sheet:
    measured: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in about["measured"].items()
    }
    findings = tuple(_finding(finding) for finding in about["findings"])
    story_pages = tuple(_story_page(page) for page in about["story-pages"])
    return Sheet(pdf, Measured(**measured), findings, story_pages, tuple(about["texts"]))


def _story_page(told: dict[str, Any]) -> StoryPage:
    pieces = tuple(PlacedPiece(**piece) for piece in told["pieces"])
    return StoryPage(pieces, told["legs"], told["depth_mm"])


def _finding(told: dict[str, Any]) -> Finding:
    where = Where(**told["where"])
    return Finding(told["code"], Severity(told["severity"]), where, told["facts"])
