"""Answers that are no sheet, as a program or as a person reads them."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

import jinja2

from cetak.messages import LANGUAGES, explain, say
from cetak.serve.refusals import RefusalError
from cetak.serve.stories import Entry

HTML = "text/html; charset=utf-8"
JSON = "application/json"
PROBLEM = "application/problem+json"
_FOLDER = "pages"
_PREFERENCE = re.compile(r"\s{0,3}([A-Za-z*]{1,8})[^,;]{0,40}(?:;\s{0,3}q=([01](?:\.\d{0,3})?))?")


def language_of(accept_language: str, otherwise: str) -> str:
    """The language of messages that a reader would have: ``en`` or ``id``.

    Source: RFC 9110, section 12.5.4.
    """
    wishes: list[tuple[float, str]] = []
    for part in accept_language[:500].split(","):
        match = _PREFERENCE.match(part)
        name = match[1].lower() if match else ""
        name = "id" if name == "in" else name  # its code until 1989, which some still send
        if match and name in LANGUAGES:
            wishes.append((float(match[2] or 1), name))
    best = max(wishes, key=lambda wish: wish[0], default=(0.0, ""))
    if best[0] > 0:
        return best[1]
    return otherwise if otherwise in LANGUAGES else "en"


def wants_html(accept: str) -> bool:
    """Whether a person asks: browsers name HTML, programs do not."""
    return "text/html" in accept


def problem_json(refusal: RefusalError, language: str, request: str) -> bytes:
    """A refusal for programs. Source: RFC 9457."""
    told = [
        {"code": finding.code, **_explained(explain(finding, language))}
        for finding in refusal.findings
    ]
    first = told[0]
    body = {
        "type": "about:blank",
        "title": first["message"],
        "status": refusal.status,
        "code": first["code"],
        "detail": " ".join(one["message"] for one in told),
        "reasons": told,
        "request": request,
    }
    return json.dumps(body, ensure_ascii=False).encode()


def problem_page(refusal: RefusalError, language: str, request: str) -> bytes:
    """A refusal for people."""
    reasons = [explain(finding, language) for finding in refusal.findings]
    return _page(
        "problem.html.jinja",
        language,
        status=refusal.status,
        reasons=reasons,
        request=request,
    )


def list_json(entries: Iterable[Entry], total: int) -> bytes:
    """The list of stories for programs."""
    stories = [
        {
            "headline": entry.headline,
            "day": entry.day.isoformat() if entry.day else None,
            "section": entry.section,
            "language": entry.language,
            "address": entry.address,
            "pdf": f"/stories/{path}" if (path := path_of(entry)) else None,
        }
        for entry in entries
    ]
    return json.dumps({"total": total, "stories": stories}, ensure_ascii=False).encode()


def list_page(
    entries: Iterable[Entry], paper: str, language: str, turns: Mapping[str, str]
) -> bytes:
    """The list of stories for people.

    Args:
        entries: The stories.
        paper: Name of the paper.
        language: Language of the page.
        turns: Addresses of the lists before and after this one, where there are such.
    """
    shown = [{"entry": entry, "path": path_of(entry)} for entry in entries]
    title = paper or say("page-stories", language)
    return _page("stories.html.jinja", language, title=title, stories=shown, turns=turns)


def papers_json(days: Iterable[dt.date]) -> bytes:
    """The list of papers for programs."""
    told = [{"day": str(day), "pdf": f"/editions/{day}.pdf"} for day in days]
    return json.dumps({"editions": told}).encode()


def papers_page(days: Iterable[dt.date], paper: str, language: str) -> bytes:
    """The list of papers for people."""
    title = paper or say("page-papers", language)
    return _page("papers.html.jinja", language, title=title, days=list(days))


def path_of(entry: Entry) -> str:
    """Where the sheet of a story is, below ``/stories/``; ``""`` for one without a day."""
    return f"{entry.day:%Y/%m/%d}/{entry.slug}.pdf" if entry.day else ""


@functools.cache
def style_sheet() -> bytes:
    """The style sheet of all pages."""
    return (resources.files("cetak.serve") / _FOLDER / "pages.css").read_bytes()


def _page(template: str, language: str, **values: Any) -> bytes:
    words = {
        name: say(code, language)
        for name, code in (
            ("stories", "page-stories"),
            ("none", "page-none"),
            ("sorry", "page-sorry"),
            ("request", "page-request"),
            ("earlier", "page-earlier"),
            ("later", "page-later"),
            ("no_papers", "page-no-papers"),
        )
    }
    page = _environment().get_template(template)
    return page.render(language=language, words=words, **values).encode()


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("cetak.serve", _FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _explained(explained: Any) -> dict[str, str]:
    return {"message": explained.message, "hint": explained.hint}
