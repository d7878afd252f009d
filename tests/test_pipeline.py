"""The stages in order: what goes into a sheet's name, and what happens when one gives up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cetak.acquire.sources import Raw
from cetak.config import Desk
from cetak.errors import ConfigError, LayoutError, PressError, ProofError, SourceError
from cetak.jobs import Job
from cetak.pipeline import prepare, print_sheet
from cetak.publication import Publication
from printed import ENGLISH, numbered, paragraph, photograph, press, reader, story

STORY = b"headline: Kapal Malam\nbody:\n  - Satu kalimat.\n"


def job(**changes: Any) -> Job:
    plain = Job("story.yaml", story("Satu."), {}, reader(), {"paper": "100x140"})
    return replace(plain, **changes)


def raw(content: bytes) -> Raw:
    return Raw("story.yaml", content, Path())


def test_the_name_of_the_source_is_no_part_of_the_key() -> None:
    assert job().key() == job(name="other.yaml").key()
    assert len(job().key()) == 64


def test_everything_that_shows_is_part_of_the_key() -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"article": story("Dua.")},
        {"article": story("Satu.", language="en")},
        {"pictures": {"a.jpg": photograph()}},
        {"pictures": {"a.jpg": photograph(color="#000000")}},
        {"pictures": {"b.jpg": photograph()}},
        {"layout": replace(reader(), fingerprint="other")},
        {"options": {"paper": "A5"}},
        {"options": {}},
        {"publication": "Harian"},
        {"language": "en"},
        {"printed_on": dt.date(2024, 1, 1)},
        {"printed_on": dt.date(2024, 1, 2)},
        {"words": {"id": {"by": "Ditulis"}}},
        {"words": {"en": {"by": "Ditulis"}}},
    ]
    keys = [job(**change).key() for change in changes]
    assert len(set(keys)) == len(changes)


def test_the_order_of_options_and_pictures_is_no_part_of_the_key() -> None:
    one = {"paper": "A5", "qr": "no"}
    assert job(options=one).key() == job(options=dict(reversed(one.items()))).key()


def test_a_story_is_prepared_with_what_its_paper_knows() -> None:
    paper = Publication(name="Harian", language="id", section="Berita", rights="© Harian")
    article = prepare(raw(STORY), Desk(publication=paper)).article
    assert (article.language, article.section, article.rights) == ("id", "Berita", "© Harian")
    own = prepare(raw(STORY + b"section: Laut\nlanguage: en\n"), Desk(publication=paper)).article
    assert (own.language, own.section) == ("en", "Laut")


def test_what_cannot_be_read_is_a_source_error() -> None:
    with pytest.raises(SourceError, match="source-empty"):
        prepare(raw(b""), Desk())


def test_wrong_options_stop_before_the_press() -> None:
    with pytest.raises(ConfigError, match="option-value"):
        print_sheet(job(options={"paper": "A99"}))


def test_a_sheet_is_the_story() -> None:
    printed = press(story(*numbered(2)), paper="A4")
    assert printed.sheet is not None
    assert printed.sheet.measured.pages == len(printed.pages)
    assert printed.codes == []
    assert "Nomor2" in printed.text


class Fails:
    """Stands in for the proof: fails the first times it is asked."""

    def __init__(self, times: int, problem: type[PressError] | type[ProofError]) -> None:
        self.left = times
        self.problem = problem

    def __call__(self, *_: Any, **__: Any) -> None:
        self.left -= 1
        if self.left >= 0:
            raise self.problem.because("words-lost", part="body[0]", words="x")


@pytest.mark.parametrize("problem", [PressError, ProofError])
def test_a_page_that_fails_is_set_in_a_simpler_form(
    monkeypatch: pytest.MonkeyPatch, problem: type[PressError] | type[ProofError]
) -> None:
    monkeypatch.setattr("cetak.proof.checking.check", Fails(1, problem))
    printed = press(story(*numbered(6)), paper="A4", columns="2")
    assert printed.codes.count("layout-simplified") == 1
    assert printed.sheet is not None
    told = next(one for one in printed.sheet.findings if one.code == "layout-simplified")
    assert "words-lost" in str(told.facts["reason"])
    copy = [line for line in printed.lines if line.text.startswith("Nomor")]
    assert max(line.left_mm for line in copy) < 105


def test_the_simplest_page_has_no_simpler_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cetak.proof.checking.check", Fails(9, ProofError))
    with pytest.raises(ProofError):
        press(story("Satu."), columns="1", drop_cap="no", justify="no")
    with pytest.raises(ProofError):
        press(story("Satu."))


def test_a_layout_that_forgets_a_paragraph_is_stopped() -> None:
    parts = dict(reader().templates)
    template = parts["story.html"].replace(
        "{% for block in segment.blocks %}", "{% for block in segment.blocks[1:] %}"
    )
    assert template != parts["story.html"]
    forgetful = replace(reader(), templates=parts | {"story.html": template}, fingerprint="f")
    with pytest.raises(ProofError) as stop:
        press(story("Pertama hilang.", "Kedua ada."), {}, forgetful)
    (finding,) = stop.value.findings
    assert (finding.code, finding.where.part) == ("words-lost", "body[0]")


def test_a_layout_that_invents_a_line_is_stopped() -> None:
    parts = dict(reader().templates)
    template = parts["story.html"].replace("<article>", "<article><p>Belilah sabun ini</p>")
    inventive = replace(reader(), templates=parts | {"story.html": template}, fingerprint="i")
    with pytest.raises(ProofError, match="words-invented"):
        press(story("Satu."), {}, inventive)


@pytest.mark.parametrize("template", ["<html><body><p></body></html>", "<html>", "", "text"])
def test_a_layout_that_is_not_well_formed_is_a_layout_error(template: str) -> None:
    parts = dict(reader().templates) | {"story.html": template}
    with pytest.raises(LayoutError):
        press(story("Satu."), {}, replace(reader(), templates=parts, fingerprint=template or "e"))


def test_no_last_page_of_a_handful_of_words() -> None:
    """A story that would run over by a line or two is taken back, or filled, or told."""
    short = 0
    for count in range(150, 250, 4):
        body = paragraph(" ".join((ENGLISH * 30).split()[:count]) + ".")
        printed = press(story(body, language="en"))
        last = [line for line in printed.lines if line.page == len(printed.pages) - 1]
        copy = [line for line in last if "Cetak-Text" in line.font]
        if len(printed.pages) > 1 and len(copy) < 3:
            assert "last-page-short" in printed.codes
            short += 1
    assert short <= 3


def test_the_day_of_printing_is_printed_where_given() -> None:
    with_day = print_sheet(job(printed_on=dt.date(2024, 1, 2))).pdf
    assert with_day != print_sheet(job()).pdf
