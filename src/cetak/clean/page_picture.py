"""A page's main picture stands in its metadata and often in its copy too: it is printed once."""

from __future__ import annotations

import re

from cetak.article.blocks import Figure
from cetak.article.story import Article

_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|scaled|\d{3,4}w?|large|medium|small|thumb(?:nail)?)$")


def with_picture_once(article: Article) -> Article:
    """The article without the stated picture where its copy shows the same one."""
    if article.picture is None:
        return article
    shown = {
        picture_name(block.picture.source) for block in article.body if isinstance(block, Figure)
    }
    if picture_name(article.picture.picture.source) in shown:
        return article.model_copy(update={"picture": None})
    return article


def picture_name(address: str) -> str:
    """The file's name without folder, size and suffix: renditions share it."""
    name = re.split("[?#]", address, maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    stem = name.rsplit(".", 1)[0].casefold()
    return _SIZE.sub("", stem) or address
