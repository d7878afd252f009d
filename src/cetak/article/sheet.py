"""What the press gives back: a sheet (a rendered unit of pages) and what it measured."""

from __future__ import annotations

from dataclasses import dataclass, field

from cetak.findings import Finding


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as the intake stored it: decoded once, limited, encoded anew.

    Attributes:
        id: SHA-256 of ``content`` in hexadecimal; its only name for the renderer.
        media_type: ``image/jpeg``, ``image/png`` or, for our own QR codes, ``image/svg+xml``.
        width_px: Width in pixels.
        height_px: Height in pixels.
        content: The bytes.
    """

    id: str
    media_type: str
    width_px: int
    height_px: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured on the laid-out pages before they were written.

    Attributes:
        lines: Lines of type on each page, furniture and rail not counted.
        copy_mm: How deep the copy stands on each page, from the top of the type area.
        white_mm: White left below the last line of each page, in its column.
        pushed: Numbers of blocks that begin a page and left white behind on the one before.
        stretched: Lines whose word spaces are wider than 1.6 times their natural width.
        widest_space: The widest word space, as a multiple of its natural width.
        divided: Words still divided across a page or column end.
        outside: Texts that stick out of the page's type area.
        parted: Whether a picture stands on another page than its cutline.
    """

    lines: tuple[int, ...]
    copy_mm: tuple[float, ...] = ()
    white_mm: tuple[float, ...] = ()
    pushed: tuple[int, ...] = ()
    stretched: int = 0
    widest_space: float = 1.0
    divided: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    parted: bool = False

    @property
    def pages(self) -> int:
        """How many pages the sheet has."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class StoryFrame:
    """The room that a story of an edition has, wherever on a page it will stand.

    Attributes:
        legs: Columns of the page's grid that it is wide; 0 for all of them.
        role: ``lead``, ``main`` (the first of a section), ``story`` or ``brief``.
    """

    legs: int = 0
    role: str = "story"


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """One page of a sheet's PDF as a piece of a newspaper page: a head, or one leg of type.

    Attributes:
        page: Page of the PDF, counted from 0.
        x_mm: Left edge, from the left edge of the story.
        y_mm: Upper edge, from the top of the story on this newspaper page.
        width_mm: Width of the piece.
        height_mm: Height of the piece.
    """

    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class StoryPage:
    """What a story takes of one newspaper page, wherever on it that will be.

    Attributes:
        pieces: Its pieces in reading order.
        legs: Columns of the page's grid that it is wide.
        depth_mm: How deep it is, from the top of its head to the foot of its longest leg.
    """

    pieces: tuple[PlacedPiece, ...]
    legs: int
    depth_mm: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished PDF of one story, with its measurements and findings.

    Attributes:
        pdf: The file; for an edition its pages are pieces that are pasted up later.
        measured: What was measured on its pages.
        findings: What was noticed.
        story_pages: How an edition's story divides into newspaper pages; none for a reader's.
        texts: All text of each page as readers' programs take it out; none for a reader's.
    """

    pdf: bytes = field(repr=False)
    measured: Measured
    findings: tuple[Finding, ...] = ()
    story_pages: tuple[StoryPage, ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)
