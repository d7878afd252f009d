"""The addresses that a story links to."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from cetak.article.richtext import RichText
from cetak.article.story import Article


def addresses_in(article: Article) -> tuple[str, ...]:
    """Addresses of the links in a story's texts, each once, in reading order."""
    texts = _texts(article)
    return tuple(dict.fromkeys(run.href for text in texts for run in text.runs if run.href))


def _texts(value: object) -> Iterator[RichText]:
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
