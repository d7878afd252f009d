"""A day's paper as a book for e-readers: its stories as XHTML, and what the book says of itself.

Source: EPUB 3.3; the press puts the files together (``press/epub.py``).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from cetak.article.blocks import Figure
from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.errors import LayoutError
from cetak.layout.book_story import BookStory, story_view
from cetak.layout.book_view import allowed, direction_of, picture_path
from cetak.layout.paper_facts import Masthead, changes_told
from cetak.layout.spec import Layout
from cetak.layout.templates import rendered

STYLE_SHEET: Final = "book.css"
COVER: Final = "cover.jpg"
_XHTML: Final = "application/xhtml+xml"
_DOCTYPE: Final = "<!DOCTYPE html>"


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of the front page, a JPEG."""

    content: bytes = field(repr=False)
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class BookSection:
    """A section and its stories, in the order of the paper."""

    name: str
    stories: tuple[BookStory, ...]


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a book is made of.

    Attributes:
        masthead: The paper, and the day.
        sections: Its sections.
        pages: Pages of the printed paper.
        inside: Addresses that stories link to and that are stories of this book, with the
            slugs of those.
    """

    masthead: Masthead
    sections: tuple[BookSection, ...]
    pages: int
    inside: Mapping[str, str] = field(default_factory=dict)

    @property
    def stories(self) -> tuple[BookStory, ...]:
        """All stories in order."""
        return tuple(story for section in self.sections for story in section.stories)


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of the book.

    Attributes:
        path: Its name, below the folder of the book's package.
        media_type: What it is.
        content: The bytes.
        properties: What the package says of it: ``nav``, ``cover-image``.
        is_read: Whether it is one of the pages that are turned.
    """

    path: str
    media_type: str
    content: bytes = field(repr=False)
    properties: str = ""
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A book before it is one file.

    Attributes:
        identifier: The same for all editions of a day.
        title: Name of the paper, and the day.
        languages: The paper's own, then those of its stories.
        publisher: Name of the paper.
        day: Day of the paper.
        modified: A moment that is later for a later edition, and the same for the same stories.
        rights: Copyright line.
        about: What it does for readers who do not see it.
        issn: ISSN of the paper, or ``""``.
        number: Issue number, or ``None``.
        is_described: Whether every picture has a text of its own that tells what it shows.
        files: Its files, in the order in which they are read.
    """

    identifier: str
    title: str
    languages: tuple[str, ...]
    publisher: str
    day: dt.date
    modified: dt.datetime
    rights: str
    about: str
    issn: str
    number: int | None
    is_described: bool
    files: tuple[BookFile, ...] = field(repr=False)


def compose_book(layout: Layout, facts: BookFacts, cover: Cover) -> Book:
    """Set a paper's stories as a book.

    Args:
        layout: Words of the paper, and templates and style sheet of the book.
        facts: The paper.
        cover: Its front page.

    Raises:
        LayoutError: ``layout-template``, ``layout-not-well-formed``.
    """
    masthead = facts.masthead
    paper, plan = masthead.publication, masthead.plan
    languages = (story.article.language for story in facts.stories)
    spoken = dict.fromkeys((masthead.language, *(one for one in languages if one)))
    return Book(
        identifier=_identifier(masthead),
        title=_title(masthead),
        languages=tuple(spoken),
        publisher=paper.name,
        day=plan.date,
        modified=_modified(facts),
        rights=allowed(paper.rights),
        about=masthead.words["book-about"],
        issn=paper.issn,
        number=plan.number,
        is_described=all(_is_described(story.article) for story in facts.stories),
        files=(*_pages(layout, facts, cover), *_beside(layout, facts, cover)),
    )


def _pages(layout: Layout, facts: BookFacts, cover: Cover) -> Iterator[BookFile]:
    book = _book_view(facts, cover)
    yield _page(layout, "cover.html", "cover.xhtml", {"book": book})
    yield _page(layout, "contents.html", "contents.xhtml", {"book": book}, "nav")
    for section in facts.sections:
        for story in section.stories:
            view = story_view(layout, story, section.name, facts.masthead, facts.inside)
            yield _page(layout, "story.html", story.path, {"story": view})
    if book["imprint"]:
        yield _page(layout, "imprint.html", "imprint.xhtml", {"book": book})


def _beside(layout: Layout, facts: BookFacts, cover: Cover) -> Iterator[BookFile]:
    yield BookFile(STYLE_SHEET, "text/css", "\n".join(layout.stylesheets).encode())
    yield BookFile(COVER, "image/jpeg", cover.content, "cover-image")
    for path, picture in sorted(_pictures(facts).items()):
        yield BookFile(path, picture.media_type, picture.content)


def _pictures(facts: BookFacts) -> dict[str, PictureFile]:
    """The pictures that stories show, each once."""
    shown: dict[str, PictureFile] = {}
    for story in facts.stories:
        for figure in figures_of(story.article):
            picture = story.pictures.get(figure.picture.source)
            if figure.picture.cleared_for_print and picture is not None:
                shown[picture_path(picture)] = picture
    return shown


def figures_of(article: Article) -> Iterator[Figure]:
    """All figures of a story, those in sidebars too."""
    inner = (getattr(block, "blocks", (block,)) for block in article.body)
    for block in (article.picture, *(one for blocks in inner for one in blocks)):
        if isinstance(block, Figure):
            yield block


def _page(
    layout: Layout, template: str, path: str, values: Mapping[str, Any], properties: str = ""
) -> BookFile:
    text = rendered(layout, template, values).strip()
    try:
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as problem:
        name = f"{layout.name}/epub/{template}"
        reason = f"{path}: {problem.msg}"
        raise LayoutError.because("layout-not-well-formed", name, reason=reason) from problem
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=_DOCTYPE)
    return BookFile(path, _XHTML, content, properties, is_read=True)


def _book_view(facts: BookFacts, cover: Cover) -> dict[str, Any]:
    masthead = facts.masthead
    words, language = masthead.words, masthead.language
    sections = [
        {
            "name": allowed(section.name),
            "stories": [_line(story, language) for story in section.stories],
        }
        for section in facts.sections
    ]
    return {
        "language": language,
        "direction": direction_of(language),
        "title": _title(masthead),
        "name": allowed(masthead.name),
        "dated": masthead.dated,
        "issue_line": masthead.issue_line(facts.pages),
        "changes": [allowed(one) for one in changes_told(masthead)],
        "changes_title": words["edition"].format(edition=masthead.plan.edition),
        "words": words,
        "sections": sections,
        "first": facts.stories[0].path,
        "imprint": [
            {"name": allowed(role), "people": [allowed(one) for one in people]}
            for role, people in masthead.publication.imprint.items()
        ],
        "cover_alt": words["cover-alt"].format(
            publication=masthead.publication.name, date=masthead.dated
        ),
        "cover_width_px": cover.width_px,
        "cover_height_px": cover.height_px,
    }


def _line(story: BookStory, language: str) -> dict[str, str]:
    spoken = story.article.language or language
    return {"file": story.path, "title": allowed(story.title), "language": spoken}


def _title(masthead: Masthead) -> str:
    name = masthead.publication.name or masthead.name
    return allowed(", ".join(part for part in (name, masthead.dated) if part))


def _identifier(masthead: Masthead) -> str:
    paper = masthead.publication
    name = f"{paper.issn or paper.url or paper.name}/{masthead.plan.date.isoformat()}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _modified(facts: BookFacts) -> dt.datetime:
    """The latest moment that a story names; no clock, so that the same stories give the same.

    A second for each edition after the first: one that only takes a story away is later too.
    """
    plan = facts.masthead.plan
    day = dt.datetime.combine(plan.date, dt.time(), dt.UTC)
    told = (
        moment.astimezone(dt.UTC)
        for story in facts.stories
        for moment in (story.article.published, story.article.updated)
        if isinstance(moment, dt.datetime) and moment.tzinfo is not None
    )
    return max((day, *told)) + dt.timedelta(seconds=plan.edition - 1)


def _is_described(article: Article) -> bool:
    return all(one.picture.alt for one in figures_of(article) if one.picture.cleared_for_print)
