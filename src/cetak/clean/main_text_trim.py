"""What stands within the copy's element and is no copy: the headline again, boxes of links."""

from __future__ import annotations

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.main_text_names import beside_the_copy
from cetak.clean.main_text_weights import Weights, weighed
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.strip_tree import detach
from cetak.findings import Where

Node = etree._Element
FEW_LETTERS = 300
_KEPT = frozenset(
    {"figure", "figcaption", "img", "picture", "p", "blockquote", "em", "strong", "span"}
)


def trim(root: Node, headline: str, source: str) -> list[Removed]:
    """Take out of the copy's element what its names and links tell to be no copy.

    Args:
        root: The element with the copy; it is changed.
        headline: The story's headline, which the page may show within the copy's element.
        source: Name of the source, for the report.
    """
    weights = weighed(root, set())
    found = [
        (node, rule, category)
        for node in root.iterdescendants(etree.Element)
        for rule, category in _reasons(node, headline, weights)
    ]
    removed = []
    gone: set[Node] = set()
    for node, rule, category in found:
        if any(parent in gone for parent in node.iterancestors()):
            continue
        gone.add(node)
        text = one_line(all_text(node, " "))
        if text:
            place = Where(source, source_line(node))
            removed.append(Removed(text, rule, category, place))
        detach(node)
    return removed


def _reasons(node: Node, headline: str, weights: Weights) -> list[tuple[str, Category]]:
    if node.tag in ("h1", "h2") and headline:
        same = one_line(all_text(node)).casefold() == one_line(headline).casefold()
        return [("headline-repeated", Category.LABEL)] if same else []
    if node.tag in _KEPT or not beside_the_copy(node):
        return []
    letters, weight = weights.letters.get(node, 0), weights.below.get(node, 0)
    if node.find(".//img") is not None and node.find(".//figcaption") is not None:
        return []
    if weight == 0 and 0 < letters <= FEW_LETTERS and _is_linked(node, letters):
        return [("beside-main-text", Category.NAVIGATION)]
    return []


def _is_linked(node: Node, letters: int) -> bool:
    linked = sum(len(one_line(all_text(link))) for link in node.iter("a", "button"))
    return linked >= letters // 2
