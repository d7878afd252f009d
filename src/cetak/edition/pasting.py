"""The paste-up: every piece of every sheet gets its place in the bound file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cetak.article.binding import Binding, BoundPage, Part, Piece
from cetak.article.metadata import Metadata
from cetak.article.sheet import Sheet
from cetak.edition.paper import Paper, PlacedPage, PlacedStory


@dataclass(frozen=True, slots=True)
class Pasted:
    """A page of a furniture sheet, and where it goes.

    Attributes:
        sheet: Name of the sheet.
        page: Page of it, counted from 0.
        on: Page of the paper, counted from 0.
        x_mm: Left edge on the page.
        y_mm: Upper edge on the page.
        is_artifact: Whether it is seen and not read aloud.
    """

    sheet: str
    page: int
    on: int
    x_mm: float = 0.0
    y_mm: float = 0.0
    is_artifact: bool = False


@dataclass(frozen=True, slots=True)
class PasteUp:
    """What is bound.

    Attributes:
        sheets: Sheets by name: stories by their keys, furniture by other names.
        binding: Where their pages go; sheets are numbered in the order of ``sheets``.
    """

    sheets: Mapping[str, Sheet]
    binding: Binding


def paste_up(  # noqa: PLR0913 - a paper is made of all of these
    paper: Paper,
    sheets: Mapping[str, Sheet],
    furniture: Sequence[Pasted],
    parts: Sequence[Part],
    slugs: Mapping[str, str],
    *,
    form: tuple[tuple[float, float], tuple[float, float]],
    metadata: Metadata,
    links: Mapping[str, str],
) -> PasteUp:
    """Every piece in its place.

    Args:
        paper: The makeup.
        sheets: All sheets by their names.
        furniture: Where the furniture goes.
        parts: Sections and stories for structure and outline.
        slugs: The part of each story, by its key.
        form: Width and height of the page, and the left and upper edge of the type area.
        metadata: What the file says of itself.
        links: Addresses that lead to a place of the file.
    """
    (width_mm, height_mm), (left_mm, top_mm) = form
    numbers = {name: number for number, name in enumerate(sheets)}
    beside: defaultdict[int, list[Pasted]] = defaultdict(list)
    for one in furniture:
        beside[one.on].append(one)
    pages = []
    for number, page in enumerate(paper.pages):
        pieces = [
            Piece(numbers[one.sheet], one.page, one.x_mm, one.y_mm, furniture=one.is_artifact)
            for one in beside[number]
        ]
        first = 1 if page.is_front and pieces else 0
        stories = list(_stories(page, sheets, numbers, slugs, (left_mm, top_mm)))
        in_order = (*pieces[:first], *stories, *pieces[first:])
        pages.append(BoundPage(width_mm, height_mm, tuple(in_order), page.label))
    return PasteUp(sheets, Binding(tuple(pages), metadata, tuple(parts), links=dict(links)))


def _stories(
    page: PlacedPage,
    sheets: Mapping[str, Sheet],
    numbers: Mapping[str, int],
    slugs: Mapping[str, str],
    corner_mm: tuple[float, float],
) -> Iterator[Piece]:
    for placed in page.stories:
        yield from _pieces(placed, sheets[placed.key], numbers, slugs[placed.key], corner_mm)


def _pieces(
    placed: PlacedStory,
    sheet: Sheet,
    numbers: Mapping[str, int],
    slug: str,
    corner_mm: tuple[float, float],
) -> Iterator[Piece]:
    left_mm, top_mm = corner_mm
    for piece in sheet.story_pages[placed.page].pieces:
        yield Piece(
            numbers[placed.key],
            piece.page,
            round(left_mm + placed.x_mm + piece.x_mm, 4),
            round(top_mm + placed.y_mm + piece.y_mm, 4),
            within=slug,
        )
