"""What cleaning gives back: the Article and the report of everything that went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cetak.article.story import Article
from cetak.findings import Finding, Where


class Category(StrEnum):
    """What a removed part was for on the screen."""

    SHARE = "share"
    RELATED = "related"
    PROMO = "promo"
    COMMENTS = "comments"
    NEWSLETTER = "newsletter"
    NAVIGATION = "navigation"
    PRINT = "print"
    TOP = "top"
    AUTHOR_BOX = "author-box"
    TAGS = "tags"
    COOKIE = "cookie"
    VIDEO = "video"
    EMBED = "embed"
    GALLERY = "gallery"
    POLL = "poll"
    LABEL = "label"
    PAYWALL = "paywall"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that will not be printed, or not as it stood.

    Attributes:
        text: The words that went, white space collapsed.
        rule: Name of the rule that took them.
        category: What they were for.
        where: Source and line, and the element's path in a page.
        became: The line printed in its place, or ``""``.
    """

    text: str
    rule: str
    category: Category
    where: Where
    became: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An Article, and what was taken out on the way to it.

    Attributes:
        opening: The dateline as the copy opens with it, with its dash; ``""`` without one.
    """

    article: Article
    removed: tuple[Removed, ...] = ()
    findings: tuple[Finding, ...] = ()
    opening: str = ""
