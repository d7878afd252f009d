"""JSON and XML of agencies and systems: what a document is, is told by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from cetak.adapt.feed import read_feed
from cetak.adapt.newsml_g2 import read_newsml_g2
from cetak.adapt.ninjs import is_ninjs, read_ninjs
from cetak.adapt.nitf import read_nitf
from cetak.adapt.several import NotRead
from cetak.adapt.structured import draft_from
from cetak.adapt.web_page import read_web_page
from cetak.adapt.wordpress import is_post, read_post
from cetak.adapt.wxr import is_wxr, read_wxr
from cetak.adapt.xml import Node, local, xml_root
from cetak.article.draft import Draft
from cetak.article.located_json import read_json
from cetak.errors import SourceError
from cetak.findings import Finding

XmlReader = Callable[[str, Node, str], Iterator[Draft | NotRead]]
"""Name, root element and language in; the document's stories out."""

XML_ROOTS: Mapping[str, XmlReader] = {
    "rss": lambda name, root, language: (read_wxr if is_wxr(root) else read_feed)(
        name, root, language
    ),
    "feed": read_feed,
    "RDF": read_feed,
    "nitf": read_nitf,
    "newsMessage": read_newsml_g2,
    "newsItem": read_newsml_g2,
    "packageItem": read_newsml_g2,
    "contentMeta": read_newsml_g2,
    "groupSet": read_newsml_g2,
}
"""What reads a document, by the local name of its root element."""

_FIRST = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})(?=[\s/>])")


def root_name(text: str) -> str:
    """Local name of the first element, where a text is markup at all."""
    found = _FIRST.search(text) if text.lstrip("\ufeff \t\r\n").startswith("<") else None
    return found[1] if found else ""


def read_json_document(name: str, text: str, language: str = "") -> Draft:
    """A story in JSON: ninjs, a WordPress post, or cetak's own fields.

    Raises:
        SourceError: With every problem at once, each with its place.
    """
    node = read_json(text, name)
    value = node.plain()
    if isinstance(value, list) and value and _reader_of(value[0]):
        return _only(name, stories_of_json(name, value, language))
    read = _reader_of(value)
    return read(name, value, language) if read else draft_from(node, name, language)


def read_xml_document(name: str, text: str, language: str = "") -> Draft:
    """A story in XML: NewsML-G2, NITF, an export, a feed, or a page that is XML.

    Raises:
        SourceError: ``source-holds-several``, ``source-without-stories``,
            ``source-format-unknown`` and those of ``xml_root``.
    """
    if root_name(text) == "html":
        return read_web_page(name, text, language)
    return _only(name, stories_of_xml(name, text, language))


def stories_of_json(name: str, value: list[Any], language: str = "") -> Iterator[Draft | NotRead]:
    """The stories of a list, each read for itself."""
    for number, one in enumerate(value, start=1):
        read = _reader_of(one)
        label = f"{name}#{number}"
        if read is None:
            yield NotRead(label, SourceError.because("item-unknown", label, number=number))
        else:
            yield read(label, one, language)


def stories_of_xml(name: str, text: str, language: str = "") -> Iterator[Draft | NotRead]:
    """The stories of an XML document.

    Raises:
        SourceError: Where the document as a whole cannot be read.
    """
    root, findings = xml_root(name, text)
    read = XML_ROOTS.get(local(root))
    if read is None:
        known = ", ".join(XML_ROOTS)
        raise SourceError.because("xml-root-unknown", name, root=local(root)[:60], known=known)
    for one in read(name, root, language):
        yield _noticed(one, findings)


def _only(name: str, stories: Iterator[Draft | NotRead]) -> Draft:
    """The one story of a document that should hold one."""
    found = list(islice(stories, 2))
    if len(found) != 1:
        code = "source-holds-several" if found else "source-without-stories"
        raise SourceError.because(code, name)
    if isinstance(found[0], NotRead):
        raise found[0].error
    return found[0]


def _noticed(one: Draft | NotRead, findings: tuple[Finding, ...]) -> Draft | NotRead:
    if isinstance(one, NotRead) or not findings:
        return one
    return Draft(one.name, one.facts, one.copy, (*findings, *one.findings))


def _reader_of(value: object) -> Callable[[str, Any, str], Draft] | None:
    if is_post(value):
        return read_post
    return read_ninjs if is_ninjs(value) else None
