"""Sheets on the binder's table: PDFs of the press, opened when they are first needed."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import pikepdf

from cetak.errors import PressError
from cetak.findings import Where

POINTS_PER_MM: Final = 72 / 25.4
_DEEPEST_OUTLINE: Final = 20
MOST_OPEN: Final = 128
"""An open sheet takes half a megabyte; a day's paper of a hundred stories is open at once."""
UNFIT: Final = (
    pikepdf.PikepdfError,
    RuntimeError,  # bindings of C++ raise it, and recursion without end is one
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    ArithmeticError,
    struct.error,
)
"""What objects that do not fit together raise when they are read."""


@dataclass(frozen=True, slots=True)
class SheetSpot:
    """A place on a page of a sheet, in points of that page.

    Attributes:
        page: Number of the page, counted from 0.
        x: From the left of its coordinates.
        y: From the bottom of its coordinates.
    """

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """An entry of a sheet's own outline."""

    title: str
    spot: SheetSpot
    below: tuple[SheetEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of a sheet's page in its own coordinates, points."""

    left: float
    bottom: float
    right: float
    top: float


def told(problem: Exception) -> str:
    """What a library said of a file that it read from memory."""
    return re.sub(r"stream <[^<>]{0,200}>[,:]? ?", "", str(problem)).strip()


@dataclass(frozen=True, slots=True)
class _File:
    """A sheet's PDF while it is open."""

    pdf: pikepdf.Pdf
    pages: list[Any]


class OpenSheet:
    """A sheet that is read. Its file is opened when something asks for it.

    Attributes:
        number: Its number among the sheets of the binding, counted from 0.
        name: What messages call it.
        is_pinned: Whether the file must stay open until the bound file is written.
    """

    def __init__(
        self, number: int, name: str, content: bytes, on_open: Callable[[int], None]
    ) -> None:
        self.number = number
        self.name = name
        self.is_pinned = False
        self._content = content
        self._on_open = on_open
        self._file: _File | None = None
        self._elements: dict[int, list[Any]] | None = None
        self._mark_counts: dict[int, int] = {}

    @property
    def _opened(self) -> _File:
        if self._file is None:
            try:
                pdf = pikepdf.open(
                    io.BytesIO(self._content), attempt_recovery=False, suppress_warnings=True
                )
                self._file = _File(pdf, [page.obj for page in pdf.pages])
            except UNFIT as problem:
                raise self.corrupt(told(problem)) from problem
            self._on_open(self.number)
        return self._file

    def close(self) -> None:
        """Let go of the file; what was read of it stays, and it can be opened again."""
        if not self.is_pinned:
            self._file = self._elements = None

    def look(self, page: int) -> Frame:
        """Read what is asked for again and again, so that the file need not be open then.

        Returns:
            The edges of a page.
        """
        self.mark_count(page)
        for _ in (self.names, self.outline, self.language, self.producer):
            pass
        return self.frame(page)

    @property
    def pages(self) -> list[Any]:
        """Its pages."""
        return self._opened.pages

    def corrupt(self, reason: str) -> PressError:
        """The error that says this sheet must be printed anew."""
        where = Where(source=self.name)
        return PressError.because("sheet-unbindable", where, sheet=self.number, reason=reason)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Whatever does not fit together while the sheet is read is the sheet's fault."""
        try:
            yield
        except UNFIT as problem:
            raise self.corrupt(f"its objects do not fit together ({told(problem)})") from problem

    @property
    def root(self) -> Any:
        """The document catalogue."""
        return self._opened.pdf.Root

    @cached_property
    def producer(self) -> str:
        """The program that printed it, or ``""``."""
        return str(self._opened.pdf.docinfo.get("/Producer", ""))

    @cached_property
    def language(self) -> str:
        """BCP 47 tag of what it says, or ``""``."""
        return str(self.root.get("/Lang", ""))

    @cached_property
    def page_numbers(self) -> dict[tuple[int, int], int]:
        """Page numbers, counted from 0, by the numbers of the pages' objects."""
        return {page.objgen: number for number, page in enumerate(self.pages)}

    def frame(self, page: int) -> Frame:
        """The trimmed page; without a TrimBox, all of it."""
        box = self.pages[page].get("/TrimBox", self.pages[page].MediaBox)
        return Frame(*(float(edge) for edge in box))

    def content(self, page: int) -> bytes:
        """What is painted on a page, decompressed.

        Raises:
            PressError: ``sheet-unbindable``.
        """
        streams = self.pages[page].get("/Contents", pikepdf.Array())
        several = streams if isinstance(streams, pikepdf.Array) else (streams,)
        return b"\n".join(self.decoded(stream) for stream in several)

    def decoded(self, stream: Any) -> bytes:
        """A stream's bytes; its checksum must be right.

        Raises:
            PressError: ``sheet-unbindable``.
        """
        try:
            if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
                return zlib.decompress(stream.read_raw_bytes())
            return bytes(stream.read_bytes())
        except (zlib.error, pikepdf.PdfError, MemoryError) as problem:
            raise self.corrupt(told(problem)) from problem

    def resources(self, page: int) -> Any:
        """What the content of a page names."""
        return self.pages[page].get("/Resources", pikepdf.Dictionary())

    def mark_count(self, page: int) -> int:
        """How many marks of a page its parent tree knows."""
        if page not in self._mark_counts:
            tree = self.root.get("/StructTreeRoot", pikepdf.Dictionary()).get("/ParentTree")
            key = self.pages[page].get("/StructParents")
            known = tree is not None and key is not None
            row = pikepdf.NumberTree(tree).get(key) if known else None
            self._mark_counts[page] = len(row) if isinstance(row, pikepdf.Array) else 0
        return self._mark_counts[page]

    def annotations(self, page: int) -> list[Any]:
        """The annotations of a page."""
        return list(self.pages[page].get("/Annots", ()))

    @property
    def elements(self) -> dict[int, list[Any]]:
        """The uppermost elements of its structure, by the page on which they stand."""
        if self._elements is None:
            self._elements = self._read_elements()
        return self._elements

    def _read_elements(self) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        tree = self.root.get("/StructTreeRoot")
        for document in _listed(tree.get("/K") if tree is not None else None):
            for element in _listed(document.get("/K")):
                if isinstance(element, pikepdf.Dictionary) and "/Pg" in element:
                    number = self.page_numbers.get(element.Pg.objgen, -1)
                    found.setdefault(number, []).append(element)
        return found

    @cached_property
    def names(self) -> dict[str, SheetSpot]:
        """Its named places."""
        tree = self.root.get("/Names", {}).get("/Dests")
        if tree is None:
            return {}
        spots = ((str(name), self.spot(place)) for name, place in pikepdf.NameTree(tree).items())
        return {name: spot for name, spot in spots if spot is not None}

    def spot(self, destination: Any) -> SheetSpot | None:
        """Where a destination (a name, an array, a dictionary around one) leads."""
        if isinstance(destination, pikepdf.String):
            return self.names.get(str(destination))
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, pikepdf.Array) or len(destination) < 4:
            return None
        page = self.page_numbers.get(getattr(destination[0], "objgen", (0, 0)))
        if page is None:
            return None
        x, y = (0.0 if edge is None else float(edge) for edge in (destination[2], destination[3]))
        return SheetSpot(page, x, y)

    @cached_property
    def outline(self) -> tuple[SheetEntry, ...]:
        """Its own outline."""
        return tuple(self._entries(self.root.get("/Outlines"), _DEEPEST_OUTLINE))

    def _entries(self, parent: Any, depth: int) -> Iterator[SheetEntry]:
        item = parent.get("/First") if parent is not None and depth else None
        seen: set[tuple[int, int]] = set()
        while item is not None and item.objgen not in seen:
            seen.add(item.objgen)
            spot = self.spot(item.get("/Dest"))
            if spot is not None:
                below = tuple(self._entries(item, depth - 1))
                yield SheetEntry(str(item.get("/Title", "")), spot, below)
            item = item.get("/Next")


@dataclass(slots=True)
class Sheets:
    """All sheets of a binding; of a thousand, a hundred or so are open at a time."""

    contents: Sequence[bytes]
    names: Sequence[str] = ()
    _known: dict[int, OpenSheet] = field(default_factory=dict)
    _open: dict[int, None] = field(default_factory=dict)

    def __getitem__(self, number: int) -> OpenSheet:
        if number not in self._known:
            name = self.names[number] if 0 <= number < len(self.names) else ""
            if not 0 <= number < len(self.contents):
                raise PressError.because("sheet-missing", name, sheet=number)
            content = self.contents[number]
            self._known[number] = OpenSheet(number, name, content, self._note_open)
        return self._known[number]

    def close(self) -> None:
        """Let go of all files."""
        for sheet in self._known.values():
            sheet.is_pinned = False
            sheet.close()
        self._known.clear()
        self._open.clear()

    def _note_open(self, number: int) -> None:
        """Keep the first sheets open, whose turn comes first in the next round too."""
        if len(self._open) >= MOST_OPEN:
            last, _ = self._open.popitem()
            self._known[last].close()
        self._open[number] = None


def own(value: Any) -> Any:
    """A name, text, number, or a list or table of such, that does not need its sheet."""
    if isinstance(value, pikepdf.String):
        return pikepdf.String(bytes(value))
    if isinstance(value, pikepdf.Name):
        return pikepdf.Name(str(value))
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([own(one) for one in value])
    if isinstance(value, pikepdf.Dictionary):
        return pikepdf.Dictionary({key: own(one) for key, one in value.items()})
    return value


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
