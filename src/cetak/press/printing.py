"""HTML in, sheet out: the engine is run, measured, corrected and written."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from cetak.article.metadata import Metadata
from cetak.article.sheet import Measured, PictureFile, Sheet
from cetak.errors import CetakError, LayoutError, PressError
from cetak.findings import Finding, distinct, error, warning
from cetak.press import engine, finish
from cetak.press.coverage import package_for
from cetak.press.fitting import fit_lines
from cetak.press.hyphenation import keeping, knowing
from cetak.press.line_boxes import remembering_boxes
from cetak.press.line_split import remembering_lines
from cetak.press.measure import (
    LINE_END_HYPHEN,
    WRITTEN_HYPHEN,
    SetLine,
    divided_words,
    measure,
    page_whites,
    set_lines,
    stub_words,
)

MAX_PASSES = 12
MAX_PAGES = 2_000
_NONE: frozenset[str] = frozenset()
_BETWEEN_PARTS = re.compile(r"[\W_]+")
_MISSING_GLYPH = re.compile(r'unsupported by fonts: "(.+)" \(U\+([0-9A-F]+)\)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pages:
    """What the press is given: a document that needs nothing from outside.

    Attributes:
        html: Well-formed XHTML; pictures are named ``picture:ID``.
        stylesheets: CSS texts in cascade order.
        pictures: The pictures by their ids.
        metadata: What the file will say of itself.
    """

    html: str
    stylesheets: tuple[str, ...]
    pictures: Mapping[str, PictureFile]
    metadata: Metadata


@dataclass(slots=True)
class Press:
    """A warm press: fonts loaded once, stylesheets parsed once. One for each process."""

    _fonts: Any = None
    _stylesheets: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        engine.bend()
        self._fonts = engine.new_font_configuration()

    @contextmanager
    def on_story(self, text: str) -> Iterator[None]:
        """For all passes and settings of one story: what they have in common is kept.

        Args:
            text: The story's words, which tell names from words at a sentence's beginning.
        """
        with remembering_lines(), remembering_boxes(), knowing(text):
            yield

    def lay_out(
        self,
        pages: Pages,
        sizes: engine.PageSizes | None = None,
        tree: engine.Tree | None = None,
        long_tailed: frozenset[str] = _NONE,
    ) -> LaidOut:
        """Set the pages in type, once.

        Args:
            pages: What is to be set.
            sizes: Width and height of each page in millimetres; ``None`` for the style sheets'.
            tree: Of the same pages, laid out before.
            long_tailed: Words that an earlier layout divided too near their end.

        Raises:
            PressError: ``press-failed`` when the engine breaks on the document,
                ``press-too-long`` past 2,000 pages.
        """
        return self._pass(pages, tree, sizes, _NONE, long_tailed)

    def correct(self, laid: LaidOut) -> LaidOut:
        """Set the pages again where a word was divided in a wrong place, until none is.

        Raises:
            PressError: As ``lay_out``.
        """
        whole, long_tailed = _NONE, laid.long_tailed
        for _ in range(MAX_PASSES - 1):
            divided = _with_parts(divided_words(laid.lines)) - whole
            stubs = stub_words(laid.lines) - long_tailed
            if not divided and not stubs:
                break
            whole, long_tailed = whole | divided, long_tailed | stubs
            pages = replace(laid.pages, html=_unbreakable(laid.pages.html, divided))
            tree = laid.tree if pages == laid.pages else None
            laid = self._pass(pages, tree, laid.sizes, whole, long_tailed)
        left = divided_words(laid.lines)
        told = (warning("word-divided", words=" ".join(sorted(left))),) if left else ()
        return replace(laid, findings=(*laid.findings, *told))

    def _pass(
        self,
        pages: Pages,
        tree: engine.Tree | None,
        sizes: engine.PageSizes | None,
        whole: frozenset[str],
        long_tailed: frozenset[str],
    ) -> LaidOut:
        with keeping(whole, long_tailed), _log_as_findings() as findings:
            try:
                tree = tree or self._tree(pages)
                document = tree.laid_out(sizes)
            except (MemoryError, KeyboardInterrupt, CetakError):
                raise
            except ElementTree.ParseError as problem:
                raise LayoutError.because(
                    "layout-not-well-formed", reason=str(problem)
                ) from problem
            except Exception as problem:  # the engine raises whatever its layout trips over
                raise PressError.because(
                    "press-failed", reason=f"{type(problem).__name__}: {problem}"
                ) from problem
        if len(document.pages) > MAX_PAGES:
            raise PressError.because("press-too-long", pages=len(document.pages))
        findings.extend(error("address-refused", url=url) for url in tree.refused)
        return LaidOut(pages, tree, document, distinct(findings), sizes, long_tailed)

    def _tree(self, pages: Pages) -> engine.Tree:
        fetcher = engine.PictureFetcher(pages.pictures)
        stylesheets = [self._parsed(text) for text in pages.stylesheets]
        return engine.Tree(pages.html, fetcher, self._fonts, stylesheets)

    def _parsed(self, text: str) -> Any:
        if text not in self._stylesheets:
            if len(self._stylesheets) > 64:  # a long-lived worker meets many layouts
                self._stylesheets.clear()
            self._stylesheets[text] = engine.weasyprint.CSS(
                string=text, font_config=self._fonts, url_fetcher=engine.PictureFetcher({})
            )
        return self._stylesheets[text]


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as it came out: the name that CSS gave it, and its height in millimetres."""

    name: str
    height_mm: float


@dataclass(frozen=True)
class LaidOut:
    """Pages set in type, not yet written; measured as far as somebody asks."""

    pages: Pages
    tree: engine.Tree
    document: Any
    findings: tuple[Finding, ...]
    sizes: engine.PageSizes | None = None
    long_tailed: frozenset[str] = _NONE

    @cached_property
    def lines(self) -> tuple[SetLine, ...]:
        """Every line of type in the flow."""
        return set_lines(self.document)

    @cached_property
    def measured(self) -> Measured:
        """What the pages look like."""
        return measure(self.document, self.lines)

    @cached_property
    def stubs(self) -> frozenset[str]:
        """Words that are divided too near their end, wherever pages end."""
        return stub_words(self.lines)

    @cached_property
    def white_mm(self) -> tuple[float, ...]:
        """White below the last line of each page; costs far less than all of ``measured``."""
        return page_whites(self.document)

    @cached_property
    def set_pages(self) -> tuple[SetPage, ...]:
        """Name and height of each page."""
        boxes = (page._page_box for page in self.document.pages)
        return tuple(
            SetPage(box.page_type.name or "", box.margin_height() / engine.PX_PER_MM)
            for box in boxes
        )

    def write(self) -> Sheet:
        """Write the PDF: tagged, PDF/UA-1, the same bytes for the same input."""
        fit_lines(self.lines)
        measured = measure(self.document, self.lines)
        finish.distinguish_hyphens(self.lines)
        engine.mark_furniture(self.document)
        self.document.metadata = finish.metadata_writer(self.pages.metadata)
        with _log_as_findings() as late:
            content = self.document.write_pdf(
                finisher=lambda _document, pdf: finish.finish(pdf, self.pages.metadata),
                pdf_variant="pdf/ua-1",
                pdf_identifier=b"cetak",
            )
        findings = distinct((*self.findings, *late))
        return Sheet(content, measured, findings)


def _with_parts(words: frozenset[str]) -> frozenset[str]:
    """The words, and of compounds each part: a compound can be divided within a part."""
    return words.union(*(_BETWEEN_PARTS.split(word) for word in words)) - {""}


def _unbreakable(html: str, words: frozenset[str]) -> str:
    """Compounds that must not divide at their own hyphen get one that does not break."""
    for word in words:
        if WRITTEN_HYPHEN in word:
            html = html.replace(word, word.replace(WRITTEN_HYPHEN, LINE_END_HYPHEN))
    return html


class _Collector(logging.Handler):
    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(logging.WARNING)
        self._findings = findings

    def emit(self, record: logging.LogRecord) -> None:
        self._findings.append(_as_finding(record.getMessage()))


@contextmanager
def _log_as_findings() -> Iterator[list[Finding]]:
    """The engine only logs missing glyphs, pictures and unknown CSS: collect that."""
    findings: list[Finding] = []
    logger = logging.getLogger("weasyprint")
    collector = _Collector(findings)
    logger.addHandler(collector)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield findings
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


def _as_finding(message: str) -> Finding:
    if match := _MISSING_GLYPH.search(message):
        character, point = match[1], int(match[2], 16)
        return error(
            "glyph-missing",
            character=character,
            code_point=f"U+{point:04X}",
            package=package_for(point),
        )
    if "image" in message.lower() and "load" in message.lower():
        return error("picture-not-drawn", reason=message)
    return warning("engine-says", reason=message)
