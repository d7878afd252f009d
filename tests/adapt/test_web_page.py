from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.adapt import read_story
from cetak.adapt.web_page_bytes import page_text
from cetak.adapt.web_page_dates import day_in_address, stated_moment
from cetak.adapt.web_page_names import author_names
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Article
from cetak.clean import clean, load_rulebook
from cetak.clean.body_text import body_text
from cetak.errors import SourceError

PROSE = (
    "<p>The ferry left the harbour at nine, with forty people and two goats on board.</p>"
    "<p>It came back at noon, because the wind had turned and the captain was hungry.</p>"
    "<p>Nobody complained, said Maren Holt, who sells the tickets, but for the goats.</p>"
)


def page(head: str = "", body: str = f"<h1>The Ferry</h1>{PROSE}", lang: str = "en") -> bytes:
    top = f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head>'
    return f"{top}<body>{body}</body></html>".encode()


def facts(head: str = "", body: str = f"<h1>The Ferry</h1>{PROSE}") -> Article:
    return read_story("page.html", page(head, body)).facts


def stated(**story: object) -> str:
    value = {"@context": "https://schema.org", "@type": "NewsArticle", **story}
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def text(content: bytes) -> str:
    return body_text(clean(read_story("page.html", content), load_rulebook()))


def test_schema_org_facts() -> None:
    article = facts(
        stated(
            headline="The Ferry &amp; the Goats",
            author=[
                {"@type": "Person", "name": "Jane Doe"},
                {"@type": "Person", "name": "Ola Berg"},
            ],
            publisher={"@type": "Organization", "name": "The Harbour Paper"},
            datePublished="2023-09-20T10:15:00+07:00",
            dateModified="2023-09-21T08:00:00+07:00",
            articleSection="Coast",
            inLanguage="en-GB",
            image=[
                {"url": "https://x.test/s.jpg", "width": 300},
                {"url": "https://x.test/l.jpg", "width": "1200"},
            ],
            keywords="ferry, goats",
            mainEntityOfPage={"@id": "https://x.test/ferry"},
        )
    )
    zone = dt.timezone(dt.timedelta(hours=7))
    assert article.headline.text == "The Ferry & the Goats"
    assert article.byline == ("Jane Doe", "Ola Berg")
    assert (article.source, article.section) == ("The Harbour Paper", "Coast")
    assert article.published == dt.datetime(2023, 9, 20, 10, 15, tzinfo=zone)
    assert article.updated == dt.datetime(2023, 9, 21, 8, 0, tzinfo=zone)
    assert article.picture is not None
    assert article.picture.picture.source == "https://x.test/l.jpg"
    assert article.keywords == ("ferry", "goats")
    assert article.canonical_url == "https://x.test/ferry"


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph":[{"@type":"WebPage"},'
        '{"@type":"BlogPosting","headline":"Night Boat","author":"Ani"}]}',
        '[{"@type":"BreadcrumbList"},'
        '{"@type":["Article","NewsArticle"],"headline":"Night Boat","author":["Ani"]}]',
        '{"@type":"Article","headline":"Night\nBoat","author":{"name":"Ani"},}',
        '<!-- {"@type":"Article","headline":"Night Boat","author":{"name":"Ani"}} -->',
        '<![CDATA[ {"@type":"Article","headline":"Night Boat","author":{"name":"Ani"}} ]]>',
        '//<![CDATA[\n{"@type":"Article","headline":"Night Boat","author":{"name":"Ani"}};\n//]]>',
        '{"@type":"http://schema.org/Article","headline":"Night Boat","author":{"name":"Ani"}',
    ],
)
def test_untidy_statements_are_read(script: str) -> None:
    article = facts(f'<script type="application/ld+json">{script}</script>', PROSE)
    assert (article.headline.text, article.byline) == ("Night Boat", ("Ani",))


@pytest.mark.parametrize(
    "script", ["", "{", "nothing", "[[[[", '{"@type":', "[" * 5000, '"' * 999]
)
def test_broken_statements_state_nothing(script: str) -> None:
    article = facts(f'<script type="application/ld+json">{script}</script>')
    assert (article.headline.text, article.byline) == ("The Ferry", ())


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<title>The Ferry - Harbour Paper</title>", "The Ferry"),
        ("<title>Goats at Sea and on Land | Harbour Paper</title>", "Goats at Sea and on Land"),
        (
            '<meta property="og:title" content="Goats — and More — at Sea">',
            "Goats — and More — at Sea",
        ),
        (
            '<meta property="og:title" content="Goats at Sea Again - Paper">'
            '<meta property="og:site_name" content="Paper">',
            "Goats at Sea Again",
        ),
        ('<meta name="twitter:title" content="Goats at Sea">', "Goats at Sea"),
    ],
)
def test_a_headline_is_without_the_name_of_the_site(head: str, headline: str) -> None:
    assert facts(head).headline.text == headline


def test_a_heading_that_leads_home_is_the_name_of_the_site() -> None:
    body = f'<h1><a href="https://x.test/">Harbour Paper</a></h1><h2>Goats at Sea</h2>{PROSE}'
    assert (
        facts("<title>Goats at Sea | Harbour Paper</title>", body).headline.text == "Goats at Sea"
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="author" content="By Jane Doe">', ""),
        (
            '<meta property="article:author" content="https://facebook.test/jane">'
            '<meta name="parsely-author" content="Jane Doe">',
            "",
        ),
        ("", '<span itemprop="author" itemscope><b itemprop="name">Jane Doe</b></span>'),
        ("", '<a rel="author" href="/jane">Jane Doe</a>'),
        ("", '<p class="byline">By <a>Jane Doe</a></p>'),
        ("", '<a href="/author/jane/">Jane Doe</a>'),
    ],
)  # fmt: skip
def test_authors_are_names_alone(head: str, body: str) -> None:
    assert facts(head, f"<h1>The Ferry</h1>{body}{PROSE}").byline == ("Jane Doe",)


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Ani Wijaya - detikNews", ("Ani Wijaya",)),
        ("Penulis: Budi Santoso dan Citra Dewi", ("Budi Santoso", "Citra Dewi")),
        ("Jane Doe, John Roe and Ola Berg", ("Jane Doe", "John Roe", "Ola Berg")),
        ("Dr. Budi Santoso, M.Sc.", ("Dr. Budi Santoso, M.Sc.",)),
        ("Jane Doe, political editor", ("Jane Doe",)),
        ("admin", ()),
        ("https://facebook.test/paper", ()),
        ("The Paper", ()),
        ("Red: Nadia Safitri", ()),
    ],
)
def test_names(told: str, names: tuple[str, ...]) -> None:
    assert author_names([told], {"the paper"}) == names


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2023-09-20T10:15:00Z", "2023-09-20T10:15:00+00:00"),
        ("2023-09-20T10:15:00.123+0700", "2023-09-20T10:15:00+07:00"),
        ("2023/09/20 10:15:00", "2023-09-20T10:15:00"),
        ("2023-09-20 10:15 WIB", "2023-09-20T10:15:00+07:00"),
        ("20230920", "2023-09-20"),
        ("20/09/2023", "2023-09-20"),
        ("1695179700", "2023-09-20T03:15:00+00:00"),
        ("Wed, 20 Sep 2023 10:15:00 +0700", "2023-09-20T10:15:00+07:00"),
        ("20 September 2023", "2023-09-20"),
    ],
)
def test_moments(told: str, moment: str) -> None:
    found = stated_moment(told)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("told", ["", "soon", "0000-00-00", "2023-13-45", "3.2.1199", "9" * 60])
def test_no_moments(told: str) -> None:
    assert stated_moment(told) is None


def test_a_day_in_the_address_is_the_last_resort() -> None:
    assert day_in_address("https://x.test/2023/09/20/ferry") == dt.date(2023, 9, 20)
    assert day_in_address("https://x.test/1234/56/78/ferry") is None
    head = '<link rel="canonical" href="https://x.test/read/2023/09/20/ferry">'
    assert facts(head).published == dt.date(2023, 9, 20)


def test_the_stated_text_serves_where_the_page_shows_none() -> None:
    told = "\n".join(
        f"Paragraph {n} of the ferry's story goes on and on, said the captain." for n in range(9)
    )
    shown = text(page(stated(headline="x", articleBody=told), "<div id=app><p>Loading.</p></div>"))
    assert shown.splitlines() == told.splitlines()


def test_the_stated_text_tells_which_part_of_the_page_is_the_copy() -> None:
    told = " ".join(
        f"Sentence {n} of the real story stands here for the record." for n in range(12)
    )
    decoy = "".join(
        f"<p>Decoy {n}, a longer teaser of some other story, with commas, and more.</p>"
        for n in range(30)
    )
    body = f"<div class=x>{decoy}</div><div class=y><p>{told}</p><p>{told[:60]}</p></div>"
    assert text(page(stated(headline="h", articleBody=told), body)).startswith("Sentence 0")
    assert "Decoy" not in text(page(stated(headline="h", articleBody=told), body))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("shift_jis", "cp932"),
    ],
)
def test_the_declared_encoding_is_read(declared: str, encoding: str) -> None:
    sign = "表" if encoding == "cp932" else "“é”"
    content = f'<html><meta charset="{declared}"><p>{sign} word</p></html>'.encode(encoding)
    assert sign in page_text("a.html", content)[0]


def test_encodings_by_mark_and_mixed_ones() -> None:
    assert "é" in page_text("a.html", "<p>é</p>".encode("utf-16"))[0]
    mixed = ("<meta charset=utf-8><p>" + "café " * 300).encode() + b"\x93quoted\x94</p>"
    read, findings = page_text("a.html", mixed)
    assert "café" in read
    assert "“quoted”" in read
    assert [finding.code for finding in findings] == ["encoding-mixed"]


def test_null_bytes_are_dropped() -> None:
    assert text(page().replace(b"ferry", b"fer\x00ry")).startswith("The ferry left")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "source-empty"),
        (b"   \n ", "source-empty"),
        (b"<p>" + b"a" * (50 * 1024 * 1024), "source-too-large"),
        (b"%PDF-1.7 x", "source-binary"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_story("page.html", content)
    assert caught.value.findings[0].code == code


def test_deep_nesting_loses_no_word() -> None:
    deep = "<div>" * 10_000 + PROSE + "</div>" * 10_000
    assert "came back at noon" in text(page(body=deep))


def test_scripts_never_reach_the_story() -> None:
    evil = "<p onclick=x()>Go <a href='javascript:x()'>on</a><script>x()</script></p>"
    cleaned = clean(read_story("p.html", page(body=PROSE + evil)), load_rulebook())
    assert "javascript" not in cleaned.article.model_dump_json()
    assert "x()" not in cleaned.article.model_dump_json()


def test_lazy_pictures_have_their_real_address() -> None:
    body = (
        f"{PROSE}<p><img src='data:image/gif;base64,R0' data-lazy-src='https://x.test/a.jpg'></p>"
        "<p><img src='/blank.gif'><noscript><img src='https://x.test/b.jpg'></noscript></p>"
        "<p><amp-img src='https://x.test/c.jpg'></amp-img></p>"
        "<p><picture>"
        "<source srcset='https://x.test/d-800.jpg 800w, https://x.test/d-1600.jpg 1600w'>"
        f"<img src='data:,'></picture></p>{PROSE}"
    )
    cleaned = clean(read_story("p.html", page(body=body)), load_rulebook())
    sources = [block.picture.source for block in cleaned.article.body if block.type == "figure"]
    assert sources == [f"https://x.test/{name}.jpg" for name in ("a", "b", "c", "d-1600")]


def test_the_main_picture_is_printed_once() -> None:
    head = stated(headline="The Ferry", image="https://x.test/ferry-1200x800.jpg")
    body = f"{PROSE}<figure><img src='https://x.test/ferry-300x200.jpg'></figure>{PROSE}"
    article = clean(read_story("p.html", page(head, body)), load_rulebook()).article
    assert article.picture is None
    assert [block.type for block in article.body].count("figure") == 1


def test_a_page_on_standard_input_is_known_by_its_beginning() -> None:
    draft: Draft = read_story("-", page("<title>Goats</title>"))
    assert isinstance(draft.copy, MarkupCopy)
    assert draft.copy.whole_page


STARTS = ["", "<div>", "<script type='application/ld+json'>", "<!--", "<p", "<title>"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes_after_the_copy_leave_it_whole(noise: bytes, start: str) -> None:
    content = page()[: -len(b"</body></html>")] + start.encode() + noise
    assert "came back at noon" in text(content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes_make_a_story_or_an_error(noise: bytes, start: str) -> None:
    with contextlib.suppress(SourceError):
        name = read_story("page.html", start.encode() + noise).name
        assert name == "page.html"


@pytest.mark.parametrize(
    "part",
    [
        "<h3>Comments</h3>", "<p class=caption>x y z</p>", "<figure><img src=a><figcaption>b",
        "<div><b>x</b><a>y</a>", "<table><tr><td>a", "<p>1 2 3 4 5 6</p>", "<div class=related>",
        "<a href=x>", "<noscript>",
    ],
)  # fmt: skip
def test_endless_repetition_loses_no_copy(part: str) -> None:
    assert "came back at noon" in text(page(body=PROSE + part * (60_000 // len(part))))


def test_a_byline_above_the_copy_names_people_and_days() -> None:
    meta = "<div>By <a href='/s/jane'>Jane Doe</a>, Staff Writer<br><i>Mon March 4, 2024</i></div>"
    content = page("<title>The Ferry</title>", f"<h1>The Ferry</h1>{meta}<div>{PROSE}</div>")
    article = clean(read_story("p.html", content), load_rulebook()).article
    assert article.byline == ("Jane Doe",)
    assert article.published == dt.date(2024, 3, 4)
    assert article.body[0].type == "paragraph"
    assert len(article.body) == 3


def test_a_copyright_line_is_no_copy() -> None:
    content = page(body=f"{PROSE}<p>Copyright 2024 The Paper. All rights reserved.</p>")
    assert "Copyright" not in text(content)


@pytest.mark.parametrize(
    "trick", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\x00", "\x07"]
)
def test_a_headline_carries_no_invisible_tricks(trick: str) -> None:
    tricked = page().replace(b"</title>", f"{trick}</title>".encode())
    tricked = tricked.replace(b"<h1>", f"<h1>{trick}".encode()).replace(b"<p>", b"<p>", 1)
    article = clean(read_story("p.html", tricked), load_rulebook()).article
    assert article.headline.text
    assert trick not in article.headline.text
    assert trick not in article.slug


@pytest.mark.parametrize("part", ["<meta name='author' content='@'>", "<title>@</title>"])
@pytest.mark.parametrize("words", ["By a ", "and , ", "Editor: ", "- | ", "a b@c "])
def test_facts_of_a_hundred_kilobytes_are_read_in_time(part: str, words: str) -> None:
    long = words * (100_000 // len(words))
    content = page().replace(b"<head>", f"<head>{part.replace('@', long)}".encode(), 1)
    assert "The ferry left" in text(content)


def test_the_only_heading_is_the_headline_where_the_title_is_another() -> None:
    whole = b"<html><head><title>Goats at sea - The Paper</title></head><body>"
    whole += f"<h1>Two Goats Cross the Bay by Ferry</h1>{PROSE}</body></html>".encode()
    article = clean(read_story("p.html", whole), load_rulebook()).article
    assert article.headline.text == "Two Goats Cross the Bay by Ferry"
