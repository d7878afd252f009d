"""Where links lead: named places, addresses that are stories of this file, places on a sheet.

Source: PDF 32000-1, 12.3.2 (destinations), 12.5.6.5 (link annotations); ISO 14289-1, 7.18.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.article.binding import Binding, Target
from cetak.press.binding_places import Placed, Places
from cetak.press.binding_sheets import POINTS_PER_MM, OpenSheet, own

Key = tuple[int, tuple[int, int]]
"""Number of a sheet, and of an annotation in it."""
Point = tuple[int, float, float]
"""Bound page, and x and y on it in points."""

CARRIED_NAMES: Final = "story-"
"""Names of a sheet that begin so are names of the bound file too: briefs share a sheet."""
_PRINT: Final = 4
"""Annotation flag: drawn when the page is printed (ISO 19005-3, 6.3.2)."""


class Destinations:
    """The named places of the bound file.

    Attributes:
        points: Where each name leads.
    """

    def __init__(self, binding: Binding, places: Places) -> None:
        self._places = places
        self.points: dict[str, Point] = dict(self._of_parts(binding))
        for name, target in binding.destinations.items():
            if point := target_point(target, places):
                self.points[name] = point
        for placed in places:
            self._carry(placed)
        self._titles = {part.destination: part.title for part in binding.parts}

    def title(self, name: str) -> str:
        """What the part at a name is called, or ``""``."""
        return self._titles.get(name, "")

    def write(self, pdf: pikepdf.Pdf, pages: list[Any]) -> None:
        """Write the name tree."""
        items = {pikepdf.String(name): point for name, point in self.points.items()}
        names: list[Any] = []
        for name, point in sorted(items.items(), key=lambda item: bytes(item[0])):
            names += [name, destination(point, pages)]
        if names:
            tree = pdf.make_indirect(Dictionary(Names=Array(names)))
            pdf.Root.Names = Dictionary(Dests=tree)

    def _of_parts(self, binding: Binding) -> Iterator[tuple[str, Point]]:
        """Every part begins where its first piece lies; a section where its first story does."""
        parts = {part.slug: part for part in binding.parts}
        found: dict[str, Point] = {}
        for placed in self._places:
            slug = placed.piece.within
            while slug in parts and parts[slug].destination not in found:
                found[parts[slug].destination] = _top_of(placed)
                slug = parts[slug].within
        yield from found.items()

    def _carry(self, placed: Placed) -> None:
        with placed.sheet.reading():
            names = placed.sheet.names
        for name, spot in names.items():
            if name.startswith(CARRIED_NAMES) and spot.page == placed.piece.page:
                point = self._places.spot(placed.sheet.number, spot)
                if point is not None:
                    self.points.setdefault(name, point)


def target_point(target: Target, places: Places) -> Point | None:
    """Where a place of a sheet lies in the bound file; None if that page is not bound."""
    placed = places.of(target.sheet, target.page)
    if placed is None:
        return None
    y = placed.frame.top - target.y_mm * POINTS_PER_MM
    return (placed.page, *placed.point(placed.frame.left, y))


def destination(point: Point, pages: list[Any]) -> Any:
    """A point as PDF says it: go there, keep the magnification."""
    page, x, y = point
    return Array([pages[page], Name.XYZ, round(x, 2), round(y, 2), 0])


class Links:
    """The links of the bound file.

    Attributes:
        annotations: Annotations by their keys.
        by_page: The annotations of each bound page, in reading order.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        pages: list[Any],
        binding: Binding,
        places: Places,
        destinations: Destinations,
    ) -> None:
        self._pdf = pdf
        self._pages = pages
        self._addresses = binding.links
        self._places = places
        self._destinations = destinations
        self.annotations: dict[Key, Any] = {}
        self.by_page: dict[int, list[Any]] = {}
        for placed in places:
            if not placed.piece.furniture:
                with placed.sheet.reading():
                    self._read(placed)

    def write(self) -> None:
        """Hang the annotations on their pages."""
        for page, links in self.by_page.items():
            self._pages[page].Annots = self._pdf.make_indirect(Array(links))

    def _read(self, placed: Placed) -> None:
        for source in placed.sheet.annotations(placed.piece.page):
            if source.get("/Subtype") == "/Link" and (link := self._link(placed, source)):
                self.annotations[placed.sheet.number, source.objgen] = link
                self.by_page.setdefault(placed.page, []).append(link)

    def _link(self, placed: Placed, source: Any) -> Any | None:
        leads = self._leads(placed.sheet, source)
        if not leads:
            return None
        edges = placed.box(*(float(edge) for edge in source.Rect))
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(edge, 3) for edge in _upright(*edges)]),
            BS=Dictionary(W=0),
            F=_PRINT,
            P=self._pages[placed.page],
        )
        link.Contents = own(source.get("/Contents", pikepdf.String("")))
        for key, value in leads.items():
            link[key] = value
        return self._pdf.make_indirect(link)

    def _leads(self, sheet: OpenSheet, source: Any) -> Mapping[str, Any]:
        """The entries of an annotation that say where it leads; none leads nowhere."""
        action = source.get("/A", Dictionary())
        if "/URI" in action:
            return self._address(str(action.URI))
        spot = sheet.spot(source.get("/Dest", action.get("/D")))
        point = None if spot is None else self._places.spot(sheet.number, spot)
        return {} if point is None else {"/Dest": destination(point, self._pages)}

    def _address(self, address: str) -> Mapping[str, Any]:
        name = self._addresses.get(address, "")
        if name in self._destinations.points:
            title = self._destinations.title(name)
            said = {"/Contents": pikepdf.String(title)} if title else {}
            return {"/Dest": pikepdf.String(name), **said}
        if name and not address.startswith(("https:", "http:", "mailto:")):
            return {}  # an address that only this paper understands, and what it means is not here
        action = Dictionary(Type=Name.Action, S=Name.URI, URI=pikepdf.String(address))
        return {"/A": action}


def _top_of(placed: Placed) -> Point:
    return (placed.page, *placed.point(placed.frame.left, placed.frame.top))


def _upright(x1: float, y1: float, x2: float, y2: float) -> tuple[float, ...]:
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
