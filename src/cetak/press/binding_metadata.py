"""What the bound file says of itself: XMP, Info, language, colours, files inside it.

Source: PDF 32000-1, 14.3 (metadata), 14.11.5 (output intents), 7.11.4 (embedded files);
ISO 14289-1, 7.1; ISO 19005-3, 6.2.3 and 6.8.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cetak.article.binding import Attachment
from cetak.article.metadata import Metadata
from cetak.press.binding_fonts import packed
from cetak.press.xmp import rdf

_PACKET_HEAD: Final = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
)
_PACKET_FOOT: Final = b'\n</x:xmpmeta>\n<?xpacket end="r"?>'
_PROFILE: Final = "sRGB2014.icc"


def write_metadata(
    pdf: pikepdf.Pdf, metadata: Metadata, producer: str, *, is_archival: bool
) -> None:
    """Write everything by which programs and libraries know the file.

    Args:
        pdf: The file.
        metadata: What it says of itself.
        producer: The program that set its pages.
        is_archival: Whether it is PDF/A-3u too.
    """
    packet = _PACKET_HEAD + rdf(metadata, producer, is_archival=is_archival) + _PACKET_FOOT
    pdf.Root.Metadata = pikepdf.Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(metadata.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.trailer.Info = pdf.make_indirect(_info(metadata, producer))
    if is_archival:
        pdf.Root.OutputIntents = Array([_output_intent(pdf)])


def attach(pdf: pikepdf.Pdf, attachments: Sequence[Attachment]) -> None:
    """Put files into the file, each once, in the order of their names."""
    files = {one.name: pdf.make_indirect(_file(pdf, one)) for one in attachments}
    if files:
        names = [part for name in sorted(files) for part in (String(name), files[name])]
        tree = pdf.make_indirect(Dictionary(Names=Array(names)))
        pdf.Root.Names = Dictionary(
            {**dict(pdf.Root.get("/Names", {}).items()), "/EmbeddedFiles": tree}
        )
        pdf.Root.AF = Array(list(files.values()))


def pdf_date(moment: str) -> str:
    """An ISO 8601 day or moment as PDF writes it, or ``""`` for what is neither.

    Source: PDF 32000-1, 7.9.4.
    """
    try:
        read = dt.datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if len(moment) <= len("2023-09-20"):
        return f"D:{read:%Y%m%d}"
    offset = read.utcoffset()
    if offset is None:
        return f"D:{read:%Y%m%d%H%M%S}"
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"D:{read:%Y%m%d%H%M%S}{'-' if minutes < 0 else '+'}{hours:02d}'{rest:02d}"


def _info(metadata: Metadata, producer: str) -> Any:
    entries = {
        "/Title": metadata.title,
        "/Author": ", ".join(metadata.authors),
        "/Subject": metadata.description,
        "/Keywords": ", ".join(metadata.keywords),
        "/Creator": "cetak",
        "/Producer": producer,
        "/Publisher": metadata.publication,
        "/CreationDate": pdf_date(metadata.created),
        "/ModDate": pdf_date(metadata.modified or metadata.created),
    }
    return Dictionary({key: String(value) for key, value in entries.items() if value})


def _output_intent(pdf: pikepdf.Pdf) -> Any:
    """Colours are sRGB: the profile that the engine brings along."""
    profile = packed(pdf, _profile_path().read_bytes(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_PROFILE),
        Info=String(_PROFILE),
        DestOutputProfile=profile,
    )


def _profile_path() -> Path:
    """Found without importing the engine, which takes longer than to bind a paper."""
    engine = importlib.util.find_spec("weasyprint")
    if engine is None or engine.origin is None:
        raise ModuleNotFoundError("weasyprint")
    return Path(engine.origin).parent / "pdf" / _PROFILE


def _file(pdf: pikepdf.Pdf, attachment: Attachment) -> Any:
    parameters = Dictionary(
        Size=len(attachment.content),
        CheckSum=String(hashlib.md5(attachment.content, usedforsecurity=False).digest()),
    )
    if modified := pdf_date(attachment.modified):
        parameters.ModDate = String(modified)
    content = packed(
        pdf,
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name(f"/{attachment.media_type}"),
        Params=parameters,
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.description or attachment.name),
        AFRelationship=Name(f"/{attachment.relationship}"),
        EF=Dictionary(F=content, UF=content),
    )
