from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from fake_house import Environment, FakeHouse, a_house, run
from typer.testing import CliRunner, Result

from cetak.cli.app import app
from cetak.config import Desk, load_desk
from cetak.resources import LocalResources


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeHouse:
    monkeypatch.chdir(tmp_path)
    names = {"LC_ALL": "C", "TZ": "Asia/Jayapura"}
    return FakeHouse(Environment(names), folder=tmp_path)


def answered(house: FakeHouse, *answers: str, arguments: tuple[str, ...] = ()) -> Result:
    text = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(app, ["init", *arguments], obj=house, input=text)


def desk() -> Desk:
    return load_desk(LocalResources(), Path())[0]


def test_the_offered_answers_make_a_desk(house: FakeHouse) -> None:
    made = run(house, "init", "--yes")
    assert (made.exit_code, made.stdout) == (0, "")
    assert made.stderr.startswith("Made cetak.yaml.")
    paper = desk().publication
    assert (paper.name, paper.language, paper.time_zone) == ("The Daily", "en", "Asia/Jayapura")
    assert [section.name for section in paper.sections][:2] == ["Nation", "World"]
    assert (paper.first_day, paper.city, paper.imprint) == (dt.date(2023, 9, 20), "", {})


def test_answers_are_taken_and_left_out(house: FakeHouse) -> None:
    answers = ("Kabar: Timor", "id", "", "Kupang", "Kota, #1 Desa ,", "1 Maret 2018", "Rp5.000")
    made = answered(house, *answers, "-", 'Ani "A" Lestari')
    assert made.exit_code == 0
    paper = desk().publication
    assert (paper.name, paper.time_zone, paper.city) == ("Kabar: Timor", "Asia/Jayapura", "Kupang")
    assert [section.name for section in paper.sections] == ["Kota", "#1 Desa"]
    assert (paper.first_day, paper.price) == (dt.date(2018, 3, 1), "Rp5.000")
    assert paper.imprint == {"Editor in chief": ('Ani "A" Lestari',)}


def test_an_answer_that_cannot_be_used_is_asked_again(house: FakeHouse) -> None:
    answers = (
        "A",
        "bahasa",
        "id",
        "Asia/Nowhere",
        "Asia/Jakarta",
        "",
        "Kota, kota",
        "Kota",
        "x",
        "-",
    )
    made = answered(house, *answers, "", "", "")
    assert made.exit_code == 0
    assert made.stderr.count("error: ") == 4
    assert "There is no time zone Asia/Nowhere." in made.stderr
    paper = desk().publication
    assert (paper.language, paper.time_zone, paper.first_day) == ("id", "Asia/Jakarta", None)


def test_a_desk_that_is_there_is_kept_unless_forced(house: FakeHouse) -> None:
    Path("cetak.yaml").write_text("jobs: 3\n")
    refused = run(house, "init", "--yes")
    assert refused.exit_code == 3
    assert "--force" in refused.stderr
    assert Path("cetak.yaml").read_text() == "jobs: 3\n"
    assert run(house, "init", "--yes", "--force").exit_code == 0
    assert desk().publication.name == "The Daily"


def test_who_stops_answering_gets_no_file(house: FakeHouse) -> None:
    stopped = answered(house, "A", "id")
    assert stopped.exit_code == 130
    assert list(Path().iterdir()) == []


def test_who_never_answers_well_is_let_go(house: FakeHouse) -> None:
    assert answered(house, "A", *["?"] * 20).exit_code == 3
    assert list(Path().iterdir()) == []


def test_it_asks_and_comments_in_the_language_of_the_terminal(
    house: FakeHouse, tmp_path: Path
) -> None:
    (tmp_path / "meja").mkdir()
    indonesian = a_house(tmp_path, locale="id_ID")
    made = answered(indonesian, *[""] * 9, arguments=("meja",))
    assert made.exit_code == 0
    assert "Nama koran [Harian Kita]" in made.stderr
    text = Path("meja/cetak.yaml").read_text()
    assert text.startswith("# Meja redaksi.")
    assert "language: id" in text
    assert "first-day: 2023-09-20" in text
    names = {"LC_ALL": "id_ID", "TZ": "Etc/UTC"}
    assert run(FakeHouse(Environment(names)), "init", "--yes").exit_code == 0
    assert desk().publication.time_zone == "Asia/Jakarta"


def test_without_a_zone_in_the_environment_one_is_guessed_that_exists(tmp_path: Path) -> None:
    path = tmp_path / "cetak.yaml"
    assert run(a_house(tmp_path), "init", path, "--yes").exit_code == 0
    assert load_desk(LocalResources(), tmp_path)[0].publication.name == "The Daily"
