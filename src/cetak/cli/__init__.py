"""The command. What a newcomer meets first, so it starts light and speaks plainly."""

from __future__ import annotations

import sys

from cetak import __version__


def main() -> None:
    """Entry point of the ``cetak`` command."""
    if sys.argv[1:] == ["--version"]:  # answered before anything heavy is imported
        sys.stdout.write(f"cetak {__version__}\n")
        return
    from cetak.cli.start import run  # noqa: PLC0415 - see above

    sys.exit(run(sys.argv[1:]))
