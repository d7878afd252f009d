"""The pages of a real WordPress, as its own theme shows them: the same words as REST gives."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cetak.acquire.sources import Raw
from cetak.article.story import Article
from cetak.config import Desk
from cetak.pipeline import prepare
from wordpress_gold import Told, public, words_in
from wordpress_site import Site

pytestmark = pytest.mark.integration
KEYS = sorted(public())
Key = tuple[str, dt.date]
# The theme calls the post without a headline "Untitled" in its text only.
WITHOUT_A_HEADLINE = "prakiraan-kamis"


def cetak(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cetak", *arguments],
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(scope="module")
def pages(koran: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    """Every public page, cleaned by its address on the command line."""
    folder = tmp_path_factory.mktemp("pages")
    addresses = [f"{koran.url}/{day:%Y/%m/%d}/{slug}/" for slug, day in KEYS]
    done = cetak(folder, "clean", *addresses, "--to", "json", "--out-dir", "out")
    assert done.returncode == 0, done.stderr
    found = {}
    for path in (folder / "out").glob("*.json"):
        article = prepare(Raw(path.name, path.read_bytes(), None), Desk()).article
        found[article.canonical_url.removeprefix(koran.url)] = article
    return found


def test_each_page_is_one_story(pages: dict[str, Article]) -> None:
    assert sorted(pages) == sorted(f"/{day:%Y/%m/%d}/{slug}/" for slug, day in KEYS)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[1]}-{key[0]}")
def test_a_page_tells_what_rest_tells(key: Key, pages: dict[str, Article]) -> None:
    slug, day = key
    expected = public()[key]
    article = pages[f"/{day:%Y/%m/%d}/{slug}/"]
    told = Told.of(article)
    assert told.words == expected.told.words
    assert told.published == expected.told.published
    if slug != WITHOUT_A_HEADLINE:
        assert told.headline == expected.told.headline
    shown = f" {' '.join(words_in([article.model_dump_json()]))} "
    assert [one for one in expected.absent if f" {' '.join(words_in([one]))} " in shown] == []
    assert "hanya untuk layar" not in shown


def test_a_page_is_printed_from_its_address(koran: Site, tmp_path: Path) -> None:
    done = cetak(tmp_path, "print", f"{koran.url}/2023/09/20/pawai-budaya/", "-o", "page.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_a_page_behind_a_password_prints_nothing_of_it(koran: Site, tmp_path: Path) -> None:
    done = cetak(tmp_path, "clean", f"{koran.url}/2023/09/20/untuk-pelanggan/")
    assert "Kalimat pelanggan" not in done.stdout + done.stderr


def test_a_page_that_is_not_public_is_told(koran: Site, tmp_path: Path) -> None:
    done = cetak(tmp_path, "print", f"{koran.url}/2023/09/20/draf-anggaran/")
    assert done.returncode == 4
    assert "404" in done.stderr
    assert list(tmp_path.glob("*.pdf")) == []
