"""Line rules made ready: all patterns in one, and each alone for the few lines it matches."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cetak.clean.rules import Rule

Stands = Callable[[str], bool]
_ESCAPED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class LineRules:
    """Rules for lines in the order they are asked.

    Attributes:
        rules: The rules.
        starts: Matches, at the start of a line, what any anchored pattern matches.
        inside: Finds what any other pattern matches.
        longest: Lines longer than this are asked of no rule.
    """

    rules: tuple[Rule, ...]
    starts: re.Pattern[str]
    inside: re.Pattern[str]
    longest: int

    def first(self, text: str, stands: Stands) -> Rule | None:
        """The first rule that a line answers to.

        Args:
            text: The line, spaces single, ornaments taken off.
            stands: Whether the line stands where a rule's ``where`` asks for.
        """
        if len(text) > self.longest or not (self.starts.match(text) or self.inside.search(text)):
            return None
        for rule in self.rules:
            if stands(rule.where) and applies(rule, text):
                return rule
        return None


def line_rules(rules: Sequence[Rule]) -> LineRules:
    """Rules made ready; their patterns have been checked."""
    lines = tuple(rule for rule in rules if rule.line)
    patterns = [pattern for rule in lines for pattern in rule.line]
    starts = [pattern for pattern in patterns if is_anchored(pattern)]
    inside = [pattern for pattern in patterns if not is_anchored(pattern)]
    longest = max((rule.max_chars for rule in lines), default=0)
    return LineRules(lines, _any(starts), _any(inside), longest)


def is_anchored(pattern: str) -> bool:
    """Whether a pattern can match at the start of a line alone: ``^`` and no choice outside."""
    bare = _ESCAPED.sub("", pattern)
    while (shorter := _GROUP.sub("", bare)) != bare:
        bare = shorter
    return pattern.startswith("^") and "|" not in bare


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


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
