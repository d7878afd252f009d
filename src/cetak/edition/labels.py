"""What pages are called: 1, 2, 3, or A1, B1 by parts of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def section_letters(
    names: Sequence[str], wished: Mapping[str, str], *, by_section: bool
) -> Mapping[str, str]:
    """The letter with which the labels of each section begin; ``""`` where no part begins.

    Args:
        names: Sections in the order of the paper.
        wished: Letters that the desk names, by section.
        by_section: Whether labels have letters at all. Where the desk names none, each section
            is a part of its own.
    """
    if not by_section:
        return dict.fromkeys(names, "")
    if any(wished.get(name) for name in names):
        return {name: wished.get(name, "") for name in names}
    return {name: _letter(number) for number, name in enumerate(names)}


def page_labels(sections: Iterable[str], letters: Mapping[str, str]) -> list[str]:
    """The label of each page.

    A letter holds until the next one; pages before the first letter belong to the first part.

    Args:
        sections: For each page the section at its head, ``""`` for none.
        letters: From ``section_letters``.
    """
    letter = _first_letter(letters)
    number = 0
    labels: list[str] = []
    for section in sections:
        new = letters.get(section, "")
        if new and new != letter:
            letter, number = new, 0
        number += 1
        labels.append(f"{letter}{number}")
    return labels


def _first_letter(letters: Mapping[str, str]) -> str:
    """The front page belongs to the first section's part, and to part A before that."""
    named = list(letters.values())
    if not any(named):
        return ""
    return named[0] or "A"


def _letter(number: int) -> str:
    """A to Z, then AA, AB."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
