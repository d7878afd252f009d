"""What stands within the copy's element and is no copy: the headline again, boxes of links."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from cetak.clean.characters import one_line
from cetak.clean.main_text_names import beside_the_copy, surely_beside, worded_beside
from cetak.clean.main_text_weights import Weights, weighed
from cetak.clean.page_captions import named_caption
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.strip_tree import detach
from cetak.findings import Where

Node = etree._Element
FEW_LETTERS = 300
LONGEST_BOX = 3000
SMALL = 0.15
MOST = 0.35
LINKED = 0.75
_BOXES = frozenset({"div", "section", "aside"})
_OWN_RULES = ("blockquote", "iframe", "article", "table", "video", "audio")
_KEPT = frozenset(
    {"figure", "figcaption", "img", "picture", "p", "blockquote", "em", "strong", "span"}
)


def trim(
    root: Node, headline: str, source: str, kept: Collection[Node] = frozenset()
) -> list[Removed]:
    """Take out of the copy's element what its names and links tell to be no copy.

    Args:
        root: The element with the copy; it is changed.
        headline: The story's headline, which the page may show within the copy's element.
        source: Name of the source, for the report.
        kept: Elements that a keep-rule names: they stay, with all they hold.
    """
    weights = weighed(root, set())
    found = [
        (node, rule, category)
        for node in root.iterdescendants(etree.Element)
        for rule, category in _reasons(node, root, headline, weights)
    ]
    found = [entry for entry in _outermost(found) if not _is_kept(entry[0], kept)]
    # Names that fit a good part of the copy are the site's manner of speaking.
    greedy = sum(weights.below.get(node, 0) for node, _, _ in found) > MOST * weights.below[root]
    removed = []
    for node, rule, category in found:
        if greedy and weights.below.get(node, 0):
            continue
        text = one_line(all_text(node, " "))
        if text:
            place = Where(source, source_line(node))
            removed.append(Removed(text, rule, category, place))
        detach(node, [child for child in node.iterdescendants() if child in kept])
    return removed


def _is_kept(node: Node, kept: Collection[Node]) -> bool:
    return node in kept or any(parent in kept for parent in node.iterancestors())


def _outermost(found: list[tuple[Node, str, Category]]) -> list[tuple[Node, str, Category]]:
    named = {node for node, _, _ in found}
    seen: set[Node] = set()
    outer = []
    for entry in found:
        node = entry[0]
        if node not in seen and not any(parent in named for parent in node.iterancestors()):
            outer.append(entry)
        seen.add(node)
    return outer


def _reasons(
    node: Node, root: Node, headline: str, weights: Weights
) -> list[tuple[str, Category]]:
    whole = weights.below[root]
    if node.tag in ("h1", "h2") and headline:
        same = one_line(all_text(node)).casefold() == one_line(headline).casefold()
        return [("headline-repeated", Category.LABEL)] if same else []
    letters, weight = weights.letters.get(node, 0), weights.below.get(node, 0)
    if not letters:
        return []
    if _is_lone_caption(node, letters):
        return [("caption-alone", Category.GALLERY)]
    if node.tag in _KEPT or node.find(".//figcaption") is not None:
        return []
    small = weight <= SMALL * whole and letters <= 0.5 * weights.letters[root]
    category = _insert_kind(node, letters, weight, small=small)
    return [("beside-main-text", category)] if category else []


def _insert_kind(node: Node, letters: int, weight: int, *, small: bool) -> Category | None:
    if small and surely_beside(node):
        return Category.RELATED
    if node.tag == "aside" and _is_light_aside(node, letters, weight):
        return Category.RELATED
    if small and _is_insert(node):
        return Category.PROMO
    few = weight == 0 and letters <= FEW_LETTERS and beside_the_copy(node)
    linked = few and _linked(node) >= letters // 2
    return Category.NAVIGATION if linked or _is_box_of_links(node, letters, weight) else None


def _is_insert(node: Node) -> bool:
    """A box whose name says so, or one of choices and buttons; posts have rules of their own."""
    if next(node.iter(*_OWN_RULES), None) is not None:
        return False
    if node.tag in _BOXES and worded_beside(node):
        return True
    controls = sum(1 for _ in node.iter("button", "label", "input", "select", "textarea"))
    return node.tag in _BOXES and controls > 1 and node.find(".//p") is None


def _is_lone_caption(node: Node, letters: int) -> bool:
    """A caption whose picture the page fetches later, or has no more."""
    if letters > FEW_LETTERS or not named_caption(node) or node.find(".//img") is not None:
        return False
    return not any(parent.tag == "figure" for parent in node.iterancestors())


def _is_light_aside(node: Node, letters: int, weight: int) -> bool:
    """An aside of links or of a line or two; one that tells something at length is printed."""
    return 2 * _linked(node) >= letters or weight < FEW_LETTERS


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
