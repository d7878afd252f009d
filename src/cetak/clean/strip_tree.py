"""Selector rules on a page's tree: elements that only work on a screen go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from cetak.article.blocks import Embed
from cetak.clean.characters import one_line
from cetak.clean.embeds import embed_of
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.rulebook import Rulebook
from cetak.clean.rules import Rule
from cetak.findings import Finding, Where, warning

Node = etree._Element
SILENT = frozenset({"script", "style", "template", "noscript", "head", "title", "meta", "link"})
FEWEST_WORDS = 20


@dataclass(slots=True)
class Stripped:
    """What the selector rules did to a tree.

    Attributes:
        embeds: What is printed in the place of an element that stayed in the tree.
    """

    embeds: dict[Node, Embed] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def strip_tree(
    root: Node, rulebook: Rulebook, source: str, base_url: str, first_line: int
) -> Stripped:
    """Take out of a tree what the selector rules name; the tree is changed.

    Args:
        root: Root of the copy.
        rulebook: The rules; elements that a keep-rule names stay with all they hold.
        source: Name of the source, for the report.
        base_url: What relative addresses are resolved against.
        first_line: Line of the source on which the markup begins.
    """
    drop_silent(root)
    kept = set(rulebook.keeping_elements.matches(root))
    found = _outermost(root, rulebook.stripping_elements.matches(root), kept)
    stripped = Stripped()
    for rule, nodes in _within_cap(root, found, stripped, source):
        for node in nodes:
            embed = embed_of(node, rule.becomes, base_url) if rule.becomes else None
            _take(node, rule, embed, stripped, _place(node, source, first_line))
            if embed is None:
                detach(node, [child for child in node.iter() if child in kept])
    return stripped


def drop_silent(root: Node) -> None:
    """Take out what no browser shows."""
    for node in list(root.iter(*SILENT)):
        if node is not root:
            detach(node)


def _outermost(root: Node, found: dict[Node, Rule], kept: set[Node]) -> dict[Node, Rule]:
    """Matches that lie in no other match and in no kept element."""
    outer: dict[Node, Rule] = {}
    for node, rule in found.items():
        above = list(node.iterancestors())
        if node in kept or any(parent in kept for parent in above):
            continue
        if not any(parent in found and parent is not root for parent in above):
            outer[node] = rule
    return outer


def _within_cap(
    root: Node, found: dict[Node, Rule], stripped: Stripped, source: str
) -> Iterable[tuple[Rule, list[Node]]]:
    """The matches by rule, without the rules that would take too much of the copy."""
    by_rule: dict[str, list[Node]] = defaultdict(list)
    for node, rule in found.items():
        by_rule[rule.name].append(node)
    whole = copy_words([root])
    for name, nodes in by_rule.items():
        rule = found[nodes[0]]
        taken = copy_words(nodes)
        if taken >= FEWEST_WORDS and taken > rule.cap * whole:
            percent = round(100 * taken / whole)
            where = Where(source)
            stripped.findings.append(warning("rule-too-greedy", where, rule=name, percent=percent))
        else:
            yield rule, nodes


def copy_words(nodes: Iterable[Node]) -> int:
    """Words outside links: what a list of links holds is no copy."""
    count = 0
    for node in nodes:
        count += len(all_text(node).split())
        for link in node.iter("a"):
            count -= len(all_text(link).split())
    return max(count, 0)


def _take(node: Node, rule: Rule, embed: Embed | None, stripped: Stripped, place: Where) -> None:
    text = one_line(all_text(node, " "))
    category = rule.category or Category.LABEL
    if embed is not None:
        stripped.embeds[node] = embed
    if text or embed is not None or node.tag == "iframe":
        became = embed.address if embed is not None else ""
        stripped.removed.append(Removed(text, rule.name, category, place, became))


def detach(node: Node, kept: list[Node] | None = None) -> None:
    """Take an element out; what follows it stays, and so do the kept elements inside."""
    parent = node.getparent()
    if parent is None:
        return
    position = parent.index(node)
    tail = node.tail or ""
    parent.remove(node)
    for child in kept or []:
        child.tail = ""
        parent.insert(position, child)
        position += 1
    if not tail:
        return
    before = parent[position - 1] if position else None
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail


def _place(node: Node, source: str, first_line: int) -> Where:
    line = first_line + source_line(node) - 1
    return Where(source, line, part=_path(node))


def _path(node: Node) -> str:
    """The element as an editor would name it in a selector: ``div.share``."""
    names = (node.get("class") or "").split()
    identity = f"#{node.get('id')}" if node.get("id") else ""
    return f"{node.tag}{identity}{'.' + names[0] if names else ''}"[:80]
