"""What travels with ``pip install``, what it needs, and under which licences."""

from __future__ import annotations

import ast
import functools
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SAMPLE = ROOT / "samples" / "night-ferry.md"
FOR_MAKERS_ONLY = {"build.py", "recipe.yaml", "README.md"}
# Where a package leaves the choice, the licence that we take it under.
TAKEN_UNDER = {"pyphen": "MPL 1.1"}
GNU = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needed_to_run() -> dict[str, str]:
    closure = script("pins").closure(PROJECT["project"]["dependencies"])
    assert isinstance(closure, dict)
    return closure


def imported() -> set[str]:
    """Top-level names that the package imports, from others than itself and Python."""
    names: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"cetak"}


def licences(name: str) -> list[str]:
    about = metadata.metadata(name)
    told = [
        *(about.get_all("License-Expression") or ()),
        *(line for line in about.get_all("Classifier") or () if line.startswith("License")),
        *(line.splitlines()[0] for line in about.get_all("License") or () if line.strip()),
    ]
    return [str(line) for line in told]


def test_dependencies_are_what_the_package_imports() -> None:
    packages = metadata.packages_distributions()
    used = {canonicalize_name(packages[name][0]) for name in imported()}
    declared = {
        canonicalize_name(Requirement(line).name) for line in PROJECT["project"]["dependencies"]
    }
    assert used == declared


def test_everything_that_is_needed_is_pinned() -> None:
    pins = script("pins")
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert set(pins.closure(pins.wanted(PROJECT))) <= set(pinned)
    assert all(re.fullmatch(r"\d[\w.]*", version) for version in pinned.values())


@pytest.mark.parametrize("name", sorted(needed_to_run()))
def test_no_dependency_binds_a_newsroom_by_the_gpl(name: str) -> None:
    told = licences(name)
    assert told, "says nothing of its licence"
    if any(GNU.search(line) for line in told):
        assert TAKEN_UNDER[name] in " ".join(told)


def test_the_licence_test_would_notice() -> None:
    assert GNU.search("License :: OSI Approved :: GNU General Public License v3 (GPLv3)")
    assert GNU.search("AGPL-3.0-or-later")
    assert not GNU.search("LGPL-2.1-or-later OR MPL-1.1")


def test_libraries_are_asked_for_as_the_engine_does() -> None:
    assert script("pango").missing() == []


def test_every_package_manager_has_a_command() -> None:
    pango = script("pango")
    for manager in pango.MANAGERS:
        for as_root, as_user in zip(
            pango.install_commands(manager, is_root=True),
            pango.install_commands(manager, is_root=False),
            strict=True,
        ):
            assert as_root[0] == manager
            assert as_user[0] == ("brew" if manager == "brew" else "sudo")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("cetak-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of programs of an environment that holds the wheel and, from here, what it needs."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    run = functools.partial(subprocess.run, check=True, capture_output=True)
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = str(folder / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"]
    run([*pip, "--disable-pip-version-check", str(wheel)])
    own = next(folder.glob("lib/python*/site-packages"))
    (own / "needed.pth").write_text(str(Path(pypdfium2.__file__).parents[1]), "utf-8")
    return folder / "bin"


def said(program: Path, *arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cwd / "cache"), "LC_ALL": "C.UTF-8"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(program), *arguments],
        cwd=cwd,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout


@pytest.mark.integration
def test_layouts_and_fonts_travel_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"cetak", f"{wheel.stem[:11]}.dist-info"}
    for folder in ("layouts", "fonts"):
        here = {
            f"cetak/assets/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        packed = {name for name in names if name.startswith(f"cetak/assets/{folder}/")}
        assert len(packed) > 5
        assert packed <= here
        assert {Path(name).name for name in here - packed} <= FOR_MAKERS_ONLY


@pytest.mark.integration
def test_each_font_folder_travels_with_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    folders = {name.rsplit("/", 1)[0] for name in names if name.endswith(".ttf")}
    assert len(folders) >= 8
    assert {f"{folder}/OFL.txt" for folder in folders} <= set(names)


@pytest.mark.integration
def test_catalogues_and_tables_travel_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.yaml")}
    assert len(here) > 10
    assert here <= names


@pytest.mark.integration
def test_the_command_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = said(installed / "python", "-c", "import cetak; print(cetak.__file__)", cwd=tmp_path)
    assert Path(place).is_relative_to(installed.parent)
    listed = said(installed / "cetak", "layouts", "list", cwd=tmp_path).splitlines()
    assert [line.split()[0] for line in listed] == ["edition", "reader"]
    said(installed / "cetak", "print", str(SAMPLE), "-o", "story.pdf", cwd=tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "story.pdf") as pdf:
        assert len(pdf) >= 3
        assert "ferry" in pdf[0].get_textpage().get_text_range()
