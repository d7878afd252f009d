"""``cetak print`` from end to end: real workers, real engine, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

STORY = """\
headline: {headline}
byline: Rina Lestari
published: 2023-09-20
language: en
body:
  - The ferry leaves at nine in the evening and comes back at six.
  - crosshead: The crossing
  - Nobody on board sleeps, {end}.
  - end-mark: "(*)"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write(tmp_path / "a.yaml", "Night Ferry", "they say")
    write(tmp_path / "b.yaml", "Day Ferry", "says nobody")
    return tmp_path


def write(path: Path, headline: str, end: str) -> None:
    path.write_text(STORY.format(headline=headline, end=end))


def cetak(cwd: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cetak", *arguments],
        cwd=cwd,
        env=os.environ | {"XDG_CACHE_HOME": str(cwd / ".cache"), "LC_ALL": "C.UTF-8"},
        input=stdin,
        capture_output=True,
        timeout=300,
        check=False,
    )


def report(desk: Path) -> list[dict[str, Any]]:
    stories: list[dict[str, Any]] = json.loads((desk / "r.json").read_text())["stories"]
    return stories


def test_two_stories_are_printed_and_found_again(desk: Path) -> None:
    first = cetak(desk, "print", "a.yaml", "b.yaml", "--report", "r.json")
    assert (first.returncode, first.stderr) == (0, b"2 read: 2 printed, 0 set aside.\n")
    assert first.stdout.decode().splitlines() == [
        "2023-09-20-night-ferry.pdf  (1 page)",
        "2023-09-20-day-ferry.pdf  (1 page)",
    ]
    printed = report(desk)
    again = cetak(desk, "print", "b.yaml", "a.yaml", "--report", "r.json")
    assert again.returncode == 0
    assert [story["cached"] for story in (*printed, *report(desk))] == [False, False, True, True]
    assert {story["sha256"] for story in printed} == {story["sha256"] for story in report(desk)}
    assert (desk / "2023-09-20-night-ferry.pdf").read_bytes().startswith(b"%PDF-")


def test_the_same_input_gives_the_same_bytes(desk: Path) -> None:
    pdfs = [cetak(desk, "print", "a.yaml", "-o", "-", "--no-store").stdout for _ in range(2)]
    assert pdfs[0].startswith(b"%PDF-")
    assert pdfs[0] == pdfs[1]


def test_a_story_goes_through_a_pipe(desk: Path) -> None:
    done = cetak(desk, "print", "-", "-o", "-", stdin=(desk / "a.yaml").read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"%PDF-")
    assert list(desk.glob("*.pdf")) == []


def test_bad_stories_stand_aside(desk: Path) -> None:
    (desk / "empty.yaml").touch()
    (desk / "binary.txt").write_bytes(bytes(range(256)) * 4)
    done = cetak(desk, "print", "empty.yaml", "a.yaml", "binary.txt", "gone.md")
    assert done.returncode == 9
    assert done.stdout.decode() == "2023-09-20-night-ferry.pdf  (1 page)\n"
    errors = [line for line in done.stderr.decode().splitlines() if line.startswith("error: ")]
    assert [name for line in errors for name in ("empty", "binary", "gone") if name in line] == [
        "empty",
        "binary",
        "gone",
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--set", "paper=A99"], 3),
        (["--set", "nonsense=yes"], 3),
        (["--layout", "nonsense"], 5),
        (["--timeout", "0.1", "--set", "columns=2"], 7),
    ],
)
def test_each_cause_has_its_exit_code(desk: Path, arguments: list[str], code: int) -> None:
    if code == 7:
        write(desk / "a.yaml", "Long", "and nobody tires " * 20_000)
    done = cetak(desk, "print", "a.yaml", *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.startswith(b"error: ")
    assert b"Traceback" not in done.stderr
    assert list(desk.glob("*.pdf")) == []


def test_an_option_changes_the_page(desk: Path) -> None:
    sizes = []
    for paper in ("A4", "A5"):
        done = cetak(desk, "print", "a.yaml", "-o", f"{paper}.pdf", "--set", f"paper={paper}")
        assert done.returncode == 0
        sizes.append((desk / f"{paper}.pdf").read_bytes())
    assert sizes[0] != sizes[1]


def test_clean_shows_a_story_that_can_be_printed_again(desk: Path) -> None:
    shown = cetak(desk, "clean", "a.yaml", "--to", "yaml")
    assert shown.returncode == 0
    (desk / "c.yaml").write_bytes(shown.stdout)
    assert cetak(desk, "clean", "c.yaml", "--to", "yaml").stdout == shown.stdout
    text = cetak(desk, "clean", "a.yaml").stdout.decode()
    assert text.startswith("Headline: Night Ferry\nBy: Rina Lestari\n")
    assert "\n\n## The crossing\n\n" in text
