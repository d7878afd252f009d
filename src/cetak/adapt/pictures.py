"""Pictures as agencies send them: renditions, captions and terms become figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from cetak.adapt.tables import table, words
from cetak.adapt.xml import one_line, without_controls
from cetak.article.blocks import Figure, Picture
from cetak.article.draft import BlocksCopy, Copy, MarkupCopy
from cetak.article.richtext import RichText

_PRINTED = ("image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif", "")
_SIZE = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.\w{3,4}$)")
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture.

    Attributes:
        name: What the agency calls it: ``main``, ``rnd:highRes``.
        href: Where it lies.
        kind: Its media type, or ``""``.
        width: Pixels, 0 where not told.
        height: Pixels, 0 where not told.
    """

    name: str
    href: str
    kind: str = ""
    width: int = 0
    height: int = 0

    @property
    def role(self) -> str:
        """The name without its vocabulary."""
        return self.name.lower().rpartition(":")[2].rpartition("/")[2]


def best_rendition(renditions: Iterable[Rendition]) -> str:
    """Address of the rendition to print: the largest that a press can take, or ``""``."""
    usable = [one for one in renditions if _address(one) and _is_image(one)]
    return _address(max(usable, key=_rank)) if usable else ""


def figure_from(  # noqa: PLR0913 - one argument for each thing an agency says of a picture
    source: str,
    *,
    cutline: str = "",
    alt: str = "",
    credit: str = "",
    terms: str = "",
    cleared: bool = True,
) -> Figure | None:
    """A figure with its rights, or ``None`` without an address."""
    if not source:
        return None
    folded = terms.casefold()
    forbidden = any(phrase in folded for phrase in words("agency", "not-for-print"))
    picture = Picture(
        source=source,
        alt=one_line(alt),
        credit=one_line(credit),
        usage_terms=one_line(terms),
        cleared_for_print=cleared and not forbidden,
    )
    return Figure(picture=picture, cutline=RichText.plain(one_line(cutline)))


def with_figures(copy: Copy, figures: Iterable[Figure]) -> Copy:
    """The copy with more pictures below it; those not cleared stay out."""
    cleared = [figure for figure in figures if figure.picture.cleared_for_print]
    if isinstance(copy, MarkupCopy):
        markup = copy.markup + "".join(figure_markup(figure) for figure in cleared)
        return MarkupCopy(markup, copy.base_url, copy.first_line)
    if isinstance(copy, BlocksCopy):
        return BlocksCopy((*copy.blocks, *cleared), copy.lines)
    return copy


def figure_markup(figure: Figure) -> str:
    """A figure as a page would hold it, so that the copy's own reader sees it."""
    return etree.tostring(figure_node(figure), encoding="unicode", method="html")


def figure_node(figure: Figure) -> etree._Element:
    """The element of a figure: picture, cutline and credit."""
    node = etree.Element("figure")
    source, alt = (without_controls(text) for text in (figure.picture.source, figure.picture.alt))
    etree.SubElement(node, "img", src=source, alt=alt)
    words_below = " ".join(filter(None, (figure.cutline.text, figure.picture.credit)))
    if words_below:
        etree.SubElement(node, "figcaption").text = without_controls(words_below)
    return node


def shows(markup: str, address: str) -> bool:
    """Whether markup shows a picture already, in whatever size it is kept."""
    stem = stem_of(address)
    return bool(stem) and (f"/{stem}." in markup or f"/{stem}-" in markup)


def stem_of(address: str) -> str:
    """The name of a picture's file without folder, size and suffix."""
    file = address.partition("?")[0].rpartition("/")[2]
    return _SIZE.sub("", file).rpartition(".")[0]


def _rank(rendition: Rendition) -> tuple[bool, int, int]:
    role, best = rendition.role, list(table("agency")["best-renditions"])
    small = role in words("agency", "small-renditions")
    named = len(best) - best.index(role) if role in best else 0
    return not small, rendition.width * rendition.height, named


def _is_image(rendition: Rendition) -> bool:
    kind = rendition.kind.partition(";")[0].strip().lower()
    if kind:
        return kind in _PRINTED
    path = urlsplit(rendition.href).path.lower()
    return path.endswith(_SUFFIXES) or "." not in path.rpartition("/")[2]


def _address(rendition: Rendition) -> str:
    """An address on the web, or a name beside the file; nothing else."""
    href = rendition.href.strip()
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return ""
    if scheme in ("http", "https"):
        return href
    return unquote(href).removeprefix("./") if not scheme and not href.startswith("//") else ""
