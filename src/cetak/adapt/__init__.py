"""An outside format becomes a Draft: facts and raw copy. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from cetak.adapt.captured import read_captured
from cetak.adapt.decoding import decoded
from cetak.adapt.documents import XML_ROOTS, read_json_document, read_xml_document, root_name
from cetak.adapt.front_matter import read_markdown_story
from cetak.adapt.structured import read_yaml_story
from cetak.adapt.web_page import read_lone_page, read_web_page
from cetak.adapt.web_page_bytes import page_text
from cetak.adapt.xml import xml_text
from cetak.article.draft import Draft
from cetak.errors import SourceError
from cetak.findings import Finding

__all__ = ["FORMATS", "SUFFIXES", "Reader", "read_story"]

Reader = Callable[[str, str, str], Draft]
"""Name, text and language in; Draft out."""

Decoder = Callable[[str, bytes], tuple[str, tuple[Finding, ...]]]
"""Name and bytes in; text out, and what was noticed."""

FORMATS: Mapping[str, Reader] = {
    "yaml": read_yaml_story,
    "json": read_json_document,
    "markdown": read_markdown_story,
    "captured": read_captured,
    "web-page": read_web_page,
    "xml": read_xml_document,
}
"""Each format and what reads it."""

SUFFIXES: Mapping[str, str] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "captured",
    ".html": "web-page",
    ".htm": "web-page",
    ".xhtml": "web-page",
    ".xml": "xml",
    ".rss": "xml",
    ".rdf": "xml",
    ".atom": "xml",
    ".nitf": "xml",
}
"""The format that a file name promises."""

_TELLING_KEY = re.compile(r"^(headline|body|title|byline|deck|kicker|published)[ \t]{0,9}:", re.M)
_PAGE = re.compile(r"\s{0,99}<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_LIST = re.compile(r"\[\s{0,99}\{\s{0,99}\"")
_ADDRESSES = ("http://", "https://")
_SNIFFED_CHARACTERS = 20_000


def read_story(name: str, content: bytes, *, language: str = "", alone: bool = False) -> Draft:
    """Read a story in whichever format it is.

    Args:
        name: What the user calls the source; its suffix names the format. For ``-`` and
            names without a suffix the content tells.
        content: All its bytes.
        language: BCP 47 language where the story names none.
        alone: Nobody will ask for a page's other pages: they are not looked for.

    Raises:
        SourceError: With every problem at once, each with its place.
    """
    text, findings = _decoder(name, content)(name, content)
    kind = _format_of(name, text)
    read = read_lone_page if alone and kind == "web-page" else FORMATS[kind]
    draft = read(name, text, language)
    return replace(draft, findings=(*findings, *draft.findings))


def _decoder(name: str, content: bytes) -> Decoder:
    """Pages and XML say themselves how their bytes are to be read."""
    suffix = _suffix(name)
    start = content[:2000].replace(b"\x00", b"").decode("ascii", "ignore")
    known = SUFFIXES.get(suffix) if suffix else _markup_format(start)
    return {"web-page": page_text, "xml": xml_text}.get(known or "", decoded)


def _suffix(name: str) -> str:
    """The suffix of a file's name; ``posts.json#rain`` is a story in ``posts.json``.

    What came from the network has none: ``.php`` or ``.id`` at an address's end tell nothing.
    """
    if name.lower().startswith(_ADDRESSES):
        return ""
    suffix = "" if name == "-" else PurePath(name).suffix.lower()
    file, has_story, _ = name.rpartition("#")
    if has_story and suffix not in SUFFIXES:
        return "" if file == "-" else PurePath(file).suffix.lower()
    return suffix


def _markup_format(text: str) -> str | None:
    if _begins_page(text):
        return "web-page"
    return "xml" if root_name(text) in XML_ROOTS else None


def _begins_page(text: str) -> bool:
    match = _PAGE.match(text)
    return match is not None and ("<?xml" not in text[: match.end()] or "<html" in text[:2000])


def _format_of(name: str, text: str) -> str:
    suffix = _suffix(name)
    known = SUFFIXES.get(suffix) if suffix else _sniffed(text[:_SNIFFED_CHARACTERS])
    if known is None:
        readable = ", ".join(SUFFIXES)
        raise SourceError.because("source-format-unknown", name, suffix=suffix, known=readable)
    return known


def _sniffed(text: str) -> str | None:
    start = text.lstrip()
    if (markup := _markup_format(text)) is not None:
        return markup
    if start.startswith("{") or _LIST.match(start):
        return "json"
    if text.startswith("---") and "\n---" in text:
        return "markdown"
    if len(set(_TELLING_KEY.findall(text))) > 1:
        return "yaml"
    return "markdown" if start.startswith("# ") else "captured"
