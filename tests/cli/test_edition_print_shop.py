"""Papers for the print shop: bleed, crop marks, grey, booklets."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from paper_desk import PaperDesk, texts


@pytest.fixture
def desk(tmp_path: Path) -> PaperDesk:
    made = PaperDesk(tmp_path)
    Image.new("RGB", (600, 400), (200, 30, 30)).save(tmp_path / "stories" / "kapal.jpg")
    made.story("kapal", picture={"picture": {"source": "kapal.jpg", "alt": "Kapal"}})
    made.story("pasar", section="Ekonomi")
    return made


def boxes(pdf: bytes) -> list[list[list[float]]]:
    """Media, bleed and trim box of each page, in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [(page.mediabox, page.obj.BleedBox, page.trimbox) for page in file.pages]
        return [
            [[round(float(edge) * 25.4 / 72, 1) for edge in box] for box in page] for page in found
        ]


def picture(pdf: bytes, scale: float = 2) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return image


def colour(pdf: bytes) -> int:
    """The strongest colour on the first page, 0 for grey to 255."""
    channel = picture(pdf).convert("HSV").getchannel("S")
    return max(value for value, count in enumerate(channel.histogram()) if count)


def test_bleed_and_crop_marks_stand_around_the_page_that_is_cut(desk: PaperDesk) -> None:
    desk.run()
    plain = desk.paper.read_bytes()
    done = desk.run("--bleed", "3", "--crop-marks")
    marked = desk.paper.read_bytes()
    assert done.code == 0
    a5 = [0.0, 0.0, 148.0, 210.0]
    assert boxes(plain)[0] == [a5, a5, a5]
    assert boxes(marked) == [[[-10, -10, 158, 220], [-3, -3, 151, 213], a5]] * len(boxes(plain))
    assert texts(marked) == texts(plain)


def test_crop_marks_point_at_the_edges_and_leave_the_bleed_white(desk: PaperDesk) -> None:
    desk.run("--bleed", "3", "--crop-marks")
    image = picture(desk.paper.read_bytes(), scale=4).convert("L")
    mm = image.width / 168

    def darkest(left: float, top: float, right: float, bottom: float) -> int:
        edges = (round(left * mm), round(top * mm), round(right * mm), round(bottom * mm))
        return next(value for value, count in enumerate(image.crop(edges).histogram()) if count)

    assert darkest(9, 1, 11, 5) < 200  # upright, above the left edge
    assert darkest(1, 9, 5, 11) < 200  # level, beside the upper edge
    assert darkest(157, 225, 159, 229) < 200  # upright, below the right edge
    assert darkest(7.2, 7.2, 160.8, 9.8) > 250
    assert darkest(20, 0, 148, 9) > 250


def test_grey_has_no_colour_not_even_in_pictures(desk: PaperDesk) -> None:
    desk.run()
    assert colour(desk.paper.read_bytes()) > 100
    assert desk.run("--grey").code == 0
    assert colour(desk.paper.read_bytes()) == 0


def test_a_booklet_has_two_pages_a_sheet(desk: PaperDesk) -> None:
    done = desk.run("--booklet")
    assert done.code == 0
    paper = texts(desk.paper.read_bytes())
    faces = texts(desk.paper.with_name("paper-booklet.pdf").read_bytes())
    assert len(faces) == -(-len(paper) // 4) * 2
    assert paper[0] in faces[0]
    with pikepdf.open(desk.paper.with_name("paper-booklet.pdf")) as file:
        sizes = {tuple(round(float(edge)) for edge in page.mediabox) for page in file.pages}
    assert sizes == {(0, 0, 839, 595)}


def test_more_bleed_than_anybody_needs_is_refused(desk: PaperDesk) -> None:
    assert desk.run("--bleed", "25").code == 2
    assert not desk.paper.exists()
