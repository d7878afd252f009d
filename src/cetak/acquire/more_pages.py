"""Pages that a story goes on on: fetched where the story was, else found beside its file.

A saved page never goes to the network unasked. Browsers and mirroring programs name saved pages
in their own ways, so a file is looked for by the names that an address may have been given, and
by the address that a page says it was saved from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from cetak.acquire.reach import Reach, is_own, read_place
from cetak.acquire.sources import LIMIT_BYTES, Raw, Source, is_special
from cetak.errors import ResourceError, SourceError
from cetak.resources import Resources

if TYPE_CHECKING:
    from cetak.acquire.web import Web

Fetch = Callable[[str, Raw], Raw]
"""An address and the page that leads there; gives the page, or raises a ``CetakError``."""

_PAGE_SUFFIXES = ("", ".html", ".htm", ".xhtml")
_MOST_SIBLINGS = 500
_HEAD_BYTES = 64 * 1024
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(https?://[^\s<>]{4,1990}) -->")
_CANONICAL = re.compile(
    rb"<link\b[^<>]{0,300}?\brel=[\"']?canonical\b[^<>]{0,300}?\bhref=[\"']([^\"'<>]{4,1990})[\"']"
)


@dataclass
class MorePages:
    """Brings the pages of stories, and remembers which files have become part of one.

    Attributes:
        resources: The door to files.
        fetch: The door to the network, for stories that came from there.
        asks_for_saved: Whether saved pages and feeds may go to the network too.
        taken: Which files and addresses have become part of a story.
    """

    resources: Resources
    fetch: Fetch
    asks_for_saved: bool = False
    taken: set[str] = field(default_factory=set)
    _saved: dict[Path, dict[str, Path]] = field(default_factory=dict)

    def page(self, address: str, beside: Raw) -> Raw:
        """A page; see ``cetak.continuing.OtherPages``.

        Raises:
            CetakError: ``page-not-saved``, or what the network says.
        """
        if beside.address:
            return self.fetch(urljoin(beside.address, address), beside)
        path = self._file(address, beside)
        if path is not None:
            return Raw(str(path), self.resources.read(path, LIMIT_BYTES), path.parent)
        if self.asks_for_saved and address.lower().startswith(("http://", "https://")):
            return self.fetch(address, beside)
        raise SourceError.because("page-not-saved", address, page=beside.name)

    def took(self, raw: Raw) -> None:
        """Remember that a file is part of a story."""
        self.taken.add(_identity(raw))

    def is_part(self, raw: Raw) -> bool:
        """Whether a file was already printed as part of a story."""
        return _identity(raw) in self.taken

    def _file(self, address: str, beside: Raw) -> Path | None:
        if beside.folder is None:
            return None
        own = Path(beside.name)
        for path in _possible_files(address, own, beside.folder):
            if _is_below(path, beside.folder) and self._is_other_file(path, own):
                return path
        sibling = self._siblings(beside.folder).get(_plain(address))
        return sibling if sibling is not None and self._is_other_file(sibling, own) else None

    def _is_other_file(self, path: Path, own: Path) -> bool:
        resources = self.resources
        try:
            is_file = resources.exists(path) and not resources.is_folder(path)
        except OSError:
            return False
        is_own = os.path.realpath(path) == os.path.realpath(own)
        return is_file and not is_own and not is_special(path)

    def _siblings(self, folder: Path) -> dict[str, Path]:
        """The pages of a folder by the addresses that they say they are from."""
        if folder not in self._saved:
            self._saved[folder] = dict(self._addresses(folder))
        return self._saved[folder]

    def _addresses(self, folder: Path) -> Iterator[tuple[str, Path]]:
        try:
            files = [path for path in self.resources.listing(folder) if _is_page(path)]
        except ResourceError:
            return
        for path in files[:_MOST_SIBLINGS]:
            try:
                with self.resources.stream(path) as stream:
                    head = stream.read(_HEAD_BYTES)
            except (ResourceError, OSError):
                continue
            for found in (_CANONICAL.search(head), _SAVED_FROM.search(head)):
                if found:
                    yield _plain(found[1].decode("utf-8", "replace")), path


def page_fetcher(source: Source, web: Callable[[], Web]) -> Fetch:
    """What fetches the other pages of a source's stories.

    Args:
        source: Where the stories are from; its reach holds for their pages too.
        web: The network, for sources that have none of their own.
    """
    reach: Reach | None = getattr(source, "reach", None)

    def fetch(address: str, beside: Raw) -> Raw:
        from cetak.acquire.web_pages import ACCEPT, page_intake  # noqa: PLC0415

        own: Web = getattr(source, "web", None) or web()
        page = own.get(address, reach or _reach_of(address, beside), accept=ACCEPT)
        return page_intake(page, page.address)

    return fetch


def _reach_of(address: str, beside: Raw) -> Reach:
    """A link in a saved file was named by nobody: it may lead to public places only."""
    place = read_place(address)
    if place is None or is_own(place.host):
        raise SourceError.because("page-not-public", address, page=beside.name)
    return Reach((address,))


def _possible_files(address: str, own: Path, folder: Path) -> Iterator[Path]:
    """Files that a page may have been saved as.

    ``?page=2`` beside ``rain.html`` may be ``rain?page=2``, ``rain@page=2.html`` and the like.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    if "\0" in unquote(address):
        return
    path = PurePosixPath(unquote(parts.path))
    own = own.with_name(re.split(r"[?@]", own.name)[0] or own.name)
    if not parts.scheme and not parts.netloc:
        if parts.path:
            yield folder / unquote(address.partition("#")[0])
            yield folder / path
        names = [path.name or own.name, own.stem] if parts.query or not parts.path else []
        folders = [folder / path.parent]
    else:
        names = list(dict.fromkeys((path.name, own.stem, own.name)))
        folders = [folder, folder / path.parent.name]
    for name in names:
        for stem in _stems(name, unquote(parts.query)):
            yield from (
                place / f"{stem}{suffix}" for place in folders for suffix in _PAGE_SUFFIXES
            )
    if path.name.isdecimal():
        yield from (place / path.name / "index.html" for place in folders)
        joined = (
            f"{name}{sign}{path.name}" for name in (path.parent.name, own.stem) for sign in "-_"
        )
        yield from (folder / f"{name}{suffix}" for name in joined for suffix in _PAGE_SUFFIXES)


def _stems(name: str, query: str) -> Iterator[str]:
    bare = PurePosixPath(name).stem if name.endswith(_PAGE_SUFFIXES[1:]) else name
    if not query or query.endswith("=1"):
        yield name
        yield bare
    for sign in "?@_-" if query else "":
        yield f"{bare}{sign}{query}"
        yield f"{name}{sign}{query}"


def _plain(address: str) -> str:
    return address.partition("#")[0].partition("://")[2].rstrip("/").removeprefix("www.")


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in _PAGE_SUFFIXES[1:]


def _is_below(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _identity(raw: Raw) -> str:
    return raw.address or os.path.realpath(raw.name)
