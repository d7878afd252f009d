"""The fonts the engine may use: ours, and what the system has for other scripts."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from cetak.press.fingerprint import font_folders

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


def use_own_fonts() -> None:
    """Point fontconfig at our fonts and the system's, without the system's rules.

    Must run before the engine is imported. The system's own configuration may alias, embolden
    or hint faces, and the same story would print differently on two machines.
    """
    os.environ["FONTCONFIG_FILE"] = str(_configuration_file())


def _configuration_file() -> Path:
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in font_folders())
    # Fontconfig keeps its own caches per folder of fonts; they are safe to share.
    cache = Path(tempfile.gettempdir()) / f"cetak-fontconfig-{_user()}"
    cache.mkdir(mode=0o700, exist_ok=True)
    text = _CONFIGURATION.format(folders=folders, cache=escape(str(cache)))
    path = cache / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
    if not path.exists() or path.read_text("utf-8") != text:
        handle, name = tempfile.mkstemp(dir=cache)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    return path


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
