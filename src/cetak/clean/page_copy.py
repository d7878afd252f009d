"""The copy of a whole page, what stands around it, and the facts that its surroundings tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from cetak.article.draft import MarkupCopy
from cetak.article.story import Article
from cetak.clean.characters import one_line
from cetak.clean.credits import Named, credit_line, is_photo
from cetak.clean.dates import DateLine, date_in
from cetak.clean.elements import BLOCKS, UNPRINTED
from cetak.clean.head import take_facts
from cetak.clean.lazy_pictures import resolve_pictures
from cetak.clean.main_text import main_text
from cetak.clean.main_text_trim import trim
from cetak.clean.page_captions import mark_captions
from cetak.clean.page_comments import cut_comments
from cetak.clean.page_labels import part_labels
from cetak.clean.parsed import all_text, source_line
from cetak.clean.report import Category, Removed
from cetak.clean.rows import captured_row
from cetak.clean.rulebook import Rulebook
from cetak.clean.strip_tree import drop_silent
from cetak.findings import Where

Node = etree._Element
LONGEST_ROW = 160
_JOB = re.compile(r"\b(?:writer|reporter|correspondent|editor|staff|columnist)s?$", re.IGNORECASE)
_BROKEN = "\x00"
_TELLING = BLOCKS - {"figure", "figcaption"}
_ROLES = re.compile(r"\s?/\s(?=[A-Z][a-z]{1,12}\s?:)")
EARLIEST = 1990
ROWS_ABOVE = 60
_DATE_BEGINS = re.compile(r"\b(?:\d{1,4}|[^\W\d_]{3,10})(?=[\s./-]{1,2}\w)")
ROWS_BELOW = 30
MOST_REPORTED = 300
LONGEST_REPORTED = 400


@dataclass(slots=True)
class PageCopy:
    """The element with the copy, taken out of its page.

    Attributes:
        root: The element; what it holds is what a reader came for.
        removed: What stood around it.
        named: Credits that stood around it.
        dates: Dates that stood above it.
    """

    root: Node
    removed: list[Removed] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    dates: list[DateLine] = field(default_factory=list)


def page_copy(
    body: Node, copy: MarkupCopy, rulebook: Rulebook, source: str, facts: Article
) -> PageCopy:
    """Find the copy on a page; the tree is changed.

    Args:
        body: The page's body.
        copy: The draft's copy, for its stated text.
        rulebook: Elements that it would take out do not tell where the copy is.
        source: Name of the source, for the report.
        facts: What the page states of its story.
    """
    resolve_pictures(body)
    mark_captions(body)
    drop_silent(body)
    part_labels(body)
    comments = cut_comments(body, rulebook, source)
    passed_over = rulebook.stripping_elements.matches(body)
    root = main_text(body, passed_over, copy.stated)
    page = PageCopy(root)
    _read_facts(body, page)
    page.removed = [
        Removed(text, "outside-main-text", Category.NAVIGATION, Where(source, line))
        for text, line in _around(body, root)
    ]
    page.removed += comments
    page.removed += trim(
        root, facts.headline.text, source, set(rulebook.keeping_elements.matches(root))
    )
    return page


def _read_facts(body: Node, page: PageCopy) -> None:
    above, below = _blocks_around(body, page.root)
    rows = [captured_row(text, 0) for text in _last_lines(above)]
    take_facts(rows, range(len(rows)), page.named, page.dates)
    page.dates = page.dates or [one for row in rows for one in _dates_within(row.text)]
    page.dates = [one for one in page.dates if one.moment.year >= EARLIEST]
    for text in islice((line for node in below for line in _lines(node)), ROWS_BELOW):
        page.named += credit_line(text) if ":" in text else ()
    named = (_people(entry) for entry in page.named if not is_photo(entry.role))
    page.named = [entry for entry in named if entry.names]


def _people(entry: Named) -> Named:
    """``By Jane Doe, Staff Writer`` names one person."""
    return replace(entry, names=tuple(name for name in entry.names if not _JOB.search(name)))


def _dates_within(text: str) -> Iterator[DateLine]:
    """Dates in the middle of a line: ``Written by Fabian on Tuesday, 6 May 2014``."""
    for match in _DATE_BEGINS.finditer(text):
        found = date_in(text[match.start() :])
        if found is not None:
            yield DateLine(found[0])
            return


def _blocks_around(body: Node, root: Node) -> tuple[list[Node], list[Node]]:
    """The blocks before and after the copy."""
    inside = set(root.iter(etree.Element))
    above: list[Node] = []
    below: list[Node] = []
    blocks = above
    for node in body.iter(etree.Element):
        if node is root:
            blocks = below
        if node.tag in _TELLING and node not in inside:
            blocks.append(node)
    return above, below


def _last_lines(blocks: list[Node]) -> list[str]:
    """The short lines of the last blocks; hundreds may stand before them."""
    lines: list[str] = []
    for node in reversed(blocks):
        lines += reversed(list(_lines(node)))
        if len(lines) >= ROWS_ABOVE:
            break
    return lines[:ROWS_ABOVE][::-1]


def _lines(node: Node) -> Iterator[str]:
    """A block's line; where it holds blocks or several parts, those of its parts."""
    inline = [child for child in node if isinstance(child.tag, str) and child.tag not in BLOCKS]
    parts = [one_line(all_text(child, " ")) for child in inline[:12]]
    if len(inline) == len(node):
        for line in _broken(node):
            if 3 < len(line) <= LONGEST_ROW:
                yield from _ROLES.split(line)
    if len(node) > 1:
        yield from (part for part in parts if 3 < len(part) <= LONGEST_ROW)


def _broken(node: Node) -> list[str]:
    """The lines of a block, parted where the page breaks them."""
    parts: list[str] = []
    for event, part in etree.iterwalk(node, events=("start", "end")):
        if event == "start":
            parts.append(_BROKEN if part.tag == "br" else f" {part.text or ''}")
        elif part is not node:
            parts.append(f" {part.tail or ''}")
    return [one_line(line) for line in "".join(parts).split(_BROKEN)[:20]]


def _around(body: Node, root: Node) -> Iterator[tuple[str, int]]:
    """What stands beside the copy and beside each element around it, for the report."""
    path = [root, *root.iterancestors()]
    count = 0
    for node in path[: path.index(body)] if body in path else []:
        parent = node.getparent()
        for other in parent if parent is not None else ():
            if other is node or other.tag in UNPRINTED:
                continue
            text = one_line(all_text(other, " ")[: 4 * LONGEST_REPORTED])
            if text and count < MOST_REPORTED:
                count += 1
                yield text[:LONGEST_REPORTED], source_line(other)
