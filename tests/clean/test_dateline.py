from __future__ import annotations

import datetime as dt

import pytest

from cetak.article.story import Dateline, Moment
from cetak.clean.credits import Named, credit_line, end_mark, label_of
from cetak.clean.dateline import opening
from cetak.clean.dates import date_line

WIB = dt.timezone(dt.timedelta(hours=7))
WITA = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2023, 9, 20)
REST = "Warga kota itu menyambut baik keputusan pemerintah."


@pytest.mark.parametrize(
    ("head", "place", "date", "agency"),
    [
        ("JAKARTA, KOMPAS.com -", "JAKARTA", None, "KOMPAS.com"),
        ("Jakarta (ANTARA News) -", "Jakarta", None, "ANTARA News"),
        ("Liputan6.com, Jakarta -", "Jakarta", None, "Liputan6.com"),
        ("TEMPO.CO, Jakarta -", "Jakarta", None, "TEMPO.CO"),
        ("REPUBLIKA.CO.ID, JAKARTA --", "JAKARTA", None, "REPUBLIKA.CO.ID"),
        ("Merdeka.com -", "", None, "Merdeka.com"),
        ("LONDON (Reuters) -", "LONDON", None, "Reuters"),
        ("WASHINGTON, Sept 20 -", "WASHINGTON", DAY, ""),
        ("MOSCOW, 20 September 2023 –", "MOSCOW", DAY, ""),
        ("BANDUNG, JAWA BARAT, 20/9/2023 —", "BANDUNG, JAWA BARAT", DAY, ""),
        ("Jakarta, CNN Indonesia --", "Jakarta", None, "CNN Indonesia"),
        ("NEW YORK, September 20, 2023 (AP) —", "NEW YORK", DAY, "AP"),
        ("BERLIN (dpa) –", "BERLIN", None, "dpa"),
        ("BANDA ACEH –", "BANDA ACEH", None, ""),
    ],
)
def test_openings(head: str, place: str, date: dt.date | None, agency: str) -> None:
    found = opening(f"{head} {REST}", year=2023)
    assert found is not None
    assert found.dateline == Dateline(place=place, date=date, agency=agency)
    assert f"{head} {REST}"[found.length :] == REST


def test_signature() -> None:
    found = opening(f"Akurasi, Internasional. MOSCOW, 20 September 2023 – {REST}")
    assert found is not None
    assert (found.source, found.section) == ("Akurasi", "Internasional")


@pytest.mark.parametrize(
    "text",
    [
        "Tokyo – a city that never sleeps – was quiet on Monday.",
        "Presiden Joko Widodo - yang baru tiba - langsung menuju istana.",
        "Pemerintah menaikkan harga – lagi – tahun ini.",
        "Kim Jong Un, Vladimir Putin, dan Xi - ketiganya hadir.",
        "2023 - Tahun yang berat bagi petani.",
        "A - B",
        "– Mulai",
        "",
    ],
)
def test_prose_is_no_opening(text: str) -> None:
    assert opening(text) is None


def test_a_day_without_a_year_stays_whole() -> None:
    found = opening(f"WASHINGTON, Sept 20 - {REST}")
    assert found is None or found.dateline.place == "WASHINGTON, Sept 20"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Rabu, 20 September 2023 | 10:15 WIB", dt.datetime(2023, 9, 20, 10, 15, tzinfo=WIB)),
        ("20 September 2023", DAY),
        ("September 20, 2023", DAY),
        ("Sept. 20, 2023", DAY),
        ("20/09/2023", DAY),
        ("2023-09-20", DAY),
        ("Published: 20 September 2023", DAY),
        ("Rabu (20/9/2023)", DAY),
        ("Wednesday, September 20, 2023 10:15 PM", dt.datetime(2023, 9, 20, 22, 15)),  # noqa: DTZ001
        ("20. September 2023, 14:30 Uhr", dt.datetime(2023, 9, 20, 14, 30)),  # noqa: DTZ001
        ("20 Sep 2023, 09:05 WITA", dt.datetime(2023, 9, 20, 9, 5, tzinfo=WITA)),
        ("2023-09-20T10:15:00+07:00", dt.datetime(2023, 9, 20, 10, 15, tzinfo=WIB)),
        ("Rabu, 20 Sep 2023 10:15 WIB", dt.datetime(2023, 9, 20, 10, 15, tzinfo=WIB)),
    ],
)  # fmt: skip
def test_date_lines(line: str, moment: Moment) -> None:
    found = date_line(line)
    assert found is not None
    assert found.moment == moment


@pytest.mark.parametrize(
    "line", ["20 September 2023 warga berkumpul", "32 September 2023", "0000-00-00", "20", "",
             "Pada 20 September 2023", "20 Foo 2023", "99:99", "1/2/3"]
)  # fmt: skip
def test_lines_that_are_no_dates(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Editor: Ani", (Named("credit", "Editor", ("Ani",)),)),
        ("Reporter : Budi Santoso", (Named("reporter", "Reporter", ("Budi Santoso",)),)),
        ("Penulis: A. Rahman | Editor: Ani",
         (Named("byline", "Penulis", ("A. Rahman",)), Named("credit", "Editor", ("Ani",)))),
        ("Oleh Siti dan Budi", (Named("byline", "Oleh", ("Siti", "Budi")),)),
        ("By Jane Doe", (Named("byline", "By", ("Jane Doe",)),)),
        ("Penulis: Budi Arif, S.Pd., M.Si",
         (Named("byline", "Penulis", ("Budi Arif, S.Pd., M.Si",)),)),
        ("Foto: Warga antre di Solo (Kabar/Budi)",
         (Named("credit", "Foto", ("Warga antre di Solo (Kabar/Budi)",)),)),
        ("(Editor: Ani dan Budi)", (Named("credit", "Editor", ("Ani dan Budi",)),)),
        ("Oleh karena itu warga pindah", ()),
        ("By the time they came it was over", ()),
        ("Presiden: harga akan turun", ()),
    ],
)  # fmt: skip
def test_credit_lines(line: str, found: tuple[Named, ...]) -> None:
    assert credit_line(line) == found


@pytest.mark.parametrize(
    ("text", "mark"),
    [("Selesai.(*)", "(*)"), ("Selesai. (fai/idh)", "(fai/idh)"),
     ("Selesai (mdk/rka)", "(mdk/rka)"),
     ("Selesai. (FHM)", "(FHM)"), ("Organisasi itu (PBB)", ""), ("Selesai.", ""), ("(*)", "(*)"),
     ("Selesai. ***", "***"), ("menurut data (2023)", "")],
)  # fmt: skip
def test_end_marks(text: str, mark: str) -> None:
    copy, found = end_mark(text)
    assert found == mark
    assert copy == text.removesuffix(mark).rstrip()


def test_labels() -> None:
    assert label_of("Headline") == ("headline", "")
    assert label_of("Judul: Panen Raya") == ("headline", "Panen Raya")
    assert label_of("Judul panjang tanpa tanda") == ("", "")
