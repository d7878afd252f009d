"""The proof that every planned story is in the paper, or told as left out."""

from __future__ import annotations

from collections.abc import Iterable

from cetak.article.story import Article
from cetak.edition.addresses import same_address
from cetak.edition.plan import Plan
from cetak.errors import ProofError
from cetak.findings import Finding, error

_TOLD = frozenset({"plan-story-gone", "plan-story-again"})


def check_stories(
    plan: Plan, accounted: Iterable[tuple[str, Article]], told: Iterable[Finding]
) -> None:
    """See that nothing planned has gone without a word.

    Args:
        plan: What was to be printed.
        accounted: Name and text of each story that is printed, or told as impossible to print.
        told: What the reader of the messages is told.

    Raises:
        ProofError: ``paper-story-untold`` for each story that nobody speaks of.
    """
    known = {str(one.facts.get("story", "")) for one in told if one.code in _TOLD}
    for name, article in accounted:
        known |= {name, article.uri, same_address(article.canonical_url)}
    missing = [
        error("paper-story-untold", one.story)
        for one in plan.stories
        if not (known - {""}) & {one.story, same_address(one.story)}
    ]
    if missing:
        raise ProofError(*missing)
