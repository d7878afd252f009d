"""The stories of a day become ordered sections with a lead."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cetak.article.story import Article, Status
from cetak.edition.duplicates import Duplicate, without_duplicates
from cetak.edition.stories import (
    DayStory,
    LeftOut,
    age_order,
    has_picture,
    local_day,
    word_count,
)
from cetak.errors import SourceError
from cetak.findings import Finding, error, info, warning
from cetak.messages import say
from cetak.publication import EditionWishes, Publication

LEAD_PRIORITY = 1


@dataclass(frozen=True, slots=True)
class DeskRules:
    """What the desk has decided about all its editions.

    Attributes:
        sections: Names of sections in their order; others come after them.
        other_section: Where stories go that name none.
        brief_words: A story without picture and of fewer words is a brief.
        refers: Most stories that the front page refers to.
        columns: Columns of a section's stories, where the desk has said so, by its name in
            small letters; under ``""`` those of all other sections.
        time_zone: Zone that says what day a story is from; ``None`` for the story's own.
    """

    sections: tuple[str, ...] = ()
    other_section: str = "Umum"
    brief_words: int = 150
    refers: int = 6
    columns: Mapping[str, int] = field(default_factory=dict)
    time_zone: dt.tzinfo | None = None

    @classmethod
    def of(
        cls,
        publication: Publication,
        wishes: EditionWishes,
        *,
        other_section: str = "",
        zone: dt.tzinfo | None = None,
    ) -> DeskRules:
        """What ``cetak.yaml`` says.

        Args:
            publication: What it says of the paper.
            wishes: What it says of editions.
            other_section: Where stories go that name none, if the publication has no section;
                ``""`` for a word of its language.
            zone: The publication's time zone.
        """
        asked = {_folded(one.name): one.columns for one in publication.sections}
        asked[""] = wishes.columns
        return cls(
            sections=tuple(one.name for one in publication.sections),
            other_section=publication.section or other_section or _general(publication),
            brief_words=wishes.brief_words,
            refers=wishes.refers,
            columns={name: columns for name, columns in asked.items() if columns},
            time_zone=zone,
        )

    def columns_in(self, section: str) -> int | None:
        """Columns of a section's stories; ``None`` where the desk has not said."""
        return self.columns.get(_folded(section)) or self.columns.get("")

    def is_brief(self, article: Article) -> bool:
        """Whether it is short enough, and without a picture, to stand among the briefs."""
        return not has_picture(article) and word_count(article) < self.brief_words


@dataclass(frozen=True, slots=True)
class GatheredSection:
    """A section and its stories, the most important first."""

    name: str
    stories: tuple[DayStory, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A day's paper before anybody has changed it.

    Attributes:
        sections: In the order of the paper; the lead stands in its own section too.
        lead: Name of the story that leads the front page.
        duplicates: Stories that were dropped because another is the same.
        left_out: Stories of the day that must not run, with their reasons.
        other_days: How many stories were from other days.
        findings: All that was noticed, those of the stories left out among them.
    """

    sections: tuple[GatheredSection, ...]
    lead: str
    duplicates: tuple[Duplicate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    other_days: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def stories(self) -> tuple[DayStory, ...]:
        """All stories that run, in the order of the paper."""
        return tuple(story for section in self.sections for story in section.stories)


def gather_day(
    stories: Iterable[DayStory],
    day: dt.date,
    rules: DeskRules,
    *,
    now: dt.datetime,
    set_aside: Iterable[LeftOut] = (),
) -> Gathered:
    """The paper of a day: what runs, in which section, in what order, and what leads it.

    Sections come in the desk's order, then others by their most important story. In a section
    stories stand by priority, then the latest first, then by uri. The same stories in any order
    give the same paper.

    Args:
        stories: All that may be of the day; those of other days are left out and counted.
        day: The day, where the paper appears.
        rules: What the desk has decided.
        now: The moment, aware: nothing under embargo then runs.
        set_aside: What could not be read or was held back before, to be listed.

    Raises:
        SourceError: ``edition-no-stories`` where nothing of that day is left.
    """
    todays, undated, others = _sifted(_named_once(stories), day, rules.time_zone)
    free, held = _released(todays, rules.time_zone, now)
    in_order = sorted(free, key=lambda story: _rank(story, rules.time_zone))
    once, duplicates = without_duplicates(in_order, rules.time_zone)
    if not once:
        raise SourceError.because("edition-no-stories", day=day.isoformat(), others=others)
    sections, unnamed = _sections(once, rules)
    lead, told = choose_lead(sections)
    left_out = (*set_aside, *undated, *held)
    findings = (
        *(finding for one in left_out for finding in one.findings),
        *(duplicate.finding for duplicate in duplicates),
        *unnamed,
        *told,
    )
    return Gathered(sections, lead, duplicates, left_out, others, findings)


def choose_lead(
    sections: Sequence[GatheredSection],
) -> tuple[str, tuple[Finding, ...]]:
    """The story that leads the front page.

    The most important one; of equals one with a picture, then the longer, then the one that
    comes first in the paper. Opinion, advertisement and all that bears a label leads only where
    nothing else is there.
    """
    stories = [story for section in sections for story in section.stories]
    ranked = sorted(stories, key=lambda story: _lead_rank(story.article))
    lead = ranked[0]
    rivals = [
        story
        for story in ranked[1:]
        if story.article.priority == LEAD_PRIORITY and has_picture(story.article)
    ]
    is_led = lead.article.priority == LEAD_PRIORITY and has_picture(lead.article)
    told = [warning("edition-two-leads", one.name, lead=lead.name) for one in rivals if is_led]
    if not is_led:
        told = [info("edition-lead-chosen", lead.name)]
    return lead.name, tuple(told)


def _lead_rank(article: Article) -> tuple[bool, int, bool, int]:
    return (
        bool(article.label),
        article.priority,
        not has_picture(article),
        -word_count(article),
    )


def _named_once(stories: Iterable[DayStory]) -> list[DayStory]:
    """Two sources may call a story the same; the plan needs to tell them apart."""
    named: dict[str, DayStory] = {}
    for story in sorted(stories, key=_identity):
        name, number = story.name, 1
        while name in named:
            number += 1
            name = f"{story.name} ({number})"
        named[name] = replace(story, name=name)
    return list(named.values())


def _identity(story: DayStory) -> tuple[str, str, str]:
    return story.name, story.article.uri, story.article.headline.text


def _sifted(
    stories: Iterable[DayStory], day: dt.date, zone: dt.tzinfo | None
) -> tuple[list[DayStory], list[LeftOut], int]:
    """Stories of the day, those without a day, and how many are of another."""
    todays: list[DayStory] = []
    undated: list[LeftOut] = []
    others = 0
    for story in stories:
        published = story.article.published
        if published is None:
            undated.append(LeftOut(story.name, (warning("edition-undated", story.name),)))
        elif local_day(published, zone) == day:
            todays.append(story)
        else:
            others += 1
    return todays, undated, others


def _released(
    stories: Iterable[DayStory], zone: dt.tzinfo | None, now: dt.datetime
) -> tuple[list[DayStory], list[LeftOut]]:
    """What may run, and what must not, whoever let it through before."""
    free: list[DayStory] = []
    held: list[LeftOut] = []
    for story in stories:
        reason = _reason(story, zone, now)
        if reason:
            held.append(LeftOut(story.name, (reason,)))
        else:
            free.append(story)
    return free, held


def _reason(story: DayStory, zone: dt.tzinfo | None, now: dt.datetime) -> Finding | None:
    article, until = story.article, story.article.embargoed_until
    if article.status is not Status.USABLE:
        return error(f"story-{article.status}", story.name)
    if until is None:
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=zone or dt.UTC)
    return error("story-embargoed", story.name, until=until.isoformat()) if aware > now else None


def _rank(story: DayStory, zone: dt.tzinfo | None) -> tuple[int, float, str, str]:
    article = story.article
    return article.priority, age_order(article.published, zone), article.uri, story.name


def _sections(
    stories: Sequence[DayStory], rules: DeskRules
) -> tuple[tuple[GatheredSection, ...], tuple[Finding, ...]]:
    """Stories in sections; they come in their order, and keep it."""
    spelt = {_folded(name): name for name in rules.sections}
    inside: defaultdict[str, list[DayStory]] = defaultdict(list)
    unnamed: list[Finding] = []
    for story in stories:
        named = " ".join(story.article.section.split())
        if not named:
            named = rules.other_section
            unnamed.append(info("edition-section-missing", story.name, section=named))
        name = spelt.setdefault(_folded(named), named)
        inside[name].append(story)
    first = {_folded(name): number for number, name in enumerate(rules.sections)}

    def order(section: GatheredSection) -> tuple[int, int, str]:
        place = first.get(_folded(section.name), len(first))
        top = section.stories[0].article.priority if place == len(first) else 0
        return place, top, _folded(section.name)

    sections = (GatheredSection(name, tuple(own)) for name, own in inside.items())
    return tuple(sorted(sections, key=order)), tuple(unnamed)


def _general(publication: Publication) -> str:
    return say("edition-other-section", publication.language.partition("-")[0] or "id")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
