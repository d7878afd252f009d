"""Furniture: everything on the pages that is not copy, as values for templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cetak.edition.arranging import Arranged, ArrangedSection, Entry
from cetak.edition.links import Slugs, first_labels
from cetak.edition.paper import Paper


@dataclass(frozen=True, slots=True)
class Folio:
    """What stands at the head and foot of a page.

    Attributes:
        number: Page of the file, counted from 1.
        label: What the page is called.
        section: Section at its head; ``""`` on the front.
        running: Headline of the story at its head, to be shortened by words; ``""`` for none.
        is_left: Whether it is a left page: even ones are.
        opens: Sections that begin on it, with the upper edge of their headings in millimetres.
        is_front: Whether it is the front page, which has a nameplate instead.
    """

    number: int
    label: str
    section: str
    running: str
    is_left: bool
    opens: tuple[tuple[str, float], ...] = ()
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents, or a refer on the front page.

    Attributes:
        key: The story.
        slug: Its short name: the file's destination is ``story-<slug>``.
        section: Its section.
        headline: Headline.
        kicker: Small line above it.
        deck: Summary below it.
        label: Page it begins on.
        is_lead: Whether it leads the front page.
        is_brief: Whether it stands among the briefs.
    """

    key: str
    slug: str
    section: str
    headline: str
    kicker: str
    deck: str
    label: str
    is_lead: bool = False
    is_brief: bool = False


@dataclass(frozen=True, slots=True)
class SectionContents:
    """The contents of a section.

    Attributes:
        name: The section.
        slug: Its short name: the file's destination is ``section-<slug>``.
        label: Page it begins on; that of the front where it has only the lead.
        lines: Its stories in the order of pages.
    """

    name: str
    slug: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """Where a story goes on: "Bersambung ke hal. 5", "Sambungan dari hal. 1".

    Attributes:
        key: The story.
        page: Its page that is continued, counted from 0; the jump line stands at its foot, the
            answer at the head of the next.
        from_label: Label of the page that is left.
        to_label: Label of the page where it goes on.
        turns: Whether that is simply the next page, where many papers print no jump line.
        from_number: Page of the file that is left, counted from 1.
        to_number: Page of the file where it goes on.
    """

    key: str
    page: int
    from_label: str
    to_label: str
    turns: bool
    from_number: int
    to_number: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """All furniture of a paper."""

    folios: tuple[Folio, ...]
    refers: tuple[Line, ...]
    contents: tuple[SectionContents, ...]
    jumps: tuple[Jump, ...]


def furniture_of(arranged: Arranged, paper: Paper, slugs: Slugs) -> Furniture:
    """The furniture of a paper that is made up."""
    contents = tuple(_contents(arranged, paper, slugs))
    lines = {line.key: line for section in contents for line in section.lines}
    referred = (entry for entry in arranged.entries if entry.is_referred and entry.key in lines)
    refers = sorted(referred, key=lambda entry: entry.story.article.priority)
    return Furniture(
        tuple(_folios(arranged, paper)),
        tuple(lines[entry.key] for entry in refers),
        contents,
        tuple(_jumps(paper)),
    )


def _folios(arranged: Arranged, paper: Paper) -> Iterator[Folio]:
    headlines = {entry.key: _headline(entry) for entry in arranged.entries}
    for number, page in enumerate(paper.pages, start=1):
        top = headlines.get(page.stories[0].key, "") if page.stories else ""
        yield Folio(
            number,
            page.label,
            page.section,
            "" if page.is_front else top,
            number % 2 == 0,
            page.openers,
            page.is_front,
        )


def _contents(arranged: Arranged, paper: Paper, slugs: Slugs) -> Iterator[SectionContents]:
    order = {page.label: number for number, page in enumerate(paper.pages)}
    labels = first_labels(paper)
    opened = {name: page.label for page in paper.pages for name, _ in page.openers}
    for section in arranged.sections:
        lines = [
            _line(entry, section, slugs, labels[entry.key])
            for entry in section.entries
            if entry.key in labels
        ]
        lines.sort(key=lambda line: order[line.label])
        if lines:
            label = opened.get(section.name, lines[0].label)
            yield SectionContents(section.name, slugs.sections[section.name], label, tuple(lines))


def _line(entry: Entry, section: ArrangedSection, slugs: Slugs, label: str) -> Line:
    article = entry.story.article
    return Line(
        key=entry.key,
        slug=slugs.stories[entry.key],
        section=section.name,
        headline=_headline(entry),
        kicker=" ".join(article.kicker.text.split()),
        deck=" ".join(article.deck.text.split()),
        label=label,
        is_lead=entry.is_lead,
        is_brief=entry.is_brief,
    )


def _headline(entry: Entry) -> str:
    """The headline, or the first words where a story has none."""
    article = entry.story.article
    return " ".join(article.headline.text.split()) or article.slug or entry.key


def _jumps(paper: Paper) -> Iterator[Jump]:
    last: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(paper.pages, start=1):
        for part in page.stories:
            if part.key in last:
                left, index = last[part.key]
                label = paper.pages[left - 1].label
                turns = number == left + 1
                yield Jump(part.key, index, label, page.label, turns, left, number)
            last[part.key] = (number, part.page)
