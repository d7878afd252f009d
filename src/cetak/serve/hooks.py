"""What the newsroom's own systems may tell the service: a story has changed.

A bearer token, or a signature of the body as webhooks bear it; both are compared in a time that
tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping

from cetak.serve.refusals import reason, refusal
from cetak.serve.stories import spelled
from cetak.serve.wanted import ByAddress

SIGNATURE = "x-cetak-signature"
_MOST_ADDRESS = 2000


def admit(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    """Let a message in, or not.

    Args:
        headers: Of the request.
        body: As it came.
        secret: What both sides know.

    Raises:
        RefusalError: ``path-unknown`` (404) without a secret: there are no such routes then;
            ``not-admitted`` (401).
    """
    if not secret:
        raise refusal(404, reason("path-unknown"))
    kind, _, token = headers.get("authorization", "").partition(" ")
    is_bearer = kind.lower() == "bearer" and _is_same(token.strip(), secret)
    signed = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    is_signed = _is_same(headers.get(SIGNATURE, ""), f"sha256={signed}")
    if not (is_bearer or is_signed):
        raise refusal(401, reason("not-admitted"))


def changed_story(body: bytes) -> ByAddress:
    """The story that a message is about.

    Raises:
        RefusalError: ``body-broken`` (400).
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise refusal(400, reason("body-broken")) from problem
    address = told.get("url") if isinstance(told, dict) else None
    if not isinstance(address, str) or not 0 < len(address) <= _MOST_ADDRESS:
        raise refusal(400, reason("body-broken"))
    if not address.isprintable():
        raise refusal(400, reason("body-broken"))
    return ByAddress(spelled(address), address)


def _is_same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
