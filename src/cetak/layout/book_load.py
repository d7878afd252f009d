"""The templates and the style sheet with which a layout makes books: its folder ``epub``."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from cetak.errors import LayoutError
from cetak.layout.load import load_further
from cetak.layout.spec import Layout
from cetak.resources import Resources

FOLDER: Final = "epub"
_NEEDED: Final = (
    "book.css",
    "contents.html",
    "cover.html",
    "imprint.html",
    "story.html",
    "texts.html",
)


def book_layout(layout: Layout, name: str, resources: Resources) -> Layout:
    """The layout with what makes books in the place of what makes pages.

    Args:
        layout: The paper's layout.
        name: As it was named: by its name or its folder.
        resources: Where it lies.

    Raises:
        LayoutError: ``layout-file-missing``, or as ``load_further``.
    """
    texts = load_further(name, FOLDER, resources)
    for file in _NEEDED:
        if file not in texts:
            raise LayoutError.because("layout-file-missing", layout.name, file=f"{FOLDER}/{file}")
    digest = hashlib.sha256(layout.fingerprint.encode())
    for file in sorted(texts):
        digest.update(f"{file}\0{texts[file]}\0".encode())
    return replace(
        layout,
        templates={file: text for file, text in texts.items() if file.endswith(".html")},
        stylesheets=(texts["book.css"],),
        fingerprint=digest.hexdigest(),
    )
