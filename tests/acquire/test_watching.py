from __future__ import annotations

import threading
from pathlib import Path

import pytest

from cetak.acquire.watching import changes_below, is_relevant


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
