"""The readers' comments of a page, known by the heading above them where no name tells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.elements import HEADINGS
from cetak.clean.main_text_weights import Weights, weighed
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.rows import asked
from cetak.clean.rulebook import Rulebook
from cetak.clean.strip_tree import detach
from cetak.findings import Where

Node = etree._Element
LONGEST_HEADING = 140
FEWEST_LETTERS = 300
MOST_HEADINGS = 20


def cut_comments(body: Node, rulebook: Rulebook, source: str) -> list[Removed]:
    """Take the comments out of a page, from their heading on; the tree is changed.

    Args:
        body: The page's body.
        rulebook: Its comment rules that take the rest of a story name the headings.
        source: Name of the source, for the report.
    """
    removed: list[Removed] = []
    named = ((heading, _rule(heading, rulebook)) for heading in list(body.iter(*HEADINGS)))
    found = [(heading, rule) for heading, rule in named if rule]
    weights = weighed(body, set()) if found else Weights()
    for heading, rule in found[:MOST_HEADINGS]:
        if body not in heading.iterancestors():
            continue
        section = list(_section(heading, body))
        gone = sum(weights.below.get(node, 0) for node in section)
        if weights.below[body] - gone < FEWEST_LETTERS:
            continue
        for node in section:
            text = one_line(all_text(node, " "))[:LONGEST_HEADING]
            if text:
                where = Where(source, source_line(node))
                removed.append(Removed(text, rule, Category.COMMENTS, where))
            detach(node)
    return removed


def _rule(heading: Node, rulebook: Rulebook) -> str:
    text = one_line(all_text(heading, " "))
    if not 0 < len(text) <= LONGEST_HEADING:
        return ""
    rule = rulebook.stripping.first(asked(text), lambda _: True)
    taking = rule is not None and rule.category is Category.COMMENTS and rule.takes == "rest"
    return rule.name if rule is not None and taking else ""


def _section(heading: Node, body: Node) -> Iterator[Node]:
    """The heading with all that follows it; its box where nothing stands before it there."""
    node = heading
    parent = node.getparent()
    while parent is not None and parent is not body and _opens(node, parent):
        node, parent = parent, parent.getparent()
    if node.tag in HEADINGS:
        following = list(node.itersiblings())
        yield node
        yield from (other for other in following if isinstance(other.tag, str))
    else:
        yield node


def _opens(node: Node, parent: Node) -> bool:
    if (parent.text or "").strip():
        return False
    before = node.itersiblings(preceding=True)
    return not any(all_text(other).strip() or (other.tail or "").strip() for other in before)
