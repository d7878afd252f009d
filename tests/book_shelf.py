"""Books in tests: a paper of few stories as a book, and what can be read in it."""

from __future__ import annotations

import datetime as dt
import functools
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree
from PIL import Image

from cetak.article.story import Article
from cetak.article.words import printed_parts, words_of
from cetak.edition.plan import Plan
from cetak.layout.book import Book, BookFacts, BookSection, Cover, compose_book
from cetak.layout.book_load import book_layout
from cetak.layout.book_story import BookStory
from cetak.layout.load import load_layout
from cetak.layout.paper_facts import Masthead
from cetak.layout.spec import Layout
from cetak.layout.wording import wording_for
from cetak.publication import Publication
from cetak.resources import LocalResources

COVER = Cover(b"\xff\xd8cover", 700, 1000)
HTML = "{http://www.w3.org/1999/xhtml}"


@functools.cache
def layout() -> Layout:
    outside = LocalResources()
    return book_layout(load_layout("edition", outside), "edition", outside)


def an_article(**fields: Any) -> Article:
    known = {"headline": "Kapal tiba", "language": "id", "published": "2023-09-20T09:00:00+08:00"}
    return Article.model_validate(known | fields)


def masthead(edition: int = 1, **publication: Any) -> Masthead:
    known = {
        "name": "Kabar Rawai",
        "language": "id",
        "time-zone": "Asia/Makassar",
        "imprint": {"Redaktur": ["Ani Wowor", "Johan Walewangko"]},
    }
    paper = Publication.model_validate(known | publication)
    plan = Plan.model_validate(
        {
            "date": dt.date(2023, 9, 20),
            "number": 7,
            "edition": edition,
            "sections": [{"section": "Daerah", "stories": [{"story": "kapal"}]}],
        }
    )
    return Masthead(paper, plan, "id", wording_for(layout().wordings, "id").words)


def facts(
    *articles: Article,
    pictures: Mapping[str, Any] | None = None,
    inside: Mapping[str, str] | None = None,
    head: Masthead | None = None,
) -> BookFacts:
    """A book of one section; its stories are called ``satu-1``, ``satu-2``."""
    stories = tuple(
        BookStory(f"satu-{number}", f"Judul {number}", str(number), article, pictures or {})
        for number, article in enumerate(articles, start=1)
    )
    section = BookSection("Daerah & Kota", stories)
    return BookFacts(head or masthead(), (section,), 4, inside or {})


def book(*articles: Article, cover: Cover = COVER, **known: Any) -> Book:
    return compose_book(layout(), facts(*articles, **known), cover)


def point(form: str) -> bytes:
    """A picture of one point."""
    file = io.BytesIO()
    Image.new("RGB", (1, 1)).save(file, form)
    return file.getvalue()


def page(made: Book, path: str) -> Any:
    """A page of a book, parsed."""
    content = next(one.content for one in made.files if one.path == path)
    return etree.fromstring(content)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lost(article: Article, root: Any) -> list[str]:
    """The parts of a story that are not on a page, word for word."""
    text = "".join(words_of(" ".join(root.itertext())))
    alone = "".join(words_of("".join(root.itertext())))
    return [
        part.name
        for part in printed_parts(article)
        if "".join(words_of(part.text)) not in text and "".join(words_of(part.text)) not in alone
    ]
