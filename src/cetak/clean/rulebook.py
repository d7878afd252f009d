"""Rules from packs and from the newsroom, compiled once, in the order they are asked."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from cetak.clean.rules import LineRule, Rule, duplicate_names, line_rule, read_rules
from cetak.clean.selectors import SelectorIndex, selector_index
from cetak.errors import ConfigError
from cetak.findings import Finding

PACKS = ("generic", "wordpress", "indonesia")
OWN_RULES = "cetak.yaml"
PackReader = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order they are asked; keep-rules come first, and win.

    Attributes:
        rules: The newsroom's own, then the packs'.
        keeping: Line rules whose matches stay.
        stripping: Line rules whose matches go.
        keeping_elements: Selectors whose elements stay.
        stripping_elements: Selectors whose elements go.
        likely: One pattern that matches whatever any stripping line rule might match.
        longest: Lines longer than this are asked of no rule.
    """

    rules: tuple[Rule, ...]
    keeping: tuple[LineRule, ...]
    stripping: tuple[LineRule, ...]
    keeping_elements: SelectorIndex
    stripping_elements: SelectorIndex
    likely: re.Pattern[str]
    longest: int


def load_rulebook(
    own_rules: Sequence[Mapping[str, object]] = (),
    packs: Sequence[str] = PACKS,
    read_pack: PackReader | None = None,
) -> Rulebook:
    """The rulebook of a newsroom; the same content is compiled once a process.

    Args:
        own_rules: Rules of the newsroom as read from ``cetak.yaml``; asked first.
        packs: Names of packs, in the order they are asked.
        read_pack: Gives the YAML text of a pack; the shipped packs if left out.

    Raises:
        ConfigError: ``pack-unknown`` and every problem of every rule at once.
    """
    reader = read_pack or shipped_pack
    texts = tuple((pack, reader(pack)) for pack in packs)
    return _rulebook(json.dumps(list(own_rules), default=str), texts)


@functools.cache
def shipped_pack(name: str) -> str:
    """The YAML text of a pack that comes with cetak.

    Raises:
        ConfigError: ``pack-unknown``.
    """
    if name not in PACKS:
        raise ConfigError.because("pack-unknown", OWN_RULES, name=name, known=", ".join(PACKS))
    return resources.files(__package__).joinpath("packs", f"{name}.yaml").read_text("utf-8")


@functools.lru_cache(maxsize=16)
def _rulebook(own: str, packs: tuple[tuple[str, str], ...]) -> Rulebook:
    sources = [(OWN_RULES, tuple(json.loads(own)))]
    sources += [(f"{name}.yaml", _pack_rules(name, text)) for name, text in packs]
    rules: list[Rule] = []
    problems: list[Finding] = []
    for source, raw in sources:
        try:
            rules += read_rules(raw, source)
        except ConfigError as stop:
            problems += stop.findings
    problems += duplicate_names(rules, OWN_RULES)
    if problems:
        raise ConfigError(*problems)
    return compile_rules(rules)


def compile_rules(rules: Sequence[Rule]) -> Rulebook:
    """A rulebook of rules that have been checked."""
    lines = [line_rule(rule) for rule in rules if rule.line]
    stripping = tuple(entry for entry in lines if not entry.rule.keep)
    whole = "|".join(f"(?:{entry.pattern.pattern})" for entry in stripping)
    return Rulebook(
        rules=tuple(rules),
        keeping=tuple(entry for entry in lines if entry.rule.keep),
        stripping=stripping,
        keeping_elements=selector_index([rule for rule in rules if rule.keep]),
        stripping_elements=selector_index([rule for rule in rules if not rule.keep]),
        likely=re.compile(whole or r"(?!)", re.IGNORECASE),
        longest=max((entry.rule.max_chars for entry in stripping), default=0),
    )


def _pack_rules(name: str, text: str) -> tuple[object, ...]:
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as problem:
        raise ConfigError.because("pack-unreadable", f"{name}.yaml", reason=str(problem)) from None
    rules = raw.get("rules", ()) if isinstance(raw, dict) else None
    if not isinstance(rules, list):
        raise ConfigError.because("pack-unreadable", f"{name}.yaml", reason="rules: [...]")
    return tuple(rules)
