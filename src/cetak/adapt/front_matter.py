"""A Markdown file becomes a Draft: front matter holds the facts, the rest is the copy."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cetak.adapt.markdown import markdown_copy, markdown_line
from cetak.adapt.structured import draft_from
from cetak.article.draft import Draft
from cetak.article.located import Node, Place
from cetak.article.located_yaml import read_yaml
from cetak.article.richtext import RichText
from cetak.errors import SourceError
from cetak.findings import Where

_FENCE = re.compile(r"---[ \t]{0,80}$", re.MULTILINE)
_END_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]{0,80}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown file taken apart; ``body_line`` is where the copy begins."""

    front_matter: str
    body: str
    body_line: int


def read_markdown_story(name: str, text: str, language: str = "") -> Draft:
    """A story written in Markdown, with or without front matter.

    A ``# Heading`` that opens the copy is the headline where the front matter has none.

    Raises:
        SourceError: With every problem at once, each with its place.
    """
    parts = parted(text, name)
    facts = read_yaml(parts.front_matter, name, first_line=2)
    if facts.value is None:
        facts = Node({}, Place(1, 1))
    _refuse_second_body(facts, name)
    heading, rest = _opening_heading(parts)
    draft = draft_from(facts, name, language, markdown_copy(rest.body, name, rest.body_line))
    if heading and not draft.facts.headline:
        return _with_headline(draft, markdown_line(heading))
    if heading and markdown_line(heading).text != draft.facts.headline.text:
        return _with_copy(draft, parts, name)
    return draft


def parted(text: str, name: str) -> Parts:
    """Front matter and copy of a Markdown file.

    Raises:
        SourceError: ``front-matter-open``, where the line that closes it is missing.
    """
    fence = _FENCE.match(text)
    if not fence:
        return Parts("", text, 1)
    end = _END_FENCE.search(text, fence.end() + 1)
    if not end:
        raise SourceError.because("front-matter-open", Where(name, 1, 1))
    front_matter = text[fence.end() + 1 : end.start()]
    return Parts(front_matter, text[end.end() :], text.count("\n", 0, end.end()) + 1)


def _opening_heading(parts: Parts) -> tuple[str, Parts]:
    """The ``# Heading`` on the first line of the copy that holds anything, and the rest."""
    body = parts.body.lstrip("\n\t ")
    line, _, rest = body.partition("\n")
    if not line.startswith(("# ", "#\t")):
        return "", parts
    skipped = parts.body.count("\n", 0, len(parts.body) - len(rest))
    return line[2:].strip().rstrip("#").strip(), Parts("", rest, parts.body_line + skipped)


def _with_headline(draft: Draft, headline: RichText) -> Draft:
    facts = draft.facts.model_copy(update={"headline": headline})
    return Draft(draft.name, facts, draft.copy, draft.findings)


def _with_copy(draft: Draft, parts: Parts, name: str) -> Draft:
    copy = markdown_copy(parts.body, name, parts.body_line)
    return Draft(draft.name, draft.facts, copy, draft.findings)


def _refuse_second_body(facts: Node, name: str) -> None:
    body = facts.value.get("body") if isinstance(facts.value, dict) else None
    if body is not None:
        raise SourceError.because("body-twice", body.where(name, "body"))
