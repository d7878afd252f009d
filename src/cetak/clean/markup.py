"""A page's markup becomes an article: selector rules, then blocks, then line rules."""

from __future__ import annotations

from cetak.article.draft import MarkupCopy
from cetak.article.story import Article
from cetak.clean.parsed import parsed
from cetak.clean.placed import read_blocks
from cetak.clean.reading import Reading
from cetak.clean.rulebook import Rulebook
from cetak.clean.strip_tree import strip_tree
from cetak.clean.tree_blocks import DEEPEST, TreeReader


def read_markup(name: str, copy: MarkupCopy, rulebook: Rulebook, facts: Article) -> Reading:
    """The parts of a story whose copy is HTML, never trusted.

    Args:
        name: Name of the source.
        copy: The HTML of the body.
        rulebook: What goes.
        facts: What the source states.
    """
    tree = parsed(copy.markup)
    stripped = strip_tree(tree.root, rulebook, name, copy.base_url, copy.first_line)
    reader = TreeReader(name, copy.base_url, copy.first_line, stripped.embeds)
    if tree.flattened:
        reader.notice("markup-too-deep", depth=DEEPEST)
    placed = reader.read(tree.root)
    reading = read_blocks(name, placed, rulebook, facts, typed=False)
    reading.removed = sorted(
        [*stripped.removed, *reading.removed], key=lambda entry: entry.where.line
    )
    reading.findings = [*stripped.findings, *reader.findings, *reading.findings]
    return reading
