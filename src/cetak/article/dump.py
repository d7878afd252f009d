"""An Article written out: the canonical form that the readers read back as the same story."""

from __future__ import annotations

import json
from typing import Any

from cetak.article.story import Article

LINE_WIDTH = 96


def article_to_dict(article: Article) -> dict[str, Any]:
    """Plain values: keys with dashes, blocks with their type, defaults left out, body last."""
    fields = article.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    body = fields.pop("body", None)
    return fields if body is None else {**fields, "body": body}


def article_to_json(article: Article) -> str:
    """JSON, indented, with a line end."""
    return json.dumps(article_to_dict(article), ensure_ascii=False, indent=2) + "\n"


def article_to_yaml(article: Article) -> str:
    """YAML in block style, every character that can be read written as itself."""
    import yaml  # noqa: PLC0415 - for those who ask for YAML alone

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        article_to_dict(article),
        Dumper=dumper,
        sort_keys=False,
        allow_unicode=True,
        width=LINE_WIDTH,
    )
    return text
