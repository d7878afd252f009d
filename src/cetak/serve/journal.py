"""The log: one JSON object a line, without a word about who reads what."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TextIO

from cetak.errors import CetakError
from cetak.findings import Finding
from cetak.messages import explain


@dataclass(frozen=True)
class Journal:
    """Writes what happens.

    Attributes:
        write: Where lines go.
        now: The moment, aware.
        quiet: Warnings and errors only.
    """

    write: Callable[[str], object]
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    quiet: bool = False

    def event(self, event: str, level: str = "info", **facts: Any) -> None:
        """Write a line."""
        if self.quiet and level == "info":
            return
        told = {"time": self.now().isoformat(timespec="milliseconds"), "level": level}
        line = json.dumps({**told, "event": event, **facts}, ensure_ascii=True, default=str)
        self.write(line + "\n")

    def finding(self, finding: Finding) -> None:
        """Something worth knowing."""
        message = explain(finding, "en").message
        self.event("finding", finding.severity, code=finding.code, message=message)

    def trouble(self, name: str, problem: Exception) -> None:
        """A story or source that cannot be read."""
        if isinstance(problem, CetakError):
            found = problem.findings[0]
            message = explain(found, "en").message
            self.event("trouble", "warning", source=name, code=found.code, message=message)
        else:
            self.event("trouble", "error", source=name, code="fault", message=repr(problem))


class JournalHandler(logging.Handler):
    """Brings what libraries log into the same form."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(logging.WARNING)
        self._journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record with its traceback, if it has one."""
        told = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            told["traceback"] = logging.Formatter().formatException(record.exc_info)
        self._journal.event("server", record.levelname.lower(), **told)


def journal_on(stream: TextIO = sys.stderr, *, quiet: bool = False) -> Journal:
    """A journal on a stream."""
    return Journal(stream.write, quiet=quiet)
