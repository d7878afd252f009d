"""The flattened text of a web page becomes a Draft: lines, nothing decided yet.

What is a headline, what is copy and what only works on a screen is decided by the room
``clean``, which knows the rules.
"""

from __future__ import annotations

import re

from cetak.article.draft import Draft, Line, LinesCopy
from cetak.article.story import Article
from cetak.errors import SourceError

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_EDGES = " \t\u00a0\u200b\ufeff"


def read_captured(name: str, text: str, language: str = "") -> Draft:
    """The lines of a page that was captured as text.

    Args:
        name: What the user calls the source.
        text: The page's text; line ends of every system, with or without blank lines.
        language: BCP 47 tag if the user names one.

    Returns:
        A Draft whose copy is ``LinesCopy``, blank lines left out; the only fact is the
        language.

    Raises:
        SourceError: ``source-empty`` if there is no text.
    """
    lines = [
        Line(line.strip(_EDGES), number)
        for number, line in enumerate(_LINE_END.split(text), start=1)
    ]
    lines = [line for line in lines if line.text]
    if not lines:
        raise SourceError.because("source-empty", name)
    return Draft(name, Article(language=language), LinesCopy(tuple(lines)))
