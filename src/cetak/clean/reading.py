"""What was read from a story's copy, to be merged with what its source states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cetak.article.blocks import Block
from cetak.clean.credits import Named
from cetak.clean.dateline import Opening
from cetak.clean.dates import DateLine
from cetak.clean.report import Category, Removed
from cetak.findings import Finding


@dataclass(slots=True)
class Reading:
    """Parts of a story, collected while its copy is read."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    section: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    opening: Opening | None = None
    opening_text: str = ""
    dates: list[DateLine] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def keywords_of(removed: Sequence[Removed]) -> tuple[str, ...]:
    """Keywords from lines such as ``Tags: Beras, Pasar``."""
    found: list[str] = []
    for entry in removed:
        _, colon, rest = entry.text.partition(":")
        if entry.category is Category.TAGS and colon:
            found += [word.strip(" #") for word in rest.split(",")]
    return tuple(dict.fromkeys(word for word in found if word))
