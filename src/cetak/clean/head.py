"""What stands before the copy of a captured page: headline, kicker, deck, date, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cetak.clean.credits import Named, credit_line, label_of, named, role_alone
from cetak.clean.dates import DateLine, date_line
from cetak.clean.report import Category
from cetak.clean.rows import Row, ends_sentence

_SITE = re.compile(r"\s[-–—|·•»]\s[^-–—|·•»]{2,50}$")
_PATH = re.compile(r"\s[>»›/]\s")
_DASHES = " -–—:|"


@dataclass(slots=True)
class Head:
    """Facts found before the copy; rows are named by their number.

    Attributes:
        dropped: Rows that repeat another part, or are labels, with rule and category.
        left: Rows that nothing explains.
    """

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    section: str = ""
    dates: list[DateLine] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    dropped: dict[int, tuple[str, Category]] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)


def read_head(rows: Sequence[Row], numbers: Sequence[int], headline: str = "") -> Head:
    """The parts of a page above its copy.

    Args:
        rows: All rows.
        numbers: The rows above the copy that no rule took, in order.
        headline: The headline if the source states it.
    """
    head = Head(headline=headline)
    open_rows = _take_labelled(rows, numbers, head)
    open_rows = take_facts(rows, open_rows, head.named, head.dates)
    open_rows = _take_paths(rows, open_rows, head)
    _take_titles(rows, open_rows, head)
    return head


def take_facts(
    rows: Sequence[Row],
    numbers: Sequence[int],
    found: list[Named],
    dates: list[DateLine] | None,
) -> list[int]:
    """Credit and date lines go into the lists; the numbers of all other rows come back.

    Without a list for them dates stay where they are.
    """
    left: list[int] = []
    queue = list(numbers)
    while queue:
        number = queue.pop(0)
        text = rows[number].text
        day = date_line(text) if dates is not None else None
        entries = credit_line(text)
        both = None if day or entries or dates is None else _name_and_date(text)
        if day is not None and dates is not None:
            dates.append(day)
        elif entries:
            found.extend(entries)
        elif both is not None and dates is not None:
            found.append(both[0])
            dates.append(both[1])
        elif not _take_pair(rows, number, queue, found):
            left.append(number)
    return left


def _name_and_date(text: str) -> tuple[Named, DateLine] | None:
    """``Oleh Budi Santoso - Rabu, 20 September 2023``: byline and date on one line."""
    if len(text) > 160:
        return None
    for match in re.finditer(r"\s[-–—|•·]\s|,\s|\s(?=\d)", text):
        day = date_line(text[match.end() :])
        entries = credit_line(text[: match.start()].strip(_DASHES)) if day else ()
        if day is not None and len(entries) == 1:
            return entries[0], day
    return None


def _take_pair(rows: Sequence[Row], number: int, queue: list[int], found: list[Named]) -> bool:
    """``Editor`` on one line and the name on the next."""
    role = role_alone(rows[number].text)
    if not role or not queue or queue[0] != number + 1:
        return False
    entry = named(role, rows[queue[0]].text)
    if entry is None:
        return False
    found.append(entry)
    queue.pop(0)
    return True


def section_of(removed: Iterable[str]) -> str:
    """The section that a breadcrumb names: the step after the front page."""
    for text in removed:
        steps = [step.strip() for step in _PATH.split(text)]
        if len(steps) > 1 and 0 < len(steps[1].split()) <= 3:
            return steps[1]
    return ""


def _take_labelled(rows: Sequence[Row], numbers: Sequence[int], head: Head) -> list[int]:
    """Parts that a label names, on the label's line or on the next."""
    left: list[int] = []
    pending = ""
    for number in numbers:
        part, rest = label_of(rows[number].text)
        if part:
            head.dropped[number] = ("capture-label", Category.LABEL)
            _set(head, part, rest)
            pending = "" if rest else part
        elif pending and pending != "copy" and not getattr(head, pending):
            _set(head, pending, rows[number].text)
            pending = ""
        else:
            left.append(number)
    return left


def _set(head: Head, part: str, text: str) -> None:
    if part != "copy" and text and not getattr(head, part):
        setattr(head, part, text)


def _take_paths(rows: Sequence[Row], numbers: Sequence[int], head: Head) -> list[int]:
    """Breadcrumbs: their first step is the section."""
    left = []
    for number in numbers:
        steps = [step.strip() for step in _PATH.split(rows[number].text) if step.strip()]
        if len(steps) < 2 or len(rows[number].text) > 140 or len(steps[0].split()) > 3:
            left.append(number)
            continue
        head.section = head.section or steps[0]
        head.dropped[number] = ("breadcrumb", Category.NAVIGATION)
    return left


def _take_titles(rows: Sequence[Row], numbers: list[int], head: Head) -> None:
    """The headline, the kicker above it, the deck below it."""
    numbers = _drop_repeats(rows, numbers, head)
    place = _headline_place(rows, numbers, head)
    above, below = numbers[:place], numbers[place:]
    if not head.headline and below:
        head.headline = rows[below.pop(0)].text
    if not head.kicker and above and _is_kicker(rows[above[-1]].text):
        head.kicker = rows[above.pop()].text
    if not head.deck and len(below) == 1 and _is_deck(rows[below[0]].text):
        head.deck = rows[below.pop()].text
    head.left = above + below


def _drop_repeats(rows: Sequence[Row], numbers: list[int], head: Head) -> list[int]:
    """A page title ``Headline - Site`` beside the headline, or the headline twice."""
    texts = [rows[number].text.casefold() for number in numbers]
    headline = head.headline.casefold()
    left = []
    for position, number in enumerate(numbers):
        bare = _SITE.sub("", texts[position])
        others = [*texts[position + 1 :], headline]
        repeated = texts[position] in others
        titled = bare != texts[position] and bare in [*texts, headline]
        if repeated or titled:
            head.dropped[number] = ("headline-repeated", Category.NAVIGATION)
        else:
            left.append(number)
    return left


def _headline_place(rows: Sequence[Row], numbers: list[int], head: Head) -> int:
    if head.headline:
        return sum(1 for number in numbers if number < _first_dropped(head))
    for position, number in enumerate(numbers):
        if len(rows[number].text.split()) >= 4:
            return position
    longest = max(numbers, key=lambda number: len(rows[number].text), default=None)
    return numbers.index(longest) if longest is not None else 0


def _first_dropped(head: Head) -> int:
    return min(head.dropped, default=0)


def _is_kicker(text: str) -> bool:
    return len(text.split()) <= 4 and len(text) <= 40 and not ends_sentence(text)


def _is_deck(text: str) -> bool:
    return len(text.split()) >= 6
