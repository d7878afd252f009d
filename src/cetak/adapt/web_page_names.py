"""Names of authors as pages give them: addresses, roles and the paper's own name taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"(?:(?:written|posted|published|reported|oleh|ditulis|diposting)\s+)?"
    r"(?:by|oleh|von|par|por|di|penulis|reporter|rep|pewarta|author|autor|text)\b"
    r"\s{0,4}[:：]?\s{1,4}|(?:penulis|reporter|pewarta|author|autor|by|oleh)\s{0,4}[:：]\s{0,4}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.|@)", re.IGNORECASE)
_EDITOR = re.compile(r"\s*(?:red|editor|redaktur|penyunting|foto|sumber)\s?:", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:;|\||/|&|,\s*(?:and|dan|und)\b|\band\b|\bdan\b|\bund\b)\s*")
_TAIL = re.compile(r"\s+[-–—|·•]\s.*$|\s*[(<\[].*$|\s+@\w.*$")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|co|id|org|net|de)\b|^\W*$|"
    r"^(?:admin|administrator|redaksi|editor|tim redaksi|staff|author|unknown|none|null|webmaster|"
    r"root|guest|anonymous|(?:all|view|more|show|see|zeige|alle|lihat)\b.*)$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\.){1,4}[A-Za-z]{0,6}\.?|Jr\.?|Sr\.?|Ph\.?D\.?|M\.?D\.?"
)
LONGEST_NAME = 60


def author_names(stated: Iterable[str], publication: str = "") -> tuple[str, ...]:
    """The names of people in what a page states as author.

    Args:
        stated: Texts such as ``By Jane Doe and Budi Santoso``, ``Ani - detikNews``.
        publication: Name of the paper, which is no author.
    """
    paper = publication.casefold()
    found: dict[str, str] = {}
    for text in stated:
        for name in _split(text[:400]):
            key = name.casefold()
            if key and key != paper and key not in found and not _NO_NAME.search(name):
                found[key] = name
    return tuple(found.values())


def _split(text: str) -> list[str]:
    if _ADDRESS.match(text) or _EDITOR.match(text):
        return []
    text = " ".join(text.split()).lstrip(" ,.-–—|:").rstrip(" ,-–—|:")
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    names: list[str] = []
    for part in _BETWEEN.split(text):
        names += _comma_names(part)
    return [
        name for name in (_TAIL.sub("", name).strip(" ,-–—|:*") for name in names) if _fits(name)
    ]


def _comma_names(text: str) -> list[str]:
    """Commas part names, but degrees stay with theirs and roles go."""
    names: list[str] = []
    for part in (part.strip() for part in text.split(",")):
        if names and _DEGREE.fullmatch(part):
            names[-1] = f"{names[-1]}, {part}"
        elif part and (not names or (part[:1].isupper() and " " in part)):
            names.append(part)
    return names


def _fits(name: str) -> bool:
    return 1 < len(name) <= LONGEST_NAME and len(name.split()) <= 7
