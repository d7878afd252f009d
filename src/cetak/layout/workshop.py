"""A newsroom's own layout: made from another, and checked before it meets a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import tinycss2

from cetak.article.blocks import Crosshead, EndMark, List, ListItem, Paragraph, PullQuote
from cetak.article.richtext import RichText
from cetak.article.story import Article, Credit, Dateline
from cetak.errors import CetakError, LayoutError
from cetak.findings import Finding, Where, error, warning
from cetak.layout.compose import Setting, compose
from cetak.layout.load import LAYOUT_FILE, layout_folder, load_layout
from cetak.layout.options import resolve_options
from cetak.layout.spec import Layout
from cetak.resources import Resources

_NEW_LAYOUT = """\
# A layout of our own: everything that is not said here is as in {parent}.
name: {name}
inherits: {parent}
description:
  en: Our own page.
  id: Halaman kami sendiri.
"""


def new_layout(folder: Path, parent: str, resources: Resources) -> None:
    """Make a layout folder that inherits from another, with its tokens to change.

    Raises:
        LayoutError: ``layout-exists``; ``layout-missing`` for the parent.
    """
    if resources.exists(folder):
        raise LayoutError.because("layout-exists", str(folder))
    source = layout_folder(parent, resources)
    text = _NEW_LAYOUT.format(name=folder.name, parent=parent)
    resources.write(folder / LAYOUT_FILE, text.encode())
    resources.write(folder / "tokens.css", resources.read(source / "tokens.css"))


def check_layout(name: str, resources: Resources) -> tuple[Finding, ...]:
    """Everything that is wrong with a layout, as far as it shows without a press.

    Its files are read, its style sheets parsed, and a story with every kind of text is set in
    each of its options.

    Raises:
        LayoutError: When it cannot even be loaded.
    """
    layout = load_layout(name, resources)
    return (*_style_sheets(layout), *_options(layout))


def _style_sheets(layout: Layout) -> Iterator[Finding]:
    for file, text in zip(layout.spec.stylesheets, layout.stylesheets, strict=True):
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for rule in rules:
            if rule.type == "error":
                where = Where(f"{layout.name}/{file}", rule.source_line, rule.source_column)
                yield error("layout-css", where, reason=rule.message)
            elif rule.type == "at-rule" and rule.lower_at_keyword in {"import", "font-face"}:
                where = Where(f"{layout.name}/{file}", rule.source_line, rule.source_column)
                yield warning("layout-css-outside", where, rule=f"@{rule.lower_at_keyword}")


def _options(layout: Layout) -> Iterator[Finding]:
    for name, option in layout.spec.options.items():
        for value in option.choices or tuple(layout.spec.papers):
            options = resolve_options(layout.spec, {name: value})
            try:
                composed = compose(layout, Setting(layout.name, _specimen(), {}, options))
                ElementTree.fromstring(composed.html)  # noqa: S314 - the layout is trusted
            except CetakError as problem:
                yield from problem.findings
                return
            except ElementTree.ParseError as problem:
                yield error("layout-not-well-formed", layout.name, reason=str(problem))
                return


def _specimen() -> Article:
    """A story with every kind of text that needs no picture."""
    text = RichText.parse('A <em>specimen</em> with a <a href="https://example.com/">link</a>.')
    return Article(
        headline=RichText.plain("Specimen"),
        kicker=RichText.plain("Layout"),
        deck=text,
        byline=("A. Writer",),
        dateline=Dateline(place="Somewhere"),
        credits=(Credit(role="Editor", name="B. Editor"),),
        published=dt.date(2023, 9, 20),
        canonical_url="https://example.com/specimen",
        body=(
            Paragraph(text=text),
            Crosshead(text=text),
            Paragraph(text=text),
            List(items=(ListItem(text=text),)),
            PullQuote(text=text),
            EndMark(),
        ),
    )
