"""A PNG without what is said about it: notes, animations, anything no decoder needs."""

from __future__ import annotations

from collections.abc import Iterator

_SIGNATURE_BYTES = 8
_FRAME_BYTES = 12
_WANTED = frozenset({b"tRNS", b"iCCP", b"eXIf"})


def needed_chunks(content: bytes) -> bytes:
    """The same PNG with its critical chunks, transparency, profile and orientation alone.

    Editors write notes of several megabytes, at which decoders rightly stop.

    Args:
        content: A PNG, perhaps damaged; what cannot be taken apart is kept as it is.

    Source: PNG Specification (Third Edition), section 5.
    """
    return content[:_SIGNATURE_BYTES] + b"".join(_needed(content))


def _needed(content: bytes) -> Iterator[bytes]:
    at = _SIGNATURE_BYTES
    while at < len(content):
        end = at + _FRAME_BYTES + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if _is_critical(kind) or kind in _WANTED:
            yield content[at:end]
        at = end


def _is_critical(kind: bytes) -> bool:
    """Bit 5 of the first letter: upper case is critical."""
    return not (kind[:1] or b"\0")[0] & 0x20
