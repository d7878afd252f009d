"""A Draft: what an outside format says of a story, its copy still in the source's own form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cetak.article.blocks import Block
from cetak.article.story import Article
from cetak.findings import Finding


@dataclass(frozen=True, slots=True)
class Line:
    """A line of captured text.

    Attributes:
        text: The characters, without the line ending, spaces at both ends taken off.
        number: Line in the source, counted from 1.
    """

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class LinesCopy:
    """Copy as lines of text; facts such as the headline are still among them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MarkupCopy:
    """Copy as HTML, so that rules can see elements, classes and structure.

    Attributes:
        markup: HTML of the body alone, or of the whole page; never trusted.
        base_url: Address that relative links and pictures are resolved against, or ``""``.
        first_line: Line of the source on which the markup begins.
        whole_page: Whether the copy is still to be found among all that a page shows.
        stated: The copy's text as the page's metadata have it, or ``""``.
    """

    markup: str
    base_url: str = ""
    first_line: int = 1
    whole_page: bool = False
    stated: str = ""


@dataclass(frozen=True, slots=True)
class BlocksCopy:
    """Copy that is typed blocks already; ``lines[i]`` is where ``blocks[i]`` stands."""

    blocks: tuple[Block, ...]
    lines: tuple[int, ...] = ()


Copy = LinesCopy | MarkupCopy | BlocksCopy


@dataclass(frozen=True, slots=True)
class Paging:
    """A story that a site spreads over several pages, as one of them tells it.

    Addresses are as the page writes them, made whole where it says what they start from.

    Attributes:
        number: Which of the pages this one is, counted from 1.
        count: How many pages there are, as far as this one knows.
        pages: Addresses of the other pages by number, as far as this one links them.
        whole: Addresses that are said to hold the whole story on one page.
    """

    number: int
    count: int
    pages: Mapping[int, str]
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Facts and raw copy.

    Attributes:
        name: What the user calls the source: a file name, an address, ``-``.
        facts: An Article without a body: all that the format states outright.
        copy: The body in the source's own form.
        findings: What the reader of the format noticed.
        summary_of: Address of the page that has the whole copy where this is a summary.
        paging: The story's other pages, where this is one of several.
    """

    name: str
    facts: Article
    copy: Copy
    findings: tuple[Finding, ...] = field(default=())
    summary_of: str = ""
    paging: Paging | None = None
