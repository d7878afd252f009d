"""Bytes become text: encodings by mark, UTF-8, or a guess that is told."""

from __future__ import annotations

import codecs

from cetak.article.located import SIZE_LIMIT_BYTES
from cetak.errors import SourceError
from cetak.findings import Finding, warning

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP, DOCX, ODT"),
    (b"\x1f\x8b", "GZIP"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"{\\rtf", "RTF"),
    (b"RIFF", "RIFF"),
    (b"\x7fELF", "ELF"),
)
_GUESS_BYTES = 200_000
# What western European text holds beyond ASCII; statistics alone mistake it for Czech.
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ‘’“”„«»–—…•€£©®™°·½§¿¡\xa0"
)


def decoded(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    r"""The text of a source, line endings as ``\n``.

    Args:
        name: What the user calls the source.
        content: All its bytes.

    Returns:
        The text, and a finding ``encoding-guessed`` where nothing told the encoding.

    Raises:
        SourceError: ``source-empty``, ``source-too-large``, ``source-binary`` or
            ``source-encoding``.
    """
    _refuse_unreadable(name, content)
    text, findings = _text(name, content)
    if not text.strip("\ufeff\u200b\x00 \t\r\n\f\v"):
        raise SourceError.because("source-empty", name)
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), findings


def _refuse_unreadable(name: str, content: bytes) -> None:
    if not content:
        raise SourceError.because("source-empty", name)
    if len(content) > SIZE_LIMIT_BYTES:
        limit = SIZE_LIMIT_BYTES // (1024 * 1024)
        raise SourceError.because("source-too-large", name, limit_mb=limit)
    kind = next((kind for magic, kind in _BINARY if content.startswith(magic)), "")
    if kind:
        raise SourceError.because("source-binary", name, kind=kind)


def _text(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(name, content[len(mark) :], encoding), ()
    if b"\x00" in content:
        raise SourceError.because("source-binary", name, kind="")
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        encoding = _guessed(content)
    text = _strictly(name, content, encoding) if encoding else ""
    if not encoding:
        raise SourceError.because("source-encoding", name, encoding="UTF-8")
    return text, (warning("encoding-guessed", name, encoding=encoding, first_line=line),)


def _strictly(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise SourceError.because("source-encoding", name, encoding=encoding) from problem


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - for old files alone

    western = content.decode("cp1252", errors="replace")
    if all(character.isascii() or character in _WESTERN for character in western):
        return "cp1252"
    best = from_bytes(content[:_GUESS_BYTES]).best()
    return best.encoding if best else ""
