"""A service over a folder of stories, with a press of paper: quick, and every step can be seen."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from cetak.acquire.sources import FilesSource, Source
from cetak.article.sheet import Measured, Sheet
from cetak.cli.desks import Desks
from cetak.cli.house import House
from cetak.cli.newsroom import HouseNewsroom
from cetak.config import Desk
from cetak.resources import LocalResources
from cetak.run.executor import Executor
from cetak.run.store import NoStore, SheetStore
from cetak.serve.journal import Journal
from cetak.serve.papers import PaperShelf
from cetak.serve.routes import application
from cetak.serve.service import Service
from cetak.serve.terms import Terms

FERRY = "/stories/2023/09/20/night-ferry.pdf"
FERRY_URL = "https://akurasi.example/daerah/night-ferry"
Answers = Callable[[httpx.AsyncClient], Coroutine[Any, Any, None]]


class StandingClock(LocalResources):
    """The machine, in the year of the stories."""

    moment = dt.datetime(2023, 9, 21, 6, 0, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment


@dataclass
class PaperPress:
    """Prints headlines; holds jobs back, or lets them fail, where a test says so."""

    printed: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    failures: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, job: Any) -> Sheet:
        self.gate.wait(20)
        self.printed.append(job.article.headline.text)
        if self.failures:
            raise self.failures.pop(0)
        text = f"%PDF-1.7 {job.article.headline.text} {sorted(job.options.items())} "
        return Sheet(text.encode() + b"0123456789" * 10, Measured((1,)))


@dataclass
class ServedHouse(House):
    press: PaperPress = field(default_factory=PaperPress)
    folder: Path = Path()

    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        return self.press

    def cache_folder(self) -> Path:
        return self.folder / "cache"


@dataclass
class Desktop:
    """A service and all that a test looks at."""

    app: ASGIApp
    service: Service
    press: PaperPress
    lines: list[str]
    stories: Path


def write_story(folder: Path, slug: str, headline: str, **fields: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    head = {
        "headline": headline,
        "slug": slug,
        "published": "2023-09-20",
        "canonical-url": f"https://akurasi.example/daerah/{slug}",
        "language": "en",
        **fields,
    }
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    path = folder / f"{slug}.md"
    path.write_text("\n".join(("---", *lines, "---", "", "The boat left at noon.", "")))
    return path


def a_desktop(
    folder: Path,
    *,
    sources: tuple[Source, ...] | None = None,
    executor: Executor | None = None,
    store: SheetStore | None = None,
    own: Desk | None = None,
    **terms: Any,
) -> Desktop:
    press = PaperPress()
    house = ServedHouse(StandingClock(), press=press, folder=folder)
    stories = folder / "stories"
    desks = Desks(house, (str(stories),))
    lines: list[str] = []
    service = Service(
        newsroom=HouseNewsroom(house, desks),
        own=own or desks.own,
        terms=replace(Terms(recheck_seconds=0.0, poll_seconds=600.0), **terms),
        executor=executor or ThreadPoolExecutor(4),
        store=store or NoStore(),
        sources=sources or (FilesSource((str(stories),), house.resources, lambda: b""),),
        journal=Journal(lines.append),
        papers=PaperShelf(folder / "papers", "akurasi", house.resources),
    )
    return Desktop(application(service), service, press, lines, stories)


@contextlib.asynccontextmanager
async def readers(desktop: Desktop, host: str = "203.0.113.7") -> AsyncIterator[httpx.AsyncClient]:
    """A browser at the service; the index is read when it comes."""
    transport = httpx.ASGITransport(desktop.app, client=(host, 4711))
    async with desktop.service.running():
        await until(lambda: desktop.service.is_ready)
        await asyncio.to_thread(desktop.service.catalogue.refresh)
        async with httpx.AsyncClient(transport=transport, base_url="http://cetak.test") as client:
            yield client


def talk(desktop: Desktop, with_it: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    """Run a test's conversation with a service, from its start to its end."""

    async def whole() -> None:
        async with readers(desktop) as client:
            await with_it(client)

    asyncio.run(whole())


async def until(holds: Callable[[], bool]) -> None:
    """Wait for what must happen; a test that waits for ever fails."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)
