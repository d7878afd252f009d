"""Lists of a page, nested as they are, down to a sane depth."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from cetak.article.blocks import Block, List, ListItem
from cetak.article.richtext import RichText
from cetak.clean.tree_seam import BelowReader

Node = etree._Element
DEEPEST_LIST = 6
_LISTS = frozenset({"ul", "ol", "menu", "dir"})


def list_of(node: Node, reader: BelowReader, depth: int) -> list[Block]:
    """The list of an element, and the pictures and embeds of its items after it."""
    walk = _ListReader(reader)
    items = walk.items(node, depth, 1)
    if not items:
        return walk.beside
    start = node.get("start") or ""
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    return [List(ordered=node.tag == "ol", start=first, items=tuple(items)), *walk.beside]


@dataclass(slots=True)
class _ListReader:
    """Reads one list; ``beside`` collects what is no text."""

    reader: BelowReader
    beside: list[Block] = field(default_factory=list)

    def items(self, node: Node, depth: int, level: int) -> list[ListItem]:
        """The items of a list element."""
        items: list[ListItem] = []
        _add_loose(items, node.text)
        for child in list(node):
            if child.tag in _LISTS and level < DEEPEST_LIST:
                _hang(items, self.items(child, depth + 1, level + 1))
            elif isinstance(child.tag, str):
                items += self._item(child, depth, level)
            _add_loose(items, child.tail)
        return items

    def _item(self, node: Node, depth: int, level: int) -> list[ListItem]:
        below: list[ListItem] = []
        inner = [child for child in node if child.tag in _LISTS] if level < DEEPEST_LIST else []
        for child in inner:
            below += self.items(child, depth + 1, level + 1)
            _empty(child)
        text, others = self.reader.text_below(node, depth + 1)
        self.beside += others
        return [ListItem(text=text, items=tuple(below))] if text or below else []


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
