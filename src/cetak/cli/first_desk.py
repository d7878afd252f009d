"""The first ``cetak.yaml`` of a newsroom: answers become a commented YAML text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from cetak.article.written_yaml import scalar
from cetak.messages import say

NOTHING = "-"
"""What somebody answers who wants to leave a line out."""

QUESTIONS = (
    "name",
    "language",
    "time-zone",
    "city",
    "sections",
    "first-day",
    "price",
    "publisher",
    "editor",
)
"""Fields that are asked for, in this order."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a newsroom says of its paper, by the names of the questions.

    Attributes:
        given: Answer by question; ``""`` leaves the line out.
        language: Language of comments: ``en`` or ``id``.
    """

    given: Mapping[str, str]
    language: str

    def with_answer(self, question: str, answer: str) -> Answers:
        """The same with another answer."""
        plain = "" if answer.strip() == NOTHING else " ".join(answer.split())
        return replace(self, given={**self.given, question: plain})


def usual_answers(language: str, time_zone: str, today: dt.date) -> Answers:
    """What is offered, and taken where nobody is asked.

    Args:
        language: Language of the terminal: ``en`` or ``id``.
        time_zone: Zone of this machine, or ``""``.
        today: Today.
    """
    given = {
        "name": say("init-usual-name", language),
        "language": language,
        "time-zone": time_zone,
        "city": "",
        "sections": say("init-usual-sections", language),
        "first-day": today.isoformat(),
        "price": "",
        "publisher": "",
        "editor": "",
    }
    return Answers(given, language)


def desk_text(answers: Answers) -> str:
    """The file, with a comment above each group."""
    return "\n".join(_lines(answers)) + "\n"


def _lines(answers: Answers) -> Iterator[str]:
    yield f"# {say('init-about', answers.language)}"
    yield "publication:"
    for question in QUESTIONS:
        yield from _WRITERS.get(question, _plain)(question, answers.given[question])
    yield from _imprint(answers)
    yield ""
    yield f"# {say('init-about-edition', answers.language)}"
    yield "edition:"
    yield "  layout: edition"


def _plain(key: str, answer: str) -> Iterator[str]:
    if answer:
        yield f"  {key}: {scalar(answer)}"


def _sections(key: str, answer: str) -> Iterator[str]:
    names = [name.strip() for name in answer.split(",") if name.strip()]
    if names:
        yield f"  {key}:"
        yield from (f"    - {scalar(name)}" for name in names)


def _nothing(key: str, answer: str) -> Iterator[str]:  # noqa: ARG001 - it stands in the imprint
    yield from ()


def _imprint(answers: Answers) -> Iterator[str]:
    roles = [
        (say(f"init-role-{question}", answers.language), answers.given[question])
        for question in ("publisher", "editor")
    ]
    if any(name for _, name in roles):
        yield "  imprint:"
        yield from (f"    {scalar(role)}: {scalar(name)}" for role, name in roles if name)


_WRITERS: Mapping[str, Callable[[str, str], Iterator[str]]] = {
    "sections": _sections,
    "publisher": _nothing,
    "editor": _nothing,
}
