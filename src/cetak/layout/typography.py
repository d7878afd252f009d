"""Real quotes and dashes by language, and hyphens that the press can tell apart.

Characters of the copy change their form here, never their meaning: the proof folds both.
"""

from __future__ import annotations

import re

from cetak.article.richtext import RichText, Run, Style
from cetak.layout.spec import Wording

WRITTEN_HYPHEN = "\u2010"
_NBSP = "\u00a0"
_DOUBLE_OPEN = re.compile(r'(?:(?<=^)|(?<=[\s(\[{“‘«„/–—\u00a0]))"(?=\S)')
_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[{“«„/–—\u00a0]))'(?=\S)")
_SPACED_DASH = re.compile(r"(?<=[^\s–—-]) +(?:-{1,3}|–) +(?=[^\s–—-])")
_DASH_BETWEEN_RUNS = re.compile(r"(?<=[^\s–—-]) [-–] (?=[^\s–—-])")
_TIGHT_DASH = re.compile(r"(?<=\w)-{2,3}(?=\w)")
_RANGE = re.compile(r"(?<![\d.,-])([1-9]\d{0,3})-(\d{1,4})(?![\d-])")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_RUPIAH = re.compile(r"\bRp +(?=\d)")
_DIGIT_UNIT = re.compile(
    r"(?<=\d) (?=(?:km|m|cm|mm|kg|ha|persen|percent|juta|miliar|triliun|%)\b)"
)


def set_text(text: RichText, wording: Wording) -> RichText:
    """The text with typographic quotes, dashes, ellipses and hyphens.

    Quotes are paired over the whole text, so that a run boundary does not turn one round.
    """
    plain = text.text
    if not plain:
        return text
    spelled = _dashes(_quotes(plain, wording), wording)
    if len(spelled) == len(plain):
        text = _redistributed(text, spelled)
    return RichText(tuple(_set_run(run, wording) for run in text.runs))


def set_plain(text: str, wording: Wording) -> str:
    """The same for text without markup."""
    return _set_characters(_quotes(text, wording), wording)


def _set_run(run: Run, wording: Wording) -> Run:
    if Style.CODE in run.styles:
        return run
    return Run(_set_characters(run.text, wording), run.styles, run.href, run.lang)


def _set_characters(text: str, wording: Wording) -> str:
    text = _SPACED_DASH.sub(_keep_with_word(wording.dash), text)
    text = _TIGHT_DASH.sub("–" if wording.dash.strip() == "–" else "—", text)
    text = _ELLIPSIS.sub("…", text)
    text = _RUPIAH.sub(f"Rp{_NBSP}", text)
    text = _DIGIT_UNIT.sub(_NBSP, text)
    text = _RANGE.sub(r"\1–\2", text)
    return text.replace("-", WRITTEN_HYPHEN)


def _keep_with_word(dash: str) -> str:
    """A dash never begins a line: the space before it does not break."""
    return _NBSP + dash.strip() + " " if dash != dash.strip() else dash


def _dashes(text: str, wording: Wording) -> str:
    """Spaced dashes, as long as they were: a run may end beside one."""
    spaced = wording.dash != wording.dash.strip()
    return _DASH_BETWEEN_RUNS.sub(_keep_with_word(wording.dash), text) if spaced else text


def _quotes(text: str, wording: Wording) -> str:
    opening, closing, single_opening, single_closing = wording.quotes
    text = _DOUBLE_OPEN.sub(opening, text).replace('"', closing)
    text = _SINGLE_OPEN.sub(single_opening, text)
    return text.replace("'", single_closing if single_closing != "›" else "’")


def _redistributed(text: RichText, spelled: str) -> RichText:
    runs, position = [], 0
    for run in text.runs:
        piece = spelled[position : position + len(run.text)]
        position += len(run.text)
        keep = Style.CODE in run.styles
        runs.append(Run(run.text if keep else piece, run.styles, run.href, run.lang))
    return RichText(tuple(runs))
