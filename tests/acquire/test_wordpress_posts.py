from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from cetak.acquire.credentials import Credentials
from cetak.acquire.reach import Reach
from cetak.acquire.sources import Intake, Raw, Unreadable
from cetak.acquire.wordpress import WordPressSource
from cetak.adapt import read_story
from served import Asked, Reply, Site, passes_on, quick_web, says, serving, told

POSTS = "/wp-json/wp/v2/posts"
LINKED = Reply(b'<head><link rel="https://api.w.org/" href="/wp-json/"></head>')
Post = dict[str, Any]


def post(number: int, **fields: Any) -> Post:
    day = f"2023-09-{number % 28 + 1:02d}T08:00:00"
    return {
        "id": number,
        "slug": f"hujan-{number}",
        "link": f"https://koran.example/2023/09/hujan-{number}/",
        "status": "publish",
        "date": day,
        "date_gmt": day,
        "modified_gmt": day,
        "title": {"rendered": f"Hujan {number}"},
        "content": {"rendered": "<p>Hujan turun di Lamaru sejak pagi.</p>"},
        **fields,
    }


@dataclass
class Blog:
    """Answers as ``wp/v2/posts`` does."""

    posts: list[Post]
    before: Callable[[Blog, Asked], Reply | None] = lambda blog, asked: None
    with_totals: bool = True

    def __call__(self, asked: Asked) -> Reply:
        refusal = self.before(self, asked)
        if refusal is not None:
            return refusal
        query = asked.query
        if "slug" in query:
            return says([one for one in self.posts if one["slug"] == query["slug"]])
        if "include" in query:
            return says([one for one in self.posts if str(one["id"]) == query["include"]])
        size, page = int(query["per_page"]), int(query["page"])
        if page > 1 and (page - 1) * size >= len(self.posts):
            return says({"code": "rest_post_invalid_page_number", "message": "No."}, 400)
        total = {"X-WP-Total": str(len(self.posts))} if self.with_totals else {}
        return says(self.posts[(page - 1) * size : page * size], headers=total)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.scripts["/"] = LINKED
        yield site


def source(site: Site, path: str = "/", **fields: Any) -> WordPressSource:
    address = site.url(path)
    login = Credentials(address, variables=("CETAK_X_USER", "CETAK_X_PASSWORD"))
    plain = WordPressSource(address, quick_web(retries=1), Reach((address,)), login)
    return replace(plain, **fields)


def everything(of: WordPressSource) -> list[Intake]:
    return list(of.all(None, None))


def numbers(found: list[Intake]) -> list[int]:
    return [json.loads(one.content)["id"] for one in found if isinstance(one, Raw)]


def refusals(found: list[Intake]) -> list[tuple[str, str]]:
    return [(one.name, told(one.error)) for one in found if isinstance(one, Unreadable)]


def asked_posts(site: Site) -> list[Asked]:
    return [asked for asked in site.asked if asked.path == POSTS]


def test_every_post_of_every_page_arrives_once(site: Site) -> None:
    site.scripts[POSTS] = Blog([post(number) for number in range(1, 24)])
    found = everything(source(site, per_page=7))
    assert numbers(found) == list(range(1, 24))
    assert [asked.query["page"] for asked in asked_posts(site)] == ["1", "2", "3", "4"]
    first = found[0]
    assert isinstance(first, Raw)
    assert first.name == "https://koran.example/2023/09/hujan-1/"
    assert (first.folder, first.address) == (None, site.url("/wp-json/"))
    assert read_story(first.name, first.content).facts.headline.text == "Hujan 1"


def test_without_totals_a_short_page_is_the_last(site: Site) -> None:
    blog = Blog([post(number) for number in range(1, 15)], with_totals=False)
    site.scripts[POSTS] = blog
    assert numbers(everything(source(site, per_page=7))) == list(range(1, 15))
    assert len(asked_posts(site)) == 3  # the third is the one that is past the end
    blog.posts.pop()
    site.asked.clear()
    assert numbers(everything(source(site, per_page=7))) == list(range(1, 14))
    assert len(asked_posts(site)) == 2


def test_only_what_is_published_is_asked_for(site: Site) -> None:
    site.scripts[POSTS] = Blog([post(1)])
    wordpress = source(site)
    list(wordpress.on(dt.date(2023, 9, 20)))
    list(wordpress.all(dt.date(2023, 9, 1), None))
    list(wordpress.all(None, None))
    list(wordpress.changed_since(dt.datetime(2023, 9, 1, tzinfo=dt.UTC)))
    list(wordpress.find(site.url("/2023/09/hujan-1/")))
    queries = [asked.query for asked in asked_posts(site)]
    assert {query["status"] for query in queries} == {"publish"}
    assert {query["_embed"] for query in queries} == {"author,wp:term,wp:featuredmedia"}
    day, since, whole, changed, slug = queries
    assert (day["after"], day["before"]) == ("2023-09-19T00:00:00", "2023-09-21T23:59:59")
    assert (day["orderby"], day["order"], day["per_page"]) == ("date", "asc", "100")
    assert since["after"] == "2023-08-31T00:00:00"
    assert "before" not in since
    assert whole.keys() & {"after", "before", "modified_after"} == set()
    assert changed["modified_after"] == "2023-08-31T00:00:00+00:00"
    assert slug["slug"] == "hujan-1"


def test_the_first_and_the_last_day_have_no_margin(site: Site) -> None:
    site.scripts[POSTS] = Blog([post(1)])
    assert numbers(list(source(site).all(dt.date.min, dt.date.max))) == [1]


def test_what_was_changed_is_told_by_the_moment(site: Site) -> None:
    site.scripts[POSTS] = Blog([post(number) for number in range(1, 9)])
    moment = dt.datetime(2023, 9, 6, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert numbers(list(source(site).changed_since(moment))) == [5, 6, 7, 8]


def test_a_post_that_stands_on_two_pages_arrives_once(site: Site) -> None:
    both = [post(1), post(2), post(2), post(3)]
    site.scripts[POSTS] = Blog(both, with_totals=False)
    assert numbers(everything(source(site, per_page=2))) == [1, 2, 3]


def test_posts_that_were_deleted_meanwhile_end_nothing(site: Site) -> None:
    def deleting(blog: Blog, asked: Asked) -> None:
        if asked.query.get("page") == "2":
            del blog.posts[4:]

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 12)], deleting)
    found = everything(source(site, per_page=4))
    assert numbers(found) == [1, 2, 3, 4]
    assert refusals(found) == []


def test_what_a_changing_list_hid_is_found_by_its_number(site: Site) -> None:
    def deleting(blog: Blog, asked: Asked) -> None:
        if (asked.query["page"], asked.query["orderby"]) == ("2", "date"):
            blog.posts[:] = [one for one in blog.posts if one["id"] != 1]

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 11)], deleting)
    found = numbers(everything(source(site, per_page=4)))
    assert found == [1, 2, 3, 4, 6, 7, 8, 9, 10, 5]  # 5 moved up to the page that was read
    assert {asked.query["orderby"] for asked in asked_posts(site)} == {"date", "id"}


def test_one_post_that_breaks_its_page_costs_that_post_alone(site: Site) -> None:
    def breaking(blog: Blog, asked: Asked) -> Reply | None:
        size, page = int(asked.query["per_page"]), int(asked.query["page"])
        return Reply(b"", 500) if (page - 1) * size <= 7 < page * size else None

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 31)], breaking)
    found = everything(source(site, per_page=20))
    assert numbers(found) == [number for number in range(1, 31) if number != 8]
    assert refusals(found) == [(f"{site.url()}#post-8", "web-server-error")]


def test_a_server_too_weak_for_large_pages_gets_smaller_ones(site: Site) -> None:
    def weak(blog: Blog, asked: Asked) -> Reply | None:
        return Reply(b"", 502) if int(asked.query["per_page"]) > 10 else None

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 201)], weak)
    assert numbers(everything(source(site, per_page=40))) == list(range(1, 201))
    sizes = [asked.query["per_page"] for asked in asked_posts(site)]
    assert sizes.count("40") < 6
    assert sizes[-5:] == ["10"] * 5


def test_a_server_that_is_broken_is_left(site: Site) -> None:
    site.scripts[POSTS] = Reply(b"", 500)
    found = everything(source(site, per_page=4))
    assert refusals(found) == [(site.url(), "web-server-error")]


def test_a_server_that_gives_one_page_for_ever_is_left(site: Site) -> None:
    totals: dict[str, str]
    for totals in ({}, {"X-WP-Total": "999999999"}):
        site.asked.clear()
        site.scripts[POSTS] = says([post(1), post(2)], headers=totals)
        assert numbers(everything(source(site, per_page=2))) == [1, 2]
        assert len(asked_posts(site)) <= 4


def test_what_was_read_stays_when_the_server_goes(site: Site) -> None:
    def going(blog: Blog, asked: Asked) -> Reply | None:
        return Reply(b"", 429) if asked.query["page"] == "3" else None

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 24)], going)
    found = everything(source(site, per_page=5))
    assert numbers(found) == list(range(1, 11))
    assert refusals(found) == [(site.url(), "web-busy")]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(b"<html>Just a moment...</html>"), "json-expected"),
        (Reply(b"Maintenance", media_type="text/html"), "json-expected"),
        (says({"posts": []}), "posts-expected"),
        (Reply(b"", 403, "application/json"), "web-login-missing"),
        (Reply(b"[" * 200_000, 200, "application/json"), "json-broken"),
        (Reply(b'[{"id":1', 200, "application/json"), "json-broken"),
        (passes_on("http://127.0.0.2/"), "web-host"),
        (passes_on(POSTS), "web-redirects"),
    ],
)
def test_what_is_no_list_of_posts_is_told(site: Site, reply: Reply, code: str) -> None:
    site.scripts[POSTS] = reply
    found = everything(source(site, per_page=1))
    assert refusals(found)[-1] == (site.url(), code)
    assert numbers(found) == []


def test_a_page_of_posts_that_is_cut_is_asked_for_in_smaller_ones(site: Site) -> None:
    def cutting(blog: Blog, asked: Asked) -> Reply | None:
        whole = json.dumps(blog.posts[:4]).encode()
        is_large = asked.query["per_page"] == "4" and asked.query["page"] == "1"
        return Reply(whole[:-50], 200, "application/json") if is_large else None

    site.scripts[POSTS] = Blog([post(number) for number in range(1, 7)], cutting)
    assert numbers(everything(source(site, per_page=4))) == [1, 2, 3, 4, 5, 6]


def test_posts_that_cannot_be_read_are_set_aside_by_name(site: Site) -> None:
    broken: list[Any] = [
        post(2, content=None),
        {"id": 3, "slug": "tiga"},
        "four",
        post(5, link="javascript:alert(1)"),
    ]
    site.scripts[POSTS] = Blog([post(1), *broken])
    found = everything(source(site))
    assert refusals(found) == [
        ("https://koran.example/2023/09/hujan-2/", "post-broken"),
        (f"{site.url()}#tiga", "post-broken"),
        (f"{site.url()}#?", "post-broken"),
    ]
    assert found[-1].name == f"{site.url()}#hujan-5"


def test_a_byte_order_mark_before_json_does_not_count(site: Site) -> None:
    body = b"\xef\xbb\xbf\n" + json.dumps([post(1)]).encode()
    site.scripts[POSTS] = Reply(body, 200, "application/json")
    assert numbers(everything(source(site))) == [1]


ROOT = says({"namespaces": ["oembed/1.0", "wp/v2"]})


@dataclass
class Queries:
    """A site without permalinks: everything is a query to its front page."""

    blog: Blog
    front: Reply
    routes: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        route = asked.query.get("rest_route", "")
        self.routes.append(route)
        return {"": self.front, "/": ROOT}.get(route) or self.blog(asked)


def test_a_site_without_permalinks_is_asked_by_query(site: Site) -> None:
    link = {"Link": '<http://x/y>; rel="shortlink", </?rest_route=/>; rel="https://api.w.org/"'}
    for front in (Reply(b"<p>Koran</p>", headers=link), Reply(b"<p>Koran</p>")):
        script = Queries(Blog([post(1), post(2), post(3)]), front)
        site.scripts["/"] = script
        assert numbers(everything(source(site, per_page=2))) == [1, 2, 3]
        assert script.routes[0] == ""
        assert script.routes[-2:] == ["/wp/v2/posts"] * 2


def test_the_interface_is_found_where_it_usually_is(site: Site) -> None:
    site.scripts |= {
        "/": Reply(b"<p>Koran</p>"),
        "/wp-json/": ROOT,
        POSTS: Blog([post(1)]),
    }
    assert numbers(everything(source(site))) == [1]


def test_the_interface_may_be_named_itself(site: Site) -> None:
    site.scripts = {POSTS: Blog([post(1)]), "/": Queries(Blog([post(2)]), Reply(b"", 404))}
    assert numbers(everything(source(site, "/wp-json"))) == [1]
    assert numbers(everything(source(site, "/wp-json/"))) == [1]
    assert numbers(everything(source(site, "/?rest_route=/"))) == [2]
    site.scripts |= {"/api/": ROOT, "/api/wp/v2/posts": Blog([post(3)])}
    assert numbers(everything(source(site, "/api/"))) == [3]


def test_an_interface_elsewhere_is_not_asked_unless_it_is_named(site: Site) -> None:
    site.scripts["/"] = Reply(
        b'<link rel="https://api.w.org/" href="http://127.0.0.2:1/wp-json/">'
    )
    assert refusals(everything(source(site))) == [(site.url(), "web-host")]
    # The usual place is asked before anybody gives up.
    site.scripts |= {"/wp-json/": ROOT, POSTS: Blog([post(1)])}
    assert numbers(everything(source(site))) == [1]


@pytest.mark.parametrize(
    ("scripts", "code"),
    [
        ({"/": Reply(b"<p>Toko</p>")}, "wordpress-not-found"),
        ({"/": Reply(b"<p>Toko</p>"), "/wp-json/": Reply(b"", 401)}, "web-login-missing"),
        ({"/": Reply(b"", 404)}, "web-missing"),
        ({"/": Reply(b"", 401)}, "web-login-missing"),
        ({"/": Reply(b"", 503)}, "web-server-error"),
    ],
)
def test_a_site_without_an_interface_is_told(
    site: Site, scripts: dict[str, Reply], code: str
) -> None:
    site.scripts = dict(scripts)
    assert refusals(everything(source(site))) == [(site.url(), code)]


def test_the_login_goes_with_every_question(site: Site) -> None:
    site.scripts[POSTS] = Blog([post(1)])
    login = Credentials(site.url(), "ani", "abcd", ("U", "P"))
    assert numbers(everything(source(site, credentials=login))) == [1]
    assert {asked.headers.get("authorization") for asked in site.asked} == {"Basic YW5pOmFiY2Q="}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/2023/09/hujan-2/", [2]),
        ("/2023/09/hujan-2/amp/", [2]),
        ("/2023/09/hujan-2/3/", [2]),
        ("/2023/09/hujan-2", [2]),
        ("/?p=3", [3]),
        ("/category/hujan-2/", []),
        ("/2023/09/none/", []),
        ("/?p=99", []),
        ("/?p=x", []),
        ("/", []),
    ],
)
def test_a_post_is_found_by_its_address(site: Site, path: str, found: list[int]) -> None:
    site.scripts[POSTS] = Blog([post(1), post(2), post(3)])
    assert numbers(list(source(site).find(site.url(path)))) == found


def test_an_address_of_another_site_is_not_looked_for(site: Site) -> None:
    for uri in ("https://other.example/2023/09/hujan-1/", "urn:x", "", "http://["):
        assert list(source(site).find(uri)) == []
    assert site.asked == []
