"""Names of authors as pages give them: addresses, roles and the paper's own name taken off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_BY = re.compile(
    r"(?:(?:written|posted|published|reported|words|story|text|analysis|oleh|ditulis|diposting|"
    r"dilaporkan|laporan|erstellt|beitrag|geschrieben|artikel)\s+)?"
    r"(?:by|oleh|von|par|por|di|penulis|reporter|rep|pewarta|author|autor|text|jurnalis|wartawan)\b"
    r"\s{0,4}[:：]?\s{1,4}|"
    r"(?:penulis|reporter|pewarta|author|autor|by|oleh|rep|jurnalis|wartawan)\s{0,4}[:：]\s{0,4}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\s*(?:https?:|//|www\.|@)", re.IGNORECASE)
_EDITOR = re.compile(
    r"\s*(?:red|editor|redaktur|penyunting|foto|sumber|edited by|photos?(?: by)?)\s?:",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||/|&|•|·|,\s*(?:and|dan|und|et|y|e)\b|\band\b|\bdan\b|\bund\b|\bwith\b)\s*"
)
_TAIL = re.compile(
    r"\s+[-–—|·•]\s.*$|\s*[(<\[].*$|\s+@\w.*$|\s+(?:for|of|at|in|from)\s(?:the\s)?[A-Z].*$"
    r"|\s+(?:am|on|at|,)?\s*(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b).*$"
    r"|\s+(?:editor|redaktur|penyunting)\s?:.*$|\s+(?:published|updated|posted|follow|contributor|guest)\b.*$",
    re.IGNORECASE,
)
_ROLE_BEHIND = re.compile(
    r"[\s,]+(?:(?:senior|junior|chief|staff|contributing|political|deputy|national|special|"
    r"associate|managing|freelance|science|health|business|sports?|technology|foreign|local|news|"
    r"lead|assistant|digital|world|executive|city|environment|crime|education|economics?)\s+){0,3}"
    r"(?:writer|reporter|correspondent|editor|columnist|journalist|producer|staff)s?$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|co|id|org|net|de|tv|news)\b|^\W*$|\b\d{1,2}[:.]\d\d\b|"
    r"^\d+ ?(?:min|menit|m)\b|"
    r"^(?:admin|administrator|redaksi|editor|author|authors|autor|penulis|reporter|unknown|none|null|webmaster|"
    r"developer|root|guest|anonymous|by|oleh|share|tags?|person|name|user|default|super ?admin|"
    r"(?:all|view|more|show|see|zeige|alle|lihat|follow|read|about|subscribe|contact)\b.*)$",
    re.IGNORECASE,
)
# Words of which no person's name is made.
_HOUSE_WORD = re.compile(
    r"\b(?:redaksi|newsroom|staff|team|tim|desk|editorial|editors|redaktion|redacción|rédaction|"
    r"writers?|reporters?|correspondents?|columnists?|contributors?|kontributor|wartawan|jurnalis|"
    r"developer|admin|news ?room|press ?release|press office|media|online|magazine|newspaper|"
    r"news|times|herald|tribune|gazette|chronicle|channel|wire|services?|bureau|copyright|published|updated|diterbitkan|tayang|minutes?)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\.){1,4}[A-Za-z]{0,6}\.?|Jr\.?|Sr\.?|Ph\.?D\.?|M\.?D\.?|I{2,3}"
)
_SMALL = frozenset(
    {
        "af", "al", "av", "bin", "binti", "da", "das", "de", "del", "della", "den", "der", "di",
        "do", "dos", "e", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "y"
    }
)  # fmt: skip
LONGEST_NAME = 60


def author_names(
    stated: Iterable[str], papers: Collection[str] = (), *, houses: bool = False
) -> tuple[str, ...]:
    """The names of people in what a page states as author.

    Args:
        stated: Texts such as ``By Jane Doe and Budi Santoso``, ``Ani - detikNews``.
        papers: Names of the paper in small letters, which is no author.
        houses: Whether a name such as ``Sports Desk`` will do.
    """
    found: dict[str, str] = {}
    for text in stated:
        for name in _split(text[:400]):
            key = name.casefold()
            if key and key not in papers and key not in found and not _NO_NAME.search(name):
                found[key] = name
    return tuple(name for name in found.values() if houses or not _HOUSE_WORD.search(name))


def is_person(name: str) -> bool:
    """Whether a text reads like a person's name: two to five words with capitals, no figures."""
    words = name.split()
    if not 2 <= len(words) <= 5 or any(map(str.isdigit, name)) or name[-1] in "?!:":
        return False
    return all(word[:1].isupper() or word.casefold() in _SMALL for word in words)


def _split(text: str) -> list[str]:
    if _ADDRESS.match(text) or _EDITOR.match(text):
        return []
    text = " ".join(text.split()).lstrip(" ,.-–—|:").rstrip(" ,-–—|:")
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    names: list[str] = []
    for part in _BETWEEN.split(text):
        names += _comma_names(part)
    return [name for name in map(_bare, names) if _fits(name)]


def _bare(name: str) -> str:
    name = _ROLE_BEHIND.sub("", _TAIL.sub("", name))
    return name.strip(" ,-–—|:*")


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
