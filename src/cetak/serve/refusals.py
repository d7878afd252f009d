"""Why somebody gets no PDF: each reason with its status and its words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from cetak.errors import CetakError, ConfigError, PressError, ProofError, SourceError
from cetak.findings import Fact, Finding, Severity, Where

_GONE = "story-canceled"
_CHOICES = frozenset({"option-unknown", "option-value"})
_HELD_BACK = frozenset({"story-withheld", "story-embargoed"})


class RefusalError(CetakError):
    """An answer that is no sheet.

    Attributes:
        status: Status of the answer. Source: RFC 9110, section 15; RFC 6585.
        retry_after: Seconds after which to ask again; 0 for never.
    """

    def __init__(self, *findings: Finding, status: int = 400, retry_after: int = 0) -> None:
        super().__init__(*findings)
        self.status = status
        self.retry_after = retry_after

    @classmethod
    def of(cls, status: int, findings: Iterable[Finding], retry_after: int = 0) -> Self:
        """A refusal with the reasons of another error."""
        return cls(*findings, status=status, retry_after=retry_after)


def refusal(status: int, finding: Finding, *, retry_after: int = 0) -> RefusalError:
    """A refusal with one reason."""
    return RefusalError(finding, status=status, retry_after=retry_after)


def reason(code: str, source: str = "", **facts: Fact) -> Finding:
    """The one finding of a refusal."""
    return Finding(code, Severity.ERROR, Where(source), facts)


def refusal_for(problem: Exception, name: str) -> RefusalError:
    """What somebody is told when a story cannot be read or printed.

    A story that is held back is not there for readers, and they do not learn why.

    Args:
        problem: What was raised.
        name: What the reader asked for.
    """
    if isinstance(problem, RefusalError):
        return problem
    codes = {finding.code for finding in getattr(problem, "findings", ())}
    if _GONE in codes:
        return refusal(410, reason("story-gone", name))
    if codes & _HELD_BACK or isinstance(problem, SourceError):
        return refusal(404, reason("story-unknown", name))
    if isinstance(problem, ConfigError) and codes <= _CHOICES:
        return RefusalError.of(400, problem.findings)
    if isinstance(problem, PressError | ProofError):
        return refusal(500, reason("sheet-impossible", name))
    return refusal(500, reason("service-fault", name))
