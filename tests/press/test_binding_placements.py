"""Pieces anywhere, in any number and size: what holds of bound files always holds."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bound import METADATA, elements, must_hold, opened, tags, texts, tiny
from cetak.article.binding import Binding, BoundPage, Part, Piece, Target, only, pages_of
from cetak.press.binding import bind
from printed import Paper

BREAK = ".n { break-before: page } b { font-weight: 600 } i { opacity: .5 }"
SHEETS = (
    tiny("<h1>Alfa satu</h1><p>dua <b>tiga</b></p><p class='n'>empat</p>", BREAK),
    tiny("<h3>Beta lima</h3><ul><li>enam</li><li>tujuh</li></ul><p class='n'>x1</p>", BREAK),
    tiny(
        "<table><tr><th scope='col'>Gama</th></tr><tr><td>1.200</td></tr></table>"
        "<p class='n'>Lihat <a href='https://example.com/a'>situs</a> dan "
        "<a href='#akhir'>akhir</a></p><h2 class='n' id='akhir'>Delta</h2>",
        BREAK,
    ),
    tiny("<p>Épsilon ćevap <i>samar</i> ½ ﬁ fi</p>", BREAK),
)
COUNTS = [len(texts(sheet)) for sheet in SHEETS]
EVERY = [(sheet, page) for sheet, count in enumerate(COUNTS) for page in range(count)]
PARTS = (
    Part("s", "Satu", "section"),
    Part("a", "A", "story", "s"),
    Part("b", "B", "story", "s"),
    Part("t", "Dua", "section"),
    Part("c", "C", "story", "t", language="en"),
)
MM = st.integers(-20, 200).map(float)


@st.composite
def bindings(draw: st.DrawFn) -> Binding:
    chosen = draw(st.permutations(EVERY))[: draw(st.integers(0, len(EVERY)))]
    count = draw(st.integers(1, 4))
    laid: list[list[Piece]] = [[] for _ in range(count)]
    for sheet, page in chosen:
        piece = Piece(
            sheet,
            page,
            draw(MM),
            draw(MM),
            draw(st.sampled_from([0.5, 1.0, 1.25])),
            draw(st.sampled_from([None, 10.0])),
            draw(st.sampled_from(["", "a", "b", "c", "hantu"])),
            draw(st.booleans()),
        )
        laid[draw(st.integers(0, count - 1))].append(piece)
    pages = tuple(
        BoundPage(200, 150, tuple(pieces), f"{number}", draw(st.sampled_from([0.0, 3.0])))
        for number, pieces in enumerate(laid, start=1)
    )
    places = {"akhir": Target(2, 2, 3)}
    return Binding(pages, METADATA, PARTS, (), places, {"https://example.com/a": "story-b"})


@settings(max_examples=60, deadline=None)
@given(bindings())
def test_every_binding_is_sound(binding: Binding) -> None:
    pdf = bind(SHEETS, binding, variant="ua+a3")
    must_hold(pdf)
    assert bind(SHEETS, binding, variant="ua+a3") == pdf


@settings(max_examples=40, deadline=None)
@given(bindings())
def test_no_word_is_lost(binding: Binding) -> None:
    expected = Counter(
        word
        for page in binding.pages
        for piece in page.pieces
        if piece.clip_mm is None and on_the_page(piece)
        for word in texts(SHEETS[piece.sheet])[piece.page].split()
    )
    found = Counter(word for page in binding_texts(binding) for word in page.split())
    assert not expected - found


def on_the_page(piece: Piece) -> bool:
    return 0 <= piece.x_mm <= 120 and 0 <= piece.y_mm <= 90


def binding_texts(binding: Binding) -> list[str]:
    """Texts of the pages, each piece on a page of its own, for pieces may overlap."""
    pages = tuple(
        BoundPage(page.width_mm, page.height_mm, (piece,))
        for page in binding.pages
        for piece in page.pieces
    )
    return texts(bind(SHEETS, Binding(pages, METADATA))) if pages else []


@settings(max_examples=25, deadline=None)
@given(bindings(), st.sampled_from([part.slug for part in PARTS]))
def test_every_part_alone_is_sound(binding: Binding, slug: str) -> None:
    alone = only(binding, slug)
    if alone.pages:
        must_hold(bind(SHEETS, alone))
    within = {piece.within for page in alone.pages for piece in page.pieces if not piece.furniture}
    assert within <= {"s": {"a", "b", "s"}, "t": {"c", "t"}}.get(slug, {slug})
    assert len(alone.pages) == len(pages_of(binding)[slug])


def test_headings_are_made_legal_over_the_whole_file() -> None:
    pages = (BoundPage(100, 100, (Piece(1), Piece(2, 2, 0, 50), Piece(0, 0, 50))),)
    found = [tag for tag in tags(bind(SHEETS, Binding(pages, METADATA))) if tag[0] == "H"]
    assert found == ["H1", "H2", "H1"]


def test_a_piece_is_cut_off_where_it_should_be() -> None:
    sheet = tiny("<div class='b'></div>", ".b { background: #000; height: 40mm }")

    def ink(clip_mm: float | None, scale: float) -> float:
        piece = Piece(0, 0, 10, 10, scale, clip_mm)
        bound = bind([sheet], Binding((BoundPage(100, 100, (piece,)),), METADATA))
        return black_share(bound)

    assert ink(None, 1) == pytest.approx(60 * 40 / 1e4, rel=0.03)
    assert ink(10, 1) == pytest.approx(60 * 10 / 1e4, rel=0.05)
    assert ink(10, 0.5) == pytest.approx(30 * 5 / 1e4, rel=0.08)


def black_share(pdf: bytes) -> float:
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    dark, pixels = sum(image.histogram()[:128]), image.width * image.height
    return float(dark / pixels)


def test_bleed_and_margin_lie_around_the_trimmed_page() -> None:
    page = BoundPage(100, 80, (Piece(0),), bleed_mm=3, margin_mm=7)
    with opened(bind(SHEETS, Binding((page,), METADATA))) as file:
        boxes = file.pages[0].mediabox, file.pages[0].obj.BleedBox, file.pages[0].trimbox
    mm = [[round(float(edge) * 25.4 / 72, 2) for edge in box] for box in boxes]
    assert mm == [[-10, -10, 110, 90], [-3, -3, 103, 83], [0, 0, 100, 80]]


def test_a_see_through_group_keeps_its_text_and_fonts() -> None:
    paper = Paper(bind(SHEETS, Binding((BoundPage(60, 40, (Piece(3),)),), METADATA)))
    assert "samar" in paper.text
    programs = [one for one in paper.objects() if "/Length1" in one]
    assert len(programs) == len(Paper(SHEETS[3]).fonts())


def test_characters_without_a_glyph_are_read_as_each_sheet_says() -> None:
    one, other = tiny("<p>Kapal \u0378 malam</p>"), tiny("<p>Pasar \u0379 pagi</p>")
    page = BoundPage(60, 80, (Piece(0), Piece(1, 0, 0, 40)))
    bound = bind([one, other], Binding((page,), METADATA))
    assert texts(bound) == [f"{texts(one)[0]} {texts(other)[0]}"]
    with opened(bound) as file:
        assert len(list(elements(file))) == 3
