"""Pages of stories as Indonesian sites link them, all invented."""

from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.article.draft import Paging

OWN = "https://www.koran.example/news/read/123/hujan-turun"
CANONICAL = f'<link rel="canonical" href="{OWN}">'
ARTICLE = '<meta property="og:type" content="article">'


def paging(
    body: str, head: str = ARTICLE + CANONICAL, name: str = "cerita.html", before: str = ""
) -> Paging | None:
    page = f"<!DOCTYPE html>{before}<html><head><title>Hujan</title>{head}</head>"
    copy = f"<body><article><h1>Hujan</h1><p>Hujan turun.</p>{body}</article></body></html>"
    return read_story(name, (page + copy).encode()).paging


def test_numbered_links_and_all_on_one_page() -> None:
    """As Kompas, Tribun and Suara write it."""
    links = '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=all">Show All</a>'
    found = paging(f'<div class="paging"><span class="active">1</span>{links}</div>')
    assert found == Paging(
        1, 3, {2: f"{OWN}?page=2", 3: f"{OWN}?page=3"}, whole=(f"{OWN}?page=all",)
    )


def test_a_counter_says_how_many_pages_there_are() -> None:
    """As Liputan6 writes it."""
    found = paging('<p>1 dari 5 halaman</p><a href="?page=2">Selanjutnya</a>')
    assert found == Paging(1, 5, {2: f"{OWN}?page=2"})


def test_a_page_that_shows_all_its_breaks_is_whole() -> None:
    breaks = "".join(f"<p>{number} dari 4 halaman</p><p>Teks.</p>" for number in (2, 3, 4))
    assert paging(f'{breaks}<a href="?page=2">2</a>') is None


def test_numbers_in_the_path() -> None:
    """As WordPress and Detik write it; the current page is no link."""
    found = paging(
        f'<div class="page-links">Halaman: <a href="{OWN}/">1</a>'
        f' <span class="current">2</span> <a href="{OWN}/3/">3</a></div>'
    )
    assert found == Paging(2, 3, {1: f"{OWN}/", 3: f"{OWN}/3/"})


def test_the_head_says_what_is_next() -> None:
    found = paging("", f'{ARTICLE}{CANONICAL}<link rel="next" href="{OWN}?page=3">')
    assert found == Paging(2, 3, {3: f"{OWN}?page=3"})


def test_saved_pages_that_link_each_other_by_their_files() -> None:
    """As Merdeka's "Halaman 1 2 3" looks when it was saved with its links made local."""
    found = paging(
        '<div class="page-number">Halaman <a href="hujan.html">1</a> 2'
        ' <a href="hujan-3.html">3</a></div>',
        ARTICLE,
        "arsip/hujan-2.html",
    )
    assert found == Paging(2, 3, {1: "hujan.html", 3: "hujan-3.html"})


def test_the_address_that_a_browser_saved_a_page_from_counts() -> None:
    saved = f"\n<!-- saved from url=(0063){OWN}?page=2 -->\n"
    found = paging('<a href="?page=1">1</a> <a href="?page=3">3</a>', before=saved)
    assert found is not None
    assert (found.number, found.count) == (2, 3)


def test_the_page_for_phones_may_be_whole() -> None:
    amp = '<link rel="amphtml" href="https://amp.koran.example/news/read/123/hujan-turun">'
    found = paging('<a href="?page=2">2</a>', ARTICLE + CANONICAL + amp)
    assert found is not None
    assert found.whole == ("https://amp.koran.example/news/read/123/hujan-turun",)


def test_a_page_elsewhere_is_named_so_that_it_can_be_refused() -> None:
    other = OWN.replace("koran", "lain")
    found = paging(f'<a rel="next" href="{other}?page=2">2</a>')
    assert found is not None
    assert found.pages == {2: f"{other}?page=2"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        f'<a href="{OWN}">tautan tetap</a>',
        '<div id="comments"><a href="?page=2">2</a></div>',
        '<a href="?page=2#komentar">2</a>',
        '<a rel="next" href="https://www.koran.example/news/read/124/cerita-lain">Lain</a>',
        '<a href="javascript:next(2)">2</a><a href="https://[">2</a>',
        "<p>2 dari 5 halaman buku itu hilang.</p>",
    ],
)
def test_what_is_no_page_of_the_story(body: str) -> None:
    assert paging(body) is None


def test_a_list_of_stories_is_no_story() -> None:
    section = '<link rel="canonical" href="https://www.koran.example/news">'
    assert paging('<a href="?page=2">2</a>', section) is None
    front = f'{ARTICLE}<link rel="canonical" href="https://www.koran.example/">'
    assert paging('<a href="/page/2/">2</a>', front) is None


def test_a_page_of_endless_links_and_counters_is_read() -> None:
    links = "".join(f'<a href="?page={number}">{number}</a>' for number in range(2, 9000))
    found = paging(links + "<p>" + "1 dari " * 15_000 + "</p>")
    assert found is not None
    assert found.count <= 999


def test_a_summary_names_its_page() -> None:
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        "<title>Koran</title><item><title>Hujan</title><link>{link}</link>"
        "<description>Hujan turun di Lembah Sari.</description>{full}</item></channel></rss>"
    )
    part = read_story("feed.xml", feed.format(link=OWN, full="").encode())
    assert part.summary_of == OWN
    full = "<content:encoded>&lt;p&gt;Hujan turun.&lt;/p&gt;</content:encoded>"
    assert read_story("feed.xml", feed.format(link=OWN, full=full).encode()).summary_of == ""
    assert read_story("feed.xml", feed.format(link="", full="").encode()).summary_of == ""
