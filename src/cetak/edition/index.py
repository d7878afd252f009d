"""``edition.json``: which story stands on which page, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cetak.article.sheet import StoryPage
from cetak.edition.arranging import Arranged, Entry
from cetak.edition.links import Slugs
from cetak.edition.paper import PageForm, Paper, PlacedPage, PlacedStory

INDEX_VERSION = 1


@dataclass(frozen=True, slots=True)
class PageBox:
    """A page and the type area on it, in millimetres.

    Attributes:
        width_mm: Trimmed width.
        height_mm: Trimmed height.
        left_mm: Left edge of the type area.
        top_mm: Upper edge of the type area.
        form: Columns of the type area.
    """

    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    form: PageForm


def index_of(
    arranged: Arranged,
    paper: Paper,
    slugs: Slugs,
    sheets: Mapping[str, Sequence[StoryPage]],
    page_box: PageBox,
) -> dict[str, Any]:
    """The index of a paper, ready for JSON.

    Args:
        arranged: What is printed.
        paper: Where it stands.
        slugs: Short names.
        sheets: For each story its pages.
        page_box: Size of paper and type area.

    Returns:
        Lengths are millimetres from the top left corner of the trimmed page.
    """
    plan = arranged.plan
    entries = {entry.key: entry for entry in arranged.entries}
    sections = {
        entry.key: section.name for section in arranged.sections for entry in section.entries
    }

    def row(part: PlacedStory) -> dict[str, Any]:
        entry = entries[part.key]
        about = _about(entry, sections[part.key], slugs.stories[part.key])
        return about | _box(part, sheets[part.key], page_box)

    return {
        "version": INDEX_VERSION,
        "date": plan.date.isoformat(),
        "volume": plan.volume,
        "number": plan.number,
        "edition": plan.edition,
        "page_width_mm": page_box.width_mm,
        "page_height_mm": page_box.height_mm,
        "pages": [
            _page(number, page) | {"stories": [row(part) for part in page.stories]}
            for number, page in enumerate(paper.pages, start=1)
        ],
    }


def _page(number: int, page: PlacedPage) -> dict[str, Any]:
    return {"number": number, "label": page.label, "section": page.section}


def _about(entry: Entry, section: str, slug: str) -> dict[str, Any]:
    article = entry.story.article
    return {
        "story": entry.key,
        "uri": article.uri,
        "address": article.canonical_url,
        "headline": article.headline.text,
        "section": section,
        "destination": f"story-{slug}",
    }


def _box(part: PlacedStory, pages: Sequence[StoryPage], box: PageBox) -> dict[str, Any]:
    page = pages[part.page]
    width = page.legs * box.form.column_mm + (page.legs - 1) * box.form.gutter_mm
    return {
        "part": part.page + 1,
        "parts": len(pages),
        "x_mm": round(box.left_mm + part.x_mm, 2),
        "y_mm": round(box.top_mm + part.y_mm, 2),
        "width_mm": round(width, 2),
        "height_mm": round(page.depth_mm, 2),
    }
