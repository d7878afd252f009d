"""Rules from packs and from the newsroom, compiled once, in the order they are asked."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from cetak.clean.line_rules import LineRules, line_rules
from cetak.clean.rules import Rule, duplicate_names, read_rules
from cetak.clean.selectors import SelectorIndex, selector_index
from cetak.errors import ConfigError
from cetak.findings import Finding

PACKS = ("generic", "wordpress", "indonesia")
OWN_RULES = "cetak.yaml"
OWN_CAP = 0.35
PackReader = Callable[[str], str]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules in the order they are asked; keep-rules win.

    Attributes:
        rules: The newsroom's own, then the packs'.
        keeping: Line rules whose matches stay.
        stripping: Line rules whose matches go.
        crowded: Those that ask for several heading-like lines in a row.
        keeping_elements: Selectors whose elements stay.
        stripping_elements: Selectors whose elements go.
    """

    rules: tuple[Rule, ...]
    keeping: LineRules
    stripping: LineRules
    crowded: LineRules
    keeping_elements: SelectorIndex
    stripping_elements: SelectorIndex


def load_rulebook(
    own_rules: Sequence[Mapping[str, object]] = (),
    packs: Sequence[str] = PACKS,
    read_pack: PackReader | None = None,
    *,
    own_cap: float = OWN_CAP,
) -> Rulebook:
    """The rulebook of a newsroom; the same content is compiled once a process.

    Args:
        own_rules: Rules of the newsroom as read from ``cetak.yaml``; asked first.
        packs: Names of packs, in the order they are asked.
        read_pack: Gives the YAML text of a pack; the shipped packs if left out.
        own_cap: Share of a story that an own rule without a cap may take, 0 to 1.

    Raises:
        ConfigError: ``pack-unknown`` and every problem of every rule at once.
    """
    reader = read_pack or shipped_pack
    texts = tuple((pack, reader(pack)) for pack in packs)
    own = [_with_cap(rule, own_cap) for rule in own_rules]
    return _rulebook(json.dumps(own, default=str), texts)


def _with_cap(rule: object, cap: float) -> object:
    return {"cap": cap, **rule} if isinstance(rule, dict) and cap != OWN_CAP else rule


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
    shipped = {
        f"{name}.yaml" for name, text in packs if name in PACKS and text == shipped_pack(name)
    }
    rules: list[Rule] = []
    problems: list[Finding] = []
    for source, raw in sources:
        try:
            rules += read_rules(raw, source, trusted=source in shipped)
        except ConfigError as stop:
            problems += stop.findings
    problems += duplicate_names(rules, OWN_RULES)
    if problems:
        raise ConfigError(*problems)
    return compile_rules(rules)


def compile_rules(rules: Sequence[Rule]) -> Rulebook:
    """A rulebook of rules that have been checked."""
    keep = [rule for rule in rules if rule.keep]
    strip = [rule for rule in rules if not rule.keep]
    return Rulebook(
        rules=tuple(rules),
        keeping=line_rules(keep),
        stripping=line_rules([rule for rule in strip if rule.where != "crowded"]),
        crowded=line_rules([rule for rule in strip if rule.where == "crowded"]),
        keeping_elements=selector_index(keep),
        stripping_elements=selector_index(strip),
    )


def _pack_rules(name: str, text: str) -> tuple[object, ...]:
    try:
        raw = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, in C where it is built
    except (yaml.YAMLError, RecursionError) as problem:
        raise ConfigError.because("pack-unreadable", f"{name}.yaml", reason=str(problem)) from None
    rules = raw.get("rules", ()) if isinstance(raw, dict) else None
    if not isinstance(rules, list):
        raise ConfigError.because("pack-unreadable", f"{name}.yaml", reason="rules: [...]")
    return tuple(rules)
