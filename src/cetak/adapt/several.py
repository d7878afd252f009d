"""One story among several that could not be read; the others go on."""

from __future__ import annotations

from dataclasses import dataclass

from cetak.errors import CetakError


@dataclass(frozen=True, slots=True)
class NotRead:
    """An item that was set aside.

    Attributes:
        name: What names it: ``export.xml#rain-at-last``.
        error: Why it was.
    """

    name: str
    error: CetakError
