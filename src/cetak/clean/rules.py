"""What a rule is: data that an editor writes, checked before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from cssselect import GenericTranslator, SelectorError
from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from cetak.article.blocks import Value
from cetak.clean.patterns import LONGEST_LINE, PatternError, compiled
from cetak.clean.report import Category
from cetak.errors import ConfigError
from cetak.findings import Finding, Severity, Where

Zone = Literal["anywhere", "before-copy", "after-copy", "outside-copy", "heading-like", "crowded"]
Takes = Literal["line", "links-after", "rest"]
EmbedKind = Literal["video", "audio", "post", "map", "document", "graphic", "other"]


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Rule(Value):
    """One thing that only works on a screen, and how it is known.

    Field names are the YAML keys, with dashes for underscores.
    """

    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    category: Category | None = Field(None, description="What it is for on the screen.")
    line: Texts = Field((), description="Patterns for the whole text of a line or block.")
    selector: Texts = Field((), description="CSS selectors for elements of a page.")
    where: Zone = Field("anywhere", description="Where in the story a line must stand.")
    takes: Takes = Field("line", description="The line alone, the titles after it, or the rest.")
    unless: str = Field("", description="A pattern; a line that has it stays.")
    max_chars: int = Field(140, ge=1, le=LONGEST_LINE, description="Longer lines are copy.")
    keep: bool = Field(False, description="What matches stays, whatever other rules say.")
    becomes: EmbedKind | None = Field(None, description="Printed as one line with an address.")
    cap: float = Field(0.35, gt=0, le=1, description="Most of a story's words it may take.")

    @model_validator(mode="after")
    def _is_whole(self) -> Rule:
        if not (self.line or self.selector):
            raise PydanticCustomError("rule-empty", "neither line nor selector")
        if self.category is None and not self.keep:
            raise PydanticCustomError("rule-category-missing", "no category")
        return self


def read_rules(raw: Sequence[object], source: str, *, trusted: bool = False) -> tuple[Rule, ...]:
    """Rules from YAML values, all checked.

    Args:
        raw: One mapping a rule.
        source: File or pack that they are written in; part of every finding.
        trusted: Shipped packs: a test has tried their patterns and selectors.

    Raises:
        ConfigError: With one finding for each problem.
    """
    rules: list[Rule] = []
    findings: list[Finding] = []
    for number, entry in enumerate(raw, start=1):
        try:
            rules.append(Rule.model_validate(entry))
        except ValidationError as problems:
            findings += _findings(problems, _place(source, number, entry))
    checked = () if trusted else rules
    findings += [finding for rule in checked for finding in _rule_problems(rule, source)]
    if findings:
        raise ConfigError(*findings)
    return tuple(rules)


def duplicate_names(rules: Iterable[Rule], source: str) -> list[Finding]:
    """One finding for every name that two rules share."""
    seen: set[str] = set()
    findings: list[Finding] = []
    for rule in rules:
        if rule.name in seen:
            findings.append(_error("rule-name-twice", Where(source), name=rule.name))
        seen.add(rule.name)
    return findings


def _rule_problems(rule: Rule, source: str) -> list[Finding]:
    place = Where(source, part=f"rule {rule.name}")
    patterns = (*rule.line, rule.unless) if rule.unless else rule.line
    findings = [_pattern_problem(pattern, place) for pattern in patterns]
    findings += [_selector_problem(selector, place) for selector in rule.selector]
    return [finding for finding in findings if finding is not None]


def _pattern_problem(pattern: str, place: Where) -> Finding | None:
    try:
        compiled(pattern)
    except PatternError as problem:
        code, reason = problem.args
        return _error(code, place, pattern=pattern, reason=reason)
    return None


def _selector_problem(selector: str, place: Where) -> Finding | None:
    try:
        GenericTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as problem:
        return _error("selector-wrong", place, selector=selector, reason=str(problem))
    return None


def _findings(problems: ValidationError, place: Where) -> list[Finding]:
    return [_finding(detail, place) for detail in problems.errors(include_url=False)]


def _finding(detail: Any, place: Where) -> Finding:
    key = ".".join(str(part) for part in detail["loc"][:1])
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _error("rule-key-unknown", place, key=key, known=", ".join(_keys()))
    if kind in ("rule-empty", "rule-category-missing"):
        return _error(kind, place)
    if kind == "missing":
        return _error("rule-key-missing", place, key=key)
    return _error("rule-value-wrong", place, key=key or "-", reason=detail["msg"])


def _keys() -> list[str]:
    return [name.replace("_", "-") for name in Rule.model_fields]


def _place(source: str, number: int, entry: object) -> Where:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return Where(source, part=f"rule {name}" if isinstance(name, str) else f"rule {number}")


def _error(code: str, place: Where, **facts: str) -> Finding:
    return Finding(code, Severity.ERROR, place, facts)
