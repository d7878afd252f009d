"""The structure of sheets as plain values: read, tidied, and ready to be written.

A sheet's tree is read from the elements of the pages that are bound. On the way it loses what
says nothing: ``Span`` and ``NonStruct`` around bare text, and elements with nothing in them.
Marks are those of the bound page.

Source: PDF 32000-1, 14.7 (logical structure), 14.8 (tagged PDF); ISO 14289-1, 7.4 (headings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary

from cetak.press.binding_places import Placed, Places
from cetak.press.binding_sheets import OpenSheet, own

_TRANSPARENT: Final = {"Span", "NonStruct"}
_WRAPPERS: Final = {"Art", "Part", "Div", "NonStruct"}
"""Elements around a whole story on a sheet: the binding has an element of its own for it."""
_MAY_BE_EMPTY: Final = {"TR", "TH", "TD", "LI", "LBody"}
"""Elements whose absence would change what their neighbours mean."""
_SAID: Final = {"/A", "/Alt", "/ActualText", "/E", "/ID", "/Lang", "/T"}
_HEADING: Final = re.compile(r"H([1-6])")


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked content: a number on a bound page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Linked:
    """An annotation that belongs to its element.

    Attributes:
        page: Number of the bound page.
        annotation: Key of the annotation: number of the sheet, number of the object.
    """

    page: int
    annotation: tuple[int, tuple[int, int]]


@dataclass(slots=True)
class Element:
    """An element of the structure.

    Attributes:
        tag: Standard structure type, without slash.
        said: Attributes, alternative text and the like, by their keys.
        kids: What is in it.
    """

    tag: str
    said: dict[str, Any] = field(default_factory=dict)
    kids: list[Element | Marked | Linked] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the elements of one placed page.

    Attributes:
        placed: The page.
        places: Where the sheet's other pages lie.
        bases: What is added to the marks of a piece, by sheet and page.
        annotations: Keys of the annotations that are in the bound file.
    """

    placed: Placed
    places: Places
    bases: Mapping[tuple[int, int], int]
    annotations: Mapping[tuple[int, tuple[int, int]], Any]

    def elements(self) -> list[Element | Marked | Linked]:
        """What the page says, in reading order."""
        sources = self.placed.sheet.elements.get(self.placed.piece.page, ())
        return [kid for source in sources for kid in self._kids(source, None, is_top=True)]

    def _kids(
        self, source: Any, page: int | None, *, is_top: bool = False
    ) -> Iterable[Element | Marked | Linked]:
        """What an element of the sheet becomes: itself, what is in it, or nothing."""
        number = self._page_number(source, page)
        tag = str(source.get("/S", "/NonStruct"))[1:]
        said = {key: own(source[key]) for key in _SAID & source.keys()}
        kids = [
            new
            for kid in _listed(source.get("/K"))
            for new in self._kid(kid, number, is_top and tag in _WRAPPERS)
        ]
        if tag == "Link" and not any(isinstance(kid, Linked) for kid in kids):
            tag = "Span"
        if not said and (tag in _TRANSPARENT or (is_top and tag in _WRAPPERS)):
            return kids
        if not kids and tag not in _MAY_BE_EMPTY:
            return ()
        return (Element(tag, self._said(said), kids),)

    def _kid(
        self, kid: Any, page: int | None, is_top: bool
    ) -> Iterable[Element | Marked | Linked]:
        if isinstance(kid, int):
            return self._marked(page, kid)
        if not isinstance(kid, Dictionary):
            raise self._sheet.corrupt("its structure holds something that is no element")
        kind = kid.get("/Type")
        if kind == "/MCR":
            return self._marked(self._page_number(kid, page), int(kid.MCID))
        if kind == "/OBJR":
            return self._linked(kid, page)
        return self._kids(kid, page, is_top=is_top)

    def _marked(self, page: int | None, number: int) -> Iterable[Marked]:
        key = self._sheet.number, -1 if page is None else page
        placed = self.places.of(*key)
        if placed is None or placed.piece.furniture or key not in self.bases:
            return ()
        if not 0 <= number < self._sheet.mark_count(placed.piece.page):
            return ()
        return (Marked(placed.page, self.bases[key] + number),)

    def _linked(self, kid: Any, page: int | None) -> Iterable[Linked]:
        number = self._page_number(kid, page)
        placed = None if number is None else self.places.of(self._sheet.number, number)
        key = self._sheet.number, kid.Obj.objgen
        if placed is None or key not in self.annotations:
            return ()
        return (Linked(placed.page, key),)

    def _page_number(self, source: Any, page: int | None) -> int | None:
        if "/Pg" not in source:
            return page
        return self._sheet.page_numbers.get(source.Pg.objgen)

    def _said(self, said: dict[str, Any]) -> dict[str, Any]:
        """Attributes with names that are unique and boxes that are right in the bound file."""
        if "/ID" in said:
            said["/ID"] = self._unique(said["/ID"])
        if "/A" in said:
            several = [self._attributes(one) for one in _listed(said["/A"])]
            said["/A"] = several[0] if len(several) == 1 else Array(several)
        return said

    def _attributes(self, source: Any) -> Any:
        attributes = Dictionary(dict(source.items()))
        if "/Headers" in attributes:
            attributes.Headers = Array([self._unique(one) for one in source.Headers])
        if "/BBox" in attributes:
            attributes.BBox = Array(self._box(*(float(edge) for edge in source.BBox)))
        return attributes

    def _unique(self, name: Any) -> Any:
        return pikepdf.String(f"{self._sheet.number}-{name}")

    def _box(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        """A box that the engine gave in CSS pixels from the top, in points of the bound page."""
        frame = self.placed.frame
        edges = left * _PX, frame.top - bottom * _PX, right * _PX, frame.top - top * _PX
        return [round(edge, 2) for edge in self.placed.box(*edges)]

    @property
    def _sheet(self) -> OpenSheet:
        return self.placed.sheet


_PX: Final = 0.75


def make_headings_legal(document: Element) -> None:
    """Let no heading skip a level: the first is H1, none is more than one below the last."""
    last = 0
    for element in document.walk():
        if match := _HEADING.fullmatch(element.tag):
            last = min(int(match[1]), last + 1)
            element.tag = f"H{last}"


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]
