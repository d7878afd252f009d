"""What is kept within limits, by number or by bytes; threads may share it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The values that were used last.

    Args:
        limit: What all of them may weigh together.
        weigh: The weight of one; each weighs 1 unless said otherwise.
    """

    def __init__(self, limit: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._weight = 0
        self._lock = threading.RLock()
        self._values: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    @property
    def weight(self) -> int:
        """What all values weigh together."""
        return self._weight

    def get(self, key: K) -> V | None:
        """The value, which counts as a use; ``None`` where there is none."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Keep a value; those unused for longest go. What alone is too heavy is not kept."""
        weight = self._weigh(value)
        with self._lock:
            self.drop(key)
            if weight > self._limit:
                return
            self._values[key] = value
            self._weight += weight
            while self._weight > self._limit:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])

    def drop(self, key: K) -> None:
        """Forget a value, if there is one."""
        with self._lock:
            value = self._values.pop(key, None)
            if value is not None:
                self._weight -= self._weigh(value)
