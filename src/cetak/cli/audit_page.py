"""A cleaned story as a page for an editor who looks: what went is struck through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jinja2

from cetak.acquire.sources import Raw
from cetak.article.blocks import Block, Figure
from cetak.clean.audit import audit_counts
from cetak.clean.block_texts import texts_of
from cetak.clean.report import Cleaned, Removed
from cetak.cli.page_forms import Words
from cetak.cli.standing import standing


@dataclass(frozen=True, slots=True)
class _Part:
    """A block, or something that was taken out.

    Attributes:
        kind: Type of the block, ``removed`` for what went.
        texts: The words.
        removed: What the report says of it.
    """

    kind: str
    texts: tuple[str, ...]
    removed: Removed | None = None


def audit_page(stories: Sequence[tuple[Raw, Cleaned]], words: Words) -> str:
    """Stories as one HTML page that needs no other file.

    Args:
        stories: Each as it came in, and cleaned.
        words: The text of a code in the reader's language.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cetak.cli", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = [_shown(raw, cleaned) for raw, cleaned in stories]
    labels = {
        "line": words("audit-line"),
        "removed": words("audit-removed"),
        "elsewhere": words("audit-elsewhere"),
    }
    return environment.get_template("audit.html.jinja").render(stories=shown, labels=labels)


def _shown(raw: Raw, cleaned: Cleaned) -> dict[str, object]:
    stood = standing(raw, cleaned)
    article = cleaned.article
    return {
        "source": raw.name,
        "language": article.language,
        "headline": article.headline.text,
        "deck": article.deck.text,
        "byline": ", ".join(article.byline),
        "opening": cleaned.opening,
        "counts": audit_counts(cleaned),
        "parts": [_part(part) for part in stood.parts],
        "elsewhere": [_part(removed) for removed in stood.elsewhere],
    }


def _part(part: Block | Removed) -> _Part:
    if isinstance(part, Removed):
        return _Part("removed", (part.text,), part)
    texts = tuple(text.text for text in texts_of(part))
    if isinstance(part, Figure):
        texts = (part.picture.source, *texts)
    return _Part(part.type, texts)
