"""What the PDF of a story is called: ``<date>-<slug>.pdf``, once in a run."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

from cetak.article.story import Article

_MAX_SLUG = 80


def file_stem(article: Article, today: dt.date) -> str:
    """Date and slug of a story, safe on every file system.

    Args:
        article: The story; its headline stands in for a missing slug.
        today: Stands in for a missing day of publication.
    """
    published = article.published or today
    day = published.date() if isinstance(published, dt.datetime) else published
    slug = _safe(article.slug) or _safe(article.headline.text) or "story"
    return f"{day.isoformat()}-{slug}"


class Names:
    """Gives each story of a run a name that no other story of it has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, folder: Path, stem: str) -> Path:
        """The path for a stem; ``-2`` and so on when it is taken.

        Case is no difference, because to some file systems it is none.
        """
        number, name = 1, stem
        while str(folder / name).casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(str(folder / name).casefold())
        return folder / f"{name}.pdf"


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return joined[:_MAX_SLUG].rstrip("-")
