"""Where the other pages of saved stories are found, and what never goes to the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from cetak.acquire.more_pages import MorePages
from cetak.acquire.sources import Raw
from cetak.errors import CetakError
from cetak.resources import LocalResources

OWN = "https://www.koran.example/news/read/123/hujan-turun"


def never(address: str, beside: Raw) -> Raw:
    raise AssertionError(f"{address} was asked for")


def fetched(address: str, beside: Raw) -> Raw:
    return Raw(address, b"fetched", None, address)


def saved(folder: Path, name: str, content: str = "<html>") -> Raw:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return Raw(str(path), content.encode(), path.parent)


def beside(pages: MorePages, address: str, raw: Raw) -> str:
    folder = raw.folder or Path()
    return str(Path(pages.page(address, raw).name).relative_to(folder))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("hujan-2.html", "hujan-2.html"),
        ("hujan?page=2.html", "hujan%3Fpage=2.html"),
        ("hujan?page=2.html", "?page=2"),
        ("hujan?page=2", f"{OWN}?page=2"),
        ("hujan-turun?page=2.html", f"{OWN}?page=2"),
        ("hujan-turun@page=2.html", f"{OWN}?page=2"),
        ("hujan.html?page=2", f"{OWN}?page=2"),
        ("hujan-2.html", f"{OWN}/2/"),
        ("2/index.html", f"{OWN}/2/"),
        ("hujan-turun/2/index.html", f"{OWN}/2"),
    ],
)
def test_a_page_is_found_under_the_names_that_programs_give(
    tmp_path: Path, name: str, address: str
) -> None:
    first = saved(tmp_path, "hujan.html")
    saved(tmp_path, name)
    pages = MorePages(LocalResources(), never)
    assert beside(pages, address, first) == name


@pytest.mark.parametrize(
    "content",
    [
        f"<!-- saved from url=(0055){OWN}?page=2 -->",
        f"<html><head><link rel='canonical' href='{OWN}?page=2'></head>",
    ],
)
def test_a_page_is_found_by_the_address_it_says_it_has(tmp_path: Path, content: str) -> None:
    first = saved(tmp_path, "Hujan Turun.html")
    saved(tmp_path, "Hujan Turun (lanjutan).html", content)
    pages = MorePages(LocalResources(), never)
    assert beside(pages, f"{OWN}?page=2", first) == "Hujan Turun (lanjutan).html"


def test_a_file_is_never_its_own_next_page(tmp_path: Path) -> None:
    only = saved(tmp_path, "hujan.html", f"<link rel='canonical' href='{OWN}'>")
    with pytest.raises(CetakError, match="page-not-saved"):
        MorePages(LocalResources(), never).page(OWN, only)


@pytest.mark.parametrize("address", ["../luar.html", "/etc/hostname", "sub", "https://[", "a\0b"])
def test_nothing_outside_the_folder_is_opened(tmp_path: Path, address: str) -> None:
    saved(tmp_path, "luar.html")
    first = saved(tmp_path, "berita/hujan.html")
    (tmp_path / "berita" / "sub").mkdir()
    with pytest.raises(CetakError, match="page-not-saved"):
        MorePages(LocalResources(), never).page(address, first)


def test_saved_pages_ask_the_network_only_when_told_to(tmp_path: Path) -> None:
    first = saved(tmp_path, "hujan.html")
    with pytest.raises(CetakError, match="page-not-saved"):
        MorePages(LocalResources(), never).page(f"{OWN}?page=2", first)
    asking = MorePages(LocalResources(), fetched, asks_for_saved=True)
    assert asking.page(f"{OWN}?page=2", first).content == b"fetched"
    with pytest.raises(CetakError, match="page-not-saved"):
        asking.page("hujan-2.html", first)


def test_fetched_pages_lead_on_from_where_they_were() -> None:
    pages = MorePages(LocalResources(), fetched)
    first = Raw("x", b"", None, OWN)
    assert pages.page("?page=2", first).address == f"{OWN}?page=2"


def test_what_became_part_of_a_story_is_remembered(tmp_path: Path) -> None:
    first, second = saved(tmp_path, "a.html"), saved(tmp_path, "b.html")
    pages = MorePages(LocalResources(), never)
    pages.took(first)
    assert pages.is_part(Raw(str(tmp_path / "." / "a.html"), b"", tmp_path))
    assert not pages.is_part(second)
