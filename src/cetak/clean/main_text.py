"""Where on a whole page the story stands: the element that holds its copy.

Every block of text has a weight, its letters outside links where it reads like prose. The
search goes down from the body as long as one child holds nearly all of the weight; what the
site itself says of its elements (``itemprop``, class names) and what it states elsewhere as
the story's text decide where weights alone would not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from cetak.clean.main_text_names import SURELY, beside_the_copy, story_rank
from cetak.clean.main_text_weights import FEWEST_LETTERS, Weights, weighed
from cetak.clean.parsed import all_text
from cetak.clean.report import Category
from cetak.clean.rules import Rule

Node = etree._Element
ALL_BUT_A_LINE = 0.97
NEARLY_ALL = 0.86
ENOUGH = 0.35
HALF = 0.5
MOST_IN_ARTICLE = 0.7
MOST_COMMENTS = 0.95
THIN = 0.45
FEWEST_STATED = 300
MOST_STATED = 200_000
# Some systems wrap the whole page in a form: these too are light only where they are small.
_ASIDE = frozenset({"nav", "aside", "footer", "form", "dialog"})
_COPY_ITSELF = frozenset({"p", "li", "blockquote", "pre", "ul", "ol"})
_ROWS = frozenset({"td", "th", "tr", "tbody"})


def main_text(body: Node, passed_over: Mapping[Node, Rule], stated: str = "") -> Node:
    """The element that holds the story's copy; the body where nothing tells.

    Args:
        body: The page's body; it is not changed.
        passed_over: Elements that rules would take out: what they hold has no weight.
        stated: The story's text as the page's metadata has it, or ``""``.
    """
    copies = _sure_copies(body, passed_over)
    weights = weighed(body, _light(body, passed_over, copies))
    total = weights.below.get(body, 0)
    found = _stated_element(stated, weights)
    if found is None and total:
        found = _named_element(weights, total)
    if found is None:
        # Paragraphs of a few words have no weight; what the site surely names is copy even so.
        longest = max(copies, key=lambda node: copies[node], default=body)
        return longest if copies.get(longest, 0) > ENOUGH * total else _descend(body, weights)
    return _descend(found, weights)


def _sure_copies(body: Node, passed_over: Mapping[Node, Rule]) -> dict[Node, int]:
    """Elements that the site surely names as copy and that hold some, with their letters."""
    found = {}
    for node in body.iter(etree.Element):
        rank = story_rank(node)
        if rank is None or rank[0] != SURELY or node in passed_over:
            continue
        letters = len(all_text(node))
        if letters >= FEWEST_LETTERS and passed_over.keys().isdisjoint(node.iterancestors()):
            found[node] = letters
    return found


def _light(body: Node, passed_over: Mapping[Node, Rule], copies: Mapping[Node, int]) -> set[Node]:
    """Elements whose text has no weight, but for those that hold most of the page's prose.

    A class such as ``related`` may stand on the wrapper of everything.
    """
    first = weighed(body, set())
    total = first.below[body]
    homes = set(copies).union(*(node.iterancestors() for node in copies))
    light = set()
    for node, weight in first.below.items():
        rule = passed_over.get(node)
        if rule is None and node.tag not in _ASIDE and not beside_the_copy(node):
            continue
        comments = rule is not None and rule.category is Category.COMMENTS
        if (comments or node.tag == "form") and homes and node not in homes:
            # Below a short story the comment form is the longer text.
            light.add(node)
        if weight <= (MOST_COMMENTS if comments else HALF) * total and node is not body:
            light.add(node)
    return light


def _stated_element(stated: str, weights: Weights) -> Node | None:
    """The element that holds the blocks whose text the page states elsewhere."""
    if len(stated) < FEWEST_STATED:
        return None
    wanted = squeezed(stated[:MOST_STATED])
    found = [
        node
        for node, letters in weights.own.items()
        if letters >= FEWEST_LETTERS and _beginning(node) in wanted
    ]
    if sum(weights.own[node] for node in found) < 0.6 * len(wanted):
        return None
    return _common(found)


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _beginning(node: Node) -> str:
    return squeezed(all_text(node)[:120])[:50] or "\0"


def _common(nodes: Iterable[Node]) -> Node | None:
    """The deepest element that holds all of some elements and is more than a paragraph."""
    shared: list[Node] | None = None
    for node in nodes:
        path = [*reversed(list(node.iterancestors())), node]
        pairs = zip(path if shared is None else shared, path, strict=False)
        shared = [one for one, other in pairs if one is other]
    while shared and shared[-1].tag in _COPY_ITSELF | _ROWS:
        shared.pop()
    return shared[-1] if shared else None


def _named_element(weights: Weights, total: int) -> Node | None:
    """The element that the site itself names as the one with the copy.

    Pages in several parts repeat the name; then all parts count together.
    """
    ranked: dict[tuple[int, str], list[Node]] = {}
    for node, weight in weights.below.items():
        named = story_rank(node) if weight else None
        if named is not None:
            ranked.setdefault(named, []).append(node)
    found: dict[int, list[Node]] = {}
    for (rank, _), nodes in ranked.items():
        whole = _whole(nodes, weights, total)
        if whole is not None:
            found.setdefault(rank, []).append(whole)
    return _innermost(found[min(found)], weights) if found else None


def _innermost(nodes: list[Node], weights: Weights) -> Node:
    """The heaviest element; one inside it where that holds nearly all of its weight."""
    best = max(nodes, key=lambda node: weights.below[node])
    for node in nodes:
        inside = best in node.iterancestors()
        if inside and weights.below[node] >= NEARLY_ALL * weights.below[best]:
            best = node
    return best


def _whole(nodes: list[Node], weights: Weights, total: int) -> Node | None:
    heaviest = max(nodes, key=lambda node: weights.below[node])
    together = sum(weights.below[node] for node in nodes)
    common = _common(nodes) if len(nodes) > 1 else None
    if common is not None and weights.below[heaviest] < 0.8 * together:
        dense = together >= 0.9 * weights.below.get(common, 0)
        return common if dense and together >= ENOUGH * total else None
    return heaviest if weights.below[heaviest] >= ENOUGH * total else None


def _descend(node: Node, weights: Weights) -> Node:
    """Down to where the weight is spread over several children."""
    while True:
        heaviest = max(node, key=lambda child: weights.below.get(child, 0), default=None)
        if heaviest is None or heaviest.tag in _COPY_ITSELF:
            return node
        if not _goes_down(node, heaviest, weights):
            return node
        node = heaviest


def _goes_down(node: Node, child: Node, weights: Weights) -> bool:
    whole, part = weights.below[node], weights.below.get(child, 0)
    if part >= ALL_BUT_A_LINE * whole:
        return True
    if child.tag == "article" and part >= MOST_IN_ARTICLE * whole:
        return next(iter(node.iter("article")), child) is child
    other_letters = weights.letters.get(node, 0) - weights.letters.get(child, 0)
    lost = whole - part
    if part >= NEARLY_ALL * whole and other_letters > 3 * lost:
        return True
    others = [other for other in node if weights.below.get(other, 0) and other is not child]
    return part >= HALF * whole and all(_is_thin(other, weights) for other in others)


def _is_thin(node: Node, weights: Weights) -> bool:
    """A column of teasers holds some prose among many links and titles."""
    if node.tag in _COPY_ITSELF | _ROWS:
        return False
    return weights.below[node] < THIN * weights.letters.get(node, 0)
