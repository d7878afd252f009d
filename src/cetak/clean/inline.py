"""Inline markup as runs, white space collapsed as a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from cetak.article.richtext import ELEMENT_STYLES, RichText, Run, link_is_allowed

_SPACE = re.compile(r"[ \t\n\r\f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
LONGEST_ADDRESS = 2000
PLACELESS = "https://placeless.invalid/"
"""Base of links on a page whose own address is unknown: rules still see that they are links."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How text is set at a point of the tree."""

    run: Run

    def inside(self, tag: str, href: str, lang: str) -> Manner:
        """The manner inside an element."""
        run = self.run
        if tag in ELEMENT_STYLES:
            run = replace(run, styles=run.styles | {ELEMENT_STYLES[tag]})
        if href:
            run = replace(run, href=href)
        if lang and _LANGUAGE.fullmatch(lang):
            run = replace(run, lang=lang)
        return self if run is self.run else Manner(run)

    def of(self, text: str) -> Run:
        """Some text in this manner."""
        return _saying(self.run, text)


def _saying(run: Run, text: str) -> Run:
    # Thousands a page: ``dataclasses.replace`` takes four times as long.
    return Run(text, run.styles, run.href, run.lang)


PLAIN = Manner(Run(""))


def address_of(href: str, base_url: str) -> str:
    """An absolute http, https or mailto address, or ``""``."""
    href = href.strip()
    if not href or href.startswith("#") or len(href) > LONGEST_ADDRESS:
        return ""
    try:
        href = urljoin(base_url or PLACELESS, href)
    except ValueError:
        return ""
    return href if link_is_allowed(href) else ""


def collapsed(text: str) -> str:
    """White space as single spaces; those at the ends stay."""
    if "  " not in text and text.isprintable():
        return text
    return _SPACE.sub(" ", text)


def paragraphs(runs: list[Run]) -> Iterator[RichText]:
    """The texts between empty lines (``<br><br>``), each trimmed."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        breaks = breaks + 1 if run.text == "\n" else breaks * (not run.text.strip(" "))
        if breaks == 2:
            yield trimmed(part)
            part, breaks = [], 0
        else:
            part.append(run)
    yield trimmed(part)


def trimmed(runs: list[Run]) -> RichText:
    """Runs with single spaces, none at the ends and none beside a line break."""
    clean: list[Run] = []
    before = "\n"
    for run in runs:
        text = run.text
        if before in " \n":
            text = text.lstrip(" " if clean else " \n")
        if text.startswith("\n") and clean:
            clean[-1] = _saying(clean[-1], clean[-1].text.rstrip(" "))
        if text:
            clean.append(run if text == run.text else _saying(run, text))
            before = text[-1]
    return _without_tail(clean)


def _without_tail(runs: list[Run]) -> RichText:
    while runs:
        text = runs[-1].text.rstrip(" \n")
        if text:
            runs[-1] = _saying(runs[-1], text)
            break
        runs.pop()
    return RichText.of(runs)


def cut(text: RichText, start: int, end: int | None = None) -> RichText:
    """The characters from ``start`` to ``end``, markup kept."""
    end = len(text.text) if end is None else end
    kept: list[Run] = []
    position = 0
    for run in text.runs:
        low, high = max(start - position, 0), min(end - position, len(run.text))
        if low < high:
            kept.append(_saying(run, run.text[low:high]))
        position += len(run.text)
    return trimmed(kept)


def joined(texts: list[RichText], between: str = "\n") -> RichText:
    """Texts one after the other, parted by a line break or space."""
    runs: list[Run] = []
    for text in texts:
        if text and runs:
            runs.append(Run(between))
        runs.extend(text.runs)
    return RichText.of(runs)


def split_lines(text: RichText) -> list[RichText]:
    """The lines of a text with forced breaks."""
    if "\n" not in text.text:
        return [text]
    lines: list[RichText] = []
    position = 0
    for line in text.text.split("\n"):
        lines.append(cut(text, position, position + len(line)))
        position += len(line) + 1
    return lines
