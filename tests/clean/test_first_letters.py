"""With which letters patterns begin, and that no line is asked of too few patterns."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cetak.clean.first_letters import first_letters
from cetak.clean.line_rules import ALL, line_rules
from cetak.clean.rules import read_rules

PATTERNS = (
    r"^baca juga\b",
    r"^(?:read|see) (?:also|more)",
    r"^\(?foto:",
    r"^[a-c]x?y",
    r"^\d{1,3} comments?$",
    r"^(?:the )?latest",
    r"^(?!not)ok",
    r"^k|^s",
    r"^[^a]b",
    r"^\w+ share",
    r"^©",
    r"^.?dots",
)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"^baca juga\b", "b"),
        (r"^(?:read|see) more", "rs"),
        (r"^\(?foto:", "(f"),
        (r"^[A-C]x", "abc"),
        (r"^\d{1,3} comments", "0123456789"),
        (r"^(?:the )?latest", "tl"),
    ],
)
def test_letters_that_a_pattern_begins_with(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


@pytest.mark.parametrize("pattern", [r"^[^a]b", r"^\w+ x", r"^.", r"^(?:a)?", r"^ſ", r"^[à-é]"])
def test_a_pattern_that_may_begin_with_others_is_asked_of_all(pattern: str) -> None:
    assert first_letters(pattern) is None


LINES = st.one_of(
    *(st.from_regex(re.compile(one, re.IGNORECASE)) for one in PATTERNS), st.text(max_size=20)
)


@settings(max_examples=200)
@given(LINES)
def test_sorted_patterns_answer_as_all_of_them_do(line: str) -> None:
    rule = {"name": "trial", "category": "related", "line": list(PATTERNS), "max-chars": 300}
    rules = line_rules(read_rules([rule], "trial"))
    joined = re.compile(rules.starts[ALL], re.IGNORECASE)
    loose = rules.inside.search(line)
    answers = rules.first(line, lambda _: True) is not None
    assert answers == (len(line) <= 300 and bool(joined.match(line) or loose))
