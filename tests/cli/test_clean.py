from __future__ import annotations

import json
from pathlib import Path

import pytest
from fake_house import a_house, run

STORY = "Night Ferry\nThe ferry leaves at nine.\n!Baca Juga: Day Ferry\nIt comes back at six."


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(STORY)
    Path("empty.txt").touch()
    return tmp_path


def test_a_story_is_shown_with_its_facts_on_top(desk: Path) -> None:
    result = run(a_house(desk), "clean", "a.txt")
    assert result.exit_code == 0
    assert result.stdout.split("\n\n") == [
        "Headline: Night Ferry",
        "The ferry leaves at nine.",
        "It comes back at six.",
        "(*)\n",
    ]


def test_what_was_removed_is_a_table(desk: Path) -> None:
    result = run(a_house(desk), "clean", "a.txt", "--removed")
    head, row = result.stdout.splitlines()
    assert head.split() == ["Category", "Rule", "Line", "Text"]
    assert row.split() == ["related", "related-line", "3", "Baca", "Juga:", "Day", "Ferry"]


def test_what_was_removed_as_json(desk: Path) -> None:
    result = run(a_house(desk), "clean", "a.txt", "--removed", "--json")
    (row,) = json.loads(result.stdout)
    assert (row["source"], row["category"], row["line"]) == ("a.txt", "related", 3)
    assert row["text"] == "Baca Juga: Day Ferry"


def test_nothing_removed_is_said(desk: Path) -> None:
    Path("b.txt").write_text("B\nText.")
    result = run(a_house(desk), "clean", "b.txt", "--removed")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing was taken out.\n"


def test_exit_codes_are_those_of_print(desk: Path) -> None:
    assert run(a_house(desk), "clean", "a.txt", "empty.txt").exit_code == 9
    assert run(a_house(desk), "clean", "empty.txt", "gone.txt").exit_code == 4
    assert run(a_house(desk), "clean", "gone.txt", "empty.txt").exit_code == 6
    assert run(a_house(desk), "clean", "a.txt", "--to", "docx").exit_code == 2


def test_a_story_comes_from_standard_input(desk: Path) -> None:
    result = run(a_house(desk, input=b"From stdin\nText."), "clean", "-")
    assert result.stdout.startswith("Headline: From stdin\n")


def test_as_text_a_story_is_its_body_alone(desk: Path) -> None:
    result = run(a_house(desk), "clean", "a.txt", "--to", "text")
    assert result.stdout == "The ferry leaves at nine.\nIt comes back at six. (*)\n"
