"""Stories of sites and feeds: asked of their own source, kept for a while, and not for ever."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from serve_house import Desktop, StandingClock, a_desktop, talk

from cetak.acquire.credentials import Credentials
from cetak.acquire.feeds import FeedSource
from cetak.acquire.opening import sources_of
from cetak.acquire.reach import Reach
from cetak.acquire.sources import Source
from cetak.acquire.wordpress import WordPressSource
from cetak.serve.wanted import ByDay
from served import Asked, Reply, Site, quick_web, says, serving

POSTS = "/wp-json/wp/v2/posts"
FRONT = Reply(b'<head><link rel="https://api.w.org/" href="/wp-json/"></head>')


Post = dict[str, Any]


def post(site: Site, number: int, path: str = "2023/09/20/{slug}/", **fields: Any) -> Post:
    slug = f"hujan-{number}"
    return {
        "id": number,
        "slug": slug,
        "link": site.url("/" + path.format(slug=slug)),
        "status": "publish",
        "date": "2023-09-20T08:00:00",
        "date_gmt": "2023-09-20T01:00:00",
        "modified_gmt": "2023-09-20T01:00:00",
        "title": {"rendered": f"Hujan {number}"},
        "content": {"rendered": "<p>Hujan turun di Lamaru sejak pagi.</p>"},
        **fields,
    }


@dataclass
class Blog:
    posts: list[dict[str, Any]] = field(default_factory=list)
    is_down: bool = False

    def __call__(self, asked: Asked) -> Reply:
        if self.is_down:
            return Reply(b"down", 500)
        if "slug" in asked.query:
            return says([one for one in self.posts if one["slug"] == asked.query["slug"]])
        if "modified_after" in asked.query:
            since = asked.query["modified_after"][:19]
            return says([one for one in self.posts if one["modified_gmt"] >= since])
        return says(self.posts if asked.query["page"] == "1" else [])


@dataclass
class Newspaper:
    site: Site
    blog: Blog
    desktop: Desktop
    seconds: list[float]

    def pass_by(self, seconds: float) -> None:
        self.seconds[0] += seconds

    def asked(self) -> int:
        return len([one for one in self.site.asked if one.path == POSTS])


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.scripts["/"] = FRONT
        yield site


def wordpress(site: Site) -> WordPressSource:
    address = site.url("/")
    login = Credentials(address, variables=("CETAK_X_USER", "CETAK_X_PASSWORD"))
    return WordPressSource(address, quick_web(retries=0), Reach((address,)), login)


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Newspaper:
    blog = Blog([post(site, 1), post(site, 2)])
    site.scripts[POSTS] = blog
    (tmp_path / "stories").mkdir()
    desktop = a_desktop(tmp_path, sources=(wordpress(site),))
    seconds = [1000.0]
    desktop.service.catalogue.shelves[0].clock = lambda: seconds[0]  # type: ignore[attr-defined]
    return Newspaper(site, blog, desktop, seconds)


def test_a_post_is_found_by_its_address_and_by_its_day(paper: Newspaper) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        by_day = await client.get("/stories/2023/09/20/hujan-1.pdf")
        asked = paper.asked()
        by_address = await client.get(
            "/print", params={"url": paper.site.url("/2023/09/20/hujan-1/?utm_source=x")}
        )
        assert by_day.status_code == by_address.status_code == 200
        assert by_day.content.startswith(b"%PDF-1.7 Hujan 1")
        assert by_day.headers["etag"] == by_address.headers["etag"]
        assert paper.asked() == asked

    talk(paper.desktop, ask)


def test_an_address_that_says_nothing_of_the_day_is_found_too(paper: Newspaper) -> None:
    paper.blog.posts = [post(paper.site, 5, "{slug}/"), post(paper.site, 6, "daerah/{slug}/")]

    async def ask(client: httpx.AsyncClient) -> None:
        for number in (5, 6):
            answer = await client.get(f"/stories/2023/09/20/hujan-{number}.pdf")
            assert answer.status_code == 200
        assert (await client.get("/stories/2023/09/19/hujan-5.pdf")).status_code == 404

    talk(paper.desktop, ask)


def test_only_the_interface_of_the_site_is_asked(paper: Newspaper) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        foreign = await client.get("/print?url=http://127.0.0.1:1/2023/09/20/hujan-1/")
        assert (foreign.status_code, foreign.json()["code"]) == (403, "address-foreign")
        unknown = await client.get("/print", params={"url": paper.site.url("/wp-admin/x/")})
        assert (unknown.status_code, unknown.json()["code"]) == (404, "story-unknown")

    talk(paper.desktop, ask)
    assert {one.path for one in paper.site.asked} <= {"/", POSTS}


def test_what_is_not_there_is_not_asked_for_again_at_once(paper: Newspaper) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        missing = "/stories/2023/09/20/hujan-9.pdf"
        assert (await client.get(missing)).status_code == 404
        asked = paper.asked()
        assert (await client.get(missing)).status_code == 404
        assert paper.asked() == asked
        paper.blog.posts.append(post(paper.site, 9))
        paper.pass_by(11)
        assert (await client.get(missing)).status_code == 200

    talk(paper.desktop, ask)


def test_a_changed_post_is_noticed_after_a_while_and_a_lost_one_too(paper: Newspaper) -> None:
    path = "/stories/2023/09/20/hujan-1.pdf"

    async def ask(client: httpx.AsyncClient) -> None:
        first = await client.get(path)
        paper.pass_by(301)
        assert (await client.get(path)).headers["etag"] == first.headers["etag"]
        paper.blog.posts[0]["title"] = {"rendered": "Hujan reda"}
        assert b"Hujan 1" in (await client.get(path)).content
        paper.pass_by(301)
        assert b"Hujan reda" in (await client.get(path)).content
        paper.blog.posts.clear()
        paper.pass_by(301)
        assert (await client.get(path)).status_code == 404

    talk(paper.desktop, ask)
    assert paper.desktop.press.printed == ["Hujan 1", "Hujan reda"]


def test_a_site_that_is_down_costs_no_story_that_was_had(paper: Newspaper) -> None:
    path = "/stories/2023/09/20/hujan-1.pdf"

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get(path)).status_code == 200
        paper.blog.is_down = True
        paper.pass_by(301)
        assert (await client.get(path)).status_code == 200
        asked = paper.asked()
        assert (await client.get(f"{path}?paper=A5")).status_code == 200
        new = await client.get("/stories/2023/09/20/hujan-3.pdf")
        assert (new.status_code, new.json()["code"]) == (503, "source-silent")
        assert new.headers["retry-after"] == "15"
        assert paper.asked() == asked  # who is silent is left in peace for a while
        paper.pass_by(3601)
        assert (await client.get(path)).status_code == 503

    talk(paper.desktop, ask)


def test_modified_posts_are_noticed_by_asking(paper: Newspaper) -> None:
    catalogue = paper.desktop.service.catalogue
    changed = "2023-09-21T05:59:00"

    async def ask(client: httpx.AsyncClient) -> None:
        paper.blog.posts[1] |= {"modified_gmt": changed, "title": {"rendered": "Hujan lebat"}}
        assert [entry.headline for entry in catalogue.refresh()] == ["Hujan lebat"]
        assert catalogue.refresh() == ()
        story = catalogue.find(ByDay(dt.date(2023, 9, 20), "hujan-2"))
        assert story.article.headline.text == "Hujan lebat"

    talk(paper.desktop, ask)


def test_the_stories_of_a_day_are_listed(paper: Newspaper) -> None:
    async def ask(client: httpx.AsyncClient) -> None:
        told = (await client.get("/stories/?day=2023-09-20")).json()
        assert [story["headline"] for story in told["stories"]] == ["Hujan 1", "Hujan 2"]
        assert told["stories"][0]["pdf"] == "/stories/2023/09/20/hujan-1.pdf"

    talk(paper.desktop, ask)


FEED = """<rss version="2.0"><channel><title>K</title>{}</channel></rss>"""
ITEM = (
    "<item><title>{0}</title><link>{1}</link><pubDate>Wed, 20 Sep 2023 08:00:00 +0000</pubDate>"
    "<description>{2}</description></item>"
)
LONG = "Hujan turun di Lamaru sejak pagi. " * 20


def feed(*titles: str) -> Reply:
    items = (ITEM.format(title, f"https://k.example/{title}", LONG) for title in titles)
    return Reply(FEED.format("".join(items)).encode(), media_type="application/rss+xml")


@pytest.mark.parametrize("by_name", [False, True])
def test_a_feed_is_read_anew_after_a_while(tmp_path: Path, site: Site, by_name: bool) -> None:
    site.scripts["/feed"] = feed("Kabut")
    address = site.url("/feed")
    (tmp_path / "stories").mkdir()
    web = quick_web(retries=0)
    source: Source = FeedSource(address, web, Reach((address,)))
    if by_name:
        (source,) = sources_of([address], StandingClock(), lambda: b"", web)
    desktop = a_desktop(tmp_path, sources=(source,), fresh_seconds=0.0)

    async def ask(client: httpx.AsyncClient) -> None:
        assert (await client.get("/print?url=https://k.example/Kabut")).status_code == 200
        site.scripts["/feed"] = feed("Kabut", "Badai")
        assert (await client.get("/print?url=https://k.example/Badai")).status_code == 200
        site.scripts["/feed"] = Reply(b"down", 500)
        assert (await client.get("/print?url=https://k.example/Badai")).status_code == 200

    talk(desktop, ask)
    assert desktop.press.printed == ["Kabut", "Badai"]
    assert json.dumps([one.path for one in site.asked]).count("k.example") == 0
