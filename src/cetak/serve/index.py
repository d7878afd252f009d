"""The index of a source: which story readers mean by an address, or by a day and a name."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import replace

from cetak.serve.stories import Entry
from cetak.serve.wanted import ByAddress, Wanted


class Index:
    """Entries of stories by all that they may be asked for by; threads may share it."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._addresses: dict[str, str] = {}
        self._days: dict[dt.date, dict[str, str]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def name_of(self, wanted: Wanted) -> str:
        """What the source calls the story, or ``""``."""
        if isinstance(wanted, ByAddress):
            return self._addresses.get(wanted.spelled, "")
        return self._days.get(wanted.day, {}).get(wanted.slug, "")

    def put(self, entry: Entry) -> None:
        """Take a story up, or exchange what was known of it.

        A name that another story of the day has already gets a number behind it; of two
        stories with one address the first is found by it.
        """
        with self._lock:
            known = self._entries.get(entry.name)
            if known is not None:
                self._remove(known, but=entry.day)
            entry = self._numbered(entry, known)
            self._entries[entry.name] = entry
            for name in entry.names:
                self._addresses.setdefault(name, entry.name)
            if entry.day is not None:
                self._days.setdefault(entry.day, {})[entry.slug] = entry.name

    def drop(self, name: str) -> None:
        """Forget a story."""
        with self._lock:
            known = self._entries.get(name)
            if known is not None:
                self._remove(known)

    def entries(self, day: dt.date | None = None) -> Iterator[Entry]:
        """What is known of the stories, or of those of a day."""
        with self._lock:
            names = self._entries if day is None else self._days.get(day, {}).values()
            found = [self._entries[name] for name in names]
        yield from found

    def _numbered(self, entry: Entry, known: Entry | None) -> Entry:
        """With a name that no other story of the day has; one that it had it keeps."""
        if entry.day is None:
            return entry
        taken = self._days.get(entry.day, {})
        if known is not None and known.day == entry.day and _is_numbered(known.slug, entry.slug):
            return replace(entry, slug=known.slug)
        slug, number = entry.slug, 1
        while slug in taken:
            number += 1
            slug = f"{entry.slug}-{number}"
        return replace(entry, slug=slug)

    def _remove(self, known: Entry, but: dt.date | None = None) -> None:
        del self._entries[known.name]
        for name in known.names:
            if self._addresses.get(name) == known.name:
                del self._addresses[name]
        if known.day is not None:
            names = self._days[known.day]
            names.pop(known.slug, None)
            if not names and known.day != but:
                del self._days[known.day]


def _is_numbered(slug: str, plain: str) -> bool:
    end = slug.removeprefix(plain)
    return slug.startswith(plain) and (not end or (end[0] == "-" and end[1:].isdigit()))
