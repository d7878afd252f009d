"""``cetak edition diff``: papers of two editions, the same paper, and what is no paper."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from cetak.cli.app import app
from cetak.proof.two_papers import Comparison, compare_papers
from paper_desk import SENTENCE, PaperDesk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> PaperDesk:
    """Two editions: one story changed, one added, one killed, one as it was."""
    desk = PaperDesk(tmp_path_factory.mktemp("desk"))
    for number, name in enumerate(("kapal", "pasar", "jembatan")):
        desk.story(name, priority=number + 1, section="Ekonomi" if number > 1 else "Daerah")
    desk.story("sawah", section="Budaya", priority=5)
    assert desk.run("-o", str(desk.folder / "old.pdf")).code == 0
    desk.paper.write_bytes((desk.folder / "old.pdf").read_bytes())
    body = [
        "Pasar pertama. " + SENTENCE * 3 + "Harga cabai turun. " + SENTENCE * 3,
        "Akhir pasar.",
    ]
    desk.story("pasar", priority=2, body=body)
    desk.story("hujan", section="Ekonomi", priority=4)
    desk.kill("jembatan")
    assert desk.run().code == 0
    return desk


def diff(desk: PaperDesk, old: str, new: str, *arguments: str) -> Result:
    names = [str(desk.folder / name) for name in (old, new)]
    return CliRunner().invoke(app, ["edition", "diff", *names, *arguments], obj=desk.house())


def compared(desk: PaperDesk, old: str, new: str) -> Comparison:
    one, other = ((name, (desk.folder / name).read_bytes()) for name in (old, new))
    return compare_papers(one, other)


def test_a_paper_and_itself(desk: PaperDesk) -> None:
    done = diff(desk, "paper.pdf", "paper.pdf")
    assert (done.exit_code, done.stderr) == (0, "No difference on 4 pages.\n")
    assert compared(desk, "paper.pdf", "paper.pdf").is_same


def test_what_has_happened_to_each_story(desk: PaperDesk) -> None:
    done = diff(desk, "old.pdf", "paper.pdf")
    assert done.exit_code == 1
    for words in ("Changed: Judul pasar (page", "New: Judul hujan", "Gone: Judul jembatan (was"):
        assert words in done.stderr
    assert "pages look different: 1" in done.stderr


def test_the_words_that_changed(desk: PaperDesk) -> None:
    changed = [one for one in compared(desk, "old.pdf", "paper.pdf").stories if one.passages]
    assert [one.change.headline for one in changed] == ["Judul pasar"]
    told = [(one.kind, one.text) for one in changed[0].passages]
    assert [text for kind, text in told if kind == "gone"] == []
    assert [text for kind, text in told if kind == "new"] == ["Harga cabai turun."]
    assert ("left-out", "…") in told
    back = [one for one in compared(desk, "paper.pdf", "old.pdf").stories if one.passages]
    assert [one.text for one in back[0].passages if one.kind == "gone"] == ["Harga cabai turun."]


def test_only_pages_that_look_different_are_shown(desk: PaperDesk) -> None:
    pages = compared(desk, "old.pdf", "paper.pdf").pages
    assert all(one.boxes for one in pages if one.before is not None and one.after is not None)
    shown = Image.open(io.BytesIO(pages[0].after_picture))
    assert shown.width == 900
    for left, top, right, bottom in pages[0].boxes:
        assert 0 <= left < right <= shown.width
        assert 0 <= top < bottom <= shown.height


def test_the_page_for_the_browser_needs_nothing_else(desk: PaperDesk) -> None:
    done = diff(desk, "old.pdf", "paper.pdf", "-o", str(desk.folder / "diff.html"))
    assert done.exit_code == 1
    page = (desk.folder / "diff.html").read_text()
    assert "<ins>Harga cabai turun.</ins>" in page
    pictures = re.findall(r'src="([^"]{0,30})', page)
    assert len(pictures) >= 2
    assert {one[:23] for one in pictures} == {"data:image/jpeg;base64,"}
    assert "http" not in page
    assert "{{" not in page


def test_side_by_side_as_a_pdf(desk: PaperDesk) -> None:
    diff(desk, "old.pdf", "paper.pdf", "-o", str(desk.folder / "diff.pdf"))
    document = pypdfium2.PdfDocument((desk.folder / "diff.pdf").read_bytes())
    assert len(document) == len(compared(desk, "old.pdf", "paper.pdf").pages)
    width, height = document[0].get_size()
    assert width > height
    document.close()
    diff(desk, "old.pdf", "old.pdf", "-o", str(desk.folder / "none.pdf"))
    assert not (desk.folder / "none.pdf").exists()


def test_a_folder_of_pictures(desk: PaperDesk) -> None:
    diff(desk, "old.pdf", "paper.pdf", "-o", str(desk.folder / "pictures"))
    found = sorted(path.name for path in (desk.folder / "pictures").iterdir())
    pages = len(compared(desk, "old.pdf", "paper.pdf").pages)
    assert found == [*(f"{number:03d}.png" for number in range(1, pages + 1)), "diff.html"]


def test_what_is_no_pdf_and_what_is_not_there(desk: PaperDesk) -> None:
    (desk.folder / "text.pdf").write_text("I am no paper.")
    (desk.folder / "cut.pdf").write_bytes(desk.paper.read_bytes()[:3_000])
    both = diff(desk, "text.pdf", "cut.pdf")
    assert both.exit_code == 4
    assert "text.pdf is no PDF" in both.stderr
    missing = diff(desk, "paper.pdf", "missing.pdf")
    assert missing.exit_code == 6
    assert "missing.pdf" in missing.stderr


def test_a_pdf_that_is_no_paper_is_compared_as_pictures(desk: PaperDesk) -> None:
    Image.new("RGB", (400, 600), "white").save(desk.folder / "plain.pdf", "PDF")
    done = diff(desk, "paper.pdf", "plain.pdf")
    assert done.exit_code == 1
    assert "does not know its stories" in done.stderr
    same = diff(desk, "plain.pdf", "plain.pdf")
    assert same.exit_code == 0


def test_a_paper_with_a_broken_index_is_compared_as_pictures(desk: PaperDesk) -> None:
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(desk.paper) as opened:
        opened.attachments["edition.json"] = b'{"pages": [{"stories": [1]}], "stories": []}'
        opened.save(desk.folder / "broken.pdf")
    done = diff(desk, "paper.pdf", "broken.pdf")
    assert done.exit_code == 0
    assert "does not know its stories" in done.stderr


def test_a_fault_is_not_taken_for_a_difference(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cetak.proof import two_papers  # noqa: PLC0415

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr(two_papers, "compare_papers", broken)
    assert diff(desk, "paper.pdf", "paper.pdf").exit_code == 7


def test_an_output_that_cannot_be_written(desk: PaperDesk) -> None:
    (desk.folder / "wall").write_text("I am no folder")
    done = diff(desk, "old.pdf", "paper.pdf", "-o", str(desk.folder / "wall" / "diff.html"))
    assert done.exit_code == 6
