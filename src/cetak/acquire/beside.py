"""Pictures that lie beside a story: in its folder or below, nowhere else."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from cetak.acquire.policy import PictureError
from cetak.acquire.sources import is_special
from cetak.errors import ResourceError
from cetak.resources import Resources

_CONTROL = frozenset({"Cc", "Cs"})
_MAX_NAME = 1000
_ABSENT = frozenset({"file-missing", "file-is-folder"})


def read_beside(
    source: str, story_folder: Path | None, resources: Resources, max_bytes: int
) -> bytes:
    """The bytes of a picture in the story's folder or below it.

    The name is taken as it is written: nothing is decoded, expanded or guessed. Links and
    ``..`` are followed first and judged by where they end.

    Args:
        source: File name, relative to the folder or absolute inside it.
        story_folder: Where the story lies; ``None`` when it came without a folder.
        resources: The door to the outside.
        max_bytes: A larger file is refused.

    Raises:
        ResourceError: ``picture-without-folder``, ``picture-name``,
            ``picture-outside-folder``, ``picture-missing``, ``picture-too-large`` or
            ``picture-not-readable``.
    """
    if not _is_plain(source):
        raise PictureError.because("picture-name", source)
    if story_folder is None:
        raise PictureError.because("picture-without-folder", source)
    path = _inside(source, story_folder)
    try:
        return resources.read(path, max_bytes)
    except ResourceError as problem:
        raise _as_picture(problem, source, max_bytes) from problem


def _is_plain(source: str) -> bool:
    """No backslash (a separator elsewhere), no control character, no endless name."""
    if len(source) > _MAX_NAME:
        return False
    parts = source.split("/")
    return (
        not any(unicodedata.category(letter) in _CONTROL for letter in source)
        and "\\" not in source
        and all(len(part.encode("utf-8", "surrogatepass")) <= 255 for part in parts)
    )


def _inside(source: str, story_folder: Path) -> Path:
    folder = Path(os.path.realpath(story_folder))
    path = Path(os.path.realpath(folder / source))
    if not path.is_relative_to(folder):
        raise PictureError.because("picture-outside-folder", source)
    if path == folder or is_special(path):
        raise PictureError.because("picture-missing", source)
    return path


def _as_picture(problem: ResourceError, source: str, max_bytes: int) -> ResourceError:
    finding = problem.findings[0]
    if finding.code in _ABSENT:
        return PictureError.because("picture-missing", source)
    if finding.code == "file-too-large":
        limit_mb = round(max_bytes / 1_000_000, 1)
        return PictureError.because("picture-too-large", source, limit_mb=limit_mb)
    reason = finding.facts.get("reason", finding.code)
    return PictureError.because("picture-not-readable", source, reason=reason)
