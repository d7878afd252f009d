"""Stories that go on elsewhere: asked for, joined in order, and told where a page is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from cetak.acquire.sources import Raw
from cetak.article.blocks import EndMark, Figure, Paragraph
from cetak.clean.report import Cleaned
from cetak.config import Desk
from cetak.errors import SourceError
from cetak.pipeline import prepare

OWN = "https://www.koran.example/news/hujan"


@dataclass
class Site:
    """Pages by their addresses."""

    pages: Mapping[str, str]
    asked: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def page(self, address: str, beside: Raw) -> Raw:
        whole = urljoin(beside.address, address)
        self.asked.append(whole)
        if whole not in self.pages:
            raise SourceError.because("web-missing", whole, status=404)
        return self.raw(whole)

    def took(self, raw: Raw) -> None:
        self.parts.append(raw.address)

    def raw(self, address: str = OWN) -> Raw:
        return Raw(address, self.pages[address].encode(), None, address)


def copy(word: str, count: int = 3) -> str:
    line = "kalimat yang cukup panjang untuk dibaca sebagai paragraf berita yang wajar."
    return "".join(f"<p>{word} {number}, {line}</p>" for number in range(1, count + 1))


def page(body: str, number: int = 1, of: int = 3, links: str = "", head: str = "") -> str:
    numbers = "".join(
        f'<a href="?page={other}">{other}</a>' if other != number else f"<b>{other}</b>"
        for other in range(1, of + 1)
        if of > 1
    )
    return (
        '<!DOCTYPE html><html lang="id"><head><title>Hujan Turun di Lembah Sari</title>'
        '<meta property="og:type" content="article"><meta name="author" content="Ani Lestari">'
        f'<link rel="canonical" href="{OWN}"><link rel="{"next" if number < of else "x"}"'
        f' href="?page={number + 1}">{head}</head><body><header>Koran</header><article>'
        f"<h1>Hujan Turun di Lembah Sari</h1><div class='content'>{body}</div>"
        f"<div class='paging'>{numbers}{links}</div></article></body></html>"
    )


def three(**changed: str) -> dict[str, str]:
    pages = {
        OWN: page(copy("Satu"), 1),
        f"{OWN}?page=2": page(copy("Dua"), 2),
        f"{OWN}?page=3": page(f"{copy('Tiga')}<p>(abc/xyz)</p><p>Editor: Budi Jaya</p>", 3),
    }
    return pages | changed


def words(story: Cleaned) -> list[str]:
    """The first word of each paragraph."""
    blocks = story.article.body
    return [block.text.text.split()[0] for block in blocks if isinstance(block, Paragraph)]


def codes(story: Cleaned) -> list[str]:
    return [finding.code for finding in story.findings]


def told(story: Cleaned, code: str) -> Mapping[str, object]:
    return next(finding.facts for finding in story.findings if finding.code == code)


def test_pages_are_joined_in_order_with_the_facts_of_the_first() -> None:
    site = Site(three())
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Satu"] * 3 + ["Dua"] * 3 + ["Tiga"] * 3
    assert story.article.byline == ("Ani Lestari",)
    assert [credit.name for credit in story.article.credits] == ["Budi Jaya"]
    assert [block.text for block in story.article.body if isinstance(block, EndMark)] == [
        "(abc/xyz)"
    ]
    assert codes(story) == []
    assert sorted(site.parts) == sorted(site.pages)


def test_a_later_page_leads_to_the_first() -> None:
    site = Site(three())
    story = prepare(site.raw(f"{OWN}?page=2"), Desk(), site)
    assert words(story) == ["Satu"] * 3 + ["Dua"] * 3 + ["Tiga"] * 3
    assert f"{OWN}?page=2" in site.parts


def test_without_somebody_to_ask_a_page_stands_for_itself() -> None:
    story = prepare(Site(three()).raw(), Desk())
    assert words(story) == ["Satu"] * 3


def test_a_missing_page_is_lost_text() -> None:
    pages = three()
    del pages[f"{OWN}?page=2"]
    site = Site(pages)
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Satu"] * 3 + ["Tiga"] * 3
    assert told(story, "page-missing") == {"pages": "2", "count": 3}
    assert "web-missing" in codes(story)
    assert [f.severity.value for f in story.findings if f.code == "page-missing"] == ["error"]


def test_a_missing_first_page_is_named() -> None:
    pages = three()
    del pages[OWN]
    site = Site(pages)
    story = prepare(site.raw(f"{OWN}?page=2"), Desk(), site)
    assert words(story) == ["Dua"] * 3 + ["Tiga"] * 3
    assert told(story, "page-missing") == {"pages": "1", "count": 3}


def test_a_server_that_repeats_the_first_page_adds_nothing() -> None:
    site = Site(three(**{f"{OWN}?page=2": page(copy("Satu"), 1)}))
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Satu"] * 3 + ["Tiga"] * 3
    assert told(story, "page-repeated") == {"number": 2}


def test_pages_that_lead_in_circles_end() -> None:
    always = page(copy("Satu"), 1, of=2)
    site = Site({OWN: always, f"{OWN}?page=2": always})
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Satu"] * 3
    assert len(site.asked) <= 2


def test_endless_pages_end_at_thirty() -> None:
    pages = {f"{OWN}?page={n}": page(copy(f"Nomor{n}"), n, of=n + 1) for n in range(1, 60)}
    pages[OWN] = pages[f"{OWN}?page=1"]
    site = Site(pages)
    story = prepare(site.raw(), Desk(), site)
    assert len(set(words(story))) == 30
    assert told(story, "page-missing") == {"pages": "31", "count": 31}


def test_one_page_with_everything_is_taken_instead() -> None:
    every = f"{OWN}?page=all"
    pages = {
        OWN: page(copy("Satu"), links='<a href="?page=all">Semua</a>'),
        every: page(copy("Satu") + copy("Dua") + copy("Tiga"), of=1),
    }
    site = Site(pages)
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Satu"] * 3 + ["Dua"] * 3 + ["Tiga"] * 3
    assert (site.asked, codes(story)) == ([every], [])


def test_one_page_that_says_no_more_is_not_taken() -> None:
    links = '<a href="?page=all">Semua</a>'
    pages = three(**{OWN: page(copy("Satu"), links=links)})
    pages[f"{OWN}?page=all"] = page(copy("Satu"), of=1)
    site = Site(pages)
    assert words(prepare(site.raw(), Desk(), site))[-1] == "Tiga"


def test_a_page_on_another_site_is_not_asked_for() -> None:
    foreign = '<a rel="next" href="https://www.lain.example/news/hujan?page=2">2</a>'
    site = Site({OWN: page(copy("Satu"), of=1, links=foreign)})
    story = prepare(site.raw(), Desk(), site)
    assert site.asked == []
    assert codes(story) == ["page-missing", "page-elsewhere"]


def test_what_sites_repeat_on_each_page_is_printed_once() -> None:
    figure = '<figure><img src="/f/hujan.jpg?w=600"><figcaption>Hujan.</figcaption></figure>'
    lead = "<p>Ringkasan yang diulang situs pada setiap halaman beritanya, kata demi kata.</p>"
    pages = {
        OWN: page(f"{figure}{lead}{copy('Satu')}", 1, of=2),
        f"{OWN}?page=2": page(
            f"{figure.replace('600', '300')}{lead}<p>Dua, kalimat baru yang cukup panjang di"
            f" halaman kedua dari berita ini.</p><p>“Ya.”</p>{copy('Tiga', 1)}<p>“Ya.”</p>",
            2,
            of=2,
        ),
    }
    site = Site(pages)
    story = prepare(site.raw(), Desk(), site)
    assert words(story) == ["Ringkasan", "Satu", "Satu", "Satu", "Dua,", "“Ya.”", "Tiga", "“Ya.”"]
    pictures = [block for block in story.article.body if isinstance(block, Figure)]
    assert len(pictures) + (story.article.picture is not None) == 1


def item(summary: str) -> Raw:
    feed = (
        '<rss version="2.0"><channel><title>Koran</title><item><title>Hujan</title>'
        f"<link>{OWN}</link><guid>urn:hujan</guid><category>Cuaca</category>"
        f"<description>{summary}</description></item></channel></rss>"
    )
    return Raw("https://koran.example/feed#1", feed.encode(), None, "https://koran.example/feed")


def test_a_summary_is_completed_from_its_page() -> None:
    site = Site({OWN: page(copy("Satu"), of=1)})
    story = prepare(item("Hujan turun."), Desk(), site)
    assert words(story) == ["Satu"] * 3
    assert story.article.headline.text == "Hujan Turun di Lembah Sari"
    assert (story.article.uri, story.article.section) == ("urn:hujan", "Cuaca")
    assert codes(story) == []


def test_a_summary_of_a_paged_story_gets_all_pages() -> None:
    site = Site(three())
    assert len(words(prepare(item("Hujan turun."), Desk(), site))) == 9


def test_an_item_without_any_copy_is_completed_too() -> None:
    site = Site({OWN: page(copy("Satu"), of=1)})
    story = prepare(item(""), Desk(), site)
    assert (words(story), story.article.status.value) == (["Satu"] * 3, "usable")


def test_a_page_that_does_not_come_leaves_the_summary() -> None:
    story = prepare(item("Hujan turun di Lembah Sari."), Desk(), Site({}))
    assert words(story) == ["Hujan"]
    assert codes(story) == ["feed-partial", "page-not-had", "web-missing"]
    assert {f.severity.value for f in story.findings} == {"info", "warning"}


def test_a_page_that_says_less_than_the_feed_is_not_taken() -> None:
    site = Site({OWN: page("<p>Masuk untuk membaca.</p>", of=1)})
    story = prepare(
        item("Hujan turun di Lembah Sari sejak Selasa malam, kata warga."), Desk(), site
    )
    assert words(story) == ["Hujan"]
    assert "page-says-less" in codes(story)
