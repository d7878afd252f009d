"""A paper after a correction: only what has changed is set anew, and the paper says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from paper_desk import PaperDesk, index, texts

FRONT, RUNNING = 1, 1


@pytest.fixture
def desk(tmp_path: Path) -> PaperDesk:
    desk = PaperDesk(tmp_path)
    for number, name in enumerate(("kapal", "pasar", "jembatan", "sawah")):
        desk.story(name, priority=number + 1, section="Ekonomi" if number > 1 else "Daerah")
    first = desk.run()
    assert (first.code, first.errors.splitlines()[-1][:10]) == (0, "Edition 1:")
    assert first.report["edition"]["edition"] == 1
    desk.clock.moment += dt.timedelta(minutes=35)  # 15.05 in Makassar
    return desk


def front(desk: PaperDesk) -> str:
    return texts(desk.paper.read_bytes())[0]


def changes(desk: PaperDesk) -> list[tuple[str, str]]:
    told = index(desk.paper.read_bytes())["changes"]
    return [(one["kind"], one["key"].rpartition("/")[2]) for one in told]


def test_a_third_run_without_change_gives_the_same_bytes(desk: PaperDesk) -> None:
    first = desk.paper.read_bytes()
    assert "Edisi" not in front(desk)
    again = desk.run()
    assert (again.rendered, again.report["edition"]["edition"]) == (0, 1)
    assert desk.paper.read_bytes() == first
    desk.story("pasar", priority=2, deck="Harga turun.")
    assert desk.run().report["edition"]["edition"] == 2
    second = desk.paper.read_bytes()
    desk.clock.moment += dt.timedelta(hours=1)
    third = desk.run()
    assert (third.rendered, third.report["edition"]["edition"]) == (0, 2)
    assert desk.paper.read_bytes() == second


def test_a_changed_story_alone_is_set_anew(desk: PaperDesk) -> None:
    before = desk.store
    desk.story("sawah", priority=4, section="Ekonomi", headline="Judul sawah yang benar")
    second = desk.run()
    assert second.code == 0
    assert changes(desk) == [("changed", "sawah.yaml")]
    assert 1 + FRONT <= second.rendered <= 1 + FRONT + RUNNING
    assert {key: desk.store[key] for key in before} == before
    assert "Edisi 2, pukul 15.05" in front(desk)
    assert "Diperbarui: Judul sawah yang benar (hal." in front(desk)
    assert "Judul sawah yang benar" in " ".join(texts(desk.paper.read_bytes())[1:])


def test_an_added_story_is_set_and_the_others_stay(desk: PaperDesk) -> None:
    before = desk.store
    desk.story("hujan", priority=5, section="Ekonomi")
    second = desk.run()
    assert ("added", "hujan.yaml") in changes(desk)
    assert {kind for kind, _ in changes(desk)} <= {"added", "moved"}
    assert second.rendered <= 1 + FRONT + RUNNING
    assert {key: desk.store[key] for key in before} == before
    assert "Baru: Judul hujan (hal." in front(desk)


def test_a_killed_story_is_gone_and_nothing_but_furniture_is_set(desk: PaperDesk) -> None:
    before = desk.store
    desk.kill("jembatan")
    second = desk.run()
    assert ("killed", "jembatan.yaml") in changes(desk)
    whole = " ".join(texts(desk.paper.read_bytes()))
    assert "Ditarik: Judul jembatan" in whole
    assert "Jembatan pertama" not in whole
    assert second.report["proof"]["stories"] == 3
    stories = len(desk.store) - len(before)
    assert second.rendered == stories
    assert {key: desk.store[key] for key in before} == before


def test_three_changes_at_once_are_one_edition(desk: PaperDesk) -> None:
    desk.story("pasar", priority=2, deck="Harga turun.")
    desk.story("hujan", priority=5, section="Ekonomi")
    desk.kill("jembatan")
    assert desk.run().report["edition"]["edition"] == 2
    kinds = {key: kind for kind, key in changes(desk)}
    assert kinds["pasar.yaml"] == "changed"
    assert kinds["hujan.yaml"] == "added"
    assert kinds["jembatan.yaml"] == "killed"
    for words in ("Diperbarui: Judul pasar", "Baru: Judul hujan", "Ditarik: Judul jembatan"):
        assert words in front(desk)


def test_another_day_in_the_same_file_is_a_first_edition(desk: PaperDesk) -> None:
    desk.story("besok", published="2023-09-21T05:00:00+08:00", priority=1)
    tomorrow = desk.run(what="2023-09-21")
    assert tomorrow.report["edition"]["edition"] == 1
    assert "Edisi" not in front(desk)
    assert changes(desk) == []


def test_what_lies_there_and_is_no_paper_gives_a_first_edition(desk: PaperDesk) -> None:
    desk.paper.write_bytes(b"I am no paper.")
    again = desk.run()
    assert (again.code, again.report["edition"]["edition"]) == (0, 1)
    assert desk.paper.read_bytes().startswith(b"%PDF-")


def test_strict_leaves_the_last_good_paper(desk: PaperDesk) -> None:
    good = desk.paper.read_bytes()
    figure = {"type": "figure", "picture": {"source": "missing.jpg", "alt": "Kapal"}}
    desk.story("pasar", priority=2, body=["Pasar pertama.", figure])
    refused = desk.run("--strict")
    assert refused.code == 10
    assert "missing.jpg" in refused.errors
    assert desk.paper.read_bytes() == good
    assert refused.report == {}
