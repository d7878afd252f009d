"""How much prose each element of a page holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from cetak.clean.elements import BLOCKS, UNPRINTED

Node = etree._Element
FEWEST_LETTERS = 50
_SENTENCE = re.compile(r"[.!?…:;,]")
_CONTROLS = frozenset({"button", "select"})


@dataclass(slots=True)
class Weights:
    """Letters and prose by element.

    Attributes:
        own: Letters outside links in a block's own lines.
        linked: Letters inside links in a block's own lines.
        sentences: Blocks with signs of sentences in their own lines.
        letters: Letters of an element with all it holds.
        below: Weight of an element with all it holds: letters of prose.
    """

    own: dict[Node, int] = field(default_factory=dict)
    linked: dict[Node, int] = field(default_factory=dict)
    sentences: set[Node] = field(default_factory=set)
    letters: dict[Node, int] = field(default_factory=dict)
    below: dict[Node, int] = field(default_factory=dict)


def weighed(body: Node, light: set[Node]) -> Weights:
    """The weights of all elements of a page.

    Args:
        body: The page's body.
        light: Elements whose text has no weight.
    """
    weights = Weights()
    _collect(body, light, weights)
    for node in reversed(list(body.iter(etree.Element))):
        own, linked = weights.own.get(node, 0), weights.linked.get(node, 0)
        letters = weights.letters.get(node, 0) + own + linked
        weight = weights.below.get(node, 0)
        if own >= FEWEST_LETTERS:
            weight += _weight(node, own, linked, weights)
        weights.letters[node], weights.below[node] = letters, weight
        parent = node.getparent() if letters and node is not body else None
        if parent is not None:
            weights.letters[parent] = weights.letters.get(parent, 0) + letters
            weights.below[parent] = weights.below.get(parent, 0) + weight
    return weights


def _collect(body: Node, light: set[Node], weights: Weights) -> None:
    stack: list[tuple[Node, Node, bool]] = [(body, body, False)]
    while stack:
        node, block, linked = stack.pop()
        if node.text:
            _count(node.text, block, linked, weights)
        for child in node:
            if child.tail:
                _count(child.tail, block, linked, weights)
            tag = child.tag
            if not isinstance(tag, str) or tag in UNPRINTED:
                continue
            if tag in _CONTROLS or child in light:
                weights.letters[child] = sum(len(text) for text in child.itertext())
                continue
            stack.append((child, child if tag in BLOCKS else block, linked or tag == "a"))


def _count(text: str, block: Node, linked: bool, weights: Weights) -> None:
    letters = len(text.strip())
    if not letters:
        return
    counts = weights.linked if linked else weights.own
    counts[block] = counts.get(block, 0) + letters
    if not linked and block not in weights.sentences and _SENTENCE.search(text):
        weights.sentences.add(block)


def _weight(node: Node, own: int, linked: int, weights: Weights) -> int:
    if node not in weights.sentences or linked > 2 * own:
        return 0
    return own - linked // 2 if linked < own else own // 2
