"""Lines that say who wrote, edited or photographed a story, and the sign that ends it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cetak.article.story import Credit
from cetak.clean.tables import table, words

LONGEST_NAME = 80
_PIECES = re.compile(r"\||;\s(?=[A-Z][a-z]{1,12}(?: [a-z]{1,12}){0,2} by\s)")
_ROLE = re.compile(r"([^\W\d][^:：|]{1,30}?)\s*[:：]\s*")
_LABEL = re.compile(r"([^\W\d][^:：]{1,24}?)\s?[:：]?\s*$")
_BY = re.compile(r"(oleh|by|von)\s+(?=\S)", re.IGNORECASE)
_DONE_BY = re.compile(r"((?:[a-z]+ ){1,3}by)\s+(?=\S)", re.IGNORECASE)
_REPORT = re.compile(r"laporan (?:wartawan|kontributor|reporter)\b[ :]*", re.IGNORECASE)
_NAMES = re.compile(r"\s*(?:,|;|/|&|\bdan\b|\band\b|\bund\b)\s*")
_DEGREE = re.compile(r"(?:[A-Z][A-Za-z]{0,4}\.){1,4}[A-Za-z]{0,6}\.?")
_SMALL = frozenset(
    {
        "de",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "binti",
        "al",
        "dan",
        "and",
        "und",
        "da",
        "di",
        "el",
        "ibn",
        "la",
        "le",
        "dos",
        "y",
        "e",
        "&",
        "/",
    }
)
_MARK = re.compile(
    r"(?P<mark>\(\*{1,3}\)|\([a-z]{2,5}(?:/[a-z]{2,5}){1,4}\)|\([A-Z]{2,4}(?:/[A-Z]{2,4}){1,4}\)"
    r"|\((?:[a-z]{2,4}|[A-Z]{2,4})\)|\*\*\*|###|■|□|◼|-30-)$"
)
_SINGLE = re.compile(r"\([A-Za-z]{2,4}\)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A credit line as read: the role's own word and the names.

    Attributes:
        kind: ``byline``, ``reporter`` or ``credit``.
        role: The word the newsroom uses.
        names: One or more names, as written.
    """

    kind: str
    role: str
    names: tuple[str, ...]


def credit_line(text: str) -> tuple[Named, ...]:
    """What a line such as ``Penulis: Budi | Editor: Ani`` names; empty if it is no credit."""
    if len(text) > 3 * LONGEST_NAME:
        return ()
    whole = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    pieces = [piece.strip() for piece in _PIECES.split(whole)]
    named = [_labelled(piece) or _done_by(piece) for piece in pieces if piece]
    if named and all(named):
        return tuple(entry for entry in named if entry)
    unlabelled = by_line(text)
    return (unlabelled,) if unlabelled else ()


def role_alone(text: str) -> str:
    """The role that a line consists of (``Editor``, ``Penulis:``), or ``""``."""
    match = _LABEL.match(text)
    return match[1] if match and role_kind(match[1]) else ""


def role_kind(role: str) -> str:
    """``byline``, ``reporter``, ``credit`` or ``""``."""
    lowered = role.casefold().strip()
    for kind in ("byline", "reporter", "credit"):
        if lowered in words("roles", kind):
            return kind
    return ""


def named(role: str, names: str) -> Named | None:
    """A credit from a role and the line of names that follows it."""
    if not is_name(names):
        return None
    return Named(role_kind(role), role, _split(names))


def by_line(text: str) -> Named | None:
    """``Oleh Budi Santoso``, ``By Jane Doe``, ``Laporan wartawan ...`` without a colon."""
    done = _done_by(text)
    if done is not None:
        return done
    for pattern in (_BY, _REPORT):
        match = pattern.match(text)
        if match and is_name(text[match.end() :]):
            kind = "byline" if pattern is _BY else "reporter"
            return Named(kind, match[0].strip(" :"), _split(text[match.end() :]))
    return None


def _done_by(text: str) -> Named | None:
    """``Editing by Jane Doe``."""
    done = _DONE_BY.match(text)
    if done and role_kind(done[1]) and is_name(text[done.end() :]):
        return Named(role_kind(done[1]), done[1], _split(text[done.end() :]))
    return None


def is_name(text: str) -> bool:
    """Whether a text may be the name of somebody, or of several."""
    parts = text.replace(",", " ").split()
    if not parts or len(text) > LONGEST_NAME or len(parts) > 12 or text[-1] in "?!:;":
        return False
    return all(part.casefold() in _SMALL or _is_name_word(part) for part in parts)


def closes_story(text: str) -> bool:
    """Whether a line names editor or writer in the way that papers end a story with."""
    return any(entry.role.casefold() in words("roles", "closing") for entry in credit_line(text))


def is_photo(role: str) -> bool:
    """Whether a credit is about the picture."""
    return role.casefold() in words("roles", "photo")


def label_of(text: str) -> tuple[str, str]:
    """The part of a story that a label line names, and what follows on the same line.

    Returns:
        Such as ``("headline", "")`` for ``Headline`` or ``Judul:``, ``("", "")`` for copy.
    """
    role, colon, rest = text.partition(":")
    lowered = role.strip().casefold()
    for part, names in table("roles")["labels"].items():
        if lowered in names and (colon or not rest):
            return str(part), rest.strip()
    return "", ""


def end_mark(text: str) -> tuple[str, str]:
    """A last paragraph without the sign that ends it, and the sign (or ``""``)."""
    match = _MARK.search(text, max(0, len(text) - 32))
    if match is None:
        return text, ""
    copy = text[: match.start()].rstrip()
    if _SINGLE.match(match[0]) and copy and copy[-1] not in ".!?…\"”’'":
        return text, ""
    return copy, match["mark"]


def sort_credits(
    entries: Iterable[Named], byline: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], tuple[Credit, ...]]:
    """Byline and credits; a reporter is the byline where nobody else is.

    Args:
        entries: Credit lines in the order of the page.
        byline: What the source states already; then writers become no second byline.
    """
    entries = list(dict.fromkeys(entries))
    stated = {name.casefold() for name in byline}
    writers = byline or tuple(
        name for entry in entries if entry.kind == "byline" for name in entry.names
    )
    reporters = [entry for entry in entries if entry.kind == "reporter"]
    if not writers and reporters:
        writers = tuple(name for entry in reporters for name in entry.names)
        reporters = []
    others = [entry for entry in entries if entry.kind == "credit" or entry in reporters]
    others += [entry for entry in entries if entry.kind == "byline" and byline]
    found = [
        Credit(role=entry.role, name=", ".join(entry.names))
        for entry in others
        if not {name.casefold() for name in entry.names} <= stated
    ]
    return tuple(dict.fromkeys(writers)), tuple(found)


def _labelled(text: str) -> Named | None:
    match = _ROLE.match(text)
    if match is None or not role_kind(match[1]):
        return None
    rest = text[match.end() :].strip()
    kind = role_kind(match[1])
    loose = kind == "credit" and 0 < len(rest) <= LONGEST_NAME and rest[-1] not in ".?!:"
    if kind == "credit":
        return Named(kind, match[1], (rest,)) if is_name(rest) or loose else None
    return Named(kind, match[1], _split(rest)) if is_name(rest) else None


def _split(names: str) -> tuple[str, ...]:
    if "/" in names and " " not in names:
        return (names,)
    found: list[str] = []
    for name in _NAMES.split(names.strip()):
        if found and _DEGREE.fullmatch(name):
            found[-1] = f"{found[-1]}, {name}"
        elif name:
            found.append(name)
    return tuple(found)


def _is_name_word(word: str) -> bool:
    letters = word.strip(".()'’\"“”-*")
    return bool(letters) and letters[0].isupper() and not any(map(str.isdigit, letters))
