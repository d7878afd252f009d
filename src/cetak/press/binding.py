"""Sheets become one file: pages put together, one structure, one set of fonts.

``bind`` reads each sheet once, lays its pages on those of a new file, and writes what belongs
to the whole: structure tree, destinations, outline, page labels, metadata. The same sheets and
the same ``Binding`` give the same bytes. Only sheets of this press can be bound.
"""

from __future__ import annotations

import io
import zlib
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.article.binding import Attachment, Binding, BoundPage, only
from cetak.errors import PressError
from cetak.press.binding_content import framed
from cetak.press.binding_elements import Element, Marked
from cetak.press.binding_fonts import Fonts, stream_of
from cetak.press.binding_links import Destinations, Links
from cetak.press.binding_metadata import attach, write_metadata
from cetak.press.binding_outline import outline_of, write_labels, write_outline
from cetak.press.binding_places import Placed, Places
from cetak.press.binding_resources import Marking, Resources, Used
from cetak.press.binding_sheets import POINTS_PER_MM, UNFIT, Sheets, told
from cetak.press.binding_tags import TreeWriter, document_of
from cetak.press.crop_marks import crop_marks

Variant = Literal["ua", "ua+a3"]
Bases = Mapping[tuple[int, int], int]


def bind(
    sheets: Sequence[bytes],
    binding: Binding,
    *,
    variant: Variant = "ua",
    attachments: Sequence[Attachment] = (),
    names: Sequence[str] = (),
) -> bytes:
    """Bind sheets into one tagged file.

    Args:
        sheets: PDFs that the press printed; those without a piece in the binding are not opened.
        binding: What goes where.
        variant: ``ua`` is PDF/UA-1, ``ua+a3`` PDF/A-3u as well.
        attachments: Files to put inside.
        names: What messages call the sheets, in their order.

    Returns:
        The file, byte for byte the same for the same input.

    Raises:
        PressError: ``sheet-unbindable``, ``sheet-missing``, ``sheet-page-missing``,
            ``piece-placed-twice``, ``binding-empty`` or ``binding-failed``.
    """
    if not binding.pages:
        raise PressError.because("binding-empty", binding.metadata.title)
    opened = Sheets(sheets, names)
    try:
        return _Binder(binding, opened).bound(variant, attachments)
    except UNFIT as problem:  # damage that no sheet owned up to when it was read
        reason = f"{type(problem).__name__}: {told(problem)}"
        raise PressError.because("binding-failed", reason=reason) from problem
    finally:
        opened.close()


def bind_parts(
    sheets: Sequence[bytes],
    binding: Binding,
    *,
    variant: Variant = "ua",
    names: Sequence[str] = (),
) -> dict[str, bytes]:
    """Bind each section and each story as a file of its own.

    Args:
        sheets: As in ``bind``.
        binding: The whole paper.
        variant: As in ``bind``.
        names: As in ``bind``.

    Returns:
        Files by the slugs of the parts, in their order; a part that stands on no page has none.

    Raises:
        PressError: As ``bind``.
    """
    alone = {part.slug: only(binding, part.slug) for part in binding.parts}
    return {
        slug: bind(sheets, one, variant=variant, names=names)
        for slug, one in alone.items()
        if one.pages
    }


@dataclass(frozen=True, slots=True)
class _Binder:
    """One binding being carried out."""

    binding: Binding
    sheets: Sheets

    def bound(self, variant: Variant, attachments: Sequence[Attachment]) -> bytes:
        places = Places(self.binding, self.sheets)
        with pikepdf.new() as pdf:
            pages = [_new_page(pdf, page) for page in self.binding.pages]
            destinations = Destinations(self.binding, places)
            document = self._tag(pdf, pages, places, destinations)
            self._paint(pdf, pages, places, document)
            destinations.write(pdf, pages)
            write_outline(pdf, pages, outline_of(self.binding, places, destinations))
            write_labels(pdf, [page.label for page in self.binding.pages])
            producer = next((one.sheet.producer for one in places), "cetak")
            write_metadata(pdf, self.binding.metadata, producer, is_archival=variant == "ua+a3")
            attach(pdf, attachments)
            return _written(pdf)

    def _tag(
        self, pdf: pikepdf.Pdf, pages: list[Any], places: Places, destinations: Destinations
    ) -> Element:
        links = Links(pdf, pages, self.binding, places, destinations)
        document = document_of(self.binding, places, _bases(places), links.annotations)
        TreeWriter(pdf, pages, links.annotations).write(document)
        links.write()
        return document

    def _paint(
        self, pdf: pikepdf.Pdf, pages: list[Any], places: Places, document: Element
    ) -> None:
        fonts = Fonts(pdf)
        resources = Resources(pdf, fonts)
        bases, held = _bases(places), _held(document)
        wanted = self.binding.pages
        with ThreadPoolExecutor(1) as beside:  # zlib needs no Python while it works
            packing: deque[Future[bytes]] = deque()
            for page, placed, bound in zip(pages, places.placed, wanted, strict=True):
                used = Used()
                painted = [_painted(one, resources, bases, held, used) for one in placed]
                painted.append(crop_marks(bound))
                packing.append(beside.submit(zlib.compress, b"".join(painted)))
                page.Resources = used.dictionary()
            fonts.finish()
            for page in pages:
                page.Contents = stream_of(pdf, packing.popleft().result())


def _new_page(pdf: pikepdf.Pdf, page: BoundPage) -> Any:
    width, height = page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM
    bleed = page.bleed_mm * POINTS_PER_MM
    beyond = bleed + page.margin_mm * POINTS_PER_MM
    new = pikepdf.Page(
        Dictionary(
            Type=Name.Page,
            MediaBox=_box(-beyond, -beyond, width + beyond, height + beyond),
            BleedBox=_box(-bleed, -bleed, width + bleed, height + bleed),
            TrimBox=_box(0, 0, width, height),
            Tabs=Name.S,
        )
    )
    pdf.pages.append(new)
    return pdf.pages[-1].obj


def _box(*edges: float) -> Any:
    return Array([round(edge, 4) for edge in edges])


def _bases(places: Places) -> Bases:
    """What is added to the marks of each sheet's page: as many as stand before it."""
    bases: dict[tuple[int, int], int] = {}
    for pieces in places.placed:
        base = 0
        for placed in pieces:
            if not placed.piece.furniture:
                bases[placed.piece.sheet, placed.piece.page] = base
                with placed.sheet.reading():
                    base += placed.sheet.mark_count(placed.piece.page)
    return bases


def _held(document: Element) -> dict[int, set[int]]:
    """The marks of each bound page that an element holds."""
    held: dict[int, set[int]] = {}
    for element in document.walk():
        for kid in element.kids:
            if isinstance(kid, Marked):
                held.setdefault(kid.page, set()).add(kid.number)
    return held


def _painted(
    placed: Placed,
    resources: Resources,
    bases: Bases,
    held: Mapping[int, set[int]],
    used: Used,
) -> bytes:
    sheet, number = placed.sheet, placed.piece.page
    with sheet.reading():
        base = bases.get((placed.piece.sheet, number), 0)
        ours = held.get(placed.page, set())
        kept = () if placed.piece.furniture else frozenset(mark - base for mark in ours)
        content = resources.repaint(
            sheet, sheet.content(number), sheet.resources(number), Marking(base, kept), used
        )
    return framed(content, placed.matrix, placed.clip)


def _written(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(
        file,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return file.getvalue()
