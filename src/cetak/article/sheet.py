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
class Sheet:
    """A finished PDF of one story, with its measurements and findings."""

    pdf: bytes = field(repr=False)
    measured: Measured
    findings: tuple[Finding, ...] = ()
