"""What a request's conditions and ranges make of a finished sheet. Pure.

Source: RFC 9110, sections 13 (conditional requests) and 14 (range requests).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parsedate_to_datetime

Header = tuple[bytes, bytes]

_RANGE = re.compile(rb"bytes\s{0,4}=\s{0,4}(\d{0,15})\s{0,4}-\s{0,4}(\d{0,15})\s{0,4}")
_TAG = re.compile(rb'(?:W/)?"[\x21\x23-\x7e\x80-\xff]{0,200}"')
_MOST_TAGS = 50


@dataclass(frozen=True, slots=True)
class Held:
    """A finished sheet, ready to be given out.

    Attributes:
        key: Name of the sheet: all that went into it.
        pdf: The file.
        modified: When this service first had it, in seconds since 1970.
        file_name: What it is called on a reader's disk: a-z, 0-9, dashes.
        max_age_seconds: How long it may be kept without asking.
        headers: What goes with each answer, whatever the request.
    """

    key: str
    pdf: bytes = field(repr=False)
    modified: int
    file_name: str
    max_age_seconds: int = 60
    headers: tuple[Header, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", self._headers())

    @property
    def tag(self) -> bytes:
        """The strong entity tag."""
        return b'"' + self.key.encode() + b'"'

    def _headers(self) -> tuple[Header, ...]:
        age = self.max_age_seconds
        return (
            (b"etag", self.tag),
            (b"last-modified", formatdate(self.modified, usegmt=True).encode()),
            (b"cache-control", f"public, max-age={age}, must-revalidate".encode()),
            (b"accept-ranges", b"bytes"),
            (b"content-disposition", f'inline; filename="{self.file_name}.pdf"'.encode()),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, ready for the wire."""

    status: int
    headers: tuple[Header, ...]
    body: bytes = b""


def reply_with(held: Held, headers: Mapping[bytes, bytes]) -> Reply:
    """The sheet, a part of it, or word that it has not changed.

    Args:
        held: The sheet.
        headers: Of the request, by names in lower case; repeated ones joined by commas.
    """
    if not _matches(held, headers):
        return Reply(412, held.headers[:3])
    if _is_known(held, headers):
        return Reply(304, held.headers[:3])
    asked = headers.get(b"range")
    if asked is None or not _range_holds(held, headers):
        return _whole(held)
    return _ranged(held, asked)


def _whole(held: Held) -> Reply:
    return Reply(200, (*held.headers, *_about(len(held.pdf))), held.pdf)


def _about(length: int) -> tuple[Header, ...]:
    return (b"content-type", b"application/pdf"), (b"content-length", str(length).encode())


def _ranged(held: Held, asked: bytes) -> Reply:
    """One range; what is no single range of bytes is passed over, as the standard allows."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not (match[1] or match[2]):
        return _whole(held)
    size = len(held.pdf)
    first, last = _ends(match[1], match[2], size)
    if match[1] and match[2] and int(match[2]) < int(match[1]):
        return _whole(held)
    if first >= size or last < first:
        told = (b"content-range", f"bytes */{size}".encode())
        return Reply(416, (*held.headers, told, *_about(0)))
    told = (b"content-range", f"bytes {first}-{last}/{size}".encode())
    part = memoryview(held.pdf)[first : last + 1]
    return Reply(206, (*held.headers, told, *_about(len(part))), bytes(part))


def _ends(first: bytes, last: bytes, size: int) -> tuple[int, int]:
    if not first:
        length = int(last)
        return (size - length if length < size else 0, size - 1) if length else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


def _matches(held: Held, headers: Mapping[bytes, bytes]) -> bool:
    """Whether ``If-Match`` and ``If-Unmodified-Since``, where they stand, hold."""
    wanted = headers.get(b"if-match")
    if wanted is not None:
        return wanted.strip() == b"*" or held.tag in _tags(wanted)
    moment = _moment(headers.get(b"if-unmodified-since"))
    return moment is None or held.modified <= moment


def _is_known(held: Held, headers: Mapping[bytes, bytes]) -> bool:
    """Whether whoever asks has this very sheet; the tag counts before the moment."""
    known = headers.get(b"if-none-match")
    if known is not None:
        tags = [tag.removeprefix(b"W/") for tag in _tags(known)]
        return known.strip() == b"*" or held.tag in tags
    moment = _moment(headers.get(b"if-modified-since"))
    return moment is not None and held.modified <= moment


def _range_holds(held: Held, headers: Mapping[bytes, bytes]) -> bool:
    """Whether ``If-Range`` names this very sheet: only a strong tag or the exact moment does."""
    wanted = headers.get(b"if-range")
    if wanted is None:
        return True
    if wanted.strip().startswith((b'"', b"W/")):
        return wanted.strip() == held.tag
    return _moment(wanted) == held.modified


def _tags(value: bytes) -> list[bytes]:
    return [match[0] for match, _ in zip(_TAG.finditer(value), range(_MOST_TAGS), strict=False)]


def _moment(value: bytes | None) -> int | None:
    """A date of a header in seconds since 1970; ``None`` for what is none."""
    if value is None:
        return None
    try:
        return int(parsedate_to_datetime(value.decode("latin-1")).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
