"""What stands within the copy's element and is no copy: the headline again, boxes of links."""

from __future__ import annotations

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.main_text_names import beside_the_copy, surely_beside
from cetak.clean.main_text_weights import Weights, weighed
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.strip_tree import detach
from cetak.findings import Where

Node = etree._Element
FEW_LETTERS = 300
LONGEST_BOX = 3000
SMALL = 0.15
LINKED = 0.75
_BOXES = frozenset({"div", "section", "aside"})
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
        for rule, category in _reasons(node, root, headline, weights)
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


def _reasons(
    node: Node, root: Node, headline: str, weights: Weights
) -> list[tuple[str, Category]]:
    whole = weights.below[root]
    if node.tag in ("h1", "h2") and headline:
        same = one_line(all_text(node)).casefold() == one_line(headline).casefold()
        return [("headline-repeated", Category.LABEL)] if same else []
    letters, weight = weights.letters.get(node, 0), weights.below.get(node, 0)
    if node.tag in _KEPT or not letters or node.find(".//figcaption") is not None:
        return []
    if surely_beside(node) and weight <= SMALL * whole and letters <= 0.5 * weights.letters[root]:
        return [("beside-main-text", Category.RELATED)]
    few = weight == 0 and letters <= FEW_LETTERS and beside_the_copy(node)
    if (few and _linked(node) >= letters // 2) or _is_box_of_links(node, letters, weight):
        return [("beside-main-text", Category.NAVIGATION)]
    return []


def _is_box_of_links(node: Node, letters: int, weight: int) -> bool:
    """A title and several links below it, and no sentence."""
    if node.tag not in _BOXES or weight or letters > LONGEST_BOX:
        return False
    first = next(node.iter("h2", "h3", "h4", "h5", "h6", "strong", "b"), None)
    titled = first is not None and all_text(node).lstrip().startswith(all_text(first).strip())
    links = len(list(node.iter("a")))
    return titled and links >= 3 and _linked(node) >= LINKED * letters


def _linked(node: Node) -> int:
    return sum(len(one_line(all_text(link))) for link in node.iter("a", "button"))
