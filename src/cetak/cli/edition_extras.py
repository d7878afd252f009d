"""``cetak edition --extras``: what lies beside the paper, each file whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cetak.cli.edition_order import EditionOrder
from cetak.cli.edition_works import Works
from cetak.cli.house import House
from cetak.errors import CetakError
from cetak.jobs import Job
from cetak.layout.book_load import book_layout
from cetak.press.binding import Variant
from cetak.run.book import BookJob, book_facts
from cetak.run.clippings import Clippings
from cetak.run.extras import Ahead, clippings_ahead, pictures_ahead
from cetak.run.paper import MadeUp

INDEX: Final = "edition.json"
_LIMIT_BYTES: Final = 50_000_000
_WRITERS: Final = 2
_MOST_WRITTEN: Final = 32
"""So many files wait for the disk at most."""
_OURS: Final = re.compile(
    r"(?:(?:sections|stories)/[a-z0-9-]{1,120}\.pdf|pages/(?:small/)?\d{3,6}\.jpg|[^/\\]{1,200}\.epub)"
)
"""Names of files that an earlier run may have written here."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What lies beside a paper now.

    Attributes:
        folder: Where.
        files: Names in it, in order.
        problems: What could not be made, and why.
    """

    folder: Path
    files: tuple[str, ...]
    problems: tuple[tuple[str, Exception], ...] = ()


@dataclass
class Extras:
    """What is made beside one paper.

    Sections and stories are begun at once, from a thread that waits for their heads and feet:
    the paper itself is bound meanwhile. The rest needs the bound paper.

    Attributes:
        house: The outside.
        folder: Where they go.
        order: What was asked for.
        works: Workers.
        made: The paper.
        jobs: For each story its pictures.
    """

    house: House
    folder: Path
    order: EditionOrder
    works: Works
    made: MadeUp
    jobs: Mapping[str, Job]
    _clippings: Ahead = field(init=False)
    _waiter: threading.Thread = field(init=False)
    _pictures: Ahead | None = None
    _problems: list[tuple[str, Exception]] = field(default_factory=list)

    def __post_init__(self) -> None:
        maker = self.works.maker
        clippings = Clippings.of(self.made, self.works.desk, maker)
        variant: Variant = "ua+a3" if self.order.archival else "ua"
        self._clippings = clippings_ahead(maker.executor, clippings, variant)
        self._waiter = threading.Thread(target=self._clippings.begin, daemon=True)
        self._waiter.start()

    def begin(self, pdf: bytes, name: str) -> None:
        """Have the rest begun, now that the paper is bound.

        Args:
            pdf: The paper.
            name: Name of its file, without the ending.
        """
        self._pictures = pictures_ahead(
            self.works.maker.executor,
            pdf,
            len(self.made.paper.pages),
            self._book(pdf),
            name=f"{name}.epub",
            workers=self.works.workers,
        )
        self._pictures.begin()

    def _book(self, pdf: bytes) -> BookJob | None:
        desk = self.works.desk
        name = self.order.layout or desk.wishes.layout
        try:
            layout = book_layout(desk.layout, name, self.house.resources)
        except CetakError as problem:  # a layout of their own may make papers and no books
            self._problems.append((INDEX, problem))
            return None
        return BookJob(layout, book_facts(self.made, desk, self.jobs), pdf)

    def write(self, tell: Callable[[str, int, int], None]) -> Beside:
        """Write each file as it comes, ``edition.json`` last; take away what is no longer made.

        Args:
            tell: Told how many files are there.

        Raises:
            ResourceError: The folder cannot be written.
        """
        before = _before(self.house, self.folder)
        files = []
        with WritingDesk(self.house.resources.write) as desk:
            for path, content in self._files():
                desk.put(self.folder / path, content)
                files.append(path)
                tell("extras", len(files), 0)
        files.sort()
        index = {**self.made.index, "files": files}
        content = json.dumps(index, ensure_ascii=False, indent=1).encode()
        self.house.resources.write(self.folder / INDEX, content)
        for gone in sorted(before - set(files)):
            self.house.resources.remove(self.folder / gone)
        return Beside(self.folder, (INDEX, *files), tuple(self._problems))

    def _files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that was made; what was not is remembered."""
        self._waiter.join()
        pictures = self._pictures.results() if self._pictures else ()
        for name, found in itertools.chain(self._clippings.results(), pictures):
            if isinstance(found, Exception):
                self._problems.append((name, found))
            else:
                yield from found


class WritingDesk:
    """Writes files one after the other while the next are still being made.

    Most of the time of writing is waiting for the disk.

    Args:
        write: Writes a file.
    """

    def __init__(self, write: Callable[[Path, bytes], None]) -> None:
        self._write = write
        self._threads = ThreadPoolExecutor(_WRITERS)
        self._written: deque[Future[None]] = deque()

    def __enter__(self) -> WritingDesk:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._threads.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._settle(0)

    def put(self, path: Path, content: bytes) -> None:
        """Have a file written.

        Raises:
            ResourceError: An earlier one could not be written.
        """
        self._written.append(self._threads.submit(self._write, path, content))
        self._settle(_MOST_WRITTEN)

    def _settle(self, most: int) -> None:
        while len(self._written) > most:
            self._written.popleft().result()


def _before(house: House, folder: Path) -> set[str]:
    """What an earlier run wrote into the folder, by its own account; nothing else is touched."""
    with contextlib.suppress(CetakError, ValueError, TypeError, KeyError, RecursionError):
        index: Any = json.loads(house.resources.read(folder / INDEX, _LIMIT_BYTES))
        return {one for one in index["files"] if isinstance(one, str) and _OURS.fullmatch(one)}
    return set()
