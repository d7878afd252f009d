"""Days and plans that are not as they should be: the right paper, or none, and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from paper_desk import PaperDesk, Run, index, texts


@pytest.fixture
def desk(tmp_path: Path) -> PaperDesk:
    return PaperDesk(tmp_path)


def whole(desk: PaperDesk) -> str:
    return " ".join(texts(desk.paper.read_bytes()))


def planned(desk: PaperDesk, *lines: str) -> Run:
    """The paper of a plan whose stories are named by their files."""
    rows = [f"  - story: {desk.folder}/stories/{line}" for line in lines]
    head = ["date: 2023-09-20", "sections:", "- section: Daerah", "  stories:"]
    (desk.folder / "plan.yaml").write_text("\n".join([*head, *rows]) + "\n")
    return desk.run(what=str(desk.folder / "plan.yaml"))


def test_no_story_that_day(desk: PaperDesk) -> None:
    desk.story("kapal", published="2023-09-19T09:00:00+08:00")
    done = desk.run()
    assert (done.code, desk.paper.exists()) == (4, False)
    assert "no story of 2023-09-20" in done.errors
    assert "1 are of other days" in done.errors


def test_an_empty_folder(desk: PaperDesk) -> None:
    done = desk.run()
    assert (done.code, desk.paper.exists()) == (4, False)


def test_one_story(desk: PaperDesk) -> None:
    desk.story("kapal")
    done = desk.run()
    assert (done.code, done.report["proof"]["stories"]) == (0, 1)
    assert "Judul kapal" in texts(desk.paper.read_bytes())[0]


def test_one_story_of_a_line(desk: PaperDesk) -> None:
    desk.story("kapal", body=["Satu."], headline=None)
    done = desk.run()
    assert done.code in (0, 4)
    assert desk.paper.exists() is (done.code == 0)


def test_two_leads(desk: PaperDesk) -> None:
    picture = {"source": "a.png", "alt": "Kapal"}
    for name in ("kapal", "pasar"):
        desk.story(name, priority=1, picture={"picture": picture} if name else None)
    done = desk.run()
    assert done.code == 0
    front = texts(desk.paper.read_bytes())[0]
    assert sum(f"Akhir {name}" in front for name in ("kapal", "pasar")) <= 1
    assert len(desk_leads(desk)) == 1


def desk_leads(desk: PaperDesk) -> list[str]:
    front = index(desk.paper.read_bytes())["pages"][0]
    return [one["story"] for one in front["stories"]]


def test_stories_without_section_or_headline(desk: PaperDesk) -> None:
    desk.story("kapal", section=None)
    desk.story("pasar", headline=None)
    desk.story("sawah")
    done = desk.run()
    assert done.code in (0, 9)
    assert "edition-section-missing" in done.codes
    sections = {one["section"] for one in index(desk.paper.read_bytes())["pages"][0]["stories"]}
    assert sections <= {"Daerah", "Umum"}
    for words in ("Kapal pertama", "Pasar pertama", "Sawah pertama"):
        assert words in whole(desk)


def test_a_plan_that_names_a_story_twice(desk: PaperDesk) -> None:
    desk.story("kapal")
    done = planned(desk, "kapal.yaml", "kapal.yaml")
    assert (done.code, desk.paper.exists()) == (3, False)
    assert "plan.yaml:6" in done.errors
    assert "is in the plan twice" in done.errors


def test_a_plan_that_names_a_story_by_two_names(desk: PaperDesk) -> None:
    desk.story("kapal", uri="urn:x:kapal")
    desk.story("pasar")
    rows = ["kapal.yaml", "pasar.yaml\n  - story: urn:x:kapal"]
    done = planned(desk, *rows)
    assert done.code == 0
    assert "plan-story-again" in done.codes
    assert whole(desk).count("Kapal pertama") == 1


def test_a_plan_that_names_a_story_that_is_gone(desk: PaperDesk) -> None:
    desk.story("kapal")
    done = planned(desk, "kapal.yaml", "hilang.yaml")
    assert done.code == 0
    assert "plan-story-gone" in done.codes
    assert "hilang.yaml" in done.errors
    assert done.report["proof"]["stories"] == 1


def test_a_plan_whose_stories_are_all_gone(desk: PaperDesk) -> None:
    desk.story("kapal")
    done = planned(desk, "hilang.yaml")
    assert (done.code, desk.paper.exists()) == (4, False)
    assert "None of the stories planned" in done.errors


def test_a_story_that_cannot_be_set(desk: PaperDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper goes out without it, loudly, and names it as left out."""
    from cetak.errors import PressError  # noqa: PLC0415
    from cetak.jobs import Job  # noqa: PLC0415
    from cetak.run import sheets  # noqa: PLC0415

    real = vars(sheets)["print_sheet"]

    def unlucky(job: Job) -> object:
        if "kapal" in job.name:
            raise PressError.because("press-timeout", job.name, seconds=60)
        return real(job)

    monkeypatch.setattr(sheets, "print_sheet", unlucky)
    for number, name in enumerate(("kapal", "pasar", "sawah")):
        desk.story(name, priority=number + 1)
    done = desk.run()
    assert done.code == 9
    assert "kapal.yaml could not be set in type" in done.errors
    assert "error: " in done.errors
    assert [one["story"].rpartition("/")[2] for one in done.report["left-out"]] == ["kapal.yaml"]
    assert "Judul kapal" not in whole(desk)
    assert "Pasar pertama" in whole(desk)
    good = desk.paper.read_bytes()
    assert desk.run("--strict").code == 10
    assert desk.paper.read_bytes() == good
    monkeypatch.undo()
    mended = desk.run()
    assert (mended.code, mended.report["edition"]["edition"]) == (0, 2)
    assert "Kapal pertama" in whole(desk)


def test_nothing_can_be_set(desk: PaperDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from cetak.errors import PressError  # noqa: PLC0415
    from cetak.run import sheets  # noqa: PLC0415

    def never(job: object) -> object:
        raise PressError.because("press-timeout", "kapal.yaml", seconds=60)

    monkeypatch.setattr(sheets, "print_sheet", never)
    desk.story("kapal")
    done = desk.run()
    assert (done.code, desk.paper.exists()) == (4, False)


def test_a_corrupted_sheet_is_noticed_and_made_anew(desk: PaperDesk) -> None:
    for name in ("kapal", "pasar"):
        desk.story(name)
    desk.run()
    good, before = desk.paper.read_bytes(), desk.store
    for path in (desk.folder / "store").glob("[0-9a-f][0-9a-f]/*"):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
    again = desk.run()
    assert again.code == 0
    assert again.codes.count("sheet-corrupt") == len(before)
    assert again.rendered == len(before)
    assert desk.paper.read_bytes() == good
    assert desk.store == before


def test_an_empty_file_in_the_store(desk: PaperDesk) -> None:
    desk.story("kapal")
    desk.run()
    good = desk.paper.read_bytes()
    for path in (desk.folder / "store").glob("[0-9a-f][0-9a-f]/*"):
        path.write_bytes(b"")
    assert "sheet-corrupt" in desk.run().codes
    assert desk.paper.read_bytes() == good


@pytest.mark.parametrize("wall", ["file", "missing/folder"])
def test_where_the_paper_goes(desk: PaperDesk, wall: str) -> None:
    desk.story("kapal")
    (desk.folder / "file").write_text("I am no folder")
    done = desk.run("-o", str(desk.folder / wall / "paper.pdf"))
    assert done.code == (6 if wall == "file" else 0)
    assert (desk.folder / wall / "paper.pdf").exists() is (wall != "file")
    if wall == "file":
        assert str(desk.folder / wall) in done.errors


def test_an_output_that_is_a_folder(desk: PaperDesk) -> None:
    desk.story("kapal")
    (desk.folder / "folder.pdf").mkdir()
    done = desk.run("-o", str(desk.folder / "folder.pdf"))
    assert done.code == 6
    assert "folder.pdf" in done.errors


def test_page_numbers_that_never_settle_are_not_printed(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cetak.run import paper  # noqa: PLC0415

    link = 'Seperti <a href="https://kabar.example/pasar">kabar lain</a> ini.'
    desk.story("kapal", priority=1, body=["Kapal pertama.", link])
    desk.story("pasar", priority=2, canonical_url="https://kabar.example/pasar")
    assert desk.run().code == 0
    assert "kabar lain (lihat hal. 2)" in whole(desk)
    monkeypatch.setattr(paper, "MOST_ROUNDS", 0)
    done = desk.run()
    assert (done.code, done.codes.count("edition-numbers-unsettled")) == (0, 1)
    assert "kabar lain" in whole(desk)
    assert "(lihat hal." not in whole(desk)
    assert done.report["proof"]["stories"] == 2


@pytest.mark.parametrize("paper", ["A5", "Phone"])
@pytest.mark.parametrize(
    "section",
    ["Ekonomi 2024", "Hukum, Kriminal, dan Keamanan Internasional Kawasan Timur", "X" * 90],
)
def test_a_section_with_a_long_name(desk: PaperDesk, section: str, paper: str) -> None:
    desk.story("kapal", priority=1)
    desk.story("pasar", priority=2, section=section, sentences=60)
    done = desk.run("--set", f"paper={paper}")
    assert done.code == 0, done.errors
    head = texts(desk.paper.read_bytes())[1]
    assert section[:7].casefold() in head.casefold()
