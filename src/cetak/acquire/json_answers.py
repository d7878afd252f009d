"""JSON from a server: what it says, or why it says nothing."""

from __future__ import annotations

import json
from typing import Any

from cetak.acquire.web import Fetched
from cetak.errors import SourceError


def json_in(fetched: Fetched, name: str) -> Any:
    """The value that a server answered with.

    Args:
        fetched: The answer.
        name: What the user calls the source, for the error.

    Raises:
        SourceError: ``json-expected`` where it is a page instead, ``json-broken`` where it is
            cut off or otherwise no JSON.
    """
    start = fetched.content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") or (fetched.media_type == "text/html" and start[:1] not in b"[{"):
        raise SourceError.because("json-expected", name, kind=fetched.media_type or "?")
    try:
        return json.loads(fetched.content.lstrip(b"\xef\xbb\xbf \t\r\n"))
    except (ValueError, RecursionError) as problem:
        size = len(fetched.content)
        raise SourceError.because("json-broken", name, size_bytes=size) from problem
