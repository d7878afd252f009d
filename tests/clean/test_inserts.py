from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.adapt.captured import read_captured
from cetak.article.story import Article
from cetak.clean import clean, load_rulebook

PAGES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text("utf-8"))
STORY = """
Panen Garam di Pesisir Lamora Mundur Sebulan
Oleh: Sinta Mahardika
Selasa, 3 Oktober 2023 | 08:00 WIB
LAMORA, KABARPESISIR.com - Panen garam di pesisir Lamora mundur sebulan karena hujan.
Petambak mengatakan air laut terlalu encer untuk dijemur di petak kristalisasi.
Harga Naik Dua Kali Lipat
Harga garam krosok naik menjadi Rp 3.000 per kilogram di tingkat petambak.
"Kami menunggu angin timur," kata Sarwo, petambak yang menggarap dua hektare lahan.
Dinas kelautan mencatat stok gudang hanya cukup sampai akhir bulan depan.
Bantuan Terpal dari Provinsi
Pemerintah provinsi mengirim seribu lembar terpal untuk mempercepat penguapan.
Petambak berharap bantuan itu datang sebelum bulan purnama berikutnya.(*)
Editor: Yuni Astuti
""".strip().splitlines()
INSERTS = [
    "Baca Juga  Harga Ikan Asin Ikut Naik",
    "Baca juga: Nelayan Lamora Dapat Mesin Baru",
    "BACA JUGA : Ombak Tinggi, Nelayan Libur",
    "Baca Selengkapnya: Daftar Harga Sembako Pekan Ini",
    "Simak juga: Resep Ikan Bakar Bumbu Garam Laut",
    "Lihat Foto",
    "Advertisement",
    "ADVERTISEMENT",
    "Iklan",
    "[ads]",
    "SCROLL TO CONTINUE WITH CONTENT",
    "Bagikan",
    "Bagikan ke WhatsApp",
    "Share this:",
    "Facebook Twitter WhatsApp",
    "Copy Link",
    "12 Shares",
    "2 dari 5 halaman",
    "Halaman 1 2 3",
    "Lanjutkan Membaca ↓",
    "Print Friendly, PDF & Email",
    "Back to top button",
    "Kembali ke atas",
    "Saksikan Video Pilihan Berikut Ini:",
    "Lihat postingan ini di Instagram",
    "Jasa SMK3 dan ISO",
    "Jasa Pembuatan Website",
    "Pasang iklan di sini",
    "Berlangganan newsletter kami setiap pagi",
    "Ikuti WhatsApp Channel kami untuk berita terbaru",
    "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
    "We use cookies to improve your experience on this site.",
    "3 menit baca",
    "#Garam",
    "Perbesar",
]
RULES = load_rulebook()


def article(lines: list[str]) -> Article:
    return clean(read_captured("page.txt", "\n\n".join(lines)), RULES).article


@pytest.mark.parametrize("insert", INSERTS)
def test_each_insert_goes_wherever_it_stands(insert: str) -> None:
    expected = article(STORY)
    for place in range(1, len(STORY) + 1):
        lines = [*STORY[:place], insert, *STORY[place:]]
        cleaned = clean(read_captured("page.txt", "\n\n".join(lines)), RULES)
        assert cleaned.article == expected, (place, STORY[place - 1])
        assert [entry.text for entry in cleaned.removed] == [" ".join(insert.split())]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, len(STORY)), st.sampled_from(INSERTS)), max_size=8))
def test_many_inserts_leave_the_same_article(inserts: list[tuple[int, str]]) -> None:
    lines = list(STORY)
    for place, insert in sorted(inserts, reverse=True):
        lines.insert(place, insert)
    assert article(lines) == article(STORY)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PAGES)), st.data())
def test_no_word_is_lost(name: str, data: st.DataObject) -> None:
    lines = [line for line in PAGES[name]["page"].splitlines() if line.strip()]
    shuffled = data.draw(st.permutations(lines))
    cleaned = clean(read_captured("page.txt", "\n".join(shuffled)), RULES)
    told = cleaned.article.model_dump_json() + " ".join(entry.text for entry in cleaned.removed)
    assert cleaned.article.dateline is None or cleaned.article.dateline.place in "\n".join(lines)
    for line in shuffled:
        longest = max(line.split(), key=len).strip('.,()"”“:;')
        if longest.isalpha() and len(longest) > 9:
            assert longest.lower() in told.lower(), line
