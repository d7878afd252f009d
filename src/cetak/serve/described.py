"""Parts of the OpenAPI description that no signature tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_PROBLEM: Final = {"application/problem+json": {"schema": {"type": "object"}}}
_ADDRESS: Final = "^[!-~]{1,1000}$"
_PDF: Final = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}


def _refusal(about: str) -> dict[str, Any]:
    return {"description": about, "content": _PROBLEM}


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    400: _refusal("What was asked cannot be understood, or names an option that is none."),
    401: _refusal("No token, or a wrong one."),
    404: _refusal("Nothing there."),
    413: _refusal("What was sent is too long."),
    414: _refusal("The address is too long."),
    415: _refusal("What was sent is compressed."),
    503: _refusal("Not now; see Retry-After."),
}
SHEET_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The PDF.", "content": _PDF},
    206: {"description": "The part of the PDF that was asked for.", "content": _PDF},
    304: {"description": "It has not changed."},
    400: _refusal("An option that the layout does not have, or a value that it does not know."),
    403: _refusal("The address belongs to none of the newsroom's sources."),
    404: _refusal("There is no such story for readers."),
    410: _refusal("The story was withdrawn."),
    412: _refusal("It is another sheet than the one that was named."),
    414: _refusal("The address is too long."),
    416: _refusal("The sheet has no such part."),
    429: _refusal("Too many sheets under way for one client; see Retry-After."),
    500: _refusal("The sheet cannot be made."),
    503: _refusal("Too many sheets under way, or the source is silent; see Retry-After."),
}


def day_parameters() -> Sequence[Mapping[str, object]]:
    """Day and name of a story, as parts of a path."""
    patterns = {"year": r"^\d{4}$", "month": r"^\d{2}$", "day": r"^\d{2}$"}
    named = {**patterns, "slug": r"^[a-z0-9]+(-[a-z0-9]+)*$"}
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": pattern},
        }
        for name, pattern in named.items()
    ]


def address_parameter() -> Mapping[str, object]:
    """The address of a story."""
    return {
        "name": "url",
        "in": "query",
        "required": True,
        "description": "The story's canonical address, or its uri.",
        "schema": {"type": "string", "pattern": _ADDRESS},
    }


def story_message() -> Mapping[str, object]:
    """What ``/hooks/story`` is told."""
    schema = {
        "type": "object",
        "required": ["url"],
        "properties": {"url": {"type": "string", "pattern": _ADDRESS}},
    }
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def paper_parameter() -> Mapping[str, object]:
    """The day of a paper, as part of a path."""
    schema = {"type": "string", "format": "date"}
    return {"name": "day", "in": "path", "required": True, "schema": schema}
