"""Each section and each story of a paper as a file of its own, bound from the paper's sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cetak.article.binding import Binding, Part
from cetak.article.furniture import RunningFacts, RunningPage
from cetak.article.sheet import Sheet
from cetak.edition.clippings import ClippedPage, Clipping, clippings_of
from cetak.edition.paper import Paper, PlacedPage
from cetak.edition.pasting import Pasted, paste_up
from cetak.jobs import FurnitureJob
from cetak.layout.paper_places import PAGES_IN_A_JOB, RUNNING
from cetak.layout.wording import long_date
from cetak.press.binding import Variant, bind
from cetak.run.paper import MadeUp, PaperDesk
from cetak.run.sheets import Begun, SheetMaker

CLIPPED = "#clipped"
"""Name of heads and feet of pages of which not everything is shown."""


@dataclass(frozen=True, slots=True)
class ClippingJob:
    """Everything a worker needs to bind one file.

    Attributes:
        path: Where the file goes, below the folder of such files.
        sheets: PDFs of the sheets.
        names: What messages call them.
        binding: What goes where.
        variant: Which standard the file follows.
    """

    path: str
    sheets: tuple[bytes, ...] = field(repr=False)
    names: tuple[str, ...]
    binding: Binding = field(repr=False)
    variant: Variant = "ua"


def bind_clipping(job: ClippingJob) -> bytes:
    """Bind one file. Runs in a worker.

    Raises:
        PressError: As ``bind``.
    """
    return bind(job.sheets, job.binding, variant=job.variant, names=job.names)


_Places = Mapping[tuple[str, int], tuple[str, int]]
"""For each page of each clipping its head and foot: a sheet, and a page of it."""


@dataclass(frozen=True, slots=True)
class Clippings:
    """The clippings of a paper while their heads and feet are being set.

    Attributes:
        made: The paper.
        maker: Sets heads and feet that the paper itself does not have.
        clippings: What is to be bound.
        places: Where each page has its head and foot.
        begun: Heads and feet that were begun.
    """

    made: MadeUp
    maker: SheetMaker
    clippings: tuple[Clipping, ...]
    places: _Places
    begun: Begun

    @classmethod
    def of(cls, made: MadeUp, desk: PaperDesk, maker: SheetMaker) -> Clippings:
        """Find out what there is to clip, and have heads and feet begun."""
        clippings = tuple(clippings_of(made.arranged, made.paper, made.slugs))
        places, heads = _heads(clippings, made)
        return cls(made, maker, clippings, places, maker.begin(_head_jobs(heads, made, desk)))

    def jobs(self, variant: Variant = "ua") -> Iterator[ClippingJob]:
        """A job for each section and each story, when heads and feet are there.

        Args:
            variant: Which standard the files follow.

        Raises:
            CetakError: A head or foot cannot be set.
        """
        known = {**self.made.paste_up.sheets, **self.maker.must_finish(self.begun)}
        parts = {part.slug: part for part in self.made.paste_up.binding.parts}
        for clipping in self.clippings:
            yield _job(clipping, self.made, known, self.places, parts, variant)


def _heads(clippings: Sequence[Clipping], made: MadeUp) -> tuple[_Places, tuple[RunningPage, ...]]:
    """Where each page has its head and foot, and those that have to be set."""
    places: dict[tuple[str, int], tuple[str, int]] = {}
    numbers: dict[RunningPage, int] = {}
    for clipping in clippings:
        for page in clipping.pages:
            name, at = RUNNING, page.number
            if not page.is_as_printed:
                name, at = CLIPPED, numbers.setdefault(_head(page, made), len(numbers))
            start = at // PAGES_IN_A_JOB * PAGES_IN_A_JOB
            places[clipping.slug, page.number] = f"{name}{start}", at - start
    return places, tuple(numbers)


def _head(page: ClippedPage, made: MadeUp) -> RunningPage:
    folio = made.furniture.folios[page.number]
    headlines = {
        line.key: line.headline for part in made.furniture.contents for line in part.lines
    }
    side = "left" if folio.is_left else "right"
    return RunningPage(folio.label, side, page.section, headlines.get(page.lead, ""))


def _head_jobs(
    pages: Sequence[RunningPage], made: MadeUp, desk: PaperDesk
) -> dict[str, FurnitureJob]:
    paper = desk.publication
    dated = long_date(made.arranged.plan.date, desk.language)
    jobs = {}
    for start in range(0, len(pages), PAGES_IN_A_JOB):
        name = f"{CLIPPED}{start}"
        facts = RunningFacts(
            paper.nameplate or paper.name, dated, tuple(pages[start : start + PAGES_IN_A_JOB])
        )
        jobs[name] = FurnitureJob(
            name, facts, desk.layout, dict(desk.options), desk.language, desk.words
        )
    return jobs


def _job(  # noqa: PLR0913, PLR0917 - a clipping is made of all of these
    clipping: Clipping,
    made: MadeUp,
    known: Mapping[str, Sheet],
    places: _Places,
    parts: Mapping[str, Part],
    variant: Variant,
) -> ClippingJob:
    top, _, _, left = made.grid.margins_mm
    paper = Paper(tuple(_page(page, made.paper.pages[page.number]) for page in clipping.pages))
    heads = [
        Pasted(*places[clipping.slug, page.number], on=on, is_artifact=True)
        for on, page in enumerate(clipping.pages)
    ]
    stories = (one.key for page in clipping.pages for one in page.stories)
    used = dict.fromkeys((*stories, *(head.sheet for head in heads)))
    part = parts[clipping.slug]
    below = (one for one in parts.values() if one.within == clipping.slug)
    whole = made.paste_up.binding
    pasted = paste_up(
        paper,
        {name: known[name] for name in used},
        heads,
        (replace(part, within=""), *below),
        made.slugs.stories,
        form=(made.grid.paper_mm, (left, top)),
        metadata=part.metadata or replace(whole.metadata, title=part.title),
        links=whole.links,
    )
    sheets = tuple(sheet.pdf for sheet in pasted.sheets.values())
    folder = "sections" if clipping.kind == "section" else "stories"
    return ClippingJob(
        f"{folder}/{clipping.slug}.pdf", sheets, tuple(pasted.sheets), pasted.binding, variant
    )


def _page(page: ClippedPage, printed: PlacedPage) -> PlacedPage:
    return PlacedPage(page.section, printed.label, page.stories, 0.0)
