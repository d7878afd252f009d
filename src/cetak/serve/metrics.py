"""What the service counts, as Prometheus reads it. Nothing of it names a reader."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one service; two services in a process do not share them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own = self._registry
        self._requests = Counter(
            "cetak_requests", "Requests by route and status.", ("route", "status"), registry=own
        )
        self._seconds = Histogram(
            "cetak_request_seconds",
            "Time to the end of the answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=own,
        )
        self.renderings = Counter("cetak_renderings", "Sheets set anew.", registry=own)
        self.rendering_seconds = Histogram(
            "cetak_rendering_seconds", "Time in a worker.", buckets=_BUCKETS, registry=own
        )
        self._failures = Counter(
            "cetak_failures", "Sheets that could not be made.", ("code",), registry=own
        )
        self.worker_deaths = Counter(
            "cetak_worker_deaths", "Workers that ended in the middle of a job.", registry=own
        )
        self.hot_hits = Counter("cetak_hot_hits", "Sheets given from memory.", registry=own)
        self.store_hits = Counter("cetak_store_hits", "Sheets given from the store.", registry=own)
        self.joined = Counter(
            "cetak_joined", "Requests that waited for a sheet already under way.", registry=own
        )
        self._children: dict[tuple[str, int], Callable[[float], None]] = {}

    def watch(self, name: str, about: str, value: Callable[[], float]) -> None:
        """Tell a value that is asked for when somebody looks."""
        Gauge(name, about, registry=self._registry).set_function(value)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count an answer; finding its counters by name costs more than counting."""
        count = self._children.get((route, status))
        if count is None:
            count = self._children[route, status] = self._counting(route, status)
        count(seconds)

    def failure(self, code: str) -> None:
        """Count a sheet that could not be made."""
        self._failures.labels(code).inc()

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self._registry)

    def _counting(self, route: str, status: int) -> Callable[[float], None]:
        counter = self._requests.labels(route, str(status))
        histogram = self._seconds.labels(route)

        def count(seconds: float) -> None:
            counter.inc()
            histogram.observe(seconds)

        return count
