"""How finished sheets become one file: pages, what lies on them, and what belongs to whom.

Pure values. Whoever plans a paper makes a ``Binding``; the press carries it out
(``press/binding.py``). All places are millimetres from the top left corner of the trimmed page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cetak.article.metadata import Metadata

MARKS_MM = 7.0
"""White beyond the bleed where crop marks stand."""

Kind = Literal["section", "story"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of a sheet, laid on a page of the bound file.

    Attributes:
        sheet: Number of the sheet, counted from 0.
        page: Number of the sheet's page, counted from 0.
        x_mm: Where its left edge goes.
        y_mm: Where its top edge goes.
        scale: Size on the bound page; 1 is as printed.
        clip_mm: How much of it is shown from its top, before scaling; None is all of it.
        within: Slug of the ``Part`` it belongs to; ``""`` is the paper itself.
        furniture: Whether all of it is an artifact: seen, and not read aloud. Only such
            a page may lie in several places.
    """

    sheet: int
    page: int = 0
    x_mm: float = 0.0
    y_mm: float = 0.0
    scale: float = 1.0
    clip_mm: float | None = None
    within: str = ""
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class BoundPage:
    """A page of the bound file.

    Attributes:
        width_mm: Trimmed width.
        height_mm: Trimmed height.
        pieces: What lies on it, in reading order; later pieces are painted over earlier ones.
        label: What readers call the page: ``3``, ``A5``, ``iv``; ``""`` gives none.
        bleed_mm: How far ink may run over each edge.
        margin_mm: White beyond the bleed, where marks for the print shop stand.
    """

    width_mm: float
    height_mm: float
    pieces: tuple[Piece, ...] = ()
    label: str = ""
    bleed_mm: float = 0.0
    margin_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A section or a story: an element of the structure, an entry of the outline.

    Attributes:
        slug: Its name among all parts; the file's destination is ``story-<slug>``.
        title: As the outline and screen readers say it.
        kind: ``section`` or ``story``.
        within: Slug of the section it stands in; ``""`` is the paper itself.
        language: BCP 47 tag where it is not the paper's, or ``""``.
        metadata: What a file of this part alone says of itself; None is the paper's own with
            this title.
    """

    slug: str
    title: str
    kind: Kind = "story"
    within: str = ""
    language: str = ""
    metadata: Metadata | None = None

    @property
    def destination(self) -> str:
        """Its name in addresses: ``paper.pdf#story-kapal``."""
        return f"{self.kind}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Target:
    """A place on a sheet, wherever that lies in the bound file.

    Attributes:
        sheet: Number of the sheet, counted from 0.
        page: Number of its page, counted from 0.
        y_mm: From the top of that page.
    """

    sheet: int
    page: int = 0
    y_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the outline.

    Attributes:
        title: What it says.
        level: Depth, counted from 1.
        target: A place, or the name of a destination. The outline of a story's own sheets
            follows below an entry that names the story.
    """

    title: str
    level: int
    target: Target | str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file.

    Attributes:
        name: File name.
        media_type: Such as ``application/json``.
        content: The bytes.
        description: What it is, for people.
        relationship: ``Source``, ``Data``, ``Alternative``, ``Supplement`` or ``Unspecified``.
        modified: ISO 8601 moment or day.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)
    description: str = ""
    relationship: str = "Unspecified"
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """A file to be bound from sheets.

    Attributes:
        pages: Its pages.
        metadata: What it says of itself.
        parts: Sections and stories in the order of the outline; a section before its stories.
        outline: Entries; empty makes them from the parts.
        destinations: Further named places. Every part has one of its own.
        links: Addresses that lead to a named place of this file when the file has it.
    """

    pages: tuple[BoundPage, ...]
    metadata: Metadata
    parts: tuple[Part, ...] = ()
    outline: tuple[Mark, ...] = ()
    destinations: Mapping[str, Target] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def for_print_shop(binding: Binding, bleed_mm: float, *, has_marks: bool) -> Binding:
    """The same file with room around its pages for whoever cuts them.

    Args:
        binding: Pages as readers see them.
        bleed_mm: How far ink may run over each edge.
        has_marks: Whether crop marks stand around each page.
    """
    margin_mm = MARKS_MM if has_marks else 0.0
    pages = (replace(page, bleed_mm=bleed_mm, margin_mm=margin_mm) for page in binding.pages)
    return replace(binding, pages=tuple(pages))


def pages_of(binding: Binding) -> dict[str, tuple[int, ...]]:
    """On which pages, counted from 0, each part stands; a section is where its stories are."""
    parents = {part.slug: part.within for part in binding.parts}
    found: dict[str, dict[int, None]] = {part.slug: {} for part in binding.parts}
    for number, page in enumerate(binding.pages):
        for piece in page.pieces:
            for slug in _upwards(piece.within, parents):
                found[slug][number] = None
    return {slug: tuple(numbers) for slug, numbers in found.items()}


def only(binding: Binding, slug: str) -> Binding:
    """The binding of one part alone: its pages, and on them its own pieces and the furniture.

    Raises:
        KeyError: No part has this slug.
    """
    parents = {part.slug: part.within for part in binding.parts}
    part = next((one for one in binding.parts if one.slug == slug), None)
    if part is None:
        raise KeyError(slug)
    inside = {name for name in parents if slug in _upwards(name, parents)}
    kept = tuple(_reduced(page, inside) for page in binding.pages if _shows(page, inside))
    title = part.metadata or replace(binding.metadata, title=part.title)
    parts = tuple(one for one in binding.parts if one.slug in inside)
    alone = tuple(replace(one, within="") if one.slug == slug else one for one in parts)
    return replace(binding, pages=kept, metadata=title, parts=alone, outline=())


def _shows(page: BoundPage, slugs: set[str]) -> bool:
    return any(piece.within in slugs for piece in page.pieces)


def _reduced(page: BoundPage, slugs: set[str]) -> BoundPage:
    kept = (piece for piece in page.pieces if piece.within in slugs or piece.furniture)
    return replace(page, pieces=tuple(kept))


def _upwards(slug: str, parents: Mapping[str, str]) -> Iterator[str]:
    """A part and what it stands in; a ring of parts is gone round once."""
    seen: set[str] = set()
    while slug in parents and slug not in seen:
        seen.add(slug)
        yield slug
        slug = parents[slug]
