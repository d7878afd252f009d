from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.acquire.feeds import FeedSource
from cetak.acquire.reach import Reach
from cetak.acquire.web import Fetched, Web
from cetak.acquire.wordpress_pages import MOST_BROKEN_IN_A_ROW, Query, each_post
from cetak.acquire.wordpress_rest import Rest, linked_root, named_root
from cetak.errors import SourceError
from served import PUBLIC

SITE = "https://koran.example/"


def refused(code: str, **facts: str) -> SourceError:
    return SourceError.because(code, SITE, **facts)


class Server:
    """Pages of posts, some of which break the page that they stand on."""

    def __init__(self, count: int, broken: set[int], *, with_totals: bool) -> None:
        self.numbers = list(range(count))
        self.broken = broken
        self.headers = {"x-wp-total": str(count)} if with_totals else {}
        self.asked: list[tuple[int, int]] = []

    def __call__(self, fields: dict[str, str], retries: int | None) -> tuple[Any, Fetched]:
        size, page = int(fields["per_page"]), int(fields["page"])
        self.asked.append((size, page))
        numbers = self.numbers[(page - 1) * size : page * size]
        if page > 1 and not numbers:
            raise refused("web-status", rest_code="rest_post_invalid_page_number")
        if self.broken & set(numbers):
            raise refused("json-broken")
        return [{"id": number} for number in numbers], Fetched(SITE, b"", headers=self.headers)


@given(
    count=st.integers(0, 120),
    size=st.integers(1, 100),
    broken=st.sets(st.integers(0, 39).map(lambda number: number * 3), max_size=8),
    with_totals=st.booleans(),
)
def test_all_but_the_broken_posts_arrive_each_once(
    count: int, size: int, broken: set[int], with_totals: bool
) -> None:
    server = Server(count, broken, with_totals=with_totals)
    query = Query({"orderby": "date"}, size)
    found = list(each_post(server, query, SITE))
    lost = [one.findings[0].where.source for one in found if isinstance(one, SourceError)]
    assert [one["id"] for one in found if isinstance(one, dict)] == [
        number for number in range(count) if number not in broken
    ]
    there = [number for number in sorted(broken) if number < count]
    assert lost == [f"{SITE}#post-{number + 1}" for number in there]


def test_many_broken_posts_in_a_row_are_a_broken_server() -> None:
    server = Server(30, set(range(10, 10 + MOST_BROKEN_IN_A_ROW + 1)), with_totals=True)
    found = each_post(server, Query({}, 10), SITE)
    assert [next(found)["id"] for _ in range(10)] == list(range(10))
    with pytest.raises(SourceError) as raised:
        next(found)
    assert raised.value.findings[0].code == "json-broken"


@pytest.mark.parametrize(
    ("root", "url", "home"),
    [
        (f"{SITE}wp-json/", f"{SITE}wp-json/wp/v2/posts?page=2", "/"),
        (f"{SITE}a/index.php/wp-json/", f"{SITE}a/index.php/wp-json/wp/v2/posts?page=2", "/a/"),
        (f"{SITE}?rest_route=/", f"{SITE}?rest_route=/wp/v2/posts&page=2", "/"),
        (f"{SITE}a/?rest_route=/", f"{SITE}a/?rest_route=/wp/v2/posts&page=2", "/a/"),
    ],
)
def test_questions_are_spelled_as_the_interface_wants_them(root: str, url: str, home: str) -> None:
    rest = Rest(root)
    assert (rest.url("wp/v2/posts", page=2), rest.home) == (url, home)
    assert named_root(root) == rest
    assert named_root(url) is None


@pytest.mark.parametrize(
    "content",
    [
        b"<link " * 20_000,
        b"<link rel=" + b'"' * 100_000,
        b"<link " + b"href" * 30_000 + b">",
        b"<" * 100_000,
        b"<link rel='https://api.w.org/' href='" + b"x" * 100_000,
        b"<link rel='https://api.w.org/' href='http://[/'>",
    ],
)
def test_hostile_pages_name_no_interface(content: bytes) -> None:
    told = {"link": content.decode()[:65_536]}
    assert linked_root(Fetched(SITE, content, headers=told)) is None
    feed = Fetched(SITE, b"<rss><channel>" + content, "text/xml")
    source = FeedSource(SITE, Web(resolve=lambda place, deadline: [PUBLIC]), Reach((SITE,)), feed)
    assert [one.name for one in source.all(None, None)] in ([SITE], [f"{SITE}#1"])
