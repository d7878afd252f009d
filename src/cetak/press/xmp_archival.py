"""What the XMP of an archival file says besides: its level, and what our own properties mean.

PDF/A knows some metadata schemas and wants every other one described in the file itself.

Source: ISO 19005-3 (PDF/A-3), 6.6.2.3 (extension schemas) and 6.6.4 (identification).
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ID: Final = "{http://www.aiim.org/pdfa/ns/id/}"
_EXTENSION: Final = "{http://www.aiim.org/pdfa/ns/extension/}"
_SCHEMA: Final = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY: Final = "{http://www.aiim.org/pdfa/ns/property#}"

for _prefix, _address in {
    "pdfaid": _ID,
    "pdfaExtension": _EXTENSION,
    "pdfaSchema": _SCHEMA,
    "pdfaProperty": _PROPERTY,
}.items():
    register_namespace(_prefix, _address.strip("{}"))

_OWN: Final = (
    (
        "PDF/UA identification",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        (("part", "Integer", "internal", "Part of ISO 14289 that the file keeps to"),),
    ),
    (
        "PRISM basic metadata",
        "http://prismstandard.org/namespaces/basic/3.0/",
        "prism",
        (
            ("publicationName", "Text", "external", "Name of the newspaper"),
            ("section", "Text", "external", "Section of the newspaper"),
            ("url", "Text", "external", "Address of the story on the web"),
        ),
    ),
)


def declare_archival(root: Element, about: Element) -> None:
    """Say that the file is PDF/A-3u, and describe the schemas that PDF/A does not know.

    Args:
        root: The ``rdf:RDF`` element.
        about: Its description of the file.
    """
    SubElement(about, f"{_ID}part").text = "3"
    SubElement(about, f"{_ID}conformance").text = "U"
    described = SubElement(root, f"{_RDF}Description", {f"{_RDF}about": ""})
    schemas = SubElement(SubElement(described, f"{_EXTENSION}schemas"), f"{_RDF}Bag")
    for title, address, prefix, properties in _OWN:
        schema = _item(schemas)
        SubElement(schema, f"{_SCHEMA}schema").text = title
        SubElement(schema, f"{_SCHEMA}namespaceURI").text = address
        SubElement(schema, f"{_SCHEMA}prefix").text = prefix
        listed = SubElement(SubElement(schema, f"{_SCHEMA}property"), f"{_RDF}Seq")
        for entry in properties:
            _describe(listed, *entry)


def _describe(listed: Element, name: str, kind: str, category: str, description: str) -> None:
    item = _item(listed)
    SubElement(item, f"{_PROPERTY}name").text = name
    SubElement(item, f"{_PROPERTY}valueType").text = kind
    SubElement(item, f"{_PROPERTY}category").text = category
    SubElement(item, f"{_PROPERTY}description").text = description


def _item(parent: Element) -> Element:
    return SubElement(parent, f"{_RDF}li", {f"{_RDF}parseType": "Resource"})
