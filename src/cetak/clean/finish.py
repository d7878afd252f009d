"""Facts that the source states and facts read from the copy become one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from cetak.article.blocks import Block, Value
from cetak.article.richtext import RichText, Run
from cetak.article.story import Article, Dateline
from cetak.clean.characters import even_spaces, has_endless_word, sane
from cetak.clean.credits import sort_credits
from cetak.clean.inline import PLACELESS
from cetak.clean.reading import Reading
from cetak.clean.slug import slug_of
from cetak.errors import SourceError
from cetak.findings import Finding, Where, info, warning

LONGEST_STORY_BYTES = 5_000_000


def article_of(facts: Article, reading: Reading) -> Article:
    """One article; what the source states wins over what was read from the copy."""
    byline, others = sort_credits(reading.named, facts.byline)
    dateline = facts.dateline or _dateline(reading)
    section = facts.section or (reading.opening.section if reading.opening else "")
    kicker = reading.kicker or (reading.opening.section if reading.opening else "")
    found: dict[str, Any] = {
        "headline": facts.headline or RichText.plain(reading.headline),
        "kicker": facts.kicker or RichText.plain(kicker),
        "deck": facts.deck or RichText.plain(reading.deck),
        "byline": facts.byline or byline,
        "credits": facts.credits + tuple(entry for entry in others if entry not in facts.credits),
        "dateline": dateline,
        "section": section or reading.section or kicker,
        "source": facts.source or (reading.opening.source if reading.opening else ""),
        "language": facts.language or reading.language,
        "published": facts.published or _published(reading, dateline),
        "updated": facts.updated or _moment(reading, updated=True),
        "keywords": facts.keywords or reading.keywords,
        "body": tuple(reading.body),
    }
    return facts.model_copy(update=found)


def finished(article: Article, name: str) -> tuple[Article, list[Finding]]:
    """Every text of an article fit for type, and its slug.

    Raises:
        SourceError: ``story-too-long`` over 5 MB of text.
    """
    dropped: Counter[str] = Counter()
    endless: list[str] = []
    clean = _clean_value(article, dropped, endless)
    findings = [
        warning("characters-dropped", name, kind=kind, count=count)
        for kind, count in sorted(dropped.items())
    ]
    findings += [warning("word-endless", name, word=word[:40]) for word in endless]
    slug = slug_of(clean.slug) or slug_of(clean.headline.text)
    if article.slug and slug != article.slug:
        findings.append(info("slug-changed", name, slug=slug))
    return clean.model_copy(update={"slug": slug}), findings


def refuse_too_long(name: str, texts: Iterable[str]) -> None:
    """Stop before any work is done on a story that no paper would print.

    Raises:
        SourceError: ``story-too-long``.
    """
    size = sum(len(text) for text in texts)
    if size > LONGEST_STORY_BYTES:
        place = Where(name)
        raise SourceError.because(
            "story-too-long",
            place,
            megabytes=size // 1_000_000,
            limit=LONGEST_STORY_BYTES // 10**6,
        )


def _dateline(reading: Reading) -> Dateline | None:
    return reading.opening.dateline if reading.opening else None


def _published(reading: Reading, dateline: Dateline | None) -> Any:
    return _moment(reading, updated=False) or (dateline.date if dateline else None)


def _moment(reading: Reading, *, updated: bool) -> Any:
    found = (entry.moment for entry in reading.dates if entry.updated == updated)
    return next(found, None)


def _clean_value(value: Any, dropped: Counter[str], endless: list[str]) -> Any:
    if isinstance(value, str):
        return _clean_text(value, dropped, endless) if type(value) is str else value
    if isinstance(value, RichText):
        return _clean_rich(value, dropped, endless)
    if isinstance(value, tuple):
        return tuple(_clean_value(entry, dropped, endless) for entry in value)
    if isinstance(value, Value):
        changed = {
            key: new
            for key, old in value.__dict__.items()
            if (new := _clean_value(old, dropped, endless)) is not old
        }
        return value.model_copy(update=changed) if changed else value
    return value


def _clean_rich(value: RichText, dropped: Counter[str], endless: list[str]) -> RichText:
    runs = [
        Run(_clean_text(run.text, dropped, endless), run.styles, _placed(run.href), run.lang)
        for run in value.runs
    ]
    return value if tuple(runs) == value.runs else RichText.of(runs)


def _placed(href: str) -> str:
    return "" if href.startswith(PLACELESS) else href


def _clean_text(text: str, dropped: Counter[str], endless: list[str]) -> str:
    result = sane(text)
    if result.dropped:
        dropped.update(result.dropped)
    if has_endless_word(result.text):
        endless.append(max(result.text.split(), key=len))
    return even_spaces(result.text)


def texts_of(blocks: Iterable[Block]) -> Iterable[str]:
    """A rough measure of how much text blocks hold: their JSON."""
    return (block.model_dump_json() for block in blocks)
