from __future__ import annotations

from pathlib import Path

import pytest
from fake_house import FakeHouse, a_house, run


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeHouse:
    monkeypatch.chdir(tmp_path)
    return a_house(tmp_path)


def test_a_layout_of_your_own_is_made_shown_and_checked(house: FakeHouse) -> None:
    made = run(house, "layouts", "new", "ours")
    assert made.exit_code == 0
    assert made.stderr == "Made ours. Print with it: cetak print STORY --layout ours\n"
    assert Path("ours/layout.yaml").exists()
    shown = run(house, "layouts", "show", "./ours")
    assert (shown.exit_code, shown.stdout.split()[0]) == (0, "ours")
    checked = run(house, "layouts", "check", "./ours")
    assert (checked.exit_code, checked.stderr) == (0, "./ours is checked.\n")


def test_nothing_is_made_over_what_is_there(house: FakeHouse) -> None:
    Path("ours").mkdir()
    assert run(house, "layouts", "new", "ours").exit_code == 5
    assert list(Path("ours").iterdir()) == []


def test_a_layout_with_errors_does_not_pass_the_check(house: FakeHouse) -> None:
    run(house, "layouts", "new", "ours")
    with Path("ours/tokens.css").open("a") as file:
        file.write("\n:root { --x: 1px; } }\n")
    checked = run(house, "layouts", "check", "./ours")
    assert checked.exit_code == 5
    assert checked.stderr.startswith("error: ")
    assert "is checked" not in checked.stderr


def test_options_are_shown_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    english = run(a_house(tmp_path), "layouts", "show", "reader").stdout
    indonesian = run(a_house(tmp_path, locale="id_ID"), "layouts", "show", "reader").stdout
    assert "Meaning" in english
    assert "Arti" in indonesian
    assert english != indonesian
