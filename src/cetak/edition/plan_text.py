"""A plan as YAML that an editor reads and changes, with a comment for each key."""

from __future__ import annotations

from collections.abc import Iterator

from cetak.article.written_yaml import quoted, scalar
from cetak.edition.plan import Plan, PlannedSection, PlannedStory
from cetak.messages import say

_COMMENTS = (
    "plan-about",
    "plan-about-story",
    "plan-about-headline",
    "plan-about-lead",
    "plan-about-refer",
    "plan-about-columns",
    "plan-about-cut",
    "plan-about-picture",
    "plan-about-new-page",
    "plan-about-edition",
)


def plan_text(plan: Plan, language: str) -> str:
    """The plan as a YAML text, always in the same order; what is as usual is left out.

    Args:
        plan: The plan.
        language: Language of the comments: ``en`` or ``id``.
    """
    return "\n".join((*_comments(language), *_lines(plan))) + "\n"


def _comments(language: str) -> Iterator[str]:
    for code in _COMMENTS:
        yield f"# {say(code, language)}"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"date: {plan.date.isoformat()}"
    for key, number in (("volume", plan.volume), ("number", plan.number)):
        if number is not None:
            yield f"{key}: {number}"
    yield f"edition: {plan.edition}"
    yield "sections:"
    for section in plan.sections:
        yield from _section(section)


def _section(section: PlannedSection) -> Iterator[str]:
    yield ""
    yield f"  - section: {scalar(section.section)}"
    if section.columns is not None:
        yield f"    columns: {section.columns}"
    yield "    stories:"
    for story in section.stories:
        yield from _story(story)


def _story(story: PlannedStory) -> Iterator[str]:
    yield f"      - story: {scalar(story.story)}"
    if story.headline:
        yield f"        headline: {quoted(story.headline)}"
    usual = PlannedStory(story=story.story)
    for key in ("lead", "refer", "columns", "cut", "picture", "new_page"):
        value = getattr(story, key)
        if value != getattr(usual, key):
            yield f"        {key.replace('_', '-')}: {_value(value)}"


def _value(value: bool | int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
