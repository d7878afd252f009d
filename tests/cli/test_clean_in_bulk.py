from __future__ import annotations

from pathlib import Path

import pytest
from fake_house import a_house, run

from cetak.cli.house import House
from cetak.resources import LocalResources

PAGE = """<html><head><title>Feri Malam</title></head><body><nav><a href="/">Beranda</a></nav>
<article><h1>Feri Malam</h1>
<p>Kapal feri itu berangkat dari pelabuhan lama pada pukul sembilan malam, kata petugas.</p>
<p>Baca Juga: <a href="/b">Feri Siang Penuh &lt;sekali&gt;</a></p>
<p>Kapal yang sama kembali ke pelabuhan pada pukul enam pagi dengan muatan penuh sayur.</p>
</article></body></html>
"""
FIRST = "Kapal feri itu berangkat dari pelabuhan lama pada pukul sembilan malam, kata petugas."
LAST = "Kapal yang sama kembali ke pelabuhan pada pukul enam pagi dengan muatan penuh sayur."


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    Path("b").mkdir()
    for name in ("a/page.html", "a/Other.html", "b/page.html"):
        Path(name).write_text(PAGE.replace("petugas", name[0]))
    Path("empty.txt").touch()
    return tmp_path


def names(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def test_each_page_becomes_a_file_of_its_own(desk: Path) -> None:
    result = run(a_house(desk), "clean", "a", "b", "--to", "text", "--out-dir", "x")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "3 read, 3 written, 0 set aside.\n"
    assert names("x") == ["Other.txt", "page-2.txt", "page.txt"]
    assert Path("x/page.txt").read_text() == f"{FIRST}\n{LAST}\n".replace("petugas", "a")
    assert Path("x/page-2.txt").read_text() == f"{FIRST}\n{LAST}\n".replace("petugas", "b")


@pytest.mark.parametrize(("form", "start"), [("yaml", "headline:"), ("json", "{"), ("html", "<")])
def test_files_are_named_after_their_form(desk: Path, form: str, start: str) -> None:
    result = run(a_house(desk), "clean", "a/page.html", "--to", form, "--out-dir", "x")
    assert result.exit_code == 0
    assert names("x") == [f"page.{form}"]
    assert Path(f"x/page.{form}").read_text().startswith(start)


def test_a_page_that_cannot_be_read_is_set_aside(desk: Path) -> None:
    result = run(a_house(desk), "clean", "empty.txt", "gone.txt", "a", "--out-dir", "x")
    assert result.exit_code == 9
    assert names("x") == ["Other.txt", "page.txt"]
    assert result.stderr.splitlines()[-1] == "4 read, 2 written, 2 set aside."
    assert "gone.txt" in result.stderr


def test_when_all_are_set_aside_the_first_gives_the_code(desk: Path) -> None:
    assert run(a_house(desk), "clean", "empty.txt", "gone", "--out-dir", "x").exit_code == 4
    assert not Path("x").exists()


def test_no_source_is_overwritten(desk: Path) -> None:
    arguments = ("a/page.html", "b/page.html", "--to", "html", "--out-dir", "a")
    result = run(a_house(desk), "clean", *arguments)
    assert result.exit_code == 9
    assert Path("a/page.html").read_text() == PAGE.replace("petugas", "a")
    assert names("a") == ["Other.html", "page-2.html", "page.html"]


@pytest.mark.parametrize(("folder", "code"), [("a", 2), ("a/new", 2), ("a/out", 0), ("c", 0)])
def test_no_folder_is_read_while_it_is_written(desk: Path, folder: str, code: int) -> None:
    assert run(a_house(desk), "clean", "a", "--out-dir", folder).exit_code == code
    assert Path(folder, "page.txt").exists() == (code == 0)


def test_a_folder_and_a_list_exclude_each_other(desk: Path) -> None:
    assert run(a_house(desk), "clean", "a", "--removed", "--out-dir", "x").exit_code == 2


def test_a_story_of_a_file_is_named_after_both(desk: Path) -> None:
    items = "".join(
        f"<item><title>{one}</title><description>{FIRST} {LAST}</description></item>"
        for one in ("One", "Two")
    )
    Path("news.rss").write_text(
        f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
    )
    result = run(a_house(desk), "clean", "news.rss", "--out-dir", "x")
    assert result.exit_code == 0, result.stderr
    assert names("x") == ["news-1.txt", "news-2.txt"]


def test_real_workers_give_what_one_process_gives(desk: Path) -> None:
    house = House(LocalResources())
    result = run(house, "clean", "a", "b", "--out-dir", "x", "--jobs", "2")  # type: ignore[arg-type]
    assert result.exit_code == 0, result.stderr
    assert run(a_house(desk), "clean", "a", "b", "--out-dir", "y").exit_code == 0
    assert names("x") == names("y")
    for name in names("x"):
        assert Path("x", name).read_bytes() == Path("y", name).read_bytes()


def test_an_audit_page_strikes_through_what_went_where_it_stood(desk: Path) -> None:
    run(a_house(desk), "clean", "a/page.html", "--to", "html", "--out-dir", "x")
    page = Path("x/page.html").read_text()
    struck = "<del>Baca Juga: Feri Siang Penuh &lt;sekali&gt;</del>"
    first, last = FIRST.replace("petugas", "a"), LAST
    assert page.index(first) < page.index(struck) < page.index(last)
    assert "<h1>Feri Malam</h1>" in page
    assert "http" not in page
    assert "<script" not in page


def test_what_cannot_be_placed_is_listed_after_the_story(desk: Path) -> None:
    Path("a.txt").write_text("Night\nShort.\n!Read more")
    house = a_house(desk)
    page = run(house, "clean", "a.txt", "--to", "html").stdout
    assert page.index("Short.") < page.index("<del>Read more</del>")
    assert "line 3" in page


def test_several_stories_make_one_audit_page(desk: Path) -> None:
    for name in ("a", "b"):
        Path(f"{name}.txt").write_text(f"Night {name}\nShort.\n!Read <b>more</b>")
    page = run(a_house(desk, locale="id"), "clean", "a.txt", "b.txt", "--to", "html").stdout
    assert page.count("<html>") == 1
    assert page.count("<article") == 2
    assert page.count("<del>Read &lt;b&gt;more&lt;/b&gt;</del>") == 2
    assert "Dibuang: related 1" in page
