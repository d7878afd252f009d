"""Bound files in tests: small pieces to bind, and what must hold of every bound file."""

from __future__ import annotations

import functools
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2

from cetak.article.metadata import Metadata
from cetak.press.binding_content import marks
from cetak.press.printing import Pages, Press
from printed import Paper

METADATA = Metadata(
    "Harian Contoh, 20 September 2023",
    "id",
    authors=("Redaksi",),
    publication="Harian Contoh",
    created="2023-09-20T05:00:00+07:00",
)
CSS = """
@page { size: 60mm 40mm; margin: 0 }
body { margin: 0; font: 8pt/10pt "Cetak Text" }
h1, h2, p, ul { margin: 0; font-size: 8pt }
"""


@functools.cache
def press() -> Press:
    """A warm press."""
    return Press()


@functools.cache
def tiny(body: str, css: str = "", language: str = "id") -> bytes:
    """A sheet of small pages, printed from markup."""
    html = f'<html lang="{language}"><head><title>Lembar</title></head><body>{body}</body></html>'
    pages = Pages(html, (CSS, css), {}, Metadata("Lembar", language))
    return press().lay_out(pages).write().pdf


def texts(pdf: bytes) -> list[str]:
    """The text of each page as pdfium takes it out, white space reduced."""
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def tags(pdf: bytes) -> list[str]:
    """The tags of all elements in reading order."""
    return [element.tag for element in Paper(pdf).structure.walk()]


def opened(pdf: bytes) -> Any:
    """The file in pikepdf, which finds nothing to repair."""
    file = pikepdf.open(io.BytesIO(pdf), attempt_recovery=False)
    assert file.check_pdf_syntax() == []
    return file


def must_hold(pdf: bytes) -> None:
    """What is true of every bound file.

    Every mark on a page belongs to one element and the parent tree knows which; every
    annotation too; headings skip no level; names are unique; no font is there twice.
    """
    with opened(pdf) as file:
        _marks_and_elements_agree(file)
        _headings_are_legal(file)
        _identifiers_are_known(file)
        _destinations_lead_to_pages(file)
        _faces_are_shared(file)


def elements(file: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the structure in reading order."""
    (document,) = file.Root.StructTreeRoot.K
    assert document.S == "/Document"
    assert document.P.is_same_object_as(file.Root.StructTreeRoot)
    yield from _below(document)


def _below(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.is_same_object_as(element)
            yield from _below(kid)


def _painted(stream: Any, resources: Any) -> Iterator[bytes]:
    """A content and the groups in it: the engine counts their marks with those of the page."""
    yield stream.read_bytes()
    for one in resources.get("/XObject", pikepdf.Dictionary()).values():
        if one.get("/Subtype") == "/Form":
            yield from _painted(one, one.Resources)


def _marks_and_elements_agree(file: pikepdf.Pdf) -> None:
    parents = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
    held: Counter[tuple[Any, int]] = Counter()
    linked: Counter[tuple[int, int]] = Counter()
    for element in elements(file):
        for kid in element.get("/K", ()):
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                page = element.Pg if isinstance(kid, int) else kid.Pg
                number = kid if isinstance(kid, int) else int(kid.MCID)
                held[page.objgen, number] += 1
                row = parents[int(page.StructParents)]
                assert row[number].is_same_object_as(element)
            elif kid.get("/Type") == "/OBJR":
                assert element.S == "/Link"
                linked[kid.Obj.objgen] += 1
                assert parents[int(kid.Obj.StructParent)].is_same_object_as(element)
    painted = Counter(
        (page.obj.objgen, number)
        for page in file.pages
        for content in _painted(page.obj.Contents, page.obj.Resources)
        for number in marks(content)
    )
    annotations = Counter(one.objgen for page in file.pages for one in page.obj.get("/Annots", ()))
    assert held == painted
    assert set(held.values()) <= {1}
    assert linked == annotations
    assert set(linked.values()) <= {1}


def _headings_are_legal(file: pikepdf.Pdf) -> None:
    found = [re.fullmatch(r"/H(\d)", str(element.S)) for element in elements(file)]
    levels = [0, *(int(match[1]) for match in found if match)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _identifiers_are_known(file: pikepdf.Pdf) -> None:
    named = [str(element.ID) for element in elements(file) if "/ID" in element]
    assert len(named) == len(set(named))
    if named:
        tree = pikepdf.NameTree(file.Root.StructTreeRoot.IDTree)
        assert sorted(tree) == sorted(named)
    for element in elements(file):
        for header in element.get("/A", pikepdf.Dictionary()).get("/Headers", ()):
            assert str(header) in named


def _destinations_lead_to_pages(file: pikepdf.Pdf) -> None:
    pages = {page.obj.objgen for page in file.pages}
    names = file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    known = dict(pikepdf.NameTree(names).items()) if names is not None else {}
    assert all(place[0].objgen in pages for place in known.values())
    for page in file.pages:
        for link in page.obj.get("/Annots", ()):
            if isinstance(place := link.get("/Dest"), pikepdf.String):
                assert str(place) in known
            elif place is not None:
                assert place[0].objgen in pages
            else:
                assert "/URI" in link.A


def _faces_are_shared(file: pikepdf.Pdf) -> None:
    programs = {
        one.objgen: str(one.FontName)
        for one in file.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    }
    files = Counter(programs.values())
    assert set(files.values()) <= {1}, files
