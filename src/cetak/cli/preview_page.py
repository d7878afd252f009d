"""What the preview of a paper shows, as one value, and as a page for the browser."""

from __future__ import annotations

import hashlib
import importlib.resources
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import jinja2

from cetak.findings import Finding, Severity
from cetak.messages import explain, say

if TYPE_CHECKING:
    from cetak.cli.edition_run import Finished

ASSETS = {"preview.css": "text/css; charset=utf-8", "preview.js": "text/javascript; charset=utf-8"}
_WORDS = (
    "contents", "download", "findings", "keys", "none", "not-made", "page", "pages", "skip",
    "stale", "updated", "waiting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: its number in the file, what it is called, its section, its size in millimetres."""

    number: int
    label: str
    section: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the contents: each story with its page's number and label."""

    name: str
    stories: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was noticed, and how bad it is."""

    finding: Finding
    severity: Severity


@dataclass(frozen=True, slots=True)
class Shown:
    """The paper of the last round that had one, and what the last round noticed.

    Attributes:
        number: The round, counted from 1; 0 before the first.
        time: When the round was done.
        title: Name of the file.
        pdf: The file; empty where there is none yet.
        pages: Its pages.
        contents: Its sections.
        notes: What was noticed in the last round.
        is_stale: Whether the last round gave no paper.
    """

    number: int = 0
    time: str = ""
    title: str = ""
    pdf: bytes = field(default=b"", repr=False)
    pages: tuple[ShownPage, ...] = ()
    contents: tuple[ShownSection, ...] = ()
    notes: tuple[Note, ...] = ()
    is_stale: bool = False

    @property
    def digest(self) -> str:
        """A name for the file's content, for the addresses of its pictures."""
        return hashlib.sha256(self.pdf).hexdigest()[:16]

    def after(self, finished: Finished | None, notes: Sequence[Note], time: str) -> Shown:
        """What is shown after a further round; without a paper the last one stays."""
        number, told = self.number + 1, tuple(notes)
        if finished is None:
            return replace(self, number=number, notes=told, time=time, is_stale=True)
        index = finished.made.index
        return Shown(
            number,
            time,
            finished.path.name,
            finished.pdf,
            tuple(_pages(index)),
            tuple(_contents(finished, index)),
            told,
        )


def _pages(index: Mapping[str, Any]) -> Iterator[ShownPage]:
    size = index["page_width_mm"], index["page_height_mm"]
    for page in index["pages"]:
        yield ShownPage(page["number"], page["label"], page["section"], *size)


def _contents(finished: Finished, index: Mapping[str, Any]) -> Iterator[ShownSection]:
    begins = {
        story["story"]: page["number"]
        for page in index["pages"]
        for story in page["stories"]
        if story["part"] == 1
    }
    for section in finished.made.furniture.contents:
        lines = section.lines
        stories = ((one.headline, begins.get(one.key, 1), one.label) for one in lines)
        yield ShownSection(section.name, tuple(stories))


def page_of(shown: Shown, language: str) -> str:
    """The page that the browser shows.

    Args:
        shown: What is there.
        language: Of the words around the paper: ``en`` or ``id``.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("cetak.cli", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = {name: say(f"preview-{name}", language) for name in _WORDS}
    notes = [_told(note, language) for note in shown.notes]
    template = environment.get_template("preview.html.jinja")
    return template.render(shown=shown, words=words, notes=notes, language=language)


def asset(name: str) -> bytes:
    """The style sheet, or the script."""
    return (importlib.resources.files("cetak.cli") / "pages" / name).read_bytes()


def _told(note: Note, language: str) -> dict[str, str]:
    explained = explain(note.finding, language)
    words = partial(say, language=language)
    place = str(note.finding.where)
    return {
        "kind": note.severity.value,
        "severity": words(f"severity-{note.severity.value}"),
        "message": explained.message,
        "hint": explained.hint,
        "place": "" if place in explained.message else place,
    }
