"""How many columns wide a story is: as its length asks for, so that its rectangle is a good one.

A brief in three columns is three lines over each other; a long story in one column is a ribbon.
"""

from __future__ import annotations

from cetak.article.sheet import StoryFrame
from cetak.article.story import Article
from cetak.edition.gathering import DeskRules
from cetak.edition.stories import has_picture, word_count

DEEPEST = 0.42
"""A story gets another column where it would be deeper than this share of a page."""
_WORD_EM = 2.95
"""Width of an average word and its space, in sizes of the copy."""
_HEAD_LINES = 7
_PICTURE_RATIO = 0.62


def frame_of(  # noqa: PLR0913 - what a story is, and what page it is on
    article: Article,
    rules: DeskRules,
    *,
    columns: int,
    leg_mm: float,
    depth_mm: float,
    line_mm: float,
    wished: int | None = None,
    is_lead: bool = False,
    is_first: bool = False,
) -> StoryFrame:
    """The room of a story.

    Args:
        article: The story.
        rules: What the desk has decided.
        columns: Columns of the page's grid.
        leg_mm: Width of one of them.
        depth_mm: Depth of the type area.
        line_mm: Distance of two lines of copy.
        wished: Columns that an editor asked for.
        is_lead: Whether it leads the front page.
        is_first: Whether it leads its section.
    """
    if is_lead:
        return StoryFrame(columns, "lead")
    is_brief = rules.is_brief(article)
    role = "brief" if is_brief and not is_first else "main" if is_first else "story"
    if wished:
        return StoryFrame(min(wished, columns), role)
    if is_brief:
        return StoryFrame(1, role)
    words_in_line = leg_mm / (line_mm * 0.79 * _WORD_EM)
    lines = word_count(article) / words_in_line
    picture = has_picture(article)
    for legs in range(min(2, columns), columns):
        picture_mm = legs * leg_mm * _PICTURE_RATIO if picture else 0.0
        depth = (_HEAD_LINES + lines / legs) * line_mm + picture_mm
        if depth <= depth_mm * DEEPEST and not (is_first and legs * 2 < columns):
            return StoryFrame(legs, role)
    return StoryFrame(columns, role)
