"""CSS selectors of many rules, found in one walk over a page.

Nearly all selectors name one class, id or element. Those are looked up; the few others are
translated to XPath.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cssselect import GenericTranslator
from cssselect.parser import Class, CombinedSelector, Element, Hash, Selector, parse
from lxml import etree

from cetak.clean.rules import Rule

Node = etree._Element
MOST_PARTS = 50


class _Other(NamedTuple):
    """A selector that is not looked up; pages without its element are not asked."""

    xpath: etree.XPath
    rule: Rule
    tag: str


@dataclass(frozen=True, slots=True)
class SelectorIndex:
    """Rules by what their selectors look for."""

    classes: dict[str, Rule]
    ids: dict[str, Rule]
    elements: dict[str, Rule]
    others: tuple[_Other, ...]

    def matches(self, root: Node) -> dict[Node, Rule]:
        """The elements below ``root`` that a rule names, in the order of the page."""
        found: dict[Node, Rule] = {}
        here: dict[str, bool] = {}
        for other in self.others:
            if other.tag and other.tag not in here:
                here[other.tag] = next(root.iterdescendants(other.tag), None) is not None
            hits = other.xpath(root) if not other.tag or here[other.tag] else ()
            for node in hits if isinstance(hits, list) else ():
                if isinstance(node, etree._Element) and node is not root:
                    found.setdefault(node, other.rule)
        seen: dict[tuple[str | None, str | None, str], Rule | None] = {}
        for node in root.iterdescendants(etree.Element):
            names = (node.get("class"), node.get("id"), node.tag)
            if names not in seen:
                seen[names] = self._simple(*names)
            if (rule_found := seen[names]) is not None:
                found.setdefault(node, rule_found)
        return found

    def _simple(self, classes: str | None, identity: str | None, tag: str) -> Rule | None:
        for name in (classes or "").split():
            if name in self.classes:
                return self.classes[name]
        if identity and identity in self.ids:
            return self.ids[identity]
        return self.elements.get(tag)


def selector_index(rules: Sequence[Rule]) -> SelectorIndex:
    """The selectors of rules, the first rule to name something keeping it."""
    index = SelectorIndex({}, {}, {}, ())
    others: list[_Other] = []
    for rule, selector in _selectors(rules):
        if not _remember(index, selector, rule):
            others.append(_Other(_xpath(selector), rule, _tag(selector.parsed_tree)))
    return SelectorIndex(index.classes, index.ids, index.elements, tuple(others))


def _selectors(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Selector]]:
    for rule in rules:
        for text in rule.selector:
            for selector in parse(text):
                yield rule, selector


def _remember(index: SelectorIndex, selector: Selector, rule: Rule) -> bool:
    tree = selector.parsed_tree
    if selector.pseudo_element is not None:
        return False
    if isinstance(tree, Element) and tree.element and not tree.namespace:
        index.elements.setdefault(tree.element.lower(), rule)
        return True
    if isinstance(tree, Class) and _is_any(tree.selector):
        index.classes.setdefault(tree.class_name, rule)
        return True
    if isinstance(tree, Hash) and _is_any(tree.selector):
        index.ids.setdefault(tree.id, rule)
        return True
    return False


def _tag(tree: Any) -> str:
    """The element that a selector finds, ``""`` for any."""
    for _ in range(MOST_PARTS):
        if isinstance(tree, Element):
            name = tree.element or ""
            return name if name.isalnum() and not tree.namespace else ""
        tree = tree.subselector if isinstance(tree, CombinedSelector) else tree.selector
    return ""


def _is_any(tree: object) -> bool:
    return isinstance(tree, Element) and not tree.element and not tree.namespace


def _xpath(selector: Selector) -> etree.XPath:
    return etree.XPath(GenericTranslator().selector_to_xpath(selector, "descendant::"))
