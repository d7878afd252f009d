"""Text with a small closed set of inline markup, kept as flat runs.

A run is a stretch of text with the same attributes (the word is OpenType's and Pango's).
Flat runs cannot nest without end, and nothing but the styles below can reach a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

DEPTH_LIMIT = 50
_MARKUP = re.compile(
    r"<(?:(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})"
    r"(?P<attributes>(?:[\s/](?:[^<>\"']|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}'){0,4000})?)>"
    r"|(?P<other>[!?][A-Za-z\[-]{1,40}))"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z-]{1,40})\s{0,40}=\s{0,40}"
    r"(?P<value>\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\s\"']{1,4000})"
)
LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class Style(StrEnum):
    """Inline styles; the value is the HTML element that stands for it."""

    BOLD = "strong"
    ITALIC = "em"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"
    STRUCK = "s"
    CODE = "code"


ELEMENT_STYLES: dict[str, Style] = {
    "strong": Style.BOLD,
    "b": Style.BOLD,
    "em": Style.ITALIC,
    "i": Style.ITALIC,
    "cite": Style.ITALIC,
    "sup": Style.SUPERSCRIPT,
    "sub": Style.SUBSCRIPT,
    "s": Style.STRUCK,
    "del": Style.STRUCK,
    "code": Style.CODE,
}


@dataclass(frozen=True, slots=True)
class Run:
    r"""A stretch of text with the same attributes.

    Attributes:
        text: The characters; ``\n`` is a forced line break.
        styles: Inline styles, without order.
        href: Address the text links to (http, https or mailto), or ``""``.
        lang: BCP 47 language of the text where it differs from the story's, or ``""``.
    """

    text: str
    styles: frozenset[Style] = frozenset()
    href: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """Runs in reading order. Written as a string with inline markup in YAML and JSON."""

    runs: tuple[Run, ...] = ()

    @classmethod
    def plain(cls, text: str) -> RichText:
        """Text without any markup; ``<`` and ``&`` are just characters."""
        return cls((Run(text),)) if text else cls()

    @classmethod
    def of(cls, runs: Iterable[Run]) -> RichText:
        """Runs with neighbours of the same attributes joined and empty ones dropped."""
        joined: list[Run] = []
        for run in runs:
            if not run.text:
                continue
            if joined and _attributes(joined[-1]) == _attributes(run):
                joined[-1] = Run(joined[-1].text + run.text, *_attributes(run))
            else:
                joined.append(run)
        return cls(tuple(joined))

    @classmethod
    def parse(cls, markup: str) -> RichText:
        """Read a string with inline markup.

        Args:
            markup: Text with ``<em> <strong> <sup> <sub> <s> <code> <a href> <br>`` and
                ``<span lang>``. A ``<`` that opens no element and a ``&`` that opens no
                entity stand for themselves.

        Raises:
            ValueError: On any other element, or a link that is not http, https or mailto.
                ``args`` is ``(code, fact)``.
        """
        if "<" not in markup:
            return cls.plain(unescape(markup))
        parser = _InlineParser()
        parser.read(markup)
        return cls.of(parser.runs)

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs)

    def markup(self) -> str:
        """The string that ``parse`` reads back as the same runs."""
        return "".join(_run_markup(run) for run in self.runs)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: text.markup(), return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "description": "Text with inline markup: <em> <strong> <sup> <sub> <s> <code> "
            "<a href> <br> <span lang>.",
        }


def link_is_allowed(href: str) -> bool:
    """Whether an address may become a link in a PDF: http, https or mailto only."""
    try:
        scheme = urlsplit(href.strip()).scheme.lower()
    except ValueError:
        return False
    return scheme in LINK_SCHEMES


def _attributes(run: Run) -> tuple[frozenset[Style], str, str]:
    return run.styles, run.href, run.lang


def _run_markup(run: Run) -> str:
    markup = escape(run.text, quote=False).replace("\n", "<br>")
    for style in sorted(run.styles):
        markup = f"<{style}>{markup}</{style}>"
    if run.lang:
        markup = f'<span lang="{escape(run.lang)}">{markup}</span>'
    if run.href:
        markup = f'<a href="{escape(run.href)}">{markup}</a>'
    return markup


def _validate(value: object) -> RichText:
    if isinstance(value, RichText):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("text-expected", "expected text")
    try:
        return RichText.parse(str(value))
    except ValueError as problem:
        code, fact = problem.args
        raise PydanticCustomError(code, "inline markup: {fact}", {"fact": fact}) from problem


class _InlineParser:
    """Collects runs; raises ``ValueError(code, fact)`` on markup outside the set.

    The standard library's HTML parser takes quadratic time on text such as ``<a <a <a``.
    """

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._open: list[tuple[str, Style | None, str, str]] = []

    def read(self, markup: str) -> None:
        """Go through the markup once."""
        at = 0
        for match in _MARKUP.finditer(markup):
            self._add(unescape(markup[at : match.start()]))
            at = match.end()
            if match["other"]:
                raise ValueError("inline-markup-unknown", f"<{match['other']}>")
            if match["end"]:
                self._close(match["name"].lower())
            else:
                self._begin(match["name"].lower(), match["attributes"])
        self._add(unescape(markup[at:]))

    def _begin(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._add("\n")
            return
        values = {name.lower(): unescape(value) for name, value in _attributes_in(attributes)}
        href = values.get("href", "").strip() if tag == "a" else ""
        if href and not link_is_allowed(href):
            raise ValueError("link-not-allowed", href)
        if tag not in ELEMENT_STYLES and tag not in {"a", "span"}:
            raise ValueError("inline-markup-unknown", f"<{tag}>")
        if len(self._open) >= DEPTH_LIMIT:
            raise ValueError("inline-markup-too-deep", f"<{tag}>")
        lang = values.get("lang", "") if tag == "span" else ""
        self._open.append((tag, ELEMENT_STYLES.get(tag), href, lang))

    def _close(self, tag: str) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag:
                del self._open[position]
                return

    def _add(self, text: str) -> None:
        if not text:
            return
        styles = frozenset(style for _, style, _, _ in self._open if style)
        hrefs = [href for _, _, href, _ in self._open if href]
        langs = [lang for _, _, _, lang in self._open if lang]
        self.runs.append(Run(text, styles, hrefs[-1] if hrefs else "", langs[-1] if langs else ""))


def _attributes_in(text: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(text):
        yield match["name"], match["value"].strip("\"'")
