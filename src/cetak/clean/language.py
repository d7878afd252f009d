"""Which language a text is in, by its small words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from cetak.clean.tables import table

ENOUGH = 3
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(texts: Iterable[str], limit: int = 300) -> str:
    """The language of a text by its small words, or ``""`` if they do not tell.

    Args:
        texts: Paragraphs; the first ones are enough.
        limit: Words looked at.
    """
    counts: Counter[str] = Counter()
    seen = 0
    for text in texts:
        found = _WORD.findall(text[:4000].lower())
        counts.update(found)
        seen += len(found)
        if seen > limit:
            break
    votes = {language: sum(map(counts.__getitem__, words)) for language, words in _languages()}
    return _winner(Counter(votes), seen)


@functools.lru_cache(maxsize=1)
def _languages() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Languages with their small words."""
    rows = table("languages").items()
    return tuple((str(language), tuple(map(str, words))) for language, words in rows)


def _winner(votes: Counter[str], seen: int) -> str:
    best = votes.most_common(2)
    if not best or best[0][1] < max(ENOUGH, seen // 30):
        return ""
    clear = len(best) == 1 or best[0][1] > 1.3 * best[1][1]
    return best[0][0] if clear else ""
