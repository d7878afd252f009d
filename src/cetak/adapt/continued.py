"""A summary and the page that it sums up become one Draft. Pure."""

from __future__ import annotations

from typing import Any

from cetak.article.draft import Draft
from cetak.article.story import Article

_OF_THE_SUMMARY = frozenset({"feed-partial", "item-without-copy", "item-without-title"})


def completed(summary: Draft, page: Draft) -> Draft:
    """The page's copy and facts, with those of the summary where the page has none.

    Args:
        summary: What a feed said of the story; its name stays.
        page: The story's own page.
    """
    facts = with_facts(page.facts, summary.facts)
    kept = tuple(one for one in summary.findings if one.code not in _OF_THE_SUMMARY)
    return Draft(summary.name, facts, page.copy, (*kept, *page.findings), paging=page.paging)


def with_facts(own: Article, others: Article) -> Article:
    """A story's facts, with another's where it has none; body and status are its own."""
    found: dict[str, Any] = {
        name: value
        for name, value in others
        if value and name not in ("body", "status") and not getattr(own, name)
    }
    return own.model_copy(update=found)
