"""The sample stories are a day's paper: enough of them, in five sections, clean and linked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cetak.acquire.sources import Raw, gather
from cetak.article.blocks import Figure
from cetak.article.story import Article
from cetak.config import load_desk
from cetak.pipeline import prepare
from cetak.resources import LocalResources

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
DAY = dt.date(2023, 9, 20)
SECTIONS = {"Daerah", "Internasional", "Ekonomi", "Budaya", "Olahraga"}
FORMS = {".yaml", ".md", ".json", ".rss", ".txt"}
MAX_PICTURE_BYTES = 250_000
MAX_ALL_BYTES = 5_000_000
RESOURCES = LocalResources()
DESK, _ = load_desk(RESOURCES, SAMPLES)
RAWS = [raw for raw in gather([str(SAMPLES)], RESOURCES, lambda: b"") if isinstance(raw, Raw)]
CLEANED = {raw.name: prepare(raw, DESK) for raw in RAWS}
ARTICLES = {name: cleaned.article for name, cleaned in CLEANED.items()}


def day_of(article: Article) -> dt.date | None:
    """The day in the paper's own time zone, or that of the dateline."""
    if isinstance(article.published, dt.datetime):
        zone = ZoneInfo(DESK.publication.time_zone)
        return article.published.astimezone(zone).date()
    return article.published or (article.dateline.date if article.dateline else None)


OF_THE_DAY = {name: article for name, article in ARTICLES.items() if day_of(article) == DAY}


@pytest.mark.parametrize("name", CLEANED)
def test_every_story_cleans_without_a_warning(name: str) -> None:
    assert [f.code for f in CLEANED[name].findings if f.severity.name != "INFO"] == []


def test_a_day_has_a_paper_full() -> None:
    assert len(OF_THE_DAY) >= 30
    assert {article.section for article in OF_THE_DAY.values()} == SECTIONS
    assert min(Counter(article.section for article in OF_THE_DAY.values()).values()) >= 4
    assert [a.slug for a in OF_THE_DAY.values() if a.priority == 1] == ["jembatan-batang-rawai"]
    assert sum(article.language == "en" for article in OF_THE_DAY.values()) >= 4


def test_stories_come_in_every_form() -> None:
    assert {Path(raw.name.partition("#")[0]).suffix for raw in RAWS} == FORMS


def test_the_days_beside_it_are_told_apart() -> None:
    others = {article.slug for name, article in ARTICLES.items() if name not in OF_THE_DAY}
    assert others == {"persera-tanpa-kapten", "jembatan-ditutup-angin"}


def test_stories_of_the_day_refer_to_each_other() -> None:
    addresses = {article.canonical_url for article in OF_THE_DAY.values()}
    linked = {
        run.href
        for article in OF_THE_DAY.values()
        for block in article.body
        if block.type == "paragraph"
        for run in block.text.runs
        if run.href
    }
    assert len(linked & addresses) >= 5


def test_every_picture_is_described_and_credited() -> None:
    figures = [
        figure
        for article in OF_THE_DAY.values()
        for figure in (article.picture, *article.body)
        if isinstance(figure, Figure)
    ]
    assert len(figures) >= 15
    lacking = [f.picture.source for f in figures if not (f.picture.alt and f.cutline.text)]
    assert lacking == []


def test_pictures_stay_small() -> None:
    day = list((SAMPLES / "2023-09-20" / "pictures").iterdir())
    assert [path.name for path in day if path.stat().st_size > MAX_PICTURE_BYTES] == []
    everything = (path for path in SAMPLES.rglob("*") if path.is_file())
    assert sum(path.stat().st_size for path in everything) < MAX_ALL_BYTES
