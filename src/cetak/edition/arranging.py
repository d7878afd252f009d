"""The plan's stories, found among those of the day and cut as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cetak.article.blocks import (
    Block,
    Crosshead,
    EndMark,
    Figure,
    Paragraph,
    Sidebar,
    SidebarBlock,
)
from cetak.article.story import Article
from cetak.edition.addresses import same_address
from cetak.edition.gathering import DeskRules, GatheredSection, choose_lead
from cetak.edition.plan import Plan, PlannedStory
from cetak.edition.stories import DayStory, word_count
from cetak.errors import SourceError
from cetak.findings import Finding, Where, error, info


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as the paper prints it.

    Attributes:
        story: The story, cut and without pictures where the plan says so.
        is_lead: Whether it leads the front page.
        columns: Columns it is set in; ``None`` where nobody has said.
        is_referred: Whether the front page refers to it.
        is_new_page: Whether it begins a page.
        is_brief: Whether it stands among the briefs.
    """

    story: DayStory
    is_lead: bool = False
    columns: int | None = None
    is_referred: bool = False
    is_new_page: bool = False
    is_brief: bool = False

    @property
    def key(self) -> str:
        """Its name in the edition."""
        return self.story.name


@dataclass(frozen=True, slots=True)
class ArrangedSection:
    """A section and its stories as they are printed, in order."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A paper before it is set in type.

    Attributes:
        plan: What it was made by.
        sections: In order; none is empty.
        left_out: Names of stories of the day that the plan does not name.
        findings: What was noticed.
    """

    plan: Plan
    sections: tuple[ArrangedSection, ...]
    left_out: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All stories in the order of the paper."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def lead(self) -> Entry:
        """The story that leads the front page."""
        return next(entry for entry in self.entries if entry.is_lead)

    def without(self, keys: frozenset[str]) -> Arranged:
        """The paper without stories whose sheets could not be made.

        Raises:
            SourceError: ``edition-nothing-left``.
        """
        sections = (
            replace(one, entries=tuple(e for e in one.entries if e.key not in keys))
            for one in self.sections
        )
        return _with_lead(replace(self, sections=tuple(one for one in sections if one.entries)))


def arrange(
    plan: Plan,
    stories: Sequence[DayStory],
    rules: DeskRules,
    places: Mapping[str, Where] | None = None,
) -> Arranged:
    """The stories of a plan, in its order.

    Args:
        plan: The plan.
        stories: All stories of the day.
        rules: What the desk has decided.
        places: Where the plan names each story, from ``read_plan``.

    Returns:
        The paper, with findings: ``plan-story-gone`` (an error) for a story that is not there
        any more, ``plan-story-again`` (an error) for one that the plan names by another name
        too, ``plan-story-left-out`` for one that the plan does not name,
        ``plan-story-cut`` for what a cut took away, ``plan-lead-chosen`` where the lead is gone
        or none is named.

    Raises:
        SourceError: ``edition-nothing-left`` where no story of the plan is there.
    """
    found, lost = _found(plan, _by_name(stories), places or {})
    sections, cuts = _sections(plan, found, rules)
    used = {story.name for story in found.values()}
    left_out = tuple(story.name for story in stories if story.name not in used)
    unplanned = (info("plan-story-left-out", name) for name in left_out)
    return _with_lead(Arranged(plan, sections, left_out, (*lost, *cuts, *unplanned)))


def _found(
    plan: Plan, known: Mapping[str, DayStory], places: Mapping[str, Where]
) -> tuple[dict[str, DayStory], list[Finding]]:
    """For each story as the plan names it the story; those that are gone, or there already."""
    found: dict[str, DayStory] = {}
    lost: list[Finding] = []
    taken: set[str] = set()
    for planned in plan.stories:
        named = planned.story
        story = known.get(named) or known.get(same_address(named))
        where = places.get(named, Where(named))
        if story is None:
            told = error("plan-story-gone", where, story=named, headline=planned.headline)
            lost.append(told)
        elif story.name in taken:
            lost.append(error("plan-story-again", where, story=named, name=story.name))
        else:
            found[named] = story
            taken.add(story.name)
    return found, lost


def _sections(
    plan: Plan, found: Mapping[str, DayStory], rules: DeskRules
) -> tuple[tuple[ArrangedSection, ...], list[Finding]]:
    sections: list[ArrangedSection] = []
    cuts: list[Finding] = []
    for section in plan.sections:
        columns = section.columns or rules.columns_in(section.section)
        entries: list[Entry] = []
        for planned in section.stories:
            if planned.story in found:
                entry, told = _entry(planned, found[planned.story], rules)
                entries.append(replace(entry, columns=entry.columns or columns))
                cuts += told
        if entries:
            sections.append(ArrangedSection(section.section, tuple(entries)))
    return tuple(sections), cuts


def _entry(
    planned: PlannedStory, story: DayStory, rules: DeskRules
) -> tuple[Entry, tuple[Finding, ...]]:
    article, told = cut_after(story, planned.cut)
    if not planned.picture:
        article = without_pictures(article)
    return Entry(
        story=replace(story, article=article),
        is_lead=planned.lead,
        columns=planned.columns,
        is_referred=planned.refer and not planned.lead,
        is_new_page=planned.new_page,
        is_brief=rules.is_brief(article) and not planned.lead,
    ), told


def cut_after(story: DayStory, paragraphs: int | None) -> tuple[Article, tuple[Finding, ...]]:
    """The story up to a paragraph, and a finding that counts the words that went.

    Crossheads that would head nothing go too; an end mark stays.
    """
    article = story.article
    if paragraphs is None:
        return article, ()
    ends = [number for number, block in enumerate(article.body) if isinstance(block, Paragraph)]
    if len(ends) <= paragraphs:
        return article, ()
    kept: list[Block] = list(article.body[: ends[paragraphs - 1] + 1])
    while kept and isinstance(kept[-1], Crosshead):
        kept.pop()
    kept += [
        block for block in article.body[ends[paragraphs - 1] + 1 :] if isinstance(block, EndMark)
    ]
    shorter = article.model_copy(update={"body": tuple(kept)})
    words = word_count(article) - word_count(shorter)
    return shorter, (info("plan-story-cut", story.name, paragraphs=paragraphs, words=words),)


def without_pictures(article: Article) -> Article:
    """The story without any picture, those in sidebars too."""
    body = tuple(_without_figures(article.body))
    return article.model_copy(update={"picture": None, "body": body})


def _without_figures(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Sidebar):
            inner: tuple[SidebarBlock, ...] = tuple(
                one for one in block.blocks if not isinstance(one, Figure)
            )
            if inner:
                yield block.model_copy(update={"blocks": inner})
        elif not isinstance(block, Figure):
            yield block


def _by_name(stories: Sequence[DayStory]) -> Mapping[str, DayStory]:
    """Stories by all that a plan may call them: names first, then uris, then addresses."""
    known: dict[str, DayStory] = {}
    for name_of in (_name, _uri, _address):
        for story in stories:
            if name_of(story):
                known.setdefault(name_of(story), story)
    return known


def _name(story: DayStory) -> str:
    return story.name


def _uri(story: DayStory) -> str:
    return story.article.uri


def _address(story: DayStory) -> str:
    return same_address(story.article.canonical_url)


def _with_lead(arranged: Arranged) -> Arranged:
    """The same with a lead, chosen as for a day that nobody has planned, where there is none."""
    entries = arranged.entries
    if not entries:
        raise SourceError.because("edition-nothing-left", day=arranged.plan.date.isoformat())
    if any(entry.is_lead for entry in entries):
        return arranged
    sections = [
        GatheredSection(one.name, tuple(entry.story for entry in one.entries))
        for one in arranged.sections
    ]
    lead, _ = choose_lead(sections)
    led = tuple(
        replace(one, entries=tuple(_as_lead(entry, lead) for entry in one.entries))
        for one in arranged.sections
    )
    findings = (*arranged.findings, info("plan-lead-chosen", lead))
    return replace(arranged, sections=led, findings=findings)


def _as_lead(entry: Entry, lead: str) -> Entry:
    if entry.key != lead:
        return entry
    return replace(entry, is_lead=True, is_referred=False, is_brief=False)
