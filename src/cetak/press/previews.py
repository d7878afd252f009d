"""Pictures of a file's pages, for screens."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

import pypdfium2
from PIL.Image import Image

from cetak.errors import PressError

PAGE_PX: Final = 1000
"""Height of a page's picture."""
COVER_PX: Final = 1600
_SMALLER: Final = 4
_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as JPEG.

    Attributes:
        number: The page, counted from 1.
        content: 1,000 pixels high.
        small: A quarter of that, for lists of pages.
    """

    number: int
    content: bytes = field(repr=False)
    small: bytes = field(repr=False)


def page_pictures(pdf: bytes, start: int, stop: int) -> list[PagePicture]:
    """Pictures of some pages of a file.

    Args:
        pdf: The file.
        start: The first page, counted from 0.
        stop: The page behind the last.

    Raises:
        PressError: ``preview-failed``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
        pages = range(start, min(stop, len(document)))
        pictures = [(number, _image(document, number, PAGE_PX)) for number in pages]
        document.close()
    except pypdfium2.PdfiumError as problem:
        raise PressError.because("preview-failed", reason=str(problem)) from problem
    return [
        PagePicture(number + 1, _jpeg(image), _jpeg(image.reduce(_SMALLER)))
        for number, image in pictures
    ]


def cover_picture(pdf: bytes) -> tuple[bytes, int, int]:
    """The front page as a JPEG for a cover, with its width and height in pixels.

    Raises:
        PressError: ``preview-failed``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
        image = _image(document, 0, COVER_PX)
        document.close()
    except pypdfium2.PdfiumError as problem:
        raise PressError.because("preview-failed", reason=str(problem)) from problem
    return _jpeg(image), image.width, image.height


def _image(document: pypdfium2.PdfDocument, number: int, height_px: int) -> Image:
    """The trimmed page: bleed and crop marks are for the print shop."""
    whole = document[number]
    trim = whole.get_trimbox()
    whole.set_mediabox(*trim)
    whole.set_cropbox(*trim)
    page = document[number]  # its size is that of the boxes when it is opened
    image: Image = page.render(scale=(height_px - 0.5) / page.get_height()).to_pil()  # rounds up
    return image


def _jpeg(image: Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
