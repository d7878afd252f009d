"""docs/command.md names every command, option, exit code and field, and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cetak.article.sheet import Measured, Sheet
from cetak.article.story import Article
from cetak.clean.report import Category, Cleaned, Removed
from cetak.cli.app import app
from cetak.cli.order import OrderError
from cetak.cli.report import Counts, ReportLine, report_json, story_row
from cetak.errors import INTERRUPTED_EXIT_CODE, PARTIAL_EXIT_CODE, CetakError
from cetak.findings import Where, warning
from cetak.run.many import Printed

TEXT = (Path(__file__).parents[1] / "docs" / "command.md").read_text("utf-8")
EVERYWHERE = {"--help", "-h"}


def sections() -> dict[str, str]:
    parts = re.split(r"^## +(.+)$", TEXT, flags=re.MULTILINE)
    return {title.strip("`"): text for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            is_default = name == getattr(command, "default", "")
            yield from commands(inner, path if is_default else f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(commands(get_command(app), "cetak"))


def first_cells(text: str) -> list[str]:
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    return [cell for cell in rows if cell and not set(cell) <= {"-", " "}]


def test_every_command_is_documented_and_no_other() -> None:
    documented = {title for title in sections() if title.startswith("cetak ")}
    assert documented == set(COMMANDS)
    assert len(documented) == 14


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    options = {
        spelling
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option"
        for spelling in parameter.opts
    } - EVERYWHERE
    cells = [cell for cell in first_cells(sections()[name]) if cell != "option"]
    assert {spelling for cell in cells for spelling in re.findall(r"`(-[^`]+)`", cell)} == options


def test_defaults_are_documented_as_they_are() -> None:
    parameters = {parameter.name: parameter for parameter in COMMANDS["cetak print"].params}
    assert f"Default: {parameters['timeout'].default:g}." in TEXT
    assert f"Default: {parameters['memory'].default}." in TEXT


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches_by_example(name: str) -> None:
    examples = re.findall(r"\[bold cyan\](.+?)\[/\]", COMMANDS[name].epilog or "")
    assert 3 <= len(examples) <= 5
    assert any(name in example for example in examples)


def kinds(kind: type[CetakError]) -> Iterator[type[CetakError]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from kinds(inner)


def test_every_exit_code_is_documented() -> None:
    codes = {kind.exit_code for kind in kinds(CetakError) if kind.__module__.startswith("cetak.")}
    codes |= {0, 1, OrderError.exit_code, PARTIAL_EXIT_CODE, INTERRUPTED_EXIT_CODE}
    cells = first_cells(sections()["Exit codes"])
    assert sorted(int(cell) for cell in cells if cell.isdigit()) == sorted(codes)


def test_every_field_of_the_report_is_documented() -> None:
    removed = Removed("Baca juga", "related", Category.RELATED, Where("a.md", 3))
    cleaned = Cleaned(Article(), (removed,), (warning("line-doubtful", Where("a.md"), text="x"),))
    sheet = Sheet(b"%PDF", Measured((1,)))
    row = story_row(ReportLine.of(Printed("a.md", sheet, cleaned)), "en")
    text = sections()["The JSON report"]
    cells = {cell.strip("`") for cell in first_cells(text)} - {"field"}
    whole = json.loads(report_json([], Counts(), [], "en"))
    assert cells == {*whole, *row}
    assert {name for name in whole["counts"] if f"`{name}`" not in text} == set()
    inner = {*row["removed"][0], *row["findings"][0], *row["findings"][0]["where"]}
    assert {name for name in inner if f"`{name}`" not in text} == set()
