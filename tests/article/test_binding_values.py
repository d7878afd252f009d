"""Which part stands on which page, and what is left of a paper for one part alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cetak.article.binding import Binding, BoundPage, Part, Piece, only, pages_of
from cetak.article.metadata import Metadata

FOLIO = Piece(9, furniture=True)
CONTENTS = Piece(8)
PAPER = Binding(
    (
        BoundPage(210, 297, (CONTENTS, Piece(0, within="kapal"), Piece(1, within="pasar")), "1"),
        BoundPage(210, 297, (FOLIO, Piece(2, within="hujan")), "2"),
        BoundPage(210, 297, (FOLIO, Piece(0, 1, within="kapal"), Piece(3, within="kota")), "3"),
    ),
    Metadata("Harian Contoh", "id", publication="Harian Contoh"),
    (
        Part("kota", "Kota", "section"),
        Part("kapal", "Kapal", "story", "kota"),
        Part("hujan", "Hujan", "story", "kota", metadata=Metadata("Hujan lebat", "id")),
        Part("niaga", "Niaga", "section"),
        Part("pasar", "Pasar", "story", "niaga"),
        Part("batal", "Batal"),
    ),
    links={"https://example.com/kapal": "story-kapal"},
)


def test_stories_and_sections_know_their_pages() -> None:
    assert pages_of(PAPER) == {
        "kota": (0, 1, 2),
        "kapal": (0, 2),
        "hujan": (1,),
        "niaga": (0,),
        "pasar": (0,),
        "batal": (),
    }


def test_a_story_alone_has_its_pieces_and_the_furniture() -> None:
    alone = only(PAPER, "kapal")
    assert [page.label for page in alone.pages] == ["1", "3"]
    assert [page.pieces for page in alone.pages] == [
        (Piece(0, within="kapal"),),
        (FOLIO, Piece(0, 1, within="kapal")),
    ]
    assert alone.parts == (Part("kapal", "Kapal"),)
    assert alone.metadata == replace(PAPER.metadata, title="Kapal")


def test_a_section_alone_has_its_stories() -> None:
    alone = only(PAPER, "kota")
    assert [len(page.pieces) for page in alone.pages] == [1, 2, 3]
    assert [part.slug for part in alone.parts] == ["kota", "kapal", "hujan"]


def test_a_part_may_say_what_its_file_says() -> None:
    assert only(PAPER, "hujan").metadata.title == "Hujan lebat"


def test_a_part_that_was_not_printed_has_no_pages() -> None:
    assert only(PAPER, "batal").pages == ()


def test_an_unknown_part() -> None:
    with pytest.raises(KeyError):
        only(PAPER, "hantu")


def test_names_in_addresses() -> None:
    assert [part.destination for part in PAPER.parts[:2]] == ["section-kota", "story-kapal"]
