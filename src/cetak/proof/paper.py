"""The proof of a bound paper: every page holds what its sheets hold, and links lead right.

Each sheet was compared with its story when it was made. Here the bound file is compared with
the sheets: the words of each of its pages are those of the pieces on it, no more and no less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cetak.article.binding import Binding, BoundPage
from cetak.errors import ProofError
from cetak.findings import Finding, Where, error
from cetak.proof.comparing import page_words
from cetak.proof.paper_numbers import Numbers, Phrases
from cetak.proof.paper_structure import read_structure
from cetak.proof.reading import ReadPage, read_pages, read_texts

_EDGE_MM = 0.5
_SAMPLE = 12


@dataclass(frozen=True, slots=True)
class PaperProof:
    """What was compared.

    Attributes:
        pages: Pages of the file.
        words: Words on them.
        stories: Stories whose every piece was found.
        sheets: Sheets that were compared.
        pieces: Pieces that were found on their pages, each once.
        links: Links inside the file that lead to a page.
        numbers: Page numbers beside links that were compared with where the links lead.
    """

    pages: int
    words: int
    stories: int
    sheets: int
    pieces: int = 0
    links: int = 0
    numbers: int = 0


def check_paper(  # noqa: PLR0913, PLR0917 - a paper, and all that it is compared with
    pdf: bytes,
    sheets: Sequence[bytes],
    binding: Binding,
    names: Sequence[str],
    phrases: Phrases | None = None,
    texts: Sequence[Sequence[str]] = (),
) -> PaperProof:
    """Check a bound paper before anybody sees it.

    Args:
        pdf: The bound file.
        sheets: What it was bound from.
        binding: Where their pages went.
        names: What messages call the sheets.
        phrases: How the paper names its own pages.
        texts: For each sheet the text of its pages, where it was read before; a sheet that has
            none here is read.

    Raises:
        ProofError: With every reason: ``paper-words-lost``, ``paper-words-invented``,
            ``paper-piece-missing``, ``paper-pages``, ``paper-label-wrong``,
            ``paper-folio-missing``, ``paper-story-missing``, ``paper-place-wrong``,
            ``paper-outline-wrong``, ``paper-number-wrong``, ``paper-link-nowhere``,
            ``paper-jump-wrong``, ``paper-mark-astray``, ``text-outside``,
            ``font-not-embedded``, ``pdf-unreadable``.
    """
    read = read_structure(pdf)
    pages = read_pages(pdf, (0.0, 0.0), read.rects)
    used = {piece.sheet for page in binding.pages for piece in page.pieces}
    read_before = texts or [()] * len(sheets)
    words = {
        number: _piece_words(read_before[number] or read_texts(sheets[number]))
        for number in sorted(used)
    }
    counted = {number: [Counter(page) for page in own] for number, own in words.items()}
    numbers = Numbers(pages, read, binding, phrases or Phrases(), _furniture(binding, words))
    found = [Counter(page_words([page.text])) for page in pages]
    findings = [
        *_missing(counted, binding, names),
        *_count(pages, binding),
        *_words(found, binding, counted),
        *_outside(pages),
        *_fonts(pages),
        *read.findings,
        *numbers.findings(),
    ]
    if findings:
        raise ProofError(*findings)
    return PaperProof(
        pages=len(pages),
        words=sum(page.total() for page in found),
        stories=sum(part.kind == "story" for part in binding.parts),
        sheets=len(used),
        pieces=sum(len(page.pieces) for page in binding.pages),
        links=len(read.links),
        numbers=sum(1 for _ in numbers.named()),
    )


def _piece_words(texts: Sequence[str]) -> list[list[str]]:
    return [page_words([text]) for text in texts]


def _furniture(
    binding: Binding, words: Mapping[int, Sequence[Sequence[str]]]
) -> dict[int, list[str]]:
    """The words of heads and feet, by page."""
    found: dict[int, list[str]] = {}
    for number, page in enumerate(binding.pages):
        for piece in page.pieces:
            if piece.furniture:
                found.setdefault(number, []).extend(words[piece.sheet][piece.page])
    return found


def _missing(
    texts: Mapping[int, Sequence[Counter[str]]], binding: Binding, names: Sequence[str]
) -> Iterator[Finding]:
    """Every page of a sheet with words on it lies somewhere, and in one place alone."""
    placed = Counter((piece.sheet, piece.page) for page in binding.pages for piece in page.pieces)
    for number, pages in texts.items():
        for page, words in enumerate(pages):
            times = placed[number, page]
            if times != 1 and words:
                where = Where(names[number], part=f"page {page + 1}")
                yield error("paper-piece-missing", where, times=times)


def _count(pages: Sequence[ReadPage], binding: Binding) -> Iterator[Finding]:
    if len(pages) != len(binding.pages):
        yield error("paper-pages", pages=len(pages), wanted=len(binding.pages))


def _words(
    pages: Sequence[Counter[str]],
    binding: Binding,
    texts: Mapping[int, Sequence[Counter[str]]],
) -> Iterator[Finding]:
    for number, (found, bound) in enumerate(zip(pages, binding.pages, strict=False), start=1):
        wanted = _wanted(bound, texts)
        where = Where(part=f"page {bound.label or number}")
        lost, invented = wanted - found, found - wanted
        if lost and not _only_divided(lost, invented):
            yield error("paper-words-lost", where, words=_some(lost), count=lost.total())
        elif invented and not _only_divided(invented, lost):
            yield error("paper-words-invented", where, words=_some(invented))


def _wanted(page: BoundPage, texts: Mapping[int, Sequence[Counter[str]]]) -> Counter[str]:
    wanted: Counter[str] = Counter()
    for piece in page.pieces:
        wanted.update(texts[piece.sheet][piece.page])
    return wanted


def _only_divided(first: Counter[str], second: Counter[str]) -> bool:
    """Whether two bags of words hold the same letters.

    Where two pieces meet, a reader of the text may join or part the words at their edges.
    """
    return Counter("".join(first.elements())) == Counter("".join(second.elements()))


def _outside(pages: Sequence[ReadPage]) -> Iterator[Finding]:
    for number, page in enumerate(pages, start=1):
        for left, top, right, bottom in page.boxes_mm:
            inside = left > -_EDGE_MM and top > -_EDGE_MM
            if not (
                inside and right < page.width_mm + _EDGE_MM and bottom < page.height_mm + _EDGE_MM
            ):
                yield error("text-outside", Where(part=f"page {number}"), page=number)
                break


def _fonts(pages: Sequence[ReadPage]) -> Iterator[Finding]:
    for font in sorted({font for page in pages for font in page.fonts_missing}):
        yield error("font-not-embedded", font=font)


def _some(words: Counter[str]) -> str:
    return " ".join(list(words.elements())[:_SAMPLE])
