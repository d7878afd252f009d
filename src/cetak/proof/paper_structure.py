"""What a bound file says of itself beside its words: links, named places, outline, marks.

Read with another program than the one that takes the text out, so that each judges the other.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from cetak.errors import ProofError
from cetak.findings import Finding, Where, error
from cetak.proof.reading import Rect

_MARK = re.compile(rb"/MCID\s{0,3}(\d{1,9})")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class ReadLink:
    """A link inside the file, which may stand in several lines.

    Attributes:
        page: Page that it begins on, counted from 0.
        spots: Its rectangles: page, and the number among those asked of that page.
        leads: Page that it leads to, counted from 0.
        name: Name of the place it leads to, or ``""``.
        story: Title of the story it stands in; ``""`` for what is the paper's own.
    """

    page: int
    spots: tuple[tuple[int, int], ...]
    leads: int
    name: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class ReadStructure:
    """A bound file without its words.

    Attributes:
        links: Links that lead inside.
        rects: Their rectangles by page.
        names: Named places: the page of each.
        outline: Level, title and page of each entry, levels counted from 1.
        stories: Titles of the elements that are stories.
        findings: ``paper-mark-astray`` for marks that no element holds, or that stand twice.
    """

    links: tuple[ReadLink, ...]
    rects: Mapping[int, tuple[Rect, ...]]
    names: Mapping[str, int]
    outline: tuple[tuple[int, str, int], ...]
    stories: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def read_structure(pdf: bytes) -> ReadStructure:
    """Links, places, outline and marks of a bound file.

    Raises:
        ProofError: ``pdf-unreadable``.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return _Reader(opened).read()
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError) as problem:
        raise ProofError.because("pdf-unreadable", reason=str(problem)) from problem


@dataclass
class _Reader:
    pdf: Any
    pages: dict[tuple[int, int], int] = field(default_factory=dict)
    rects: dict[int, list[Rect]] = field(default_factory=dict)

    def read(self) -> ReadStructure:
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        root = self.pdf.Root
        tree = pikepdf.NumberTree(root.StructTreeRoot.ParentTree)
        parents = dict(tree.items())
        names = self._names(root)
        links = tuple(self._links(parents, names))
        return ReadStructure(
            links,
            {page: tuple(rects) for page, rects in self.rects.items()},
            names,
            tuple(self._outline(root.get("/Outlines"), 1, names)),
            tuple(_stories(root.StructTreeRoot.K[0])),
            tuple(self._astray(parents)),
        )

    def _names(self, root: Any) -> dict[str, int]:
        tree = root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if tree is None:
            return {}
        items = pikepdf.NameTree(tree).items()
        return {_text(name): self._page(place) for name, place in items}

    def _links(self, parents: Mapping[int, Any], names: Mapping[str, int]) -> Iterator[ReadLink]:
        """Annotations of one element are one link."""
        found: dict[tuple[int, int], list[tuple[int, Any]]] = {}
        for number, page in enumerate(self.pdf.pages):
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:
                    element = parents[int(link.StructParent)]
                    found.setdefault(element.objgen, []).append((number, link))
        for lines in found.values():
            first, link = lines[0]
            spots = tuple(self._spot(page, line) for page, line in lines)
            name = str(link.Dest) if isinstance(link.Dest, pikepdf.String) else ""
            leads = names.get(name, -1) if name else self._page(link.Dest)
            story = _story_of(parents[int(link.StructParent)])
            yield ReadLink(first, spots, leads, name, story)

    def _page(self, place: Any) -> int:
        """The page of a place, or -1 where that is no page of the file."""
        return self.pages.get(place[0].objgen, -1)

    def _spot(self, page: int, link: Any) -> tuple[int, int]:
        left, bottom, right, top = (float(edge) for edge in link.Rect)
        rects = self.rects.setdefault(page, [])
        rects.append((left, bottom, right, top))
        return page, len(rects) - 1

    def _outline(
        self, item: Any, level: int, names: Mapping[str, int]
    ) -> Iterator[tuple[int, str, int]]:
        entry = None if item is None or level > _DEEPEST else item.get("/First")
        while entry is not None:
            place = entry.get("/Dest")
            named = isinstance(place, pikepdf.String)
            page = names.get(str(place), -1) if named else self._page(place)
            yield level, str(entry.Title), page
            yield from self._outline(entry, level + 1, names)
            entry = entry.get("/Next")

    def _astray(self, parents: Mapping[int, Any]) -> Iterator[Finding]:
        """Each mark on a page is there once and has its element, and each element its mark."""
        for number, page in enumerate(self.pdf.pages, start=1):
            painted = Counter(_marks(page.obj.Contents, page.obj.Resources, 0))
            row = parents.get(int(page.obj.get("/StructParents", -1)), ())
            held = {mark for mark, element in enumerate(row) if element is not None}
            wrong = (held ^ painted.keys()) | {mark for mark, n in painted.items() if n > 1}
            if wrong:
                yield error("paper-mark-astray", Where(part=f"page {number}"), count=len(wrong))


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else name.decode("utf-8", "replace")


def _marks(stream: Any, resources: Any, depth: int) -> Iterator[int]:
    """The marks of a content and of the groups painted by it."""
    yield from map(int, _MARK.findall(stream.read_bytes()))
    for one in resources.get("/XObject", pikepdf.Dictionary()).values():
        if one.get("/Subtype") == "/Form" and depth < _DEEPEST:
            yield from _marks(one, one.get("/Resources", pikepdf.Dictionary()), depth + 1)


def _story_of(element: Any) -> str:
    for _ in range(_DEEPEST):
        if element is None or element.get("/S") is None:
            return ""
        if element.S == "/Art" and "/T" in element:
            return str(element.T)
        element = element.get("/P")
    return ""


def _stories(document: Any) -> Iterator[str]:
    """Stories stand in the paper or in a section of it."""
    for one in document.get("/K", ()):
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Art":
            yield str(one.get("/T", ""))
        elif isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Sect":
            yield from _stories(one)
