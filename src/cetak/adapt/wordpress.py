"""Posts as the WordPress REST interface gives them become Drafts.

Source: WordPress REST API, ``wp/v2/posts`` with ``_embed``.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any

from cetak.adapt.wordpress_post import Attachment, Post, post_draft
from cetak.article.draft import Draft

Item = Mapping[str, Any]


def is_post(value: object) -> bool:
    """Whether a JSON value is a post of ``wp/v2``."""
    if not isinstance(value, dict):
        return False
    return all(isinstance(value.get(key), dict) for key in ("title", "content")) and (
        "link" in value or "slug" in value
    )


def read_post(name: str, value: Item, language: str = "") -> Draft:
    """The Draft of one post, plain values as JSON gives them.

    Args:
        name: What the user calls the source.
        value: The post; names and pictures are known where it was asked for with ``_embed``.
        language: BCP 47 language where the post names none.
    """
    content = _fields(value, "content")
    terms = _terms(value)
    post = Post(
        title=_shown(value, "title"),
        content=_text(content, "rendered") or _text(content, "raw"),
        is_rendered="rendered" in content,
        excerpt=_shown(value, "excerpt"),
        is_locked=_is_true(content.get("protected")) or bool(_text(value, "password")),
        status=_text(value, "status"),
        uri=_shown(value, "guid"),
        link=_text(value, "link"),
        slug=_text(value, "slug"),
        language=_text(value, "lang"),
        published=_text(value, "date"),
        published_gmt=_text(value, "date_gmt"),
        modified=_text(value, "modified"),
        modified_gmt=_text(value, "modified_gmt"),
        authors=tuple(_text(one, "name") for one in _embedded(value, "author")),
        categories=tuple(name for kind, name in terms if kind == "category"),
        tags=tuple(name for kind, name in terms if kind == "post_tag"),
        featured=_featured(value),
    )
    return post_draft(name, post, language)


def _featured(value: Item) -> Attachment | None:
    for one in _embedded(value, "wp:featuredmedia"):
        address = _text(one, "source_url")
        if address and _text(one, "media_type") in ("image", ""):
            return Attachment(address, _text(one, "alt_text"), _shown(one, "caption"))
    return None


def _terms(value: Item) -> list[tuple[str, str]]:
    """Taxonomy and name of each term; entities in the names are read with the rest."""
    groups = _fields(value, "_embedded").get("wp:term")
    terms = [one for group in groups if isinstance(group, list) for one in group] if groups else []
    return [
        (_text(one, "taxonomy"), unescape(_text(one, "name")))
        for one in terms
        if isinstance(one, dict)
    ]


def _embedded(value: Item, key: str) -> list[Item]:
    found = _fields(value, "_embedded").get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _shown(value: Item, key: str) -> str:
    fields = _fields(value, key)
    return _text(fields, "rendered") or _text(fields, "raw")


def _fields(value: Item, key: str) -> Item:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: Item, key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _is_true(value: object) -> bool:
    return value is True or value == "true"
