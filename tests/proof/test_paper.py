"""What the proof of a paper notices: each fault is made in a file that was right."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pytest

from cetak.article.binding import Binding
from cetak.article.story import Article
from cetak.cli import edition_run
from cetak.edition.plan import Plan, PlannedSection, PlannedStory
from cetak.errors import ProofError
from cetak.findings import error
from cetak.proof.paper import PaperProof, check_paper
from cetak.proof.paper_numbers import Numbers, Phrases, phrases_of
from cetak.proof.paper_stories import check_stories
from cetak.proof.paper_structure import read_structure
from paper_desk import DAY, SENTENCE, PaperDesk


@dataclass(frozen=True)
class Bound:
    """What the proof was given."""

    pdf: bytes
    sheets: list[bytes]
    binding: Binding
    names: list[str]
    phrases: Phrases
    texts: list[tuple[str, ...]]

    def check(self, pdf: bytes | None = None, binding: Binding | None = None) -> PaperProof:
        file = self.pdf if pdf is None else pdf
        given = (self.sheets, binding or self.binding, self.names, self.phrases, self.texts)
        return check_paper(file, *given)

    def codes(self, pdf: bytes | None = None, binding: Binding | None = None) -> set[str]:
        with pytest.raises(ProofError) as stop:
            self.check(pdf, binding)
        return {one.code for one in stop.value.findings}

    def spoilt(self, change: Callable[[Any], None]) -> bytes:
        file = io.BytesIO()
        with pikepdf.open(io.BytesIO(self.pdf)) as opened:
            change(opened)
            opened.save(file)
        return file.getvalue()


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    """A paper of four stories, the lead on two pages, each linked to the next."""
    desk = PaperDesk(tmp_path_factory.mktemp("desk"))
    names = ("kapal", "pasar", "jembatan", "sawah")
    for number, name in enumerate(names):
        address = f"https://kabar.example/{names[(number + 1) % 4]}"
        body = [
            f"{name.capitalize()} pertama.",
            f'Seperti <a href="{address}">kabar lain</a> ini.',
        ]
        desk.story(
            name,
            priority=number + 1,
            section="Ekonomi" if number > 1 else "Daerah",
            body=[*body, *[SENTENCE * 6] * (8 if not number else 2)],
            canonical_url=f"https://kabar.example/{name}",
        )
    seen: list[Bound] = []

    def kept(*given: Any) -> PaperProof:
        seen.append(Bound(*given))
        return check_paper(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition_run, "check_paper", kept)
        done = desk.run()
    assert done.code == 0, done.errors
    return seen[0]


def test_sheets_say_what_is_read_of_them_when_they_say_nothing(bound: Bound) -> None:
    assert replace(bound, texts=[]).check() == bound.check()
    assert all(bound.texts)


def test_a_paper_that_is_right(bound: Bound) -> None:
    proof = bound.check()
    assert (proof.stories, proof.pages) == (4, len(bound.binding.pages))
    assert proof.pieces == sum(len(page.pieces) for page in bound.binding.pages)
    assert proof.links >= 4 + 2 + 1  # in stories, of sections, of the contents
    assert proof.numbers == proof.links - 1  # the headline of a refer names no page
    assert proof.words > 400


def test_the_numbers_of_links_were_read(bound: Bound) -> None:
    read = read_structure(bound.pdf)
    named = {link.story for link in read.links if link.story}
    assert named == {"Judul kapal", "Judul pasar", "Judul jembatan", "Judul sawah"}
    assert read.stories == ("Judul kapal", "Judul pasar", "Judul jembatan", "Judul sawah")


def test_a_page_that_is_called_otherwise(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=3)]
        )

    assert bound.codes(bound.spoilt(change)) == {"paper-label-wrong"}


def story_links(pdf: Any) -> list[Any]:
    links = [link for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/Dest" in link]
    return [link for link in links if str(link.Dest).startswith("story-")]


@pytest.mark.parametrize("which", [0, -1])
def test_a_link_that_leads_to_another_story(bound: Bound, which: int) -> None:
    """The first is one of the front page, the last stands in a story."""

    def change(pdf: Any) -> None:
        link = story_links(pdf)[which]
        now = str(link.Dest)
        other = "story-judul-kapal" if now != "story-judul-kapal" else "story-judul-sawah"
        link.Dest = pikepdf.String(other)

    assert "paper-number-wrong" in bound.codes(bound.spoilt(change))


def test_a_link_that_leads_nowhere(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        story_links(pdf)[-1].Dest = pikepdf.String("story-none")

    assert bound.codes(bound.spoilt(change)) == {"paper-link-nowhere"}


def test_a_place_on_another_page(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        place = tree["story-judul-sawah"]
        place[0] = pdf.pages[0].obj

    assert bound.codes(bound.spoilt(change)) >= {"paper-place-wrong", "paper-number-wrong"}


def test_an_outline_in_another_order(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        first = pdf.Root.Outlines.First
        first.Title, first.Next.Title = first.Next.Title, first.Title

    assert bound.codes(bound.spoilt(change)) == {"paper-outline-wrong"}


def test_a_mark_that_stands_twice(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        content = pdf.pages[0].obj.Contents.read_bytes()
        twice = re.sub(rb"/MCID 1\b", b"/MCID 0", content, count=1)
        assert twice != content
        pdf.pages[0].obj.Contents = pdf.make_stream(twice)

    assert bound.codes(bound.spoilt(change)) == {"paper-mark-astray"}


def test_a_story_that_is_no_story_of_the_structure(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        sections = [one for one in pdf.Root.StructTreeRoot.K[0].K if one.get("/S") == "/Sect"]
        stories = [one for one in sections[0].K if one.get("/S") == "/Art"]
        stories[0].S = pikepdf.Name.Div

    assert "paper-story-missing" in bound.codes(bound.spoilt(change))


def test_a_page_that_is_missing(bound: Bound) -> None:
    def change(pdf: Any) -> None:
        del pdf.pages[-1]

    assert bound.codes(bound.spoilt(change)) & {"paper-pages", "paper-words-lost"}


def test_a_piece_that_lies_twice_or_not_at_all(bound: Bound) -> None:
    first, second, *rest = bound.binding.pages
    story = next(piece for piece in second.pieces if piece.within)
    twice = replace(second, pieces=(*second.pieces, story))
    pages = replace(bound.binding, pages=(first, twice, *rest))
    assert bound.codes(binding=pages) >= {"paper-piece-missing", "paper-words-lost"}
    none = replace(second, pieces=tuple(one for one in second.pieces if one != story))
    pages = replace(bound.binding, pages=(first, none, *rest))
    assert bound.codes(binding=pages) >= {"paper-piece-missing", "paper-words-invented"}


@pytest.mark.parametrize("content", [b"", b"I am no paper.", b"%PDF-1.7\nno more"])
def test_what_is_no_pdf(bound: Bound, content: bytes) -> None:
    assert bound.codes(content) == {"pdf-unreadable"}


def numbers(bound: Bound, furniture: dict[int, list[str]]) -> list[tuple[str, str]]:
    read = read_structure(bound.pdf)
    checked = Numbers([], replace(read, links=()), bound.binding, bound.phrases, furniture)
    return [(one.code, str(one.facts.get("said", ""))) for one in checked.findings()]


def test_jump_lines_are_compared_with_where_the_lead_goes_on(bound: Bound) -> None:
    on, back = "bersambung ke hal . {}", "sambungan dari hal . {}"
    right = {0: on.format(2).split(), 1: back.format(1).split()}
    assert numbers(bound, right) == []
    wrong = {0: on.format(3).split(), 1: back.format(2).split()}
    assert numbers(bound, wrong) == [("paper-jump-wrong", "3"), ("paper-jump-wrong", "2")]


def test_phrases_are_those_of_all_languages() -> None:
    said = phrases_of([{"see-page": "(lihat hal. {page})"}, {"see-page": "(see p. {page})"}, {}])
    assert said == Phrases(("(lihat hal. {page})", "(see p. {page})"))


def plan(*stories: str) -> Plan:
    planned = tuple(PlannedStory(story=one) for one in stories)
    return Plan.model_validate(
        {"date": DAY, "sections": (PlannedSection(section="Daerah", stories=planned),)}
    )


def test_a_planned_story_that_nobody_speaks_of() -> None:
    article = Article.model_validate(
        {"headline": "Kapal", "uri": "urn:x:1", "canonical-url": "https://kabar.example/a"}
    )
    printed = [("kapal.yaml", article)]
    for named in ("kapal.yaml", "urn:x:1", "https://www.kabar.example/a/"):
        check_stories(plan(named), printed, [])
    with pytest.raises(ProofError) as stop:
        check_stories(plan("kapal.yaml", "pasar.yaml"), printed, [])
    assert [one.where.source for one in stop.value.findings] == ["pasar.yaml"]
    told = [error("plan-story-gone", "plan.yaml", story="pasar.yaml", headline="")]
    check_stories(plan("kapal.yaml", "pasar.yaml"), printed, told)
