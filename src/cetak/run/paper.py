"""A day's paper: stories become sheets, sheets get their places, and all of it one file.

What is set in type is set by workers and kept in the store; whatever is there already is not
set again. So a correction costs one story, and the furniture where page numbers moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cetak.article.links import addresses_in
from cetak.article.sheet import Sheet, StoryFrame, StoryPage
from cetak.edition.arranging import Arranged
from cetak.edition.changes import Change, ListedStory, told
from cetak.edition.changes import listed as listing
from cetak.edition.destinations import addresses_led, section_openers
from cetak.edition.furniture import Furniture, furniture_of
from cetak.edition.gathering import DeskRules
from cetak.edition.index import index_of
from cetak.edition.links import Slugs, link_targets, slugs_of, target_of
from cetak.edition.makeup import make_up
from cetak.edition.paper import Front, Galley, Paper, SectionGalleys
from cetak.edition.parts import paper_metadata, parts_of
from cetak.edition.pasting import Pasted, PasteUp, paste_up
from cetak.edition.widths import frame_of
from cetak.findings import Finding, warning
from cetak.jobs import FurnitureJob, Job
from cetak.layout.grid import Grid, plan_grid
from cetak.layout.options import resolve_options
from cetak.layout.paper_facts import (
    Masthead,
    front_facts,
    imprint_facts,
    running_facts,
)
from cetak.layout.paper_places import (
    FRONT,
    IMPRINT,
    PAGES_IN_A_JOB,
    RUNNING,
    front_places,
    imprint_places,
    page_box,
    page_form,
    running_places,
)
from cetak.layout.spec import Layout
from cetak.layout.wording import wording_for
from cetak.publication import EditionWishes, Publication
from cetak.run.sheets import SheetMaker

MOST_ROUNDS = 4
"""Times that stories are set again because a page number that they name has moved."""


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """What the newsroom has decided for its paper.

    Attributes:
        publication: Facts of the newsroom.
        wishes: How editions are made.
        layout: The edition's layout.
        options: Its options, as asked for.
        words: The newsroom's own words, by language.
    """

    publication: Publication
    wishes: EditionWishes
    layout: Layout
    options: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Language of the paper."""
        return self.publication.language or "id"

    def rules(self) -> DeskRules:
        """What gathering and widths need of it."""
        return DeskRules.of(self.publication, self.wishes)


@dataclass(frozen=True, slots=True)
class Issue:
    """Which edition of its day a paper is.

    Attributes:
        edition: 1, 2 after a correction.
        at: Time of day of a later one, such as ``14.30``.
        changes: What is new in it.
    """

    edition: int = 1
    at: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A paper whose pages are made, not yet bound.

    Attributes:
        arranged: What is printed.
        paper: Where it stands.
        furniture: What stands around it.
        slugs: Short names of stories and sections.
        grid: The page.
        paste_up: Sheets, and where their pages go.
        issue: Which edition of the day it is.
        index: ``edition.json``.
        failed: Stories whose sheets could not be made, with the reasons.
        rendered: How many sheets were set anew.
        findings: All that was noticed on the way.
    """

    arranged: Arranged
    paper: Paper
    furniture: Furniture
    slugs: Slugs
    grid: Grid
    paste_up: PasteUp
    issue: Issue
    index: Mapping[str, Any]
    failed: Mapping[str, Exception]
    rendered: int
    findings: tuple[Finding, ...]


@dataclass
class PaperRun:
    """One paper being made.

    Attributes:
        desk: What the newsroom has decided.
        maker: Makes what is not there yet.
        jobs: For each story of the day what its worker needs, without a frame.
        arranged: What is printed, in order.
        issue_of: Given the stories of this paper, which edition of the day it is.
    """

    desk: PaperDesk
    maker: SheetMaker
    jobs: Mapping[str, Job]
    arranged: Arranged
    issue_of: Callable[[Sequence[ListedStory]], Issue] = lambda _: Issue()
    failed: dict[str, Exception] = field(default_factory=dict)
    _told: list[Finding] = field(default_factory=list)

    def made_up(self) -> MadeUp:
        """Set what is not set yet, and find a place for everything.

        Raises:
            SourceError: ``edition-nothing-left`` where no story could be set.
            ConfigError: An option the layout does not have.
            LayoutError: A broken template.
            PressError: Furniture that cannot be set.
        """
        options = resolve_options(self.desk.layout.spec, self.desk.options)
        grid, fallen_back = plan_grid(self.desk.layout.spec, options)
        self._told += fallen_back
        sheets = self._story_sheets(grid)
        masthead = self._masthead(Issue())
        imprint = self._imprint(masthead)
        paper, sheets = self._linked(grid, sheets, imprint)
        for key, sheet in sheets.items():
            self._told += (_placed(finding, key) for finding in sheet.findings)
        slugs = slugs_of(self.arranged)
        furniture = furniture_of(self.arranged, paper, slugs)
        listed = tuple(self._listed(furniture))
        issue = self.issue_of(listed)
        masthead = self._masthead(issue)
        pages = {key: sheet.story_pages for key, sheet in sheets.items()}
        surroundings, pasted = self._surroundings(masthead, furniture, paper, grid, pages, imprint)
        made = self._pasted(paper, {**sheets, **surroundings}, pasted, slugs, grid)
        return MadeUp(
            arranged=self.arranged,
            paper=paper,
            furniture=furniture,
            slugs=slugs,
            grid=grid,
            paste_up=made,
            issue=issue,
            index={
                **index_of(self.arranged, paper, slugs, pages, page_box(grid)),
                "edition": issue.edition,
                "at": issue.at,
                "changes": told(issue.changes),
                "stories": listing(listed),
            },
            failed=self.failed,
            rendered=self.maker.rendered,
            findings=(*self._told, *self.maker.noticed, *paper.findings),
        )

    def _story_sheets(self, grid: Grid) -> dict[str, Sheet]:
        """The sheet of each story; one that cannot be made is missing, and its reason kept.

        Where a lead is missing, another story leads, and is set again in the lead's frame.
        """
        sheets: dict[str, Sheet] = {}
        wanted = jobs = self._story_jobs(grid)
        while wanted:
            made = dict(self.maker.sheets(wanted))
            sheets |= {key: one for key, one in made.items() if isinstance(one, Sheet)}
            failed = {key: one for key, one in made.items() if isinstance(one, Exception)}
            if not failed:
                break
            self.failed |= failed
            self.arranged = self.arranged.without(frozenset(failed))
            before, jobs = jobs, self._story_jobs(grid)
            wanted = {key: job for key, job in jobs.items() if job.frame != before[key].frame}
        return {key: sheets[key] for key in jobs}

    def _story_jobs(self, grid: Grid) -> dict[str, Job]:
        return {
            key: replace(self.jobs[key], article=article, frame=frame)
            for key, article, frame in self._framed(grid)
        }

    def _framed(self, grid: Grid) -> Iterator[tuple[str, Any, StoryFrame]]:
        rules = self.desk.rules()
        for section in self.arranged.sections:
            first = next((one for one in section.entries if not one.is_lead), None)
            for entry in section.entries:
                yield (
                    entry.key,
                    entry.story.article,
                    frame_of(
                        entry.story.article,
                        rules,
                        columns=grid.columns,
                        leg_mm=grid.leg_mm,
                        depth_mm=grid.depth_mm,
                        line_mm=grid.line_mm,
                        wished=entry.columns,
                        is_lead=entry.is_lead,
                        is_first=entry is first,
                    ),
                )

    def _linked(
        self, grid: Grid, sheets: dict[str, Sheet], imprint: Sheet | None
    ) -> tuple[Paper, dict[str, Sheet]]:
        """The makeup, with the page numbers that stories name of each other.

        A number that is not known yet takes no room; with it a story may become a line longer,
        and then pages may move: a few rounds at most.
        """
        paper = self._makeup(grid, sheets, imprint)
        jobs = self._story_jobs(grid)
        known: dict[str, dict[str, str]] = {}
        for _ in range(MOST_ROUNDS):
            labels = self._labels_in(paper)
            if labels == known:
                break
            changed = {key: one for key, one in labels.items() if known.get(key) != one}
            again = {key: replace(jobs[key], page_labels=one) for key, one in changed.items()}
            made = self.maker.sheets(again)
            sheets |= {key: one for key, one in made if isinstance(one, Sheet)}
            known = labels
            paper = self._makeup(grid, sheets, imprint)
        if self._labels_in(paper) != known:  # they never settle: none is better than a wrong one
            made = self.maker.sheets({key: jobs[key] for key in known})
            sheets |= {key: one for key, one in made if isinstance(one, Sheet)}
            paper = self._makeup(grid, sheets, imprint)
            self._told.append(warning("edition-numbers-unsettled"))
        return paper, sheets

    def _labels_in(self, paper: Paper) -> dict[str, dict[str, str]]:
        """For each story that links to another of the paper the page labels it names."""
        slugs = slugs_of(self.arranged)
        targets = link_targets(self.arranged, paper, slugs)
        found: dict[str, dict[str, str]] = {}
        for entry in self.arranged.entries:
            named = {one: target_of(one, targets) for one in addresses_in(entry.story.article)}
            labels = {
                address: target.label
                for address, target in named.items()
                if target is not None and target.key != entry.key
            }
            if labels:
                found[entry.key] = labels
        return found

    def _makeup(self, grid: Grid, sheets: Mapping[str, Sheet], imprint: Sheet | None) -> Paper:
        wishes = {wish.name.casefold(): wish for wish in self.desk.publication.sections}
        sections = [
            SectionGalleys(
                section.name,
                tuple(
                    Galley(
                        entry.key,
                        sheets[entry.key].story_pages,
                        entry.story.article.priority,
                        entry.is_brief,
                        entry.is_new_page,
                    )
                    for entry in section.entries
                ),
                self._letter(section.name, wishes),
                runs_on=self.desk.wishes.section_starts == "run-on" and number > 0,
            )
            for number, section in enumerate(self.arranged.sections)
        ]
        depth = imprint.story_pages[0].depth_mm if imprint else 0.0
        form = page_form(grid, depth + grid.line_mm if depth else 0.0)
        return make_up(sections, form, Front(self.arranged.lead.key, 0.0, grid.flag_mm))

    def _letter(self, name: str, wishes: Mapping[str, Any]) -> str:
        from cetak.edition.labels import section_letters  # noqa: PLC0415

        names = [section.name for section in self.arranged.sections]
        wished = {one: wishes[one.casefold()].letter for one in names if one.casefold() in wishes}
        by_section = self.desk.wishes.page_labels == "sections"
        return section_letters(names, wished, by_section=by_section)[name]

    def _masthead(self, issue: Issue) -> Masthead:
        layout, language = self.desk.layout, self.desk.language
        wording = wording_for(layout.wordings, language)
        words = {**wording.words, **self.desk.words.get(language, {})}
        plan = self.arranged.plan.model_copy(update={"edition": issue.edition})
        return Masthead(self.desk.publication, plan, language, words, issue.changes, issue.at)

    def _imprint(self, masthead: Masthead) -> Sheet | None:
        """The imprint, where the newsroom says who makes the paper."""
        if not imprint_facts(masthead).roles:
            return None
        job = self._furniture_job(IMPRINT, imprint_facts(masthead))
        return self.maker.must_make({IMPRINT: job})[IMPRINT]

    def _surroundings(  # noqa: PLR0913, PLR0917 - what stands around is made of all of these
        self,
        masthead: Masthead,
        furniture: Furniture,
        paper: Paper,
        grid: Grid,
        pages: Mapping[str, Sequence[StoryPage]],
        imprint: Sheet | None,
    ) -> tuple[dict[str, Sheet], list[Pasted]]:
        running = running_facts(masthead, furniture, paper, grid, pages)
        jobs = {
            FRONT: self._furniture_job(FRONT, front_facts(masthead, furniture, len(paper.pages)))
        }
        for start in range(0, len(running.pages), PAGES_IN_A_JOB):
            some = replace(running, pages=running.pages[start : start + PAGES_IN_A_JOB])
            jobs[f"{RUNNING}{start}"] = self._furniture_job(RUNNING, some)
        sheets = self.maker.must_make(jobs)
        pasted = [*front_places(sheets[FRONT], grid), *running_places(len(paper.pages))]
        if imprint is not None:
            sheets[IMPRINT] = imprint
            pasted += imprint_places(paper, grid)
        return sheets, pasted

    def _furniture_job(self, name: str, facts: Any) -> FurnitureJob:
        desk = self.desk
        return FurnitureJob(
            name, facts, desk.layout, dict(desk.options), desk.language, desk.words
        )

    def _listed(self, furniture: Furniture) -> Iterator[ListedStory]:
        articles = {entry.key: entry.story.article for entry in self.arranged.entries}
        for section in furniture.contents:
            for line in section.lines:
                article = articles[line.key]
                digest = hashlib.sha256(article.model_dump_json().encode()).hexdigest()
                yield ListedStory(line.key, article.uri, line.headline, digest, line.label)

    def _pasted(
        self,
        paper: Paper,
        sheets: Mapping[str, Sheet],
        pasted: Sequence[Pasted],
        slugs: Slugs,
        grid: Grid,
    ) -> PasteUp:
        top, _, _, left = grid.margins_mm
        made = paste_up(
            paper,
            sheets,
            pasted,
            tuple(parts_of(self.arranged, slugs, self.desk.publication)),
            slugs.stories,
            form=(grid.paper_mm, (left, top)),
            metadata=paper_metadata(self.arranged, self.desk.publication),
            links={},
        )
        openers = section_openers(paper, made, slugs)
        led = addresses_led(self.arranged, paper, slugs, openers)
        return replace(made, binding=replace(made.binding, destinations=openers, links=led))


def _placed(finding: Finding, name: str) -> Finding:
    where = finding.where
    return finding if where.source else replace(finding, where=replace(where, source=name))
