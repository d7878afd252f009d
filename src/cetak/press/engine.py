"""WeasyPrint, bent at five seams; nothing else in the project imports it.

The seams, each needed because WeasyPrint 70 offers no other way:

* hyphenation asks ``NewsHyphenator`` in place of Pyphen's own class;
* furniture in page margins is marked as artifact, not as content without a place in the
  structure tree (PDF 32000-1, 14.8.2.2);
* a line that fits but for its last space is not broken after its first word;
* metadata are written by ``xmp.py``;
* addresses are answered from the job's own pictures, never from files or the network.
"""

from __future__ import annotations

import copy
import ctypes.util
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from xml.etree import ElementTree

import cssselect2

from cetak.article.sheet import PictureFile
from cetak.press import fonts
from cetak.press.hyphenation import HyphenationModule, held_words

fonts.use_own_fonts()

# The engine asks for libraries by names that Linux does not have, and for each of them ctypes
# runs gcc, ld and ldconfig. The names that Linux has are found without.
_find_library = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = lambda name: None  # noqa: ARG005

import pydyf  # noqa: E402 - fontconfig must know our fonts before the engine is imported
import weasyprint  # noqa: E402
import weasyprint.layout.inline as engine_inline  # noqa: E402
import weasyprint.pdf as engine_pdf  # noqa: E402
import weasyprint.pdf.stream as engine_stream  # noqa: E402
import weasyprint.pdf.tags as engine_tags  # noqa: E402
import weasyprint.text.line_break as engine_line_break  # noqa: E402
from weasyprint.css.counters import CounterStyle  # noqa: E402
from weasyprint.formatting_structure import boxes  # noqa: E402
from weasyprint.formatting_structure.build import build_formatting_structure  # noqa: E402
from weasyprint.layout import LayoutContext, layout_document  # noqa: E402
from weasyprint.pdf.metadata import DocumentMetadata  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcherResponse  # noqa: E402

ctypes.util.find_library = _find_library

VERSION: Final = weasyprint.VERSION
PICTURE_SCHEME: Final = "picture:"

__all__ = [
    "PICTURE_SCHEME",
    "VERSION",
    "DocumentMetadata",
    "PictureFetcher",
    "Tree",
    "bend",
    "boxes",
    "mark_furniture",
    "new_font_configuration",
    "pydyf",
    "remembering_lines",
    "weasyprint",
]


class PictureFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
    """Answers ``picture:ID`` from a mapping and refuses everything else."""

    def __init__(self, pictures: Mapping[str, PictureFile]) -> None:
        super().__init__(timeout=0, allowed_protocols=(), allow_redirects=False)
        self._pictures = pictures
        self.refused: list[str] = []

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> Any:
        """A response with the bytes of a picture of this job.

        Raises:
            ValueError: For any other address; the engine goes on without it.
        """
        picture = self._pictures.get(url.removeprefix(PICTURE_SCHEME))
        if picture is None or not url.startswith(PICTURE_SCHEME):
            self.refused.append(url)
            raise ValueError(f"refused: {url}")
        return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})


class _PressStream(engine_stream.Stream):  # type: ignore[misc]
    """Marks boxes of page margins as artifacts."""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        if getattr(box, "is_furniture", False):
            with self.artifact():
                yield
        else:
            with super().marked(box, tag):
                yield


def _tree_without_furniture(box: Any, *arguments: Any) -> Iterator[Any]:
    if isinstance(box, boxes.MarginBox):
        return
    yield from _build_box_tree(box, *arguments)


def _split_first_line(text: str, style: Any, *arguments: Any, **options: Any) -> Any:
    """The engine's own, mended where a space at the end makes the text a hair too wide.

    WeasyPrint 70 then takes the whole line for unbreakable and keeps its first word alone; it
    happens before inline elements, which follow such a space.
    """
    split = _engine_split_first_line(text, style, *arguments, **options)
    if split[2] is None or not text.endswith(" ") or style["white_space"] != "normal":
        return split
    trimmed = text.rstrip(" ")
    if " " not in trimmed or " " in trimmed[: split[2]].strip(" "):
        return split
    other = _engine_split_first_line(trimmed, style, *arguments, **options)
    return other if other[2] is None else split


_build_box_tree = engine_tags._build_box_tree
_engine_split_first_line = engine_line_break.split_first_line


_DECIDING: Final = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "direction", "white_space", "tab_size", "letter_spacing", "word_spacing", "overflow_wrap",
    "word_break", "hyphens", "hyphenate_character", "hyphenate_limit_chars",
    "hyphenate_limit_zone", "text_decoration_line",
)  # fmt: skip

_remembered: ContextVar[dict[Any, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering_lines() -> Iterator[None]:
    """Within this context a line that was split before is not split again."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def _split_or_remember(
    text: str,
    style: Any,
    context: Any,
    max_width: Any,
    justification: Any,
    *flags: Any,
    **named: Any,
) -> Any:
    lines = _remembered.get()
    if lines is None:
        return _split_first_line(text, style, context, max_width, justification, *flags, **named)
    key = (
        text, _deciding(style), max_width, justification, flags, tuple(sorted(named.items())),
        held_words(text),
    )  # fmt: skip
    if key not in lines:
        lines[key] = _split_first_line(
            text, style, context, max_width, justification, *flags, **named
        )
    layout, *rest = lines[key]
    return (copy.copy(layout), *rest)  # the finish changes a line's text and spaces


def _deciding(style: Any) -> str:
    """Everything in a style that decides where a line ends."""
    try:
        return str(style.cetak_deciding)
    except AttributeError:
        style.cetak_deciding = repr([style[name] for name in _DECIDING])
        return str(style.cetak_deciding)


def bend() -> None:
    """Put the seams in place; once or often makes no difference."""
    engine_line_break.pyphen = HyphenationModule
    engine_inline.split_first_line = _split_or_remember
    engine_pdf.Stream = _PressStream
    engine_tags._build_box_tree = _tree_without_furniture
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    logging.getLogger("weasyprint.progress").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)


def mark_furniture(document: Any) -> None:
    """Mark every box in a page margin, so that it is drawn as an artifact."""
    for page in document.pages:
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                child.is_furniture = True
                for box in child.descendants(placeholders=True):
                    box.is_furniture = True


class Tree:
    """A document's boxes before layout: styles resolved once, laid out as often as needed.

    WeasyPrint offers no second layout of the same document; a page that is only corrected
    needs no new styles and boxes.

    Args:
        html: Well-formed XHTML of our own templates.
        fetcher: Where pictures come from.
        fonts: From ``new_font_configuration``.
        stylesheets: Parsed style sheets in cascade order.
    """

    def __init__(
        self,
        html: str,
        fetcher: PictureFetcher,
        fonts: FontConfiguration,
        stylesheets: Sequence[Any],
    ) -> None:
        self._source = _Source(html, fetcher)
        self._fetcher = fetcher
        self._fonts = fonts
        self._counters = CounterStyle()
        options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": stylesheets}
        self._context = weasyprint.Document._build_layout_context(
            self._source, fonts, self._counters, {}, options
        )
        self._root = build_formatting_structure(
            self._source.etree_element,
            self._context.style_for,
            self._context.get_image_from_uri,
            None,
            self._context.target_collector,
            self._counters,
            self._context.footnotes,
        )

    def laid_out(self) -> Any:
        """A new ``Document``; what an earlier layout left behind does not reach it."""
        context = LayoutContext(
            self._context.style_for,
            self._context.get_image_from_uri.func,
            self._fonts,
            self._counters,
            self._context.target_collector,
        )
        pages = [
            weasyprint.Page(box) for box in layout_document(self._source, self._root, context)
        ]
        document = weasyprint.Document(
            pages, DocumentMetadata(), self._fetcher, self._fonts, {}, None
        )
        document._html = self._source
        return document


class _Source(weasyprint.HTML):  # type: ignore[misc]
    """XHTML parsed by the XML parser: several times faster than an HTML parser."""

    def __init__(self, html: str, fetcher: PictureFetcher) -> None:
        root = ElementTree.fromstring(html)  # noqa: S314 - our own templates wrote it
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
            root, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element


def new_font_configuration() -> FontConfiguration:
    """Fonts as fontconfig knows them now; costly, so a worker keeps one."""
    return FontConfiguration()
