"""The plan of an edition: what an editor may change before it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from cetak.article.blocks import Value
from cetak.article.moments import Day
from cetak.edition.gathering import DeskRules, Gathered
from cetak.edition.number import IssueNumber

YES = frozenset({"yes", "true", "on", "y", "t", "1", "ya"})
"""How an editor may say yes."""

_YES_NO: Mapping[str, bool] = {"ya": True, "tidak": False}


def _as_yes_no(value: Any) -> Any:
    """An Indonesian desk's own yes and no."""
    return _YES_NO.get(value.lower(), value) if isinstance(value, str) else value


YesNo = Annotated[bool, BeforeValidator(_as_yes_no)]


class PlannedStory(Value):
    """One story of the plan; only ``story`` must be there."""

    story: str = Field(min_length=1, description="Its file or name in the source, or its uri.")
    headline: str = Field("", description="For reading the plan; nothing is printed from it.")
    lead: YesNo = Field(False, description="Leads the front page; one story at most.")
    columns: int | None = Field(None, ge=1, le=6, description="Columns it is set in.")
    cut: int | None = Field(None, ge=1, le=999, description="Keep so many paragraphs.")
    refer: YesNo = Field(False, description="The front page refers to it.")
    picture: YesNo = Field(True, description="Print its pictures.")
    new_page: YesNo = Field(False, description="Begins a new page.")


class PlannedSection(Value):
    """A section of the plan and its stories in order."""

    section: str = Field(min_length=1, description="Its name.")
    columns: int | None = Field(None, ge=1, le=6, description="Columns of its stories.")
    stories: tuple[PlannedStory, ...] = Field(
        min_length=1, description="Its stories, in the order of printing."
    )


class Plan(Value):
    """An edition as it is to be made."""

    date: Day = Field(description="Day of the paper.")
    volume: int | None = Field(None, ge=1, le=9999, description="Volume; empty: none is printed.")
    number: int | None = Field(None, ge=1, le=999_999, description="Issue number.")
    edition: int = Field(1, ge=1, le=99, description="Edition of the day; 2 after a correction.")
    sections: tuple[PlannedSection, ...] = Field(
        min_length=1, description="Sections, in the order of printing."
    )

    @property
    def stories(self) -> Iterator[PlannedStory]:
        """All stories in the order of the paper."""
        return (story for section in self.sections for story in section.stories)


def plan_of(
    gathered: Gathered,
    day: dt.date,
    rules: DeskRules,
    issue: IssueNumber | None = None,
    edition: int = 1,
) -> Plan:
    """The plan of a day as cetak would print it.

    Args:
        gathered: What runs, in order.
        day: Day of the paper.
        rules: What the desk has decided.
        issue: Volume and number, where the desk counts them.
        edition: Edition of the day.
    """
    referred = _referred(gathered, rules)
    return Plan(
        date=day,
        volume=issue.volume if issue else None,
        number=issue.number if issue else None,
        edition=edition,
        sections=tuple(
            PlannedSection(
                section=section.name,
                stories=tuple(
                    PlannedStory(
                        story=story.name,
                        headline=" ".join(story.article.headline.text.split()),
                        lead=story.name == gathered.lead,
                        refer=story.name in referred,
                    )
                    for story in section.stories
                ),
            )
            for section in gathered.sections
        ),
    )


def _referred(gathered: Gathered, rules: DeskRules) -> frozenset[str]:
    """What the front page refers to: first the top of each section, then by priority.

    The lead is there already, and a brief is read sooner than found.
    """
    candidates = [
        (place, story.article.priority, number, story.name)
        for number, section in enumerate(gathered.sections)
        for place, story in enumerate(
            story
            for story in section.stories
            if story.name != gathered.lead and not rules.is_brief(story.article)
        )
    ]
    tops = sorted(one for one in candidates if one[0] == 0)
    rest = sorted((one for one in candidates if one[0] > 0), key=lambda one: (one[1], *one))
    chosen = sorted(tops, key=lambda one: one[1:])[: rules.refers]
    chosen += rest[: rules.refers - len(chosen)]
    return frozenset(name for *_, name in chosen)


def plan_rows() -> list[tuple[str, str, str]]:
    """Key, default and description of everything a plan may hold, as ``docs/plan.md`` has it."""
    groups = ((Plan, ""), (PlannedSection, "sections[]."), (PlannedStory, "sections[].stories[]."))
    return [
        (f"{prefix}{info.alias or name}", _written(info.default), info.description or "")
        for model, prefix in groups
        for name, info in model.model_fields.items()
    ]


def _written(default: object) -> str:
    if isinstance(default, bool):
        return "yes" if default else "no"
    return str(default) if isinstance(default, int) else ""
