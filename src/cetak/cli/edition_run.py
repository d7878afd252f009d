"""One run of ``cetak edition``: a day's stories in, one paper out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cetak.article.binding import Attachment, for_print_shop
from cetak.article.story import Article
from cetak.cli.asking import day_of
from cetak.cli.desks import Desks
from cetak.cli.edition_order import EditionOrder
from cetak.cli.edition_works import Works, works_of
from cetak.cli.fence import known
from cetak.cli.house import House, Wishes
from cetak.cli.naming import page_stem
from cetak.cli.reading import Reading, Story
from cetak.cli.telling import Teller
from cetak.cli.workshop import Workshop
from cetak.config import Desk
from cetak.edition.arranging import Arranged, arrange
from cetak.edition.asked import Asked
from cetak.edition.changes import (
    ListedStory,
    changes_between,
    next_edition,
    read_changes,
    read_listed,
)
from cetak.edition.gathering import DeskRules, Gathered, gather_day
from cetak.edition.number import Calendar, issue_number
from cetak.edition.plan import Plan, plan_of
from cetak.edition.plan_reading import read_plan
from cetak.edition.stories import DayStory, LeftOut
from cetak.errors import CetakError, SourceError, StrictError
from cetak.findings import Finding, Severity, Where, distinct, error, warning
from cetak.jobs import Job
from cetak.layout.paper_facts import time_of
from cetak.press.binding import bind
from cetak.proof.paper import PaperProof, check_paper
from cetak.proof.paper_numbers import phrases_of
from cetak.proof.paper_stories import check_stories
from cetak.run.many import SetAside
from cetak.run.paper import Issue, MadeUp, PaperRun

if TYPE_CHECKING:  # most papers are printed without
    from cetak.cli.edition_extras import Beside, Extras

INDEX_NAME = "edition.json"
PLAN_LIMIT_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Previous:
    """The edition that lies where the new one will: what it printed.

    Attributes:
        listed: Its stories.
        issue: Which edition it was, and what it said was new.
    """

    listed: tuple[ListedStory, ...]
    issue: Issue


@dataclass(frozen=True, slots=True)
class Finished:
    """A paper that is written.

    Attributes:
        made: The paper.
        pdf: The file.
        proof: What was compared.
        path: Where it lies.
        findings: All that was noticed.
        left_out: Stories of the day that do not run.
        read: How many stories were read.
        beside: What lies beside it, where that was asked for.
    """

    made: MadeUp
    pdf: bytes = field(repr=False)
    proof: PaperProof
    path: Path
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    read: int
    beside: Beside | None = None


@dataclass
class EditionRun:
    """Makes the paper that was ordered.

    Attributes:
        house: The outside.
        order: What was asked for.
        teller: Where errors and findings are told.
        tell: Told of each step: its name, how many are done, of how many.
        workshop: What rounds before have done already; ``None`` for a single run.
    """

    house: House
    order: EditionOrder
    teller: Teller
    tell: Callable[[str, int, int], None] = lambda _step, _done, _all: None
    workshop: Workshop | None = None
    jobs: dict[str, Job] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    noticed: list[Finding] = field(default_factory=list)
    read: int = 0

    def run(self) -> Finished:
        """Read, arrange, print, bind, prove and write.

        Raises:
            CetakError: Why there is no paper; what was there before stays as it is.
        """
        desk, arranged, noticed = self.arranged()
        previous = self._previous(arranged.plan, desk)
        path = self.path(arranged.plan, desk)
        with self._works(desk) as works:
            made = self._for_print_shop(self._made_up(works, desk, arranged, previous))
            all_found = (*noticed, *arranged.findings, *made.findings, *self._failed(made))
            findings = distinct(all_found)
            self._refuse_if_strict(findings)
            check_stories(made.arranged.plan, self._accounted(made), findings)
            extras = self._extras(works, made)
            pdf = self._bound(made)
            if extras is not None:
                extras.begin(pdf, path.stem)
            proof = self._proved(made, pdf)
            booklet = self._booklet(pdf)
            self.house.resources.write(path, pdf)
            if booklet:
                self.house.resources.write(path.with_name(f"{path.stem}-booklet.pdf"), booklet)
            beside = extras.write(self.tell) if extras is not None else None
        left_out = tuple(self.left_out)
        return Finished(made, pdf, proof, path, findings, left_out, self.read, beside)

    def _extras(self, works: Works, made: MadeUp) -> Extras | None:
        if self.order.extras is None:
            return None
        from cetak.cli.edition_extras import Extras  # noqa: PLC0415

        return Extras(self.house, self.order.extras, self.order, works, made, self.jobs)

    def arranged(self) -> tuple[Desk, Arranged, tuple[Finding, ...]]:
        """The stories of the day in order, and what was noticed.

        Raises:
            CetakError: No story, or a plan that cannot be read.
        """
        desks = self._desks()
        desk = desks.own
        zone = _zone(desk)
        rules = DeskRules.of(desk.publication, desk.edition, zone=zone)
        plan, places = self._plan_file()
        day = plan.date if plan else day_of(self.order.day, desk, self.house.resources.now())
        stories = self._stories(desks, day)
        gathered = gather_day(
            stories, day, rules, now=self.house.resources.now(), set_aside=self.left_out
        )
        self.left_out = list(gathered.left_out)
        planned = plan or self._planned(gathered, day, rules, desk)
        everything = gathered.stories if plan is None else stories
        noticed = (*self.noticed, *gathered.findings)
        return desk, arrange(planned, everything, rules, places), noticed

    def path(self, plan: Plan, desk: Desk) -> Path:
        """Where the paper goes."""
        if self.order.output:
            return Path(self.order.output)
        name = page_stem(desk.publication.name or "edition", self.house.resources)
        stem = "-".join((plan.date.isoformat(), *name.lower().split()))
        return Path(desk.output.folder) / f"{stem}.pdf"

    def _desks(self) -> Desks:
        """Where nothing is named anywhere, the stories are those of the folder one is in."""
        desks = Desks(self.house, self.order.sources, self.order.config)
        if self.order.sources or desks.own.sources:
            return desks
        return Desks(self.house, (str(Path()),), self.order.config)

    def _plan_file(self) -> tuple[Plan | None, Mapping[str, Where]]:
        if self.order.plan is None:
            return None, {}
        content = self.house.resources.read(self.order.plan, PLAN_LIMIT_BYTES)
        read = read_plan(str(self.order.plan), content)
        return read.plan, read.places

    def _planned(self, gathered: Gathered, day: dt.date, rules: DeskRules, desk: Desk) -> Plan:
        calendar = Calendar.of(desk.publication)
        issue = issue_number(day, calendar) if calendar else None
        if calendar is not None and issue is None:
            days = {"day": day.isoformat(), "first_day": calendar.first_day.isoformat()}
            self.noticed.append(warning("edition-before-first-day", **days))
        self.noticed += issue.findings if issue else ()
        return plan_of(gathered, day, rules, issue)

    def _stories(self, desks: Desks, day: dt.date) -> list[DayStory]:
        asked = Asked(since=day, until=day)
        reading = Reading(self.house, desks, asked, workshop=self.workshop)
        stories: list[DayStory] = []
        for found in reading.stories():
            if isinstance(found, SetAside):
                self._set_aside(found.name, found.error)
                continue
            story = self._ready(found, desks.own)
            if story is not None:
                stories.append(story)
            self.tell("reading", reading.read, 0)
        self.read = reading.read
        self.left_out += (LeftOut(one.where.source, (one,)) for one in reading.undated)
        if not stories and not self.left_out:
            raise SourceError.because(
                "edition-no-stories", day=day.isoformat(), others=reading.other_days
            )
        return stories

    def _ready(self, story: Story, desk: Desk) -> DayStory | None:
        """A story with its pictures, and what a worker needs of it."""
        wishes = Wishes(self.order.layout or desk.edition.layout)
        place = self.workshop or self.house
        try:
            planned = place.plan(story.raw, story.cleaned, story.desk, wishes)
        except CetakError as problem:
            self._set_aside(story.name, problem)
            return None
        self.noticed += (*planned.cleaned.findings, *planned.findings)
        options = {**desk.edition.options, **dict(self.order.options)}
        job = replace(
            planned.job,
            options=options,
            publication=desk.publication.name,
            time_zone=desk.publication.time_zone,
            printed_on=None,
        )
        self.jobs[story.name] = job
        return DayStory(story.name, job.article)

    def _set_aside(self, name: str, problem: Exception) -> None:
        told = known(problem, self.house)
        self.left_out.append(LeftOut(name, told.findings))
        self.teller.error(told)

    def _made_up(
        self, works: Works, desk: Desk, arranged: Arranged, previous: Previous | None
    ) -> MadeUp:
        since = self._issue_of(desk, arranged, previous)
        return PaperRun(works.desk, works.maker, self.jobs, arranged, since).made_up()

    def _works(self, desk: Desk) -> AbstractContextManager[Works]:
        layout = next(iter(self.jobs.values())).layout

        def tell(done: int, wanted: int) -> None:
            self.tell("printing", done, wanted)

        return works_of(self.house, self.order, desk, layout, tell, kept=self.workshop)

    def _issue_of(
        self, desk: Desk, arranged: Arranged, previous: Previous | None
    ) -> Callable[[Sequence[ListedStory]], Issue]:
        """Which edition it is, since when, and what is new in it."""
        zone = _zone(desk)
        now = self.house.resources.now().astimezone(zone)

        def since(stories: Sequence[ListedStory]) -> Issue:
            if previous is None:
                return Issue(arranged.plan.edition)
            changes = changes_between(previous.listed, stories)
            number = next_edition(previous.issue.edition, changes)
            if number == previous.issue.edition:
                return previous.issue
            return Issue(number, time_of(now), changes)

        return since

    def _previous(self, plan: Plan, desk: Desk) -> Previous | None:
        """The edition before: for all rounds of a workshop the one from before the first."""
        if self.workshop is None:
            return self._lying(plan, desk)
        since, key = self.workshop.since, (self.path(plan, desk), plan.date.isoformat())
        if key not in since:
            since[key] = self._lying(plan, desk)
        found: Previous | None = since[key]
        return found

    def _lying(self, plan: Plan, desk: Desk) -> Previous | None:
        path = self.path(plan, desk)
        if not self.house.resources.exists(path):
            return None
        from cetak.press.opening import attached  # noqa: PLC0415 - only where a paper is there

        return previous_of(attached(self.house.resources.read(path), INDEX_NAME), plan)

    def _bound(self, made: MadeUp) -> bytes:
        self.tell("binding", 0, 1)
        return bind(
            [sheet.pdf for sheet in made.paste_up.sheets.values()],
            made.paste_up.binding,
            variant="ua+a3" if self.order.archival else "ua",
            attachments=(index_file(made),),
            names=list(made.paste_up.sheets),
        )

    def _proved(self, made: MadeUp, pdf: bytes) -> PaperProof:
        self.tell("proving", 0, 1)
        job = next(iter(self.jobs.values()))
        said = (*(one.words for one in job.layout.wordings.values()), *job.words.values())
        names = list(made.paste_up.sheets)
        sheets = [sheet.pdf for sheet in made.paste_up.sheets.values()]
        texts = [sheet.texts for sheet in made.paste_up.sheets.values()]
        return check_paper(pdf, sheets, made.paste_up.binding, names, phrases_of(said), texts)

    def _for_print_shop(self, made: MadeUp) -> MadeUp:
        """The paper with bleed and crop marks around its pages, where they were asked for."""
        shop = self.order.shop
        binding = for_print_shop(made.paste_up.binding, shop.bleed_mm, has_marks=shop.has_marks)
        return replace(made, paste_up=replace(made.paste_up, binding=binding))

    def _booklet(self, pdf: bytes) -> bytes:
        """The same pages two a sheet, in the order of a booklet; none if not asked for."""
        if not self.order.shop.has_booklet:
            return b""
        from cetak.press.imposition import impose_booklet  # noqa: PLC0415 - rarely asked for

        return impose_booklet(pdf)

    def _failed(self, made: MadeUp) -> list[Finding]:
        found = []
        for name, problem in made.failed.items():
            told = known(problem, self.house)
            self.teller.error(told)
            found.append(error("edition-story-failed", name))
            self.left_out.append(LeftOut(name, told.findings))
        return found

    def _accounted(self, made: MadeUp) -> Iterator[tuple[str, Article]]:
        """Every story that is in the paper, or told as impossible to set."""
        for entry in made.arranged.entries:
            yield entry.key, entry.story.article
        for name in made.failed:
            yield name, self.jobs[name].article

    def _refuse_if_strict(self, findings: Sequence[Finding]) -> None:
        errors = [one for one in findings if one.severity is Severity.ERROR]
        if self.order.strict and errors:
            raise StrictError(*errors)


def index_file(made: MadeUp) -> Attachment:
    """``edition.json``, as it lies in the file."""
    content = json.dumps(made.index, ensure_ascii=False, indent=1).encode()
    return Attachment(
        INDEX_NAME,
        "application/json",
        content,
        "Stories and pages of this edition",
        "Data",
        str(made.index["date"]),
    )


def previous_of(content: bytes | None, plan: Plan) -> Previous | None:
    """What the edition said that an index belongs to; ``None`` for another day's, or none."""
    try:
        index: Any = json.loads(content or b"null")
        if index["date"] != plan.date.isoformat():
            return None
        stories = read_listed(index["stories"])
        if stories is None:
            return None
        issue = Issue(int(index["edition"]), str(index["at"]), read_changes(index["changes"]))
        return Previous(stories, issue)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _zone(desk: Desk) -> dt.tzinfo | None:
    name = desk.publication.time_zone
    return ZoneInfo(name) if name else None
