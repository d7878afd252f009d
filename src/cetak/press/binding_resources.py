"""What pages are painted with: fonts, pictures and states, each once in the bound file.

Two resources are the same if their bytes are. A page gets just the resources that its content
names, under names that mean the same on every page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary

from cetak.press.binding_content import is_plain, marks, renamed, renumbered
from cetak.press.binding_fonts import Fonts, packed
from cetak.press.binding_sheets import OpenSheet, own

_LETTERS: Final = {
    "Font": "F",
    "ExtGState": "G",
    "XObject": "X",
    "Shading": "S",
    "ColorSpace": "C",
    "Pattern": "P",
}
_REWRITTEN: Final = {"/Length", "/Filter", "/DecodeParms", "/Resources"}
_DEEPEST: Final = 40
_BUILT_IN: Final = {"Pattern", "DeviceGray", "DeviceRGB", "DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class Marking:
    """What becomes of the marks in a content.

    Attributes:
        base: Added to the number of each mark.
        kept: Numbers that stay content; what else is marked becomes an artifact.
    """

    base: int
    kept: Container[int]


class Resources:
    """The resources of a file that is being bound."""

    def __init__(self, pdf: pikepdf.Pdf, fonts: Fonts) -> None:
        self._pdf = pdf
        self._fonts = fonts
        self._copies: dict[bytes, Any] = {}
        self._names: dict[str, dict[bytes, str]] = {}
        self._adopted: dict[tuple[int, tuple[int, int]], tuple[str, Any]] = {}

    def repaint(
        self, sheet: OpenSheet, content: bytes, named: Any, marking: Marking, used: Used
    ) -> bytes:
        """A content as it may stand in the bound file.

        Args:
            sheet: Where it comes from.
            content: A stream of the sheet, decompressed.
            named: The sheet's resource dictionary for this stream.
            marking: What becomes of its marks.
            used: Is told of every resource that the content names.

        Raises:
            PressError: ``sheet-unbindable``.
        """
        if not is_plain(content):
            raise sheet.corrupt("its pages are not of the form that the press writes")
        new_names: dict[tuple[str, str], str] = {}

        def rename(category: str, name: str) -> str:
            if (category, name) not in new_names:
                source = _named(sheet, named, category, name)
                new_names[category, name] = name if source is None else adopt(category, source)
            return new_names[category, name]

        def adopt(category: str, source: Any) -> str:
            new_name, resource = self._adopt(sheet, category, source, marking)
            used.note(category, new_name, resource)
            return new_name

        return renamed(renumbered(content, marking.base, marking.kept), rename)

    def _adopt(
        self, sheet: OpenSheet, category: str, source: Any, marking: Marking
    ) -> tuple[str, Any]:
        key = sheet.number, source.objgen
        if source.is_indirect and key in self._adopted:
            return self._adopted[key]
        copy, digest = self._copy(sheet, category, source, marking)
        names = self._names.setdefault(category, {})
        adopted = names.setdefault(digest, f"{_LETTERS[category]}{len(names)}"), copy
        if source.is_indirect and not _has_marks(sheet, source):
            self._adopted[key] = adopted
        return adopted

    def _copy(
        self, sheet: OpenSheet, category: str, source: Any, marking: Marking
    ) -> tuple[Any, bytes]:
        if category == "Font":
            font = self._fonts.adopt(sheet, source)
            if font is None:
                sheet.is_pinned = True
                font = self._pdf.copy_foreign(source)
            return font, repr(font.objgen).encode()
        if _is_painted(source):
            return self._painted(sheet, source, marking)
        if category == "ExtGState" and isinstance(source.get("/SMask"), Dictionary):
            return self._masked(sheet, source, marking)
        digest = _digest(source)
        if digest not in self._copies:
            self._copies[digest] = _unblurred(self._carry(source))
        return self._copies[digest], digest

    def _painted(self, sheet: OpenSheet, source: Any, marking: Marking) -> tuple[Any, bytes]:
        """A form or a pattern: a content within the content."""
        inner = Used()
        content = self.repaint(
            sheet, sheet.decoded(source), source.get("/Resources", Dictionary()), marking, inner
        )
        entries = {key: self._carry(one) for key, one in source.items() if key not in _REWRITTEN}
        entries["/Resources"] = inner.dictionary()
        digest = hashlib.sha256(content + Dictionary(entries).unparse()).digest()
        if digest not in self._copies:
            stream = packed(self._pdf, content)
            for key, one in entries.items():
                stream[key] = one
            self._copies[digest] = stream
        return self._copies[digest], digest

    def _masked(self, sheet: OpenSheet, source: Any, marking: Marking) -> tuple[Any, bytes]:
        """A graphics state with a mask that is painted."""
        group, digest = self._painted(sheet, source.SMask.G, marking)
        mask = {key: self._carry(one) for key, one in source.SMask.items() if key != "/G"}
        state = {key: self._carry(one) for key, one in source.items() if key != "/SMask"}
        digest = hashlib.sha256(digest + Dictionary({**state, "/M": mask}).unparse()).digest()
        if digest not in self._copies:
            state["/SMask"] = Dictionary({**mask, "/G": group})
            self._copies[digest] = Dictionary(state)
        return self._copies[digest], digest

    def _carry(self, source: Any) -> Any:
        """A copy in the bound file of something that paints nothing itself."""
        if isinstance(source, pikepdf.Stream):
            digest = _digest(source)
            if digest not in self._copies:
                self._copies[digest] = self._stream(source)
            return self._copies[digest]
        if isinstance(source, Dictionary):
            return Dictionary({key: self._carry(one) for key, one in source.items()})
        if isinstance(source, Array):
            return Array([self._carry(one) for one in source])
        return own(source)

    def _stream(self, source: Any) -> Any:
        copy = pikepdf.Stream(self._pdf, source.read_raw_bytes())
        for key, one in source.stream_dict.items():
            if key != "/Length":
                copy[key] = self._carry(one)
        return copy


@dataclass(slots=True)
class Used:
    """The resources that one content names."""

    _by_category: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, category: str, name: str, resource: Any) -> None:
        """Remember that a content names a resource."""
        self._by_category.setdefault(category, {})[name] = resource

    def dictionary(self) -> Any:
        """What goes into ``/Resources``; no category is empty (PDF/A validators mind)."""
        return Dictionary(
            {
                f"/{category}": Dictionary({f"/{name}": one for name, one in names.items()})
                for category, names in sorted(self._by_category.items())
            }
        )


def _named(sheet: OpenSheet, resources: Any, category: str, name: str) -> Any | None:
    """What a name means on a sheet; None for what PDF itself names."""
    source = resources.get(f"/{category}", {}).get(f"/{name}")
    if source is None and not (category == "ColorSpace" and name in _BUILT_IN):
        raise sheet.corrupt(f"{category} {name} is missing")
    return source


def _is_painted(source: Any) -> bool:
    return isinstance(source, pikepdf.Stream) and (
        source.get("/Subtype") == "/Form" or source.get("/PatternType") == 1
    )


def _has_marks(sheet: OpenSheet, source: Any) -> bool:
    return _is_painted(source) and bool(marks(sheet.decoded(source)))


def _unblurred(copy: Any) -> Any:
    if isinstance(copy, pikepdf.Stream) and "/Interpolate" in copy:
        copy.Interpolate = False
    return copy


def _digest(source: Any, depth: int = 0) -> bytes:
    """A name for what an object says, whichever file it is in."""
    if depth > _DEEPEST or not isinstance(source, pikepdf.Object):
        return repr(source).encode()
    if isinstance(source, Array):
        return _joined(b"array", *(_digest(one, depth + 1) for one in source))
    if isinstance(source, pikepdf.Stream):
        return _joined(_entries_digest(source.stream_dict, depth), source.read_raw_bytes())
    if isinstance(source, Dictionary):
        return _entries_digest(source, depth)
    return bytes(source.unparse())


def _entries_digest(entries: Any, depth: int) -> bytes:
    parts = (
        key.encode() + _digest(one, depth + 1)
        for key, one in sorted(entries.items())
        if key != "/Length"
    )
    return _joined(b"dictionary", *parts)


def _joined(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.digest()
