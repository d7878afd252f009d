"""A plan as YAML that an editor reads and changes, with a comment for each key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cetak.edition.plan import Plan, PlannedSection, PlannedStory
from cetak.messages import say

# What YAML takes for text without quotes, and nobody takes for something else.
_PLAIN = re.compile(
    r"(?!(?:null|true|false|yes|no|on|off|ya|tidak)$)[A-Za-z][\w ./-]{0,200}\Z", re.A | re.I
)
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
    yield f"  - section: {_scalar(section.section)}"
    if section.columns is not None:
        yield f"    columns: {section.columns}"
    yield "    stories:"
    for story in section.stories:
        yield from _story(story)


def _story(story: PlannedStory) -> Iterator[str]:
    yield f"      - story: {_scalar(story.story)}"
    if story.headline:
        yield f"        headline: {_quoted(story.headline)}"
    usual = PlannedStory(story=story.story)
    for key in ("lead", "refer", "columns", "cut", "picture", "new_page"):
        value = getattr(story, key)
        if value != getattr(usual, key):
            yield f"        {key.replace('_', '-')}: {_value(value)}"


def _value(value: bool | int) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _scalar(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text == " ".join(text.split())
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes; what may not stand in a YAML text is escaped.

    Source: YAML 1.2.2, section 5.7; JSON's escapes are among them.
    """
    written = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escaped(one) for one in written)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
