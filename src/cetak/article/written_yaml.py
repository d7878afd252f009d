"""Text as YAML scalars that read back as they were."""

from __future__ import annotations

import json
import re

# What YAML and its readers take for text without quotes, and nobody for something else.
_PLAIN = re.compile(
    r"(?!(?:null|true|false|yes|no|on|off|y|n|ya|tidak)\Z)[A-Za-z][\w ./-]{0,200}\Z"
    r"|\d{4}-\d\d-\d\d\Z",
    re.ASCII | re.IGNORECASE,
)


def scalar(text: str) -> str:
    """The text as it is, or in quotes where YAML might take it for something else."""
    is_plain = _PLAIN.match(text) and text == " ".join(text.split())
    return text if is_plain else quoted(text)


def quoted(text: str) -> str:
    """In double quotes; what may not stand in a YAML text is escaped.

    Source: YAML 1.2.2, section 5.7; JSON's escapes are among them.
    """
    written = json.dumps(text, ensure_ascii=False)
    return "".join(one if one.isprintable() else _escaped(one) for one in written)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
