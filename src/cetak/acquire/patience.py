"""How a server is asked: how often again, after which pause, and how many times a second."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from tenacity import RetryCallState, wait_exponential_jitter

from cetak.errors import SourceError

_BACK_OFF = wait_exponential_jitter(multiplier=0.5, max=20, jitter=0.5)
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits for the questions to one source.

    Attributes:
        timeout_seconds: For one answer, all in all.
        retries: How often a question that failed for now is asked again.
        requests_per_second: Most questions to one host.
        longest_wait_seconds: Longest pause that a server may ask for.
    """

    timeout_seconds: float = 30.0
    retries: int = 3
    requests_per_second: float = 4.0
    longest_wait_seconds: float = 60.0


class PassingError(Exception):
    """A failure that may be over soon.

    Attributes:
        error: What is told when it is not.
        wait_seconds: The pause that the server asked for, or 0.
    """

    def __init__(self, error: SourceError, wait_seconds: float = 0.0) -> None:
        super().__init__(error)
        self.error = error
        self.wait_seconds = wait_seconds


def pause_seconds(state: RetryCallState) -> float:
    """The pause before a question is asked again: longer each time, and never all at once."""
    problem = state.outcome.exception() if state.outcome else None
    asked = problem.wait_seconds if isinstance(problem, PassingError) else 0.0
    return max(asked, _BACK_OFF(state))


def asked_pause(retry_after: str, now: dt.datetime, longest: float) -> float:
    """The seconds that a ``Retry-After`` header asks for, at most the longest; 0 without sense.

    Source: RFC 9110, section 10.2.3: seconds, or a date.
    """
    given = retry_after.strip()
    if given.isascii() and given.isdigit():
        return min(float(given[:_MOST_DIGITS]), longest)
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max((aware - now).total_seconds(), 0.0), longest)


@dataclass(slots=True)
class Pace:
    """Keeps a least interval between questions to one host; threads may share it.

    Attributes:
        clock: Seconds that only ever grow.
        sleep: Waits that many seconds.
    """

    clock: Callable[[], float]
    sleep: Callable[[float], object]
    _next: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, host: str, per_second: float) -> float:
        """Wait until the host may be asked; the seconds that it took."""
        with self._lock:
            now = self.clock()
            turn = max(self._next.get(host, now), now)
            self._next[host] = turn + 1 / per_second
        if turn > now:
            self.sleep(turn - now)
        return turn - now
