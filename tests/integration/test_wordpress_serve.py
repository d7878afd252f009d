"""Readers of a real WordPress are served: its posts as PDFs, found by address and by day."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from cetak.acquire.credentials import Credentials
from cetak.acquire.opening import AddressSource
from cetak.acquire.patience import Manners
from cetak.acquire.reach import Reach
from cetak.acquire.sources import Source
from cetak.acquire.web import Web
from cetak.article.sheet import Measured, Sheet
from cetak.cli.desks import Desks
from cetak.cli.house import House
from cetak.cli.newsroom import HouseNewsroom
from cetak.config import Desk
from cetak.publication import Publication
from cetak.resources import LocalResources
from cetak.run.store import NoStore
from cetak.serve.journal import Journal
from cetak.serve.papers import PaperShelf
from cetak.serve.routes import application
from cetak.serve.service import Service
from cetak.serve.terms import Terms
from wordpress_gold import public
from wordpress_site import Site

pytestmark = pytest.mark.integration
WEB = Web(Manners(retries=2, requests_per_second=1000), sleep=lambda _: None, pace=None)


@dataclass
class QuickHouse(House):
    folder: Path = field(default_factory=Path)

    @property
    def print_sheet(self) -> Any:
        return lambda job: Sheet(b"%PDF " + job.article.slug.encode(), Measured((1,)))

    def cache_folder(self) -> Path:
        return self.folder / "cache"


@pytest.fixture
def service(koran: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.chdir(tmp_path)
    login = Credentials(koran.url, variables=("CETAK_WORDPRESS_USER", "CETAK_WORDPRESS_PASSWORD"))
    source: Source = AddressSource(koran.url, WEB, Reach((koran.url,)), login)
    (tmp_path / "cetak.yaml").write_text("publication:\n  time-zone: Asia/Jakarta\n")
    house = QuickHouse(LocalResources(), folder=tmp_path)
    return Service(
        newsroom=HouseNewsroom(house, Desks(house, ())),
        own=Desk(publication=Publication()),
        terms=Terms(),
        executor=ThreadPoolExecutor(2),
        store=NoStore(),
        sources=(source,),
        journal=Journal(lambda _: None),
        papers=PaperShelf(None, "", house.resources),
    )


def test_every_public_post_is_found_by_day_and_by_address(koran: Site, service: Service) -> None:
    async def ask() -> None:
        app = application(service)
        transport = httpx.ASGITransport(app)
        async with (
            service.running(),
            httpx.AsyncClient(transport=transport, base_url="http://a.test") as client,
        ):
            for slug, day in sorted(public()):
                by_day = await client.get(f"/stories/{day:%Y/%m/%d}/{slug}.pdf")
                assert (slug, by_day.status_code) == (slug, 200)
                listed = (await client.get(f"/stories/?day={day}")).json()["stories"]
                (address,) = [
                    one["address"] for one in listed if one["pdf"].endswith(f"/{slug}.pdf")
                ]
                by_address = await client.get("/print", params={"url": address})
                assert by_address.headers["etag"] == by_day.headers["etag"]
            drafts = await client.get("/print", params={"url": f"{koran.url}/?p=99999"})
            assert drafts.status_code == 404

    asyncio.run(ask())
