"""The forms a cleaned story is written in; known to the command and to its workers."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cetak.acquire.sources import Raw
    from cetak.clean.report import Cleaned

Words = Callable[[str], str]


class Form(StrEnum):
    """How a cleaned story is written; without one it is shown with its facts on top."""

    TEXT = "text"
    YAML = "yaml"
    JSON = "json"
    HTML = "html"

    @property
    def suffix(self) -> str:
        """The end of a file's name."""
        return ".txt" if self is Form.TEXT else f".{self.value}"


def in_form(form: Form, raw: Raw, cleaned: Cleaned, words: Words) -> str:
    """A story as text in a form.

    Args:
        form: Which one.
        raw: The story as it came in.
        cleaned: The same story, cleaned.
        words: The text of a code in the reader's language.
    """
    from cetak.article.dump import article_to_json, article_to_yaml  # noqa: PLC0415
    from cetak.clean.body_text import body_text  # noqa: PLC0415

    if form is Form.TEXT:
        return body_text(cleaned)
    if form is Form.HTML:
        from cetak.cli.audit_page import audit_page  # noqa: PLC0415 - jinja2

        return audit_page([(raw, cleaned)], words)
    write = article_to_yaml if form is Form.YAML else article_to_json
    return write(cleaned.article)
