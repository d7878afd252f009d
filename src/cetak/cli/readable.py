"""A cleaned story as text that an editor can read: facts on top, then the copy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from cetak.article import blocks as b
from cetak.article.story import Article, Dateline
from cetak.cli.telling import Teller


def readable(article: Article, teller: Teller) -> str:
    """The story, one blank line between blocks."""
    facts = "\n".join(f"{teller.words(code)}: {text}" for code, text in _facts(article))
    pictured = [article.picture] if article.picture else []
    copy = [_block(block) for block in (*pictured, *article.body)]
    return "\n\n".join(part for part in (facts, *copy) if part) + "\n"


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    facts = {
        "fact-label": article.label,
        "fact-kicker": article.kicker.text,
        "fact-headline": article.headline.text,
        "fact-deck": article.deck.text,
        "fact-byline": ", ".join(article.byline),
        "fact-dateline": _dateline(article.dateline),
        "fact-credits": ", ".join(f"{credit.role} {credit.name}" for credit in article.credits),
        "fact-section": article.section,
        "fact-source": article.source,
        "fact-published": article.published.isoformat() if article.published else "",
        "fact-language": article.language,
        "fact-address": article.canonical_url,
    }
    return ((code, " ".join(text.split())) for code, text in facts.items() if text)


def _dateline(dateline: Dateline | None) -> str:
    if dateline is None:
        return ""
    date = dateline.date.isoformat() if dateline.date else ""
    return ", ".join(part for part in (dateline.place, dateline.agency, date) if part)


@singledispatch
def _block(block: b.BlockValue) -> str:
    return f"[{block.type}]"


@_block.register
def _(block: b.Paragraph) -> str:
    return block.text.text


@_block.register
def _(block: b.Crosshead) -> str:
    return f"{'#' * (block.level + 1)} {block.text.text}"


@_block.register
def _(block: b.Figure) -> str:
    credit = f" ({block.picture.credit})" if block.picture.credit else ""
    return f"[{block.picture.source}] {block.cutline.text}{credit}".rstrip()


@_block.register
def _(block: b.PullQuote) -> str:
    return _quoted([block.text.text], block.by)


@_block.register
def _(block: b.Quotation) -> str:
    return _quoted([paragraph.text for paragraph in block.paragraphs], block.by)


@_block.register
def _(block: b.List) -> str:
    return "\n".join(_items(block.items, block.start if block.ordered else None, ""))


@_block.register
def _(block: b.Table) -> str:
    rows = [" | ".join(cell.text.text for cell in row) for row in (*block.head, *block.rows)]
    return "\n".join([block.caption.text, *rows] if block.caption else rows)


@_block.register
def _(block: b.Sidebar) -> str:
    inside = "\n\n".join([f"## {block.headline.text}", *(_block(part) for part in block.blocks)])
    return "\n".join(f"| {line}".rstrip() for line in inside.split("\n"))


@_block.register
def _(block: b.Embed) -> str:
    told = " – ".join(part for part in (block.title, block.provider) if part)
    line = f"[{block.kind}] {told} <{block.address}>".replace("  ", " ")
    quoted = _quoted([paragraph.text for paragraph in block.words], block.by)
    return f"{quoted}\n{line}" if block.words else line


@_block.register
def _(block: b.Refer) -> str:
    address = f" <{block.address}>" if block.address else ""
    return f"→ {block.text.text}{address}"


@_block.register
def _(block: b.Preformatted) -> str:
    return block.text


@_block.register
def _(block: b.EndMark) -> str:
    return block.text


def _quoted(paragraphs: list[str], by: str) -> str:
    lines = [f"> {paragraph}" for paragraph in paragraphs]
    return "\n".join([*lines, f"> — {by}"] if by else lines)


def _items(items: tuple[b.ListItem, ...], start: int | None, indent: str) -> Iterator[str]:
    for number, item in enumerate(items, start=start or 0):
        sign = "-" if start is None else f"{number}."
        yield f"{indent}{sign} {item.text.text}"
        yield from _items(item.items, None, indent + "  ")
