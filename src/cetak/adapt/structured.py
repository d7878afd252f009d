"""A story in YAML or JSON becomes a Draft: facts stated outright, copy in blocks or Markdown."""

from __future__ import annotations

from typing import TypeGuard

from cetak.adapt.markdown import markdown_copy
from cetak.adapt.spelled import Speller, mapping_or_stop
from cetak.article.draft import BlocksCopy, Copy, Draft
from cetak.article.located import Node
from cetak.article.located_json import read_json
from cetak.article.located_yaml import read_yaml
from cetak.article.story import Article
from cetak.article.validated import validated
from cetak.errors import SourceError


def read_yaml_story(name: str, text: str, language: str = "") -> Draft:
    """A story written in YAML.

    Args:
        name: What the user calls the source.
        text: One YAML document.
        language: BCP 47 language where the story names none.

    Raises:
        SourceError: With every problem at once, each with its place.
    """
    return draft_from(read_yaml(text, name), name, language)


def read_json_story(name: str, text: str, language: str = "") -> Draft:
    """A story written in JSON; see ``read_yaml_story``."""
    return draft_from(read_json(text, name), name, language)


def draft_from(node: Node, name: str, language: str = "", copy: Copy | None = None) -> Draft:
    """A Draft from located values.

    Args:
        node: The story's fields.
        name: What the user calls the source.
        language: BCP 47 language where the story names none.
        copy: The copy where it stands outside the fields, as in Markdown.

    Raises:
        SourceError: With every problem at once, each with its place.
    """
    speller = Speller(name)
    spelled = speller.story(mapping_or_stop(node, name))
    body = _fields(spelled).pop("body", None)
    if _is_markdown(body):
        first_line = body.place.line + int(body.is_block_text)
        copy = markdown_copy(str(body.value), name, first_line)
    elif body is not None:
        _fields(spelled)["body"] = body
    article, problems = validated(Article, spelled, name)
    problems = (*speller.findings, *problems)
    if article is None or problems:
        raise SourceError(*sorted(problems, key=lambda one: (one.where.line, one.where.column)))
    return _draft(article, name, language, copy, body)


def _draft(
    article: Article, name: str, language: str, copy: Copy | None, body: Node | None
) -> Draft:
    changes: dict[str, object] = {"body": (), "language": article.language or language}
    facts = article.model_copy(update=changes)
    blocks = body.value if body is not None else None
    lines = tuple(block.place.line for block in blocks) if isinstance(blocks, list) else ()
    return Draft(name, facts, copy or BlocksCopy(article.body, lines))


def _fields(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _is_markdown(body: Node | None) -> TypeGuard[Node]:
    return body is not None and isinstance(body.value, str)
