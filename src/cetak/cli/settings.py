"""Options whose values have a form of their own; a wrong one is a usage error (exit code 2)."""

from __future__ import annotations

import re

import typer

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


def assignment(text: str) -> tuple[str, str]:
    """Read ``name=value``."""
    name, equals, value = text.partition("=")
    name = name.strip().lower().replace("_", "-")
    if not equals or not _NAME.fullmatch(name) or not value.strip():
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE, as in paper=A5", param_hint="--set")
    return name, value.strip()


def language_tag(text: str) -> str:
    """Read a BCP 47 language tag, or nothing."""
    if text and not _TAG.fullmatch(text):
        raise typer.BadParameter(
            f"{text!r} is no language tag, as in id or en-GB", param_hint="--lang"
        )
    return text
