from __future__ import annotations

from pathlib import Path

import pytest
from fake_house import Environment
from typer.testing import CliRunner, Result

from cetak.cli.app import app
from cetak.cli.house import House

OWN = """cleaning:
  rules:
    - {name: our-ads, category: promo, line: '^iklan feri$'}
    - {name: our-label, category: label, line: '^muatan sayur$', where: before-copy}
    - {name: our-greedy, category: promo, selector: .told}
    - {name: our-frame, category: promo, selector: .prose}
    - {name: our-keep, keep: true, selector: .kept}
"""
PAGE = """<html><head><title>Feri Malam</title></head><body><article><h1>Feri Malam</h1>
<div class="prose">
<p class="told">Kapal feri itu berangkat pada hari yang sama dari pelabuhan lama
pada pukul sembilan malam, kata petugas.</p>
<p>Iklan Feri</p>
<div class="share kept">Peta <div class="sharedaddy">Bagikan peta</div></div>
<p>Muatan sayur</p>
<p class="told">Kapal yang sama kembali ke pelabuhan pada pukul enam pagi
dengan muatan penuh sayur.</p>
</div></article></body></html>
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text(PAGE)
    Path("cetak.yaml").write_text(OWN)
    return tmp_path


def rules(*arguments: str, locale: str = "C") -> Result:
    house = House(Environment({"LC_ALL": locale}))
    return CliRunner().invoke(app, ["rules", *arguments], obj=house)


def rows(result: Result) -> list[list[str]]:
    return [line.split() for line in result.stdout.splitlines()]


def test_own_rules_are_listed_with_what_they_match() -> None:
    result = rules("list", "--pack", "cetak.yaml")
    assert result.exit_code == 0
    assert rows(result) == [
        ["Rule", "Pack", "Category", "Where", "Matches"],
        ["our-ads", "cetak.yaml", "promo", "^iklan", "feri$"],
        ["our-label", "cetak.yaml", "label", "before-copy", "^muatan", "sayur$"],
        ["our-greedy", "cetak.yaml", "promo", ".told"],
        ["our-frame", "cetak.yaml", "promo", ".prose"],
        ["our-keep", "cetak.yaml", "keep", ".kept"],
    ]


def test_all_packs_are_listed_after_the_newsrooms_own() -> None:
    found = rows(rules("list"))
    packs = [row[1] for row in found if len(row) > 1 and row[1] in {"generic", "indonesia"}]
    assert found[1][0] == "our-ads"
    assert packs == sorted(packs)
    assert set(packs) == {"generic", "indonesia"}


def test_one_pack_alone_can_be_listed() -> None:
    result = rules("list", "--pack", "wordpress")
    assert "wordpress-jetpack" in result.stdout
    assert "generic" not in result.stdout


def test_a_pack_that_is_not_there_is_a_wrong_configuration() -> None:
    result = rules("list", "--pack", "nonsense")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "nonsense" in result.stderr


def test_a_rule_that_is_none_is_told() -> None:
    Path("cetak.yaml").write_text("cleaning: {rules: [{name: x-y, category: promo, line: '('}]}")
    assert rules("list").exit_code == 3
    assert rules("test", "page.html").exit_code == 3


def outcome(result: Result, rule: str) -> str:
    return next(line for line in result.stdout.splitlines() if f" {rule} " in line)


def test_each_match_says_what_came_of_it() -> None:
    result = rules("test", "page.html")
    assert result.exit_code == 0, result.stderr
    assert "applied: taken out" in outcome(result, "our-ads")
    assert "not applied" not in outcome(result, "our-ads")
    assert outcome(result, "our-ads").split()[0] == "5"
    assert "not applied: asks for before-copy" in outcome(result, "our-label")
    assert "not applied: would take 82% of the story" in outcome(result, "our-greedy")
    assert "not applied: stays as part of the story" in outcome(result, "our-frame")
    assert "keeps it" in outcome(result, "our-keep")
    assert "not applied: our-keep keeps it" in result.stdout


def test_outcomes_are_told_in_the_readers_language() -> None:
    result = rules("test", "page.html", locale="id_ID.UTF-8")
    assert "diterapkan: dibuang" in outcome(result, "our-ads")


def test_a_page_that_no_rule_knows_is_said() -> None:
    Path("plain.txt").write_text("Feri\n\nKapal itu berangkat pada pukul sembilan malam lewat.\n")
    result = rules("test", "plain.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No rule matched anything in plain.txt.\n"


def test_a_captured_line_is_tried_too() -> None:
    Path("plain.txt").write_text(
        "Feri\n\nKapal itu berangkat pada pukul sembilan malam, kata para petugas.\n"
        "Muatan sayur\nKapal itu kembali pada pukul enam pagi esok harinya, kata mereka.\n"
    )
    found = outcome(rules("test", "plain.txt"), "our-label")
    assert found.split()[0] == "4"
    assert "not applied: asks for before-copy" in found


def test_a_page_that_cannot_be_read_is_an_error() -> None:
    assert rules("test", "gone.html").exit_code == 6
    Path("empty.txt").touch()
    assert rules("test", "empty.txt").exit_code == 4
