"""How people may spell a story: short forms of blocks, other words for fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

MAIN_FIELDS: Mapping[str, str] = {
    "paragraph": "text",
    "crosshead": "text",
    "figure": "picture",
    "pull-quote": "text",
    "quotation": "paragraphs",
    "list": "items",
    "table": "rows",
    "sidebar": "blocks",
    "embed": "address",
    "refer": "text",
    "preformatted": "text",
    "end-mark": "text",
}
"""Type of a block, and the field that a bare value stands for: ``- crosshead: Text``."""

PICTURE_FIELDS = ("alt", "credit", "cleared-for-print", "usage-terms")
"""Fields of a picture that may stand beside it in its figure."""


@lru_cache(maxsize=1)
def other_words() -> Mapping[str, Mapping[str, str]]:
    """Other words for the fields of a story and of its blocks, by what has the fields."""
    import yaml  # noqa: PLC0415 - read when the first story is

    text = resources.files("cetak.article").joinpath("spelling.yaml").read_text("utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return words
