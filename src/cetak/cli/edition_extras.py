"""``cetak edition --extras``: what lies beside the paper, each file whole or not at all."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Mapping
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
from cetak.run.extras import Ahead, extras_of
from cetak.run.paper import MadeUp

INDEX: Final = "edition.json"
_LIMIT_BYTES: Final = 50_000_000
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

    Attributes:
        house: The outside.
        folder: Where they go.
        order: What was asked for.
        works: Workers.
        made: The paper.
        jobs: For each story its pictures.
        clippings: Sections and stories; their heads and feet are begun first of all.
    """

    house: House
    folder: Path
    order: EditionOrder
    works: Works
    made: MadeUp
    jobs: Mapping[str, Job]
    clippings: Clippings = field(init=False)
    _ahead: Ahead | None = None
    _problems: list[tuple[str, Exception]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clippings = Clippings.of(self.made, self.works.desk, self.works.maker)

    def begin(self, pdf: bytes, name: str) -> None:
        """Have workers begin, now that the paper is bound.

        Args:
            pdf: The paper.
            name: Name of its file, without the ending.
        """
        variant: Variant = "ua+a3" if self.order.archival else "ua"
        self._ahead = extras_of(
            self.works.maker.executor,
            self.clippings,
            pdf,
            self._book(pdf),
            name=name,
            workers=self.works.workers,
            variant=variant,
        )
        self._ahead.begin()

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
        folder = self.folder
        before = _before(self.house, folder)
        files: list[str] = []
        for name, found in self._ahead.results() if self._ahead else ():
            if isinstance(found, Exception):
                self._problems.append((name, found))
                continue
            for path, content in found:
                self.house.resources.write(folder / path, content)
                files.append(path)
            tell("extras", len(files), 0)
        files.sort()
        index = {**self.made.index, "files": files}
        content = json.dumps(index, ensure_ascii=False, indent=1).encode()
        self.house.resources.write(folder / INDEX, content)
        for gone in sorted(before - set(files)):
            self.house.resources.remove(folder / gone)
        return Beside(folder, (INDEX, *files), tuple(self._problems))


def _before(house: House, folder: Path) -> set[str]:
    """What an earlier run wrote into the folder, by its own account; nothing else is touched."""
    with contextlib.suppress(CetakError, ValueError, TypeError, KeyError, RecursionError):
        index: Any = json.loads(house.resources.read(folder / INDEX, _LIMIT_BYTES))
        return {one for one in index["files"] if isinstance(one, str) and _OURS.fullmatch(one)}
    return set()
