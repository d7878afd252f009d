"""Classic WordPress text becomes markup: blank lines part paragraphs, as ``wpautop`` has it.

Source: WordPress, ``wp-includes/formatting.php`` documents what an editor's blank lines mean.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from lxml import etree

from cetak.adapt.tables import table
from cetak.adapt.xml import without_controls

_BLOCK = (
    "address|article|aside|blockquote|body|caption|center|colgroup|col|dd|details|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|iframe|li|main|math|menu|nav|"
    "object|ol|p|section|summary|svg|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_TAG = re.compile(rf"<(/?)({_BLOCK})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_WHOLE = re.compile(r"<(pre|script|style|textarea)\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,1000}")
_BREAK = re.compile(r"(?:<br\s{0,3}/?>)?[ \t]{0,9}\n[ \t]{0,9}", re.IGNORECASE)
_ALONE = frozenset({"hr", "col", "iframe"})
_TEXT_HOLDERS = frozenset(
    {
        "p",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "figcaption",
        "caption",
    }
    | {"summary", "address", "figure", "object", "svg", "math", "video", "audio"}
)


def paragraphs_of(text: str) -> str:
    """Markup in which every paragraph is an element.

    Args:
        text: What an editor wrote: HTML with blank lines for paragraphs.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[str] = []
    at = 0
    while (found := _WHOLE.search(text, at)) is not None:
        end = _end_of(text, found)
        if not end:
            break
        parts += (_marked(text[at : found.start()]), text[found.start() : end])
        at = end
    parts.append(_marked(text[at:]))
    return "\n".join(part for part in parts if part)


def embedded(address: str) -> str:
    """How a page holds what an address alone on its line stands for; a link where unknown."""
    address = without_controls(unescape(address))
    node = etree.Element("p")
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        host = ""
    name = table("wordpress")["embed-hosts"].get(host, "")
    return held(node, address, name)


def held(node: etree._Element, address: str, name: str) -> str:
    """A link to an address, in a figure of a class where it has one."""
    if name:
        node = etree.Element("figure", {"class": f"wp-block-embed {name}"})
    etree.SubElement(node, "a", href=address).text = address
    return etree.tostring(node, encoding="unicode", method="html")


def _end_of(text: str, opening: re.Match[str]) -> int:
    """Where an element ends that is left as it is; 0 where it never does."""
    closing = re.compile(rf"</{opening[1]}\s{{0,9}}>", re.IGNORECASE)
    found = closing.search(text, opening.end())
    return found.end() if found else 0


def _marked(text: str) -> str:
    done: list[str] = []
    around: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        done.append(_inline(text[at : tag.start()], around))
        done.append(tag[0])
        _step(around, tag)
        at = tag.end()
    done.append(_inline(text[at:], around))
    return "\n".join(part for part in done if part)


def _step(around: list[str], tag: re.Match[str]) -> None:
    name = tag[2].lower()
    if name in _ALONE or tag[0].endswith("/>"):
        return
    if not tag[1]:
        around.append(name)
    elif name in around[-20:]:
        while around.pop() != name:
            pass


def _inline(text: str, around: list[str]) -> str:
    """Text between two block tags: paragraphs, or what a cell or an item holds."""
    text = text.strip(" \t\n")
    if not text:
        return ""
    chunks = [chunk.strip() for chunk in _BLANK.split(text) if chunk.strip(" \t\n\xa0")]
    if around and around[-1] in _TEXT_HOLDERS:
        return "<br><br>".join(_BREAK.sub("<br>\n", chunk) for chunk in chunks)
    return "\n".join(_paragraph(chunk) for chunk in chunks)


def _paragraph(chunk: str) -> str:
    parts: list[str] = []
    lines: list[str] = []
    for line in chunk.split("\n"):
        if _ADDRESS.fullmatch(line.strip()):
            parts += (_wrapped(lines), embedded(line.strip()))
            lines = []
        else:
            lines.append(line)
    return "\n".join(part for part in (*parts, _wrapped(lines)) if part)


def _wrapped(lines: list[str]) -> str:
    text = "\n".join(lines).strip()
    return f"<p>{_BREAK.sub('<br>' + chr(10), text)}</p>" if text else ""
