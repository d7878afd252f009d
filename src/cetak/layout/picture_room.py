"""How many columns a story's picture takes, where legs of type may stand beside it.

A picture at the full measure heads the story. A tall one would leave no room for copy, and white
at its side: it takes some of the columns, below the headline, with legs beside it and below it.
"""

from __future__ import annotations

from collections.abc import Mapping

from cetak.article.sheet import PictureFile
from cetak.article.story import Article
from cetak.article.words import printed_parts
from cetak.layout.geometry import PT_PER_MM, Geometry

DEEPEST = {"lead": 0.5, "main": 0.5}
"""The share of a page that a picture at the full measure may take, by the story's role."""
DEEPEST_ELSE = 0.36
DEEPEST_BESIDE = 0.5
"""The share of a page that a picture with legs beside it may take."""
_WORD_EM = 2.95
"""Width of an average word and its space, in sizes of the copy."""
_CUTLINE_LINES = 3


def picture_legs(
    article: Article,
    pictures: Mapping[str, PictureFile],
    geometry: Geometry,
    narrower: int = 0,
) -> int:
    """Columns of the picture below the head; 0 where it stands in the head, over all of them.

    Args:
        article: The story.
        pictures: Pictures that are printed, by the names that stories give them.
        geometry: The story's columns, and its role.
        narrower: How many columns narrower than usual.
    """
    picture = _printed(article, pictures)
    if picture is None or geometry.columns < 2 or not article.headline:
        return 0
    usual = _usual_legs(article, picture, geometry)
    if not narrower:
        return usual
    return max((usual or geometry.columns) - narrower, 1)


def picture_width_mm(geometry: Geometry, legs: int) -> float:
    """Width of a picture of so many columns; 0 stands for the whole measure."""
    return _width_mm(geometry, legs) if legs else geometry.measure_mm


def _usual_legs(article: Article, picture: PictureFile, geometry: Geometry) -> int:
    ratio = picture.height_px / max(picture.width_px, 1)
    most_mm = geometry.depth_mm * DEEPEST.get(geometry.frame, DEEPEST_ELSE)
    if geometry.measure_mm * ratio <= most_mm:
        return 0
    copy_mm = _copy_mm(article, geometry)
    for legs in range(geometry.columns - 1, 1, -1):
        depth_mm = _width_mm(geometry, legs) * ratio + _CUTLINE_LINES * _line_mm(geometry)
        beside_mm = copy_mm / (geometry.columns - legs)
        if depth_mm <= min(geometry.depth_mm * DEEPEST_BESIDE, beside_mm):
            return legs
    return 1


def _printed(article: Article, pictures: Mapping[str, PictureFile]) -> PictureFile | None:
    figure = article.picture
    if figure is None or not figure.picture.cleared_for_print:
        return None
    return pictures.get(figure.picture.source)


def _width_mm(geometry: Geometry, legs: int) -> float:
    return legs * geometry.column_mm + (legs - 1) * geometry.gutter_mm


def _line_mm(geometry: Geometry) -> float:
    return geometry.leading_pt / PT_PER_MM


def _copy_mm(article: Article, geometry: Geometry) -> float:
    """How deep the copy is in one leg, roughly."""
    words = sum(len(part.text.split()) for part in printed_parts(article))
    in_line = geometry.column_mm * PT_PER_MM / geometry.copy_pt / _WORD_EM
    return words / in_line * _line_mm(geometry)
