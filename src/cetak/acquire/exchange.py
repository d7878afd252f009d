"""One question to one server and its answer, whatever is asked for; and how hosts are found.

Sockets are opened here and in ``wire``, nowhere else in the project.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from cetak.acquire.deadline import Deadline
from cetak.acquire.places import Place
from cetak.findings import Fact

MAX_ADDRESSES = 4
Resolve = Callable[[Place, Deadline], Sequence[str]]
FaultKind = Literal["unreachable", "certificate", "answer", "encoding", "packing", "too-large"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a server is asked for, and within which limits.

    Attributes:
        place: Host, port and path.
        deadline: When the answer has to be complete.
        max_bytes: Longest body, unpacked.
        headers: What is said besides host, program and ``Connection: close``.
        refusal_bytes: How much of the body is kept where the status is not 200.
    """

    place: Place
    deadline: Deadline
    max_bytes: int
    headers: tuple[tuple[str, str], ...] = ()
    refusal_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent.

    Attributes:
        content: The body, unpacked.
        location: The address it passes on to, or ``""``.
        status: Of HTTP.
        headers: By their names in lower case; of several alike the values joined by commas.
    """

    content: bytes = b""
    location: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class FaultError(Exception):
    """An answer that did not come, or not whole.

    Attributes:
        kind: What went wrong.
        facts: More for the message: ``encoding``.
    """

    def __init__(self, kind: FaultKind, **facts: Fact) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts = facts


class Exchange(Protocol):
    """Asks one server, at one of its judged addresses."""

    def __call__(self, question: Question, addresses: Sequence[str]) -> Answer:
        """What the server sent.

        Raises:
            FaultError: When it does not come, or not whole.
            TimeoutError: When the deadline has passed.
        """


def real_exchange() -> Exchange:
    """The wire; imported only where something is fetched."""
    from cetak.acquire.wire import HttpExchange  # noqa: PLC0415

    return HttpExchange()


def resolve(place: Place, deadline: Deadline) -> Sequence[str]:
    """All addresses of a host, in the system's order of preference.

    Raises:
        OSError: When there are none.
        TimeoutError: When the deadline passes; the system's resolver knows none itself.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_resolve_into, args=(answers, place), daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty as problem:
        raise TimeoutError from problem
    if isinstance(answer, OSError):
        raise answer
    return answer


def _resolve_into(answers: queue.SimpleQueue[list[str] | OSError], place: Place) -> None:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
    except OSError as problem:
        answers.put(problem)
    except ValueError as problem:
        answers.put(OSError(str(problem)))
