"""Several subsets of one TrueType face become one subset.

The engine keeps glyph numbers when it subsets a face, so two subsets of the same face can be
united table by table: a glyph that either of them has is in the union, under its number.
Neither the whole face nor a shaping library is needed.

Source: OpenType 1.9: ``head``, ``hhea``, ``hmtx``, ``loca``, ``maxp``, ``glyf``.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_ALIKE: Final = ("cvt ", "fpgm", "prep")
"""Tables that steer all glyphs: faces in which they differ are two faces."""
_KEPT: Final = (*_ALIKE, "name", "OS/2", "post")
_MEASURED: Final = ("head", "hhea", "maxp")
_SHORT_LOCA_LIMIT: Final = 0x1FFFE
_HEAD_CHECKSUM, _HEAD_BOX, _HEAD_LOCA = 8, 36, 50
_HHEA_EXTREMES, _HHEA_METRICS = 10, 34
_WHOLE_FILE_SUM: Final = 0xB1B0AFBA
GLYPH_LIMIT: Final = 0x8000
"""From here on, parts of composites are numbered while a union grows: text must show less."""
_WORDS, _MORE = 0x0001, 0x0020
_SCALES: Final = {0x0008: 2, 0x0040: 4, 0x0080: 8}


@dataclass(frozen=True, slots=True)
class Subset:
    """A subset of a TrueType face, as it lies in a PDF.

    Attributes:
        tables: Its tables by their tags.
        outlines: Glyphs that have an outline, by number, as ``glyf`` holds them.
    """

    tables: Mapping[str, bytes]
    outlines: Mapping[int, bytes]

    def metric(self, glyph: int) -> bytes:
        """Advance width and left side bearing of a glyph, as ``hmtx`` holds them."""
        count = _number(self.tables["hhea"], _HHEA_METRICS)
        table = self.tables["hmtx"]
        if glyph < count:
            return table[4 * glyph : 4 * glyph + 4]
        bearing = 4 * count + 2 * (glyph - count)
        return table[4 * count - 4 : 4 * count - 2] + (table[bearing : bearing + 2] or b"\0\0")

    def advance(self, glyph: int) -> float:
        """Advance width of a glyph in thousandths of an em."""
        return _number(self.metric(glyph), 0) * 1000 / _units_per_em(self)


def read_subset(font: bytes) -> Subset:
    """Take a subset apart.

    Args:
        font: A TrueType file with outlines in ``glyf``.

    Raises:
        ValueError: It is no such file, or its tables do not fit together.
    """
    try:
        tables = _tables(font)
        return Subset(tables, _outlines(tables))
    except (KeyError, IndexError, struct.error) as problem:
        raise ValueError(f"no TrueType outlines: {problem!r}") from problem


@dataclass(slots=True)
class Face:
    """The union of subsets of one face; it grows with each that it takes.

    Glyphs that text shows keep their numbers. What composite glyphs are made of need not,
    because subsets are cut behind the last glyph that they show; such parts are known by their
    outlines, and are numbered anew behind the last glyph when the union is written.

    Attributes:
        first: The subset that it began with.
    """

    first: Subset
    _outlines: dict[int, bytes] = field(default_factory=dict)
    _metrics: dict[int, bytes] = field(default_factory=dict)
    _parts: dict[bytes, int] = field(default_factory=dict)
    _members: list[Mapping[str, bytes]] = field(default_factory=list)

    def take(self, subset: Subset, glyphs: Collection[int]) -> bool:
        """Take a subset in, if it is of the same face.

        Args:
            subset: Any subset.
            glyphs: Numbers of the glyphs that text shows, outlines or not; less than
                ``GLYPH_LIMIT``.

        Returns:
            False if something in it contradicts the union, which then stays as it was.
        """
        if not self._is_alike(subset):
            return False
        parts = dict(self._parts)
        numbers = _part_numbers(subset, parts)
        shown = {glyph: subset.outlines.get(glyph, b"") for glyph in (*glyphs, 0)}
        outlines = {glyph: _with_parts(outline, numbers) for glyph, outline in shown.items()}
        known = self._outlines
        if not all(_equal(known.get(glyph, one), one) for glyph, one in outlines.items()):
            return False
        for glyph, number in numbers.items():
            outlines[number] = _with_parts(subset.outlines.get(glyph, b""), numbers)
        self._parts, self._outlines = parts, {**outlines, **known}
        for glyph, number in (*((one, one) for one in shown), *numbers.items()):
            self._metrics.setdefault(number, subset.metric(glyph))
        self._members.append({tag: subset.tables[tag] for tag in _MEASURED})
        return True

    def _is_alike(self, subset: Subset) -> bool:
        mine, other = self.first.tables, subset.tables
        alike = all(mine.get(tag) == other.get(tag) for tag in _ALIKE)
        return alike and _units_per_em(self.first) == _units_per_em(subset)

    def written(self) -> bytes:
        """The union as a TrueType file with the tables that PDF asks for."""
        outlines, metrics = self._numbered()
        count = max(metrics) + 1
        glyf, loca, long_loca = _glyph_tables(outlines, count)
        kept = {tag: self.first.tables[tag] for tag in _KEPT if tag in self.first.tables}
        return _file(
            {
                **kept,
                "glyf": glyf,
                "head": self._head(long_loca),
                "hhea": self._hhea(count),
                "hmtx": b"".join(metrics.get(glyph, bytes(4)) for glyph in range(count)),
                "loca": loca,
                "maxp": self._maxp(count),
            }
        )

    def _numbered(self) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """Outlines and metrics, parts numbered on from the last glyph that text shows."""
        shown = max(glyph for glyph in self._metrics if glyph < GLYPH_LIMIT)
        numbers = {number: shown + 1 + number - GLYPH_LIMIT for number in self._parts.values()}
        outlines = {
            numbers.get(glyph, glyph): _with_parts(outline, numbers)
            for glyph, outline in self._outlines.items()
        }
        metrics = {numbers.get(glyph, glyph): one for glyph, one in self._metrics.items()}
        return outlines, metrics

    def _head(self, long_loca: bool) -> bytes:
        boxes = [struct.unpack_from(">4h", one["head"], _HEAD_BOX) for one in self._members]
        lowest = [min(box[side] for box in boxes) for side in (0, 1)]
        highest = [max(box[side] for box in boxes) for side in (2, 3)]
        head = bytearray(self.first.tables["head"])
        struct.pack_into(">L", head, _HEAD_CHECKSUM, 0)
        struct.pack_into(">4h", head, _HEAD_BOX, *lowest, *highest)
        struct.pack_into(">h", head, _HEAD_LOCA, int(long_loca))
        return bytes(head)

    def _hhea(self, count: int) -> bytes:
        extremes = [
            struct.unpack_from(">H3h", one["hhea"], _HHEA_EXTREMES) for one in self._members
        ]
        widest, left, right, extent = zip(*extremes, strict=True)
        hhea = bytearray(self.first.tables["hhea"])
        values = max(widest), min(left), min(right), max(extent)
        struct.pack_into(">H3h", hhea, _HHEA_EXTREMES, *values)
        struct.pack_into(">H", hhea, _HHEA_METRICS, count)
        return bytes(hhea)

    def _maxp(self, count: int) -> bytes:
        rows = [
            struct.unpack(f">{len(one['maxp']) // 2 - 3}H", one["maxp"][6:])
            for one in self._members
        ]
        most = [max(column) for column in zip(*rows, strict=True)]
        return self.first.tables["maxp"][:4] + struct.pack(f">H{len(most)}H", count, *most)


def _tables(font: bytes) -> dict[str, bytes]:
    if font[:4] not in (b"\0\1\0\0", b"true"):
        raise ValueError("no TrueType file")
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {}
    for entry in range(count):
        tag, _, start, length = struct.unpack_from(">4s3L", font, 12 + 16 * entry)
        if start + length > len(font):
            raise ValueError(f"table {tag!r} is cut")
        tables[tag.decode("latin-1")] = font[start : start + length]
    return tables


def _outlines(tables: Mapping[str, bytes]) -> dict[int, bytes]:
    is_long = _number(tables["head"], _HEAD_LOCA)
    places = array("I" if is_long else "H", tables["loca"])
    if sys.byteorder == "little":
        places.byteswap()
    step, glyf = (1 if is_long else 2), tables["glyf"]
    starts = places[:-1]
    return {
        glyph: glyf[step * start : step * places[glyph + 1]]
        for glyph, start in enumerate(starts)
        if places[glyph + 1] > start
    }


def _glyph_tables(outlines: Mapping[int, bytes], count: int) -> tuple[bytes, bytes, bool]:
    """``glyf``, ``loca``, and whether ``loca`` counts in bytes."""
    parts, places, end = [], [0], 0
    for glyph in range(count):
        outline = outlines.get(glyph, b"")
        outline += bytes(-len(outline) % 4)
        parts.append(outline)
        end += len(outline)
        places.append(end)
    is_long = end > _SHORT_LOCA_LIMIT
    entries = array("I", places) if is_long else array("H", (place // 2 for place in places))
    if sys.byteorder == "little":
        entries.byteswap()
    return b"".join(parts), entries.tobytes(), is_long


def _file(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">4s4H", b"\0\1\0\0", count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    place, directory, body = 12 + 16 * count, [], []
    for tag, table in sorted(tables.items(), key=lambda item: item[0].encode("latin-1")):
        name = tag.encode("latin-1")
        directory.append(struct.pack(">4s3L", name, _checksum(table), place, len(table)))
        padded = table + bytes(-len(table) % 4)
        body.append(padded)
        place += len(padded)
    return _with_checksum(header + b"".join(directory) + b"".join(body), tables)


def _with_checksum(font: bytes, tables: Mapping[str, bytes]) -> bytes:
    at = font.index(tables["head"]) + _HEAD_CHECKSUM
    total = struct.pack(">L", (_WHOLE_FILE_SUM - _checksum(font)) & 0xFFFFFFFF)
    return font[:at] + total + font[at + 4 :]


def _checksum(table: bytes) -> int:
    words = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _number(table: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", table, at)[0])


def _units_per_em(subset: Subset) -> int:
    return _number(subset.tables["head"], 18)


def _part_numbers(subset: Subset, parts: dict[bytes, int]) -> dict[int, int]:
    """Numbers in the union for the glyphs that others are made of.

    A part can be made of parts; those below are numbered first, a layer at each step.

    Args:
        subset: The subset.
        parts: The union's numbers of parts by their outlines; new ones are added.
    """
    numbers: dict[int, int] = {}
    waiting = {
        part: {below for _, below in _components(subset.outlines.get(part, b"\0"))}
        for outline in subset.outlines.values()
        for _, part in _components(outline)
    }
    while waiting:
        ready = sorted(part for part, below in waiting.items() if below <= numbers.keys())
        if not ready:
            raise ValueError("composite glyphs are made of each other")
        for part in ready:
            del waiting[part]
            key = _with_parts(subset.outlines.get(part, b""), numbers).rstrip(b"\0")
            numbers[part] = parts.setdefault(key, GLYPH_LIMIT + len(parts))
    return numbers


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where a composite glyph names a component, and which; nothing for a simple glyph."""
    if int.from_bytes(outline[:2], "big", signed=True) >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", outline, at)
        yield at + 2, glyph
        at += 4 + (4 if flags & _WORDS else 2) + _scale_bytes(flags)


def _scale_bytes(flags: int) -> int:
    return next((size for flag, size in _SCALES.items() if flags & flag), 0)


def _with_parts(outline: bytes, numbers: Mapping[int, int]) -> bytes:
    """A glyph whose components are called by other numbers."""
    if not numbers or outline[:1] < b"\x80":
        return outline
    changed = bytearray(outline)
    for at, glyph in _components(outline):
        struct.pack_into(">H", changed, at, numbers.get(glyph, glyph))
    return bytes(changed)


def _equal(one: bytes, other: bytes) -> bool:
    """Whether two outlines are the same but for padding."""
    return one == other or one.rstrip(b"\0") == other.rstrip(b"\0")
