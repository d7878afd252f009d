"""Which language a text is in, by its small words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from cetak.clean.tables import table

ENOUGH = 3
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(texts: Iterable[str], limit: int = 600) -> str:
    """The language of a text by its small words, or ``""`` if they do not tell.

    Args:
        texts: Paragraphs; the first ones are enough.
        limit: Words looked at.
    """
    votes: Counter[str] = Counter()
    seen = 0
    languages = _languages()
    for text in texts:
        for word in _WORD.findall(text[:6000]):
            votes.update(languages.get(word.lower(), ()))
            seen += 1
        if seen > limit:
            break
    return _winner(votes, seen)


@functools.lru_cache(maxsize=1)
def _languages() -> dict[str, tuple[str, ...]]:
    """Languages by small word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, small_words in table("languages").items():
        for word in small_words:
            found[str(word)] = (*found.get(str(word), ()), str(language))
    return found


def _winner(votes: Counter[str], seen: int) -> str:
    best = votes.most_common(2)
    if not best or best[0][1] < max(ENOUGH, seen // 30):
        return ""
    clear = len(best) == 1 or best[0][1] > 1.3 * best[1][1]
    return best[0][0] if clear else ""
