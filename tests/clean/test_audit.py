from __future__ import annotations

import json

from cetak.article.story import Article
from cetak.clean import Category, Cleaned, Removed
from cetak.clean.audit import AuditRow, audit_counts, audit_json, audit_rows
from cetak.findings import Where

CLEANED = Cleaned(
    Article(),
    (
        Removed("x" * 200, "read-also", Category.RELATED, Where("a.txt", 3)),
        Removed("", "embed-video", Category.VIDEO, Where("a.txt", 0, part="iframe"), "https://y"),
    ),
)


def test_rows_are_short_and_whole() -> None:
    first, second = audit_rows(CLEANED)
    assert first == AuditRow("related", "read-also", "3", "x" * 79 + "…", "")
    assert second == AuditRow("video", "embed-video", "", "", "https://y")


def test_json_keeps_every_word() -> None:
    entries = json.loads(json.dumps(audit_json(CLEANED)))
    assert entries[0]["text"] == "x" * 200
    assert entries[1] == {
        "category": "video", "rule": "embed-video", "line": 0, "element": "iframe", "text": "",
        "became": "https://y",
    }  # fmt: skip


def test_counts() -> None:
    assert audit_counts(CLEANED) == {"related": 1, "video": 1}
