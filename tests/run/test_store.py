from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.sheet import Measured, Sheet
from cetak.findings import Finding, Severity, Where, warning
from cetak.run.store import FolderStore, NoStore, _packed, _unpacked

SHEET = Sheet(
    b"%PDF-1.7\nsome\nbytes\x00\xff",
    Measured((40, 12), stretched=2, widest_space=1.4, divided=("barubaru",), parted=True),
    (Finding("glyph-missing", Severity.WARNING, Where("a.md", 3, 1, "body[0]"), {"n": "ꦗ"}),),
    texts=("Alinea satu.\nDua.", ""),
)


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def age(path: Path, hours: float) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()} - {"checked"}


def test_a_sheet_comes_back_as_it_went_in(tmp_path: Path) -> None:
    FolderStore(tmp_path / "new").put(key("a"), SHEET)
    store = FolderStore(tmp_path / "new")
    assert store.get(key("a")) == SHEET
    assert store.get(key("b")) is None
    assert store.noticed() == ()


def test_a_sheet_is_one_file_under_two_letters(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(key("a"), SHEET)
    assert files(tmp_path) == {key("a")[2:]}
    assert (tmp_path / key("a")[:2] / key("a")[2:]).read_bytes().endswith(SHEET.pdf)


@given(
    st.binary(max_size=200),
    st.lists(st.integers(0, 99), max_size=4),
    st.lists(st.tuples(st.text(max_size=9), st.integers(0, 9)), max_size=3),
)
def test_any_sheet_survives_packing(
    pdf: bytes, lines: list[int], told: list[tuple[str, int]]
) -> None:
    findings = tuple(warning("some-code", Where(text, line), fact=text) for text, line in told)
    sheet = Sheet(pdf, Measured(tuple(lines)), findings)
    assert _unpacked(_packed(sheet)) == sheet


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_flipped_byte_is_noticed(position: int, flip: int) -> None:
    content = bytearray(_packed(SHEET))
    content[position % len(content)] ^= flip
    assert _unpacked(bytes(content)) is None


@pytest.mark.parametrize("damage", [b"", b"garbage", _packed(SHEET)[:-1], b"\n\n\n"])
def test_a_damaged_sheet_is_a_miss_is_removed_and_noticed(tmp_path: Path, damage: bytes) -> None:
    store = FolderStore(tmp_path)
    store.put(key("a"), SHEET)
    path = tmp_path / key("a")[:2] / key("a")[2:]
    path.write_bytes(damage)
    assert store.get(key("a")) is None
    assert not path.exists()
    assert [finding.code for finding in store.noticed()] == ["sheet-corrupt"]
    assert store.noticed() == ()


def test_a_store_that_cannot_be_written_is_noticed_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = FolderStore(tmp_path / "file" / "store")
    store.put(key("a"), SHEET)
    store.put(key("b"), SHEET)
    assert [finding.code for finding in store.noticed()] == ["store-not-writable"]
    assert store.get(key("a")) is None


def test_stale_parts_are_swept_and_fresh_ones_stay(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "old.part").touch()
    (parts / "new.part").touch()
    age(parts / "old.part", 2)
    FolderStore(tmp_path).put(key("a"), SHEET)
    assert files(tmp_path) == {"new.part", key("a")[2:]}


def test_the_sheets_unused_for_longest_go_when_the_store_is_full(tmp_path: Path) -> None:
    size = len(_packed(SHEET))
    roomy = FolderStore(tmp_path, limit_bytes=1000 * size)
    for hours, name in enumerate("abcd"):
        roomy.put(key(name), SHEET)
        age(tmp_path / key(name)[:2] / key(name)[2:], 10 - hours)
    assert roomy.get(key("a")) == SHEET  # used just now
    FolderStore(tmp_path, limit_bytes=3 * size).put(key("e"), SHEET)
    assert files(tmp_path) == {key(name)[2:] for name in "ade"}


def test_the_store_is_measured_rarely(tmp_path: Path) -> None:
    size = len(_packed(SHEET))
    store = FolderStore(tmp_path, limit_bytes=40 * size)
    store.put(key("a"), SHEET)
    age(tmp_path / "checked", 1)
    before = (tmp_path / "checked").stat().st_mtime
    store.put(key("b"), SHEET)
    assert (tmp_path / "checked").stat().st_mtime == before
    for name in "cd":
        store.put(key(name), SHEET)
    assert (tmp_path / "checked").stat().st_mtime > before


def test_no_store_remembers_nothing() -> None:
    store = NoStore()
    store.put(key("a"), SHEET)
    assert store.get(key("a")) is None
    assert store.noticed() == ()
