"""What a template is given, and what comes of hostile text in every field of a story."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.blocks import (
    Cell,
    Embed,
    EndMark,
    List,
    ListItem,
    Preformatted,
    PullQuote,
    Quotation,
    Refer,
    Sidebar,
    Table,
)
from cetak.article.richtext import RichText
from cetak.article.story import Article, Correction, Credit, Dateline
from cetak.article.words import words_of
from cetak.errors import LayoutError
from cetak.layout.compose import Composed, Setting, compose
from cetak.layout.options import resolve_options
from cetak.layout.qr import qr_picture
from cetak.layout.templates import css_string
from printed import crosshead, figure, paragraph, photograph, reader, story

HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(9) %}x{% endfor %}",
    "<script>alert(1)</script>",
    "</style><h1>x</h1>",
    "</title>&amp;&lt;",
    '"; } body { display: none } /*',
    "\\\\0a \\22 }",
    "]]>",
    "<!-- x",
    "&#0; &nope;",
    "}} {{",
]


def setting(article: Article, **given: Any) -> Setting:
    options = given.pop("options", {})
    values = resolve_options(reader().spec, options)
    fields = {"publication": "Harian Contoh", "language": "id"} | given
    return Setting("story.yaml", article, fields.pop("pictures", {}), values, **fields)


def composed(article: Article, **given: Any) -> Composed:
    return compose(reader(), setting(article, **given))


def tree(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


def of_class(html: str, name: str) -> list[str]:
    """Texts of the elements of a class, white space reduced."""
    return [
        " ".join("".join(element.itertext()).split())
        for element in tree(html).iter()
        if name in element.get("class", "").split()
    ]


def everywhere(words: str) -> Article:
    """A story that says the same thing in every field that takes text."""
    plain = RichText.plain(words)
    return story(
        paragraph("Pembuka."),
        crosshead(words),
        figure(cutline="", credit=words, alt=words),
        PullQuote(text=plain, by=words),
        Quotation(paragraphs=(plain,), by=words),
        List(items=(ListItem(text=plain, items=(ListItem(text=plain),)),)),
        Table(caption=plain, head=((Cell(text=plain),),), rows=((Cell(text=plain),),)),
        Sidebar(headline=plain, blocks=(paragraph("x"),)),
        Embed(kind="video", address="https://example.com/v", title=words),
        Refer(text=plain),
        Preformatted(text=words),
        EndMark(text=words),
        headline=words,
        byline=(words,),
        dateline=Dateline(place=words, agency=words),
        credits=(Credit(role=words, name=words),),
        corrections=(Correction(text=plain),),
        section=words,
        label=words,
        source=words,
        rights=words,
        published=dt.date(2023, 9, 20),
        canonical_url="https://example.com/x",
    )


@pytest.mark.parametrize("rail", [{}, {"paper": "A5"}, {"columns": "2"}])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_comes_out_as_text(words: str, rail: Mapping[str, str]) -> None:
    article = everywhere(words)
    html = composed(article, options=rail, pictures={"a.jpg": photograph()}).html
    tags = {element.tag for element in tree(html).iter()}
    assert tags == {
        element.tag
        for element in tree(
            composed(everywhere("kata"), options=rail, pictures={"a.jpg": photograph()}).html
        ).iter()
    }
    body = "".join(next(tree(html).iter("body")).itertext())
    expected = " ".join(words_of(words))
    assert " ".join(words_of(body)).count(expected) >= 15


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_furniture_stays_in_its_css_string(words: str) -> None:
    style = next(tree(composed(everywhere(words)).html).iter("style")).text or ""
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    assert [rule.type for rule in rules] == ["qualified-rule"]
    declarations = tinycss2.parse_blocks_contents(rules[0].content, skip_whitespace=True)
    assert {one.type for one in declarations} == {"declaration"}
    values = {one.name: one.value for one in declarations}
    strings = [token.value for token in values["--publication"] if token.type == "string"]
    assert [words_of(one) for one in strings] == [words_of(words)]


@given(st.text())
def test_a_css_string_holds_any_text(words: str) -> None:
    css = f"a {{ --x: {css_string(words)}; --y: 1 }}"
    (rule,) = tinycss2.parse_stylesheet(css)
    first, second = [
        one for one in tinycss2.parse_blocks_contents(rule.content) if one.type == "declaration"
    ]
    (string,) = [token for token in first.value if token.type == "string"]
    assert string.value == "".join(
        "\ufffd" if character == "\0" else character for character in words
    )
    assert second.name == "--y"


def test_a_css_string_cannot_close_the_style_element() -> None:
    assert re.fullmatch(r'"[0-9a-zA-Z\\ ]*"', str(css_string("</style>\"';\n\\")))


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=60))
def test_any_headline_is_well_formed(words: str) -> None:
    html = composed(story("Isi.", headline=words)).html
    title = next(tree(html).iter("title"))
    assert words_of("".join(title.itertext())) == (words_of(words) or words_of("Harian Contoh"))


def test_the_template_sees_a_story_in_its_order() -> None:
    html = composed(
        story(
            "Isi berita.",
            EndMark(text="(*)"),
            kicker="Internasional",
            deck="Ringkasan",
            label="Opini",
            byline=("Rina", "Ani"),
            dateline=Dateline(place="MOSCOW", date=dt.date(2023, 9, 20)),
            credits=(Credit(role="Editor", name="Ani"),),
        )
    ).html
    text = " ".join("".join(next(tree(html).iter("body")).itertext()).split())
    order = ["Opini", "Internasional", "Kapal Malam Berangkat", "Ringkasan", "MOSCOW", "Isi"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert of_class(html, "dateline") == ["MOSCOW, 20 September 2023"]
    assert of_class(html, "opening-paragraph")[0].startswith("MOSCOW, 20 September 2023 – Isi")
    assert of_class(html, "end-mark") == ["(*)"]


def test_the_dateline_stands_once_and_only_on_the_first_paragraph() -> None:
    html = composed(story("Satu.", "Dua.", dateline=Dateline(place="BATAM"))).html
    assert of_class(html, "dateline") == ["BATAM"]
    assert of_class(html, "opening-paragraph") == ["BATAM – Satu."]
    assert of_class(html, "paragraph") == ["Dua."]


def test_a_dateline_without_a_paragraph_stands_alone() -> None:
    html = composed(story(figure(), dateline=Dateline(place="BATAM"))).html
    assert of_class(html, "dateline-alone") == ["BATAM"]


def test_an_agency_keeps_its_dateline() -> None:
    place = Dateline(place="JAKARTA", agency="KOMPAS.com")
    html = composed(story("Satu.", dateline=place, published=dt.date(2023, 9, 20))).html
    assert of_class(html, "dateline") == ["JAKARTA, KOMPAS.com"]


def test_the_metadata_say_what_the_story_says() -> None:
    made = composed(story("Satu.", byline=("Rina",), section="Nasional"), publication="Harian")
    assert (made.metadata.title, made.metadata.language) == ("Kapal Malam Berangkat", "id")
    assert (made.metadata.authors, made.metadata.section) == (("Rina",), "Nasional")
    assert made.metadata.publication == "Harian"


@pytest.mark.parametrize(
    ("language", "direction"), [("id", "ltr"), ("ar", "rtl"), ("fa-IR", "rtl"), ("en", "ltr")]
)
def test_the_direction_follows_the_language(language: str, direction: str) -> None:
    root = tree(composed(story("Satu.", language=language)).html)
    assert (root.get("lang"), root.get("dir")) == (language, direction)


def test_the_words_of_the_newsroom_win() -> None:
    words = {"id": {"by": "Ditulis"}, "en": {"by": "Words"}}
    article = story("Satu.", byline=("Rina",))
    assert "Ditulis" in composed(article, words=words).html
    assert "Ditulis" in composed(story("Satu.", byline=("R",), language="id-ID"), words=words).html
    assert "Words" in composed(story("Satu.", byline=("R",), language="en"), words=words).html


def test_what_the_layout_adds_is_told() -> None:
    made = composed(
        story(
            '<a href="https://example.com/jauh">Tautan</a> di sini.',
            section="Ekonomi",
            canonical_url="https://example.com/a-b",
            published=dt.date(2023, 9, 20),
        ),
        printed_on=dt.date(2024, 1, 2),
    )
    added = words_of(made.added)
    for words in ("example.com/jauh", "Ekonomi", "Harian Contoh", "Dicetak 2 Januari 2024"):
        assert set(words_of(words)) <= set(added)


def test_the_day_of_printing_is_an_input() -> None:
    assert "Dicetak" not in composed(story("Satu.")).html
    style = next(tree(composed(story("x"), printed_on=dt.date(2024, 1, 2)).html).iter("style"))
    assert str(css_string("Dicetak 2 Januari 2024"))[1:-1] in (style.text or "")


def test_a_qr_code_leads_to_the_story() -> None:
    address = "https://example.com/a-b"
    made = composed(story("Satu.", canonical_url=address))
    picture = qr_picture(address)
    assert made.pictures == {picture.id: picture}
    assert picture.media_type == "image/svg+xml"
    assert picture.width_px == picture.height_px >= 21
    assert qr_picture(address) == picture != qr_picture(address + "c")
    without = composed(story("Satu.", canonical_url=address), options={"qr": "no"})
    assert without.pictures == {}
    assert composed(story("Satu.")).pictures == {}


def test_a_broken_template_is_a_layout_error() -> None:
    from dataclasses import replace  # noqa: PLC0415

    broken = replace(reader(), templates={"story.html": "{{ page.nothing }}"}, fingerprint="b")
    with pytest.raises(LayoutError) as stop:
        compose(broken, setting(story("Satu.")))
    assert [finding.code for finding in stop.value.findings] == ["layout-template"]
