from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.adapt.captured import read_captured
from cetak.article.blocks import EndMark, Paragraph
from cetak.article.draft import BlocksCopy, Draft, MarkupCopy
from cetak.article.richtext import RichText
from cetak.article.story import Article, Dateline
from cetak.clean import clean, load_rulebook
from cetak.clean.language import guess_language
from cetak.clean.slug import slug_of
from cetak.errors import SourceError


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Harga Cabai Turun!", "harga-cabai-turun"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "story-con"),
        ("lpt1", "story-lpt1"),
        ("Straße über Łódź", "strasse-uber-lodz"),
        ("a\x00b", "a-b"),
        ("Jum'at Malam", "jumat-malam"),
        ("", ""),
        ("مرحبا", "story-"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slug_of(text)[: len(slug) or None] == slug


@given(st.text(max_size=400))
def test_slugs_are_safe(text: str) -> None:
    slug = slug_of(text)
    assert len(slug) <= 80 + len("story-")
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_an_unsafe_slug_is_changed_and_told() -> None:
    facts = Article(slug="..", headline=RichText.plain("Judul"))
    cleaned = clean(Draft("a.yaml", facts, BlocksCopy(())), load_rulebook())
    assert cleaned.article.slug.startswith("story-")
    assert [finding.code for finding in cleaned.findings] == ["slug-changed"]


def test_stories_that_are_too_long_are_refused() -> None:
    for draft in (
        read_captured("a.txt", "kata " * 1_100_000),
        Draft("a.md", Article(), MarkupCopy("kata " * 1_100_000)),
    ):
        with pytest.raises(SourceError) as stop:
            clean(draft, load_rulebook())
        assert [finding.code for finding in stop.value.findings] == ["story-too-long"]


def test_an_endless_word_is_kept_and_told() -> None:
    draft = Draft("a.md", Article(), MarkupCopy(f"<p>Awal {'x' * 5000} akhir.</p>"))
    cleaned = clean(draft, load_rulebook())
    assert [finding.code for finding in cleaned.findings] == ["word-endless"]
    (block,) = cleaned.article.body
    assert isinstance(block, Paragraph)
    assert len(block.text.text) == 5012


def test_templates_are_just_text() -> None:
    text = "{{ ''.__class__ }} {% for x in y %} ) /OpenAction"
    draft = Draft("a.md", Article(headline=RichText.plain(text)), MarkupCopy(f"<p>{text}</p>"))
    cleaned = clean(draft, load_rulebook())
    assert cleaned.article.headline.text == text
    assert cleaned.article.body == (Paragraph(text=RichText.plain(text)),)


def test_typed_blocks_keep_their_lines_but_not_their_inserts() -> None:
    texts = [
        "SOLO, 2 Mei 2023 – Pasar itu ramai sejak pagi buta kata pedagang.",
        "Baca juga: Judul lain",
        "Editor: Ani",
        "Pembeli datang dari tiga kabupaten di sekitarnya setiap hari. (*)",
    ]
    blocks = tuple(Paragraph(text=RichText.plain(text)) for text in texts)
    draft = Draft("a.yaml", Article(language="id"), BlocksCopy(blocks, (4, 5, 6, 7)))
    cleaned = clean(draft, load_rulebook())
    told = [block.text.text for block in cleaned.article.body if isinstance(block, Paragraph)]
    assert told == [
        "Pasar itu ramai sejak pagi buta kata pedagang.",
        "Editor: Ani",
        "Pembeli datang dari tiga kabupaten di sekitarnya setiap hari.",
    ]
    assert cleaned.article.body[-1] == EndMark(text="(*)")
    assert cleaned.article.dateline == Dateline(place="SOLO", date=dt.date(2023, 5, 2))
    assert cleaned.article.published == dt.date(2023, 5, 2)
    assert [entry.where.line for entry in cleaned.removed] == [5]


def test_the_given_language_wins() -> None:
    draft = Draft("a.md", Article(language="id"), MarkupCopy("<p>Halo.</p>"))
    assert clean(draft, load_rulebook(), language="en").article.language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Harga beras naik dan pedagang mengeluh karena pembeli tidak datang ke pasar.", "id"),
        ("The price of rice went up and the traders said that buyers stayed at home.", "en"),
        ("Der Preis ist gestiegen und die Händler sagten, dass sie nicht mehr verkaufen.", "de"),
        ("Le prix du riz est monté et les marchands disent que les clients sont partis.", "fr"),
        ("12 34 56", ""),
    ],
)
def test_languages_are_guessed(text: str, language: str) -> None:
    assert guess_language([text]) == language
