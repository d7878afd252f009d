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

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from cetak.article.sheet import PictureFile
from cetak.press import fonts
from cetak.press.hyphenation import HyphenationModule

fonts.use_own_fonts()

import pydyf  # noqa: E402 - fontconfig must know our fonts before the engine is imported
import weasyprint  # noqa: E402
import weasyprint.layout.inline as engine_inline  # noqa: E402
import weasyprint.pdf as engine_pdf  # noqa: E402
import weasyprint.pdf.stream as engine_stream  # noqa: E402
import weasyprint.pdf.tags as engine_tags  # noqa: E402
import weasyprint.text.line_break as engine_line_break  # noqa: E402
from weasyprint.formatting_structure import boxes  # noqa: E402
from weasyprint.pdf.metadata import DocumentMetadata  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcherResponse  # noqa: E402

VERSION: Final = weasyprint.VERSION
PICTURE_SCHEME: Final = "picture:"

__all__ = [
    "PICTURE_SCHEME",
    "VERSION",
    "DocumentMetadata",
    "PictureFetcher",
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


def bend() -> None:
    """Put the seams in place; once or often makes no difference."""
    engine_line_break.pyphen = HyphenationModule
    engine_inline.split_first_line = _split_first_line
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


def new_font_configuration() -> FontConfiguration:
    """Fonts as fontconfig knows them now; costly, so a worker keeps one."""
    return FontConfiguration()
