"""Metadata of the finished PDF as XMP.

Source: ISO 16684-1 (XMP), Dublin Core, PRISM 3.0, ISO 14289-1 (PDF/UA identifier).
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from cetak.article.metadata import Metadata
from cetak.press.xmp_archival import declare_archival

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_PDF = "http://ns.adobe.com/pdf/1.3/"
_PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
_PRISM = "http://prismstandard.org/namespaces/basic/3.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

for _prefix, _address in {
    "rdf": _RDF,
    "dc": _DC,
    "xmp": _XMP,
    "pdf": _PDF,
    "pdfuaid": _PDFUAID,
    "prism": _PRISM,
    "photoshop": _PHOTOSHOP,
}.items():
    register_namespace(_prefix, _address)


def rdf(metadata: Metadata, producer: str, *, is_archival: bool = False) -> bytes:
    """The one ``rdf:RDF`` element of the file's XMP packet, as UTF-8 XML.

    Args:
        metadata: What the file says of itself.
        producer: The program that wrote it.
        is_archival: Whether the file is PDF/A-3u too.
    """
    root = Element(f"{{{_RDF}}}RDF")
    about = SubElement(root, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    _simple(about, _PDFUAID, "part", "1")
    if is_archival:
        declare_archival(root, about)
    _simple(about, _PDF, "Producer", producer)
    _simple(about, _XMP, "CreatorTool", "cetak")
    _alternative(about, "title", metadata.title, metadata.language)
    _alternative(about, "description", metadata.description, metadata.language)
    _alternative(about, "rights", metadata.rights, metadata.language)
    _list(about, "Seq", "creator", metadata.authors)
    _list(about, "Bag", "language", (metadata.language,))
    _list(about, "Bag", "publisher", (metadata.publication,))
    _list(about, "Bag", "subject", metadata.keywords)
    _list(about, "Seq", "date", (metadata.created,))
    _simple(about, _DC, "identifier", metadata.identifier or metadata.canonical_url)
    _simple(about, _DC, "source", metadata.canonical_url)
    _simple(about, _XMP, "CreateDate", metadata.created)
    _simple(about, _XMP, "ModifyDate", metadata.modified or metadata.created)
    _simple(about, _PRISM, "publicationName", metadata.publication)
    _simple(about, _PRISM, "section", metadata.section)
    _simple(about, _PRISM, "url", metadata.canonical_url)
    _simple(about, _PHOTOSHOP, "City", metadata.place)
    return bytes(tostring(root, encoding="utf-8"))


def _simple(about: Element, namespace: str, name: str, value: str) -> None:
    if value:
        SubElement(about, f"{{{namespace}}}{name}").text = value


def _alternative(about: Element, name: str, value: str, language: str) -> None:
    if not value:
        return
    alternatives = SubElement(SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}Alt")
    for tag in dict.fromkeys(("x-default", language)):
        if tag:
            SubElement(alternatives, f"{{{_RDF}}}li", {_LANG: tag}).text = value


def _list(about: Element, kind: str, name: str, values: Iterable[str]) -> None:
    present = [value for value in values if value]
    if not present:
        return
    items = SubElement(SubElement(about, f"{{{_DC}}}{name}"), f"{{{_RDF}}}{kind}")
    for value in present:
        SubElement(items, f"{{{_RDF}}}li").text = value
