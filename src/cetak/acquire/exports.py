"""Files that hold many stories become one raw story after another, in flat memory.

WordPress exports, feeds, agency messages and lists of posts are taken apart here; what a story
in them says is read by the room ``adapt``, one small file at a time. Of a WordPress export two
passes are made: the first remembers where pictures lie, because posts name them by number.
"""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import resources as importlib_resources
from typing import Any, BinaryIO
from urllib.parse import unquote

import yaml

from cetak.acquire.export_items import Piece, pieces
from cetak.errors import SourceError

Opened = Callable[[], BinaryIO]
Part = tuple[str, bytes | SourceError]
"""The name of a story in a file, and its bytes, or why there are none."""

SNIFFED_BYTES = 64 * 1024
_ROOT = re.compile(
    rb"<(?P<prefix>[\w.-]{1,40}:)?(?P<name>[A-Za-z_][\w.-]{0,60})(?=[\s/>])[^>]{0,9000}>"
)
_ITEMS: dict[bytes, tuple[bytes, ...]] = {
    b"rss": (b"item",),
    b"RDF": (b"item",),
    b"feed": (b"entry",),
    b"newsMessage": (b"newsItem", b"packageItem"),
}
_DOCTYPE = re.compile(rb"<!DOCTYPE\b", re.IGNORECASE)
_EXPORT = b"wordpress.org/export/"
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,999}\[\s{0,999}\{")
_NOT_IN_LABELS = re.compile(r"[^\w-]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
_THUMBNAIL = re.compile(
    rb"<wp:meta_key>(?:<!\[CDATA\[)?_thumbnail_id(?:\]\]>)?</wp:meta_key>\s{0,99}"
    rb"<wp:meta_value>(?:<!\[CDATA\[)?(\d{1,12})"
)
_ALT = b"_wp_attachment_image_alt"
_CDATA = b"<![CDATA["
_TEXT_ITEM = re.compile(rb"<itemClass\b[^<>]{0,200}ninat:text\b")
_PICTURE_ITEM = re.compile(rb"<itemClass\b[^<>]{0,200}ninat:picture\b")
_GALLERY = re.compile(
    rb"\[gallery(?=[\s\]])(?:[^\[\]]{0,500}?\b(?:ids|include)=[\"']([\d,\s]{1,5000}))?"
)
_PICTURE_FIELDS = (
    "title", "wp:post_id", "wp:post_type", "wp:post_parent", "wp:menu_order",
    "wp:attachment_url", "excerpt:encoded",
)  # fmt: skip
_LONGEST_LABEL = 80
_LONGEST_ALT_BYTES = 6000
_TERMS = (b"author", b"category", b"tag", b"term")


def item_names(start: bytes) -> tuple[bytes, ...]:
    """What an XML file's items are called; nothing where it is a single story."""
    root = _ROOT.search(start)
    return _ITEMS.get(root["name"], ()) if root else ()


def is_list(start: bytes) -> bool:
    """Whether a file begins like a JSON list of objects."""
    return _LIST.match(start) is not None


def stories_in(name: str, opened: Opened) -> Iterator[Part]:
    """The stories of an XML file of many, each as a small file of its own.

    Args:
        name: What the user calls the file.
        opened: Opens it; called twice, for a WordPress export three times.
    """
    with opened() as stream:
        names = item_names(stream.read(SNIFFED_BYTES))
    with opened() as stream:
        found = pieces(stream, names)
        head = Head.of(next(found).content)
        if head is None or _DOCTYPE.search(head.begin):
            yield name, SourceError.because("xml-doctype", name)
            return
        library = Library.of(opened, names) if head.is_export else Library()
        if b"newsItem" in names:
            found = _with_pictures(found)
        stories = _stories(name, found, head, library)
        first = next(stories, (name, SourceError.because("source-without-stories", name)))
        yield first
        yield from stories


def listed_stories(name: str, content: bytes) -> Iterator[Part]:
    """The stories of a JSON list of posts or ninjs items; the file itself if it is none."""
    values = _list_of(content)
    labels = Labels(name)
    for number, value in enumerate(values, start=1):
        slug = value.get("slug") if isinstance(value, dict) else ""
        label = labels.claim(str(slug or ""), number)
        yield label, json.dumps(value).encode("ascii")
    if not values:
        yield name, content


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the first item, without what no story needs.

    Attributes:
        begin: All up to the first item but authors and terms.
        end: What closes it after the last item.
        authors: The element of each author of an export, by login.
        is_export: Whether it is a WordPress export.
    """

    begin: bytes
    end: bytes
    authors: dict[str, bytes] = field(default_factory=dict)
    is_export: bool = False

    @classmethod
    def of(cls, content: bytes) -> Head | None:
        """The head of a file, ``None`` where it has no root element."""
        root = _ROOT.search(content)
        if root is None:
            return None
        is_export = _EXPORT in root[0]
        begin, elements = _without_terms(content) if is_export else (content, [])
        authors = {_value(one, b"wp:author_login"): one for one in elements}
        prefix = root["prefix"] or b""
        inner = {b"rss": b"channel", b"newsMessage": b"itemSet"}.get(root["name"], b"")
        is_open = inner and b"</" + prefix + inner + b">" not in begin
        end = b"</" + prefix + inner + b">" if is_open else b""
        return cls(begin, end + b"</" + prefix + root["name"] + b">", authors, is_export)


@dataclass(frozen=True, slots=True)
class Library:
    """The pictures of an export: their items, cut down, by their numbers.

    Attributes:
        items: Each picture's item.
        below: Numbers of the pictures that hang below a post.
    """

    items: dict[str, bytes] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, opened: Opened, names: tuple[bytes, ...]) -> Library:
        """The pictures of a file."""
        library = cls()
        with opened() as stream:
            for piece in pieces(stream, names):
                if _kind(piece.content) == "attachment":
                    library.add(piece.content)
        return library

    def add(self, item: bytes) -> None:
        """Remember a picture's item; other files are of no use on paper."""
        if not _PICTURE.search(_value(item, b"wp:attachment_url")):
            return
        number = _value(item, b"wp:post_id")
        self.items[number] = _cut_down(item)
        self.below.setdefault(_value(item, b"wp:post_parent"), []).append(number)

    def for_item(self, item: bytes) -> bytes:
        """The items of the pictures that a post names."""
        named = [found.decode() for found in _THUMBNAIL.findall(item)]
        for gallery in _GALLERY.finditer(item):
            ids = re.findall(r"\d{1,12}", (gallery[1] or b"").decode())
            named += ids or self.below.get(_value(item, b"wp:post_id"), [])
        return b"".join(self.items.get(number, b"") for number in dict.fromkeys(named[:200]))


class Labels:
    """Names for the stories of a file: ``export.xml#rain-at-last``, each once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._taken: set[int] = set()

    def claim(self, slug: str, number: int) -> str:
        """A name; of two alike the later one gets its number in the file too."""
        label = _NOT_IN_LABELS.sub("-", unquote(slug)).strip("-")[:_LONGEST_LABEL] or str(number)
        if hash(label) in self._taken:
            label = f"{label}-{number}"
        self._taken.add(hash(label))
        return f"{self._name}#{label}"


def _with_pictures(found: Iterator[Piece]) -> Iterator[Piece]:
    """A message of one text and its pictures is one story; of any other each item is one."""
    items = list(found)
    texts = [piece for piece in items if _TEXT_ITEM.search(piece.content)]
    others = [piece for piece in items if _PICTURE_ITEM.search(piece.content)]
    packages = [piece for piece in items if b"<packageItem" in piece.content[:200]]
    known = len(texts) + len(others) + len(packages) == len(items)
    if len(texts) == 1 and others and known and all(piece.is_whole for piece in items):
        content = b"".join(piece.content for piece in (*texts, *others))
        yield Piece(content, texts[0].number)
    else:
        yield from items


def _stories(name: str, found: Iterator[Piece], head: Head, library: Library) -> Iterator[Part]:
    labels = Labels(name)
    for piece in found:
        if not (head.is_export and _kind(piece.content) in _no_stories()):
            label = labels.claim(_label(piece.content), piece.number)
            yield label, _part(label, piece, head, library)


def _part(label: str, piece: Piece, head: Head, library: Library) -> bytes | SourceError:
    if not piece.is_whole:
        return SourceError.because("item-cut", label, number=piece.number)
    if not head.is_export:
        return head.begin + piece.content + head.end
    author = head.authors.get(_value(piece.content, b"dc:creator"), b"")
    return head.begin + author + library.for_item(piece.content) + piece.content + head.end


def _without_terms(head: bytes) -> tuple[bytes, list[bytes]]:
    """A head without its authors, categories and tags, and the authors' elements."""
    authors: list[bytes] = []
    for kind in _TERMS:
        opening, closing = b"<wp:" + kind + b">", b"</wp:" + kind + b">"
        first, *others = head.split(opening)
        kept = [first]
        for other in others:
            element, closed, rest = other.partition(closing)
            kept.append(rest if closed else b"")
            if kind == b"author" and closed:
                authors.append(opening + element + closing)
        head = b"".join(kept)
    return head, authors


def _label(item: bytes) -> str:
    """What names an item: its slug, its number, or the end of its address."""
    named = _value(item, b"wp:post_name") or _value(item, b"wp:post_id")
    address = "" if named else _value(item, b"link").rstrip("/").rpartition("/")[2]
    return named or address.partition("?")[0]


def _kind(item: bytes) -> str:
    return _value(item, b"wp:post_type")


def _value(item: bytes, tag: bytes) -> str:
    """The text of the first element of a name, CDATA or not."""
    start = item.find(b"<" + tag + b">")
    end = item.find(b"</" + tag + b">", start)
    if start < 0 or end < 0:
        return ""
    content = item[start + len(tag) + 2 : end].strip()
    if not content.startswith(_CDATA):
        return html.unescape(content.decode("utf-8", "replace")).strip()
    return content[len(_CDATA) :].partition(b"]]>")[0].decode("utf-8", "replace").strip()


def _cut_down(item: bytes) -> bytes:
    """A picture's item with what a figure needs of it, written anew."""
    at = item.find(_ALT)
    alt = _value(item[at : at + _LONGEST_ALT_BYTES], b"wp:meta_value") if at >= 0 else ""
    fields = {tag: _value(item, tag.encode()) for tag in _PICTURE_FIELDS}
    inside = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in fields.items() if text)
    if alt:
        text = html.escape(alt)
        key = "<wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        inside += f"<wp:postmeta>{key}<wp:meta_value>{text}</wp:meta_value></wp:postmeta>"
    return f"<item>{_NOT_XML.sub('', inside)}</item>".encode("ascii", "xmlcharrefreplace")


def _list_of(content: bytes) -> list[Any]:
    """The posts or items of a JSON list; nothing where it is anything else."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return []
    return value if isinstance(value, list) and any(map(_is_item, value)) else []


def _is_item(value: object) -> bool:
    return isinstance(value, dict) and ({"title", "content"} <= set(value) or "uri" in value)


@functools.cache
def _no_stories() -> frozenset[str]:
    file = importlib_resources.files("cetak.acquire") / "export_types.yaml"
    return frozenset(yaml.safe_load(file.read_text("utf-8"))["no-stories"])
