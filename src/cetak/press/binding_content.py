"""What is painted: the content of a sheet's page, made fit to stand beside others.

The engine writes its own plain form of content streams: text as hexadecimal glyph numbers,
one operator after another. Names of resources and numbers of marks can therefore be exchanged
in the bytes, without reading every operator. A stream that is not of this form is refused.

Source: PDF 32000-1, 7.8 (content streams), 14.6 (marked content).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Final

Renamer = Callable[[str, str], str]
"""Category (``Font``) and name of a resource; gives its new name."""

_CATEGORIES: Final = {
    b"Tf": "Font",
    b"gs": "ExtGState",
    b"Do": "XObject",
    b"sh": "Shading",
    b"cs": "ColorSpace",
    b"CS": "ColorSpace",
    b"scn": "Pattern",
    b"SCN": "Pattern",
}
_NAMED: Final = re.compile(
    rb"/([^\s/<>\[\]()]{1,127})((?:\s{1,4}[-+.\d]{1,40})?\s{1,4})(Tf|gs|Do|sh|cs|CS|scn|SCN)\b"
)
_MARKED: Final = re.compile(
    rb"/(\w{1,60})\s{0,4}<<\s{0,4}/MCID\s{1,4}(\d{1,9})\s{0,4}>>\s{0,4}BDC\b"
)
_WORDS: Final = re.compile(rb"\([^)]")


def is_plain(content: bytes) -> bool:
    """Whether names and marks may be exchanged: no text and no bytes that could look like them."""
    return content.isascii() and not _WORDS.search(content)


def marks(content: bytes) -> list[int]:
    """The numbers of marked content, in order."""
    return [int(match[2]) for match in _MARKED.finditer(content)]


def renumbered(content: bytes, base: int, kept: Container[int]) -> bytes:
    """The content with its marks counted on from ``base``.

    Args:
        content: A plain content stream.
        base: What is added to each number.
        kept: Numbers that an element of the structure holds; what else is marked becomes an
            artifact.
    """

    def exchanged(match: re.Match[bytes]) -> bytes:
        number = int(match[2])
        if number in kept:
            return b"/%b <</MCID %d>> BDC" % (match[1], number + base)
        return b"/Artifact BMC"

    return _MARKED.sub(exchanged, content)


def renamed(content: bytes, rename: Renamer) -> bytes:
    """The content with other names for its resources."""

    def exchanged(match: re.Match[bytes]) -> bytes:
        name = rename(_CATEGORIES[match[3]], match[1].decode("ascii"))
        return b"/%b%b%b" % (name.encode("ascii"), match[2], match[3])

    return _NAMED.sub(exchanged, content)


def framed(
    content: bytes,
    matrix: tuple[float, ...],
    clip: tuple[float, float, float, float] | None,
) -> bytes:
    """The content at its place, and its graphics state kept to itself."""
    place = b"%b cm\n" % _numbers(matrix)
    shown = b"%b re W n\n" % _numbers(clip) if clip else b""
    return b"q\n%b%b%b\nQ\n" % (place, shown, content)


def _numbers(values: tuple[float, ...]) -> bytes:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values).encode("ascii")
