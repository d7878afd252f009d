"""What a worker is given, as values: a story to print, or what stands around stories.

A job's key is the hash of everything that could change its sheet; the sheet is kept under it.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import platform
from collections.abc import Mapping
from dataclasses import dataclass, field

from cetak import __version__
from cetak.article.furniture import Facts
from cetak.article.sheet import PictureFile, StoryFrame
from cetak.article.story import Article
from cetak.layout.spec import Layout


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a worker needs to print one story.

    Attributes:
        name: What the user calls the source; not part of the key.
        article: The story.
        pictures: Its pictures by the name the story gives them.
        layout: How it is to look.
        options: Options of the layout, as asked for.
        publication: Name of the paper.
        language: Language of the page where the story names none.
        time_zone: Zone of printed times, such as ``Asia/Makassar``; ``""`` for the story's own.
        printed_on: Day for the foot of the page, or ``None``.
        words: The newsroom's own words, by language.
        frame: The room of a story in an edition; ``None`` for pages of its own.
        page_labels: Page labels of other stories of the edition, by the addresses of links.
    """

    name: str
    article: Article
    pictures: Mapping[str, PictureFile]
    layout: Layout
    options: Mapping[str, str]
    publication: str = ""
    language: str = ""
    time_zone: str = ""
    printed_on: dt.date | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    frame: StoryFrame | None = None
    page_labels: Mapping[str, str] = field(default_factory=dict)

    def key(self) -> str:
        """SHA-256 in hexadecimal of all that goes into the sheet."""
        digest = hashlib.sha256()
        pictures = {source: picture.id for source, picture in self.pictures.items()}
        for part in (
            engine_versions(),
            self.layout.fingerprint,
            self.article.model_dump_json(),
            repr(sorted(self.options.items())),
            repr((self.publication, self.language, self.time_zone)),
            repr(sorted(pictures.items())),
            repr(self.printed_on),
            repr(self.frame),
            repr(sorted(self.page_labels.items())),
            repr(
                sorted((language, sorted(words.items())) for language, words in self.words.items())
            ),
        ):
            digest.update(part.encode() + b"\0")
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class FurnitureJob:
    """Everything a worker needs to set what stands on a paper's pages and is no story.

    Attributes:
        name: What messages call it.
        facts: What it says.
        layout: The edition's layout.
        options: Options of the layout, as asked for.
        language: Language of the paper.
        words: The newsroom's own words, by language.
    """

    name: str
    facts: Facts
    layout: Layout
    options: Mapping[str, str]
    language: str = "id"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def key(self) -> str:
        """SHA-256 in hexadecimal of all that goes into the sheet."""
        own = sorted((language, sorted(words.items())) for language, words in self.words.items())
        parts = (self.facts, sorted(self.options.items()), self.language, own)
        whole = "\0".join((engine_versions(), self.layout.fingerprint, repr(parts)))
        return hashlib.sha256(whole.encode()).hexdigest()


@functools.cache
def engine_versions() -> str:
    """Versions of all that decides how a page comes out: part of every sheet's name."""
    from importlib.metadata import version  # noqa: PLC0415

    from cetak.press.fingerprint import fonts_fingerprint  # noqa: PLC0415

    names = ("weasyprint", "pydyf", "pyphen", "babel", "segno", "fonttools")
    return "|".join(
        (__version__, platform.machine(), *(version(name) for name in names), fonts_fingerprint())
    )
