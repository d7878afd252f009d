"""What a server's refusal, or its silence, means to whoever asked. Pure."""

from __future__ import annotations

import datetime as dt
import json

from cetak.acquire.credentials import SITE_VARIABLE, Credentials
from cetak.acquire.exchange import Answer, FaultError
from cetak.acquire.patience import Manners, PassingError, asked_pause
from cetak.acquire.places import Place
from cetak.errors import SourceError
from cetak.findings import Fact

_FAULTS = {
    "unreachable": "web-unreachable",
    "certificate": "web-certificate",
    "answer": "web-answer",
    "encoding": "web-encoding",
    "packing": "web-packing",
    "too-large": "web-too-large",
}
_PASSING_FAULTS = frozenset({"unreachable", "answer", "packing"})
_GONE = frozenset({404, 410})
_LOGIN = frozenset({401, 403, 407})
_FOR_NOW = frozenset({408, 425, 500, 502, 503, 504})


def is_passing_fault(fault: FaultError) -> bool:
    """Whether it is worth asking again."""
    return fault.kind in _PASSING_FAULTS


def fault_error(fault: FaultError, name: str, place: Place, limit_bytes: int) -> SourceError:
    """The error for an answer that did not come."""
    limit_mb = round(limit_bytes / 1_000_000, 1)
    facts: dict[str, Fact] = {"host": place.host, "limit_mb": limit_mb, **fault.facts}
    return SourceError.because(_FAULTS[fault.kind], name, **facts)


def refused(
    answer: Answer,
    name: str,
    credentials: Credentials | None,
    manners: Manners,
    now: dt.datetime,
) -> Exception:
    """The error for a status that is not 200: for good, or for now."""
    status = answer.status
    if status in _GONE:
        return SourceError.because("web-missing", name, status=status)
    if status in _LOGIN:
        return _not_let_in(status, name, credentials)
    wait = asked_pause(answer.headers.get("retry-after", ""), now, manners.longest_wait_seconds)
    if status == 429:
        return PassingError(SourceError.because("web-busy", name), wait)
    if status >= 500:
        error = SourceError.because("web-server-error", name, status=status)
        return PassingError(error, wait) if status in _FOR_NOW else error
    code, reason = _told(answer.content)
    error = SourceError.because("web-status", name, status=status, reason=reason, rest_code=code)
    return PassingError(error, wait) if status in _FOR_NOW else error


def _told(content: bytes) -> tuple[str, str]:
    """Code and words of a refusal in JSON, as WordPress gives them; empty where it is none."""
    try:
        value = json.loads(content) if content.startswith(b"{") else None
    except (ValueError, RecursionError):
        return "", ""
    told = value if isinstance(value, dict) else {}
    return str(told.get("code", ""))[:100], str(told.get("message", ""))[:200]


def _not_let_in(status: int, name: str, credentials: Credentials | None) -> SourceError:
    if credentials is None:
        return SourceError.because("web-forbidden", name, status=status)
    if credentials.withheld_from:
        facts: dict[str, Fact] = {"variable": SITE_VARIABLE, "origin": credentials.withheld_from}
        return SourceError.because("login-not-sent", name, status=status, **facts)
    user, password = credentials.variables
    code = "web-login-refused" if credentials.is_given else "web-login-missing"
    return SourceError.because(
        code, name, status=status, user_variable=user, password_variable=password
    )
