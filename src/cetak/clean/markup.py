"""A page's markup becomes an article: selector rules, then blocks, then line rules."""

from __future__ import annotations

from functools import partial

from cetak.article.blocks import Crosshead
from cetak.article.draft import MarkupCopy
from cetak.article.story import Article
from cetak.clean.block_texts import texts_of
from cetak.clean.characters import one_line
from cetak.clean.language import guess_language
from cetak.clean.page_copy import PageCopy, page_copy
from cetak.clean.page_cutlines import with_cutlines
from cetak.clean.page_dateline import with_dateline
from cetak.clean.page_edges import without_edges
from cetak.clean.parsed import parsed
from cetak.clean.placed import read_blocks
from cetak.clean.reading import Reading
from cetak.clean.report import Category, Removed
from cetak.clean.rows import asked
from cetak.clean.rulebook import Rulebook
from cetak.clean.stated_copy import stated_copy
from cetak.clean.strip_tree import strip_tree
from cetak.clean.tree_blocks import DEEPEST, Placed, TreeReader
from cetak.findings import Where


def read_markup(name: str, copy: MarkupCopy, rulebook: Rulebook, facts: Article) -> Reading:
    """The parts of a story whose copy is HTML, never trusted.

    Args:
        name: Name of the source.
        copy: The HTML of the body.
        rulebook: What goes.
        facts: What the source states.
    """
    tree = parsed(copy.markup)
    page = PageCopy(tree.root)
    if copy.whole_page:
        page = page_copy(tree.root, copy, rulebook, name, facts)
    stripped = strip_tree(page.root, rulebook, name, copy.base_url, copy.first_line)
    reader = TreeReader(name, copy.base_url, copy.first_line, stripped.embeds)
    if tree.flattened:
        reader.notice("markup-too-deep", depth=DEEPEST)
    placed = reader.read(page.root)
    if copy.whole_page:
        placed, around = without_edges(
            with_cutlines(placed), facts.byline, name, partial(_keeps, rulebook)
        )
        page.removed += around
        placed = with_dateline(stated_copy(copy.stated, placed) or placed)
        facts = facts.model_copy(update={"language": _language(placed, facts.language)})
    reading = read_blocks(name, placed, rulebook, facts, typed=False)
    if copy.whole_page:
        _drop_last_heads(reading, name)
    reading.named = [*page.named, *(one for one in reading.named if one not in page.named)]
    reading.dates = [*page.dates, *reading.dates]
    reading.removed = sorted(
        [*page.removed, *stripped.removed, *reading.removed], key=lambda entry: entry.where.line
    )
    reading.findings = [*stripped.findings, *reader.findings, *reading.findings]
    return reading


def _keeps(rulebook: Rulebook, text: str) -> bool:
    return rulebook.keeping.first(asked(text), lambda _: True) is not None


def _drop_last_heads(reading: Reading, name: str) -> None:
    """Headings at the end stand over what has gone, such as a box of links."""
    while len(reading.body) > 1 and isinstance(last := reading.body[-1], Crosshead):
        reading.body = reading.body[:-1]
        text, rule = one_line(last.text.text), "heading-without-copy"
        reading.removed.append(Removed(text, rule, Category.RELATED, Where(name)))


def _language(placed: list[Placed], stated: str) -> str:
    """Themes state English for any page: the words themselves tell better."""
    guessed = guess_language(text.text for entry in placed for text in texts_of(entry.block))
    same = guessed == stated.lower().split("-")[0]
    return stated if same or not guessed else guessed
