"""The faces of fonts/: what their glyphs tell a PDF's reader; whether the lists are true."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import unicodedata
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from fontTools.ttLib import TTFont

with warnings.catch_warnings():  # WeasyPrint asks for libharfbuzz-subset, which is not needed here
    warnings.simplefilter("ignore", DeprecationWarning)
    import weasyprint

FONTS = Path(__file__).resolve().parents[2] / "fonts"
FACES = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))["faces"]
LATIN = [face for face in FACES if face["family"] not in ("Cetak Arabic", "Cetak Initials")]
MONOSPACED = [face for face in FACES if face["family"] == "Cetak Mono"]
INITIALS = "cetak-initials/CetakInitials-SemiBold.ttf"
HEADLINE = "cetak-headline/CetakHeadline-SemiBold.ttf"
CAPITALS = [face for face in FACES if face["family"] == "Cetak Franklin Caps"]
METRICS = json.loads((FONTS / "metrics.json").read_text(encoding="utf-8"))
HYPHENS = (0x2D, 0x2010, 0x2011)


def file_of(face: dict[str, Any]) -> str:
    return str(face["file"])


each_face = pytest.mark.parametrize("face", FACES, ids=file_of)
each_latin_face = pytest.mark.parametrize("face", LATIN, ids=file_of)
each_monospaced_face = pytest.mark.parametrize("face", MONOSPACED, ids=file_of)
each_face_of_capitals = pytest.mark.parametrize("face", CAPITALS, ids=file_of)


@cache
def opened(file: str) -> TTFont:
    return TTFont(io.BytesIO((FONTS / file).read_bytes()))


def mapping(face: dict[str, Any]) -> dict[int, str]:
    return dict(opened(face["file"]).getBestCmap())


def outline(font: TTFont, glyph: str) -> tuple[Any, ...]:
    coordinates, ends, _flags = font["glyf"][glyph].getCoordinates(font["glyf"])
    return list(coordinates), list(ends), font["hmtx"][glyph][0]


def text_of(html: str) -> str:
    pdf = weasyprint.HTML(string=html, base_url=FONTS.as_uri() + "/").write_pdf()
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def html_in(face: dict[str, Any], text: str, size: str = "9pt") -> str:
    source = f"@font-face {{ font-family: Proof; src: url({face['file']}) }}"
    return f"<style>{source} p {{ font: {size} Proof }}</style><p>{text}"


def test_the_set_is_what_the_layouts_count_on() -> None:
    assert {(f["family"], f["weight"], f["style"]) for f in FACES} == {
        ("Cetak Text", 400, "normal"),
        ("Cetak Text", 400, "italic"),
        ("Cetak Text", 600, "normal"),
        ("Cetak Text", 700, "normal"),
        ("Cetak Text", 700, "italic"),
        ("Cetak News", 400, "normal"),
        ("Cetak News", 400, "italic"),
        ("Cetak News", 700, "normal"),
        ("Cetak News", 700, "italic"),
        ("Cetak Headline", 500, "normal"),
        ("Cetak Headline", 500, "italic"),
        ("Cetak Headline", 600, "normal"),
        ("Cetak Initials", 600, "normal"),
        ("Cetak Deck", 400, "normal"),
        ("Cetak Deck", 400, "italic"),
        ("Cetak Franklin", 400, "normal"),
        ("Cetak Franklin", 400, "italic"),
        ("Cetak Franklin", 500, "normal"),
        ("Cetak Franklin", 600, "normal"),
        ("Cetak Franklin", 700, "normal"),
        ("Cetak Franklin Caps", 500, "normal"),
        ("Cetak Franklin Caps", 600, "normal"),
        ("Cetak Mono", 400, "normal"),
        ("Cetak Mono", 700, "normal"),
        ("Cetak Nameplate", 700, "normal"),
        ("Cetak Arabic", 400, "normal"),
        ("Cetak Arabic", 700, "normal"),
    }


def test_every_font_file_is_listed() -> None:
    files = {str(path.relative_to(FONTS)) for path in FONTS.rglob("*.ttf")}
    assert files == {face["file"] for face in FACES}


def test_the_folder_stays_small() -> None:
    assert sum((FONTS / face["file"]).stat().st_size for face in FACES) < 6_000_000


@each_face
def test_hash_is_that_of_the_file(face: dict[str, Any]) -> None:
    assert hashlib.sha256((FONTS / face["file"]).read_bytes()).hexdigest() == face["sha256"]


@each_face
def test_licence_lies_beside_the_font(face: dict[str, Any]) -> None:
    licence = FONTS / face["licence"]
    assert licence.parent == (FONTS / face["file"]).parent
    text = licence.read_text(encoding="utf-8")
    assert text.startswith(("Copyright", "©"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


@each_face
def test_names_are_ours_and_free_of_reserved_ones(face: dict[str, Any]) -> None:
    names = opened(face["file"])["name"]
    assert (names.getDebugName(16) or names.getDebugName(1)) == face["family"]
    said = " ".join(names.getDebugName(number) or "" for number in (1, 2, 3, 4, 6, 16, 17))
    assert not any(word in said for word in ("Source", "Unifraktur", "Sans", "Serif"))
    assert names.getDebugName(0).startswith(("Copyright", "©"))


@each_face
def test_weight_and_slope_are_in_the_file(face: dict[str, Any]) -> None:
    font = opened(face["file"])
    assert font["OS/2"].usWeightClass == face["weight"]
    assert bool(font["OS/2"].fsSelection & 0x01) is (face["style"] == "italic")
    assert "fvar" not in font
    assert "fpgm" not in font


@each_latin_face
def test_hyphens_look_alike_and_are_three_glyphs(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    glyphs = [mapped[code] for code in HYPHENS]
    assert len(set(glyphs)) == 3
    assert outline(font, glyphs[0]) == outline(font, glyphs[1]) == outline(font, glyphs[2])


@each_latin_face
def test_no_break_space_is_a_glyph_as_wide_as_the_space(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    assert mapped[0x20] != mapped[0xA0]
    assert font["hmtx"][mapped[0x20]][0] == font["hmtx"][mapped[0xA0]][0]


@each_latin_face
def test_no_two_characters_share_a_glyph(face: dict[str, Any]) -> None:
    mapped = mapping(face)
    assert len(set(mapped.values())) == len(mapped)


@pytest.mark.parametrize(
    "face", [f for f in LATIN if f["family"] != "Cetak Nameplate"], ids=file_of
)
def test_coverage_for_names_of_the_world(face: dict[str, Any]) -> None:
    wanted = "“”‘’‚„«»‹›–—…•†€£¥$½¼¾¹²³°×−′″ĀăČďĐęĞğİıŁłŃőŘřŠšŞşŤťŪűŹŻžȘșȚțƠơƯưẠạẾếỹ"
    latin_1 = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)]))
    mapped = mapping(face)
    assert [c for c in latin_1 + wanted if ord(c) not in mapped] == []


@pytest.mark.parametrize("family", ["Cetak Text", "Cetak News"])
def test_copy_faces_have_the_end_mark_and_figures(family: str) -> None:
    for face in (f for f in FACES if f["family"] == family):
        features = {
            record.FeatureTag
            for record in opened(face["file"])["GSUB"].table.FeatureList.FeatureRecord
        }
        assert {"onum", "lnum", "tnum", "pnum", "sups", "frac", "case", "liga"} <= features
        assert ord("■") in mapping(face)


@each_face_of_capitals
def test_lowercase_paints_its_capital_by_another_glyph(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    pairs = {chr(c): chr(c).upper() for c in mapped if unicodedata.category(chr(c)) == "Ll"}
    single = {low: up for low, up in pairs.items() if len(up) == 1 and ord(up) in mapped}
    single = {low: up for low, up in single.items() if low != up}
    assert len(single) > 250
    for low, up in single.items():
        assert mapped[ord(low)] != mapped[ord(up)]
        assert outline(font, mapped[ord(low)]) == outline(font, mapped[ord(up)])


@each_face_of_capitals
def test_sharp_s_and_ligatures_paint_capitals(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    assert outline(font, mapped[ord("ß")]) == outline(font, mapped[ord("ẞ")])
    advance = {c: font["hmtx"][mapped[ord(c)]][0] for c in "ﬁFI"}
    assert advance["ﬁ"] == advance["F"] + advance["I"]


@each_face_of_capitals
def test_hyphens_and_brackets_stand_at_the_middle_of_capitals(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    capital = font["glyf"][mapped[ord("H")]].yMax
    for character in "-‐‑–—(":
        glyph = font["glyf"][mapped[ord(character)]]
        assert abs((glyph.yMin + glyph.yMax) / 2 - capital / 2) <= 1


@each_face_of_capitals
def test_dateline_comes_out_as_written(face: dict[str, Any]) -> None:
    dateline = "MOSCOW, 20 September 2023 – Samarinda, Moscow"
    assert text_of(html_in(face, dateline)).strip() == dateline


@each_face_of_capitals
def test_lowercase_kerns_like_capitals(face: dict[str, Any]) -> None:
    boxes = []
    for text in ("AVATAR TOKYO", "Avatar Tokyo", "avatar tokyo"):
        page = weasyprint.HTML(
            string=html_in(face, f"<i>{text}</i>", "40pt"), base_url=FONTS.as_uri() + "/"
        )
        pdf = page.write_pdf(uncompressed_pdf=True)
        boxes.append(sum(kern for kern in kerns_of(pdf)))
    assert boxes[0] == boxes[1] == boxes[2] != 0


def kerns_of(pdf: bytes) -> list[float]:
    """Numbers between the strings of TJ operators, in 1/1000 em."""
    content = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    arrays = [operands[0] for operands, operator in content.operations if operator == b"TJ"]
    return [float(item) for array in arrays for item in array if not isinstance(item, bytes | str)]


@each_latin_face
def test_a_pdf_tells_hyphens_and_letters_apart(face: dict[str, Any]) -> None:
    text = "Anak-anak, kata‐kata, bom‑bom 20.09.2023"
    assert text_of(html_in(face, text)).strip() == text


@each_monospaced_face
def test_all_characters_of_a_monospaced_face_are_as_wide(face: dict[str, Any]) -> None:
    font = opened(face["file"])
    assert {font["hmtx"][glyph][0] for glyph in mapping(face).values()} == {600}
    assert font["post"].isFixedPitch


def test_initials_are_headline_glyphs_two_lines_lower() -> None:
    font, headline = opened(INITIALS), opened(HEADLINE)
    mapped, upright = font.getBestCmap(), headline.getBestCmap()
    down = round(0.542 * headline["head"].unitsPerEm)
    assert font["head"].unitsPerEm == 383  # at the size of the copy it paints 5.22 times as large
    painted = [code for code in mapped if font["glyf"][mapped[code]].numberOfContours]
    assert len(painted) > 200
    for code in painted:
        low, high = font["glyf"][mapped[code]], headline["glyf"][upright[code]]
        # upstream's composed letters round their parts each for itself: a unit of 2000
        assert abs(high.yMax - low.yMax - down) <= 1
        assert abs(high.yMin - low.yMin - down) <= 1
        assert abs(high.xMin - low.xMin) <= 1
        assert font["hmtx"][mapped[code]] == headline["hmtx"][upright[code]]
    assert font["glyf"][mapped[ord("H")]].yMin == -down


def test_initials_are_capitals_figures_and_opening_quotes() -> None:
    mapped = opened(INITIALS).getBestCmap()
    assert {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789“‘\"'(ÀÉÎÕÜÇŁŠŽĐŐẾƯ"} <= set(map(chr, mapped))
    kinds = {unicodedata.category(chr(code)) for code in mapped}
    assert kinds == {"Lu", "Nd", "Pi", "Po", "Ps", "Zs"}
    assert len(set(mapped.values())) == len(mapped)


def test_initials_keep_the_line_heights_of_headlines_and_kern_nothing() -> None:
    font, headline = opened(INITIALS), opened(HEADLINE)
    for table, names in (
        ("hhea", ("ascent", "descent", "lineGap")),
        ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "sCapHeight", "sxHeight")),
    ):
        for name in names:
            assert getattr(font[table], name) == getattr(headline[table], name)
    assert not {"GPOS", "GSUB", "kern"} & set(font.keys())


def test_an_initial_stays_in_its_word() -> None:
    low = f"@font-face {{ font-family: Low; src: url({INITIALS}) }}"
    initial = "<b style='font-family: Low; line-height: 0'>L</b>"
    html = f"<style>{low}</style>" + html_in(LATIN[0], f"{initial}ampu-lampu perahu")
    assert text_of(html).strip() == "Lampu-lampu perahu"


def test_arabic_is_complete_with_its_shaping() -> None:
    for face in (f for f in FACES if f["family"] == "Cetak Arabic"):
        font, mapped = opened(face["file"]), mapping(face)
        assert {*range(0x0621, 0x063B), *range(0x0641, 0x0653), 0x0670, 0x0671, 0xFDFA} <= set(
            mapped
        )
        features = {r.FeatureTag for r in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {"init", "medi", "fina", "rlig", "ccmp"} <= features
        positions = {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord}
        assert {"mark", "mkmk", "curs"} <= positions


def test_metrics_are_keyed_by_family_weight_and_style() -> None:
    assert set(METRICS) == {f"{f['family']}|{f['weight']}|{f['style']}" for f in FACES}


@each_face
def test_metrics_are_those_of_the_font(face: dict[str, Any]) -> None:
    font, mapped = opened(face["file"]), mapping(face)
    said = METRICS[f"{face['family']}|{face['weight']}|{face['style']}"]
    em = font["head"].unitsPerEm
    assert said["unitsPerEm"] == em
    assert said["ascent"] == round(font["hhea"].ascent * 1000 / em)
    assert said["descent"] == round(font["hhea"].descent * 1000 / em) < 0
    enlarged = 5.2219 if face["family"] == "Cetak Initials" else 1
    assert 300 < said["xHeight"] / enlarged <= said["capHeight"] / enlarged < 800
    wanted = {chr(c) for c in mapped if 0x20 <= c <= 0x24F or 0x2010 <= c <= 0x2044 or c == 0x20AC}
    assert set(said["advances"]) == wanted
    for character, advance in said["advances"].items():
        assert advance == round(font["hmtx"][mapped[ord(character)]][0] * 1000 / em)


def test_packages_name_a_package_for_each_script() -> None:
    data = yaml.safe_load((FONTS / "packages.yaml").read_text(encoding="utf-8"))
    ranges = []
    for entry in data["scripts"]:
        assert entry["package"] is None or entry["package"] in data["packages"]
        assert bool(entry["families"]) is (entry["package"] is not None)
        for text in entry["ranges"]:
            first, last = (int(end.removeprefix("U+"), 16) for end in text.split("-"))
            assert first <= last
            ranges.append((first, last))
    ranges.sort()
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ranges))


@pytest.mark.parametrize(
    ("character", "script", "package"),
    [
        ("ꦗ", "Javanese", "fonts-noto-core"),
        ("ᬩ", "Balinese", "fonts-noto-core"),
        ("ᮞ", "Sundanese", "fonts-noto-core"),
        ("ᯅ", "Batak", "fonts-noto-core"),
        ("ᨅ", "Buginese", "fonts-noto-core"),
        ("ไ", "Thai", "fonts-noto-core"),
        ("ব", "Bengali", "fonts-noto-core"),
        ("漢", "Han", "fonts-noto-cjk"),
        ("か", "Hiragana", "fonts-noto-cjk"),
        ("한", "Hangul", "fonts-noto-cjk"),
        ("😀", "Emoji", "fonts-noto-color-emoji"),
        ("🇮", "Emoji", "fonts-noto-color-emoji"),
    ],
)
def test_package_of_a_character(character: str, script: str, package: str) -> None:
    data = yaml.safe_load((FONTS / "packages.yaml").read_text(encoding="utf-8"))
    found = [
        (entry["script"], entry["package"])
        for entry in data["scripts"]
        for text in entry["ranges"]
        if int(text[2:].split("-")[0], 16) <= ord(character) <= int(text.rpartition("U+")[2], 16)
    ]
    assert found == [(script, package)]
