"""The gate before all routes: limits, request ids, headers for safety, log and counters.

Plain ASGI, because every request passes here. Source: ASGI specification 3.0, HTTP.
"""

from __future__ import annotations

import ipaddress
import re
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cetak.serve.conditions import Reply
from cetak.serve.journal import Journal
from cetak.serve.metrics import Metrics
from cetak.serve.refusals import RefusalError, reason, refusal
from cetak.serve.terms import Terms

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_CSP = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'self'"
)
_PDF = (b"content-type", b"application/pdf")
_PACKED = (b"", b"identity")

Refuse = Callable[[RefusalError, Scope], ASGIApp]
"""An application that answers with a refusal."""


@dataclass
class Passage:
    """One request on its way through.

    Attributes:
        send: Where the answer goes.
        request_id: What the request is called in the log.
        no_body: Whether only the head of the answer is sent.
    """

    send: Send
    request_id: bytes
    no_body: bool = False
    status: int = 0
    sent_bytes: int = 0

    async def pass_on(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._with_own(message["headers"])
        elif message["type"] == "http.response.body":
            self.sent_bytes += len(message.get("body", b""))
            if self.no_body:
                message = {**message, "body": b""}
        await self.send(message)

    def _with_own(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        own = [*given, *_SAFE, (b"x-request-id", self.request_id)]
        if _PDF not in own:  # a browser's own PDF viewer does not work under such a policy
            own.append((b"content-security-policy", _CSP))
        return own


@dataclass
class Gate:
    """Lets requests through to the routes.

    Attributes:
        app: The routes.
        at_once: Answers what is at hand, before any routing.
        refuse: Makes an answer of a refusal.
        terms: Limits.
        metrics: What is counted.
        journal: The log.
        clock: Seconds that only grow.
    """

    app: ASGIApp
    at_once: Callable[[Scope], Reply | None]
    refuse: Refuse
    terms: Terms
    metrics: Metrics
    journal: Journal
    clock: Callable[[], float] = field(default=time.perf_counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = self.clock()
        passage = Passage(send, _request_id(scope), scope["method"] == "HEAD")
        inner = {**scope, "method": "GET"} if passage.no_body else {**scope}
        inner["state"] = {**scope.get("state", {}), "request_id": passage.request_id.decode()}
        try:
            await self._through(inner, receive, passage)
        finally:
            self._tell(inner, scope["method"], passage, began)

    async def _through(self, scope: Scope, receive: Receive, passage: Passage) -> None:
        app = self.app
        problem = _unfit(scope, self.terms)
        if problem is not None:
            app = self.refuse(problem, scope)
        elif (reply := self.at_once(scope)) is not None:
            await _given(reply, passage)
            return
        try:
            await app(scope, _counted(receive, self.terms), passage.pass_on)
        except Exception as fault:
            self.journal.event(
                "fault", "error", request=passage.request_id.decode(), fault=repr(fault)
            )
            if not passage.status:
                await self.refuse(_fault(scope), scope)(scope, receive, passage.pass_on)

    def _tell(self, scope: Scope, method: str, passage: Passage, began: float) -> None:
        seconds = self.clock() - began
        route = getattr(scope.get("route"), "path", "other")
        self.metrics.request(route, passage.status, seconds)
        self.journal.event(
            "request",
            request=passage.request_id.decode(),
            method=method,
            path=scope["path"],
            status=passage.status,
            bytes=0 if passage.no_body else passage.sent_bytes,
            ms=round(seconds * 1000, 2),
        )


async def _given(reply: Reply, passage: Passage) -> None:
    start = {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
    await passage.pass_on(start)
    await passage.pass_on({"type": "http.response.body", "body": reply.body})


def client_of(scope: Scope) -> str:
    """Who asks, as far as limits go: an address; of IPv6 the network, which has them all."""
    host = (scope.get("client") or ("",))[0]
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host or "unknown"
    if number.version == 4 or number.ipv4_mapped:
        return host
    return str(ipaddress.ip_network((number, 64), strict=False))


def _request_id(scope: Scope) -> bytes:
    """The id that the request came with, if it is a sane one; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ID.fullmatch(value):
            return bytes(value)
    return uuid.uuid4().hex.encode()


def _unfit(scope: Scope, terms: Terms) -> RefusalError | None:
    """Why a request is turned away before anything is read, if it is."""
    target = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    if target > terms.target_bytes:
        return refusal(414, reason("target-long", most=terms.target_bytes))
    for name, value in scope["headers"]:
        if name == b"content-length" and (not value.isdigit() or len(value) > 18):
            return _too_long(terms)
        if name == b"content-length" and int(value) > terms.body_bytes:
            return _too_long(terms)
        if name == b"content-encoding" and value.strip().lower() not in _PACKED:
            return refusal(415, reason("body-packed"))
    return None


def _counted(receive: Receive, terms: Terms) -> Receive:
    """The body, as long as it is short enough."""
    came = 0

    async def counting() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > terms.body_bytes:
            raise _too_long(terms)
        return message

    return counting


def _too_long(terms: Terms) -> RefusalError:
    return refusal(413, reason("body-long", most=terms.body_bytes))


def _fault(scope: Scope) -> RefusalError:
    return refusal(500, reason("service-fault", scope["path"]))
