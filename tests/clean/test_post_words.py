"""Posts that a story quotes: their words are printed, what the service adds is not."""

from __future__ import annotations

import pytest
from lxml import html

from cetak.article.blocks import Embed
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Article
from cetak.clean import Cleaned, clean, load_rulebook
from cetak.clean.body_text import body_text
from cetak.clean.post_words import post_words

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="in" dir="ltr">Hujan turun di <b>Lembah Sari</b>.'
    ' Sumur terisi. <a href="https://t.co/a1B2">pic.twitter.com/a1B2</a></p>&mdash; Maria Tefa'
    ' (@mariatefa) <a href="https://twitter.com/mariatefa/status/12?ref_src=twsrc">20 September'
    "</a></blockquote>"
)
INSTAGRAM = (
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ab/">'
    '<div><a href="https://www.instagram.com/p/Ab/">'
    "<div>Lihat postingan ini di Instagram</div></a>"
    '<p><a href="https://www.instagram.com/p/Ab/">Panen raya di Lembah Sari!</a></p>'
    "<p>Sebuah kiriman dibagikan oleh <a href='#'>Dinas Tani</a> (@dinastani) pada 20 Sep 2023</p>"
    "</div></blockquote>"
)
BARE = (
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Ab/">'
    "<p>A post shared by Dinas Tani (@dinastani)</p></blockquote>"
)


def cleaned(markup: str) -> Cleaned:
    lines = "".join(f"<p>Kalimat nomor {n} dari berita tentang hujan.</p>" for n in range(9))
    return clean(Draft("a.html", Article(), MarkupCopy(f"{lines}{markup}")), load_rulebook())


@pytest.mark.parametrize(
    ("markup", "words", "by", "address"),
    [
        (
            TWEET,
            ["Hujan turun di Lembah Sari. Sumur terisi."],
            "Maria Tefa (@mariatefa)",
            "https://twitter.com/mariatefa/status/12",
        ),
        (
            INSTAGRAM,
            ["Panen raya di Lembah Sari!"],
            "Dinas Tani (@dinastani)",
            "https://www.instagram.com/p/Ab/",
        ),
        (BARE, [], "", "https://www.instagram.com/p/Ab/"),
    ],
)
def test_a_post_keeps_its_words(markup: str, words: list[str], by: str, address: str) -> None:
    story = cleaned(markup)
    embed = story.article.body[-1]
    assert isinstance(embed, Embed)
    assert [text.text for text in embed.words] == words
    assert (embed.by, embed.address) == (by, address)


def test_the_text_of_the_copy_is_the_writers_own() -> None:
    text = body_text(cleaned(TWEET))
    assert len(text.splitlines()) == 9
    assert "Sumur" not in text


def test_a_post_without_end_is_read_in_time() -> None:
    long = TWEET.replace("Sumur", "— (@ " * 30_000).replace("Maria", "— Maria (" * 30_000)
    words, _ = post_words(html.fragment_fromstring(long))
    assert len(words) == 1
