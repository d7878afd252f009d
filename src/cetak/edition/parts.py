"""Sections and stories as parts of the bound file, and what that file says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from cetak.article.binding import Part
from cetak.article.metadata import Metadata, metadata_of
from cetak.edition.arranging import Arranged
from cetak.edition.links import Slugs
from cetak.publication import Publication

DEFAULT_LANGUAGE = "id"


def parts_of(arranged: Arranged, slugs: Slugs, paper: Publication) -> Iterator[Part]:
    """Each section, and after it its stories, in the order of the paper."""
    main = paper.language or DEFAULT_LANGUAGE
    for section in arranged.sections:
        name = slugs.sections[section.name]
        yield Part(name, section.name, "section")
        for entry in section.entries:
            article = entry.story.article
            language = article.language or main
            yield Part(
                slugs.stories[entry.key],
                " ".join(article.headline.text.split()) or article.slug or entry.key,
                "story",
                name,
                "" if language == main else language,
                metadata_of(article, publication=paper.name, language=language),
            )


def paper_metadata(arranged: Arranged, paper: Publication) -> Metadata:
    """Title, language, place, day and rights of the paper."""
    day = arranged.plan.date.isoformat()
    return Metadata(
        title=f"{paper.name or '–'}, {day}",
        language=paper.language or DEFAULT_LANGUAGE,
        publication=paper.name,
        place=paper.city,
        created=day,
        rights=paper.rights,
    )
