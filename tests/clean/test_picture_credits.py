from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.article.blocks import Figure
from cetak.clean import clean, load_rulebook

COPY = "".join(
    f"<p>Petambak nomor {number} menguras petak dan menunggu air laut naik malam itu.</p>"
    for number in range(1, 7)
)


def figure(markup: str) -> Figure:
    copy = f"<h1>Garam</h1><article>{COPY}{markup}{COPY}</article>"
    page = f"<html lang='id'><body>{copy}</body></html>"
    cleaned = clean(read_story("page.html", page.encode()), load_rulebook())
    found = [block for block in cleaned.article.body if isinstance(block, Figure)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "credit",
    [
        '<span class="credit">Foto: Ani/Koran</span>',
        '<span class="photo-credit">(Foto: Ani/Koran)</span>',
        '<cite class="image__credit">Ani/Koran</cite>',
        '<small itemprop="copyrightHolder">© Ani/Koran</small>',
        '<span class="caption-copyright">Photo by Ani/Koran</span>',
    ],
)
def test_a_marked_credit_is_no_part_of_the_cutline(credit: str) -> None:
    picture = '<img src="https://x.test/a.jpg" alt="">'
    found = figure(f"<figure>{picture}<figcaption>Petak garam. {credit}</figcaption></figure>")
    assert found.picture.credit == "Ani/Koran"
    assert found.cutline.text == "Petak garam."


def test_a_caption_without_a_marked_credit_stays_whole() -> None:
    picture = '<img src="https://x.test/a.jpg" alt="">'
    found = figure(f"<figure>{picture}<figcaption>Petak garam (Ani/Koran).</figcaption></figure>")
    assert found.picture.credit == ""
    assert found.cutline.text == "Petak garam (Ani/Koran)."


@pytest.mark.parametrize(
    "line",
    [
        "Petak garam di Lamora. (Foto: Ani/Koran)",
        "Foto: Ani/Koran",
        "Petak garam. ©2023 Koran/Ani",
    ],
)
def test_a_paragraph_with_a_credit_below_a_picture_is_its_cutline(line: str) -> None:
    found = figure(f'<div><img src="https://x.test/a.jpg" alt=""></div><p>{line}</p>')
    assert found.cutline.text == line


def test_a_paragraph_of_copy_below_a_picture_stays_copy() -> None:
    found = figure('<div><img src="https://x.test/a.jpg" alt=""></div><p>Foto itu lama.</p>')
    assert found.cutline.text == ""
