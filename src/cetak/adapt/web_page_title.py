"""The story's headline on a page: without the site's name, whole rather than cut short."""

from __future__ import annotations

import re

from lxml import etree

from cetak.adapt.web_page_head import Metas, elements, item_texts, stated, text_of

Node = etree._Element
_SITE = re.compile(r"\s[-–—|·•»:~/]{1,2}\s|\s?\|\s?|\s?[»«]\s?")
_SPACE = re.compile(r"\W+")
_HOME = re.compile(r"(?:https?:)?//[^/]{1,200}/?|/|\./|(?:/?index\.\w{2,5})")
_TITLED = (
    "//body/descendant::*[@class or @id][contains(@class, 'title') or contains(@id, 'title')]"
)
LONGEST = 400
FEWEST_WORDS = 3


def headline_of(page: Node, stated_headline: str, metas: Metas) -> str:
    """The headline: what stands on the page where the metadata say the same.

    Args:
        page: The whole page.
        stated_headline: The headline in schema.org's JSON-LD, or ``""``.
        metas: The page's ``<meta>``.
    """
    title = next((text_of(node) for node in page.iter("title")), "")
    told = [stated_headline, *item_texts(page, "headline"), *stated(metas, "title"), title]
    told = [text for text in told if text]
    sites = tuple(stated(metas, "publication"))
    names = {_plain(site) for site in sites}
    shown = [text for text in map(text_of, _headings(page)) if _plain(text) not in names]
    shown = [text for text in shown if text]
    said = [heading for heading in shown if any(_says(text, heading) for text in told)]
    if said:
        same = [heading for heading in said if _plain(heading) in map(_plain, told)]
        return (same or said)[0][:LONGEST]
    if told == [title] and (alone := _alone(page, names)):
        return alone[:LONGEST]
    if told:
        best = told[0] if told[0] == stated_headline else without_site(told[0], sites, title)
        return best[:LONGEST]
    return shown[0][:LONGEST] if shown else ""


def _alone(page: Node, names: set[str]) -> str:
    """The page's one ``h1``, where its ``<title>`` is all that it states."""
    shown = [text_of(node) for node in elements(page, "//h1") if not _leads_home(node)]
    told = [
        text for text in shown if len(text.split()) >= FEWEST_WORDS and _plain(text) not in names
    ]
    return told[0] if len(shown) == len(told) == 1 else ""


def _headings(page: Node) -> list[Node]:
    """What may show the headline; a heading that leads to the front page is the site's name."""
    found = [*elements(page, "//h1"), *elements(page, "//h2")[:20], *elements(page, "//h3")[:10]]
    found += elements(page, _TITLED)[:15]
    return [node for node in found if not _leads_home(node)]


def _leads_home(node: Node) -> bool:
    link = next(node.iter("a"), node.getparent())
    address = (link.get("href") or "") if link is not None and link.tag == "a" else ""
    return bool(address) and bool(_HOME.fullmatch(address.split("?")[0]))


def _says(told: str, heading: str) -> bool:
    """Whether a title is the heading, with the site's name or cut short at most."""
    one, other = _plain(told), _plain(heading)
    if not other or len(other) < 4:
        return False
    if one == other:
        return True
    if _alike(one.split(), other.split()):
        return True
    cut = len(one) > 30 and other.startswith(one.rstrip(" "))
    parts = [_plain(part) for part in _SITE.split(told)]
    whole = _plain(" ".join(parts[:-1]))
    return cut or other in (whole, max(parts, key=len)) or (other == parts[0] and len(parts) == 2)


def _alike(one: list[str], other: list[str]) -> bool:
    """Nearly the same words: a title may be spelled a little otherwise in metadata."""
    shared = len(set(one) & set(other))
    return len(other) >= 4 and shared >= 0.75 * max(len(set(one)), len(set(other)))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def without_site(title: str, sites: tuple[str, ...] = (), whole: str = "") -> str:
    """A page title without the site's name at its end or beginning.

    Args:
        title: Such as ``Rain at last - The Paper``.
        sites: Names of the site that the page states.
        whole: The ``<title>``, which most often ends with the name though it is not stated.
    """
    parts = list(_parts(title))
    names = {_plain(site) for site in sites}
    named = len(parts) > 1 and _plain(parts[-1]) in names
    if named or (len(parts) > 1 and title == whole and _is_site(parts[-1], parts[:-1])):
        return title[: title.rfind(parts[-1])].rstrip(" -–—|·•»«:~/")
    if len(parts) > 1 and _plain(parts[0]) in names:
        return title[len(parts[0]) :].lstrip(" -–—|·•»«:~/")
    return title


def _parts(title: str) -> list[str]:
    return [part for part in _SITE.split(title) if part.strip()]


def _is_site(last: str, before: list[str]) -> bool:
    words = len(last.split())
    return words <= 4 and len(" ".join(before).split()) >= max(3, words)
