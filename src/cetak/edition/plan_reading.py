"""A plan that an editor has changed, read back: every mistake at once, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cetak.article.located import Node, each_item
from cetak.article.located_yaml import read_yaml
from cetak.article.validated import validated
from cetak.edition.plan import YES, Plan
from cetak.errors import ConfigError, SourceError
from cetak.findings import Finding, Where, distinct, error

_LISTS = ("sections", "stories")


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan and where its stories are named.

    Attributes:
        plan: The plan.
        places: For each story as the plan names it, where that is.
    """

    plan: Plan
    places: Mapping[str, Where] = field(default_factory=dict)


def read_plan(source: str, content: bytes) -> ReadPlan:
    """The plan that a YAML text holds.

    Args:
        source: What the user calls it, for messages.
        content: The text, in UTF-8.

    Raises:
        ConfigError: With every mistake at once, each with its place: what the model refuses,
            ``plan-story-twice``, ``plan-two-leads``, ``plan-section-twice`` and
            ``plan-section-empty``.
    """
    node = _spelled(_read(source, content))
    plan, problems = validated(Plan, node, source)
    found = distinct(_without_echoes((*problems, *_contradictions(node, source))))
    if plan is None or found:
        raise ConfigError(*sorted(found, key=lambda one: (one.where.line, one.where.column)))
    named = ((_text(story, "story"), story) for _, story in _stories(node))
    return ReadPlan(plan, {name: one.value["story"].where(source) for name, one in named
                           if name and isinstance(one.value, dict)})  # fmt: skip


def _read(source: str, content: bytes) -> Node:
    try:
        return read_yaml(content.decode("utf-8-sig"), source)
    except UnicodeDecodeError as problem:
        raise ConfigError.because("config-encoding", source) from problem
    except SourceError as stop:
        raise ConfigError(*stop.findings) from stop


def _spelled(node: Node) -> Node:
    """Keys with dashes; keys without a value left out; no stories as an empty list."""
    if isinstance(node.value, list):
        return node.like([_spelled(one) for one in node.value])
    if not isinstance(node.value, dict):
        return node
    fields = {key.replace("_", "-"): _spelled(one) for key, one in node.value.items()}
    kept = {
        key: one.like([]) if one.value is None else one
        for key, one in fields.items()
        if one.value is not None or key in _LISTS
    }
    return node.like(kept)


def _contradictions(node: Node, source: str) -> Iterator[Finding]:
    """What each part of the plan allows, and the whole does not."""
    yield from _repeated(
        "plan-story-twice", source, ((_text(one, "story"), one) for _, one in _stories(node))
    )
    sections = [(_text(one, "section").casefold(), one) for one in _items(node, "sections")]
    yield from _repeated("plan-section-twice", source, sections)
    for name, section in sections:
        stories = _field(section, "stories")
        if stories is not None and not list(each_item(stories)):
            where = section.where(source, name)
            yield error("plan-section-empty", where, section=_text(section, "section"))
    leads = [one for _, one in _stories(node) if _text(one, "lead").lower() in YES]
    for other in leads[1:]:
        place = _field(other, "lead") or other
        first = leads[0].place.line
        yield error("plan-two-leads", place.where(source, "lead"), first_line=first)


def _repeated(
    code: str, source: str, named: Iterator[tuple[str, Node]] | list[tuple[str, Node]]
) -> Iterator[Finding]:
    first: dict[str, Node] = {}
    for name, node in named:
        if name and first.setdefault(name, node) is not node:
            line = first[name].place.line
            yield error(code, node.where(source), name=name, first_line=line)


def _without_echoes(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """An empty section is told once, in the plan's own words."""
    is_empty = {one.facts.get("section") for one in findings if one.code == "plan-section-empty"}
    for finding in findings:
        is_echo = finding.code == "field-empty" and finding.facts.get("field") == "stories"
        if not (is_echo and is_empty):
            yield finding


def _stories(node: Node) -> Iterator[tuple[Node, Node]]:
    for section in _items(node, "sections"):
        for story in _items(section, "stories"):
            yield section, story


def _items(node: Node, name: str) -> Iterator[Node]:
    listed = _field(node, name)
    if listed is not None and isinstance(listed.value, list):
        yield from listed.value


def _field(node: Node, name: str) -> Node | None:
    return node.value.get(name) if isinstance(node.value, dict) else None


def _text(node: Node, name: str) -> str:
    found = _field(node, name)
    return found.value.strip() if found is not None and isinstance(found.value, str) else ""
