"""The map in ARCHITECTURE.md is the house as it stands, and the house keeps its own rules."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

import cetak

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "cetak"
MAP = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_FUNCTION = 60
LONG_FUNCTION = 40
LONGEST_MODULE = 400


def section(title: str) -> str:
    return MAP.split(f"\n## {title}\n")[1].split("\n## ")[0]


def mapped(title: str) -> list[str]:
    """First column of a section's table."""
    return re.findall(r"^\| `([a-z_.-]+/?)` \|", section(title), re.MULTILINE)


def rooms() -> set[str]:
    """Folders with code as ``name/``, modules as ``name.py``."""
    folders = {f"{path.parent.name}/" for path in PACKAGE.glob("*/*.py")}
    return folders | {path.name for path in PACKAGE.glob("[!_]*.py")}


def stages() -> list[str]:
    return re.findall(r"^\d+\. ``(\w+)``", cetak.__doc__ or "", re.MULTILINE)


def layers() -> list[str]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    return next(list(c["layers"]) for c in contracts if c["type"] == "layers")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines below the signature of each function of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.body[0].lineno + 1
            yield f"{path.relative_to(PACKAGE)}:{node.name}", lines


FUNCTIONS = {name: lines for path in MODULES for name, lines in functions(path)}


def test_the_map_names_each_room_and_no_other() -> None:
    assert set(mapped("The rooms")) == rooms()


def test_the_map_names_each_folder_of_the_house_and_no_other() -> None:
    made_here = (ROOT / ".gitignore").read_text("utf-8").split()
    folders = {
        f"{path.name}/"
        for path in ROOT.glob("[!.]*/")
        if not any(fnmatch(f"{path.name}/", pattern) for pattern in made_here)
    }
    assert set(mapped("The house")) == folders


def test_stages_stand_in_the_docstring_as_in_the_listing() -> None:
    assert len(stages()) >= 7
    assert stages() == sorted(stages())
    assert {f"{stage}/" for stage in stages()} <= rooms()


def test_the_docstring_names_every_room() -> None:
    folders = {room.rstrip("/") for room in rooms() if room.endswith("/")}
    assert folders <= set(re.findall(r"``(\w+)``", cetak.__doc__ or ""))


def test_the_map_tells_the_rooms_in_the_order_of_imports() -> None:
    in_map = [name.removesuffix("/").removesuffix(".py") for name in mapped("The rooms")]
    assert in_map == layers()[::-1]


def test_imports_may_go_against_the_pipeline_only() -> None:
    assert [layer for layer in layers()[::-1] if layer in stages()] == stages()


def test_functions_are_short() -> None:
    too_long = {name: lines for name, lines in FUNCTIONS.items() if lines > LONGEST_FUNCTION}
    assert too_long == {}
    assert statistics.quantiles(FUNCTIONS.values(), n=20)[-1] <= LONG_FUNCTION


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_has_one_idea(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE
