"""Pages side by side in the order in which a folded booklet is read."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bound import METADATA, opened, texts, tiny
from cetak.article.binding import Binding, BoundPage, Piece
from cetak.errors import PressError
from cetak.press.binding import bind
from cetak.press.imposition import impose_booklet, spreads


def paper(count: int, bleed_mm: float = 0.0) -> bytes:
    body = "".join(f"<p>Halaman{number}</p>" for number in range(1, count + 1))
    sheet = tiny(body, "p + p { break-before: page }")
    pages = (BoundPage(60, 40, (Piece(0, number),), bleed_mm=bleed_mm) for number in range(count))
    return bind([sheet], Binding(tuple(pages), METADATA))


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, [(None, 0), (None, None)]),
        (2, [(1, 0), (None, None)]),
        (4, [(3, 0), (1, 2)]),
        (6, [(5, 0), (1, None), (None, 2), (3, 4)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
    ],
)
def test_the_order_of_the_faces(count: int, expected: list[tuple[int | None, int | None]]) -> None:
    assert spreads(count) == expected


@given(st.integers(2, 300))
def test_a_folded_booklet_reads_from_first_to_last(count: int) -> None:
    faces = spreads(count)
    assert len(faces) % 2 == 0
    rights = [right for number, (_, right) in enumerate(faces) if number % 2 == 0]
    backs = [left for number, (left, _) in enumerate(faces) if number % 2]
    fronts = [page for pair in zip(rights, backs, strict=True) for page in pair]
    rest = [(face[1] if number % 2 else face[0]) for number, face in enumerate(faces)][::-1]
    read = [page for page in (*fronts, *rest) if page is not None]
    assert read == list(range(count))
    assert faces[0] == (count - 1, 0)


def test_pages_stand_on_their_halves() -> None:
    booklet = impose_booklet(paper(4))
    assert [page.split() for page in texts(booklet)] == [
        ["Halaman4", "Halaman1"],
        ["Halaman2", "Halaman3"],
    ]
    document = pypdfium2.PdfDocument(booklet)
    first = document[0].get_textpage().get_charbox(0)
    assert document[0].get_size() == pytest.approx((120 * 72 / 25.4, 40 * 72 / 25.4), abs=0.1)
    assert first[0] < 60 * 72 / 25.4
    document.close()


def test_bleed_runs_over_outer_edges_only() -> None:
    with opened(impose_booklet(paper(4, bleed_mm=3))) as file:
        page = file.pages[0].obj
        mm = [round(float(edge) * 25.4 / 72, 1) for edge in page.MediaBox]
        trim = [round(float(edge) * 25.4 / 72, 1) for edge in page.TrimBox]
        left = [round(float(edge) * 25.4 / 72, 1) for edge in page.Resources.XObject.L.BBox]
    assert mm == [-3, -3, 123, 43]
    assert trim == [0, 0, 120, 40]
    assert left == [-3, -3, 60, 43]


def test_fonts_are_shared_and_bytes_repeat() -> None:
    bound = paper(8)
    booklet = impose_booklet(bound)
    assert booklet == impose_booklet(bound)
    with opened(booklet) as file:
        streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
        assert len([one for one in streams if "/Length1" in one]) == 1
        assert "/StructTreeRoot" not in file.Root
        assert str(file.docinfo["/Title"]) == METADATA.title


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7" + bytes(500)])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(PressError) as caught:
        impose_booklet(content)
    assert caught.value.findings[0].code == "booklet-unreadable"


def test_pages_of_several_sizes_are_refused() -> None:
    pages = (BoundPage(60, 40), BoundPage(40, 60))
    with pytest.raises(PressError) as caught:
        impose_booklet(bind([], Binding(pages, METADATA)))
    assert "one size" in str(caught.value.findings[0].facts["reason"])
