"""What a worker does with one page of many: read, clean, put in form. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cetak.cli.page_forms import Form, in_form
from cetak.messages import say

if TYPE_CHECKING:
    from cetak.acquire.sources import Raw
    from cetak.config import Desk
    from cetak.continuing import OtherPages
    from cetak.findings import Finding


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page to clean.

    Attributes:
        raw: The page as it came in.
        desk: Whose rules apply.
        form: How it is written.
        language: Language of the words on an audit page.
    """

    raw: Raw
    desk: Desk
    form: Form
    language: str


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A cleaned page, ready to be written, and what was noticed."""

    content: bytes
    findings: tuple[Finding, ...]


def clean_page(job: PageJob, pages: OtherPages | None = None) -> CleanPage:
    """Clean a page.

    Args:
        job: What to clean, and how it is written.
        pages: Brings what its story goes on on elsewhere; ``None`` for the page alone.

    Raises:
        CetakError: As ``cetak.pipeline.prepare``.
    """
    from cetak.pipeline import prepare  # noqa: PLC0415 - the warm-up has imported it

    cleaned = prepare(job.raw, job.desk, pages)
    text = in_form(job.form, job.raw, cleaned, partial(say, language=job.language))
    return CleanPage(text.encode("utf-8", "backslashreplace"), cleaned.findings)


def warm_up() -> None:
    """Import all that a page needs, and compile the shipped rules."""
    import cetak.adapt  # noqa: PLC0415
    import cetak.article.dump  # noqa: PLC0415
    import cetak.clean.body_text  # noqa: PLC0415
    import cetak.pipeline  # noqa: PLC0415, F401
    from cetak.clean.rulebook import load_rulebook  # noqa: PLC0415

    load_rulebook()
