"""What the user names becomes raw stories: files, folders, standard input."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from cetak.acquire.exports import (
    SNIFFED_BYTES,
    Part,
    is_list,
    item_names,
    listed_stories,
    stories_in,
)
from cetak.errors import CetakError, ResourceError, SourceError
from cetak.resources import Resources

STDIN = "-"
STORY_SUFFIXES = (
    ".yaml", ".yml", ".json", ".md", ".markdown", ".txt", ".html", ".htm", ".xhtml",
    ".xml", ".rss", ".rdf", ".atom", ".nitf",
)  # fmt: skip
LIMIT_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 20
_MAYBE_MANY = frozenset({".xml", ".rss", ".rdf", ".atom"})
_CANNOT_READ = "file-not-readable"
_OUTPUT_FOLDER = "out"
_CONFIGURATION = frozenset({"cetak.yaml", "cetak.yml"})
_ADDRESSES = ("http://", "https://")


def is_address(argument: str) -> bool:
    """Whether the user names something on the network."""
    return argument.lower().startswith(_ADDRESSES)


@dataclass(frozen=True, slots=True)
class Raw:
    """A story as it came in.

    Attributes:
        name: What the user calls it: a file name or ``-``.
        content: The bytes, not yet read as any format.
        folder: Where its pictures may lie; ``None`` for standard input and the network.
        address: Where it was fetched; pictures may come from the same origin. ``""`` where
            it was not.
    """

    name: str
    content: bytes = field(repr=False)
    folder: Path | None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that could not be taken in; the others go on."""

    name: str
    error: CetakError


Intake = Raw | Unreadable


class Source(Protocol):
    """A place that holds stories: one source, three doors.

    A source knows how to fetch, not what a format means. Each door gives at least the stories
    that were asked for: a source that cannot tell a story's day before it is read gives more,
    and whoever asked sifts what was read.
    """

    @property
    def name(self) -> str:
        """What the user calls it: an address, a folder."""

    def find(self, uri: str) -> Iterator[Intake]:
        """The story a reader asks for by its address or uri, or nothing."""

    def on(self, day: dt.date) -> Iterator[Intake]:
        """The stories of an editor's day, in the source's own order."""

    def all(self, since: dt.date | None, until: dt.date | None) -> Iterator[Intake]:
        """An archivist's backlog, oldest first; both days count, ``None`` is open."""


class Unsifted:
    """Three doors into one room: a place that gives all it has, whatever is asked for.

    What a story's day and uri are is known after reading, so whoever asked sifts.
    """

    __slots__ = ()

    def find(self, uri: str) -> Iterator[Intake]:  # noqa: ARG002 - known after reading
        """Every story; see ``Source``."""
        return self.everything()

    def on(self, day: dt.date) -> Iterator[Intake]:  # noqa: ARG002 - known after reading
        """Every story; see ``Source``."""
        return self.everything()

    def all(
        self,
        since: dt.date | None,  # noqa: ARG002 - known after reading
        until: dt.date | None,  # noqa: ARG002
    ) -> Iterator[Intake]:
        """Every story; see ``Source``."""
        return self.everything()

    def everything(self) -> Iterator[Intake]:
        """Every story, in the place's own order."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FilesSource(Unsifted):
    """Files, folders and standard input; each door gives all that is there.

    Attributes:
        arguments: File names, folder names, ``-``.
        resources: The door to the outside.
        stdin: Reads standard input whole.
    """

    arguments: tuple[str, ...]
    resources: Resources
    stdin: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The names, as the user gave them."""
        return " ".join(self.arguments)

    def everything(self) -> Iterator[Intake]:
        """Every story; see ``gather``."""
        return gather(self.arguments, self.resources, self.stdin)


def gather(
    arguments: Sequence[str],
    resources: Resources,
    stdin: Callable[[], bytes],
    *,
    limit_bytes: int = LIMIT_BYTES,
) -> Iterator[Intake]:
    """Read what the user named, one story at a time, in the order given.

    A folder stands for the story files in it and in its sub-folders, sorted by name;
    hidden files, ``README.*``, ``cetak.yaml`` and folders called ``out`` are passed over.
    A file that is named twice is taken once.

    Args:
        arguments: File names, folder names, ``-`` for standard input.
        resources: The door to the outside.
        stdin: Reads standard input whole; called once at most.
        limit_bytes: A larger source is not read.

    Yields:
        ``Raw``, or ``Unreadable`` with a ``SourceError`` (``source-is-address``,
        ``folder-without-stories``) or a ``ResourceError``.
    """
    seen: set[str] = set()
    for argument in arguments:
        for found in _named(argument, resources):
            name = found.name if isinstance(found, Unreadable) else str(found)
            identity = name if name == STDIN else os.path.realpath(name)
            if identity in seen:
                continue
            seen.add(identity)
            if isinstance(found, Unreadable):
                yield found
            else:
                yield from _read(found, resources, stdin, limit_bytes)


def story_files(arguments: Sequence[str], resources: Resources) -> tuple[Path, ...]:
    """The files that ``gather`` would read, each once; none of them is opened."""
    found = (one for argument in arguments for one in _named(argument, resources))
    return tuple(dict.fromkeys(one for one in found if isinstance(one, Path)))


def _named(argument: str, resources: Resources) -> Iterator[Path | Unreadable]:
    path = Path(argument)
    if argument == STDIN:
        yield path
    elif is_address(argument):
        yield Unreadable(argument, SourceError.because("source-is-address", argument))
    elif not _is_possible(argument):
        shown = argument.encode("utf-8", "replace").decode().replace("\0", "\\0")[:80]
        yield Unreadable(shown, ResourceError.because("file-missing", shown))
    elif _is_folder(path, resources):
        yield from _or_none_found(argument, _stories_below(path, resources, MAX_DEPTH))
    else:
        yield path


def _or_none_found(name: str, stories: Iterable[Path | Unreadable]) -> Iterator[Path | Unreadable]:
    empty = True
    for story in stories:
        empty = False
        yield story
    if empty:
        suffixes = " ".join(STORY_SUFFIXES)
        error = SourceError.because("folder-without-stories", name, suffixes=suffixes)
        yield Unreadable(name, error)


def _stories_below(folder: Path, resources: Resources, depth: int) -> Iterator[Path | Unreadable]:
    try:
        entries = resources.listing(folder)
    except ResourceError as error:
        yield Unreadable(str(folder), error)
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if _is_folder(path, resources):
            if depth and path.name != _OUTPUT_FOLDER and not path.is_symlink():
                yield from _stories_below(path, resources, depth - 1)
        elif _is_story(path):
            yield path


def _is_story(path: Path) -> bool:
    name = path.name.lower()
    if name in _CONFIGURATION or path.stem.lower() == "readme" or is_special(path):
        return False
    return path.suffix.lower() in STORY_SUFFIXES


def _is_folder(path: Path, resources: Resources) -> bool:
    try:
        return resources.is_folder(path)
    except OSError:
        # What may not even be asked about is named in full when it is read.
        return False


def is_special(path: Path) -> bool:
    """Whether reading it could wait for ever: a pipe, a socket, a device."""
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:
        return False


def _is_possible(name: str) -> bool:
    """Whether the system can be asked about such a name at all."""
    try:
        encoded = os.fsencode(name)
    except UnicodeEncodeError:
        return False
    parts = encoded.split(b"/")
    return b"\0" not in encoded and len(encoded) < 4000 and all(len(part) <= 255 for part in parts)


def _read(
    path: Path, resources: Resources, stdin: Callable[[], bytes], limit_bytes: int
) -> Iterator[Intake]:
    """A file's stories: most hold one, exports and feeds many."""
    name = str(path)
    try:
        if name == STDIN:
            content = _limited(stdin(), limit_bytes)
            yield from _taken_apart(name, None, content, lambda: io.BytesIO(content))
        elif path.suffix.lower() in _MAYBE_MANY and item_names(_start_of(path, resources)):
            yield from _taken_apart(name, path.parent, b"", lambda: resources.stream(path))
        else:
            content = resources.read(path, limit_bytes)
            yield from _taken_apart(name, path.parent, content, None)
    except (CetakError, OSError) as problem:
        is_told = isinstance(problem, CetakError)
        reason = str(getattr(problem, "strerror", "") or problem)
        told = problem if is_told else ResourceError.because(_CANNOT_READ, name, reason=reason)
        assert isinstance(told, CetakError)  # noqa: S101 - either kind was made one above
        yield Unreadable(name, told)


def _start_of(path: Path, resources: Resources) -> bytes:
    with resources.stream(path) as stream:
        return stream.read(SNIFFED_BYTES)


def _taken_apart(
    name: str, folder: Path | None, content: bytes, opened: Callable[[], BinaryIO] | None
) -> Iterator[Intake]:
    """The stories of a file; ``content`` where it is at hand, ``opened`` where it may be large."""
    parts: Iterator[Part] = iter(((name, content),))
    is_json = name == STDIN or name.lower().endswith(".json")
    if opened is not None and (not content or item_names(content[:SNIFFED_BYTES])):
        parts = stories_in(name, opened)
    elif is_json and is_list(content):
        parts = listed_stories(name, content)
    for label, part in parts:
        yield (
            Unreadable(label, part) if isinstance(part, SourceError) else Raw(label, part, folder)
        )


def _limited(content: bytes, limit_bytes: int) -> bytes:
    if len(content) > limit_bytes:
        raise ResourceError.because("file-too-large", STDIN, limit_bytes=limit_bytes)
    return content
