"""Which stories somebody asked for: by their day where the paper appears, or by their name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import urlsplit

from cetak.article.story import Article
from cetak.edition.stories import local_day


class Answer(Enum):
    """Whether a story is one of those asked for."""

    YES = auto()
    OTHER = auto()
    UNDATED = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; everything, unless something is named.

    Attributes:
        uri: Address or uri of the one story.
        since: First day, which counts; ``None`` for no beginning.
        until: Last day, which counts; ``None`` for no end.
    """

    uri: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def by_day(self) -> bool:
        """Whether a story without a date cannot be told to belong or not."""
        return self.since is not None or self.until is not None

    @property
    def days(self) -> str:
        """The days as they are told: ``2023-09-20``, ``2023-09-20 – 2023-09-22``."""
        since, until = (day.isoformat() if day else "" for day in (self.since, self.until))
        return since if since == until else f"{since} – {until}".strip()

    def answer(
        self, article: Article, zone: dt.tzinfo | None, known_as: tuple[str, ...] = ()
    ) -> Answer:
        """Whether a story was asked for.

        Args:
            article: The story.
            zone: The publication's time zone; ``None`` for the story's own.
            known_as: More names that it goes by: where it was fetched.
        """
        if self.uri:
            names = map(plain_address, (article.uri, article.canonical_url, *known_as))
            return Answer.YES if plain_address(self.uri) in names else Answer.OTHER
        if not self.by_day:
            return Answer.YES
        if article.published is None:
            return Answer.UNDATED
        day = local_day(article.published, zone)
        is_in = (self.since or day) <= day <= (self.until or day)
        return Answer.YES if is_in else Answer.OTHER


def plain_address(address: str) -> str:
    """An address without what its spellings differ in: scheme, ``www.``, a last slash, a mark."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address
    if parts.scheme.lower() not in ("http", "https"):
        return address.strip()
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"
