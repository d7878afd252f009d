from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from cetak.adapt.captured import read_captured
from cetak.clean import Category, clean, load_rulebook
from cetak.clean.rules import EmbedKind, Rule, Takes, Zone

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
STORY = """Judul berita tentang panen padi di lembah
Panen padi di lembah itu dimulai lebih awal dari tahun lalu.
Info Loker Hari Ini
Petani bersyukur karena hujan turun tepat pada waktunya.
Baca juga: Kolom Pembaca
Mereka berharap harga gabah tidak turun sampai musim depan.
Seri Tulisan Ini:
Panen pertama di lembah
Panen kedua di lembah
"""


def rules(number: int) -> Any:
    return yaml.safe_load(EXAMPLES[number])["cleaning"]["rules"]


@pytest.mark.parametrize(
    ("number", "gone"),
    [
        (0, ["Info Loker Hari Ini", "Baca juga: Kolom Pembaca"]),
        (2, ["Baca juga: Kolom Pembaca", "Seri Tulisan Ini:", "Panen pertama di lembah",
             "Panen kedua di lembah"]),
        (3, []),
    ],
)  # fmt: skip
def test_examples_do_what_the_page_says(number: int, gone: list[str]) -> None:
    cleaned = clean(read_captured("a.txt", STORY), load_rulebook(own_rules=rules(number)))
    assert [entry.text for entry in cleaned.removed] == gone


def test_the_selector_example_is_sound() -> None:
    assert load_rulebook(own_rules=rules(1)).rules[0].selector == (
        ".kotak-terkait", "#sisipan", "aside > .promo",
    )  # fmt: skip


def test_every_key_and_value_is_on_the_page() -> None:
    keys = {name.replace("_", "-") for name in Rule.model_fields}
    assert keys == set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE))
    values = [*Category, *get_args(Zone), *get_args(Takes), *get_args(EmbedKind)]
    assert [value for value in values if f"`{value}`" not in PAGE] == []
