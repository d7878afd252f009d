from __future__ import annotations

import pytest

from cetak.adapt.captured import read_captured
from cetak.article.draft import Line, LinesCopy
from cetak.errors import SourceError


def test_lines_keep_their_numbers() -> None:
    draft = read_captured("a.txt", "\ufeffSatu\r\n\r\n  dua\u00a0\rtiga\u2028empat\n\t\n", "id")
    assert draft.copy == LinesCopy(
        (Line("Satu", 1), Line("dua", 3), Line("tiga", 4), Line("empat", 5))
    )
    assert (draft.name, draft.facts.language) == ("a.txt", "id")


@pytest.mark.parametrize("text", ["", "\n\n", " \u200b\n\ufeff"])
def test_nothing_is_no_story(text: str) -> None:
    with pytest.raises(SourceError) as stop:
        read_captured("a.txt", text)
    assert [finding.code for finding in stop.value.findings] == ["source-empty"]
