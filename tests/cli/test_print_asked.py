"""Which stories are printed: by day, by name, from the sources of the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fake_house import FakeHouse, a_house, run

from cetak.acquire.sources import Raw
from cetak.clean.report import Cleaned
from cetak.cli.house import House
from cetak.config import Desk
from cetak.continuing import OtherPages


@dataclass
class ReadingHouse(FakeHouse):
    """Reads stories as they are; only the press is a fake."""

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        if b"interrupt" in raw.content:
            raise KeyboardInterrupt
        return House.clean(self, raw, desk, pages)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadingHouse:
    monkeypatch.chdir(tmp_path)
    plain = a_house(tmp_path)
    for name, published in (
        ("early", "2023-09-20T16:30:00+00:00"),
        ("late", "2023-09-20T18:30:00+00:00"),
        ("next", "2023-09-21"),
        ("undated", ""),
    ):
        story(f"in/{name}.yaml", name, published)
    return ReadingHouse(plain.resources, folder=tmp_path)


def story(name: str, headline: str, published: str = "") -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    dated = f"published: {published}\n" if published else ""
    path.write_text(
        f"headline: {headline}\nuri: urn:{headline}\n{dated}body:\n  - Satu kalimat {headline}.\n"
    )
    return name


def printed() -> list[str]:
    return sorted(path.stem for path in Path("out").glob("*.pdf"))


def to_out(house: FakeHouse, *arguments: object) -> tuple[int, str]:
    result = run(house, "print", *arguments, "--out-dir", "out")
    return result.exit_code, result.stderr


def test_a_day_is_that_of_the_publication(house: ReadingHouse) -> None:
    code, told = to_out(house, "in", "--on", "2023-09-20")
    assert (code, printed()) == (0, ["2023-09-20-early", "2023-09-20-late"])
    assert "4 read: 2 printed, 0 set aside, 1 not asked for, 1 without a date." in told
    assert told.count("warning: ") == 1
    assert "in/undated.yaml has no date and is not printed" in told


def test_the_time_zone_moves_the_day(house: ReadingHouse) -> None:
    Path("in/cetak.yaml").write_text("publication:\n  time-zone: Asia/Jakarta\n")
    code, _ = to_out(house, "in", "--on", "2023-09-21")
    assert (code, printed()) == (0, ["2023-09-21-late", "2023-09-21-next"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--on", "today"], ["early", "late"]),
        (["--since", "2023-09-21"], ["next"]),
        (["--until", "2023-09-20"], ["early", "late"]),
        (["--since", "yesterday", "--until", "2023-09-21"], ["early", "late", "next"]),
        (["--find", "urn:late"], ["late"]),
        ([], ["early", "late", "next", "undated"]),
    ],
)
def test_days_and_names_choose(
    house: ReadingHouse, options: list[str], expected: list[str]
) -> None:
    assert to_out(house, "in", *options)[0] == 0
    assert sorted(name[11:] for name in printed()) == sorted(expected)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--on", "yesterday"], "no story of 2023-09-19 among the 4"),
        (["--since", "2024-01-01"], "no story of 2024-01-01 – among the 4"),
        (["--find", "urn:nobody"], "no story urn:nobody among the 4"),
    ],
)
def test_nothing_found_is_an_error_of_the_source(
    house: ReadingHouse, options: list[str], words: str
) -> None:
    code, told = to_out(house, "in", *options)
    assert (code, printed()) == (4, [])
    assert words in told


@pytest.mark.parametrize(
    "options",
    [
        ["--on", "2023-09-31"],
        ["--on", "20 September"],
        ["--since", "tomorrow"],
        ["--on", "today", "--since", "today"],
        ["--on", "today", "--until", "today"],
        ["--find", "x", "--on", "today"],
        ["--since", "2023-09-21", "--until", "2023-09-20"],
        ["--watch", "--find", "x"],
        ["--watch", "-o", "x.pdf"],
        ["--watch", "--report", "r.json"],
        ["--watch", "--summary"],
    ],
)
def test_options_that_contradict_are_refused(house: ReadingHouse, options: list[str]) -> None:
    result = run(house, "print", "in", *options)
    assert result.exit_code == 2
    assert list(Path().glob("*.pdf")) == []


def test_one_file_for_one_story_of_a_day(house: ReadingHouse) -> None:
    assert run(house, "print", "in", "--on", "2023-09-21", "-o", "next.pdf").exit_code == 0
    assert Path("next.pdf").exists()
    assert run(house, "print", "in", "--on", "2023-09-20", "-o", "two.pdf").exit_code == 2
    assert not Path("two.pdf").exists()


def test_without_a_source_the_configuration_names_them(house: ReadingHouse) -> None:
    Path("cetak.yaml").write_text("jobs: 3\nsources:\n  - folder: in\n")
    assert to_out(house)[0] == 0
    assert len(printed()) == 4
    assert house.executors[0][0] == 3


def test_without_any_source_the_command_line_was_wrong(house: ReadingHouse) -> None:
    for command in ("print", "clean"):
        result = run(house, command)
        assert result.exit_code == 2
        assert "No story was named" in result.stderr


def test_cleaning_takes_the_configured_sources_too(house: ReadingHouse) -> None:
    Path("cetak.yaml").write_text("sources:\n  - folder: in\n")
    result = run(house, "clean", "--to", "text")
    assert result.exit_code == 0
    assert result.stdout.count("Satu kalimat") == 4
    assert result.stderr == "4 read, 4 cleaned, 0 set aside.\n"


def test_the_report_counts_and_names_what_was_passed_over(house: ReadingHouse) -> None:
    Path("in/broken.yaml").write_text("headline: [\n")
    code, _ = to_out(house, "in", "--on", "2023-09-21", "--report", "r.json")
    report = json.loads(Path("r.json").read_text())
    assert code == 9
    assert report["counts"] == {
        "read": 5,
        "printed": 1,
        "set_aside": 1,
        "not_asked_for": 2,
        "undated": 1,
    }
    assert [finding["code"] for finding in report["findings"]] == ["story-undated"]


def test_ctrl_c_keeps_and_counts_what_is_done(house: ReadingHouse) -> None:
    story("in/z.yaml", "interrupt", "2023-09-20")
    code, told = to_out(house, "in", "--report", "r.json")
    assert code == 130
    assert "4 printed, 0 set aside (interrupted)." in told
    assert len(printed()) == 4
    assert json.loads(Path("r.json").read_text())["counts"]["printed"] == 4


PAGE = """<!DOCTYPE html><html lang="id"><head><title>Hujan Turun</title>
<meta property="og:type" content="article"></head><body><article><h1>Hujan Turun</h1>
<div class="c">{copy}</div><p class="paging">{links}</p></article></body></html>"""


def pages() -> Iterator[str]:
    names = ("hujan.html", "hujan-2.html", "hujan-3.html")
    for number, name in enumerate(names, start=1):
        links = " ".join(
            f'<a href="{other}">{at}</a>' if at != number else f"<b>{at}</b>"
            for at, other in enumerate(names, start=1)
        )
        copy = "".join(
            f"<p>Halaman {number}, kalimat {line} yang cukup panjang untuk dibaca warga.</p>"
            for line in (1, 2, 3)
        )
        Path("saved").mkdir(exist_ok=True)
        Path("saved", name).write_text(PAGE.format(copy=copy, links=links))
        yield name


def test_saved_pages_of_one_story_are_one_story(house: ReadingHouse) -> None:
    assert len(list(pages())) == 3
    result = run(house, "clean", "saved", "--to", "text")
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == [
        f"Halaman {number}" for number in (1, 1, 1, 2, 2, 2, 3, 3, 3)
    ]
    assert run(house, "print", "saved", "--out-dir", "out").exit_code == 0
    assert printed() == ["2023-09-20-hujan-turun"]


def test_in_bulk_each_saved_page_is_a_file(house: ReadingHouse) -> None:
    assert len(list(pages())) == 3
    assert run(house, "clean", "saved", "--out-dir", "texts").exit_code == 0
    assert sorted(path.name for path in Path("texts").iterdir()) == [
        "hujan-2.txt",
        "hujan-3.txt",
        "hujan.txt",
    ]


def test_a_missing_page_is_an_error_for_the_strict(house: ReadingHouse) -> None:
    assert len(list(pages())) == 3
    Path("saved/hujan-2.html").unlink()
    result = run(house, "print", "saved", "--strict")
    assert result.exit_code == 10
    assert "lacks pages 2 of 3" in result.stderr
