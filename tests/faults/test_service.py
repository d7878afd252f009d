"""Hostile readers: what raw servers and fetchers do wrong, a service of ours does not."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from cetak.acquire.credentials import Credentials
from cetak.acquire.reach import Reach
from cetak.acquire.sources import FilesSource, Source
from cetak.acquire.wordpress import WordPressSource
from cetak.article.sheet import Measured, Sheet
from cetak.cli.desks import Desks
from cetak.cli.house import House
from cetak.cli.newsroom import HouseNewsroom
from cetak.resources import LocalResources
from cetak.run.store import NoStore
from cetak.serve.journal import Journal
from cetak.serve.papers import PaperShelf
from cetak.serve.routes import application
from cetak.serve.service import Service
from cetak.serve.terms import Terms
from served import Reply, Site, quick_web, serving

STORY = """---
headline: "Fog"
slug: fog
published: 2023-09-20
canonical-url: https://akurasi.example/fog
---

Fog lay on the strait.
"""
INSIDE = (
    "http://127.0.0.1:{port}/secret",
    "http://localhost:{port}/secret",
    "HTTP://LOCALHOST:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0x7f000001:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://127.1:{port}/secret",
    "http://0:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[64:ff9b::7f00:1]:{port}/secret",
    "http://akurasi.example@127.0.0.1:{port}/secret",
    "http://127.0.0.1:{port}#@akurasi.example/fog",
    "http://127.0.0.1:{port}\\@akurasi.example/fog",
    "//127.0.0.1:{port}/secret",
    "file:///etc/passwd",
    "file:///dev/zero",
    "ftp://127.0.0.1:{port}/secret",
    "gopher://127.0.0.1:{port}/_x",
    "data:text/html,<h1>x",
    "javascript:alert(1)",
    "http://169.254.169.254/latest/meta-data/",
    "/etc/passwd",
    "../../../../etc/passwd",
    "stories/fog.md",
    "https://akurasi.example/fog/../../etc/passwd",
    "https://akurasi.example.evil.example/fog",
    "https://evil.example/?u=https://akurasi.example/fog",
    "https://akurasi.example:22/fog",
    "https://" + "a" * 1500 + ".example/",
    "http://[",
    "http://a:99999999/",
    "{{{{ ''.__class__ }}}}",
)


class Wires:
    """Whoever opens a connection, but to the site that is the source, is found out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[object] = []
        connect = socket.socket.connect

        def listened(own: socket.socket, address: Any) -> None:
            self.opened.append(address)
            connect(own, address)

        monkeypatch.setattr(socket.socket, "connect", listened)


@dataclass
class PlainHouse(House):
    folder: Path = field(default_factory=Path)

    @property
    def print_sheet(self) -> Any:
        return lambda job: Sheet(b"%PDF " + job.article.headline.text.encode(), Measured((1,)))

    def cache_folder(self) -> Path:
        return self.folder / "cache"


def a_service(folder: Path, *more: Source, lines: list[str] | None = None) -> Service:
    stories = folder / "stories"
    stories.mkdir()
    (stories / "fog.md").write_text(STORY)
    house = PlainHouse(LocalResources(), folder=folder)
    desks = Desks(house, (str(stories),))
    files = FilesSource((str(stories),), house.resources, lambda: b"")
    return Service(
        newsroom=HouseNewsroom(house, desks),
        own=desks.own,
        terms=Terms(secret="s" * 32),
        executor=ThreadPoolExecutor(2),
        store=NoStore(),
        sources=(files, *more),
        journal=Journal((lines if lines is not None else []).append),
        papers=PaperShelf(folder / "papers", "akurasi", house.resources),
    )


def asked(service: Service, *requests: httpx.Request) -> list[httpx.Response]:
    async def all_of_them() -> list[httpx.Response]:
        app = application(service)
        async with service.running():
            await asyncio.to_thread(service.catalogue.refresh)
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://a.test") as client:
                return [await client.send(request) for request in requests]

    return asyncio.run(all_of_them())


def get(path: str, headers: Mapping[str, str] | None = None, **query: str) -> httpx.Request:
    return httpx.Request("GET", f"http://a.test{path}", params=query or None, headers=headers)


@pytest.fixture
def inside() -> Iterator[Site]:
    with serving() as site:
        site.scripts["/secret"] = Reply(b"<h1>secret</h1>")
        yield site


def test_no_address_but_the_sources_is_fetched(
    tmp_path: Path, inside: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    wires = Wires(monkeypatch)
    requests = [get("/print", url=one.format(port=inside.port)) for one in INSIDE]
    for answer in asked(a_service(tmp_path), *requests):
        assert answer.status_code in {400, 403, 404}
        assert answer.headers["content-type"] == "application/problem+json"
        assert b"secret" not in answer.content.replace(b"/secret", b"")
    assert inside.asked == []
    assert wires.opened == []


def test_a_site_as_source_is_asked_at_its_interface_alone(tmp_path: Path, inside: Site) -> None:
    with serving() as site:
        site.scripts["/"] = Reply(b'<link rel="https://api.w.org/" href="/wp-json/">')
        site.scripts["/wp-json/wp/v2/posts"] = Reply(b"[]", media_type="application/json")
        address = site.url("/")
        login = Credentials(address, variables=("CETAK_X_USER", "CETAK_X_PASSWORD"))
        source = WordPressSource(address, quick_web(retries=0), Reach((address,)), login)
        hostile = [one.format(port=inside.port) for one in INSIDE]
        own = [
            site.url("/wp-admin/"),
            site.url("/?p=1&rest_route=/wp/v2/users"),
            site.url("/..%2f..%2fwp-config.php"),
            f"http://user:pass@127.0.0.1:{site.port}/fog/",
        ]
        requests = [get("/print", url=one) for one in (*hostile, *own)]
        for answer in asked(a_service(tmp_path, source), *requests):
            assert answer.status_code in {400, 403, 404}
        assert {one.path for one in site.asked} <= {"/", "/wp-json/wp/v2/posts"}
        assert "rest_route" not in str([one.query for one in site.asked])
    assert inside.asked == []


def test_a_redirect_of_the_source_leads_nowhere_else(tmp_path: Path, inside: Site) -> None:
    with serving() as site:
        secret = {"Location": inside.url("/secret")}
        site.scripts["/"] = Reply(b"", 302, headers=secret)
        address = site.url("/")
        login = Credentials(address, variables=("CETAK_X_USER", "CETAK_X_PASSWORD"))
        source = WordPressSource(address, quick_web(retries=0), Reach((address,)), login)
        (answer,) = asked(a_service(tmp_path, source), get("/print", url=site.url("/fog/")))
        assert (answer.status_code, answer.json()["code"]) == (503, "source-silent")
    assert inside.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "/stories/../../../etc/passwd",
        "/stories/2023/09/20/..%2f..%2f..%2fetc%2fpasswd.pdf",
        "/stories/2023/09/20/fog%00.pdf",
        "/stories/2023/09/20/fog%0d%0aSet-Cookie:%20a=b.pdf",
        "/stories/2023/09/20/CON.pdf",
        "/stories/2023/09/20/fоg.pdf",
        "/stories/2023/09/20/" + "a" * 300 + ".pdf",
        "/stories/0000/00/00/fog.pdf",
        "/stories/9999/12/31/fog.pdf",
        "/stories/fog.md",
        "/editions/..%2f..%2fstories%2ffog.md.pdf",
        "/editions/2023-09-20%00.pdf",
        "/editions/20230920.pdf",
        "/pages.css/../../cli/app.py",
        "/pages/base.html.jinja",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/fog",
        "/.env",
    ],
)
def test_no_path_leads_out_of_the_stories(tmp_path: Path, path: str) -> None:
    (answer,) = asked(a_service(tmp_path), get(path))
    assert answer.status_code == 404
    assert b"root:" not in answer.content
    assert "set-cookie" not in answer.headers
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "value", ["a\r\nSet-Cookie: b=c", "a\nb", "a b", "é", "x" * 65, "../../log", "<b>", ""]
)
def test_a_request_id_that_is_not_sane_is_not_taken_over(tmp_path: Path, value: str) -> None:
    lines: list[str] = []
    headers = httpx.Headers([(b"X-Request-ID", value.encode())])
    request = httpx.Request("GET", "http://a.test/health", headers=headers)
    (answer,) = asked(a_service(tmp_path, lines=lines), request)
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])
    assert all(line.count("\n") == 1 and line.endswith("\n") for line in lines)


def test_what_readers_write_is_escaped_wherever_it_comes_back(tmp_path: Path) -> None:
    lines: list[str] = []
    evil = "<script>alert(1)</script>{{1337*1000}}"
    page, told = asked(
        a_service(tmp_path, lines=lines),
        get("/print", {"accept": "text/html"}, url=evil),
        get(f"/stories/2023/09/20/{evil}.pdf?{evil}=1", {"accept": "text/html"}),
    )
    for answer in (page, told):
        assert answer.status_code in {400, 404}
        assert "<script>" not in answer.text
        assert "1337000" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not any("<script>" in line and "\n" in line[:-1] for line in lines)


def test_every_answer_bears_the_headers_for_safety(tmp_path: Path) -> None:
    requests = [
        get(path)
        for path in ("/", "/stories/", "/health", "/nothing", "/stories/2023/09/20/fog.pdf")
    ]
    for answer in asked(a_service(tmp_path), *requests):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (get("/print", url="https://a.example/" + "a" * 5000), 414),
        (get("/" + "a" * 5000), 414),
        (httpx.Request("POST", "http://a.test/hooks/story", content=b"a" * 70_000), 413),
        (
            httpx.Request(
                "POST",
                "http://a.test/hooks/story",
                content=b"\x1f\x8b",
                headers={"content-encoding": "gzip"},
            ),
            415,
        ),
        (httpx.Request("GET", "http://a.test/health", headers={"content-length": "9" * 30}), 413),
        (httpx.Request("PUT", "http://a.test/stories/2023/09/20/fog.pdf", content=b"x"), 405),
        (httpx.Request("TRACE", "http://a.test/stories/"), 405),
    ],
)
def test_what_is_too_much_is_refused_unread(
    tmp_path: Path, request_: httpx.Request, status: int
) -> None:
    (answer,) = asked(a_service(tmp_path), request_)
    assert answer.status_code == status


@pytest.mark.parametrize(
    "query",
    [
        "paper=" + "9" * 1900,
        "paper=1e9x1e9",
        "paper=99999x99999",
        "paper=../../x",
        "paper={{7*7}}",
        "columns=999999999",
        "layout=/etc",
        "text-size=",
        "__class__=1",
        "&".join(f"o{number}=1" for number in range(300)),
        "paper[]=A4",
        "paper=A4;qr=no",
        "%00=1",
    ],
)
def test_options_are_what_the_layout_declares_and_nothing_else(tmp_path: Path, query: str) -> None:
    service = a_service(tmp_path)
    (answer,) = asked(service, get(f"/stories/2023/09/20/fog.pdf?{query}"))
    assert answer.status_code in {400, 414}
    assert b"cetak_renderings_total 0.0" in service.metrics.text()


def test_forged_addresses_of_clients_are_not_believed(tmp_path: Path) -> None:
    """What ``X-Forwarded-For`` says counts only where the server's own front has written it."""
    service = a_service(tmp_path)
    (answer,) = asked(
        service, get("/stories/2023/09/20/fog.pdf", {"x-forwarded-for": "198.51.100.9"})
    )
    assert answer.status_code == 200
    assert "198.51.100.9" not in service.metrics.text().decode()
