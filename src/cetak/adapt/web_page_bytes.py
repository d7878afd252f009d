"""Bytes of a saved page become text: by mark, by what they are, by what the page declares."""

from __future__ import annotations

import codecs
import re

from cetak.adapt.decoding import decoded
from cetak.article.located import SIZE_LIMIT_BYTES
from cetak.errors import SourceError
from cetak.findings import Finding, warning

_DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.I)
_HEAD_BYTES = 8192
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Browsers read these names as the larger sets that pages really use.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
}
_FEW = 0.02


def page_text(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    r"""The text of a saved page, line ends as ``\n``, without null bytes.

    Args:
        name: What the user calls the source.
        content: All its bytes.

    Returns:
        The text, and a finding ``encoding-guessed`` where neither bytes nor page told.

    Raises:
        SourceError: As ``decoded`` does.

    Source: HTML Living Standard, section 13.2.3 (the input byte stream); Encoding Standard.
    """
    if content.startswith(_MARKS) or not content or len(content) > SIZE_LIMIT_BYTES:
        return decoded(name, content)
    content = content.replace(b"\x00", b"")
    try:
        return decoded(name, content) if _is_utf8(content) else _declared_text(name, content)
    except SourceError:
        if content.lstrip()[:1] != b"<":
            raise
        found = warning("encoding-guessed", name, encoding="utf-8", first_line=1)
        return _lines(content.decode("utf-8", "replace")), (found,)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared_text(name: str, content: bytes) -> tuple[str, tuple[Finding, ...]]:
    encoding = _declared(content)
    if encoding and encoding != "utf-8":
        return _lines(content.decode(encoding, "replace")), ()
    mixed = content.decode("utf-8", "replace")
    beyond = sum(not character.isascii() for character in mixed)
    if mixed.count("\ufffd") <= max(_FEW * beyond, _FEW * len(mixed) / 100):
        found = warning("encoding-mixed", name, count=mixed.count("\ufffd"))
        return _lines(_western_where_broken(content)), (found,)
    return decoded(name, content)


def _western_where_broken(content: bytes) -> str:
    """Mostly UTF-8 with a quoted part in Windows-1252, as pasting leaves it."""
    parts: list[str] = []
    while content:
        try:
            parts.append(content.decode("utf-8"))
            break
        except UnicodeDecodeError as problem:
            parts.append(content[: problem.start].decode("utf-8"))
            parts.append(content[problem.start : problem.start + 1].decode("cp1252", "replace"))
            content = content[problem.start + 1 :]
        if len(parts) > 2000:
            parts.append(content.decode("utf-8", "replace"))
            break
    return "".join(parts)


def _declared(content: bytes) -> str:
    match = _DECLARED.search(content[:_HEAD_BYTES])
    try:
        encoding = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""
    encoding = _READ_AS.get(encoding, encoding)
    return "" if encoding.startswith(("utf-16", "utf-32")) else encoding


def _lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
