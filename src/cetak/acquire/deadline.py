"""A point in time that all steps of one piece of work share."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of the time that is given to something."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    def later(self, seconds: float) -> Deadline:
        """The same deadline, put off."""
        return Deadline(self.end + seconds)

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            TimeoutError: When there are none.
        """
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def has_passed(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self.end
