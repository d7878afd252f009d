"""On what terms readers are served: limits, lengths of time, secrets."""

from __future__ import annotations

from dataclasses import dataclass, field

from cetak.run.warm import Limits

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8040


@dataclass(frozen=True, slots=True)
class Terms:
    """Limits of a service.

    Attributes:
        workers: Processes that print.
        waiting: Most sheets under way at once; whoever asks for one more is told to come back.
        per_client: Most sheets that one client has under way at once.
        limits: What printing one story may take.
        patience_seconds: Longest time that a reader waits for a sheet.
        retry_after_seconds: When a reader who was turned away is told to come back.
        max_age_seconds: How long others may keep a sheet without asking.
        recheck_seconds: How long a story's files count as unchanged without being looked at.
        fresh_seconds: How long what the network gave counts as unchanged.
        stale_seconds: How much longer it is used while the network does not answer.
        poll_seconds: How often sources are asked what has changed.
        failed_seconds: How long a sheet that cannot be printed is not tried again.
        hot_bytes: Memory for finished sheets.
        most_stories: Stories that are kept read and clean, for each source.
        prewarm: Whether sheets of new and changed stories are made before anybody asks.
        prewarm_most: Most stories whose sheets are made when the service starts.
        secret: What admits to the admin routes; without one there are none.
        body_bytes: Longest body of a request.
        body_seconds: Longest time for a body to come in.
        target_bytes: Longest path and query.
        head_bytes: Longest head of a request.
        head_seconds: Longest time for a head to come in.
    """

    workers: int = 1
    waiting: int = 128
    per_client: int = 16
    limits: Limits = field(default_factory=lambda: Limits(seconds=30.0))
    patience_seconds: float = 60.0
    retry_after_seconds: int = 2
    max_age_seconds: int = 60
    recheck_seconds: float = 0.5
    fresh_seconds: float = 300.0
    stale_seconds: float = 3600.0
    poll_seconds: float = 15.0
    failed_seconds: float = 30.0
    hot_bytes: int = 64_000_000
    most_stories: int = 256
    prewarm: bool = False
    prewarm_most: int = 100
    secret: str = field(default="", repr=False)
    body_bytes: int = 64 * 1024
    body_seconds: float = 10.0
    target_bytes: int = 4096
    head_bytes: int = 16 * 1024
    head_seconds: float = 10.0
