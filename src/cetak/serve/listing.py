"""Which part of a list somebody asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cetak.serve.refusals import reason, refusal

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
LIST_FIELDS = ("day", "limit", "offset")
_USUAL_LIMIT = 100
_MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A part of the list of stories.

    Attributes:
        day: Of this day alone; ``None`` for all.
        limit: Most stories.
        offset: How many are passed over.
    """

    day: dt.date | None = None
    limit: int = _USUAL_LIMIT
    offset: int = 0

    def turns(self, total: int) -> dict[str, str]:
        """Where the stories before and after these are."""
        turns = {}
        if self.offset:
            turns["later"] = self._at(max(0, self.offset - self.limit))
        if self.offset + self.limit < total:
            turns["earlier"] = self._at(self.offset + self.limit)
        return {"later": "", "earlier": "", **turns} if turns else {}

    def _at(self, offset: int) -> str:
        day = {"day": self.day.isoformat()} if self.day else {}
        return f"/stories/?{urlencode({**day, 'limit': self.limit, 'offset': offset})}"


def list_asked(fields: Mapping[str, str], known: tuple[str, ...] = LIST_FIELDS) -> ListAsked:
    """What a query asks of a list.

    Args:
        fields: The query.
        known: The fields that mean something.

    Raises:
        RefusalError: ``query-unknown`` or ``query-value`` (400).
    """
    unknown = next((name for name in fields if name not in known), None)
    if unknown is not None:
        told = reason("query-unknown", field=unknown, known=", ".join(known) or "–")
        raise refusal(400, told)
    limit = _number(fields, "limit", _USUAL_LIMIT, 1, _MOST_LISTED)
    return ListAsked(day_of(fields.get("day")), limit, _number(fields, "offset", 0, 0, 999_999))


def _number(fields: Mapping[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    given = fields.get(name)
    if given is None:
        return otherwise
    if not _NUMBER.fullmatch(given) or not least <= int(given) <= most:
        told = reason("query-value", field=name, value=given, expected=f"{least}–{most}")
        raise refusal(400, told)
    return int(given)


def day_of(given: str | None) -> dt.date | None:
    """A day such as ``2023-09-20``; ``None`` where none is given.

    Raises:
        RefusalError: ``query-value`` (400) for what is no day.
    """
    if given is None:
        return None
    try:
        if _ISO_DAY.fullmatch(given):
            return dt.date.fromisoformat(given)
    except ValueError:
        pass
    raise refusal(400, reason("query-value", field="day", value=given, expected="2023-09-20"))


def list_parameter(name: str) -> Mapping[str, object]:
    """A field of a list's query, as OpenAPI describes it."""
    kinds: Mapping[str, Mapping[str, object]] = {
        "day": {"type": "string", "format": "date"},
        "limit": {"type": "integer", "minimum": 1, "maximum": _MOST_LISTED},
        "offset": {"type": "integer", "minimum": 0, "maximum": 999_999},
    }
    return {"name": name, "in": "query", "required": False, "schema": kinds[name]}
