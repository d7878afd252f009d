"""One structure tree for the bound file: paper, sections, stories, and what sheets say.

Every mark on a page belongs to one element, and the parent tree leads from the mark back to it.

Source: PDF 32000-1, 14.7.4 (structure content), 14.7.4.4 (finding elements from content).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.article.binding import Binding, Part
from cetak.press.binding_elements import Element, Linked, Marked, Reader, make_headings_legal
from cetak.press.binding_places import Places

_TAGS: Final = {"section": "Sect", "story": "Art"}


def document_of(
    binding: Binding,
    places: Places,
    bases: Mapping[tuple[int, int], int],
    annotations: Mapping[tuple[int, tuple[int, int]], Any],
) -> Element:
    """The structure of the whole file, parts in the order in which they first appear.

    Args:
        binding: The file.
        places: Its pieces at their places.
        bases: What is added to the marks of a piece, by sheet and page.
        annotations: The annotations of the bound file by their keys.
    """
    document = Element("Document")
    parts = _Parts(binding, document)
    for placed in places:
        if not placed.piece.furniture:
            with placed.sheet.reading():
                said = Reader(placed, places, bases, annotations).elements()
                language = placed.sheet.language
            if said:
                parts.extend(placed.piece.within, said, language)
    make_headings_legal(document)
    return document


class _Parts:
    """The elements of sections and stories; each is made when something stands in it."""

    def __init__(self, binding: Binding, document: Element) -> None:
        self._language = binding.metadata.language
        self._parts = {part.slug: part for part in binding.parts}
        self._document = document
        self._elements: dict[str, Element] = {}

    def extend(self, slug: str, said: Sequence[Element | Marked | Linked], language: str) -> None:
        """Let a part say more, in the language of the sheet that says it."""
        element = self.element(slug)
        if language and language != self._language_of(slug):
            begins = not element.kids and element is not self._document
            for one in (element,) if begins else said:
                if isinstance(one, Element):
                    one.said.setdefault("/Lang", pikepdf.String(language))
        element.kids.extend(said)

    def _language_of(self, slug: str) -> str:
        """What an element says of its language, or what it stands in."""
        seen: set[str] = set()
        while slug in self._elements and slug not in seen:
            if "/Lang" in self._elements[slug].said:
                return str(self._elements[slug].said["/Lang"])
            seen.add(slug)
            slug = self._parts[slug].within
        return self._language

    def element(self, slug: str) -> Element:
        part = self._parts.get(slug)
        if part is None:
            return self._document
        if slug not in self._elements:
            self._elements[slug] = self._document  # a ring of parts ends at the paper
            self._elements[slug] = element = Element(_TAGS[part.kind], _said_of(part))
            self.element(part.within).kids.append(element)
        return self._elements[slug]


def _said_of(part: Part) -> dict[str, Any]:
    said = {"/T": pikepdf.String(part.title)}
    return said | ({"/Lang": pikepdf.String(part.language)} if part.language else {})


class TreeWriter:
    """Writes the structure into the bound file.

    Args:
        pdf: The file.
        pages: Its pages.
        annotations: Its annotations by their keys.
    """

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        pages: list[Any],
        annotations: Mapping[tuple[int, tuple[int, int]], Any],
    ) -> None:
        self._pdf = pdf
        self._pages = pages
        self._annotations = annotations
        self._marks: defaultdict[int, dict[int, Any]] = defaultdict(dict)
        self._links: list[Any] = []
        self._names: dict[bytes, Any] = {}

    def write(self, document: Element) -> None:
        """Write tree, parent tree and names, and point pages and annotations at them."""
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(document, root)])
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._parents()))
        root.ParentTreeNextKey = len(self._pages) + len(self._links)
        if self._names:
            names = [part for name in sorted(self._names) for part in (name, self._names[name])]
            root.IDTree = self._pdf.make_indirect(Dictionary(Names=_named(names)))
        self._pdf.Root.StructTreeRoot = root

    def _element(self, element: Element, parent: Any) -> Any:
        written = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent)
        )
        for key, said in element.said.items():
            written[key] = said
        if "/ID" in element.said:
            self._names[bytes(element.said["/ID"])] = written
        page = next((kid.page for kid in element.kids if isinstance(kid, Marked)), None)
        if page is not None:
            written.Pg = self._pages[page]
        if element.kids:
            written.K = Array([self._kid(kid, written, page) for kid in element.kids])
        return written

    def _kid(self, kid: Element | Marked | Linked, parent: Any, page: int | None) -> Any:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Linked):
            annotation = self._annotations[kid.annotation]
            annotation.StructParent = len(self._pages) + len(self._links)
            self._links.append(parent)
            return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[kid.page])
        self._marks[kid.page][kid.number] = parent
        if kid.page == page:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _parents(self) -> Any:
        """The number tree from pages' marks and annotations to their elements."""
        numbers: list[Any] = []
        for page, marks in sorted(self._marks.items()):
            row = [marks.get(number) for number in range(max(marks) + 1)]
            numbers += [page, self._pdf.make_indirect(Array(row))]
            self._pages[page].StructParents = page
        for at, element in enumerate(self._links, start=len(self._pages)):
            numbers += [at, element]
        return Array(numbers)


def _named(items: list[Any]) -> Any:
    return Array([pikepdf.String(one) if isinstance(one, bytes) else one for one in items])
