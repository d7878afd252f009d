from __future__ import annotations

import os
from pathlib import Path

import pytest

from cetak.acquire.beside import read_beside
from cetak.acquire.policy import PictureError
from cetak.resources import LocalResources


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    desk = tmp_path / "desk"
    (desk / "pictures").mkdir(parents=True)
    (desk / "pictures" / "a.jpg").write_bytes(b"inside")
    (desk / "Screenshot\u202f1.png").write_bytes(b"odd")
    (tmp_path / "secret.jpg").write_bytes(b"outside")
    (tmp_path / "desk-two").mkdir()
    (tmp_path / "desk-two" / "b.jpg").write_bytes(b"outside")
    return desk


def read(source: str, desk: Path | None) -> bytes | str:
    try:
        return read_beside(source, desk, LocalResources(), 100)
    except PictureError as error:
        return error.findings[0].code


def test_pictures_in_the_folder_and_below_are_read(desk: Path) -> None:
    assert read("pictures/a.jpg", desk) == b"inside"
    assert read("./pictures/../pictures/a.jpg", desk) == b"inside"
    assert read(str(desk / "pictures" / "a.jpg"), desk) == b"inside"
    assert read("Screenshot\u202f1.png", desk) == b"odd"


def test_a_folder_that_is_a_link_is_the_folder_it_leads_to(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(desk)
    assert read("pictures/a.jpg", tmp_path / "link") == b"inside"


@pytest.mark.parametrize(
    "source",
    ["../secret.jpg", "pictures/../../secret.jpg", "/etc/passwd", "../desk-two/b.jpg", "//x/y"],
)
def test_nothing_outside_is_opened(source: str, desk: Path) -> None:
    assert read(source, desk) == "picture-outside-folder"


def test_links_are_judged_by_where_they_end(desk: Path) -> None:
    (desk / "out.jpg").symlink_to("../secret.jpg")
    (desk / "folder").symlink_to("..")
    (desk / "round.jpg").symlink_to("round.jpg")
    (desk / "in.jpg").symlink_to("pictures/a.jpg")
    assert read("out.jpg", desk) == "picture-outside-folder"
    assert read("folder/secret.jpg", desk) == "picture-outside-folder"
    assert read("in.jpg", desk) == b"inside"
    assert read("round.jpg", desk) in ("picture-missing", "picture-not-readable")


@pytest.mark.parametrize(
    "source",
    ["gone.jpg", "Pictures/A.JPG", "..%2fsecret.jpg", "%2e%2e/secret.jpg", "", ".", "~/a"],
)
def test_names_are_taken_as_written(source: str, desk: Path) -> None:
    assert read(source, desk) == "picture-missing"


@pytest.mark.parametrize(
    "source",
    ["..\\secret.jpg", "\\\\host\\a.jpg", "a\0.jpg", "a\n.jpg", "\ud800", "x" * 300, "a/" * 9999],
)
def test_what_is_no_name_is_refused(source: str, desk: Path) -> None:
    assert read(source, desk) == "picture-name"


def test_what_is_no_file_is_not_opened(desk: Path) -> None:
    os.mkfifo(desk / "pipe.jpg")
    assert read("pipe.jpg", desk) == "picture-missing"
    assert read("pictures", desk) == "picture-missing"


def test_too_large_and_without_folder(desk: Path) -> None:
    (desk / "large.jpg").write_bytes(b"x" * 101)
    assert read("large.jpg", desk) == "picture-too-large"
    assert read("large.jpg", None) == "picture-without-folder"
