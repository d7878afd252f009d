from __future__ import annotations

from typing import Any

import pytest
import yaml

from cetak.adapt.captured import read_captured
from cetak.article.draft import Draft, MarkupCopy
from cetak.article.story import Article
from cetak.clean import Category, clean, load_rulebook
from cetak.clean.line_rules import is_anchored
from cetak.clean.patterns import PatternError, compiled
from cetak.clean.rulebook import PACKS, shipped_pack
from cetak.clean.rules import read_rules
from cetak.errors import ConfigError

STORY = """Judul berita tentang panen padi di lembah
Panen padi di lembah itu dimulai lebih awal dari tahun lalu.
Info Loker Hari Ini
Petani bersyukur karena hujan turun tepat pada waktunya.
Editor: Ani
"""


def problems(*rules: Any) -> list[str]:
    with pytest.raises(ConfigError) as stop:
        load_rulebook(own_rules=rules)
    return [finding.code for finding in stop.value.findings]


def test_packs_are_sound() -> None:
    rulebook = load_rulebook()
    assert len(rulebook.rules) > 80
    assert {rule.category for rule in rulebook.rules if rule.category} >= {
        Category(name) for name in ("share", "related", "promo", "comments", "newsletter",
                                    "navigation", "print", "top", "author-box", "tags", "cookie",
                                    "video", "embed", "gallery", "poll")
    }  # fmt: skip
    assert load_rulebook() is rulebook


@pytest.mark.parametrize("pack", PACKS)
def test_shipped_patterns_are_safe(pack: str) -> None:
    raw = yaml.safe_load(shipped_pack(pack))["rules"]
    assert len(read_rules(raw, pack)) == len(raw)


def test_own_rules_come_first() -> None:
    rule = {"name": "loker", "category": "promo", "line": "^info loker"}
    cleaned = clean(read_captured("a.txt", STORY), load_rulebook(own_rules=[rule]))
    assert [(entry.rule, entry.text) for entry in cleaned.removed] == [
        ("loker", "Info Loker Hari Ini")
    ]
    plain = clean(read_captured("a.txt", STORY), load_rulebook())
    assert [block.type for block in plain.article.body] == ["paragraph", "crosshead", "paragraph"]


def test_own_rules_have_the_newsroom_s_cap() -> None:
    rule = {"name": "long", "category": "promo", "line": "^.{40,140}$"}
    strict = clean(read_captured("a.txt", STORY), load_rulebook(own_rules=[rule]))
    assert [finding.code for finding in strict.findings] == ["rule-too-greedy"]
    assert strict.removed == ()
    free = load_rulebook(own_rules=[rule], own_cap=1.0)
    assert len(clean(read_captured("a.txt", STORY), free).removed) == 3


def test_keep_rules_win() -> None:
    keep = {"name": "our-column", "keep": True, "line": "^baca juga: kolom"}
    page = STORY.replace("Info Loker Hari Ini", "Baca juga: Kolom Pembaca")
    assert clean(read_captured("a.txt", page), load_rulebook()).removed != ()
    cleaned = clean(read_captured("a.txt", page), load_rulebook(own_rules=[keep]))
    assert cleaned.removed == ()


def test_keep_selectors_win() -> None:
    keep = {"name": "our-related", "keep": True, "selector": ".related"}
    copy = MarkupCopy("<p>Satu dua tiga.</p><div class=related>Empat lima.</div>")
    draft = Draft("a.html", Article(), copy)
    assert len(clean(draft, load_rulebook()).article.body) == 1
    assert len(clean(draft, load_rulebook(own_rules=[keep])).article.body) == 2


def test_packs_can_be_left_out() -> None:
    page = STORY.replace("Info Loker Hari Ini", "Baca juga: Kolom Pembaca")
    assert clean(read_captured("a.txt", page), load_rulebook(packs=())).removed == ()


def test_every_problem_is_named_at_once() -> None:
    assert problems(
        {"name": "a", "category": "promo", "line": "("},
        {"name": "b", "category": "promo", "line": "(a+)+$"},
        {"name": "c", "category": "promo", "selector": "div >"},
        {"name": "d", "category": "promo", "selector": "p:nonsense"},
        {"name": "e", "category": "nonsense", "line": "x"},
        {"name": "f", "category": "promo"},
        {"name": "g", "line": "x"},
        {"name": "h", "category": "promo", "line": "x", "lines": "y"},
        {"category": "promo", "line": "x"},
    ) == ["rule-value-wrong", "rule-empty", "rule-category-missing", "rule-key-unknown",
          "rule-key-missing", "pattern-wrong", "pattern-too-slow", "selector-wrong",
          "selector-wrong"]  # fmt: skip


def test_names_and_packs() -> None:
    rule = {"name": "same", "category": "promo", "line": "x"}
    assert problems(rule, rule) == ["rule-name-twice"]
    with pytest.raises(ConfigError) as stop:
        load_rulebook(packs=["nope"])
    assert [finding.code for finding in stop.value.findings] == ["pack-unknown"]
    assert all("rules:" in shipped_pack(pack) for pack in PACKS)


@pytest.mark.parametrize("raw", ["rules: 3", "- a", "rules: [", "x"])
def test_packs_that_are_no_packs(raw: str) -> None:
    with pytest.raises(ConfigError) as stop:
        load_rulebook(packs=["mine"], read_pack=lambda _: raw)
    assert [finding.code for finding in stop.value.findings] == ["pack-unreadable"]


@pytest.mark.parametrize("raw", [3, "x", None, [], {"name": 3}])
def test_rules_that_are_no_rules(raw: Any) -> None:
    assert set(problems(raw)) <= {"rule-value-wrong", "rule-key-missing", "rule-category-missing"}


@pytest.mark.parametrize(
    "pattern", ["(a|ab)*c", "(a*)*b", "(.*x){5}", ".*a.*b.*c.*d.*e", "(a+|b)*c"]
)
def test_patterns_that_could_hang_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="pattern-too-slow"):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a)\\1", "(?P<x>a)", "a(?i)b", "(a)?(?(1)b|c)", "[", "(?P=x)"]
)
def test_patterns_that_cannot_be_joined_are_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="pattern-wrong"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "anchored"),
    [("^a$", True), ("^(a|b)c", True), ("a", False), ("^a|b", False), ("^[(|]a", True),
     (r"^\(a|b", False), ("^((a|b)|(c|d))$", True), ("(^a)", False), (r"^a\|b", True)],
)  # fmt: skip
def test_anchored_patterns_are_known(pattern: str, anchored: bool) -> None:
    assert is_anchored(pattern) is anchored


@pytest.mark.parametrize("pattern", ["^baca juga", r"^\d+ (dari|of) \d+$", "^(a|b)?c$", "iklan"])
def test_ordinary_patterns_pass(pattern: str) -> None:
    assert pattern in compiled(pattern).pattern


LONG = ["a" * 100_000, "Baca juga " * 10_000, "facebook " * 12_000, "( " * 50_000, "1 " * 50_000,
        "JAKARTA, " * 12_000, "." * 100_000, " – " * 30_000, "x" + "\u0301" * 100_000,
        "Foto: " * 16_000]  # fmt: skip


@pytest.mark.parametrize("line", LONG, ids=range(len(LONG)))
def test_long_lines_are_copy(line: str) -> None:
    cleaned = clean(read_captured("a.txt", f"{STORY}\n{line}"), load_rulebook())
    assert cleaned.article.headline.text == "Judul berita tentang panen padi di lembah"
    assert len(cleaned.article.body) >= 4
