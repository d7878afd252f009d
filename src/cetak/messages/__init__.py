"""What a finding says to people: message and hint by code, in the reader's language.

The texts lie in ``<language>/<room>.yaml`` beside this module. A text may hold placeholders
(``{source}``, ``{line}``, ``{column}``, ``{part}`` and the finding's facts). What stands in
``[[double brackets]]`` is left out when a placeholder in it has no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from cetak.findings import Fact, Finding

LANGUAGES = ("en", "id")
FACT_LIMIT = 300

_OPTIONAL = re.compile(r"\[\[([^\[\]]{0,500})\]\]")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,60})\}")


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding in words.

    Attributes:
        message: What is the matter, one sentence or two.
        hint: What to do about it, or ``""``.
    """

    message: str
    hint: str = ""


def explain(finding: Finding, language: str) -> Explained:
    """Message and hint of a finding.

    Args:
        finding: Any finding; one without a message is still told, by its code and facts.
        language: ``en`` or ``id``; any other is answered in English.
    """
    entry = _entry(finding.code, language)
    if entry is None:
        return Explained(_untold(finding.code, finding.facts))
    where = finding.where
    place: dict[str, Fact] = {
        "source": where.source,
        "line": where.line,
        "column": where.column,
        "part": where.part,
    }
    facts = {**place, **finding.facts}
    return Explained(_filled(entry.message, facts), _filled(entry.hint, facts))


def say(code: str, language: str, **facts: Fact) -> str:
    """A plain word for the terminal: a table heading, a line of progress."""
    entry = _entry(code, language)
    return _untold(code, facts) if entry is None else _filled(entry.message, facts)


def language_of_terminal(environ: Mapping[str, str]) -> str:
    """The language a terminal asks for by LC_ALL, LC_MESSAGES or LANG: ``id`` or ``en``."""
    named = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in named if name), "")
    return "id" if re.match(r"(id|in)([_.@-]|$)", locale.lower()) else "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Mapping[str, Explained]:
    """Every text of a language, by code."""
    entries: dict[str, Explained] = {}
    folder = resources.files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            entries.update(_read(file))
    return entries


def _read(file: Traversable) -> dict[str, Explained]:
    import yaml  # noqa: PLC0415 - a run without findings never pays for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts = yaml.load(file.read_text("utf-8"), loader) or {}  # noqa: S506 - a safe loader
    return {code: _explained(text) for code, text in texts.items()}


def _explained(text: str | Mapping[str, str]) -> Explained:
    if isinstance(text, str):
        return Explained(text.strip())
    return Explained(text["message"].strip(), text.get("hint", "").strip())


def _entry(code: str, language: str) -> Explained | None:
    wanted = language if language in LANGUAGES else "en"
    return catalogue(wanted).get(code) or catalogue("en").get(code)


def _filled(template: str, facts: Mapping[str, Fact]) -> str:
    shown = {name: _shown(fact) for name, fact in facts.items()}
    whole = _OPTIONAL.sub(lambda match: _optional(match[1], shown), template)
    return _with_values(whole, shown).strip()


def _optional(text: str, shown: Mapping[str, str]) -> str:
    complete = all(shown.get(name) for name in _PLACEHOLDER.findall(text))
    return text if complete else ""


def _with_values(template: str, shown: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: shown.get(match[1], match[0]), template)


def _shown(fact: Fact) -> str:
    """A fact as it may reach a terminal: one line, no control characters, no novel."""
    text = str(fact)
    cut = text if len(text) <= FACT_LIMIT else text[: FACT_LIMIT - 1] + "…"
    return "".join(" " if _unprintable(character) else character for character in cut)


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _untold(code: str, facts: Mapping[str, Fact]) -> str:
    told = ", ".join(f"{name}: {_shown(fact)}" for name, fact in facts.items())
    return f"{code} ({told})" if told else code
