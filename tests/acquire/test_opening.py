from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from cetak.acquire.feeds import FeedSource
from cetak.acquire.opening import AddressSource, ListSource, desk_sources, sources_of
from cetak.acquire.sources import FilesSource, Intake, Raw, Source, Unreadable
from cetak.acquire.web_pages import PageSource
from cetak.acquire.wordpress import WordPressSource
from cetak.adapt import read_story
from cetak.config import read_desk
from cetak.resources import MemoryResources
from served import Reply, Site, passes_on, quick_web, says, serving, told

DAY = dt.date(2023, 9, 20)
FEED_TYPE = "application/rss+xml"
PAGE = Reply(
    b"<!doctype html><html><head><title>Hujan</title></head><body><p>Hujan turun.</p></body>"
    b"</html>"
)


def rss(*slugs: str, more: str = "") -> Reply:
    link = f'<atom:link rel="next" href="{more}"/>' if more else ""
    items = "".join(
        f"<item><title>{slug}</title><link>https://koran.example/{slug}/</link>"
        f"<description>Hujan turun di Lamaru.</description></item>"
        for slug in slugs
    )
    head = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
    return Reply(f"{head}{link}{items}</channel></rss>".encode(), media_type=FEED_TYPE)


def post(number: int) -> dict[str, object]:
    return {
        "id": number,
        "slug": f"hujan-{number}",
        "link": f"https://koran.example/hujan-{number}/",
        "title": {"rendered": "Hujan"},
        "content": {"rendered": "<p>Hujan turun.</p>"},
    }


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def no_stdin() -> bytes:
    raise AssertionError("standard input was read")


def named(*arguments: str, files: dict[str, bytes] | None = None) -> tuple[Source, ...]:
    resources = MemoryResources(files or {})
    return sources_of(arguments, resources, no_stdin, quick_web(retries=0))


def desk(text: str, files: dict[str, bytes] | None = None) -> tuple[Source, ...]:
    entries = read_desk("cetak.yaml", text.encode()).sources
    return desk_sources(entries, MemoryResources(files or {}), quick_web(retries=0))


def opened(site: Site, path: str) -> Source:
    (source,) = named(site.url(path))
    assert isinstance(source, AddressSource)
    return source.opened()


def names(found: Iterator[Intake]) -> list[str]:
    return [one.name for one in found]


def codes(found: Iterator[Intake]) -> list[str]:
    return [told(one.error) for one in found if isinstance(one, Unreadable)]


def test_files_and_addresses_keep_their_order() -> None:
    files = {"a.txt": b"Hujan", "b.txt": b"Hujan"}
    sources = named("a.txt", "b.txt", "HTTPS://koran.example/", "a.txt", files=files)
    assert [source.name for source in sources] == ["a.txt b.txt", "HTTPS://koran.example/"]
    assert [type(source) for source in sources] == [FilesSource, AddressSource]
    assert names(sources[0].on(DAY)) == ["a.txt", "b.txt"]
    assert names(sources[0].find("x")) == ["a.txt", "b.txt"]
    assert named() == ()


def test_a_site_that_is_named_and_configured_gets_the_login_of_its_entry() -> None:
    text = "sources:\n  - {name: koran, wordpress: 'https://koran.example/'}\n"
    entries = read_desk("cetak.yaml", text.encode()).sources
    login = {"CETAK_KORAN_USER": "ani", "CETAK_KORAN_PASSWORD": "abcd"}
    other = {"CETAK_WORDPRESS_USER": "budi", "CETAK_WORDPRESS_PASSWORD": "efgh"}
    resources = MemoryResources(environment={**login, **other})
    asked = ("https://koran.example/blog/", "https://other.example/")
    sources = sources_of(asked, resources, no_stdin, quick_web(), entries)
    logins = [one.credentials for one in sources if isinstance(one, AddressSource)]
    assert [(one.user, one.withheld_from) for one in logins] == [
        ("ani", ""),
        ("", "https://other.example"),
    ]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (rss("a"), FeedSource),
        (Reply(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>'), FeedSource),
        (says([post(1)]), ListSource),
        (says({"namespaces": ["wp/v2"]}), WordPressSource),
        (says({"uri": "urn:x", "headline": "Hujan"}), PageSource),
        (PAGE, PageSource),
        (Reply(b'<html><p>&lt;rss&gt;</p><rss version="2.0"><item/></rss></html>'), PageSource),
        (Reply(b"<nitf><body/></nitf>", media_type="text/xml"), PageSource),
    ],
)
def test_an_address_is_what_it_answers(site: Site, reply: Reply, kind: type[Source]) -> None:
    site.scripts["/x"] = reply
    assert type(opened(site, "/x")) is kind


@pytest.mark.parametrize(
    ("path", "root", "kind"),
    [
        ("/", "/wp-json/", WordPressSource),
        ("/blog/", "/blog/wp-json/", WordPressSource),
        ("/blog", "/blog/index.php/wp-json/", WordPressSource),
        ("/", "/?rest_route=/", WordPressSource),
        ("/blog/", "/blog/index.php?rest_route=/", WordPressSource),
        ("/2023/09/20/hujan/", "/wp-json/", PageSource),
        ("/blog/", "/wp-json/", PageSource),
        ("/?p=12", "/wp-json/", PageSource),
    ],
)
def test_the_front_page_of_a_wordpress_is_the_site(
    site: Site, path: str, root: str, kind: type[Source]
) -> None:
    link = f'<html><link rel="https://api.w.org/" href="{site.url(root)}"></html>'.encode()
    site.scripts[path.partition("?")[0]] = Reply(link)
    assert type(opened(site, path)) is kind


def test_the_interface_itself_is_not_asked_what_it_is(site: Site) -> None:
    assert type(opened(site, "/wp-json/")) is WordPressSource
    assert type(opened(site, "/?rest_route=/")) is WordPressSource
    assert site.asked == []


def test_a_site_that_has_moved_is_followed(site: Site) -> None:
    site.scripts |= {
        "/": passes_on("/berita/"),
        "/berita/": Reply(b'<link rel="https://api.w.org/" href="/berita/wp-json/">'),
        "/berita/wp-json/wp/v2/posts": says([post(1)]),
    }
    (source,) = named(site.url())
    assert names(source.on(DAY)) == ["https://koran.example/hujan-1/"]


def test_an_address_without_an_answer_is_told(site: Site) -> None:
    (source,) = named(site.url("/none"))
    assert codes(source.all(None, None)) == ["web-missing"]
    assert codes(source.on(DAY)) == ["web-missing"]
    assert codes(source.find("https://koran.example/")) == ["web-missing"]


def test_a_list_of_posts_is_taken_apart(site: Site) -> None:
    site.scripts["/posts"] = says([post(1), post(2)])
    (source,) = named(site.url("/posts"))
    found = list(source.on(DAY))
    assert names(iter(found)) == [f"{site.url('/posts')}#hujan-1", f"{site.url('/posts')}#hujan-2"]
    first = found[0]
    assert isinstance(first, Raw)
    assert first.address == site.url("/posts")
    assert read_story(first.name, first.content).facts.slug == "hujan-1"
    assert len(site.asked) == 1


def test_a_feed_is_taken_apart(site: Site) -> None:
    site.scripts["/feed/"] = rss("a", "b")
    (source,) = named(site.url("/feed/"))
    found = list(source.all(None, None))
    assert names(iter(found)) == [f"{site.url('/feed/')}#a", f"{site.url('/feed/')}#b"]
    first = found[0]
    assert isinstance(first, Raw)
    assert first.address == site.url("/feed/")
    assert read_story(first.name, first.content).facts.headline.text == "a"
    assert len(site.asked) == 1


def test_the_pages_of_a_feed_are_followed_each_once(site: Site) -> None:
    site.scripts |= {
        "/feed/": rss("a", "b", more="/feed/2"),
        "/feed/2": rss("b", "c", more="/feed/3"),
        "/feed/3": rss("d", more="/feed/"),
    }
    (source,) = desk(f"sources: [{{feed: '{site.url('/feed/')}'}}]")
    address = site.url("/feed/")
    assert names(source.on(DAY)) == [f"{address}#{slug}" for slug in "abcd"]
    assert len(site.asked) == 3
    site.scripts["/feed/2"] = Reply(b"", 503)
    assert codes(source.find("x")) == ["web-server-error"]
    site.scripts["/feed/"] = rss("a", more="http://127.0.0.2/")
    assert codes(source.on(DAY)) == ["web-host"]


def test_what_is_no_feed_is_told(site: Site) -> None:
    site.scripts |= {"/feed/": PAGE, "/wxr": Reply(b"<rss><channel><item>", media_type="")}
    (source,) = desk(f"sources: [{{feed: '{site.url('/feed/')}'}}]")
    assert codes(source.on(DAY)) == ["feed-expected"]
    (cut,) = named(site.url("/wxr"))
    assert codes(cut.on(DAY)) == ["item-cut"]


def test_an_export_may_lie_on_the_network(site: Site) -> None:
    item = (
        "<item><title>Hujan</title><link>https://koran.example/hujan/</link>"
        "<content:encoded><![CDATA[<p>Hujan.</p>]]></content:encoded><wp:post_id>1</wp:post_id>"
        "<wp:post_name>hujan</wp:post_name><wp:post_type>post</wp:post_type></item>"
    )
    spaces = " ".join(
        f'xmlns:{prefix}="http://{place}"'
        for prefix, place in (
            ("content", "purl.org/rss/1.0/modules/content/"),
            ("wp", "wordpress.org/export/1.2/"),
        )
    )
    body = f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{item}</channel></rss>'
    site.scripts["/export.xml"] = Reply(body.encode(), media_type="text/xml")
    (source,) = named(site.url("/export.xml"))
    assert names(source.all(None, None)) == [f"{site.url('/export.xml')}#hujan"]


def test_pages_come_as_they_are(site: Site) -> None:
    site.scripts |= {"/1": PAGE, "/2": passes_on("/1"), "/3": Reply(b"", 404)}
    pages = ", ".join(f"'{site.url(f'/{number}')}'" for number in (1, 2, 3))
    (source,) = desk(f"sources: [{{pages: [{pages}]}}]")
    found = list(source.on(DAY))
    assert names(iter(found)) == [site.url(f"/{number}") for number in (1, 2, 3)]
    assert [one.address for one in found if isinstance(one, Raw)] == [site.url("/1")] * 2
    assert codes(iter(found)) == ["web-missing"]
    assert names(source.find(site.url("/2/"))) == [site.url("/2")]
    assert names(source.find("https://koran.example/")) == []


def test_the_encoding_that_a_server_tells_is_kept(site: Site) -> None:
    text = "<html><body><p>Café di Lamaru</p></body></html>"
    latin = text.encode("latin-1")
    site.scripts |= {
        "/latin": Reply(latin, media_type="text/html; charset=iso-8859-1"),
        "/wrong": Reply(latin, media_type="text/html; charset=ascii"),
        "/odd": Reply(latin, media_type="text/html; charset=hex"),
        "/bom": Reply("\ufeff<p>é".encode(), media_type="text/html; charset=latin-1"),
        "/none": Reply(latin, media_type="text/html"),
    }
    found = {}
    for path in site.scripts:
        (source,) = named(site.url(path))
        (page,) = source.on(DAY)
        assert isinstance(page, Raw)
        found[path] = page.content
    assert found["/latin"].decode("utf-8-sig") == text
    assert found["/wrong"] == found["/odd"] == found["/none"] == latin
    assert found["/bom"].decode("utf-8-sig") == "<p>é"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"\xff\xd8\xff", media_type="image/jpeg"),
        Reply(b"%PDF-", media_type="application/pdf"),
        Reply(b"MZ\0\0\0\0", media_type=""),
    ],
)
def test_what_holds_no_story_is_told(site: Site, reply: Reply) -> None:
    site.scripts["/x"] = reply
    (source,) = named(site.url("/x"))
    assert codes(source.on(DAY)) == ["page-expected"]


def test_a_story_is_told_by_its_content_whatever_its_address_ends_in(site: Site) -> None:
    for path in ("/berita.php", "/hujan.yaml", "/x.id"):
        site.scripts[path] = PAGE
        (source,) = named(site.url(path))
        (page,) = source.on(DAY)
        assert isinstance(page, Raw)
        assert read_story(page.name, page.content).copy.whole_page  # type: ignore[union-attr]


def test_the_sources_of_a_desk_keep_its_limits(site: Site) -> None:
    text = (
        "sources:\n"
        f"  - {{wordpress: '{site.url()}', per-page: 2, retries: 0, timeout-seconds: 5,\n"
        "     hosts: cdn.example, requests-per-second: 9}\n"
        "  - folder: cerita\n"
        "  - export: lama.json\n"
    )
    files = {"cerita/a.md": b"# Hujan", "lama.json": json.dumps([post(1), post(2)]).encode()}
    wordpress, folder, export = desk(text, files)
    assert isinstance(wordpress, WordPressSource)
    manners = wordpress.web.manners
    assert (manners.timeout_seconds, manners.retries, manners.requests_per_second) == (5, 0, 9)
    assert wordpress.reach.hosts == ("cdn.example",)
    assert wordpress.per_page == 2
    assert names(folder.on(DAY)) == ["cerita/a.md"]
    assert names(export.on(DAY)) == ["lama.json#hujan-1", "lama.json#hujan-2"]


def test_the_login_of_a_source_goes_by_its_name() -> None:
    entries = read_desk("c", b"sources: [{name: pagi, wordpress: 'https://a.example/'}]").sources
    environment = {"CETAK_PAGI_USER": "ani", "CETAK_PAGI_PASSWORD": "abcd"}
    resources = MemoryResources(environment=environment)
    (source,) = desk_sources(entries, resources, quick_web())
    assert isinstance(source, WordPressSource)
    assert source.credentials.user == "ani"
    assert source.credentials.address == "https://a.example/"
