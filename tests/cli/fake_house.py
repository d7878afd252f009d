"""A house without engine, workers and network, for the tests of the commands."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from cetak.acquire.sources import Raw
from cetak.article.blocks import EndMark, Paragraph
from cetak.article.richtext import RichText
from cetak.article.sheet import Measured, Sheet
from cetak.article.story import Article
from cetak.clean.report import Category, Cleaned, Removed
from cetak.cli.app import app
from cetak.cli.house import House, Wishes
from cetak.config import Desk
from cetak.continuing import OtherPages
from cetak.errors import PressError, SourceError
from cetak.findings import Where, error, info, warning
from cetak.resources import LocalResources
from cetak.run.executor import Executor, SerialExecutor
from cetak.run.many import Planned
from cetak.run.store import FolderStore, SheetStore
from cetak.run.warm import Limits


@dataclass(frozen=True)
class FakeJob:
    headline: str
    options: tuple[tuple[str, str], ...] = ()

    def key(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


def print_sheet(job: FakeJob) -> Sheet:
    if "unprintable" in job.headline:
        raise PressError.because("press-timeout", seconds=60)
    if "interrupt" in job.headline:
        raise KeyboardInterrupt
    findings = (error("picture-missing", picture="x.jpg"),) if "picture" in job.headline else ()
    pdf = f"%PDF {job.headline} {dict(job.options)}".encode()
    return Sheet(pdf, Measured((40,) * (2 if "long" in job.headline else 1)), findings)


class Environment(LocalResources):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def now(self) -> dt.datetime:
        return dt.datetime(2023, 9, 20, 6, 0, tzinfo=dt.UTC)

    def environ(self, name: str) -> str:
        return self.names.get(name, "")


@dataclass
class FakeHouse(House):
    input: bytes = b""
    folder: Path = Path()
    terminal: bool = False
    written: list[bytes] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    executors: list[tuple[int, Limits]] = field(default_factory=list)
    wishes: list[Wishes] = field(default_factory=list)

    def stdin(self) -> bytes:
        return self.input

    def stdout(self, content: bytes) -> None:
        self.written.append(content)

    def is_terminal(self) -> bool:
        return self.terminal

    def cache_folder(self) -> Path:
        return self.folder / "cache"

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        """A story is its headline, and lines to remove that begin with ``!``."""
        lines = raw.content.decode().splitlines()
        if not lines:
            raise SourceError.because("source-empty", raw.name)
        if lines[0] == "bug":
            raise ZeroDivisionError("nobody foresaw this")
        body = [line for line in lines[1:] if not line.startswith("!")]
        removed = [
            Removed(line[1:], "related-line", Category.RELATED, Where(raw.name, number))
            for number, line in enumerate(lines, start=1)
            if line.startswith("!")
        ]
        return Cleaned(article(lines[0], body), tuple(removed), noticed(raw.name, lines[0]))

    def plan(self, raw: Raw, cleaned: Cleaned, desk: Desk, wishes: Wishes) -> Planned[Any]:
        self.wishes.append(wishes)
        job = FakeJob(cleaned.article.headline.text, wishes.options)
        return Planned(raw.name, cleaned, job, wishes.layout or desk.layout)

    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        return print_sheet

    def executor(self, workers: int, limits: Limits) -> Executor:
        self.executors.append((workers, limits))
        return SerialExecutor()

    def cleaners(self, workers: int) -> Executor:
        return SerialExecutor()

    def store(self, desk: Desk) -> SheetStore:
        return FolderStore(self.folder / "store")

    def open(self, path: Path) -> bool:
        self.opened.append(path)
        return self.terminal


def noticed(name: str, headline: str) -> tuple[Any, ...]:
    if "doubtful" not in headline:
        return ()
    place = Where(name, 3)
    return (warning("line-doubtful", place, text="Hm"), info("encoding-guessed", encoding="x"))


def article(headline: str, body: list[str]) -> Article:
    blocks = [Paragraph(text=RichText.plain(line)) for line in body]
    return Article(headline=RichText.plain(headline), body=(*blocks, EndMark(text="(*)")))


def a_house(folder: Path, **changes: Any) -> FakeHouse:
    language = changes.pop("locale", "C")
    return FakeHouse(Environment({"LC_ALL": language}), folder=folder, **changes)


def run(house: FakeHouse, *arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], obj=house)
