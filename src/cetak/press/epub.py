"""A book becomes one file for e-readers: an EPUB, the same bytes for the same book.

Source: EPUB 3.3, sections 4 (container) and 5 (package document); EPUB Accessibility 1.1.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from cetak.layout.book import Book, BookFile

MEDIA_TYPE: Final = "application/epub+zip"
_FOLDER: Final = "EPUB"
_PACKAGE: Final = f"{_FOLDER}/package.opf"
_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_CONTAINER: Final = "urn:oasis:names:tc:opendocument:xmlns:container"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PRESSED: Final = frozenset({"image/jpeg", "image/png"})
"""Already small; pressing them again costs time and saves nothing."""
_FEATURES: Final = ("structuralNavigation", "tableOfContents", "readingOrder")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can name: its files have no time of their own."""


def write_epub(book: Book) -> bytes:
    """The book as one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _put(archive, "mimetype", MEDIA_TYPE.encode(), stored=True)
        _put(archive, "META-INF/container.xml", _container())
        _put(archive, _PACKAGE, _package(book))
        for one in book.files:
            stored = one.media_type in _PRESSED
            _put(archive, f"{_FOLDER}/{one.path}", one.content, stored=stored)
    return file.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=6)


def _default(namespace: str) -> Any:
    """The namespace of elements without a prefix; the stubs of lxml know no such key."""
    return {None: namespace}


def _container() -> bytes:
    root = etree.Element(f"{{{_CONTAINER}}}container", nsmap=_default(_CONTAINER), version="1.0")
    files = etree.SubElement(root, f"{{{_CONTAINER}}}rootfiles")
    attributes = {"full-path": _PACKAGE, "media-type": "application/oebps-package+xml"}
    etree.SubElement(files, f"{{{_CONTAINER}}}rootfile", attributes)
    return _written(root)


def _package(book: Book) -> bytes:
    root = etree.Element(_opf("package"), nsmap=_default(_OPF), version="3.0")
    root.set("unique-identifier", "book")
    root.set(_LANG, book.languages[0])
    root.append(_metadata(book))
    manifest = etree.SubElement(root, _opf("manifest"))
    spine = etree.SubElement(root, _opf("spine"))
    for name, one in _named(book):
        attributes = {"id": name, "href": one.path, "media-type": one.media_type}
        if one.properties:
            attributes["properties"] = one.properties
        etree.SubElement(manifest, _opf("item"), attributes)
        if one.is_read:
            etree.SubElement(spine, _opf("itemref"), idref=name)
    return _written(root)


def _named(book: Book) -> Iterator[tuple[str, BookFile]]:
    """Each file with its name in the package."""
    return ((f"file-{number}", one) for number, one in enumerate(book.files, start=1))


def _metadata(book: Book) -> etree._Element:
    metadata = etree.Element(_opf("metadata"), nsmap={"dc": _DC})
    _dc(metadata, "identifier", book.identifier).set("id", "book")
    _dc(metadata, "title", book.title)
    for language in book.languages:
        _dc(metadata, "language", language)
    _dc(metadata, "date", book.day.isoformat())
    for name, said in (("publisher", book.publisher), ("rights", book.rights)):
        if said:
            _dc(metadata, name, said)
    _meta(metadata, "dcterms:modified", book.modified.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if book.publisher:
        _series(metadata, book)
    for name, said in _accessibility(book):
        _meta(metadata, f"schema:{name}", said)
    etree.SubElement(metadata, _opf("meta"), name="cover", content=_cover(book))
    return metadata


def _series(metadata: etree._Element, book: Book) -> None:
    """The days of a paper belong together, in the order of their numbers."""
    _meta(metadata, "belongs-to-collection", book.publisher).set("id", "paper")
    _meta(metadata, "collection-type", "series", refines="#paper")
    if book.issn:
        _meta(metadata, "dcterms:identifier", f"urn:issn:{book.issn}", refines="#paper")
    if book.number is not None:
        _meta(metadata, "group-position", str(book.number), refines="#paper")


def _accessibility(book: Book) -> Iterator[tuple[str, str]]:
    """What schema.org has names for; what cannot be promised of every picture is not said."""
    for mode in ("textual", "visual"):
        yield "accessMode", mode
    yield "accessModeSufficient", "textual,visual"
    if book.is_described:
        yield "accessModeSufficient", "textual"
        yield "accessibilityFeature", "alternativeText"
    for feature in _FEATURES:
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", book.about


def _cover(book: Book) -> str:
    """The name of the cover, where readers of EPUB 2 look for it."""
    return next(name for name, one in _named(book) if one.properties == "cover-image")


def _dc(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_DC}}}{name}")
    element.text = text
    return element


def _meta(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _opf("meta"), {"property": name, **attributes})
    element.text = text
    return element


def _opf(name: str) -> str:
    return f"{{{_OPF}}}{name}"


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
