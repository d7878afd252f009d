"""Pictures from the network: each hop is judged by name and by number before it is asked.

A host is resolved once and the very address that was judged is connected to, so a name
that changes its mind in between gains nothing. Sockets are opened here and in ``wire``,
nowhere else in the project.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin

from cetak.acquire.addresses import Place, judge_addresses, judge_host, place_of
from cetak.acquire.deadline import Deadline
from cetak.acquire.policy import PictureError, PicturePolicy

MAX_REDIRECTS = 3
MAX_ADDRESSES = 4
Resolve = Callable[[Place, Deadline], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the bytes, or the address it passes on to."""

    content: bytes = b""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What a server is asked for, and within which limits."""

    picture: str
    place: Place
    policy: PicturePolicy
    deadline: Deadline


class Exchange(Protocol):
    """Asks one server, at one of its judged addresses."""

    def __call__(self, question: Question, addresses: Sequence[str]) -> Answer:
        """What the server sent.

        Raises:
            ResourceError: When it is refused or does not come.
            TimeoutError: When the deadline has passed.
        """


def fetch_https(url: str, policy: PicturePolicy) -> bytes:
    """Bring the bytes behind an ``https`` address.

    Args:
        url: The address; its host has to be named by the policy.
        policy: Hosts and limits.

    Raises:
        ResourceError: ``picture-url``, ``picture-scheme``, ``picture-host``,
            ``picture-port``, ``picture-address``, ``picture-unreachable``,
            ``picture-certificate``, ``picture-timeout``, ``picture-redirects``,
            ``picture-status``, ``picture-encoding``, ``picture-answer`` or
            ``picture-too-large``.
    """
    return HttpsFetch()(url, policy)


@dataclass(frozen=True, slots=True)
class HttpsFetch:
    """The fetcher, with the resolver and the wire it uses.

    Attributes:
        resolve: Finds the addresses of a host.
        exchange: Asks a server; ``None`` for the real one.
    """

    resolve: Resolve | None = None
    exchange: Exchange | None = None

    def __call__(self, url: str, policy: PicturePolicy) -> bytes:
        """The bytes behind the address; see ``fetch_https``."""
        deadline = Deadline.after(policy.timeout_seconds)
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            question = Question(url, _judged_place(address, url, policy), policy, deadline)
            answer = self._answer(question)
            if not answer.location:
                return answer.content
            address = _next(address, answer.location, url)
        raise PictureError.because("picture-redirects", url, limit=MAX_REDIRECTS)

    def _answer(self, question: Question) -> Answer:
        host = question.place.host
        try:
            addresses = (self.resolve or resolve)(question.place, question.deadline)
            judge_addresses(addresses, question.place, question.policy, question.picture)
            return (self.exchange or _real_exchange())(question, addresses[:MAX_ADDRESSES])
        except TimeoutError as problem:
            seconds = format(question.policy.timeout_seconds, "g")
            raise PictureError.because(
                "picture-timeout", question.picture, host=host, seconds=seconds
            ) from problem
        except OSError as problem:
            raise PictureError.because(
                "picture-unreachable", question.picture, host=host
            ) from problem


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


def _judged_place(address: str, picture: str, policy: PicturePolicy) -> Place:
    place = place_of(address, picture)
    judge_host(place, policy, picture)
    return place


def _next(address: str, location: str, picture: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as problem:
        raise PictureError.because("picture-url", picture) from problem


def _real_exchange() -> Exchange:
    from cetak.acquire.wire import HttpExchange  # noqa: PLC0415 - only where something is fetched

    return HttpExchange()
