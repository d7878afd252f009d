"""A page of a finished file as a picture for a screen, to be read there."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2

from cetak.errors import PressError

SCREEN_PX: Final = 1500
"""Longer side of the picture: copy can be read, and a page is drawn in a blink."""


def screen_page(pdf: bytes, number: int) -> bytes:
    """A page as PNG.

    Args:
        pdf: The file.
        number: The page, counted from 1.

    Raises:
        PressError: ``screen-page-failed``.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
        page = document[number - 1]
        image = page.render(scale=SCREEN_PX / max(page.get_size())).to_pil().convert("RGB")
        document.close()
    except (pypdfium2.PdfiumError, IndexError) as problem:
        raise PressError.because("screen-page-failed", page=number) from problem
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def warm_up() -> None:
    """Shut the doors of a worker that draws pages."""
    from cetak.press.guard import shut_doors  # noqa: PLC0415

    shut_doors()
