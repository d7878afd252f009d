"""What lies inside a finished file."""

from __future__ import annotations

import io

import pikepdf


def attached(pdf: bytes, name: str) -> bytes | None:
    """The file of that name inside a PDF; ``None`` where there is none, or no PDF."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found = opened.attachments.get(name)
            return found.get_file().read_bytes() if found is not None else None
    except (pikepdf.PdfError, ValueError, KeyError):
        return None
