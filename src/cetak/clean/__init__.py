"""A Draft becomes an Article: what only works on a screen goes, and is reported. Pure."""

from __future__ import annotations

from cetak.article.draft import Draft, LinesCopy, MarkupCopy
from cetak.clean.captured import read_lines
from cetak.clean.finish import article_of, finished, refuse_too_long, texts_of
from cetak.clean.markup import read_markup
from cetak.clean.page_picture import with_picture_once
from cetak.clean.placed import read_blocks
from cetak.clean.reading import Reading
from cetak.clean.report import Category, Cleaned, Removed
from cetak.clean.rulebook import Rulebook, load_rulebook
from cetak.clean.tree_blocks import Placed

__all__ = ["Category", "Cleaned", "Removed", "Rulebook", "clean", "load_rulebook"]


def clean(draft: Draft, rulebook: Rulebook, *, language: str = "") -> Cleaned:
    """The article of a draft, without what only works on a screen.

    Args:
        draft: Facts and raw copy.
        rulebook: What goes and what stays, from ``load_rulebook``.
        language: BCP 47 tag that wins over what the source says.

    Raises:
        SourceError: ``story-too-long`` over 5 MB of text.
    """
    reading = _read(draft, rulebook, language)
    facts = draft.facts.model_copy(update={"language": reading.language})
    article = article_of(facts, reading)
    if isinstance(draft.copy, MarkupCopy) and draft.copy.whole_page:
        article = with_picture_once(article)
    if language:
        article = article.model_copy(update={"language": language})
    article, findings = finished(article, draft.name)
    noticed = (*draft.findings, *reading.findings, *findings)
    return Cleaned(article, tuple(reading.removed), noticed, reading.opening_text)


def _read(draft: Draft, rulebook: Rulebook, language: str) -> Reading:
    copy, language = draft.copy, language or draft.facts.language
    if isinstance(copy, LinesCopy):
        refuse_too_long(draft.name, (line.text for line in copy.lines))
        return read_lines(draft.name, copy, rulebook, language, draft.facts.headline.text)
    if isinstance(copy, MarkupCopy):
        refuse_too_long(draft.name, (copy.markup,))
        facts = draft.facts.model_copy(update={"language": language})
        return read_markup(draft.name, copy, rulebook, facts)
    refuse_too_long(draft.name, texts_of(copy.blocks))
    lines = (*copy.lines, *(0,) * (len(copy.blocks) - len(copy.lines)))
    placed = [Placed(block, line) for block, line in zip(copy.blocks, lines, strict=False)]
    facts = draft.facts.model_copy(update={"language": language})
    return read_blocks(draft.name, placed, rulebook, facts, typed=True)
