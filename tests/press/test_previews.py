"""Pictures of pages: their sizes, and that a page is on them."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from bound import tiny
from cetak.errors import PressError
from cetak.press.previews import cover_picture, page_pictures

BLACK = "<p style='background:black;height:40mm'>A</p>"
WHITE = "<p>B</p>"


def brightness(content: bytes) -> int:
    with Image.open(io.BytesIO(content)) as image:
        return int(sum(image.convert("L").resize((1, 1)).tobytes()))


def test_each_page_is_a_picture_and_a_small_one() -> None:
    pdf = tiny(f"{BLACK}<div style='break-before:page'>{WHITE}</div>")
    first, second = page_pictures(pdf, 0, 9)
    assert (first.number, second.number) == (1, 2)
    for picture, height in ((first.content, 1000), (first.small, 250)):
        with Image.open(io.BytesIO(picture)) as image:
            assert (image.format, image.size) == ("JPEG", (height * 60 // 40, height))
    assert brightness(first.content) < 30
    assert brightness(second.content) > 225
    assert [one.number for one in page_pictures(pdf, 1, 2)] == [2]


def test_the_cover_is_the_front_page_and_larger() -> None:
    content, width, height = cover_picture(tiny(BLACK))
    assert (width, height) == (2400, 1600)
    assert brightness(content) < 30


def test_bleed_and_crop_marks_are_not_shown() -> None:
    with pikepdf.open(io.BytesIO(tiny(BLACK))) as pdf:
        box = pdf.pages[0].mediabox
        pdf.pages[0].TrimBox = box
        pdf.pages[0].MediaBox = [-50, -40, float(box[2]) + 50, float(box[3]) + 40]
        file = io.BytesIO()
        pdf.save(file)
    content, width, height = cover_picture(file.getvalue())
    assert (width, height) == (2400, 1600)
    assert brightness(content) < 30


def test_the_same_page_is_the_same_picture() -> None:
    pdf = tiny(WHITE)
    assert page_pictures(pdf, 0, 1) == page_pictures(pdf, 0, 1)


def test_what_is_no_file_is_told() -> None:
    for take in (lambda: page_pictures(b"%PDF-none", 0, 1), lambda: cover_picture(b"")):
        with pytest.raises(PressError) as caught:
            take()
        assert caught.value.findings[0].code == "preview-failed"
