"""What a source on the network answers: asked politely, within its reach, and within limits.

Each hop is judged by name and by number before it is asked, like a picture's
(``network``); what differs is that the user has named the place, which may be their own.
"""

from __future__ import annotations

import datetime as dt
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.message import Message
from urllib.parse import urldefrag, urljoin

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from cetak.acquire.credentials import Credentials
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
from cetak.acquire.patience import Manners, Pace, PassingError, pause_seconds
from cetak.acquire.places import Place
from cetak.acquire.reach import Reach, read_place
from cetak.acquire.web_refusals import fault_error, is_passing_fault, refused
from cetak.errors import SourceError

MAX_REDIRECTS = 5
LIMIT_BYTES = 64 * 1024 * 1024
_REFUSAL_BYTES = 64 * 1024
_LOGIN_IN_ADDRESS = re.compile(r"//[^/@\s]{0,500}@")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave.

    Attributes:
        address: Where it came from in the end.
        content: The bytes, unpacked.
        media_type: Such as ``text/html``, in lower case; ``""`` where it says none.
        charset: The encoding that its headers name, or ``""``.
        headers: By their names in lower case.
    """

    address: str
    content: bytes = field(repr=False)
    media_type: str = ""
    charset: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Web:
    """Asks the servers of sources; one for a run, so that its pace is kept.

    Attributes:
        manners: Limits, unless a source has its own.
        resolve: Finds the addresses of a host; ``None`` for the system's way.
        exchange: Asks a server; ``None`` for the real one.
        sleep: Waits that many seconds.
        now: The moment, aware; for dates in ``Retry-After``.
        pace: What keeps the interval between questions; shared by all sources of a run.
    """

    manners: Manners = field(default_factory=Manners)
    resolve: Resolve | None = None
    exchange: Exchange | None = None
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    pace: Pace | None = field(default_factory=lambda: Pace(time.monotonic, time.sleep))

    def keeping(self, manners: Manners) -> Web:
        """The same, with the manners of one source."""
        return replace(self, manners=manners)

    def get(  # noqa: PLR0913 - each is named where it is called
        self,
        address: str,
        reach: Reach,
        *,
        accept: str = "*/*",
        limit_bytes: int = LIMIT_BYTES,
        credentials: Credentials | None = None,
        retries: int | None = None,
        name: str = "",
    ) -> Fetched:
        """Fetch what is behind an address.

        Args:
            address: Any http or https address within reach.
            reach: What may be asked, for this and every hop it is passed on to.
            accept: The ``Accept`` header.
            limit_bytes: Longest answer, unpacked.
            credentials: A login; sent to its own origin and nowhere else.
            retries: How often it is asked again; ``None`` for what the manners say.
            name: What the user calls it, for the errors; else the address.

        Raises:
            SourceError: ``web-address``, ``web-hop``, ``web-host``, ``web-private``,
                ``web-host-unknown``, ``web-unreachable``, ``web-certificate``,
                ``web-timeout``, ``web-redirects``, ``web-login-missing``,
                ``web-login-refused``, ``web-forbidden``, ``web-missing``, ``web-busy``,
                ``web-server-error``, ``web-status``, ``web-answer``, ``web-encoding``,
                ``web-packing``, ``web-too-large`` or ``login-without-https``.
        """
        wanted = _Wanted(address, name or address, reach, accept, limit_bytes, credentials)
        often = self.manners.retries if retries is None else retries
        attempts = Retrying(
            stop=stop_after_attempt(often + 1),
            wait=pause_seconds,
            retry=retry_if_exception_type(PassingError),
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return attempts(self._attempt, wanted)
        except PassingError as problem:
            raise problem.error from problem

    def _attempt(self, wanted: _Wanted) -> Fetched:
        deadline = Deadline.after(self.manners.timeout_seconds)
        address = wanted.address
        for _ in range(MAX_REDIRECTS + 1):
            place = _place(address, wanted)
            deadline = deadline.later(self._kept_pace(place))
            answer = self._answer(wanted, place, deadline)
            if answer.status == 200:
                return _fetched(urldefrag(address).url, answer)
            if not answer.location:
                manners = self.manners
                raise refused(answer, wanted.name, wanted.credentials, manners, self.now())
            address = _next(address, answer.location, wanted.name)
        raise SourceError.because("web-redirects", wanted.name, limit=MAX_REDIRECTS)

    def _answer(self, wanted: _Wanted, place: Place, deadline: Deadline) -> Answer:
        question = Question(
            place, deadline, wanted.limit_bytes, wanted.headers(place), _REFUSAL_BYTES
        )
        name = wanted.name
        try:
            addresses = (self.resolve or resolve)(place, deadline)
            _judge(addresses, place, wanted)
            return (self.exchange or real_exchange())(question, addresses[:MAX_ADDRESSES])
        except TimeoutError as problem:
            seconds = format(self.manners.timeout_seconds, "g")
            error = SourceError.because("web-timeout", name, host=place.host, seconds=seconds)
            raise PassingError(error) from problem
        except FaultError as fault:
            error = fault_error(fault, name, place, wanted.limit_bytes)
            raise (PassingError(error) if is_passing_fault(fault) else error) from fault
        except OSError as problem:
            raise _not_found(problem, name, place) from problem

    def _kept_pace(self, place: Place) -> float:
        """The seconds that were waited, which are not the server's."""
        if self.pace is None:
            return 0.0
        return self.pace.keep(place.host, self.manners.requests_per_second)


@dataclass(frozen=True, slots=True)
class _Wanted:
    address: str
    name: str
    reach: Reach
    accept: str
    limit_bytes: int
    credentials: Credentials | None

    def headers(self, place: Place) -> tuple[tuple[str, str], ...]:
        own = self.credentials.header(place, self.name) if self.credentials else ()
        return (("Accept", self.accept), ("Accept-Encoding", "gzip"), *own)


def _place(address: str, wanted: _Wanted) -> Place:
    place = read_place(address)
    if place is None and address == wanted.address:
        raise SourceError.because("web-address", _LOGIN_IN_ADDRESS.sub("//", wanted.name))
    if place is None:
        raise _leads_astray(wanted.name, address)
    if not wanted.reach.covers(place):
        raise SourceError.because("web-host", wanted.name, host=place.origin)
    return place


def _judge(addresses: Sequence[str], place: Place, wanted: _Wanted) -> None:
    """See that a host leads where it may; an address that does not spoils them all."""
    if not addresses:
        raise SourceError.because("web-host-unknown", wanted.name, host=place.host)
    if not all(wanted.reach.admits(address, place) for address in addresses):
        raise SourceError.because("web-private", wanted.name, host=place.host)


def _next(address: str, location: str, name: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as problem:
        raise _leads_astray(name, location) from problem


def _leads_astray(name: str, address: str) -> SourceError:
    shown = _LOGIN_IN_ADDRESS.sub("//", address[:300])
    return SourceError.because("web-hop", name, address=shown)


def _not_found(problem: OSError, name: str, place: Place) -> Exception:
    """No address for a host: for good, or for now."""
    is_for_good = isinstance(problem, socket.gaierror) and problem.errno != socket.EAI_AGAIN
    if is_for_good or not isinstance(problem, socket.gaierror):
        return SourceError.because("web-host-unknown", name, host=place.host)
    return PassingError(SourceError.because("web-host-unknown", name, host=place.host))


def _fetched(address: str, answer: Answer) -> Fetched:
    told = Message()
    told["Content-Type"] = answer.headers.get("content-type", "").partition(",")[0] or "x"
    given = told.get_content_type() if "content-type" in answer.headers else ""
    charset = told.get_param("charset", "")
    named = charset if isinstance(charset, str) else ""
    return Fetched(address, answer.content, given, named.strip().lower(), answer.headers)
