from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cetak.findings import Where, error, warning
from cetak.messages import LANGUAGES, Explained, catalogue, explain, language_of_terminal, say

SOURCES = Path(__file__).resolve().parents[1] / "src" / "cetak"
TEXTS = SOURCES / "messages"
CALLS = {"because", "Finding", "info", "warning", "error", "PydanticCustomError"}
# ``f"column-{name}"`` uses every code that begins so.
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)\}")


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def _name(call: ast.Call) -> str:
    function = call.func
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _codes_called() -> set[str]:
    """String literals that stand first in a call that makes an error or a finding."""
    return {
        str(node.args[0].value)
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _name(node) in CALLS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and KEBAB.fullmatch(str(node.args[0].value))
    }


def _literals() -> set[str]:
    return {
        node.value
        for path, tree in _trees()
        if path.parent != TEXTS
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _texts(language: str) -> dict[str, dict[str, object]]:
    return {
        path.name: yaml.safe_load(path.read_text("utf-8")) or {}
        for path in sorted((TEXTS / language).glob("*.yaml"))
    }


def test_both_languages_have_the_same_files_and_codes() -> None:
    english, indonesian = _texts("en"), _texts("id")
    assert list(english) == list(indonesian)
    for name, texts in english.items():
        assert list(texts) == list(indonesian[name]), name


def test_no_code_is_explained_twice() -> None:
    codes = [code for texts in _texts("en").values() for code in texts]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("code", sorted(catalogue("en")))
def test_both_languages_fill_in_the_same_facts(code: str) -> None:
    english, indonesian = catalogue("en")[code], catalogue("id")[code]
    assert english.message
    assert bool(english.hint) == bool(indonesian.hint)
    for one, other in ((english.message, indonesian.message), (english.hint, indonesian.hint)):
        assert set(PLACEHOLDER.findall(one)) == set(PLACEHOLDER.findall(other))


def test_every_code_has_a_message() -> None:
    assert sorted(_codes_called() - set(catalogue("en"))) == []


def test_every_message_is_used() -> None:
    literals = _literals()
    begun = tuple(text for text in literals if text.endswith("-") and KEBAB.match(text + "x"))
    unused = {code for code in catalogue("en") if code not in literals}
    assert sorted(code for code in unused if not code.startswith(begun)) == []


def test_a_finding_is_told_with_place_and_facts() -> None:
    finding = error("key-twice", Where("a.yaml", 4, 1), field="headline", first_line=2)
    assert explain(finding, "en") == Explained(
        "headline was given before, in line 2.", "Keep one of the two."
    )
    assert explain(finding, "id").message == "headline sudah diisi sebelumnya, di baris 2."


def test_what_has_no_value_is_left_out() -> None:
    assert explain(error("file-not-readable", "a.txt", reason=""), "en").message == (
        "a.txt cannot be read."
    )
    assert explain(error("file-not-readable", "a.txt", reason="no leave"), "en").message == (
        "a.txt cannot be read: no leave."
    )


def test_a_finding_without_a_message_is_told_by_its_code() -> None:
    assert explain(warning("never-heard-of", "a", size=3), "id") == Explained(
        "never-heard-of (size: 3)"
    )


def test_an_unknown_language_is_answered_in_english() -> None:
    finding = error("file-missing", "a.txt")
    assert explain(finding, "fr") == explain(finding, "en")


def test_facts_cannot_command_the_terminal_nor_flood_it() -> None:
    told = explain(error("file-missing", "a\x1b[31m\u202e\n" + "x" * 5000), "en").message
    assert told.isprintable()
    assert len(told) < 400


def test_facts_are_not_taken_for_placeholders() -> None:
    told = explain(error("file-missing", "{part}[[{line}]]"), "en").message
    assert told == "There is no file {part}[[{line}]]."


def test_a_plain_word_is_said_in_the_language() -> None:
    assert say("disk-full", "id", source="a.pdf") == "Tidak ada ruang lagi untuk menulis a.pdf."
    assert say("never-heard-of", "en") == "never-heard-of"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "id_ID"}, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "C"}, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": ""}, "id"),
        ({"LANG": "idx"}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_says_which_language(environ: dict[str, str], language: str) -> None:
    assert language_of_terminal(environ) == language


def test_every_language_has_a_folder() -> None:
    folders = {path.name for path in TEXTS.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders == set(LANGUAGES)
