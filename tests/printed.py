"""Stories printed in this process, and their pages read back: words, lines, boxes, tags."""

from __future__ import annotations

import functools
import hashlib
import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from cetak.article.blocks import Block, Crosshead, Figure, Paragraph, Picture
from cetak.article.richtext import RichText
from cetak.article.sheet import PictureFile, Sheet
from cetak.article.story import Article
from cetak.jobs import Job
from cetak.layout.load import load_layout
from cetak.layout.spec import Layout
from cetak.pipeline import print_sheet
from cetak.resources import LocalResources

MM_PER_PT = 25.4 / 72
SMALL = "100x140"
SENTENCE = "Kapal itu berangkat dari pelabuhan pada malam hari dan kembali menjelang pagi. "
_DIVIDED = "\ufffe\x02"
"""What pdfium gives for the hyphen of a divided word."""
_AS_HYPHEN = str.maketrans(dict.fromkeys(_DIVIDED, "-"))
ENGLISH = "The ferry leaves the harbour in the evening and comes back before the morning. "


@functools.cache
def reader() -> Layout:
    """The shipped layout, loaded once."""
    return load_layout("reader", LocalResources())


def text(markup: str) -> RichText:
    """Text with inline markup."""
    return RichText.parse(markup)


def paragraph(markup: str) -> Paragraph:
    """A paragraph of inline markup."""
    return Paragraph(text=text(markup))


def crosshead(words: str, level: int = 1) -> Crosshead:
    """A crosshead without markup."""
    return Crosshead(text=RichText.plain(words), level=level)


def numbered(count: int, words: int = 60, start: int = 1) -> tuple[Paragraph, ...]:
    """Paragraphs of Indonesian copy in which every one has a word of its own."""
    copy = (SENTENCE * (words // 12 + 1)).split()[:words]
    return tuple(
        paragraph(f"Nomor{number} {' '.join(copy)}.") for number in range(start, start + count)
    )


def story(*body: Block | str, **fields: Any) -> Article:
    """An Indonesian story; a string in the body is a paragraph."""
    blocks = tuple(paragraph(one) if isinstance(one, str) else one for one in body)
    headline = fields.pop("headline", "Kapal Malam Berangkat")
    fields.setdefault("language", "id")
    for name in ("kicker", "deck"):
        if name in fields:
            fields[name] = text(fields[name])
    return Article(headline=RichText.plain(headline), body=blocks, **fields)


def photograph(width: int = 300, height: int = 200, color: str = "#c03020") -> PictureFile:
    """A picture of one colour as the intake would have stored it."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, "JPEG")
    content = buffer.getvalue()
    return PictureFile(hashlib.sha256(content).hexdigest(), "image/jpeg", width, height, content)


def figure(source: str = "a.jpg", cutline: str = "Kapal di dermaga.", **fields: Any) -> Figure:
    """A figure whose picture has a description and a credit."""
    fields = {"alt": "Sebuah kapal", "credit": "Rina/Contoh"} | fields
    return Figure(picture=Picture(source=source, **fields), cutline=text(cutline))


@dataclass(frozen=True)
class Line:
    """A line of type as it is painted.

    Attributes:
        page: Page number, counted from 0.
        text: Its characters.
        left_mm: Left edge of its first character.
        right_mm: Right edge of its last character.
        baseline_mm: From the top of the page.
        size_pt: The size most of its characters have.
        font: The face most of its characters have.
    """

    page: int
    text: str
    left_mm: float
    right_mm: float
    baseline_mm: float
    size_pt: float
    font: str


@dataclass(frozen=True)
class Element:
    """An element of the structure tree."""

    tag: str
    attributes: Mapping[str, Any] = field(repr=False)
    mcids: tuple[int, ...] = ()
    children: tuple[Element, ...] = ()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Paper:
    """A finished PDF, read back."""

    pdf: bytes = field(repr=False)
    sheet: Sheet | None = None

    @property
    def codes(self) -> list[str]:
        """Codes of the findings that came with the sheet."""
        assert self.sheet is not None
        return [finding.code for finding in self.sheet.findings]

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        """The file in pypdf."""
        return pypdf.PdfReader(io.BytesIO(self.pdf))

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """The document catalogue."""
        return cast("dict[str, Any]", self.reader.trailer["/Root"])

    @cached_property
    def sizes_mm(self) -> list[tuple[float, float]]:
        """Width and height of every page."""
        return [
            (float(page.mediabox.width) * MM_PER_PT, float(page.mediabox.height) * MM_PER_PT)
            for page in self.reader.pages
        ]

    @cached_property
    def pages(self) -> list[str]:
        """Text of every page as pdfium takes it out, words divided at line ends joined."""
        return ["\n".join(_lines_of(text)) for text in self._texts()]

    @property
    def text(self) -> str:
        """Text of the whole file, white space reduced to single spaces."""
        return " ".join(" ".join(self.pages).split())

    @cached_property
    def lines(self) -> list[Line]:
        """Every painted line."""
        return list(_read_lines(self.pdf))

    def line(self, beginning: str) -> Line:
        """The first line that begins so."""
        found = [line for line in self.lines if line.text.startswith(beginning)]
        assert found, f"no line begins with {beginning!r}: {[one.text for one in self.lines]}"
        return found[0]

    @cached_property
    def structure(self) -> Element:
        """The structure tree below its root."""
        root = self.catalog["/StructTreeRoot"]
        return Element("Root", {}, (), tuple(_elements(root.get("/K"))))

    def tagged(self, tag: str) -> list[Element]:
        """All elements of a tag in reading order."""
        return [element for element in self.structure.walk() if element.tag == tag]

    def contents(self) -> list[bytes]:
        """The content stream of every page."""
        streams = (page.get_contents() for page in self.reader.pages)
        return [stream.get_data() for stream in streams if stream is not None]

    def images(self) -> list[dict[str, Any]]:
        """Every picture object of the file, masks left out."""
        return [item for item in self.objects() if item.get("/Subtype") == "/Image"]

    def objects(self) -> list[dict[str, Any]]:
        """Every dictionary of the file."""
        tables = (table for generation, table in self.reader.xref.items() if generation < 65535)
        numbers = {number for table in tables for number in table if number}
        numbers |= set(self.reader.xref_objStm)
        items: Iterable[Any] = (self.reader.get_object(number) for number in sorted(numbers))
        return [item for item in items if isinstance(item, dict)]

    def fonts(self) -> dict[str, dict[str, Any]]:
        """Fonts by their base names."""
        fonts = [item for item in self.objects() if item.get("/Type") == "/Font"]
        return {str(item["/BaseFont"]): item for item in fonts if "/BaseFont" in item}

    def pdftotext(self, *arguments: str) -> str:
        """What poppler's program takes out."""
        done = subprocess.run(
            ["pdftotext", *arguments, "-", "-"],
            input=self.pdf,
            capture_output=True,
            check=True,
            timeout=60,
        )
        return done.stdout.decode()

    def _texts(self) -> Iterator[str]:
        document = pypdfium2.PdfDocument(self.pdf)
        for page in document:
            text_page = page.get_textpage()
            yield text_page.get_text_range()
            text_page.close()
            page.close()
        document.close()


def press(
    article: Article,
    pictures: Mapping[str, PictureFile] | None = None,
    layout: Layout | None = None,
    /,
    *,
    paper: str = SMALL,
    publication: str = "Harian Contoh",
    **options: str,
) -> Paper:
    """Print a story with options (``text_size="large"``), proof included."""
    given = {name.replace("_", "-"): value for name, value in options.items()}
    job = Job(
        "story.yaml",
        article,
        pictures or {},
        layout or reader(),
        {"paper": paper, **given},
        publication=publication,
    )
    sheet = print_sheet(job)
    return Paper(sheet.pdf, sheet)


def points(mm: float) -> float:
    """Millimetres in points."""
    return mm / MM_PER_PT


def _lines_of(extracted: str) -> Iterable[str]:
    joined = re.sub("[\ufffe\x02](\r\n)?", "", extracted)
    return joined.replace("\r\n", "\n").split("\n")


def _read_lines(pdf: bytes) -> Iterator[Line]:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        yield from _page_lines(text_page, number, page.get_height())
        text_page.close()
        page.close()
    document.close()


def _page_lines(text_page: Any, number: int, height_pt: float) -> Iterator[Line]:
    row: list[tuple[str, int]] = []
    for index in range(text_page.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if character in "\r\n":
            if line := _line(text_page, row, number, height_pt):
                yield line
            row = []
        else:
            row.append((character, index))
            if character in _DIVIDED and (line := _line(text_page, row, number, height_pt)):
                yield line
                row = []
    if line := _line(text_page, row, number, height_pt):
        yield line


def _line(
    text_page: Any, row: list[tuple[str, int]], number: int, height_pt: float
) -> Line | None:
    inked = [index for character, index in row if not character.isspace()]
    if not inked:
        return None
    boxes = [text_page.get_charbox(index) for index in inked]
    sizes = Counter(_size_pt(text_page, index) for index in inked)
    fonts = Counter(_font(text_page, index) for index in inked)
    return Line(
        number,
        "".join(character for character, _ in row).translate(_AS_HYPHEN).strip(),
        min(box[0] for box in boxes) * MM_PER_PT,
        max(box[2] for box in boxes) * MM_PER_PT,
        (height_pt - _origin_y(text_page, inked[0])) * MM_PER_PT,
        sizes.most_common(1)[0][0],
        fonts.most_common(1)[0][0],
    )


def _size_pt(text_page: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    return round(size * abs(float(matrix.d)), 2)


def _origin_y(text_page: Any, index: int) -> float:
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    return float(y.value)


def _font(text_page: Any, index: int) -> str:
    buffer = (pdfium.c_char * 200)()
    pdfium.FPDFText_GetFontInfo(text_page, index, buffer, 200, None)
    name = bytes(buffer.value).decode("utf-8", "replace")
    return name.split("+")[-1]


def _elements(kids: Any) -> Iterator[Element]:
    kids = _resolved(kids)
    for kid in kids if isinstance(kids, list) else [kids]:
        item = _resolved(kid)
        if isinstance(item, dict) and "/S" in item:
            below = item.get("/K", [])
            yield Element(str(item["/S"])[1:], item, tuple(_mcids(below)), tuple(_elements(below)))


def _mcids(kids: Any) -> Iterator[int]:
    kids = _resolved(kids)
    for kid in kids if isinstance(kids, list) else [kids]:
        item = _resolved(kid)
        if isinstance(item, int):
            yield int(item)
        elif isinstance(item, dict) and "/MCID" in item:
            yield int(item["/MCID"])


def _resolved(item: Any) -> Any:
    return item.get_object() if hasattr(item, "get_object") else item
