"""Make the faces of this folder from the open fonts named in recipe.yaml.

Run `python fonts/build.py` from the root of the project. It needs npm, fonttools and brotli. The
same recipe gives the same bytes. Steps, for each face: fetch the upstream package, take one point
of its variable font, add the glyphs of further subset files, tell characters apart, name, save;
then write metrics.json and fonts.yaml about the whole set.

Why faces are changed at all: WeasyPrint writes one ToUnicode entry per glyph. Two characters that
share a glyph (a written and a discretionary hyphen, a space and a no-break space) come out of the
PDF as one of them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

try:
    from fontTools.otlLib.optimize import compact
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer
except ModuleNotFoundError:
    sys.exit("fonts/build.py needs fontTools: python -m pip install fonttools brotli")
if importlib.util.find_spec("brotli") is None:
    sys.exit("fonts/build.py needs brotli to read WOFF2: python -m pip install brotli")

HERE = Path(__file__).resolve().parent
FLIPPED_CARONS = "ďľťĽ"  # their caron stands at the side: they do not kern like the bare letter
DROP_OF_INITIALS = 0.542  # in the letter's own em: two lines of copy
ENLARGED_INITIALS = 5.2219  # they paint so many times as large as they are set: three lines high
COPY_SPACE = 0.212  # in em: justified lines stretch spaces and never narrow them
BESIDE_INITIALS = "0123456789“‘\"'( \u00a0"  # besides capitals; spaces, so that none is looked for
RAISED_FOR_CAPITALS = "-\u2010\u2011\u00ad\u2013\u2014\u2012\u2015()[]{}«»‹›·•"
SPACES: dict[int, float | str] = {  # code point: width in em, or the character as wide as it
    0x2002: 1 / 2, 0x2003: 1, 0x2004: 1 / 3, 0x2005: 1 / 4, 0x2006: 1 / 6, 0x2007: "0",
    0x2008: ".", 0x2009: 1 / 5, 0x200A: 1 / 12, 0x202F: 1 / 5, 0x205F: 4 / 18,
}  # fmt: skip
STROKED = dict(zip("ĐđĦħŁłŦŧıĿŀ", "DdHhLlTtiLl", strict=True))
DROPPED_TABLES = ["BASE", "DSIG", "MVAR", "STAT", "gasp", "meta"]
OFL_OPENS = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
MEASURED = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2010, 0x2045), 0x20AC]


@dataclass(frozen=True)
class Package:
    """One upstream package; see recipe.yaml for what its fields mean."""

    package: str
    version: str
    sha256: str
    upstream: str
    licence: str
    copyright: str


@dataclass(frozen=True)
class Face:
    """One font file to make."""

    family: str
    style: str
    weight: int
    package: Package
    sources: tuple[str, ...]
    axes: Mapping[str, float]
    changes: frozenset[str]

    @property
    def folder(self) -> str:
        """Folder of the family: `cetak-text`."""
        return self.family.lower().replace(" ", "-")

    @property
    def postscript_name(self) -> str:
        """Name without spaces, also the file's: `CetakText-BoldItalic`."""
        return f"{self.family}-{self.style}".replace(" ", "")

    @property
    def file(self) -> str:
        """Path from the fonts folder: `cetak-text/CetakText-BoldItalic.ttf`."""
        return f"{self.folder}/{self.postscript_name}.ttf"

    @property
    def is_italic(self) -> bool:
        """Whether the style slants."""
        return "Italic" in self.style

    @property
    def slope(self) -> str:
        """The value of CSS `font-style`."""
        return "italic" if self.is_italic else "normal"

    @property
    def key(self) -> str:
        """Key in metrics.json: `Cetak Text|700|italic`."""
        return f"{self.family}|{self.weight}|{self.slope}"


def read_recipe(path: Path) -> list[Face]:
    """Read the faces to make from recipe.yaml."""
    recipe = yaml.safe_load(path.read_text(encoding="utf-8"))
    packages = {name: Package(**fields) for name, fields in recipe["packages"].items()}
    return [
        Face(
            family=family["family"],
            style=face["style"],
            weight=face["weight"],
            package=packages[family["from"]],
            sources=tuple(face["sources"]),
            axes=face.get("axes", {}),
            changes=frozenset(family["changes"]),
        )
        for family in recipe["families"]
        for face in family["faces"]
    ]


# --- upstream -----------------------------------------------------------------------------------


def fetch(package: Package, archives: Path) -> Path:
    """Give the archive of a package, fetched with `npm pack` unless it lies in `archives` already.

    Raises:
        SystemExit: If npm is missing or fails, or the archive's bytes are not those of the recipe.
    """
    name = package.package.removeprefix("@").replace("/", "-")
    archive = archives / f"{name}-{package.version}.tgz"
    if not archive.exists():
        if shutil.which("npm") is None:
            sys.exit("fonts/build.py needs npm (Debian: apt install npm)")
        wanted = f"{package.package}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(archives), wanted]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"npm could not fetch {wanted}")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        sys.exit(f"{archive.name} has sha256 {found}, the recipe says {package.sha256}")
    return archive


def unpack(archive: Path, members: Iterable[str], folder: Path) -> None:
    """Take just the named members out of a package's archive."""
    with tarfile.open(archive) as tar:
        for member in sorted(members):
            source = tar.extractfile(f"package/{member}")
            if source is None:
                sys.exit(f"{archive.name} holds no file {member}")
            target = folder / member
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read())


def licence_text(package: Package, folder: Path) -> str:
    """Give the package's OFL text, opened by the copyright lines of the recipe.

    Raises:
        SystemExit: If the package's licence is not the OFL, or knows no such copyright.
    """
    text = (folder / package.licence).read_text(encoding="utf-8")
    start = text.find(OFL_OPENS)
    if start < 0 or not all(line in text for line in package.copyright.splitlines()):
        sys.exit(f"the licence of {package.package} is not the one the recipe knows")
    body = "\n".join(line.rstrip() for line in text[start:].splitlines())
    return f"{package.copyright}\n\n{body}\n"


# --- glyphs -------------------------------------------------------------------------------------


def open_source(path: Path, axes: Mapping[str, float]) -> TTFont:
    """Open a font, packed as WOFF2 or not; take the point `axes` of a variable one."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    if "fvar" in font:
        instancer.instantiateVariableFont(font, dict(axes), inplace=True)
    return font


def map_character(font: TTFont, code_point: int, glyph: str) -> None:
    """Let `code_point` paint `glyph` in all Unicode cmaps that can hold it."""
    for table in font["cmap"].tables:
        if table.isUnicode() and (code_point <= 0xFFFF or table.format == 12):
            table.cmap[code_point] = glyph


def put_glyphs(font: TTFont, glyphs: Mapping[str, tuple[Any, tuple[int, int]]]) -> None:
    """Add glyphs at the end of the font: name -> outline and (advance, left side bearing)."""
    order = list(font.getGlyphOrder())
    for name, (outline, metric) in glyphs.items():
        font["glyf"].glyphs[name] = outline
        font["hmtx"].metrics[name] = metric
        order.append(name)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["maxp"].numGlyphs = len(order)


def copy_glyphs(font: TTFont, originals: Mapping[str, str]) -> None:
    """Add copies (copy -> original) that look, kern and carry marks like their originals."""
    glyf, hmtx = font["glyf"], font["hmtx"]
    put_glyphs(font, {c: (deepcopy(glyf[o]), hmtx[o]) for c, o in originals.items()})
    classes = font["GDEF"].table.GlyphClassDef if "GDEF" in font else None
    if classes is not None:
        known = classes.classDefs
        known.update({c: known[o] for c, o in originals.items() if o in known})
    position_like(font, originals)


def position_like(font: TTFont, originals: Mapping[str, str]) -> None:
    """Let glyphs (copy -> original) kern and carry marks like others.

    Copies must stand in the order of their glyph numbers, after all glyphs that were in the font:
    coverage tables are sorted by number.
    """
    if "GPOS" not in font or not font["GPOS"].table.LookupList:
        return
    for table in layout_subtables(font, "GPOS"):
        kind = (type(table).__name__, table.Format)
        if kind == ("PairPos", 1):
            kern_pairs_like(table, originals)
        elif kind == ("PairPos", 2):
            kern_classes_like(table, originals)
        elif kind[0] == "MarkBasePos":
            carry_marks_like(table, originals)


def layout_subtables(font: TTFont, tag: str) -> Iterator[Any]:
    """All subtables of GSUB or GPOS, out of their extension wrappers."""
    for lookup in font[tag].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield getattr(table, "ExtSubTable", table)


def kern_pairs_like(table: Any, originals: Mapping[str, str]) -> None:
    """Extend kerning by glyph pairs (GPOS 2.1)."""
    for pair_set in table.PairSet:
        records = {r.SecondGlyph: r for r in pair_set.PairValueRecord}
        for copy, original in originals.items():
            if original in records and copy not in records:
                record = deepcopy(records[original])
                record.SecondGlyph = copy
                pair_set.PairValueRecord.append(record)
    sets = dict(zip(table.Coverage.glyphs, table.PairSet, strict=True))
    for copy, original in originals.items():
        if original in sets and copy not in sets:
            table.Coverage.glyphs.append(copy)
            table.PairSet.append(deepcopy(sets[original]))


def kern_classes_like(table: Any, originals: Mapping[str, str]) -> None:
    """Extend kerning by classes of glyphs (GPOS 2.2)."""
    covered = set(table.Coverage.glyphs)
    first, second = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    for copy, original in originals.items():
        if original in covered and copy not in covered:
            table.Coverage.glyphs.append(copy)
            if original in first:
                first[copy] = first[original]
        if original in second:
            second.setdefault(copy, second[original])


def carry_marks_like(table: Any, originals: Mapping[str, str]) -> None:
    """Extend the places of accents on letters (GPOS 4)."""
    records = dict(zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True))
    for copy, original in originals.items():
        if original in records and copy not in records:
            table.BaseCoverage.glyphs.append(copy)
            table.BaseArray.BaseRecord.append(deepcopy(records[original]))


# --- changes ------------------------------------------------------------------------------------


def add_subset(font: TTFont, extra: TTFont) -> None:
    """Add the characters that only `extra`, another subset of the same font, has.

    Glyphs are told by their names. Accented letters kern like their base letters; what else the
    layout tables of `extra` say is left out.
    """
    known = set(font.getGlyphOrder())
    mapped = font.getBestCmap()
    added: dict[str, Any] = {}
    for code_point, name in sorted(extra.getBestCmap().items()):
        if code_point not in mapped:
            added.update(with_components(extra, name, known | set(added)))
            map_character(font, code_point, name)
    put_glyphs(font, added)
    mapped = font.getBestCmap()
    bases = {name: base_letter(chr(code)) for code, name in mapped.items() if name in added}
    position_like(font, {n: mapped[ord(bases[n])] for n in added if bases.get(n)})


def with_components(font: TTFont, name: str, known: set[str]) -> dict[str, Any]:
    """Give a glyph and the parts it is composed of, unless they are known."""
    if name in known:
        return {}
    outline = font["glyf"][name]
    parts: dict[str, Any] = {}
    if outline.isComposite():
        for component in outline.components:
            parts.update(with_components(font, component.glyphName, known | set(parts)))
    return {**parts, name: (outline, font["hmtx"][name])}


def base_letter(character: str) -> str:
    """The letter under the accents: "ğ" -> "g"; "" if there is none to kern like."""
    if not character or character in FLIPPED_CARONS:
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    return STROKED.get(character, base if base != character and base.isascii() else "")


def even_out(font: TTFont) -> None:
    """Let all hyphens look like the keyboard's, and the no-break space be as wide as the space.

    Upstream has them not at all, or drawn at other widths.
    """
    mapped = font.getBestCmap()
    for code_point in (0x2010, 0x2011, 0xAD):
        map_character(font, code_point, mapped[ord("-")])
    map_character(font, 0xA0, mapped[ord(" ")])


def tell_characters_apart(font: TTFont) -> None:
    """Give each character a glyph of its own; the lowest code point keeps upstream's."""
    sharing: dict[str, list[int]] = {}
    for code_point, name in sorted(font.getBestCmap().items()):
        sharing.setdefault(name, []).append(code_point)
    copies = {f"{n}.u{code:04X}": n for n, codes in sharing.items() for code in codes[1:]}
    copy_glyphs(font, copies)
    for copy in copies:
        map_character(font, int(copy.rpartition(".u")[2], 16), copy)
    substitute_like(font, copies)


def substitute_like(font: TTFont, copies: Mapping[str, str]) -> None:
    """Let one-to-one substitutions (capital hyphens, ...) give copies their own glyphs, too."""
    if "GSUB" not in font or not font["GSUB"].table.LookupList:
        return
    results: dict[str, str] = {}
    for table in layout_subtables(font, "GSUB"):
        for copy, original in copies.items() if type(table).__name__ == "SingleSubst" else ():
            target = table.mapping.get(original)
            if target and target not in copies:
                table.mapping[copy] = f"{target}.{copy.rpartition('.')[2]}"
                results[table.mapping[copy]] = target
    copy_glyphs(font, results)


def add_spaces(font: TTFont) -> None:
    """Add the fixed-width spaces that upstream lacks, so that no other face is asked for them.

    In a monospaced face they are as wide as all its characters.
    """
    mapped, em = font.getBestCmap(), font["head"].unitsPerEm
    for code_point, width in SPACES.items():
        if code_point in mapped:
            continue
        if font["post"].isFixedPitch:
            advance = font["hmtx"][mapped[ord(" ")]][0]
        elif isinstance(width, str):
            advance = font["hmtx"][mapped[ord(width)]][0]
        else:
            advance = round(width * em)
        name = f"uni{code_point:04X}"
        put_glyphs(font, {name: (TTGlyphPen(None).glyph(), (advance, 0))})
        map_character(font, code_point, name)


def paint_capitals(font: TTFont) -> None:
    """Let each lowercase letter paint its capital by a glyph of its own; raise hyphens, brackets.

    Layout features that act on lowercase glyphs (ligatures, Turkish forms) are then out of reach.
    """
    mapped = font.getBestCmap()
    capitals = {code: capital_of(chr(code), mapped) for code in sorted(mapped)}
    single = {code: mapped[ord(c)] for code, c in capitals.items() if len(c) == 1}
    names = {code: f"{mapped[code]}.capital" for code, c in capitals.items() if c}
    copy_glyphs(font, {names[code]: capital for code, capital in single.items()})
    several = {code: c for code, c in capitals.items() if len(c) > 1}
    put_glyphs(font, {names[code]: set_side_by_side(font, c) for code, c in several.items()})
    for code, name in names.items():
        map_character(font, code, name)
    raise_to_capitals(font, [mapped[ord(c)] for c in RAISED_FOR_CAPITALS if ord(c) in mapped])


def capital_of(character: str, mapped: Mapping[int, str]) -> str:
    """The capital (or capitals: "ﬁ" -> "FI") that can be painted for a letter; "" if none."""
    if unicodedata.category(character) not in {"Ll", "Lt"} or character == "µ":
        return ""
    capital = "ẞ" if character == "ß" and ord("ẞ") in mapped else character.upper()
    return capital if capital != character and all(ord(c) in mapped for c in capital) else ""


def set_side_by_side(font: TTFont, text: str) -> tuple[Any, tuple[int, int]]:
    """One outline of several glyphs."""
    glyph_set, mapped = font.getGlyphSet(), font.getBestCmap()
    pen, advance = TTGlyphPen(None), 0
    for name in (mapped[ord(c)] for c in text):
        draw_moved(glyph_set, name, pen, right=advance)
        advance += font["hmtx"][name][0]
    return pen.glyph(), (advance, font["hmtx"][mapped[ord(text[0])]][1])


def raise_to_capitals(font: TTFont, names: Iterable[str]) -> None:
    """Move glyphs so that their middle is the middle of the capitals."""
    glyph_set, middle = font.getGlyphSet(), glyph_height(font, "H") / 2
    raised = {}
    for name in names:
        bounds = BoundsPen(glyph_set)
        glyph_set[name].draw(bounds)
        own_middle = (bounds.bounds[1] + bounds.bounds[3]) / 2
        pen = TTGlyphPen(None)
        draw_moved(glyph_set, name, pen, up=round(middle - own_middle))
        raised[name] = pen.glyph()
    for name, outline in raised.items():
        font["glyf"][name] = outline


def make_initials(font: TTFont) -> None:
    """Keep what a story can open with, painted lower; without layout features.

    An initial then stands in the first line of a story, and in its first word, and paints in the
    lines below. Its room is the sum of its advances, as nothing is kerned. It is set at the size
    of the copy, and its em is so small that it paints three lines high: readers of a PDF's text
    part letters of unlike size. Heights in OS/2 and hhea stay those of the letters, not of their
    place.
    """
    lower_all(font, round(DROP_OF_INITIALS * font["head"].unitsPerEm))
    font["head"].unitsPerEm = round(font["head"].unitsPerEm / ENLARGED_INITIALS)
    for table in {"GDEF", "GPOS", "GSUB"} & set(font.keys()):
        del font[table]
    drop_the_unused(font, initials(font))


def initials(font: TTFont) -> list[int]:
    """The characters of a font that a story can open with: capitals, figures, quotes."""
    return [
        code
        for code in font.getBestCmap()
        if chr(code) in BESIDE_INITIALS
        or (
            unicodedata.category(chr(code)) == "Lu"
            and unicodedata.name(chr(code)).startswith("LATIN")
        )
    ]


def lower_all(font: TTFont, down: int) -> None:
    """Let each glyph paint `down` units lower; advances and bearings stay."""
    glyph_set, lowered = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        draw_moved(glyph_set, name, pen, up=-down)
        lowered[name] = pen.glyph()
    for name, outline in lowered.items():
        font["glyf"][name] = outline


def draw_moved(glyph_set: Any, name: str, pen: Any, *, right: int = 0, up: int = 0) -> None:
    """Draw a glyph, its components dissolved, at another place."""
    recording = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(recording)
    recording.replay(TransformPen(pen, (1, 0, 0, 1, right, up)))


def glyph_height(font: TTFont, character: str) -> int:
    """Top of a character's outline in font units; 0 if the font lacks it."""
    glyph_set, name = font.getGlyphSet(), font.getBestCmap().get(ord(character))
    if name is None:
        return 0
    pen = BoundsPen(glyph_set)
    glyph_set[name].draw(pen)
    return int(pen.bounds[3])


# --- a finished face ----------------------------------------------------------------------------


def drop_the_unused(font: TTFont, characters: Iterable[int]) -> None:
    """Drop hinting, tables for font menus, the feature `aalt`, and what `characters` never use."""
    tags = {
        record.FeatureTag
        for table in ("GSUB", "GPOS")
        if table in font and font[table].table.FeatureList
        for record in font[table].table.FeatureList.FeatureRecord
    }
    options = Options(
        hinting=False,
        layout_features=sorted(tags - {"aalt"}),
        glyph_names=True,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        recalc_bounds=True,
        bidi_closure=False,
        legacy_kern=False,
    )
    options.drop_tables += DROPPED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)
    if "GPOS" in font:
        compact(font, 5)  # smaller kerning tables of the same meaning


def name_face(font: TTFont, face: Face) -> None:
    """Write names, weight and style; Reserved Font Names of upstream must not remain."""
    version = (font["name"].getDebugName(5) or "Version 1").split(";")[0].strip()
    basic = face.style in {"Regular", "Italic", "Bold", "Bold Italic"}
    stem = face.style.removesuffix("Italic").strip()
    names = {
        0: face.package.copyright.replace("\n", " "),
        1: face.family if basic else f"{face.family} {stem}",
        2: face.style if basic else ("Italic" if face.is_italic else "Regular"),
        3: f"{version};cetak;{face.postscript_name}",
        4: f"{face.family} {face.style}",
        5: version,
        6: face.postscript_name,
        10: f"A modified version of {face.package.upstream}; changes in cetak's fonts/README.md.",
        13: OFL_OPENS,
        14: "https://openfontlicense.org",
        16: "" if basic else face.family,
        17: "" if basic else face.style,
    }
    font["name"].names = []
    for number, text in names.items():
        if text:
            font["name"].setName(text, number, 3, 1, 0x409)
    set_style_bits(font, face)


def set_style_bits(font: TTFont, face: Face) -> None:
    """Say weight, slope and the measured heights in the tables that engines read."""
    os2, head = font["OS/2"], font["head"]
    bold = face.style.startswith("Bold")
    os2.usWeightClass = face.weight
    os2.fsSelection = os2.fsSelection & 0x80 | 0x01 * face.is_italic | 0x20 * bold
    if not (bold or face.is_italic):
        os2.fsSelection |= 0x40
    os2.version = max(os2.version, 4)
    os2.achVendID = "NONE"
    os2.fsType = 0
    os2.sxHeight = glyph_height(font, "x")
    os2.sCapHeight = glyph_height(font, "H")
    head.macStyle = 0x01 * bold | 0x02 * face.is_italic
    head.modified = head.created


def make_face(face: Face, sources: Path) -> TTFont:
    """Make one face out of the unpacked files of its package."""
    font, *subsets = [open_source(sources / source, face.axes) for source in face.sources]
    for subset in subsets:
        add_subset(font, subset)
    if "hyphens" in face.changes:
        even_out(font)
    if "spaces" in face.changes:
        add_spaces(font)
    if "one-glyph-per-character" in face.changes:
        tell_characters_apart(font)
    if "capitals" in face.changes:
        paint_capitals(font)
    drop_the_unused(font, font.getBestCmap())
    name_face(font, face)
    if "initials" in face.changes:
        make_initials(font)
    if "copy-spaces" in face.changes:
        narrow_spaces(font)
    return font


def narrow_spaces(font: TTFont) -> None:
    """Make the word space as narrow as good copy allows."""
    mapped = font.getBestCmap()
    for code in (0x20, 0xA0):
        _, bearing = font["hmtx"][mapped[code]]
        font["hmtx"][mapped[code]] = (round(COPY_SPACE * font["head"].unitsPerEm), bearing)


# --- about the whole set ------------------------------------------------------------------------


def measure(path: Path) -> dict[str, Any]:
    """Measure one face: all lengths but unitsPerEm in 1/1000 em, advances by character."""
    font = TTFont(path)
    em, hhea, mapped = font["head"].unitsPerEm, font["hhea"], font.getBestCmap()
    in_font_units = {
        "ascent": hhea.ascent,
        "descent": hhea.descent,
        "lineGap": hhea.lineGap,
        "capHeight": font["OS/2"].sCapHeight,
        "xHeight": font["OS/2"].sxHeight,
    }
    advances = {chr(c): font["hmtx"][mapped[c]][0] for c in MEASURED if c in mapped}
    return {
        "unitsPerEm": em,
        **{name: round(value * 1000 / em) for name, value in in_font_units.items()},
        "advances": {c: round(advance * 1000 / em) for c, advance in advances.items()},
    }


def write_metrics(faces: Iterable[Face], folder: Path) -> None:
    """Write metrics.json: one line a face."""
    lines = [
        f"{json.dumps(face.key)}:{json.dumps(measure(folder / face.file), separators=(',', ':'))}"
        for face in faces
    ]
    (folder / "metrics.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def write_list(faces: Iterable[Face], folder: Path) -> None:
    """Write fonts.yaml: what each file is, where it comes from, and its hash."""
    entries = [
        {
            "family": face.family,
            "weight": face.weight,
            "style": face.slope,
            "file": face.file,
            "licence": f"{face.folder}/OFL.txt",
            "upstream": face.package.upstream,
            "upstream_version": TTFont(folder / face.file)["name"].getDebugName(5),
            "package": face.package.package,
            "package_version": face.package.version,
            "sha256": hashlib.sha256((folder / face.file).read_bytes()).hexdigest(),
        }
        for face in faces
    ]
    head = "# The faces of this folder. Written by build.py: change recipe.yaml, not this file.\n"
    text = yaml.safe_dump({"faces": entries}, sort_keys=False, allow_unicode=True, width=100)
    (folder / "fonts.yaml").write_text(head + text, encoding="utf-8")


def build(faces: list[Face], folder: Path, archives: Path) -> None:
    """Make all faces, their licences and the lists about them in `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in {face.package.package: face.package for face in faces}.values():
            own = [face for face in faces if face.package == package]
            unpacked = Path(scratch) / package.sha256
            members = {source for face in own for source in face.sources} | {package.licence}
            unpack(fetch(package, archives), members, unpacked)
            licence = licence_text(package, unpacked)
            for face in own:
                target = folder / face.file
                target.parent.mkdir(parents=True, exist_ok=True)
                (target.parent / "OFL.txt").write_text(licence, encoding="utf-8")
                make_face(face, unpacked).save(target)
                print(f"{face.file}  {target.stat().st_size // 1000} kB")
    write_metrics(faces, folder)
    write_list(faces, folder)


def main() -> None:
    """Read the options and build."""
    parser = argparse.ArgumentParser(description="Make the faces of fonts/ from recipe.yaml.")
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to: fonts/")
    parser.add_argument("--archives", type=Path, help="folder that keeps npm archives")
    options = parser.parse_args()
    faces = read_recipe(HERE / "recipe.yaml")
    if options.archives:
        build(faces, options.into, options.archives)
        return
    with tempfile.TemporaryDirectory() as archives:
        build(faces, options.into, Path(archives))


if __name__ == "__main__":
    main()
