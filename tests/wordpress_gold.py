"""What a reader must find of the export ``koran.wxr``, and what was found, in the same shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cetak.article.blocks import Block, Figure
from cetak.article.story import Article

PARTS = Path(__file__).resolve().parent / "integration" / "wordpress"
EXPORT = PARTS / "koran.wxr"
JAKARTA = dt.timezone(dt.timedelta(hours=7))
_QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Told:
    """What a story tells: facts as texts, the body as its words.

    Attributes:
        slug: The last part of its address.
        published: In the newsroom's own time.
        words: All words of the body in their order, without those of cutlines.
        pictures: File names, the main picture first.
        cutlines: Words below the pictures.
    """

    slug: str
    headline: str
    deck: str
    byline: tuple[str, ...]
    section: str
    tags: frozenset[str]
    published: dt.datetime
    words: tuple[str, ...]
    pictures: tuple[str, ...]
    cutlines: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> Told:
        """What an article tells."""
        figures = [*([article.picture] if article.picture else []), *_figures(article.body)]
        moment = article.published
        assert isinstance(moment, dt.datetime)
        return cls(
            slug=article.slug,
            headline=article.headline.text.translate(_QUOTES),
            deck=article.deck.text,
            byline=article.byline,
            section=article.section,
            tags=frozenset(article.keywords),
            published=moment.astimezone(JAKARTA),
            words=words_in(_texts(article.body)),
            pictures=tuple(one.picture.source.rsplit("/", 1)[-1] for one in figures),
            cutlines=tuple(one.cutline.text for one in figures if one.cutline.text),
        )

    @property
    def key(self) -> tuple[str, dt.date]:
        """Slugs come again on other days."""
        return self.slug, self.published.date()


@dataclass(frozen=True)
class Gold:
    """A post of the export: what must be found, and what must not.

    Attributes:
        told: What must be found.
        is_public: Whether it may be printed at all.
        absent: Words that must not be on the page.
        dateline: Place in front of the copy, or ``""``.
        credit: Name of the editor below the copy, or ``""``.
    """

    told: Told
    is_public: bool
    absent: tuple[str, ...] = ()
    dateline: str = ""
    credit: str = ""

    @classmethod
    def of(cls, row: dict[str, Any]) -> Gold:
        """A row of ``koran.yaml``."""
        told = Told(
            slug=row["slug"],
            headline=row["headline"],
            deck=row.get("deck", ""),
            byline=(row["byline"],),
            section=row["section"],
            tags=frozenset(row.get("tags", ())),
            published=dt.datetime.fromisoformat(row["published"]),
            words=words_in(row["text"]),
            pictures=tuple(row.get("pictures", ())),
            cutlines=tuple(row.get("cutlines", ())),
        )
        is_public = row["status"] == "publish" and row["type"] == "post"
        more = (tuple(row.get("absent", ())), row.get("dateline", ""), row.get("credit", ""))
        return cls(told, is_public, *more)


def gold() -> list[Gold]:
    """Every post of the export, in its order."""
    rows = yaml.safe_load((PARTS / "koran.yaml").read_text("utf-8"))
    return [Gold.of(row) for row in rows]


def public() -> dict[tuple[str, dt.date], Gold]:
    """What may be printed, by slug and day."""
    return {one.told.key: one for one in gold() if one.is_public}


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts, whatever stands between them."""
    return tuple(re.findall(r"\w+", " ".join(texts)))


def _figures(body: Iterable[Block]) -> list[Figure]:
    return [block for block in body if isinstance(block, Figure)]


def _texts(body: Iterable[Block]) -> Iterator[str]:
    for block in body:
        if block.type == "table":
            rows = (*block.head, *block.rows)
            yield from (cell.text.text for row in rows for cell in row)
        elif block.type == "list":
            yield from (item.text.text for item in block.items)
        elif block.type == "quotation":
            yield from (paragraph.text for paragraph in block.paragraphs)
        elif block.type == "end-mark":
            yield block.text
        elif block.type in ("paragraph", "crosshead"):
            yield block.text.text
