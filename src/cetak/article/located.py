"""Values of a YAML or JSON text, each with the line and column it stands at.

Words stay as they were written: ``no``, ``12:30``, ``1.10`` and ``2023-09-20`` are text here,
and the model that takes them decides what they mean. So a headline "No" is never ``False``,
and YAML and JSON say the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cetak.errors import SourceError
from cetak.findings import Where

DEPTH_LIMIT = 100
NODE_LIMIT = 300_000
SIZE_LIMIT_BYTES = 10 * 1024 * 1024


class Place(NamedTuple):
    """Line and column, both counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A value and its place.

    Attributes:
        value: ``None``, a bool (JSON alone), text, a list of nodes, or nodes by key.
        place: Where the value begins.
        named_at: Where the key that names it begins; ``None`` in lists and at the top.
        is_block_text: Whether it is YAML block text, which begins on the line below.
    """

    value: bool | str | list[Node] | dict[str, Node] | None
    place: Place
    named_at: Place | None = field(default=None, compare=False)
    is_block_text: bool = field(default=False, compare=False)

    def plain(self) -> Any:
        """The value without places: ``None``, bool, str, list and dict."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def like(self, value: bool | str | list[Node] | dict[str, Node] | None) -> Node:
        """Another value that stands at the same place."""
        return Node(value, self.place, self.named_at)

    def where(self, source: str, part: str = "") -> Where:
        """The place as findings name it."""
        return Where(source, self.place.line, self.place.column, part)


class Tree:
    """Builds nodes from the events of a parser, without recursion and within limits.

    Raises:
        SourceError: ``too-deep``, ``too-many-values`` or ``key-twice``.
    """

    def __init__(self, source: str) -> None:
        self.root: Node | None = None
        self._source = source
        self._open: list[Node] = []
        self._keys: list[tuple[str, Place] | None] = []
        self._count = 0

    @property
    def awaits_key(self) -> bool:
        """Whether the next scalar is a key of a mapping."""
        return bool(self._open) and isinstance(self._open[-1].value, dict) and not self._keys[-1]

    def key(self, name: str, place: Place) -> None:
        """The key of the value that comes next."""
        mapping = self._open[-1].value
        if isinstance(mapping, dict) and name in mapping:
            first = mapping[name].named_at or place
            raise SourceError.because(
                "key-twice", Where(self._source, *place), field=name, first_line=first.line
            )
        self._keys[-1] = (name, place)

    def add(self, node: Node) -> None:
        """A value, put where the open list or mapping wants it."""
        self._count += 1
        if self._count > NODE_LIMIT:
            raise self._refused("too-many-values", node.place, limit=NODE_LIMIT)
        if not self._open:
            self.root = node
            return
        inside = self._open[-1].value
        if isinstance(inside, list):
            inside.append(node)
        elif isinstance(inside, dict):
            name, node.named_at = self._keys[-1] or ("", node.place)
            inside[name] = node
            self._keys[-1] = None

    def enter(self, node: Node) -> None:
        """A list or mapping, whose content comes next."""
        self.add(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > DEPTH_LIMIT:
            raise self._refused("too-deep", node.place, limit=DEPTH_LIMIT)

    def leave(self) -> None:
        """The end of the innermost list or mapping."""
        self._open.pop()
        self._keys.pop()

    def _refused(self, code: str, place: Place, **facts: int) -> SourceError:
        return SourceError.because(code, Where(self._source, *place), **facts)


def found_at(root: Node, steps: tuple[str | int, ...]) -> tuple[Node, str]:
    """The node that a path of keys and indices leads to, as far as it goes.

    Steps that name nothing, such as the tag of a union, are skipped.

    Returns:
        The node, and the path as people write it: ``body[3].picture.source``.
    """
    node, part = root, ""
    for step in steps:
        below = _below(node, step)
        if below is None:
            continue
        node = below
        part += f"[{step}]" if isinstance(step, int) else f".{step}" if part else step
    return node, part


def each_item(node: Node) -> Iterator[Node]:
    """The items of a list; a single value counts as a list of one, nothing as none."""
    if isinstance(node.value, list):
        yield from node.value
    elif node.value is not None:
        yield node


def _below(node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        fits = isinstance(node.value, list) and 0 <= step < len(node.value)
        return node.value[step] if fits and isinstance(node.value, list) else None
    return node.value.get(step) if isinstance(node.value, dict) else None
