from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.layout.geometry import PT_PER_MM
from cetak.layout.spec import FaceMetrics
from cetak.layout.type_measure import (
    HEADLINE_TRACKING_EM,
    SetHeadline,
    break_lines,
    line_count,
    pieces_of,
    set_headline,
    shortened,
)
from printed import reader

FACE = reader().metrics["Cetak Headline|600|normal"]
SANS = reader().metrics["Cetak Franklin|400|normal"]
ROOMS_MM = [50.0, 80.0, 123.0, 165.0, 235.0]
HEADLINES = [
    "Akurasi Serangan Drone Meningkat, Rusia Perkuat Pertahanan Udara",
    "Kapal Malam Berangkat",
    "Presiden Resmikan Pelabuhan Baru di Kampung Pesisir Utara",
    "Harga Beras Naik",
    "Ribuan Warga Mengungsi Setelah Gunung Merapi Kembali Erupsi pada Minggu Dini Hari",
    "Night ferry brings the islands closer than they were for a hundred years",
    "KPK Tetapkan Tiga Tersangka Baru dalam Kasus Korupsi Pengadaan Alat Kesehatan",
    "Anak-anak Pulau Terluar Belajar Daring dengan Satu Telepon untuk Sepuluh Keluarga",
    "Timnas U-23 Menang",
]


def headline(words: str, room_mm: float = 123.0, copy_pt: float = 10.25) -> SetHeadline:
    return set_headline(words, FACE, room_mm, copy_pt, reader().spec.headlines)


def painted_lines(words: str, made: SetHeadline) -> list[str]:
    """The lines that a greedy breaker makes at the chosen size and width."""
    room = made.width_mm * PT_PER_MM / made.size_pt
    lines = [""]
    for piece in pieces_of(words):
        line = lines[-1] + piece
        if lines[-1] and width_em(line) > room:
            lines.append(piece)
        else:
            lines[-1] = line
    return lines


def width_em(line: str) -> float:
    return FACE.width_em(line) + HEADLINE_TRACKING_EM * len(line)


@pytest.mark.parametrize("room_mm", ROOMS_MM)
@pytest.mark.parametrize("words", HEADLINES)
def test_headlines_come_out_even(words: str, room_mm: float) -> None:
    made = headline(words, room_mm)
    widths = [width_em(line.strip()) for line in painted_lines(words, made)]
    assert len(widths) == made.lines
    assert made.width_mm <= room_mm
    assert widths[-1] >= max(widths) * 0.3
    assert max(widths) * made.size_pt / PT_PER_MM <= made.width_mm


@pytest.mark.parametrize("room_mm", ROOMS_MM)
def test_a_longer_headline_is_set_smaller(room_mm: float) -> None:
    words = " ".join(HEADLINES).split()
    sizes = [headline(" ".join(words[:count]), room_mm).size_pt for count in (2, 8, 20, 60)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= 10.25


def test_a_headline_of_400_characters_fits_its_lines() -> None:
    words = (HEADLINES[0] + " ") * 7
    made = headline(words[:400])
    assert made.lines * made.leading_pt / PT_PER_MM < 150
    assert made.width_mm <= 123


def test_one_endless_word_takes_the_smallest_size() -> None:
    made = headline("Kepemimpinan" * 400)
    assert made.size_pt == headline("kata " * 3_000).size_pt
    assert made.width_mm == 123


def test_no_headline_takes_no_room() -> None:
    made = headline("")
    assert (made.lines, made.width_mm >= 0) == (1, True)


@given(st.text(max_size=120))
def test_pieces_make_the_text(words: str) -> None:
    assert "".join(pieces_of(words)).split() == words.split()


def test_pieces_end_at_hyphens_dashes_and_spaces() -> None:
    assert pieces_of("Anak-anak U\u201023 A/B satu") == [
        "Anak-",
        "anak ",
        "U\u2010",
        "23 ",
        "A/",
        "B ",
        "satu",
    ]


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=30), st.floats(1, 40))
def test_more_room_never_takes_more_lines(widths: list[float], room: float) -> None:
    assert 1 <= break_lines(widths, room + 5) <= break_lines(widths, room) <= len(widths)


def test_lines_are_counted() -> None:
    assert line_count("", SANS, 8, 100) == 0
    assert line_count("satu", SANS, 8, 100) == 1
    assert line_count("kata " * 100, SANS, 8, 50) > line_count("kata " * 100, SANS, 8, 100) > 1


@pytest.mark.parametrize("room_mm", [12.0, 30.0, 60.0, 100.0])
@pytest.mark.parametrize("words", [*HEADLINES, "Kepemimpinan" * 60])
def test_shortened_text_fits(words: str, room_mm: float) -> None:
    short = shortened(words, SANS, 8, room_mm)
    assert SANS.width_em(short) <= room_mm * PT_PER_MM / 8
    kept = short.removesuffix("…")
    assert words.startswith(kept)
    assert kept
    assert (short == words) is (not short.endswith("…"))


def test_shortened_text_is_cut_between_words() -> None:
    short = shortened(HEADLINES[0], SANS, 8, 40)
    assert short.endswith("…")
    assert HEADLINES[0].split()[: len(short.split())] == short.removesuffix("…").split()


def test_unknown_characters_have_a_width() -> None:
    assert FaceMetrics({"a": 500}).width_em("aꦗ") > 0.9
