"""What lies beside a paper: each file right, nothing of yesterday's, nothing without a paper."""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from PIL import Image
from typer.testing import CliRunner

from book_shelf import HTML, unpacked
from bound import must_hold
from cetak.article.words import words_of
from cetak.cli.app import app
from cetak.errors import PressError
from cetak.messages import LANGUAGES, say
from cetak.press import binding as press_binding
from cetak.proof.paper import PaperProof
from cetak.resources import asset_root
from paper_desk import PaperDesk, Run, index, texts

NAMES = ("kapal", "pasar", "jembatan", "sawah")


def a_desk(folder: Path) -> PaperDesk:
    desk = PaperDesk(folder)
    for number, name in enumerate(NAMES):
        section = "Ekonomi" if number > 1 else "Daerah"
        desk.story(name, priority=number + 1, section=section, sentences=40 if number else 6)
    return desk


@pytest.fixture
def desk(tmp_path: Path) -> PaperDesk:
    return a_desk(tmp_path)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> PaperDesk:
    """A paper with everything beside it, to be looked at only."""
    desk = a_desk(tmp_path_factory.mktemp("printed"))
    assert made(desk).code == 0
    return desk


def beside(desk: PaperDesk) -> dict[str, bytes]:
    folder = desk.folder / "beside"
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def made(desk: PaperDesk, *arguments: str) -> Run:
    return desk.run("--extras", str(desk.folder / "beside"), *arguments)


def shown(root: Any) -> str:
    """The text of a page of a book."""
    return " ".join("".join(root.itertext()).split())


def test_every_section_story_and_page_is_there(printed: PaperDesk) -> None:
    pages = len(texts(printed.paper.read_bytes()))
    wanted = {"edition.json", "paper.epub", "sections/daerah.pdf", "sections/ekonomi.pdf"}
    wanted |= {f"stories/judul-{name}.pdf" for name in NAMES}
    for folder in ("pages", "pages/small"):
        wanted |= {f"{folder}/{number:03d}.jpg" for number in range(1, pages + 1)}
    assert set(beside(printed)) == wanted
    report = json.loads((printed.folder / "report.json").read_text())
    assert report["extras"]["files"][0] == "edition.json"
    assert set(report["extras"]["files"]) == wanted
    assert report["extras"]["failed"] == []


def test_a_story_alone_shows_nothing_of_others(printed: PaperDesk) -> None:
    files = beside(printed)
    for name in NAMES:
        pdf = files[f"stories/judul-{name}.pdf"]
        must_hold(pdf)
        text = " ".join(texts(pdf))
        assert f"Judul {name}" in text
        assert f"Akhir {name}." in text
        assert not any(f"Judul {other}" in text for other in NAMES if other != name)
        assert not any(f"{other.capitalize()} pertama" in text for other in NAMES if other != name)


def test_a_story_alone_is_a_document_of_its_own(printed: PaperDesk) -> None:
    with pikepdf.open(io.BytesIO(beside(printed)["stories/judul-pasar.pdf"])) as pdf:
        assert str(pdf.docinfo.Title) == "Judul pasar"
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        assert list(names) == ["story-judul-pasar"]
        assert next(str(one.S) for one in pdf.Root.StructTreeRoot.K) == "/Document"
        assert "/MarkInfo" in pdf.Root


def test_a_section_has_its_stories_alone(printed: PaperDesk) -> None:
    files = beside(printed)
    for section, inside in (("daerah", NAMES[:2]), ("ekonomi", NAMES[2:])):
        pdf = files[f"sections/{section}.pdf"]
        must_hold(pdf)
        text = " ".join(texts(pdf))
        assert [name for name in NAMES if f"Akhir {name}." in text] == list(inside)


def test_pictures_of_pages_in_two_sizes(printed: PaperDesk) -> None:
    files = beside(printed)
    for name, height in (("pages/001.jpg", 1000), ("pages/small/001.jpg", 250)):
        with Image.open(io.BytesIO(files[name])) as image:
            assert (image.format, image.height) == ("JPEG", height)


def test_every_word_of_every_story_is_in_the_book(desk: PaperDesk) -> None:
    desk.story("kapal", priority=1, byline="Ani Wowor", deck="Kapal putih.", kicker="Laut")
    made(desk)
    book = unpacked(beside(desk)["paper.epub"])
    for name in NAMES:
        root = etree.fromstring(book[f"EPUB/stories/judul-{name}.xhtml"])
        words = words_of(shown(root))
        for wanted in (f"Judul {name}", f"{name} pertama", f"Akhir {name}"):
            assert " ".join(words_of(wanted)) in " ".join(words)
    first = shown(etree.fromstring(book["EPUB/stories/judul-kapal.xhtml"]))
    assert "Laut Judul kapal Kapal putih. Oleh Ani Wowor" in first


def test_links_of_the_paper_lead_inside_the_book(desk: PaperDesk) -> None:
    link = 'Lihat <a href="https://kabar.id/pasar/?utm_source=x">berita pasar</a>.'
    own: dict[str, Any] = {"canonical-url": "https://kabar.id/pasar"}
    desk.story("pasar", priority=2, **own)
    desk.story("kapal", priority=1, body=[link])
    made(desk)
    book = unpacked(beside(desk)["paper.epub"])
    root = etree.fromstring(book["EPUB/stories/judul-kapal.xhtml"])
    assert [one.get("href") for one in root.iter(f"{HTML}a")] == ["judul-pasar.xhtml"]


def test_the_index_is_that_of_the_paper_and_names_the_files(printed: PaperDesk) -> None:
    files = beside(printed)
    told = json.loads(files["edition.json"])
    assert set(told.pop("files")) == set(files) - {"edition.json"}
    assert told == index(printed.paper.read_bytes())


def test_the_same_paper_has_the_same_files(desk: PaperDesk) -> None:
    made(desk)
    first = beside(desk)
    again = made(desk)
    assert (again.rendered, beside(desk)) == (0, first)


def test_a_withdrawn_story_is_taken_away_and_other_files_stay(desk: PaperDesk) -> None:
    made(desk)
    (desk.folder / "beside" / "stories" / "catatan.txt").write_text("Punya redaksi.")
    (desk.folder / "beside" / "stories" / "lain.pdf").write_bytes(b"bukan milik koran ini")
    desk.kill("pasar")
    assert made(desk).code == 0
    found = {name for name in beside(desk) if name.startswith("stories/")}
    kept = {f"stories/judul-{name}.pdf" for name in NAMES if name != "pasar"}
    assert found == kept | {"stories/catatan.txt", "stories/lain.pdf"}


def test_an_index_of_somebody_else_takes_nothing_away(desk: PaperDesk) -> None:
    folder = desk.folder / "beside"
    folder.mkdir()
    outside = desk.folder / "cetak.yaml"
    told: list[Any] = ["../cetak.yaml", "/etc/hosts", "pages/../../cetak.yaml", 7, "notes.txt"]
    (folder / "notes.txt").write_text("Catatan.")
    for content in (json.dumps({"files": told}), "[]", "{", '{"files": 3}'):
        (folder / "edition.json").write_text(content)
        assert made(desk).code == 0
        assert outside.exists()
        assert (folder / "notes.txt").exists()


def test_without_a_paper_there_is_nothing_beside_it(desk: PaperDesk) -> None:
    done = desk.run("--extras", str(desk.folder / "beside"), what="2023-09-01")
    assert done.code == 4
    assert not (desk.folder / "beside").exists()


@pytest.mark.parametrize("option", [("--extras", "x"), ("--summary",)])
def test_what_belongs_to_one_run_is_refused_while_watching(
    desk: PaperDesk, option: tuple[str, ...]
) -> None:
    done = desk.run("--watch", *option)
    assert done.code == 2
    assert option[0] in done.errors


def test_what_cannot_be_made_is_told_and_the_paper_stays(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = press_binding.bind

    def fails_for_a_story(sheets: Any, binding: Any, **options: Any) -> bytes:
        if binding.metadata.title == "Judul pasar":
            raise PressError.because("binding-failed", reason="broken on purpose")
        return bind(sheets, binding, **options)

    monkeypatch.setattr("cetak.run.clippings.bind", fails_for_a_story)
    done = made(desk)
    assert done.code == 9
    assert "broken on purpose" in done.errors
    assert "stories/judul-pasar.pdf could not be made" in done.errors
    assert desk.paper.exists()
    assert "stories/judul-pasar.pdf" not in beside(desk)
    (failed,) = done.report["extras"]["failed"]
    assert (failed["file"], failed["reasons"][0]["code"]) == (
        "stories/judul-pasar.pdf",
        "binding-failed",
    )


def test_a_layout_without_books_makes_the_rest(desk: PaperDesk) -> None:
    done = made(desk, "--layout", str(bare_layout(desk.folder)))
    assert done.code == 9
    assert "paper.epub" not in beside(desk)
    assert "sections/daerah.pdf" in beside(desk)


def bare_layout(folder: Path) -> Path:
    """The edition's layout as a newsroom may have copied it, without its books."""
    source = asset_root() / "layouts" / "edition"
    layout = folder / "ours"
    for path in source.rglob("*"):
        inside = path.relative_to(source)
        if path.is_file() and inside.parts[0] != "epub":
            (layout / inside).parent.mkdir(parents=True, exist_ok=True)
            (layout / inside).write_bytes(path.read_bytes())
    return layout


def test_a_folder_that_cannot_be_written(desk: PaperDesk) -> None:
    (desk.folder / "beside").write_text("Ini berkas.")
    done = made(desk)
    assert done.code == 6
    assert desk.paper.exists()


def test_archival_files_beside_an_archival_paper(desk: PaperDesk) -> None:
    made(desk, "--archival")
    with pikepdf.open(io.BytesIO(beside(desk)["stories/judul-kapal.pdf"])) as pdf:
        assert "OutputIntents" in str(list(pdf.Root.keys()))


def test_the_table_at_the_end(desk: PaperDesk) -> None:
    command = desk.command("2023-09-20", "--summary", "--extras", str(desk.folder / "beside"))
    done = CliRunner().invoke(app, command, obj=desk.house())
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["Section", "Stories", "Words", "Pages"] in rows
    (daerah,) = (row for row in rows if row[:1] == ["Daerah"])
    assert daerah[1] == "2"
    report = json.loads((desk.folder / "report.json").read_text())
    proof = report["proof"]
    assert f"Proved {proof['pages']} pages, {proof['words']} words" in " ".join(
        done.stdout.split()
    )
    assert "stories 4" in done.stdout
    assert "paper.epub" in done.stdout


def test_the_report_tells_all_that_was_proved(desk: PaperDesk) -> None:
    report = desk.run().report
    assert set(report["proof"]) == {one.name for one in fields(PaperProof)}
    assert report["extras"] is None
    assert report["version"] == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_proved_has_a_word(language: str) -> None:
    for one in fields(PaperProof):
        assert say(f"proof-{one.name}", language) != f"proof-{one.name}"
