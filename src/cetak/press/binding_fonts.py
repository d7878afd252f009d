"""Fonts of the bound file: one subset for each face, whatever number of sheets use it.

The engine subsets each face for each sheet, glyph numbers kept. The binder unites the subsets
(``truetype.py``) and lets all pages use the union. Two sheets can disagree on what a glyph
reads as, because the engine notes that where it first meets the glyph; such sheets get font
dictionaries of their own over the same union, and are read as they were printed. On widths they
disagree by a thousandth of an em, which the engine rounds at each size anew, and takes for
nothing itself; then the width is that of the face.

Source: PDF 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from cetak.press.binding_sheets import OpenSheet, own
from cetak.press.truetype import GLYPH_LIMIT, Face, Subset, read_subset

_WIDTHS: Final = re.compile(rb"(\d{1,9})\s{1,4}\[([^\]]*)\]")
_TEXTS: Final = re.compile(rb"<([0-9a-fA-F]{4})>\s{0,4}<([0-9a-fA-F]{0,400})>")
_SAID: Final = {
    "/Type",
    "/FontName",
    "/FontFamily",
    "/ItalicAngle",
    "/Ascent",
    "/Descent",
    "/CapHeight",
    "/StemV",
    "/StemH",
}
_FIXED_PITCH: Final = 1
_ROUNDING: Final = 1.5
"""How far a rounded width may be from the designed one, in thousandths of an em."""
_BATCH: Final = 100
_CMAP_HEAD: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT: Final = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True, slots=True)
class _Described:
    """What the engine says of a face.

    Attributes:
        entries: The font descriptor, but for what depends on the glyphs in use.
        flags: Its flags.
        lowest: Lower edge of its box, thousandths of an em.
        highest: Upper edge of its box.
    """

    entries: Mapping[str, Any]
    flags: int
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class _SheetFont:
    """A sheet's font: what each glyph measures and reads as, and the subset behind it."""

    name: Any
    described: _Described
    widths: Mapping[int, float]
    texts: Mapping[int, bytes]
    subset: Subset

    @property
    def glyphs(self) -> Collection[int]:
        return {*self.widths, *self.texts}


@dataclass(slots=True)
class _Variant:
    """A font of the bound file: sheets that agree on widths and texts share it."""

    target: Any
    model: _SheetFont
    widths: dict[int, float] = field(default_factory=dict)
    texts: dict[int, bytes] = field(default_factory=dict)

    def agrees(self, font: _SheetFont) -> bool:
        return _agree(self.widths, font.widths) and _agree(self.texts, font.texts)

    def add(self, font: _SheetFont) -> None:
        self.widths.update(font.widths)
        self.texts.update(font.texts)


@dataclass(slots=True)
class _United:
    """A face of the bound file and the fonts that show it."""

    face: Face
    variants: list[_Variant] = field(default_factory=list)


class Fonts:
    """The fonts of a file that is being bound.

    Sheets' fonts are ``adopted`` one by one; ``finish`` writes the unions when all are known.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._faces: dict[str, list[_United]] = {}

    def adopt(self, sheet: OpenSheet, font: Any) -> Any | None:
        """The bound file's font for a font of a sheet.

        Returns:
            A font dictionary, complete after ``finish``; None for a font that cannot be united
            with others (outlines that are no TrueType, characters without a glyph).
        """
        read = _read(sheet, font)
        if read is None:
            return None
        united = self._united(str(font.BaseFont), read)
        variant = next((one for one in united.variants if one.agrees(read)), None)
        if variant is None:
            variant = _Variant(self._pdf.make_indirect(Dictionary()), read)
            united.variants.append(variant)
        variant.add(read)
        return variant.target

    def finish(self) -> None:
        """Write the unions and everything that describes them."""
        for faces in self._faces.values():
            for united in faces:
                self._write(united)

    def _united(self, name: str, font: _SheetFont) -> _United:
        faces = self._faces.setdefault(name, [])
        for united in faces:
            if united.face.take(font.subset, font.glyphs):
                return united
        faces.append(_United(Face(font.subset)))
        faces[-1].face.take(font.subset, font.glyphs)
        return faces[-1]

    def _write(self, united: _United) -> None:
        program = united.face.written()
        file = packed(self._pdf, program, Length1=len(program))
        for variant in united.variants:
            variant.target.update(self._type0(variant, file))

    def _type0(self, variant: _Variant, file: Any) -> Any:
        name = variant.model.name
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=Name.Identity,
            W=_width_array(variant.widths),
            FontDescriptor=self._pdf.make_indirect(_descriptor(variant, file)),
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([self._pdf.make_indirect(descendant)]),
            ToUnicode=packed(self._pdf, _to_unicode(variant.texts)),
        )


def packed(pdf: pikepdf.Pdf, content: bytes, **entries: Any) -> Any:
    """A new compressed stream of the file."""
    return stream_of(pdf, zlib.compress(content), **entries)


def stream_of(pdf: pikepdf.Pdf, deflated: bytes, **entries: Any) -> Any:
    """A new stream of the file, of bytes that are compressed already."""
    return pikepdf.Stream(pdf, deflated, Filter=Name.FlateDecode, **entries)


def _descriptor(variant: _Variant, file: Any) -> Any:
    """What the engine said of the face, with the widest glyph of all sheets in its box."""
    said = variant.model.described
    widest = max(variant.widths.values(), default=0)
    alike = len(variant.widths) > 1 and len(set(variant.widths.values())) == 1
    return Dictionary(
        {
            **said.entries,
            "/FontBBox": Array([0, said.lowest, widest, said.highest]),
            "/Flags": said.flags & ~_FIXED_PITCH | (_FIXED_PITCH if alike else 0),
            "/FontFile2": file,
        }
    )


def _width_array(widths: Mapping[int, float]) -> Any:
    """``/W``: the first glyph of each run of neighbours, then their widths."""
    parts: list[bytes] = []
    for glyph, width in sorted(widths.items()):
        if glyph - 1 not in widths:
            parts.append(b"%b%d [" % (b"] " if parts else b"", glyph))
        parts.append(b"%g" % width)
    return pikepdf.Object.parse(b"[%b]" % b" ".join([*parts, b"]"] if parts else []))


def _read(sheet: OpenSheet, font: Any) -> _SheetFont | None:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return None
    descendant = font.DescendantFonts[0]
    program = descendant.FontDescriptor.get("/FontFile2")
    if program is None or "/ToUnicode" not in font:
        return None
    try:
        subset = read_subset(sheet.decoded(program))
    except ValueError as problem:
        raise sheet.corrupt(str(problem)) from problem
    told = _widths(descendant.get("/W", Array()).unparse(resolved=True))
    widths = {glyph: _settled(width, subset.advance(glyph)) for glyph, width in told}
    texts = dict(_texts(sheet.decoded(font.ToUnicode)))
    if max((*widths, *texts), default=0) >= GLYPH_LIMIT:
        return None
    return _SheetFont(own(font.BaseFont), _described(descendant), widths, texts, subset)


def _described(descendant: Any) -> _Described:
    descriptor = descendant.FontDescriptor
    _, lowest, _, highest = (float(edge) for edge in descriptor.FontBBox)
    entries = {key: own(one) for key, one in descriptor.items() if key in _SAID}
    return _Described(entries, int(descriptor.Flags), lowest, highest)


def _widths(array: bytes) -> Iterator[tuple[int, bytes]]:
    for match in _WIDTHS.finditer(array):
        yield from enumerate(match[2].split(), start=int(match[1]))


def _settled(told: bytes, designed: float) -> int | float:
    """A width of the engine; the face's own where the engine only rounded at another size."""
    width = float(told)
    settled = round(designed) if abs(width - designed) <= _ROUNDING else width
    return int(settled) if settled == int(settled) else settled


def _texts(cmap: bytes) -> Iterator[tuple[int, bytes]]:
    for match in _TEXTS.finditer(cmap.partition(b"endcodespacerange")[2]):
        yield int(match[1], 16), match[2].lower()


def _agree(known: Mapping[int, Any], other: Mapping[int, Any]) -> bool:
    return all(known.get(glyph, value) == value for glyph, value in other.items())


def _to_unicode(texts: Mapping[int, bytes]) -> bytes:
    lines = [b"<%04x> <%b>" % (glyph, text) for glyph, text in sorted(texts.items())]
    batches = [lines[at : at + _BATCH] for at in range(0, len(lines), _BATCH)]
    body = b"".join(
        b"%d beginbfchar\n%b\nendbfchar\n" % (len(batch), b"\n".join(batch)) for batch in batches
    )
    return _CMAP_HEAD + body + _CMAP_FOOT
