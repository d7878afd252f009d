"""Whose configuration holds for a story: that of its folder, else that of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cetak.acquire.sources import STDIN, is_address

if TYPE_CHECKING:
    from cetak.cli.house import House
    from cetak.config import Desk


@dataclass
class Desks:
    """The desks of a run, each read once.

    Attributes:
        house: The outside.
        sources: What the user named; nothing for the sources of the configuration.
        config: A configuration file instead of the nearest one.
    """

    house: House
    sources: tuple[str, ...]
    config: Path | None = None
    _read: dict[Path, Desk] = field(default_factory=dict)

    @property
    def own(self) -> Desk:
        """The desk that decides what no single story does: jobs, store, sources, output.

        Raises:
            CetakError: A configuration that cannot be read.
        """
        start = self._start()
        if start not in self._read:
            self._read[start] = self.house.desk(start, self.config)
        return self._read[start]

    def of(self, folder: Path | None) -> Desk:
        """The desk of the stories in a folder, or of those that lie in none.

        Raises:
            CetakError: A configuration that cannot be read.
        """
        start = folder or Path()
        if start not in self._read:
            # A folder that the configuration names may lie where no configuration is above it.
            otherwise = None if self.sources else self.own
            self._read[start] = self.house.desk(start, self.config, otherwise)
        return self._read[start]

    def _start(self) -> Path:
        first = next(iter(self.sources), STDIN)
        if first == STDIN or is_address(first):
            return Path()
        path = Path(first)
        return path if self.house.resources.is_folder(path) else path.parent
