"""``cetak print`` on a real WordPress: sheets, days, logins, and what goes wrong."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from printed import Paper
from wordpress_gold import Gold, public, words_in
from wordpress_site import ADMIN, Site

pytestmark = pytest.mark.integration
PARTIAL, SOURCE_ERROR = 9, 4
KEYS = sorted(public())
DAYS = sorted({day for _, day in KEYS})
CONFIGURATION = """\
publication: {{name: Koran Lembah, language: id, time-zone: Asia/Jakarta}}
sources:
  - name: koran
    wordpress: {url}/
    per-page: {per_page}
    retries: 1
    requests-per-second: 1000
"""


@dataclass(frozen=True)
class Desk:
    """A folder with a ``cetak.yaml`` that names the site, and what was printed into it."""

    folder: Path

    @classmethod
    def of(cls, site: Site, folder: Path, per_page: int = 7) -> Desk:
        folder.mkdir(exist_ok=True)
        text = CONFIGURATION.format(url=site.url, per_page=per_page)
        (folder / "cetak.yaml").write_text(text, "utf-8")
        return cls(folder)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "cetak", *arguments],
            cwd=self.folder,
            env=os.environ
            | {"XDG_CACHE_HOME": str(self.folder / "cache"), "LC_ALL": "C.UTF-8"}
            | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Exit code, and what was told as errors."""
        running = self.start(*arguments, **environment)
        _, told = running.communicate(timeout=240)
        assert "Traceback" not in told
        return running.returncode, told

    def print(self, *arguments: str, **environment: str) -> tuple[int, str]:
        report = ("--out-dir", "out", "--report", "r.json", "--quiet")
        return self.run("print", *arguments, *report, **environment)

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads((self.folder / "r.json").read_text())["stories"]
        return rows

    @property
    def sheets(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "out").glob("*"))


@pytest.fixture
def desk(koran: Site, tmp_path: Path) -> Desk:
    return Desk.of(koran, tmp_path / "desk")


@pytest.fixture(scope="module")
def printed(koran: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, int, str]:
    """The whole site, printed once, page by page."""
    desk = Desk.of(koran, tmp_path_factory.mktemp("whole"))
    koran.requests()
    return (desk, *desk.print())


def names(keys: list[tuple[str, dt.date]]) -> list[str]:
    return sorted(f"{day}-{slug}.pdf" for slug, day in keys)


def told_by(rows: list[dict[str, Any]], severity: str) -> set[tuple[str, str]]:
    """Slug and code of the findings of a severity."""
    return {
        (row["source"].rstrip("/").rsplit("/", 1)[-1], finding["code"])
        for row in rows
        for finding in row["findings"]
        if finding["severity"] == severity
    }


def test_every_public_post_is_printed_once_and_no_other(
    printed: tuple[Desk, int, str], koran: Site
) -> None:
    desk, code, told = printed
    assert code == PARTIAL
    assert desk.sheets == names(KEYS)
    aside = [row["source"] for row in desk.rows if not row.get("output")]
    assert aside == [f"{koran.url}/2023/09/20/untuk-pelanggan/"]
    assert "untuk-pelanggan" in told
    assert "RAHASIA" not in told
    asked = [one for one in koran.requests() if "/wp/v2/posts" in one]
    assert [f"page={number}" in one for number, one in enumerate(asked, start=1)] == [True] * 5


def test_only_what_is_wrong_is_told(printed: tuple[Desk, int, str]) -> None:
    rows = printed[0].rows
    assert {name for name, _ in told_by(rows, "error")} == {"untuk-pelanggan", "foto-lama"}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[1]}-{key[0]}")
def test_a_sheet_has_the_words_and_pictures_of_its_story(
    key: tuple[str, dt.date], printed: tuple[Desk, int, str]
) -> None:
    expected: Gold = public()[key]
    paper = Paper((printed[0].folder / "out" / f"{key[1]}-{key[0]}.pdf").read_bytes())
    on_paper = words_in([paper.text.replace("\u2010", "-")])
    told = expected.told
    wanted = words_in([told.headline, *told.words, *told.cutlines])
    assert Counter(wanted) - Counter(on_paper) == Counter()
    shown = f" {' '.join(on_paper)} "
    assert [one for one in expected.absent if f" {' '.join(words_in([one]))} " in shown] == []
    own = [name for name in told.pictures if name != "dermaga.jpg"]
    photographs = [one for one in paper.images() if int(one["/Width"]) > 200]
    assert len(photographs) == len(own)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_is_printed_by_the_clock_of_the_paper(day: dt.date, desk: Desk) -> None:
    code, _ = desk.print("--on", str(day))
    assert code == (PARTIAL if day == dt.date(2023, 9, 20) else 0)
    assert desk.sheets == names([key for key in KEYS if key[1] == day])


def test_a_time_is_printed_from_day_to_day(desk: Desk) -> None:
    code, _ = desk.print("--since", "2023-09-21", "--until", "2023-09-22")
    assert code == 0
    asked_for = {dt.date(2023, 9, 21), dt.date(2023, 9, 22)}
    assert desk.sheets == names([key for key in KEYS if key[1] in asked_for])


def test_a_day_without_stories_says_so(desk: Desk) -> None:
    code, told = desk.print("--on", "2023-09-10")
    assert code == SOURCE_ERROR
    assert "2023-09-10" in told or "10 September 2023" in told
    assert desk.sheets == []


def test_one_story_is_found_by_its_address(desk: Desk, koran: Site) -> None:
    code, _ = desk.print("--find", f"{koran.url}/2023/09/20/harga-beras/")
    assert (code, desk.sheets) == (0, ["2023-09-20-harga-beras.pdf"])


def test_a_site_on_the_command_line_needs_no_configuration(koran: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    code, _ = desk.print(f"{koran.url}/", "--on", "2023-09-19")
    assert (code, desk.sheets) == (0, names([key for key in KEYS if str(key[1]) == "2023-09-19"]))


def test_a_login_prints_no_draft_unasked(desk: Desk, koran: Site) -> None:
    login = {"CETAK_KORAN_USER": ADMIN, "CETAK_KORAN_PASSWORD": koran.password}
    with koran.switched(wall=1):
        code, _ = desk.print("--on", "2023-09-20", **login)
    assert code == PARTIAL
    assert desk.sheets == names([key for key in KEYS if str(key[1]) == "2023-09-20"])


def test_a_refused_login_is_told_with_the_variables_to_look_at(desk: Desk, koran: Site) -> None:
    with koran.switched(wall=1):
        code, told = desk.print(CETAK_KORAN_USER=ADMIN, CETAK_KORAN_PASSWORD="salah")
    assert code == SOURCE_ERROR
    assert "CETAK_KORAN_PASSWORD" in told
    assert "salah" not in told


@pytest.mark.parametrize("switch", ["html", "cut"])
def test_an_answer_that_is_no_list_of_posts_is_told(switch: str, desk: Desk, koran: Site) -> None:
    with koran.switched(**{switch: 1}):
        code, told = desk.print()
    assert code == SOURCE_ERROR
    assert "JSON" in told
    assert desk.sheets == []


def test_what_was_printed_before_the_server_died_stays(koran: Site, tmp_path: Path) -> None:
    desk = Desk.of(koran, tmp_path / "desk", per_page=1)
    with koran.switched(slow=100):
        running = desk.start("print", "--out-dir", "out", "--report", "r.json")
        while running.poll() is None and not list((desk.folder / "out").glob("*.pdf")):
            time.sleep(0.02)
        koran.stop()
        try:
            _, told = running.communicate(timeout=120)
        finally:
            koran.start()
    assert running.returncode == PARTIAL
    assert "127.0.0.1" in told
    assert "Traceback" not in told
    assert 0 < len(desk.sheets) < len(KEYS)
    for name in desk.sheets:
        assert (desk.folder / "out" / name).read_bytes().rstrip().endswith(b"%%EOF")
    assert {finding for _, finding in told_by(desk.rows, "error")} & {"web-unreachable"}
