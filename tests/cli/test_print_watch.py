"""``cetak print --watch``: rounds of changes, each told in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fake_house import FakeHouse, a_house, run

from cetak.acquire.sources import Raw
from cetak.acquire.watching import Changes
from cetak.clean.report import Cleaned
from cetak.cli.house import House
from cetak.config import Desk
from cetak.continuing import OtherPages

Step = Callable[[], Changes]


@dataclass
class WatchingHouse(FakeHouse):
    steps: list[Step] = field(default_factory=list)
    places: tuple[Path, ...] = ()

    def changes(self, places: Sequence[Path]) -> Iterator[Changes]:
        self.places = tuple(places)
        for step in self.steps:
            yield step()
        raise KeyboardInterrupt

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        return House.clean(self, raw, desk, pages)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WatchingHouse:
    monkeypatch.chdir(tmp_path)
    write("in/a.yaml", "A")
    write("in/b.yaml", "B", "harbour.jpg")
    return WatchingHouse(a_house(tmp_path).resources, folder=tmp_path)


def write(name: str, headline: str, picture: str = "") -> Changes:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = f"picture:\n  source: {picture}\n" if picture else ""
    path.write_text(f"headline: {headline}\npublished: 2023-09-20\n{shown}body:\n  - Satu.\n")
    return Changes(frozenset({path.absolute()}))


def touched(name: str, content: str) -> Changes:
    Path(name).write_text(content)
    return Changes(frozenset({Path(name).absolute()}))


def removed(name: str) -> Changes:
    Path(name).unlink()
    return Changes(gone=frozenset({Path(name).absolute()}))


def rounds(house: WatchingHouse, *steps: Step) -> list[str]:
    house.steps = list(steps)
    result = run(house, "print", "in", "--watch", "--out-dir", "out")
    assert result.exit_code == 0
    assert house.places == (Path("in"),)
    lines = [line for line in result.stderr.splitlines() if line.startswith("06:00:00 ")]
    return [line.removeprefix("06:00:00 ") for line in lines]


def printed() -> list[str]:
    return sorted(path.stem[11:] for path in Path("out").glob("*.pdf"))


def test_everything_first_then_what_is_new_or_changed(house: WatchingHouse) -> None:
    told = rounds(house, lambda: write("in/c.yaml", "C"), lambda: write("in/a.yaml", "A new"))
    assert told == ["2 printed: a.yaml, b.yaml", "1 printed: c.yaml", "1 printed: a.yaml"]
    assert printed() == ["a", "a-new", "b", "c"]


def test_a_picture_prints_the_stories_that_show_it(house: WatchingHouse) -> None:
    told = rounds(house, lambda: touched("in/harbour.jpg", "x"), lambda: touched("in/o.jpg", "x"))
    assert told[1:] == ["1 printed: b.yaml"]


def test_the_configuration_prints_everything(house: WatchingHouse) -> None:
    told = rounds(house, lambda: touched("in/cetak.yaml", "jobs: 2\n"))
    assert told[1:] == ["2 printed: a.yaml, b.yaml"]


def test_a_removed_story_is_told_and_its_pdf_stays(house: WatchingHouse) -> None:
    told = rounds(house, lambda: removed("in/b.yaml"))
    assert told[1:] == ["1 removed: b.yaml"]
    assert printed() == ["a", "b"]


def test_stories_of_one_name_keep_their_files_from_round_to_round(house: WatchingHouse) -> None:
    write("in/b.yaml", "A")
    rounds(house, lambda: write("in/b.yaml", "A"), lambda: write("in/a.yaml", "A"))
    assert printed() == ["a", "a-2"]


def test_mistakes_end_a_round_and_not_the_watching(house: WatchingHouse) -> None:
    told = rounds(
        house,
        lambda: touched("in/c.yaml", "headline: [\n"),
        lambda: touched("in/cetak.yaml", "layuot: x\n"),
        lambda: touched("in/cetak.yaml", "jobs: 1\n"),
        lambda: write("in/c.yaml", "C"),
    )
    assert told[1:] == [
        "0 printed, 1 set aside: c.yaml",
        "2 printed, 1 set aside: a.yaml, b.yaml, c.yaml",
        "1 printed: c.yaml",
    ]


def test_one_executor_serves_all_rounds(house: WatchingHouse) -> None:
    rounds(house, lambda: write("in/c.yaml", "C"), lambda: write("in/c.yaml", "D"))
    assert len(house.executors) == 1


@pytest.mark.parametrize("source", ["-", "https://koran.example/", "gone"])
def test_only_what_lies_here_can_be_watched(house: WatchingHouse, source: str) -> None:
    result = run(house, "print", source, "--watch")
    assert result.exit_code == 2
    assert "--watch needs folders" in result.stderr
