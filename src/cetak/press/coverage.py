"""Which font package has a character that no installed font has."""

from __future__ import annotations

import functools

import yaml

from cetak.resources import asset_root


def package_for(point: int) -> str:
    """Name of the package whose fonts have the character, or ``""`` where none is known.

    Args:
        point: Unicode code point.
    """
    for first, last, package in _ranges():
        if first <= point <= last:
            return package
    return ""


@functools.cache
def _ranges() -> tuple[tuple[int, int, str], ...]:
    path = asset_root() / "fonts" / "packages.yaml"
    rows = yaml.safe_load(path.read_text("utf-8"))["scripts"]
    return tuple((*_bounds(span), row["package"] or "") for row in rows for span in row["ranges"])


def _bounds(span: str) -> tuple[int, int]:
    first, _, last = span.partition("-")
    start = int(first.removeprefix("U+"), 16)
    return start, int(last.removeprefix("U+"), 16) if last else start
