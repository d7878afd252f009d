"""Where everything of a paper stands: the values of the makeup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cetak.article.sheet import StoryPage
from cetak.findings import Finding


@dataclass(frozen=True, slots=True)
class Galley:
    """A story set in type, as the makeup sees it.

    Attributes:
        key: Name of the story.
        pages: What it takes of each newspaper page; the whole of each but the last.
        priority: 1 is the most important.
        is_brief: Whether it may fill any white of its section.
        is_new_page: Whether it must begin a page.
        from_page: The first of its pages that is still to be placed: 1 for the lead, whose first
            page stands on the front.
    """

    key: str
    pages: tuple[StoryPage, ...]
    priority: int = 5
    is_brief: bool = False
    is_new_page: bool = False
    from_page: int = 0


@dataclass(frozen=True, slots=True)
class SectionGalleys:
    """A section's galleys in order.

    Attributes:
        name: The section.
        galleys: The most important first.
        letter: Letter that its page labels begin with, where a new part begins; ``""`` else.
        runs_on: Whether it begins below the last section instead of on a new page.
    """

    name: str
    galleys: tuple[Galley, ...]
    letter: str = ""
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: its lead's first page lies in a frame of its own.

    Attributes:
        key: The lead.
        x_mm: Left edge of the lead's frame, from the left edge of the type area.
        y_mm: Upper edge of the frame, from the top of the type area.
    """

    key: str
    x_mm: float = 0
    y_mm: float = 0


@dataclass(frozen=True, slots=True)
class PageForm:
    """What the makeup must know of a page, in millimetres.

    Attributes:
        depth_mm: Depth of the type area.
        column_mm: Width of one column of its grid.
        gutter_mm: Space between two columns.
        columns: Columns of the grid.
        gap_mm: White between a story and the next below it.
        section_mm: Depth of a section's heading where the section begins inside a page.
        imprint_mm: Depth of the imprint and colophon; 0 for none.
    """

    depth_mm: float
    column_mm: float
    gutter_mm: float = 5
    columns: int = 3
    gap_mm: float = 8
    section_mm: float = 14
    imprint_mm: float = 0


@dataclass(frozen=True, slots=True)
class PlacedStory:
    """One page of a story on a page of the paper.

    Attributes:
        key: Name of the story.
        page: Which of its pages, counted from 0.
        x_mm: Left edge, from the left edge of the type area.
        y_mm: Upper edge, from the top of the type area.
    """

    key: str
    page: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page of the paper.

    Attributes:
        section: Section that stands at its head; ``""`` on the front and on an imprint's own page.
        label: ``7`` or ``B2``.
        stories: Parts of stories in reading order.
        white_mm: White below the deepest of them.
        filled: Share of the type area that is taken, 0 to 1.
        openers: Sections that begin here, each with the upper edge of its heading; 0 is the head
            of the page, where the heading stands in the margin.
        imprint_y_mm: Upper edge of the imprint, where it stands on this page.
        is_front: Whether it is the front page.
    """

    section: str
    label: str
    stories: tuple[PlacedStory, ...]
    white_mm: float
    filled: float = 1.0
    openers: tuple[tuple[str, float], ...] = ()
    imprint_y_mm: float | None = None
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """All pages in order, and what was noticed while they were made up."""

    pages: tuple[PlacedPage, ...]
    findings: tuple[Finding, ...] = ()

    def pages_of(self, key: str) -> Sequence[tuple[PlacedPage, PlacedStory]]:
        """Where the pages of a story stand, in the story's own order."""
        return [(page, part) for page in self.pages for part in page.stories if part.key == key]
