from __future__ import annotations

import os
from pathlib import Path

import pytest

from cetak.acquire.sources import Raw, Unreadable, gather
from cetak.errors import ResourceError
from cetak.resources import LocalResources, MemoryResources


def no_stdin() -> bytes:
    raise AssertionError("standard input was read")


def names(arguments: list[str], resources: MemoryResources) -> list[str]:
    return [found.name for found in gather(arguments, resources, no_stdin)]


def codes(arguments: list[str], resources: LocalResources) -> list[str]:
    found = gather(arguments, resources, no_stdin)
    return [f.error.findings[0].code if isinstance(f, Unreadable) else "raw" for f in found]


def test_a_file_is_taken_as_it_is_with_the_folder_it_lies_in() -> None:
    resources = MemoryResources({"/desk/story.xyz": b"copy"})
    assert list(gather(["/desk/story.xyz"], resources, no_stdin)) == [
        Raw("/desk/story.xyz", b"copy", Path("/desk"))
    ]


def test_a_folder_stands_for_its_stories_sorted_and_nothing_else() -> None:
    taken = ["/d/a.yaml", "/d/b/c.TXT", "/d/b/d.md", "/d/e.json", "/d/f.markdown", "/d/g.yml"]
    passed = ["cetak.yaml", ".x.yaml", "README.md", "p.jpg", "out/1.txt", ".git/a.txt", "b/README"]
    resources = MemoryResources(dict.fromkeys([*taken, *(f"/d/{name}" for name in passed)], b""))
    assert names(["/d"], resources) == taken


def test_what_fails_does_not_stop_the_others() -> None:
    resources = MemoryResources({"a.txt": b"a", "c.txt": b"c", "empty/x.jpg": b""})
    found = list(gather(["a.txt", "b.txt", "empty", "c.txt"], resources, no_stdin))
    assert [f.name for f in found] == ["a.txt", "b.txt", "empty", "c.txt"]
    assert [f.error.exit_code for f in found if isinstance(f, Unreadable)] == [6, 4]


def test_standard_input_is_read_once_and_has_no_folder() -> None:
    calls = iter([b"copy"])
    found = list(gather(["-", "-"], MemoryResources(), lambda: next(calls)))
    assert found == [Raw("-", b"copy", None)]


def test_a_file_named_twice_is_taken_once() -> None:
    resources = MemoryResources({"d/a.txt": b"", "d/b.txt": b""})
    assert names(["d/b.txt", "d", "./d/a.txt"], resources) == ["d/b.txt", "d/a.txt"]


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("https://example.id/story", "source-is-address"),
        ("a\0b", "file-missing"),
        ("x" * 300, "file-missing"),
        ("x/" * 3000, "file-missing"),
        ("\ud800", "file-missing"),
    ],
)
def test_impossible_names_are_refused_in_words(argument: str, code: str) -> None:
    assert codes([argument], LocalResources()) == [code]


def test_too_much_is_not_read() -> None:
    resources = MemoryResources({"a.txt": b"12345"})
    found = list(gather(["a.txt", "-"], resources, lambda: b"12345", limit_bytes=4))
    assert [f.error.findings[0].code for f in found if isinstance(f, Unreadable)] == [
        "file-too-large",
        "file-too-large",
    ]


class Closed(MemoryResources):
    """A folder in it may not be looked into, and a file in it not be asked about."""

    def is_folder(self, path: Path) -> bool:
        if path.name == "hidden.txt":
            raise PermissionError
        return super().is_folder(path)

    def listing(self, folder: Path) -> tuple[Path, ...]:
        if folder.name == "closed":
            raise ResourceError.because("file-not-readable", str(folder))
        return super().listing(folder)


def test_a_closed_folder_is_told_and_the_rest_is_taken() -> None:
    resources = Closed({"d/a.txt": b"", "d/closed/b.txt": b"", "d/e.txt": b"", "hidden.txt": b""})
    found = list(gather(["d", "hidden.txt"], resources, no_stdin))
    assert [(f.name, type(f)) for f in found] == [
        ("d/a.txt", Raw),
        ("d/closed", Unreadable),
        ("d/e.txt", Raw),
        ("hidden.txt", Raw),
    ]


def test_pipes_and_circles_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "story.txt").write_bytes(b"copy")
    found = list(gather([str(tmp_path)], LocalResources(), no_stdin))
    assert [f.name for f in found] == [str(tmp_path / "story.txt")]
