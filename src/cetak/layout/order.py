"""The blocks of a story in the order and with the gaps in which a page sets them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

View = dict[str, Any]
"""What a template sees of a block: plain values, no markup."""
_STANDING_OFF = frozenset({"crosshead", "figure", "pull-quote", "quotation", "table", "sidebar"})


def with_end_marks(views: list[View]) -> list[View]:
    """End marks go into the paragraph they close; one that closes no paragraph stands alone."""
    kept: list[View] = []
    for view in views:
        closed = _last_paragraph(kept) if view["type"] == "end-mark" else None
        if closed is not None:
            closed["end_mark"] = view["text"]
        elif view["type"] == "end-mark":
            kept.append(
                {"type": "paragraph", "spanning": False, "runs": [], "end_mark": view["text"]}
            )
        else:
            kept.append(view)
    return kept


def _last_paragraph(views: list[View]) -> View | None:
    """The paragraph that an end mark closes: the last one, but for refers after it."""
    for view in reversed(views):
        if view["type"] == "paragraph":
            return view
        if view["type"] not in {"refer", "embed", "figure"}:
            return None
    return None


def with_heading_levels(views: list[View], base: int) -> int:
    """Give every heading the level of its HTML element; no level is ever skipped.

    Args:
        views: Blocks in order; crossheads and sidebars get ``heading``.
        base: Level of the heading above them: 1 for the headline, 0 without one.

    Returns:
        The level of the last heading.

    Source: ISO 14289-1, 7.4.2: heading levels must not be skipped.
    """
    last = base
    for view in views:
        if view["type"] == "crosshead":
            last = view["heading"] = min(base + view["level"], last + 1)
        elif view["type"] == "sidebar":
            last = view["heading"] = min(base + 1, last + 1)
            last = with_heading_levels(view["blocks"], last)
    return last


def with_gaps(views: list[View]) -> list[View]:
    """Blocks before one that stands off carry the gap, so that none is left at a column's top."""
    for view, following in itertools.pairwise(views):
        view["gap"] = following["type"] in _STANDING_OFF
    return views


def delayed(views: list[View], delays: Mapping[int, int]) -> list[View]:
    """The blocks with some standing so many paragraphs later than in the copy."""
    for number, count in delays.items():
        start = next((at for at, view in enumerate(views) if view.get("number") == number), None)
        if start is not None:
            views = _moved(views, start, count)
    return views


def _moved(views: list[View], start: int, count: int) -> list[View]:
    target, passed = start, 0
    for at in range(start + 1, len(views)):
        if views[at]["type"] == "paragraph":
            target, passed = at, passed + 1
        if passed == count:
            break
    return [*views[:start], *views[start + 1 : target + 1], views[start], *views[target + 1 :]]


def segments_of(views: list[View]) -> list[View]:
    """Runs of blocks that share columns, divided at blocks that span all of them.

    A spanning block inside columns makes the engine lose text, so it stands between them.
    """
    segments: list[View] = []
    for view in views:
        spanning = bool(view.get("spanning"))
        if spanning or not segments or segments[-1]["spanning"]:
            segments.append({"spanning": spanning, "blocks": []})
        segments[-1]["blocks"].append(view)
    return segments
