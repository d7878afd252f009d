"""The short forms that people write become the long form of the model, places kept.

Each function takes a located value and gives one that the model knows; what it cannot make
sense of it hands on as it is, so that the model complains at the right place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cetak.article.located import Node, each_item
from cetak.article.moments import day_at_end
from cetak.article.spelling import MAIN_FIELDS, PICTURE_FIELDS, other_words
from cetak.article.validated import names_like
from cetak.errors import SourceError
from cetak.findings import Finding, Where, error

Fields = dict[str, Node]
Spell = Callable[[Node], Node]


class Speller:
    """Spells a story out and collects what cannot be a story.

    Attributes:
        source: What the user calls the text.
        findings: Problems that the model would not tell well.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def story(self, node: Node) -> Node:
        """A whole story, its body spelled out too where it is a list."""
        fields = self._fields(node, "story")
        self._each(fields, {**_STORY_FIELDS, "picture": self._main_picture})
        if "body" in fields and not isinstance(fields["body"].value, str):
            fields["body"] = self.blocks(fields["body"], "body")
        return node.like(dict(fields))

    def blocks(self, node: Node, part: str) -> Node:
        """A list of blocks; a bare text is a paragraph."""
        if isinstance(node.value, bool):
            return node
        items = list(each_item(node))
        return node.like([self._block(item, f"{part}[{i}]") for i, item in enumerate(items)])

    def _block(self, node: Node, part: str) -> Node:
        if isinstance(node.value, str):
            return node.like({"type": node.like("paragraph"), "text": node})
        if not isinstance(node.value, dict):
            return self._wrong("block-empty" if node.value is None else "block-form", node, part)
        given = {_dashed(key): value for key, value in node.value.items()}
        kind = next((key for key in given if key in MAIN_FIELDS), "")
        if "type" in given and isinstance(given["type"].value, str):
            kind = _dashed(given["type"].value)
            given["type"] = given["type"].like(kind)
        elif kind:
            given = _opened(kind, given)
        if kind not in MAIN_FIELDS:
            name = kind or next(iter(node.value), "")
            known = names_like(name, MAIN_FIELDS)
            return self._wrong("block-unknown", node, part, block=name, known=known)
        return self._spelled_block(node, kind, given, part)

    def _spelled_block(self, node: Node, kind: str, given: Fields, part: str) -> Node:
        fields = self._fields(node.like(dict(given)), kind)
        fields.setdefault("type", node.like(kind))
        self._each(fields, _BLOCK_FIELDS.get(kind, {}))
        if kind == "figure":
            return node.like(dict(self._figure(fields)))
        if kind == "sidebar" and "blocks" in fields:
            fields["blocks"] = self.blocks(fields["blocks"], f"{part}.blocks")
        return node.like(dict(fields))

    def _main_picture(self, node: Node) -> Node:
        if isinstance(node.value, str):
            node = node.like({"picture": node})
        if not isinstance(node.value, dict):
            return node
        fields = self._fields(node, "figure")
        if "picture" not in fields and "source" in fields:
            fields["picture"] = fields.pop("source")
        return node.like(dict(self._figure(fields)))

    def _figure(self, fields: Fields) -> Fields:
        """Alt text and credit may stand beside the picture; the model wants them in it."""
        picture = fields.get("picture")
        if picture is None:
            return fields
        if isinstance(picture.value, str):
            picture = picture.like({"source": picture})
        if isinstance(picture.value, dict):
            inside = self._fields(picture, "picture")
            for name in PICTURE_FIELDS:
                if name in fields and name not in inside:
                    inside[name] = fields.pop(name)
            picture = picture.like(dict(inside))
        return {**fields, "picture": picture}

    def _fields(self, node: Node, owner: str) -> Fields:
        """Fields under their own names; those without a value are left out."""
        words = other_words().get(owner, {})
        fields: Fields = {}
        given = node.value if isinstance(node.value, dict) else {}
        for key, value in given.items():
            name = words.get(_dashed(key), _dashed(key))
            if name in fields:
                where = value.named_at or value.place
                place = Where(self.source, *where, name)
                first = fields[name].named_at or node.place
                twice = error("key-twice", place, field=key, first_line=first.line)
                self.findings.append(twice)
            elif value.value is not None:
                fields[name] = value
        return fields

    def _each(self, fields: Fields, spellings: Mapping[str, Spell]) -> None:
        for name, spell in spellings.items():
            if name in fields:
                named_at = fields[name].named_at
                fields[name] = spell(fields[name])
                fields[name].named_at = named_at

    def _wrong(self, code: str, node: Node, part: str, **facts: str) -> Node:
        """Notes a problem; an empty paragraph keeps the place of what was wrong."""
        self.findings.append(error(code, node.where(self.source, part), **facts))
        return node.like({"type": node.like("paragraph"), "text": node.like("")})


def mapping_or_stop(node: Node, source: str) -> Node:
    """The node, if it has fields.

    Raises:
        SourceError: ``story-without-fields``.
    """
    if not isinstance(node.value, dict):
        raise SourceError.because("story-without-fields", node.where(source))
    return node


def _dashed(name: str) -> str:
    return name.strip().replace("_", "-").lower()


def _opened(kind: str, given: Fields) -> Fields:
    """``{crosshead: Text, level: 2}`` as ``{type: crosshead, text: Text, level: 2}``."""
    content = given[kind]
    rest = {key: value for key, value in given.items() if key != kind}
    fields: Fields = {"type": Node(kind, content.place)}
    if isinstance(content.value, dict):
        inside = {_dashed(key): value for key, value in content.value.items()}
        return {**fields, **inside, **rest}
    if content.value is not None:
        fields[MAIN_FIELDS[kind]] = content
    return {**fields, **rest}


def _several(node: Node) -> Node:
    """A single value as a list of one."""
    return node if isinstance(node.value, dict | bool) else node.like(list(each_item(node)))


def _words(node: Node) -> Node:
    """``a, b`` as a list of two."""
    if not isinstance(node.value, str):
        return node
    return node.like([node.like(word.strip()) for word in node.value.split(",") if word.strip()])


def _credits(node: Node) -> Node:
    if isinstance(node.value, list):
        return node.like([one for item in node.value for one in _credit(item)])
    return node.like(_credit(node)) if isinstance(node.value, dict | str) else node


def _credit(node: Node) -> list[Node]:
    """Credits in any spelling: ``{Editor: Ani}``, ``Editor: Ani``, ``{role:, name:}``."""
    if isinstance(node.value, str) and ":" in node.value:
        role, _, name = node.value.partition(":")
        return [_role(node, role.strip(), node.like(name.strip()))]
    if not isinstance(node.value, dict) or {"role", "name"} & set(node.value):
        return [node]
    return [
        _role(name, role, name) for role, names in node.value.items() for name in each_item(names)
    ]


def _role(node: Node, role: str, name: Node) -> Node:
    return node.like({"role": Node(role, node.named_at or node.place), "name": name})


def _dateline(node: Node) -> Node:
    """``MOSCOW, KOMPAS.com, 20 September 2023 –`` as place, agency and date."""
    if not isinstance(node.value, str):
        return _dashed_keys(node)
    rest, day = day_at_end(node.value.strip(" \t-–—"))
    place, _, agency = rest.strip(" ,\t-–—").partition("," if "," in rest else "(")
    fields = {"place": node.like(place.strip()), "agency": node.like(agency.strip(" )"))}
    if day:
        fields["date"] = node.like(day.isoformat())
    return node.like(fields)


def _corrections(node: Node) -> Node:
    return node.like(
        [
            _under(item, "text") if isinstance(item.value, str) else _dashed_keys(item)
            for item in each_item(node)
        ]
    )


def _items(node: Node) -> Node:
    """The items of a list, nested ones too; a bare text is an item."""
    if not isinstance(node.value, list):
        return node
    return node.like([_item(item) for item in node.value])


def _item(node: Node) -> Node:
    if isinstance(node.value, str):
        return _under(node, "text")
    if not isinstance(node.value, dict):
        return node
    fields = {key: value for key, value in node.value.items() if value.value is not None}
    if "items" in fields:
        fields["items"] = _items(fields["items"])
    return node.like(dict(fields))


def _head(node: Node) -> Node:
    """Rows of a table's head; a bare list of texts is a single row."""
    if not isinstance(node.value, list) or any(isinstance(row.value, list) for row in node.value):
        return _rows(node)
    return _rows(node.like([node])) if node.value else node


def _rows(node: Node) -> Node:
    if not isinstance(node.value, list):
        return node
    return node.like([_row(row) for row in node.value])


def _row(node: Node) -> Node:
    if not isinstance(node.value, list):
        return node
    return node.like([_cell(cell) for cell in node.value])


def _cell(node: Node) -> Node:
    if node.value is None:
        return node.like({})
    return _dashed_keys(node) if isinstance(node.value, dict) else _under(node, "text")


def _under(node: Node, name: str) -> Node:
    return node.like({name: node})


def _dashed_keys(node: Node) -> Node:
    if not isinstance(node.value, dict):
        return node
    given = {_dashed(key): value for key, value in node.value.items()}
    return node.like({key: value for key, value in given.items() if value.value is not None})


_STORY_FIELDS: Mapping[str, Spell] = {
    "byline": _several,
    "corrections": _corrections,
    "credits": _credits,
    "dateline": _dateline,
    "keywords": _words,
}
_BLOCK_FIELDS: Mapping[str, Mapping[str, Spell]] = {
    "quotation": {"paragraphs": _several},
    "list": {"items": _items},
    "table": {"head": _head, "rows": _rows},
}
