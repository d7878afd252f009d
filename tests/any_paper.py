"""Arbitrary stories, plans and desks, and the papers they make."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from cetak.article.binding import Binding
from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.edition.arranging import arrange
from cetak.edition.gathering import gather_day
from cetak.edition.links import slugs_of
from cetak.edition.plan import Plan, plan_of
from cetak.edition.stories import DayStory
from cetak.jobs import Job
from cetak.layout.load import load_layout
from cetak.press.binding import bind
from cetak.proof.paper import PaperProof, check_paper
from cetak.proof.paper_numbers import phrases_of
from cetak.proof.reading import read_texts
from cetak.publication import EditionWishes, Publication
from cetak.resources import LocalResources
from cetak.run.executor import SerialExecutor
from cetak.run.paper import PaperDesk, PaperRun
from cetak.run.sheets import SheetMaker
from cetak.run.store import NoStore
from printed import photograph

DAY = dt.date(2023, 9, 20)
NOW = dt.datetime(2023, 9, 20, 21, 0, tzinfo=dt.UTC)
WORDS = (  # noqa: SIM905 - a sentence is easier to change than a list
    "kapal pelabuhan nelayan-nelayan mempertanggungjawabkan Rp28.000 “ikan” (KNLS) sehari-hari "
    "2023 hal. 7 – pemerintah COVID-19 Tanjung Rawai é å ¼ 35% naik, turun; kata Rahmat: «ya» …"
).split()
SECTIONS = ("", "Daerah", "Ekonomi 2024", "Budaya", "Olahraga")
PAPERS = ("A5", "A4", "Phone", "Letter")
LANGUAGES = ("id", "en")
PICTURES: Mapping[str, PictureFile] = {
    "wide.jpg": photograph(),
    "tall.jpg": photograph(width=300, height=500),
}


@dataclass(frozen=True)
class Made:
    """A paper, and what it was made of.

    Attributes:
        pdf: The bound file.
        proof: What the proof says.
        binding: Where everything lies.
        sheets: What it was bound from.
        articles: The stories as they are printed, by their keys.
        slugs: Their short names.
        led: Addresses that stories name, each with the story it leads to.
        added: All that the layout may add.
    """

    pdf: bytes
    proof: PaperProof
    binding: Binding
    sheets: list[bytes]
    articles: Mapping[str, Article]
    slugs: Mapping[str, str]
    led: tuple[tuple[str, str], ...]
    added: str

    def piece_texts(self, sheet: int) -> tuple[str, ...]:
        return _texts(self.sheets[sheet])

    def place(self, key: str) -> str:
        return f"story-{self.slugs[key]}"


@functools.lru_cache(maxsize=200)
def _texts(pdf: bytes) -> tuple[str, ...]:
    return read_texts(pdf)


def sentences(most: int) -> st.SearchStrategy[str]:
    """A sentence of the day's words; a few numbers decide all of it, so that it shrinks."""
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
    return st.builds(lambda some, times: " ".join(some * times) + ".", words, st.integers(1, most))


@st.composite
def stories(draw: st.DrawFn, number: int, count: int) -> dict[str, Any]:
    """A story; its headline and its address are its own."""
    kinds = draw(st.lists(st.sampled_from("pppplqstfce"), max_size=7))
    body = [
        {"type": "paragraph", "text": f"Awal{number}q {draw(sentences(6))}"},
        *(draw(blocks(kind, count)) for kind in kinds),
        {"type": "paragraph", "text": f"Akhir{number}q."},
    ]
    fields: dict[str, Any] = {
        "headline": draw(st.one_of(st.just(f"Judul{number}q"), sentences(2))),
        "section": draw(st.sampled_from(SECTIONS)),
        "priority": draw(st.integers(1, 9)),
        "language": draw(st.sampled_from(LANGUAGES)),
        "published": dt.datetime(2023, 9, 20, 9, number, tzinfo=dt.UTC),
        "canonical_url": f"https://kabar.example/{number}",
        "body": body,
    }
    if draw(st.booleans()):
        fields |= {"deck": draw(sentences(1)), "kicker": "Kabar", "byline": ["Rina Lestari"]}
    if name := draw(st.sampled_from(["", "", "wide.jpg", "tall.jpg"])):
        fields["picture"] = {
            "picture": {"source": name, "alt": "Kapal"},
            "cutline": "Sebuah kapal.",
        }
    return fields


def blocks(kind: str, count: int) -> st.SearchStrategy[dict[str, Any]]:
    """A block of a kind: paragraph, link, quotation, sidebar, table, figure, crosshead, list."""
    text = sentences(5)
    others = st.integers(0, count - 1)
    forms: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "p": text.map(lambda one: {"type": "paragraph", "text": one}),
        "l": st.tuples(text, others).map(
            lambda one: {
                "type": "paragraph",
                "text": f'{_escaped(one[0])} Baca <a href="https://kabar.example/{one[1]}">kabar '
                f"lain</a> itu.",
            }
        ),
        "q": text.map(lambda one: {"type": "pull-quote", "text": one}),
        "s": text.map(
            lambda one: {
                "type": "sidebar",
                "headline": "Kotak",
                "blocks": [{"type": "paragraph", "text": one}],
            }
        ),
        "t": st.integers(1, 12).map(
            lambda rows: {
                "type": "table",
                "rows": [[{"text": f"baris {row}"}, {"text": str(row)}] for row in range(rows)],
            }
        ),
        "f": st.sampled_from(sorted(PICTURES)).map(
            lambda name: {"type": "figure", "picture": {"source": name, "alt": "Kapal"}}
        ),
        "c": st.just({"type": "crosshead", "text": "Sela"}),
        "e": text.map(lambda one: {"type": "list", "items": [{"text": one}, {"text": "dua"}]}),
    }
    return forms[kind]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@st.composite
def papers(draw: st.DrawFn) -> dict[str, Any]:
    """What ``made_of`` needs."""
    count = draw(st.integers(1, 7))
    return {
        "stories": [draw(stories(number, count)) for number in range(count)],
        "paper": draw(st.sampled_from(PAPERS)),
        "labels": draw(st.sampled_from(["numbers", "sections"])),
        "starts": draw(st.sampled_from(["page", "run-on"])),
        "changes": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "cut": st.one_of(st.none(), st.integers(1, 4)),
                        "picture": st.booleans(),
                        "new_page": st.booleans(),
                        "columns": st.one_of(st.none(), st.integers(1, 4)),
                        "refer": st.booleans(),
                    }
                ),
                max_size=3,
            )
        ),
    }


def made_of(
    stories: list[dict[str, Any]],
    paper: str,
    labels: Any,
    starts: Any,
    changes: list[dict[str, Any]],
) -> Made:
    """The paper of these stories, printed, bound and proved."""
    day = [
        DayStory(f"s{number}.yaml", Article.model_validate(fields))
        for number, fields in enumerate(stories)
    ]
    publication = Publication(name="Kabar Rawai", language="id", sections=("Daerah", "Budaya"))
    wishes = EditionWishes(page_labels=labels, section_starts=starts)
    layout = load_layout("edition", LocalResources())
    desk = PaperDesk(publication, wishes, layout, {"paper": paper})
    gathered = gather_day(day, DAY, desk.rules(), now=NOW)
    plan = _changed(plan_of(gathered, DAY, desk.rules()), changes)
    arranged = arrange(plan, gathered.stories, desk.rules())
    jobs = {
        one.name: Job(one.name, one.article, PICTURES, layout, {"paper": paper}, "Kabar Rawai")
        for one in day
    }
    made = PaperRun(desk, SheetMaker(SerialExecutor(), NoStore()), jobs, arranged).made_up()
    assert made.failed == {}
    binding = made.paste_up.binding
    sheets = [sheet.pdf for sheet in made.paste_up.sheets.values()]
    pdf = bind(sheets, binding)
    words = [one.words for one in layout.wordings.values()]
    proof = check_paper(pdf, sheets, binding, list(made.paste_up.sheets), phrases_of(words))
    articles = {entry.key: entry.story.article for entry in made.arranged.entries}
    return Made(
        pdf,
        proof,
        binding,
        sheets,
        articles,
        slugs_of(made.arranged).stories,
        tuple(_led(articles)),
        _added(words, binding, articles),
    )


def _added(
    words: Sequence[Mapping[str, str]], binding: Binding, articles: Mapping[str, Article]
) -> str:
    """All that the layout may say beside the stories."""
    return " ".join(
        (
            *(word for one in words for word in one.values()),
            *(f"{page.label} {page.label}" for page in binding.pages),
            *(str(number) for number in range(100)),
            *(one.canonical_url.removeprefix("https://") for one in articles.values()),
            "© · : ; , . – — | • ◦ ▪ → ↗ ( )",
        )
    )


def _changed(plan: Plan, changes: list[dict[str, Any]]) -> Plan:
    """The plan as an editor might leave it: the first stories of each section changed."""
    sections = []
    for section in plan.sections:
        given = [*changes, *[{}] * len(section.stories)][: len(section.stories)]
        changed = (
            one.model_copy(update=change)
            for one, change in zip(section.stories, given, strict=True)
        )
        sections.append(section.model_copy(update={"stories": tuple(changed)}))
    return plan.model_copy(update={"sections": tuple(sections)})


def _led(articles: Mapping[str, Article]) -> Any:
    from cetak.article.links import addresses_in  # noqa: PLC0415

    keys = {one.canonical_url: key for key, one in articles.items()}
    for key, article in articles.items():
        for address in addresses_in(article):
            if address in keys and keys[address] != key:
                yield address, keys[address]
