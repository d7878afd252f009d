"""A day of any number of stories, made of the sample day's: the same at every run.

Each story has the form of one of the samples (its crossheads, tables, sidebars) and paragraphs
whose words stand in another order within each sentence, so that no two stories are the same.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageOps

from cetak.acquire.sources import Raw, gather
from cetak.article.blocks import Block, Figure, Paragraph
from cetak.article.dump import article_to_json
from cetak.article.richtext import RichText
from cetak.article.story import Article
from cetak.cli.house import House
from cetak.resources import LocalResources

DAY = dt.date(2023, 9, 20)
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
WORDS = (300, 500, 700, 900, 1200)
"""Lengths of stories, in turn: 720 words on average."""
PICTURED = 3
"""Every third story has a picture."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CUT_PX = 6


@dataclass(frozen=True, slots=True)
class Base:
    """What the stories of a generated day are made of.

    Attributes:
        articles: The sample day's stories.
        paragraphs: All their paragraphs as plain text.
        pictures: Their picture files.
    """

    articles: Sequence[Article]
    paragraphs: Sequence[str]
    pictures: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Day:
    """A generated day.

    Attributes:
        folder: Where its stories lie, with ``cetak.yaml`` and the pictures.
        articles: The stories, in the order of their files.
    """

    folder: Path
    articles: tuple[Article, ...] = field(repr=False)

    def correct_one(self) -> None:
        """Change a sentence of one story in the middle of the paper."""
        number = len(self.articles) // 2
        path = self.folder / f"story-{number:04}.json"
        content = path.read_text()
        old = _first_paragraph(self.articles[number])
        path.write_text(content.replace(old, f"Diperbaiki: {old}", 1))


def read_base() -> Base:
    """The sample day's stories, as the desk reads them."""
    house = House(LocalResources())
    folder = SAMPLES / DAY.isoformat()
    desk = house.desk(folder, None)
    raws = [one for one in gather([str(folder)], house.resources, bytes) if isinstance(one, Raw)]
    articles = [house.clean(raw, desk).article for raw in raws]
    paragraphs = [
        block.text.text
        for article in articles
        for block in article.body
        if isinstance(block, Paragraph)
    ]
    pictures = sorted((folder / "pictures").glob("*.jpg"))
    return Base(articles, paragraphs, pictures)


def write_day(folder: Path, count: int, base: Base) -> Day:
    """Write a day of so many stories.

    Args:
        folder: An empty folder.
        count: How many stories.
        base: What they are made of.
    """
    folder.mkdir(parents=True)
    shutil.copy(SAMPLES / "cetak.yaml", folder)
    articles = tuple(_story(number, base, folder) for number in range(count))
    for number, article in enumerate(articles):
        (folder / f"story-{number:04}.json").write_text(article_to_json(article))
    return Day(folder, articles)


def _story(number: int, base: Base, folder: Path) -> Article:
    chance = random.Random(number)
    model = base.articles[number % len(base.articles)]
    picture = _picture(number, base, folder) if number % PICTURED == 0 else None
    return model.model_copy(
        update={
            "headline": RichText.plain(_shuffled(model.headline.text, chance)),
            "deck": RichText.plain(_shuffled(model.deck.text, chance)),
            "uri": f"urn:example:{number}",
            "slug": f"berita-{number:04}",
            "canonical_url": f"https://akurasi.id/berita/{number:04}",
            "published": dt.datetime.combine(DAY, dt.time(5, number % 60), dt.UTC),
            "updated": None,
            "priority": 1 if number == 0 else 3 + number % 6,
            "picture": picture,
            "body": tuple(_body(model, WORDS[number % len(WORDS)], base, chance)),
        }
    )


def _body(model: Article, words: int, base: Base, chance: random.Random) -> Iterator[Block]:
    for block in model.body:
        if isinstance(block, Paragraph):
            text = _shuffled(block.text.text, chance)
            words -= len(text.split())
            yield Paragraph(text=RichText.plain(text))
        elif not isinstance(block, Figure):
            yield block
    while words > 0:
        text = _shuffled(chance.choice(base.paragraphs), chance)
        words -= len(text.split())
        yield Paragraph(text=RichText.plain(text))


def _shuffled(text: str, chance: random.Random) -> str:
    return " ".join(_shuffled_sentence(one, chance) for one in _SENTENCE.split(text))


def _shuffled_sentence(sentence: str, chance: random.Random) -> str:
    words = sentence.rstrip(".!?").split()
    chance.shuffle(words)
    end = sentence[len(sentence.rstrip(".!?")) :]
    return " ".join(words) + end


def _picture(number: int, base: Base, folder: Path) -> Figure:
    """A picture that no other story has: one of the samples', mirrored or cut a little."""
    turn, which = divmod(number // PICTURED, len(base.pictures))
    source = base.pictures[which]
    name = f"pictures/{source.stem}-{turn:03}.jpg"
    target = folder / name
    target.parent.mkdir(exist_ok=True)
    with Image.open(source) as opened:
        picture: Image.Image = ImageOps.mirror(opened) if turn % 2 else opened.copy()
    width, height = picture.size
    cut = _CUT_PX * (turn // 2)
    picture.crop((cut, 0, width, height)).save(target, quality=85)
    model = next(
        one.picture for one in base.articles if one.picture and one.picture.picture.source
    )
    said = {"source": name, "alt": f"Foto {source.stem}"}
    return model.model_copy(update={"picture": model.picture.model_copy(update=said)})


def _first_paragraph(article: Article) -> str:
    found = next(block for block in article.body if isinstance(block, Paragraph))
    return found.text.text.split(",")[0][:40]
