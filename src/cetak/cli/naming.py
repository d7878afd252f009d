"""What files are called, each name once in a run: a PDF by its story, a page by its source."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

from cetak.article.story import Article
from cetak.edition.stories import local_day
from cetak.resources import Resources

_MAX_SLUG = 80
_MAX_STEM_BYTES = 200
_NO_STEM = re.compile(r"[/\\\0-\x1f]+")


def file_stem(article: Article, today: dt.date, zone: dt.tzinfo | None = None) -> str:
    """Date and slug of a story, safe on every file system.

    Args:
        article: The story; its headline stands in for a missing slug.
        today: Stands in for a missing day of publication.
        zone: Where the paper appears: it decides the day; ``None`` for the story's own.
    """
    day = local_day(article.published or today, zone)
    slug = _safe(article.slug) or _safe(article.headline.text) or "story"
    return f"{day.isoformat()}-{slug}"


def page_stem(name: str, resources: Resources) -> str:
    """The name of a source without folder and suffix; a story of a file bears both names.

    Args:
        name: ``pages/a.html``, ``export.xml#rain-at-last``, ``-``.
        resources: Knows whether a file has such a name itself.
    """
    if name == "-":
        return "stdin"
    file, has_story, story = name.rpartition("#")
    if not has_story or resources.exists(Path(name)):
        return _short(Path(name).stem)
    return _short(f"{page_stem(file, resources)}-{story}")


class Names:
    """Gives each story of a run a name that no other story of it has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._owned: dict[tuple[str, str], Path] = {}

    def claim(self, folder: Path, stem: str, suffix: str = ".pdf", owner: str = "") -> Path:
        """The path for a stem; ``-2`` and so on when it is taken.

        Case is no difference, because to some file systems it is none.

        Args:
            folder: Where the file goes.
            stem: Its name without suffix.
            suffix: Its end.
            owner: Whoever asks again under the same name gets the same path again.
        """
        wanted = str(folder / stem).casefold()
        if owner and (owner, wanted) in self._owned:
            return self._owned[owner, wanted]
        path = self._free(folder, stem, suffix, wanted)
        self._owned[owner, wanted] = path
        return path

    def _free(self, folder: Path, stem: str, suffix: str, wanted: str) -> Path:
        number = self._next.get(wanted, 1)
        name = stem if number == 1 else f"{stem}-{number}"
        while str(folder / name).casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._next[wanted] = number + 1
        self._taken.add(str(folder / name).casefold())
        return folder / f"{name}{suffix}"


def _safe(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return joined[:_MAX_SLUG].rstrip("-")


def _short(stem: str) -> str:
    """A stem that leaves room for a suffix and a number, and stays in its folder."""
    plain = _NO_STEM.sub("-", stem).encode("utf-8", "surrogateescape")
    return plain[:_MAX_STEM_BYTES].decode("utf-8", "ignore") or "page"
