from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cetak.acquire.watching import changes_below, is_relevant, stamp_of


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("a.yaml", True),
        ("b/foto.JPG", True),
        ("cetak.yaml", True),
        ("ours/page.css", True),
        ("a.pdf", False),
        (".a.yaml.x.part", False),
        (".git/a.yaml", False),
        ("out/a.yaml", False),
        ("catatan.docx", False),
    ],
)
def test_what_can_change_a_page(tmp_path: Path, name: str, counts: bool) -> None:
    assert is_relevant(tmp_path / name, (tmp_path,)) is counts


def test_a_hidden_folder_may_be_watched_itself(tmp_path: Path) -> None:
    place = tmp_path / ".drafts" / "out"
    assert is_relevant(place / "a.yaml", (place,))


def test_changes_on_a_real_disk_are_told_in_rounds(tmp_path: Path) -> None:
    old = tmp_path / "old.yaml"
    old.write_text("x")
    rounds = changes_below((tmp_path,))
    stop = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not stop.wait(0.2):  # the watcher may need a moment before it sees anything
            number += 1
            (tmp_path / "new.yaml").write_text(str(number))
            (tmp_path / "new.pdf").write_text(str(number))
            old.unlink(missing_ok=True)

    writer = threading.Thread(target=keep_writing, daemon=True)
    writer.start()
    try:
        found = next(rounds)
    finally:
        stop.set()
        writer.join()
        rounds.close()
    assert {path.name for path in found.written} <= {"new.yaml"}
    assert {path.name for path in (*found.written, *found.gone)} <= {"new.yaml", "old.yaml"}
    assert found.written or found.gone


def test_a_single_file_that_is_put_in_the_place_of_another_is_told_each_time(
    tmp_path: Path,
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("x")
    rounds = changes_below((plan,))
    stop = threading.Event()

    def keep_replacing() -> None:
        number = 0
        while not stop.wait(0.2):
            number += 1
            fresh = tmp_path / "fresh.part"
            fresh.write_text(str(number))
            fresh.replace(plan)

    writer = threading.Thread(target=keep_replacing, daemon=True)
    writer.start()
    try:
        found = [next(rounds) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
        rounds.close()
    assert [one.written for one in found] == [frozenset({plan})] * 3


def test_a_stamp_tells_a_file_from_another(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    assert stamp_of(path) is None
    path.write_text("x")
    first = stamp_of(path)
    assert first is not None
    assert first == stamp_of(path)
    path.write_text("xy")
    assert stamp_of(path) != first
    assert stamp_of(Path("a\0b")) is None
