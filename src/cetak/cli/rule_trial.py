"""What each rule matched on a page, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from cetak.article.draft import BlocksCopy, Draft, LinesCopy, MarkupCopy
from cetak.clean.block_texts import texts_of
from cetak.clean.characters import one_line
from cetak.clean.line_rules import applies
from cetak.clean.parsed import all_text, parsed, source_line
from cetak.clean.report import Cleaned
from cetak.clean.rows import asked
from cetak.clean.rulebook import Rulebook
from cetak.clean.rules import Rule
from cetak.clean.strip_tree import drop_silent

_NO_LETTER = re.compile(r"[\W_]+")
Node = etree._Element


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule that matched something.

    Attributes:
        rule: Its name.
        category: What it is for, ``keep`` for a keep-rule, ``""`` where not known.
        line: Line of the source; 0 when unknown.
        text: What it matched.
        outcome: Code of the words that say what came of it.
        facts: What those words need.
    """

    rule: str
    category: str
    line: int
    text: str
    outcome: str
    facts: Mapping[str, str] = field(default_factory=dict)


def trials(draft: Draft, cleaned: Cleaned, rulebook: Rulebook) -> tuple[Trial, ...]:
    """Every match of every rule in the order of the page, those without a line last.

    Args:
        draft: The page as it was read.
        cleaned: What became of it.
        rulebook: The rules it was cleaned with.
    """
    court = _Court(cleaned, rulebook)
    found = [*court.applied()]
    if isinstance(draft.copy, MarkupCopy):
        found += court.elements(draft.copy)
    found += court.lines(draft)
    return tuple(sorted(found, key=lambda trial: trial.line or 10**9))


class _Court:
    def __init__(self, cleaned: Cleaned, rulebook: Rulebook) -> None:
        self._cleaned = cleaned
        self._rulebook = rulebook
        self._gone = dict.fromkeys((entry.rule, _letters(entry.text)) for entry in cleaned.removed)
        self._body = {
            _letters(text.text) for block in cleaned.article.body for text in texts_of(block)
        }
        self._percent = {
            str(finding.facts["rule"]): str(finding.facts["percent"])
            for finding in cleaned.findings
            if finding.code == "rule-too-greedy"
        }

    def applied(self) -> Iterator[Trial]:
        for entry in self._cleaned.removed:
            outcome = "trial-became" if entry.became else "trial-applied"
            facts = {"became": entry.became}
            category, line = entry.category.value, entry.where.line
            yield Trial(entry.rule, category, line, entry.text, outcome, facts)

    def elements(self, copy: MarkupCopy) -> Iterator[Trial]:
        """Elements that a selector names and that did not go for its rule."""
        root = parsed(copy.markup).root
        drop_silent(root)
        kept = self._rulebook.keeping_elements.matches(root)
        found = self._rulebook.stripping_elements.matches(root)
        for node, rule in (*kept.items(), *found.items()):
            text = one_line(all_text(node, " "))
            above = [kept.get(one) or found.get(one) for one in node.iterancestors()]
            if not text or rule in above or (rule.name, _letters(text)) in self._gone:
                continue
            line = copy.first_line + source_line(node) - 1
            if rule.keep:
                yield self._trial(rule, line, text, "trial-keeps")
            else:
                yield self._element(node, rule, line, text, kept, found)

    def _element(  # noqa: PLR0913, PLR0917 - all that the verdict hangs on
        self,
        node: Node,
        rule: Rule,
        line: int,
        text: str,
        kept: Mapping[Node, Rule],
        found: Mapping[Node, Rule],
    ) -> Trial:
        above = list(node.iterancestors())
        keeper = next((kept[one] for one in (node, *above) if one in kept), None)
        if keeper is not None:
            return self._trial(rule, line, text, "trial-overruled", by=keeper.name)
        outer = (one for one in above if one in found and self._went(one, found[one]))
        if (taken := next(outer, None)) is not None:
            return self._trial(rule, line, text, "trial-inside", by=found[taken].name)
        return self._not_applied(rule, line, text)

    def _went(self, node: Node, rule: Rule) -> bool:
        return (rule.name, _letters(all_text(node))) in self._gone

    def lines(self, draft: Draft) -> Iterator[Trial]:
        """Lines that a pattern matches and that stayed."""
        keeping = self._rulebook.keeping
        strip = (*self._rulebook.stripping.rules, *self._rulebook.crowded.rules)
        gone = {letters for _, letters in self._gone}
        for line, text in _lines(draft, self._cleaned):
            wanted = asked(text)
            if not wanted or _letters(text) in gone:
                continue
            keeper = keeping.first(wanted, lambda _: True)
            if keeper is not None:
                yield self._trial(keeper, line, text, "trial-keeps")
            for rule in (rule for rule in strip if applies(rule, wanted)):
                if keeper is not None:
                    yield self._trial(rule, line, text, "trial-overruled", by=keeper.name)
                else:
                    yield self._not_applied(rule, line, text)

    def _not_applied(self, rule: Rule, line: int, text: str) -> Trial:
        letters = _letters(text)
        held: Iterable[tuple[str, str]] = () if letters in self._body else self._gone
        by = next((name for name, gone in held if letters and letters in gone), "")
        if rule.name in self._percent:
            percent = self._percent[rule.name]
            return self._trial(rule, line, text, "trial-too-much", percent=percent)
        if by:
            return self._trial(rule, line, text, "trial-inside", by=by)
        if rule.where != "anywhere" and rule.line:
            return self._trial(rule, line, text, "trial-elsewhere", where=rule.where)
        stays = any(part in letters or letters in part for part in self._body if part)
        return self._trial(rule, line, text, "trial-stayed" if stays else "trial-around")

    def _trial(self, rule: Rule, line: int, text: str, outcome: str, **facts: str) -> Trial:
        category = rule.category.value if rule.category and not rule.keep else "keep"
        return Trial(rule.name, category, line, text, outcome, facts)


def _lines(draft: Draft, cleaned: Cleaned) -> Iterable[tuple[int, str]]:
    """What line rules are asked about, with lines of the source where they are known."""
    if isinstance(draft.copy, LinesCopy):
        return [(line.number, line.text) for line in draft.copy.lines]
    typed = draft.copy if isinstance(draft.copy, BlocksCopy) else None
    blocks = typed.blocks if typed else cleaned.article.body
    lines = typed.lines if typed else ()
    numbers = (*lines, *(0,) * (len(blocks) - len(lines)))
    return [
        (number, text.text)
        for number, block in zip(numbers, blocks, strict=False)
        for text in texts_of(block)
    ]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)
