"""Lists of a page, nested as they are, down to a sane depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from cetak.article.blocks import Block, List, ListItem
from cetak.article.richtext import RichText

if TYPE_CHECKING:
    from cetak.clean.tree_blocks import TreeReader

Node = etree._Element
DEEPEST_LIST = 6
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def list_of(node: Node, reader: TreeReader, depth: int) -> list[Block]:
    """The list of an element, and the pictures and embeds of its items after it."""
    beside: list[Block] = []
    items = _items(node, reader, depth, beside, 1)
    if not items:
        return beside
    start = node.get("start") or ""
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    return [List(ordered=node.tag == "ol", start=first, items=tuple(items)), *beside]


def _items(
    node: Node, reader: TreeReader, depth: int, beside: list[Block], level: int
) -> list[ListItem]:
    items: list[ListItem] = []
    _add_loose(items, node.text)
    for child in list(node):
        if child.tag in _LISTS and level < DEEPEST_LIST:
            _hang(items, _items(child, reader, depth + 1, beside, level + 1))
        elif isinstance(child.tag, str):
            _add(items, child, reader, depth, beside, level)
        _add_loose(items, child.tail)
    return items


def _add(
    items: list[ListItem],
    node: Node,
    reader: TreeReader,
    depth: int,
    beside: list[Block],
    level: int,
) -> None:
    below: list[ListItem] = []
    inner = [child for child in node if child.tag in _LISTS] if level < DEEPEST_LIST else []
    for child in inner:
        below += _items(child, reader, depth + 1, beside, level + 1)
        _empty(child)
    holder = etree.Element("div")
    tail, node.tail = node.tail, None
    parent = node.getparent()
    position = parent.index(node) if parent is not None else 0
    holder.append(node)
    text, others = reader.text_below(holder, depth + 1)
    if parent is not None:
        parent.insert(position, node)
    node.tail = tail
    beside += others
    if text or below:
        items.append(ListItem(text=text, items=tuple(below)))


def _empty(node: Node) -> None:
    """Leave nothing of a nested list behind but the text that follows it."""
    tail = node.tail
    node.clear()
    node.tag = "span"
    node.tail = f" {tail}" if tail else None


def _hang(items: list[ListItem], below: list[ListItem]) -> None:
    if items and below:
        last = items[-1]
        items[-1] = last.model_copy(update={"items": (*last.items, *below)})
    else:
        items += below


def _add_loose(items: list[ListItem], text: str | None) -> None:
    if text and text.strip():
        items.append(ListItem(text=RichText.plain(" ".join(text.split()))))
