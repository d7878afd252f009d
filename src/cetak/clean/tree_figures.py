"""Pictures of a page: the best address, the cutline, the credit."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from lxml import etree

from cetak.article.blocks import Figure, Picture
from cetak.article.richtext import RichText
from cetak.clean.characters import one_line
from cetak.clean.parsed import all_text
from cetak.clean.strip_tree import detach
from cetak.clean.tree_seam import BelowReader

Node = etree._Element
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazyload", "src")
_BOXES = frozenset({"wp-caption", "wp-block-image", "caption-box", "pic_artikel_sisip_table"})
_CAPTIONS = frozenset({"wp-caption-text", "wp-element-caption", "image-caption", "para_caption"})
_CREDITS = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|photographer|fotografer)(?:$|[\s_-])", re.I
)
_CREDIT_LABEL = re.compile(
    r"(?:foto|photo|photograph|image|picture|gambar|bild|credit|sumber|source|copyright|©)"
    r"(?: credit| by| source| oleh|graph)?\s{0,3}[:©]?\s{1,3}(?=\S)|©\s?",
    re.IGNORECASE,
)
LONGEST_CREDIT = 120
_SIGNS = frozenset({"wp-smiley", "emoji", "emojione"})


def picture_of(node: Node, reader: BelowReader) -> Picture | None:
    """The picture of an ``img``; ``None`` with a finding if its address is of no use."""
    address = _address(node)
    if not address or _is_pixel(node):
        return None
    try:
        address = urljoin(reader.base_url, address) if reader.base_url else address
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        scheme = "broken"
    if scheme not in ("", "http", "https"):
        reader.notice("picture-dropped", address=address[:60])
        return None
    return Picture(source=address, alt=one_line(node.get("alt") or ""))


def figure_of(
    picture: Picture, node: Node, cutline: RichText | None = None, credit: str = ""
) -> Figure:
    """A figure; without a cutline of its own the picture's title serves (Markdown)."""
    if not cutline:
        cutline = RichText.plain(one_line(node.get("title") or "") if node.tag == "img" else "")
    if credit:
        picture = picture.model_copy(update={"credit": credit})
    return Figure(picture=picture, cutline=cutline)


def take_credit(figure: Node) -> str:
    """The credit that a figure marks as such, without its label; its element is taken out."""
    for node in figure.iterdescendants(
        "span", "cite", "small", "em", "div", "p", "a", "figcaption"
    ):
        text = one_line(all_text(node))
        holds = next(node.iter("img"), None) is not None
        if not 0 < len(text) <= LONGEST_CREDIT or holds or not _names_credit(node):
            continue
        detach(node)
        bare = text.strip(" ()[]")
        return _CREDIT_LABEL.sub("", bare, count=1) if _CREDIT_LABEL.match(bare) else bare
    return ""


def _names_credit(node: Node) -> bool:
    stated = node.get("itemprop") in ("copyrightHolder", "creditText", "creator", "author")
    return stated or bool(_CREDITS.search(node.get("class") or ""))


def caption_box(node: Node, *, part: bool = False) -> bool:
    """Whether an element is a box of picture and caption, or (``part``) the caption itself."""
    if not isinstance(node.tag, str):
        return False
    names = set((node.get("class") or "").split())
    if part:
        return node.tag == "figcaption" or bool(names & _CAPTIONS)
    return bool(names & _BOXES) and node.find(".//img") is not None


def is_sign(node: Node) -> bool:
    """Whether an image stands for a character: a smiley."""
    names = set((node.get("class") or "").split())
    return bool(names & _SIGNS) and len(node.get("alt") or "") <= 12


def _is_pixel(node: Node) -> bool:
    return (node.get("width") or "") in ("0", "1") and (node.get("height") or "") in ("0", "1")


def _address(node: Node) -> str:
    """Lazy pages keep the real address in a data attribute; the widest rendition is best."""
    sizes = node.get("data-srcset") or node.get("srcset") or ""
    widest = _widest(sizes)
    for name in _SOURCES:
        address = (node.get(name) or "").strip()
        if address and not address.lower().startswith("data:"):
            return widest or address
    return widest or (node.get("src") or "").strip()[:60]


def _widest(sizes: str) -> str:
    best, width = "", 0
    for entry in sizes.split(", ")[:20]:
        address, _, size = entry.strip().rpartition(" ")
        if size.endswith("w") and size[:-1].isdigit() and width < int(size[:-1]) <= 4000:
            best, width = address.strip(), int(size[:-1])
    return "" if best.lower().startswith("data:") else best
