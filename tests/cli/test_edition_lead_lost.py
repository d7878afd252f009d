"""A lead that cannot be set: another story leads, in the lead's own frame."""

from __future__ import annotations

from pathlib import Path

from paper_desk import PaperDesk, texts


def test_another_story_leads_where_the_lead_cannot_be_set(tmp_path: Path) -> None:
    desk = PaperDesk(tmp_path)
    desk.story("kapal", priority=1, headline="Pembangunan " * 400)
    desk.story("pasar", priority=2, sentences=60)
    desk.story("jembatan", priority=3)
    done = desk.run()
    assert (done.code, done.report["proof"]["stories"]) == (9, 2)
    front, second, *_ = texts(desk.paper.read_bytes())
    assert "Judul pasar" in front
    assert "Bersambung ke hal. 2" in front
    assert "Sambungan dari hal. 1" in second


def test_nothing_is_left_where_no_story_can_be_set(tmp_path: Path) -> None:
    desk = PaperDesk(tmp_path)
    desk.story("kapal", headline="Pembangunan " * 400)
    desk.story("pasar", headline="Perdagangan " * 400)
    done = desk.run()
    assert (done.code, desk.paper.exists()) == (4, False)
