"""YAML text with the place of each value: no tags, no aliases, no surprises.

Only the parser's events are used; nothing is constructed and nothing is resolved.

Source: YAML 1.2.2, chapter 3 (processes) and 7 (flow styles).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

from cetak.article.located import Node, Place, Tree
from cetak.errors import SourceError
from cetak.findings import Where

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

# How the two parsers of PyYAML word what people get wrong most often.
_CODES = (
    ("mapping values are not allowed", "yaml-colon"),
    ("'\\t'", "yaml-tab"),
    ("tab character", "yaml-tab"),
    ("that cannot start any token", "yaml-quote-needed"),
    ("alias", "yaml-alias"),
    ("anchor", "yaml-alias"),
    ("could not find expected ':'", "yaml-colon-missing"),
    ("did not find expected", "yaml-structure"),
)
_OPEN_QUOTE = "while scanning a quoted scalar"


def read_yaml(text: str, source: str, first_line: int = 1) -> Node:
    """Values and places of a YAML text.

    Args:
        text: One YAML document.
        source: What the user calls it, for messages.
        first_line: Line of the source on which the text begins.

    Raises:
        SourceError: With the place of what cannot be read.
    """
    tree = Tree(source)
    try:
        for event in _events(text):
            _take(tree, event, source, first_line)
            _refuse_cut_text(event, text, source, first_line)
    except yaml.MarkedYAMLError as problem:
        raise _syntax(problem, text, source, first_line) from problem
    except yaml.reader.ReaderError as problem:
        raise _character(problem, text, source, first_line) from problem
    return tree.root or Node(None, Place(first_line, 1))


@lru_cache(maxsize=1)
def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_loader())


def _take(tree: Tree, event: yaml.Event, source: str, first_line: int) -> None:
    place = _place(event.start_mark, first_line)
    if isinstance(event, yaml.NodeEvent):
        _refuse_indirection(event, Where(source, *place))
    if isinstance(event, yaml.DocumentStartEvent) and tree.root is not None:
        raise SourceError.because("yaml-documents", Where(source, *place))
    if isinstance(event, yaml.CollectionStartEvent):
        _enter(tree, event, place, source)
    elif isinstance(event, yaml.CollectionEndEvent):
        tree.leave()
    elif isinstance(event, yaml.ScalarEvent):
        _scalar(tree, event, place)


def _enter(tree: Tree, event: yaml.CollectionStartEvent, place: Place, source: str) -> None:
    if tree.awaits_key:
        raise SourceError.because("yaml-key", Where(source, *place))
    tree.enter(Node([] if isinstance(event, yaml.SequenceStartEvent) else {}, place))


def _scalar(tree: Tree, event: yaml.ScalarEvent, place: Place) -> None:
    if tree.awaits_key:
        tree.key(event.value, place)
        return
    is_plain = event.style in (None, "")
    is_block = event.style in ("|", ">")
    # The line end that closes block text belongs to the notation, not to the text.
    text = event.value.rstrip("\n") if is_block else event.value
    value = None if is_plain and text in _NOTHING else text
    tree.add(Node(value, place, is_block_text=is_block))


def _refuse_cut_text(event: yaml.Event, text: str, source: str, first_line: int) -> None:
    """``Juara #1`` is "Juara" and a comment to YAML; nobody who writes it means that."""
    if not isinstance(event, yaml.ScalarEvent) or event.style not in (None, ""):
        return
    mark: Any = event.end_mark
    line_end = text.find("\n", mark.index)
    after = text[mark.index : line_end if line_end >= 0 else len(text)]
    cut = after.lstrip(" \t")
    if cut.startswith("#") and cut[1:2].strip(" \t#!-="):
        column = mark.column + 1 + len(after) - len(cut)
        where = Where(source, mark.line + first_line, column)
        raise SourceError.because("yaml-hash", where, cut=cut[:60])


def _refuse_indirection(event: yaml.NodeEvent, where: Where) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise SourceError.because("yaml-alias", where, name=str(event.anchor))
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise SourceError.because("yaml-tag", where, tag=str(tag))


def _place(mark: Any, first_line: int) -> Place:
    return Place(mark.line + first_line, mark.column + 1)


def _syntax(problem: yaml.MarkedYAMLError, text: str, source: str, first_line: int) -> SourceError:
    mark = problem.problem_mark or problem.context_mark
    said = str(problem.problem or problem.context or "")
    if str(problem.context or "") == _OPEN_QUOTE and problem.context_mark:
        code, mark = "yaml-quote-open", problem.context_mark
    elif _line_begins_with_tab(text, mark):
        code = "yaml-tab"
    else:
        code = next((code for sign, code in _CODES if sign in said), "yaml-syntax")
    place = _place(mark, first_line) if mark else Place(first_line, 1)
    return SourceError.because(code, Where(source, *place), problem=said)


def _line_begins_with_tab(text: str, mark: Any) -> bool:
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return False
    line = lines[mark.line]
    return "\t" in line[: len(line) - len(line.lstrip())]


def _character(
    problem: yaml.reader.ReaderError, text: str, source: str, first_line: int
) -> SourceError:
    position = next((i for i, character in enumerate(text) if _is_foreign(character)), 0)
    before = text[:position]
    place = Place(before.count("\n") + first_line, position - before.rfind("\n"))
    name = f"U+{ord(text[position]):04X}" if text else str(problem.reason)
    return SourceError.because("yaml-character", Where(source, *place), character=name)


def _is_foreign(character: str) -> bool:
    """Whether YAML forbids the character. Source: YAML 1.2.2, rule c-printable."""
    code = ord(character)
    return (
        (code < 0x20 and character not in "\t\n\r")
        or 0x7F <= code < 0x85
        or 0x85 < code < 0xA0
        or 0xD800 <= code < 0xE000
        or code in (0xFFFE, 0xFFFF)
    )
