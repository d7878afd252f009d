"""Pictures from the network: each hop is judged by name and by number before it is asked.

A host is resolved once and the very address that was judged is connected to, so a name
that changes its mind in between gains nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from cetak.acquire.addresses import (
    judge_addresses,
    judge_host,
    place_of,
    upgraded,
)
from cetak.acquire.deadline import Deadline
from cetak.acquire.exchange import (
    MAX_ADDRESSES,
    Answer,
    Exchange,
    FaultError,
    Question,
    Resolve,
    real_exchange,
    resolve,
)
from cetak.acquire.places import Place
from cetak.acquire.policy import PictureError, PicturePolicy
from cetak.findings import Fact

MAX_REDIRECTS = 3
_ACCEPT = "image/jpeg, image/png, image/webp, image/gif"
_HEADERS = (("Accept", _ACCEPT), ("Accept-Encoding", "identity"))
_FAULTS = {
    "unreachable": "picture-unreachable",
    "certificate": "picture-certificate",
    "answer": "picture-answer",
    "encoding": "picture-encoding",
    "packing": "picture-broken",
    "too-large": "picture-too-large",
}


def fetch_https(url: str, policy: PicturePolicy) -> bytes:
    """Bring the bytes behind an ``https`` address.

    An ``http`` address is asked over https, unless it lies where the story itself came from
    over http.

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
        address = upgraded(url, policy)
        for _ in range(MAX_REDIRECTS + 1):
            place = _judged_place(address, url, policy)
            answer = self._answer(url, place, policy, deadline)
            if answer.status == 200:
                return answer.content
            if not answer.location:
                raise PictureError.because(
                    "picture-status", url, host=place.host, status=answer.status
                )
            address = _next(address, answer.location, url)
        raise PictureError.because("picture-redirects", url, limit=MAX_REDIRECTS)

    def _answer(self, url: str, place: Place, policy: PicturePolicy, deadline: Deadline) -> Answer:
        question = Question(place, deadline, policy.max_bytes, _HEADERS)
        try:
            addresses = (self.resolve or resolve)(place, deadline)
            judge_addresses(addresses, place, policy, url)
            return (self.exchange or real_exchange())(question, addresses[:MAX_ADDRESSES])
        except TimeoutError as problem:
            seconds = format(policy.timeout_seconds, "g")
            raise PictureError.because(
                "picture-timeout", url, host=place.host, seconds=seconds
            ) from problem
        except FaultError as fault:
            facts: dict[str, Fact] = {
                "host": place.host,
                "limit_mb": round(policy.max_bytes / 1_000_000, 1),
            }
            raise PictureError.because(_FAULTS[fault.kind], url, **facts, **fault.facts) from fault
        except OSError as problem:
            raise PictureError.because("picture-unreachable", url, host=place.host) from problem


def _judged_place(address: str, picture: str, policy: PicturePolicy) -> Place:
    place = place_of(address, picture, policy.origins)
    judge_host(place, policy, picture)
    return place


def _next(address: str, location: str, picture: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as problem:
        raise PictureError.because("picture-url", picture) from problem
