"""One story of a book: what its template sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.layout.book_view import BookSetter, allowed, direction_of
from cetak.layout.order import View, with_end_marks, with_heading_levels
from cetak.layout.paper_facts import Masthead
from cetak.layout.spec import Layout, Wording
from cetak.layout.wording import date_and_time, date_only, in_zone, wording_for


@dataclass(frozen=True, slots=True)
class BookStory:
    """A story of a book.

    Attributes:
        slug: Its short name.
        title: As the contents name it; never empty.
        page: Label of the printed page that it begins on.
        article: The story.
        pictures: Its pictures by the name the story gives them.
        words: The newsroom's own words for its language.
    """

    slug: str
    title: str
    page: str
    article: Article = field(repr=False)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict, repr=False)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its file in the book."""
        return f"stories/{self.slug}.xhtml"


def story_view(
    layout: Layout,
    story: BookStory,
    section: str,
    masthead: Masthead,
    inside: Mapping[str, str],
) -> View:
    """Everything the template of a story sees.

    Args:
        layout: Words by language.
        story: The story.
        section: Its section.
        masthead: The paper.
        inside: Addresses of other stories of the book, with their slugs.
    """
    article = story.article
    language = article.language or masthead.language
    wording = wording_for(layout.wordings, language)
    wording = wording.model_copy(update={"words": {**wording.words, **story.words}})
    led = {one: f"{slug}.xhtml" for one, slug in inside.items() if slug != story.slug}
    setter = BookSetter(wording, story.pictures, led)
    body = with_end_marks(setter.blocks(article.body))
    with_heading_levels(body, 1 if article.headline else 0)
    dateline = _dateline(article, language, setter)
    first = next((view for view in body if view["type"] == "paragraph"), None)
    if first is not None:
        first["opening"] = True
    return {
        "language": language,
        "direction": direction_of(language),
        "title": allowed(story.title),
        "section": allowed(section),
        "page": wording.words["page-short"].format(page=story.page),
        "words": wording.words,
        "dateline": dateline,
        "dateline_alone": dateline is not None and first is None,
        "body": body,
        "picture": setter.figure(article.picture) if article.picture else None,
        **_head(article, setter),
        **_dates(article, language, wording, masthead.publication.time_zone),
        **_foot(article, language, setter),
    }


def _head(article: Article, setter: BookSetter) -> View:
    return {
        "label": setter.plain(article.label),
        "kicker": setter.runs(article.kicker),
        "headline": setter.runs(article.headline),
        "deck": setter.runs(article.deck),
        "byline": [setter.plain(name) for name in article.byline],
    }


def _foot(article: Article, language: str, setter: BookSetter) -> View:
    return {
        "corrections": [
            {
                "label": setter.wording.words[one.kind],
                "date": date_only(one.date, language) if one.date else "",
                "runs": setter.runs(one.text),
            }
            for one in article.corrections
        ],
        "credits": [
            {"role": setter.plain(one.role), "name": setter.plain(one.name)}
            for one in article.credits
        ],
        "source": setter.plain(article.source),
        "rights": setter.plain(article.rights),
        **setter.link(article.canonical_url),
    }


def _dates(article: Article, language: str, wording: Wording, zone: str) -> dict[str, str]:
    published = in_zone(article.published, zone)
    updated = in_zone(article.updated, zone)
    return {
        "published": date_and_time(published, language, wording) if published else "",
        "updated": date_and_time(updated, language, wording) if updated else "",
    }


def _dateline(article: Article, language: str, setter: BookSetter) -> dict[str, Any] | None:
    line = article.dateline
    if line is None or not (line.place or line.agency):
        return None
    date = line.date or (None if line.agency else article.published)
    return {
        "place": setter.plain(line.place),
        "agency": setter.plain(line.agency),
        "date": date_only(date, language) if date else "",
        "dash": setter.wording.dateline_dash,
    }
