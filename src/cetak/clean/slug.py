"""A short name for a story that is safe in addresses and as a file name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_SLUG = 80
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def slug_of(text: str) -> str:
    """A slug from a headline or from what the source calls one.

    Args:
        text: Any characters.

    Returns:
        At most 80 characters of a-z, 0-9 and dashes, cut at a word where possible;
        ``story-`` and eight digits of a hash where no letter can be folded; ``""`` for ``""``.
    """
    if not text.strip():
        return ""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = folded.encode("ascii", "ignore").decode()
    slug = _cut("-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))))
    if not slug:
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        return f"story-{digest[:8]}"
    return f"story-{slug}" if _RESERVED.match(slug) else slug


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST_SLUG:
        return slug
    head, _, _ = slug[: LONGEST_SLUG + 1].rpartition("-")
    return head if len(head) > LONGEST_SLUG // 2 else slug[:LONGEST_SLUG]
