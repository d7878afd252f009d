"""The fast lane: what was asked before in these very words, and is at hand, needs no routing."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.types import Scope

from cetak.serve.conditions import Held, Reply, reply_with
from cetak.serve.counter import Counter
from cetak.serve.kept import Kept
from cetak.serve.wanted import Order

_MOST_TARGETS = 8192


@dataclass(frozen=True, slots=True)
class Known:
    """What a path and its query were found to mean.

    Attributes:
        order: The sheet.
        route: The route that found it, for the counters.
    """

    order: Order
    route: object


@dataclass
class Lane:
    """Answers at once, or not at all.

    Attributes:
        counter: Where sheets are at hand.
    """

    counter: Counter
    _known: Kept[tuple[str, bytes], Known] = field(default_factory=lambda: Kept(_MOST_TARGETS))

    def learn(self, scope: Scope, order: Order) -> None:
        """Remember what a request means; its sheet was given."""
        target = scope["path"], scope["query_string"]
        self._known.put(target, Known(order, scope.get("route")))

    def reply(self, scope: Scope) -> Reply | None:
        """The answer to a request, where nothing has to be waited for."""
        if scope["method"] != "GET":
            return None
        known = self._known.get((scope["path"], scope["query_string"]))
        if known is None:
            return None
        held = self.counter.at_once(known.order)
        if held is None:
            return None
        scope["route"] = known.route
        return reply_to(held, scope)


def reply_to(held: Held, scope: Scope) -> Reply:
    """A sheet as the answer to a request."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return reply_with(held, headers)
