"""Folders watched: what changed in them, gathered until a moment passes without a change."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cetak.acquire.sources import STORY_SUFFIXES

SETTLED_MILLISECONDS = 400
"""A round begins when nothing has changed for so long: editors save in several steps."""

LONGEST_MILLISECONDS = 3000
"""A round begins after so long even where changes do not end."""

CONFIGURATION = "cetak.yaml"
POLL_MILLISECONDS = 500
"""How often single files are looked at."""

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_LOOKS = frozenset({".css", ".jinja"})
_NOT_READ = frozenset({"out", "__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the round before.

    Attributes:
        written: Files that are new or changed.
        gone: Files that were there.
    """

    written: frozenset[Path] = frozenset()
    gone: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be the same: who it is, how long, and of when."""

    identity: int
    size_bytes: int
    modified_ns: int


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file, or ``None`` where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def changes_below(places: Sequence[Path]) -> Generator[Changes, None, None]:
    """Changes of stories, their pictures and what decides how they look, round after round.

    Args:
        places: Folders with all below them, or files.

    Yields:
        Never an empty round. It does not end by itself; Ctrl-C raises ``KeyboardInterrupt``.
    """
    from watchfiles import Change, watch  # noqa: PLC0415 - only for those who watch

    files = {place: stamp_of(place) for place in places if not place.is_dir()}
    rounds = watch(
        *places,
        watch_filter=lambda _, path: is_relevant(Path(path), places),
        debounce=LONGEST_MILLISECONDS,
        step=SETTLED_MILLISECONDS,
        rust_timeout=POLL_MILLISECONDS if files else 5_000,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    for found in rounds:
        # A file that was replaced is told as gone and as new; what is there now counts.
        touched = {Path(path) for _, path in found}
        gone = {Path(path) for kind, path in found if kind is Change.deleted}
        for place in _replaced(files):
            touched.add(place)
            gone.add(place)
        away = frozenset(path for path in gone if not path.exists())
        if touched or away:
            yield Changes(frozenset(touched - away), away)


def _replaced(files: dict[Path, Stamp | None]) -> list[Path]:
    """Single files that are others now, which is noted.

    Programs save by putting a new file in the place of the old one, and then the system tells
    of the old one alone.
    """
    now = {path: stamp_of(path) for path in files}
    changed = [path.absolute() for path, stamp in now.items() if stamp != files[path]]
    files |= now
    return changed


def is_relevant(path: Path, places: Sequence[Path]) -> bool:
    """Whether a file can change a printed page: no hidden one, none of a folder ``out``."""
    within = next((place for place in places if path.is_relative_to(place.absolute())), None)
    parts = path.relative_to(within.absolute()).parts if within is not None else path.parts[-1:]
    if any(part.startswith(".") or part in _NOT_READ for part in parts):
        return False
    suffix = path.suffix.lower()
    return suffix in STORY_SUFFIXES or suffix in _PICTURES or suffix in _LOOKS
