"""WeasyPrint, bent at eight seams; nothing outside the press imports it.

The seams, each needed because WeasyPrint 70 offers no other way:

* hyphenation asks ``NewsHyphenator`` in place of Pyphen's own class;
* furniture in page margins is marked as artifact, not as content without a place in the
  structure tree (PDF 32000-1, 14.8.2.2);
* a line that fits but for its last space is not broken after its first word, and a line that
  was split before is not split again (``line_split.py``);
* a line that was set before is moved to its new place (``line_boxes.py``);
* a page without furniture has no boxes in its margins;
* the same document can be laid out more than once, and on pages of other sizes (``Tree``);
* metadata are written by ``xmp.py``;
* addresses are answered from the job's own pictures, never from files or the network.
"""

from __future__ import annotations

import ctypes.util
import functools
import logging
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from xml.etree import ElementTree

import cssselect2

from cetak.article.sheet import PictureFile
from cetak.press import fonts
from cetak.press.hyphenation import HyphenationModule, held_anywhere

fonts.use_own_fonts()

# The engine asks for libraries by names that Linux does not have, and for each of them ctypes
# runs gcc, ld and ldconfig. The names that Linux has are found without.
_find_library = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = lambda name: None  # noqa: ARG005

import pydyf  # noqa: E402 - fontconfig must know our fonts before the engine is imported
import weasyprint  # noqa: E402
import weasyprint.layout as engine_layout  # noqa: E402
import weasyprint.layout.inline as engine_inline  # noqa: E402
import weasyprint.pdf as engine_pdf  # noqa: E402
import weasyprint.pdf.stream as engine_stream  # noqa: E402
import weasyprint.pdf.tags as engine_tags  # noqa: E402
import weasyprint.text.line_break as engine_line_break  # noqa: E402
from weasyprint.css.counters import CounterStyle  # noqa: E402
from weasyprint.formatting_structure import boxes  # noqa: E402
from weasyprint.formatting_structure.build import build_formatting_structure  # noqa: E402
from weasyprint.layout import LayoutContext, layout_document  # noqa: E402
from weasyprint.layout.page import PageType  # noqa: E402
from weasyprint.pdf.metadata import DocumentMetadata  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcherResponse  # noqa: E402

from cetak.press.line_boxes import set_or_move  # noqa: E402 - they import the engine
from cetak.press.line_split import split_or_remember  # noqa: E402

ctypes.util.find_library = _find_library

VERSION: Final = weasyprint.VERSION
PICTURE_SCHEME: Final = "picture:"
PX_PER_MM: Final = 96 / 25.4

PageSizes = Callable[[str, int], tuple[float, float]]
"""Width and height in millimetres of a page by the name that CSS gives it and its number,
counted from 0."""

__all__ = [
    "PICTURE_SCHEME",
    "PX_PER_MM",
    "VERSION",
    "DocumentMetadata",
    "PageSizes",
    "PictureFetcher",
    "Tree",
    "bend",
    "boxes",
    "mark_furniture",
    "new_font_configuration",
    "pydyf",
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


_build_box_tree = engine_tags._build_box_tree
_make_margin_boxes = engine_layout.make_margin_boxes
_MARGIN_BOXES: Final = tuple(
    f"@{name}"
    for name in (
        "top-left-corner", "top-left", "top-center", "top-right", "top-right-corner",
        "bottom-left-corner", "bottom-left", "bottom-center", "bottom-right",
        "bottom-right-corner", "left-top", "left-middle", "left-bottom", "right-top",
        "right-middle", "right-bottom",
    )
)  # fmt: skip


def _margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
    """The engine makes all sixteen, resolves all they could need, and throws them away."""
    styles = (context.style_for(page.page_type, name) for name in _MARGIN_BOXES)
    if any(style is not None and style["content"] not in _NOTHING for style in styles):
        yield from _make_margin_boxes(context, page, state)


_NOTHING: Final = ("normal", "inhibit", "none")


def bend() -> None:
    """Put the seams in place; once or often makes no difference."""
    engine_line_break.pyphen = HyphenationModule
    engine_inline.split_first_line = split_or_remember
    engine_inline.get_next_linebox = set_or_move
    engine_layout.make_margin_boxes = _margin_boxes
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
        self._tables: dict[object, dict[Any, Any]] = {}
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

    @property
    def refused(self) -> tuple[str, ...]:
        """Addresses that the document asked for and did not get."""
        return tuple(dict.fromkeys(self._fetcher.refused))

    def laid_out(self, sizes: PageSizes | None = None) -> Any:
        """A new ``Document``; what an earlier layout left behind does not reach it.

        Args:
            sizes: Gives the size of each page; ``None`` for what the style sheets say.
        """
        style_for = self._context.style_for
        context = LayoutContext(
            _SizedStyles(style_for, sizes) if sizes else style_for,
            _without_context(self._context.get_image_from_uri),
            self._fonts,
            self._counters,
            self._context.target_collector,
        )
        context.tables = self._tables.setdefault(held_anywhere(), {})
        pages = [
            weasyprint.Page(box) for box in layout_document(self._source, self._root, context)
        ]
        document = weasyprint.Document(
            pages, DocumentMetadata(), self._fetcher, self._fonts, {}, None
        )
        document._html = self._source
        return document


class _SizedStyles:
    """The engine's styles, with pages of the sizes that somebody decides meanwhile.

    Style sheets are resolved once for a tree; how deep each leg of type is, is known only
    after the tree was laid out.
    """

    def __init__(self, style_for: Any, sizes: PageSizes) -> None:
        self._style_for = style_for
        self._sizes = sizes

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        style = self._style_for(element, pseudo_type)
        if isinstance(element, PageType) and pseudo_type is None:
            style["size"] = tuple(
                side * PX_PER_MM for side in self._sizes(element.name or "", element.index)
            )
        return style

    def __getattr__(self, name: str) -> Any:
        return getattr(self._style_for, name)


def _without_context(getter: functools.partial[Any]) -> functools.partial[Any]:
    """The getter of pictures as it was before a layout bound itself to it."""
    keywords = {name: value for name, value in getter.keywords.items() if name != "context"}
    return functools.partial(getter.func, *getter.args, **keywords)


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
