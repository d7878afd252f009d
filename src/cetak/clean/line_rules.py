"""Line rules made ready: all patterns in one, and each alone for the few lines it matches."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cetak.clean.first_letters import first_letters
from cetak.clean.rules import Rule

Stands = Callable[[str], bool]
ANY, ALL = "any", "all"
_ESCAPED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class LineRules:
    """Rules for lines in the order they are asked.

    Attributes:
        rules: The rules.
        starts: Anchored patterns, joined, by the letter that a line must begin with; below
            ``ANY`` those that may begin with several, below ``ALL`` all of them.
        inside: Finds what any other pattern matches.
        longest: Lines longer than this are asked of no rule.
    """

    rules: tuple[Rule, ...]
    starts: Mapping[str, str]
    inside: re.Pattern[str]
    longest: int

    def first(self, text: str, stands: Stands) -> Rule | None:
        """The first rule that a line answers to.

        Args:
            text: The line, spaces single, ornaments taken off.
            stands: Whether the line stands where a rule's ``where`` asks for.
        """
        if len(text) > self.longest or not (self._starts(text) or self.inside.search(text)):
            return None
        for rule in self.rules:
            if stands(rule.where) and applies(rule, text):
                return rule
        return None

    def _starts(self, text: str) -> bool:
        first = text[:1].lower()
        kinds = (first, ANY) if first.isascii() else (ALL,)
        joined = (self.starts[kind] for kind in kinds if kind in self.starts)
        return any(_compiled(one).match(text) for one in joined)


def line_rules(rules: Sequence[Rule]) -> LineRules:
    """Rules made ready; their patterns have been checked."""
    lines = tuple(rule for rule in rules if rule.line)
    patterns = [pattern for rule in lines for pattern in rule.line]
    starts = [pattern for pattern in patterns if is_anchored(pattern)]
    inside = [pattern for pattern in patterns if not is_anchored(pattern)]
    longest = max((rule.max_chars for rule in lines), default=0)
    return LineRules(lines, _by_letter(starts), _compiled(_any(inside)), longest)


def _by_letter(patterns: Sequence[str]) -> dict[str, str]:
    """Each pattern below all letters that it can begin with."""
    sorted_in: dict[str, list[str]] = {ALL: list(patterns)}
    for pattern in patterns:
        letters = first_letters(pattern)
        for letter in (ANY,) if letters is None else letters:
            sorted_in.setdefault(letter, []).append(pattern)
    return {letter: _any(several) for letter, several in sorted_in.items()}


def is_anchored(pattern: str) -> bool:
    """Whether a pattern can match at the start of a line alone: ``^`` and no choice outside."""
    bare = _ESCAPED.sub("", pattern)
    while (shorter := _GROUP.sub("", bare)) != bare:
        bare = shorter
    return pattern.startswith("^") and "|" not in bare


def _any(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)"


def applies(rule: Rule, text: str) -> bool:
    """Whether a rule matches a line, wherever that stands."""
    if len(text) > rule.max_chars or not _compiled(_pattern(rule)).search(text):
        return False
    return not rule.unless or not _compiled(rule.unless).search(text)


def _pattern(rule: Rule) -> str:
    return "|".join(f"(?:{pattern})" for pattern in rule.line)


@functools.lru_cache(maxsize=2000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
