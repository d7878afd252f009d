"""A book as one file: what the container must be, and what the package says."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from book_shelf import an_article, book, masthead, unpacked
from cetak.article.sheet import PictureFile
from cetak.press.epub import write_epub

NAMES = {
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
}
PICTURE = PictureFile("cd" * 32, "image/png", 8, 6, b"\x89PNG" * 40)
FIGURE = {"picture": {"source": "a.png", "alt": "Kapal."}}


@pytest.fixture(scope="module")
def content() -> bytes:
    articles = (an_article(picture=FIGURE), an_article(language="en"))
    head = masthead(issn="1234-5679", rights="© Kabar Rawai")
    return write_epub(book(*articles, pictures={"a.png": PICTURE}, head=head))


@pytest.fixture(scope="module")
def package(content: bytes) -> Any:
    return etree.fromstring(unpacked(content)["EPUB/package.opf"])


def metas(package: Any) -> list[tuple[str, str]]:
    return [(one.get("property"), one.text) for one in package.iterfind(".//o:meta", NAMES)]


def test_the_container_begins_with_its_type_unpressed(content: bytes) -> None:
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].extra == b""
    stored = {one.filename for one in entries if one.compress_type == zipfile.ZIP_STORED}
    picture = f"EPUB/pictures/{PICTURE.id[:24]}.png"
    assert stored == {"mimetype", "EPUB/cover.jpg", picture}
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert len({one.filename for one in entries}) == len(entries)


def test_the_container_leads_to_the_package(content: bytes) -> None:
    container = etree.fromstring(unpacked(content)["META-INF/container.xml"])
    (file,) = container.iterfind(".//c:rootfile", NAMES)
    assert file.get("full-path") == "EPUB/package.opf"
    assert file.get("media-type") == "application/oebps-package+xml"


def test_the_package_lists_every_file_once(content: bytes, package: Any) -> None:
    items = package.findall(".//o:item", NAMES)
    files = {f"EPUB/{item.get('href')}" for item in items}
    others = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert files | others == set(unpacked(content))
    assert len(files) == len(items)
    by_id = {item.get("id"): item.get("href") for item in items}
    spine = [by_id[one.get("idref")] for one in package.iterfind(".//o:itemref", NAMES)]
    stories = ["stories/satu-1.xhtml", "stories/satu-2.xhtml"]
    assert spine == ["cover.xhtml", "contents.xhtml", *stories, "imprint.xhtml"]
    special = {item.get("properties"): item.get("href") for item in items}
    assert special["nav"] == "contents.xhtml"
    assert special["cover-image"] == "cover.jpg"


def test_what_the_package_says_of_the_book(package: Any) -> None:
    said = [(etree.QName(one).localname, one.text) for one in package.iterfind(".//d:*", NAMES)]
    assert said[0][0] == "identifier"
    assert package.get("unique-identifier") == package.find(".//d:identifier", NAMES).get("id")
    assert said[1:] == [
        ("title", "Kabar Rawai, Rabu, 20 September 2023"),
        ("language", "id"),
        ("language", "en"),
        ("date", "2023-09-20"),
        ("publisher", "Kabar Rawai"),
        ("rights", "© Kabar Rawai"),
    ]
    told = metas(package)
    assert ("dcterms:modified", "2023-09-20T01:00:00Z") in told
    assert ("dcterms:identifier", "urn:issn:1234-5679") in told
    assert ("group-position", "7") in told


def test_what_the_package_says_to_those_who_do_not_see_it(package: Any) -> None:
    told = [one for one in metas(package) if str(one[0]).startswith("schema:")]
    assert told[:-1] == [
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual,visual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityHazard", "none"),
    ]
    assert told[-1][0] == "schema:accessibilitySummary"


def test_alternative_texts_are_promised_only_where_all_are_there() -> None:
    bare = {"picture": {"source": "a.png"}, "cutline": "Kapal."}
    made = write_epub(book(an_article(picture=bare), pictures={"a.png": PICTURE}))
    package = etree.fromstring(unpacked(made)["EPUB/package.opf"])
    assert ("schema:accessibilityFeature", "alternativeText") not in metas(package)
    assert ("schema:accessModeSufficient", "textual") not in metas(package)


def test_the_same_book_is_the_same_file(content: bytes) -> None:
    articles = (an_article(picture=FIGURE), an_article(language="en"))
    head = masthead(issn="1234-5679", rights="© Kabar Rawai")
    assert write_epub(book(*articles, pictures={"a.png": PICTURE}, head=head)) == content
