"""What a finished file says of its story: title, people, places, dates, address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cetak.article.story import Article, Moment


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself.

    Attributes:
        title: Headline.
        language: BCP 47 tag of the story.
        authors: Who wrote it, in order.
        publication: Name of the paper.
        section: Section of the paper.
        place: Place of the dateline.
        created: ISO 8601 day or moment of publishing, or ``""``.
        modified: ISO 8601 day or moment of the last change, or ``""``.
        canonical_url: Address of the story on the web, or ``""``.
        rights: Rights line.
        description: Deck.
        keywords: Subjects.
        identifier: The story's uri.
    """

    title: str
    language: str
    authors: tuple[str, ...] = ()
    publication: str = ""
    section: str = ""
    place: str = ""
    created: str = ""
    modified: str = ""
    canonical_url: str = ""
    rights: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    identifier: str = ""


def metadata_of(article: Article, *, publication: str, language: str) -> Metadata:
    """Metadata of a single story.

    Args:
        article: The story.
        publication: Name of the paper, used where the story names no source.
        language: BCP 47 tag the page is set in.
    """
    return Metadata(
        title=_title(article) or article.slug or publication or "–",
        language=language,
        authors=article.byline,
        publication=article.source or publication,
        section=article.section,
        place=article.dateline.place if article.dateline else "",
        created=_w3c(article.published),
        modified=_w3c(article.updated),
        canonical_url=article.canonical_url,
        rights=article.rights,
        description=article.deck.text,
        keywords=article.keywords,
        identifier=article.uri,
    )


def _title(article: Article) -> str:
    return " ".join(article.headline.text.split())


def _w3c(moment: Moment | None) -> str:
    """The W3C profile of ISO 8601: seconds and an offset, or the day alone."""
    if moment is None:
        return ""
    if isinstance(moment, dt.datetime):
        if moment.tzinfo is None:
            return moment.date().isoformat()
        return moment.replace(microsecond=0).isoformat()
    return moment.isoformat()
