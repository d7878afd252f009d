"""The pages of one story, each cleaned for itself, become one story. Pure.

Sites repeat on every page what stands around the copy: its first picture, its deck, its
credits. A block is left out where a page before has it and it stands at a page's beginning
or end; within the copy a sentence may well be said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from cetak.article.blocks import Block, EndMark, Figure
from cetak.article.story import Article
from cetak.clean.block_texts import texts_of
from cetak.clean.report import Cleaned
from cetak.findings import distinct

_NEW_SHARE = 0.1


def joined(pages: Sequence[Cleaned]) -> Cleaned:
    """One story of its pages in order; facts are those of the first that has them.

    Args:
        pages: At least one.
    """
    first, *others = pages
    if not others:
        return first
    body: list[Block] = []
    for number, page in enumerate(pages):
        body += _fresh(body, first.article, page.article) if number else page.article.body
    article = _with_facts(first.article, [page.article for page in others])
    return replace(
        first,
        article=article.model_copy(update={"body": _ended(body)}),
        removed=tuple(removed for page in pages for removed in page.removed),
        findings=distinct(finding for page in pages for finding in page.findings),
    )


def adds_to(pages: Iterable[Cleaned], page: Cleaned) -> bool:
    """Whether a page says anything that the ones before it do not."""
    seen = {key for before in pages for key in map(_key, before.article.body)}
    own = [block for block in page.article.body if _words(block)]
    fresh = sum(_words(block) for block in own if _key(block) not in seen)
    return fresh > _NEW_SHARE * sum(map(_words, own)) or _new_pictures(pages, page)


def copy_words(cleaned: Cleaned) -> int:
    """How many words the copy has."""
    return sum(map(_words, cleaned.article.body))


def _fresh(before: list[Block], first: Article, page: Article) -> list[Block]:
    """What a page adds, without the repeats at its beginning and end."""
    seen = set(map(_key, before))
    shown = {_source(block) for block in before} | {_source(first.picture)}
    own = [block for block in page.body if _source(block) not in shown or not _source(block)]
    while own and _is_repeat(own[0], seen):
        own.pop(0)
    while own and _is_repeat(own[-1], seen):
        own.pop()
    picture = page.picture
    if picture is None or _source(picture) in shown | set(map(_source, own)):
        return own
    return [picture, *own]


def _is_repeat(block: Block, seen: set[tuple[str, ...]]) -> bool:
    return _key(block) in seen and not isinstance(block, EndMark)


def _ended(body: list[Block]) -> tuple[Block, ...]:
    """The copy with one end mark at most, at its end."""
    marks = [block for block in body if isinstance(block, EndMark)]
    return (*(block for block in body if not isinstance(block, EndMark)), *marks[-1:])


def _with_facts(first: Article, others: Sequence[Article]) -> Article:
    found: dict[str, Any] = {}
    for name in ("byline", "dateline", "corrections", "picture", "published", "section"):
        told = (getattr(article, name) for article in (first, *others))
        found[name] = next((value for value in told if value), getattr(first, name))
    named = (credit for article in (first, *others) for credit in article.credits)
    found["credits"] = tuple(dict.fromkeys(named))
    return first.model_copy(update=found)


def _new_pictures(pages: Iterable[Cleaned], page: Cleaned) -> bool:
    shown = {_source(block) for before in pages for block in before.article.body}
    shown |= {_source(before.article.picture) for before in pages}
    return bool({_source(block) for block in page.article.body} - shown - {""})


def _source(block: Block | None) -> str:
    """Where a picture lies, without what asks for a size of it; ``""`` for other blocks."""
    return block.picture.source.partition("?")[0] if isinstance(block, Figure) else ""


def _key(block: Block) -> tuple[str, ...]:
    if isinstance(block, Figure):
        return (_source(block),)
    texts = tuple(" ".join(text.text.split()) for text in texts_of(block))
    return texts or (block.model_dump_json(),)


def _words(block: Block) -> int:
    return (
        0 if isinstance(block, Figure) else sum(len(text.text.split()) for text in texts_of(block))
    )
