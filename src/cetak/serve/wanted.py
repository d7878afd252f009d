"""What a reader asks for: a story, and how it is to be printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Chosen = tuple[tuple[str, str], ...]
"""Options of the layout in alphabetical order, each once, with values that were checked."""


@dataclass(frozen=True, slots=True)
class ByAddress:
    """A story by its canonical address or its uri.

    Attributes:
        spelled: The address in the one spelling of ``stories.spelled``.
        given: As the reader gave it.
    """

    spelled: str
    given: str

    def __str__(self) -> str:
        return self.given


@dataclass(frozen=True, slots=True)
class ByDay:
    """A story by its day and its name."""

    day: dt.date
    slug: str

    def __str__(self) -> str:
        return f"{self.day}/{self.slug}"


Wanted = ByAddress | ByDay


@dataclass(frozen=True, slots=True)
class Order:
    """A story, printed as a reader wishes."""

    wanted: Wanted
    chosen: Chosen = ()
