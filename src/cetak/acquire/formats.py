"""Which kind of file it is, told from its first bytes; names and types are not believed."""

from __future__ import annotations

from cetak.acquire.policy import PictureError

_HEAD_BYTES = 1024
_READABLE = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"BM", "BMP"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8BPS", "PSD"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\x1f\x8b", "GZIP"),
    (b"PK\x03\x04", "ZIP"),
)


def readable_format(content: bytes, source: str) -> str:
    """``JPEG``, ``PNG``, ``GIF`` or ``WEBP``.

    Raises:
        ResourceError: ``picture-empty``, or ``picture-format`` that names what it is.
    """
    if not content:
        raise PictureError.because("picture-empty", source)
    for magic, name in _READABLE:
        if content.startswith(magic):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    raise PictureError.because(
        "picture-format", source, format=_other_format(content[:_HEAD_BYTES])
    )


def _other_format(head: bytes) -> str:
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return "AVIF" if head[8:12] in (b"avif", b"avis") else "HEIF"
    return _markup_format(head.lower())


def _markup_format(head: bytes) -> str:
    if b"<svg" in head:
        return "SVG"
    if b"<html" in head or b"<!doctype html" in head:
        return "HTML"
    return "XML" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else ""
