"""WordPress shortcodes: captions and galleries become figures, players become links, others go.

What stands in square brackets because an editor wrote it so, such as ``[sic]``, stays.

Source: WordPress Shortcode API.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from cetak.adapt.tables import table, words
from cetak.adapt.wordpress_paragraphs import embedded, held
from cetak.adapt.xml import without_controls

Gallery = Callable[[Mapping[str, str]], str]
"""The markup of a gallery's pictures, by the attributes of its shortcode."""

_CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9_-]{0,60})"
    r"(?P<rest>(?:[\s=/:][^\[\]]{0,3000})?)\](?P<closed>\]?)"
)
_ATTRIBUTE = re.compile(
    r"([A-Za-z_-]{1,40})\s{0,3}=\s{0,3}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"']{1,2000}))"
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]{3,1000}")
_PICTURE = re.compile(r"\s{0,99}((?:<a\b[^<>]*>\s{0,99})?<img\b[^<>]*>(?:\s{0,99}</a>)?)", re.I)
_OWN = {"cetak-web-only": "web-only", "cetak-print-only": "print-only"}
_OWN_MARK = re.compile(r"\[(/?)(cetak-(?:web|print)-only)\]")
_FILES = ("src", "mp4", "m4v", "webm", "mp3", "m4a", "ogg", "wav", "url", "id")


def with_own_marks(markup: str) -> str:
    """Markup in which the newsroom's own marks are elements: pages and feeds show them as text."""
    return _OWN_MARK.sub(
        lambda mark: "</div>" if mark[1] else f"<div class={_OWN[mark[2]]}>", markup
    )


@dataclass(slots=True)
class Shortcodes:
    """Works through the shortcodes of one text.

    Attributes:
        gallery: Gives the pictures of a gallery.
        removed: How many of each name went.
    """

    gallery: Gallery
    removed: Counter[str] = field(default_factory=Counter)
    _closers: dict[str, list[int]] = field(default_factory=dict)
    _ends: dict[int, int] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    def resolved(self, text: str) -> str:
        """The text with markup in the place of what a page would make of its shortcodes."""
        if "[" not in text:
            return text
        self._find_closers(text)
        done: list[str] = []
        at = 0
        for code in _CODE.finditer(text):
            if code.start() < at:
                continue
            done.append(text[at : code.start()])
            made, at = self._made(text, code)
            done.append(made)
        return "".join((*done, text[at:]))

    def _find_closers(self, text: str) -> None:
        for code in _CODE.finditer(text):
            if code["end"]:
                self._closers.setdefault(code["name"].lower(), []).append(code.start())
                self._ends[code.start()] = code.end()

    def _made(self, text: str, code: re.Match[str]) -> tuple[str, int]:
        """What takes a shortcode's place, and where the text goes on."""
        name = code["name"].lower()
        if code["escaped"] and code["closed"]:
            return code[0][1:-1], code.end()
        before, after = code["escaped"], code["closed"]
        if code["end"]:
            made = self._closing(name, code)
            return before + made + after, code.end()
        closer = self._closer(name, code.end())
        inner = text[code.end() - len(after) : closer] if closer is not None else ""
        made, whole = self._opening(name, code, inner, closer is not None)
        end = self._ends[closer] if whole and closer is not None else code.end()
        return before + made + ("" if whole and closer is not None else after), end

    def _closer(self, name: str, at: int) -> int | None:
        positions = self._closers.get(name, [])
        number = bisect_left(positions, at)
        return positions[number] if number < len(positions) else None

    def _opening(
        self, name: str, code: re.Match[str], inner: str, is_closed: bool
    ) -> tuple[str, bool]:
        """The markup, and whether it holds what stands before the closing one too."""
        attributes = _attributes(code["rest"])
        if name in ("caption", "wp_caption"):
            return _caption(inner, attributes), is_closed
        if name == "gallery":
            return self.gallery(attributes), False
        if name in ("audio", "video"):
            return _player(name, attributes, code["rest"]), is_closed
        if name in table("wordpress")["embed-shortcodes"]:
            made = _embed(name, inner or code["rest"], attributes)
            return made or self._take(name), is_closed
        if name in words("wordpress", "drop-shortcodes"):
            return self._take(name), is_closed
        return self._unknown(name, code, bool(is_closed or attributes)), False

    def _unknown(self, name: str, code: re.Match[str], is_surely_code: bool) -> str:
        """Marks of the newsroom's own; words in brackets; else code that no page of ours runs."""
        if name in _OWN:
            return f'<div class="{_OWN[name]}">'
        if is_surely_code or "_" in name:
            self._gone.add(name)
            return self._take(name)
        return _without_brackets_around(code)

    def _closing(self, name: str, code: re.Match[str]) -> str:
        if name in _OWN:
            return "</div>"
        known = name in self._gone or name in ("caption", "gallery", "audio", "video", "embed")
        return "" if known else _without_brackets_around(code)

    def _take(self, name: str) -> str:
        self.removed[name] += 1
        return ""


def _without_brackets_around(code: re.Match[str]) -> str:
    return code[0][len(code["escaped"]) : len(code[0]) - len(code["closed"])]


def _attributes(text: str) -> dict[str, str]:
    text = text.replace("&#8221;", '"').replace("&#8243;", '"').replace("&quot;", '"')
    text = text.replace("”", '"').replace("″", '"').replace("“", '"')
    return {
        match[1].lower(): match[2] or match[3] or match[4] or ""
        for match in _ATTRIBUTE.finditer(text)
    }


def _caption(inner: str, attributes: Mapping[str, str]) -> str:
    picture = _PICTURE.match(inner)
    words_below = attributes.get("caption") or (inner[picture.end() :] if picture else "")
    if picture is None:
        return inner
    caption = f'<figcaption class="wp-caption-text">{words_below.strip()}</figcaption>'
    return f'\n\n<figure class="wp-caption">{picture[1].strip()}{caption}</figure>\n\n'


def _player(kind: str, attributes: Mapping[str, str], rest: str) -> str:
    named = next((attributes[name] for name in _FILES if name in attributes), "")
    found = _ADDRESS.search(named) or _ADDRESS.search(rest)
    if found is None:
        return ""
    node = etree.Element(kind, src=without_controls(unescape(found[0])))
    return "\n\n" + etree.tostring(node, encoding="unicode", method="html") + "\n\n"


def _embed(name: str, text: str, attributes: Mapping[str, str]) -> str:
    found = _ADDRESS.search(text) or _ADDRESS.search(" ".join(attributes.values()))
    if found is None:
        return ""
    kind = table("wordpress")["embed-shortcodes"][name]
    address = without_controls(unescape(found[0]))
    made = held(etree.Element("p"), address, kind) if kind else embedded(address)
    return f"\n\n{made}\n\n"
