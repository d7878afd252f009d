"""How well and how fast pages become stories: F1, leaks, facts, pages a second.

Usage: ``python -m bench.clean [CORPUS]``; the corpus is a folder with an ``index.json``.

The score is that of scrapinghub/article-extraction-benchmark: precision and recall by 4-grams
of words, averaged over the pages.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from cetak.adapt import read_story
from cetak.clean import clean, load_rulebook
from cetak.clean.body_text import body_text

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus"
WORKERS = 2
ROUNDS = 2
SPEED = "pages a second"
TARGETS = {"F1": 0.980, SPEED: 40.0}
COPIES = 8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what a reader should get of it."""

    name: str
    content: bytes
    gold: str
    stated: dict[str, str]
    web_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What cetak made of a page."""

    text: str
    title: str
    date: str
    authors: tuple[str, ...]

    def says(self, fact: str, stated: str) -> bool:
        """Whether a fact is what the corpus states, spelling of spaces and signs aside."""
        if fact == "date":
            return self.date[:10] == stated[:10]
        if fact == "title":
            one, other = _squash(self.title), _squash(stated)
            return bool(one) and (one in other or other in one)
        wanted = _squash(stated)
        return bool(self.authors) and all(_squash(name) in wanted for name in self.authors)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their mean, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_pages(corpus: Path) -> list[Page]:
    items = json.loads((corpus / "index.json").read_text("utf-8"))["items"]
    return [_page(corpus, item) for item in items]


def text_of(page: Page) -> Read:
    cleaned = clean(read_story(f"{page.name}.html", page.content, alone=True), load_rulebook())
    article = cleaned.article
    published = article.published.isoformat() if article.published else ""
    return Read(body_text(cleaned), article.headline.text, published, article.byline)


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """The score of pairs of gold text and text read."""
    precisions, recalls = [], []
    for gold, text in pairs:
        wanted, found = _shingles(gold), _shingles(text)
        shared = (wanted & found).total()
        if found:
            precisions.append(shared / found.total())
        if wanted:
            recalls.append(shared / wanted.total())
    mean = statistics.fmean
    return Score(mean(precisions) if precisions else 0.0, mean(recalls) if recalls else 0.0)


def leaks(page: Page, text: str) -> list[str]:
    """Web-only strings of the page that turn up in the text."""
    squashed = _squash(text)
    return [string for string in page.web_only if _squash(string) in squashed]


def _page(corpus: Path, item: dict[str, Any]) -> Page:
    content = gzip.decompress((corpus / item["html"]).read_bytes())
    gold = (corpus / item["gold"]).read_text("utf-8")
    return Page(item["id"], content, gold, item.get("meta", {}), tuple(item.get("must_not", ())))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - 3)) if words else ()
    return Counter(tuple(words[start : start + 4]) for start in starts)


def _squash(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Speed:
    """What ``cetak clean`` took for some pages.

    Attributes:
        pages: How many pages it wrote.
        seconds: From the start of the program to its end.
    """

    pages: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Pages a second, start-up included."""
        return self.pages / self.seconds


def measured_speed(pages: Sequence[Page], copies: int = COPIES) -> Speed:
    """The bulk command itself, from start to end: read, clean, write a file a page.

    Args:
        pages: The pages, each written several times so that the start weighs little.
        copies: How many times.
    """
    with tempfile.TemporaryDirectory() as folder:
        sources, texts = Path(folder, "pages"), Path(folder, "texts")
        sources.mkdir()
        for number in range(copies):
            for page in pages:
                (sources / f"{page.name}-{number}.html").write_bytes(page.content)
        program = (sys.executable, "-m", "cetak", "clean", str(sources), "--to", "text")
        start = time.perf_counter()
        subprocess.run(
            (*program, "--out-dir", str(texts), "--jobs", str(WORKERS)), check=True, stderr=DEVNULL
        )
        seconds = time.perf_counter() - start
        return Speed(len(list(texts.iterdir())), seconds)


def processor_speed(pages: Sequence[Page]) -> float:
    """Pages a second of processor time in one process: it tells more on a busy machine."""
    start = time.process_time()
    for page in pages:
        text_of(page)
    return len(pages) / (time.process_time() - start)


def main() -> int:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not (corpus / "index.json").is_file():
        print(f"bench.clean: no corpus in {corpus}; nothing measured")
        return 0
    pages = read_pages(corpus)
    read = [(page, text_of(page)) for page in pages]
    whole = score([(page.gold, one.text) for page, one in read])
    found = sum(len(leaks(page, one.text)) for page, one in read)
    strings = sum(len(page.web_only) for page in pages)
    print(f"F1 {whole.f1:.3f}   precision {whole.precision:.3f}   recall {whole.recall:.3f}")
    print(f"web-only strings let through: {found} of {strings}")
    for fact in ("title", "date", "authors"):
        asked = [(page, one) for page, one in read if page.stated.get(fact)]
        right = sum(one.says(fact, page.stated[fact]) for page, one in asked)
        print(f"{fact}: {right} of {len(asked)} right")
    speed = max((measured_speed(pages) for _ in range(ROUNDS)), key=lambda one: one.a_second)
    print(
        f"{speed.a_second:.0f} pages a second: cetak clean wrote {speed.pages} pages in"
        f" {speed.seconds:.1f} s with {WORKERS} workers, start-up included (best of {ROUNDS})"
    )
    print(
        f"{processor_speed(pages):.0f} pages a second of processor time in one process;"
        f" {os.getloadavg()[0]:.1f} processes were at work on {os.cpu_count()} cores"
    )
    measured = {"F1": whole.f1, SPEED: speed.a_second}
    for name, target in TARGETS.items():
        verdict = "met" if measured[name] >= target else "missed"
        print(f"{name}: at least {target:g}, {verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
