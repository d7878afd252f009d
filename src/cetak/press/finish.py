"""The last touches before a PDF is written: text extraction, metadata, conformance.

Source: PDF 32000-1, sections 9.10.3 (ToUnicode) and 8.9.5 (images); ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import re
from typing import Any

from cetak.article.metadata import Metadata
from cetak.press import engine
from cetak.press.measure import (
    LINE_END_HYPHEN,
    WRITTEN_HYPHEN,
    SetLine,
    written_hyphens_at_line_ends,
)
from cetak.press.xmp import rdf

_GLYPH_TEXT = re.compile(rb"^(<[0-9a-f]+>) <(2010|2011)>$")
# A hyphen that the story wrote is extracted as the story wrote it; at the end of a line it
# must be another character, or readers of the text join it like a divided word.
_EXTRACTED_AS = {b"2010": b"002d", b"2011": b"2010"}


def distinguish_hyphens(lines: tuple[SetLine, ...]) -> None:
    """Give written hyphens at line ends a glyph of their own."""
    for box in written_hyphens_at_line_ends(lines):
        text = box.pango_layout.text
        trimmed = text.rstrip()
        tail = text[len(trimmed) :]
        box.pango_layout.text = trimmed.removesuffix(WRITTEN_HYPHEN) + LINE_END_HYPHEN + tail


def finish(pdf: Any, metadata: Metadata) -> None:
    """Touch up the objects of a PDF that is about to be written.

    Args:
        pdf: The engine's ``pydyf.PDF``.
        metadata: What the file says of itself.
    """
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra is not None and extra.get("Subtype") == "/Image":
            extra["Interpolate"] = "false"
        elif getattr(item, "stream", None) and b"begincmap" in item.stream[:4]:
            item.stream[:] = [_remapped(line) for line in item.stream]
        elif isinstance(item, dict) and "Dest" in item and "Title" in item:
            item["Title"].string = item["Title"].string.replace(WRITTEN_HYPHEN, "-")
    _scope_headers(pdf)
    _drop_empty_resources(pdf)
    pdf.info["Creator"] = _string("cetak")
    if metadata.publication:
        pdf.info["Publisher"] = _string(metadata.publication)


def metadata_writer(metadata: Metadata) -> Any:
    """An engine ``DocumentMetadata`` that writes our XMP and Info entries."""

    class PressMetadata(engine.DocumentMetadata):  # type: ignore[misc]
        def generate_rdf_metadata(self, _variant: str, _version: int, _conformance: str) -> bytes:
            return rdf(metadata, f"WeasyPrint {engine.VERSION}")

    return PressMetadata(
        title=metadata.title,
        authors=list(metadata.authors),
        description=metadata.description or None,
        keywords=list(metadata.keywords),
        created=metadata.created or None,
        modified=metadata.modified or metadata.created or None,
        lang=metadata.language,
    )


def _remapped(line: Any) -> Any:
    if isinstance(line, bytes) and (match := _GLYPH_TEXT.match(line)):
        return match[1] + b" <" + _EXTRACTED_AS[match[2]] + b">"
    return line


def _scope_headers(pdf: Any) -> None:
    """Say of every header cell whether it heads its column or its row (ISO 14289-1, 7.5)."""
    by_number = {item.number: item for item in pdf.objects}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            row = by_number[int(item["P"].split()[0])]
            section = by_number[int(row["P"].split()[0])]
            item["A"]["Scope"] = "/Column" if section["S"] == "/THead" else "/Row"


def _drop_empty_resources(pdf: Any) -> None:
    """Empty Pattern and Shading dictionaries offend PDF/A validators."""
    for item in pdf.objects:
        if isinstance(item, dict):
            for name in ("Pattern", "Shading"):
                if name in item and isinstance(item[name], dict) and not item[name]:
                    del item[name]


def _string(text: str) -> Any:
    return engine.pydyf.String(text)
