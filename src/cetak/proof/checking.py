"""The whole proof of a finished sheet: words, boxes, fonts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cetak.article.story import Article
from cetak.article.words import printed_parts
from cetak.errors import ProofError
from cetak.findings import Finding, Where, error
from cetak.proof.comparing import compare, page_words
from cetak.proof.reading import ReadPage, read_pages

_EDGE_MM = 0.5


def check(
    pdf: bytes,
    article: Article,
    *,
    added: str,
    margins_mm: tuple[float, float],
    pictures: bool = True,
) -> tuple[str, ...]:
    """Check a finished PDF before anybody sees it.

    Args:
        pdf: The file.
        article: The story that it must hold, word for word.
        added: Text that the layout adds.
        margins_mm: Height of head and foot, which hold furniture.
        pictures: Whether pictures, cutlines and credits are printed.

    Returns:
        All text of each page, head and foot with it.

    Raises:
        ProofError: With every reason: ``words-lost``, ``words-out-of-order``,
            ``words-invented``, ``text-outside``, ``page-empty``, ``font-not-embedded``,
            ``pdf-unreadable``.
    """
    pages = read_pages(pdf, margins_mm)
    findings = [
        *compare(
            printed_parts(article, pictures=pictures),
            page_words(page.text for page in pages),
            added,
        ),
        *_boxes(pages),
        *_fonts(pages),
    ]
    if findings:
        raise ProofError(*findings)
    return tuple(page.whole for page in pages)


def _boxes(pages: Iterable[ReadPage]) -> Iterator[Finding]:
    for number, page in enumerate(pages, start=1):
        if not page.text.strip() and not page.boxes_mm:
            yield error("page-empty", Where(part=f"page {number}"), page=number)
        if any(_sticks_out(box, page) for box in page.boxes_mm):
            yield error("text-outside", Where(part=f"page {number}"), page=number)


def _sticks_out(box: tuple[float, float, float, float], page: ReadPage) -> bool:
    left, top, right, bottom = box
    return (
        left < -_EDGE_MM
        or top < -_EDGE_MM
        or right > page.width_mm + _EDGE_MM
        or bottom > page.height_mm + _EDGE_MM
    )


def _fonts(pages: Iterable[ReadPage]) -> Iterator[Finding]:
    missing = sorted({font for page in pages for font in page.fonts_missing})
    for font in missing:
        yield error("font-not-embedded", font=font)
