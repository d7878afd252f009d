"""What a paper's pages say besides its stories: front page, heads and feet, imprint. Values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refer:
    """A story that the front page refers to.

    Attributes:
        headline: Its headline.
        kicker: Its kicker, or the section.
        deck: What it says in a sentence or two.
        page: Label of the page where it begins.
        target: Address that the binding turns into a place of the file.
    """

    headline: str
    kicker: str
    deck: str
    page: str
    target: str


@dataclass(frozen=True, slots=True)
class ContentsSection:
    """A section in the contents, with the stories that are named there."""

    name: str
    page: str
    target: str
    stories: tuple[Refer, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontFacts:
    """What the front page says besides the lead.

    Attributes:
        nameplate: Name of the paper as it is shown there.
        ears: Title and text of the boxes beside it, two at most.
        date_line: City and day.
        issue_line: Volume, number, count of pages, edition.
        price: What it costs.
        refers: Stories to refer to, the most important first.
        contents: Sections in their order.
        changes: Lines that say what is new in this edition; none in the first.
        changes_title: Heading of those.
    """

    nameplate: str
    ears: tuple[tuple[str, str], ...] = ()
    date_line: str = ""
    issue_line: str = ""
    price: str = ""
    refers: tuple[Refer, ...] = ()
    contents: tuple[ContentsSection, ...] = ()
    changes: tuple[str, ...] = ()
    changes_title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline: ``level`` or ``upright``, from a point in millimetres of the page."""

    kind: str
    x_mm: float
    y_mm: float
    length_mm: float


@dataclass(frozen=True, slots=True)
class Jump:
    """A jump line: ``on`` below a leg, ``from`` above the copy that goes on."""

    kind: str
    text: str
    x_mm: float
    y_mm: float
    width_mm: float
    headline: str = ""


@dataclass(frozen=True, slots=True)
class RunningPage:
    """Head and foot of a page, and the rules on it.

    Attributes:
        label: What the page is called.
        side: ``left`` or ``right``: where the folio stands.
        section: Section at its head.
        story: Headline of the story that the page is mostly about.
        opener: Name of the section that begins at the head of the page, or ``""``.
        openers: Sections that begin further down, with the upper edge of their headings.
        is_front: Whether it is the front page, which has a foot only.
    """

    label: str
    side: str
    section: str = ""
    story: str = ""
    opener: str = ""
    openers: tuple[tuple[str, float], ...] = ()
    rules: tuple[Rule, ...] = ()
    jumps: tuple[Jump, ...] = ()
    is_front: bool = False


@dataclass(frozen=True, slots=True)
class RunningFacts:
    """What all heads and feet say."""

    publication: str
    dated: str
    pages: tuple[RunningPage, ...]


@dataclass(frozen=True, slots=True)
class ImprintFacts:
    """Publisher and staff: each role with its names."""

    publication: str
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    colophon: str = ""


Facts = FrontFacts | RunningFacts | ImprintFacts
