"""Which fonts a page is set in: part of the name of every stored sheet."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cetak.resources import asset_root

SYSTEM_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)


def font_folders() -> tuple[Path, ...]:
    """Our fonts, then those of the system that exist."""
    system = (Path(folder).expanduser() for folder in SYSTEM_FOLDERS)
    return (asset_root() / "fonts", *(folder for folder in system if folder.is_dir()))


def fonts_fingerprint() -> str:
    """SHA-256 over our fonts' own checksums and the system's folders.

    A system folder counts by the times of its folders, which change when a font comes or goes:
    reading every file would cost more than the page.
    """
    digest = hashlib.sha256((asset_root() / "fonts" / "fonts.yaml").read_bytes())
    for folder in font_folders()[1:]:
        for path, _, _ in os.walk(folder):
            digest.update(f"{path} {Path(path).stat().st_mtime_ns}".encode())
    return digest.hexdigest()
