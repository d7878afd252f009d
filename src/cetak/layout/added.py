"""What a layout adds to a story: the proof takes any other word on a page for an error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cetak.article.blocks import Table
from cetak.article.story import Article
from cetak.layout.view import Setter


def added_words(page: Mapping[str, Any], setter: Setter, article: Article) -> str:
    """Words that are on the page and not in the story, or more often: heads of tables repeat.

    Args:
        page: What the template sees.
        setter: What set its blocks.
        article: The story.
    """
    notes = (f"{note['number']} {note['number']}. {note['address']}" for note in page["notes"])
    embeds = (
        view.get("address", "") for segment in page["segments"] for view in segment["blocks"]
    )
    heads = (
        cell.text.text
        for block in article.body
        if isinstance(block, Table)
        for row in block.head
        for cell in row
    )
    facts = (
        "day",
        "published",
        "updated",
        "printed",
        "address",
        "short_address",
        "publication",
        "section",
        "short_headline",
        "rights",
        "source",
    )
    return " ".join(
        (
            *setter.wording.words.values(),
            *notes,
            *heads,
            *embeds,
            *(str(page[name]) for name in facts),
            *(page["dateline"].values() if page["dateline"] else ()),
            *(credit["role"] for credit in page["credits"]),
            *(correction["date"] for correction in page["corrections"]),
            *(str(number) for number in range(1, 100)),
            *(f"{label} {label}" for label in setter.page_labels.values()),
            "© · : ; , . – — | • ◦ ▪ → ↗",
        )
    )
