"""Tables on a terminal as wide as it is, elsewhere as wide as they need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

WIDTH_ELSEWHERE = 160


def draw(table: Table, *, stderr: bool = False) -> None:
    """Print a table."""
    from rich.console import Console  # noqa: PLC0415 - only who sees a table pays for it

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_ELSEWHERE
    Console(stderr=stderr, width=width, highlight=False).print(table)
