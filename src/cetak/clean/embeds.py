"""Embeds: what plays or moves on a screen becomes one line with a short address."""

from __future__ import annotations

import functools
import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from lxml import etree

from cetak.article.blocks import Embed
from cetak.clean.characters import one_line
from cetak.clean.inline import address_of
from cetak.clean.post_words import post_words
from cetak.clean.rules import EmbedKind
from cetak.clean.tables import table, words

LONGEST_TITLE = 120
_ADDRESSES = ("cite", "data-instgrm-permalink", "data-href", "data-src", "src", "data-url", "href")


def embed_of(node: etree._Element, kind: EmbedKind, base_url: str) -> Embed | None:
    """The embed that an element stands for, or ``None`` if it has no address for paper."""
    address = _address(node, base_url)
    if not address:
        return None
    short, provider = short_address(address)
    title = one_line(node.get("title") or "")[:LONGEST_TITLE]
    plain = title.casefold() in ("", "youtube video player", "vimeo video player", "video")
    kind = provider.get("kind", kind)
    words, by = post_words(node) if kind == "post" else ((), "")
    return Embed(
        kind=kind,
        address=short,
        title="" if plain else title,
        provider=str(provider.get("name", "")),
        words=words,
        by=by,
    )


def short_address(address: str) -> tuple[str, dict[str, Any]]:
    """The address without what counts clicks, and the provider's entry."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return address, {}
    provider = _provider(host, parts.path)
    found = _id(provider, f"{parts.path}?{parts.query}") if provider else ""
    if found and provider:
        return str(provider["short"]).format(id=found), provider
    if host == "facebook.com" and "/plugins/" in parts.path:
        target = dict(parse_qsl(parts.query)).get("href", "")
        return (address_of(unquote(target), "") or address), provider or {}
    drop = words("providers", "tracking")
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in drop]
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path, urlencode(kept), "")
    ), provider or {}


def _address(node: etree._Element, base_url: str) -> str:
    """The last link of a post is the post itself; players name their source."""
    own = [node.get(name) or "" for name in _ADDRESSES]
    inner = [
        child.get(name) or ""
        for child in node.iter("iframe", "source", "video", "audio")
        for name in ("data-src", "src")
    ]
    links = [child.get("href") or "" for child in node.iter("a")]
    for href in [*own, *inner, *reversed(links)]:
        address = address_of(f"https:{href}" if href.startswith("//") else href, base_url)
        if address.startswith("http"):
            return address
    return ""


def _provider(host: str, path: str) -> dict[str, Any] | None:
    for entry in table("providers")["providers"]:
        known = str(entry["host"])
        if (host == known or host.endswith(f".{known}")) and path.startswith(
            entry.get("path", "")
        ):
            return dict(entry)
    return None


def _id(provider: dict[str, Any], address: str) -> str:
    pattern = provider.get("id")
    match = _pattern(pattern).search(address[:500]) if pattern else None
    return match[1] if match else ""


@functools.cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
