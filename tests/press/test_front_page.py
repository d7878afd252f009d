"""The front page's furniture, printed in every format."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from cetak.article.furniture import ContentsSection, FrontFacts, Refer, Rule, RunningFacts
from cetak.article.furniture import RunningPage as Page
from cetak.article.sheet import Sheet
from cetak.jobs import FurnitureJob
from cetak.layout.grid import Grid, plan_grid
from cetak.layout.load import load_layout
from cetak.layout.options import resolve_options
from cetak.pipeline import print_furniture
from cetak.resources import LocalResources

LAYOUT = load_layout("edition", LocalResources())
PAPERS = ["Phone", "A5", "A4", "Letter", "A3", "Tabloid", "Broadsheet"]
DECK = "Setelah dua puluh enam tahun dijanjikan, jembatan gantung itu dibuka untuk umum. " * 2


def refer(number: int, deck: str = DECK) -> Refer:
    headline = f"Kabar ke{number} dari Tanjung Rawai dan Sekitarnya" + " Lagi" * (number % 3)
    return Refer(headline, "Pelayaran", deck, str(number), f"urn:cetak:story-{number}")


FACTS = FrontFacts(
    nameplate="Akurasi",
    ears=(("Hari ini", "Hujan ringan sore hari, 24–31 °C."), ("Beras medium", "Rp13.900 " * 9)),
    date_line="Tanjung Rawai, Rabu, 20 September 2023",
    issue_line="Tahun XIII · No. 204 · 27 halaman · Edisi 2, pukul 14.30",
    price="Rp4.500",
    refers=tuple(map(refer, range(2, 9))),
    contents=tuple(
        ContentsSection(name, "2", f"urn:cetak:section-{name}", tuple(map(refer, range(9, 15))))
        for name in ("Daerah", "Internasional", "Ekonomi", "Budaya", "Olahraga")
    ),
)


def front(facts: FrontFacts = FACTS, **options: str) -> Sheet:
    return print_furniture(FurnitureJob("#front", facts, LAYOUT, options))


def grid(paper: str) -> Grid:
    return plan_grid(LAYOUT.spec, resolve_options(LAYOUT.spec, {"paper": paper}))[0]


def lines(sheet: Sheet, page: int) -> list[tuple[str, float, float, float]]:
    """Stretches of text on a page: text, left, right and lower edge in millimetres."""
    document = pypdfium2.PdfDocument(sheet.pdf)
    text = document[page].get_textpage()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        found.append((said, *(edge * 25.4 / 72 for edge in (left, right, bottom))))
    document.close()
    return found


def picture(sheet: Sheet) -> Image.Image:
    """The flag at ten points a millimetre."""
    document = pypdfium2.PdfDocument(sheet.pdf)
    image: Image.Image = document[0].render(scale=254 / 72).to_pil().convert("L")
    document.close()
    return image


@pytest.mark.parametrize("paper", PAPERS)
def test_a_full_front_page_fits_every_paper(paper: str) -> None:
    made = front(paper=paper)
    page = grid(paper)
    assert made.measured.outside == ()
    flag, *others = [one.depth_mm for one in made.story_pages]
    assert flag <= page.flag_mm + page.margins_mm[0]
    assert others
    assert max(others) <= page.depth_mm


@pytest.mark.parametrize("paper", PAPERS)
def test_the_nameplate_keeps_off_the_rule_below_it(paper: str) -> None:
    image = picture(front(paper=paper))
    dark = [
        sum(image.crop((0, row, image.width, row + 1)).histogram()[:100])
        for row in range(image.height)
    ]
    rule = next(row for row, count in enumerate(dark) if count > image.width * 0.95)
    assert max(dark[rule - 10 : rule - 1]) == 0  # a millimetre of white
    assert max(dark[:rule]) > 0


def test_day_number_and_price_stand_left_in_the_middle_and_right() -> None:
    made, page = front(paper="Tabloid"), grid("Tabloid")
    at = {said: (left, right) for said, left, right, _ in lines(made, 0)}
    issue = next(edges for said, edges in at.items() if said.startswith("Tahun XIII"))
    assert sum(issue) / 2 == pytest.approx(page.measure_mm / 2, abs=0.5)
    assert at["Tanjung Rawai, Rabu, 20 September 2023"][0] == pytest.approx(0, abs=0.5)
    assert at["Rp4.500"][1] == pytest.approx(page.measure_mm, abs=0.5)


def test_a_narrow_page_has_two_rows_instead_and_no_ears() -> None:
    said = {text: bottom for text, _, _, bottom in lines(front(paper="Phone"), 0)}
    day, issue = said["Tanjung Rawai, Rabu, 20 September 2023"], said[FACTS.issue_line]
    assert day == pytest.approx(said["Rp4.500"], abs=0.6)
    assert day - issue > 3
    assert "Hari ini" not in said


def test_ears_begin_side_by_side() -> None:
    said = {text: bottom for text, _, _, bottom in lines(front(paper="A4"), 0)}
    assert said["Hari ini"] == pytest.approx(said["Beras medium"], abs=0.5)


def test_page_numbers_of_refers_in_the_lower_third_stand_on_one_line() -> None:
    made = front(paper="Tabloid")
    below = lines(made, len(made.story_pages) - 1)
    feet = [bottom for said, _, _, bottom in below if said.startswith("hal.")]
    assert len(feet) == 4
    assert max(feet) - min(feet) < 0.1


def test_what_is_too_much_is_left_out_rather_than_the_page() -> None:
    many = tuple(refer(number, DECK * 4) for number in range(2, 12))
    changes = tuple(f"Diperbarui: Kabar nomor {number} (hal. 7)" for number in range(40))
    facts = replace(FACTS, refers=many, changes=changes, changes_title="Edisi 2")
    assert front(facts, paper="A5").measured.pages >= 1


@pytest.mark.parametrize(("side", "words"), [("left", "4 DAERAH"), ("right", "DAERAH 4")])
def test_the_folio_is_outermost(side: str, words: str) -> None:
    page = Page("4", side, section="Daerah", story="Kabar", rules=(Rule("level", 0, 50, 40),))
    facts = RunningFacts("Akurasi", "Rabu", (page,))
    made = print_furniture(FurnitureJob("#running", facts, LAYOUT, {"paper": "A4"}))
    head = sorted((left, said) for said, left, _, bottom in lines(made, 0) if bottom > 270)
    flat = " ".join(said for _, said in head).upper()
    assert flat.startswith(words) if side == "left" else flat.endswith(words)
