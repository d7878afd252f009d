from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cetak.errors import CetakError, LayoutError
from cetak.findings import Finding
from cetak.layout.load import layout_folder, list_layouts, load_layout
from cetak.layout.spec import Layout
from cetak.resources import LocalResources
from printed import reader

CHILD = "name: ours\ninherits: reader\n"


def made(folder: Path, files: Mapping[str, str | bytes]) -> str:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(folder)


def loaded(folder: Path, files: Mapping[str, str | bytes]) -> Layout:
    return load_layout(made(folder, files), LocalResources())


def refused(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Finding, ...]:
    with pytest.raises(CetakError) as stop:
        loaded(folder, files)
    assert isinstance(stop.value, LayoutError)
    return stop.value.findings


def test_the_shipped_layouts() -> None:
    assert list_layouts(LocalResources()) == ("edition", "reader")
    assert reader().name == "reader"
    assert set(reader().wordings) >= {"en", "id"}
    assert "story.html" in reader().templates


def test_a_child_is_its_parent_but_for_what_it_says(tmp_path: Path) -> None:
    child = loaded(
        tmp_path / "ours",
        {
            "layout.yaml": CHILD + "options: {paper: {default: A5}}\nlast-page-lines: 9\n",
            "tokens.css": ":root { --ink: #00f; }",
            "parts/furniture.html": "{% macro measures(geometry, page) %}{% endmacro %}",
            "words/id.yaml": "words: {by: Ditulis}\n",
            "words/nl.yaml": _dutch(),
        },
    )
    assert child.name == "ours"
    assert child.spec.options["paper"].default == "A5"
    assert child.spec.options["columns"] == reader().spec.options["columns"]
    assert child.spec.last_page_lines == 9
    assert child.spec.papers == reader().spec.papers
    assert child.stylesheets[0] == ":root { --ink: #00f; }"
    assert child.stylesheets[1:] == reader().stylesheets[1:]
    assert child.templates["story.html"] == reader().templates["story.html"]
    assert child.templates["parts/furniture.html"].startswith("{% macro measures")
    assert child.wordings["id"].words["by"] == "Ditulis"
    assert child.wordings["id"].words["links"] == "Tautan"
    assert child.wordings["nl"].words["by"] == "Door"
    assert child.fingerprint != reader().fingerprint


def _dutch() -> str:
    words = dict(reader().wordings["en"].words) | {"by": "Door"}
    lines = "".join(f"  {name}: '{word}'\n" for name, word in words.items())
    return f'words:\n{lines}quotes: ["“", "”", "‘", "’"]\ndash: " – "\ndateline-dash: " – "\n'


def test_a_grandchild_inherits_from_a_folder_beside_it(tmp_path: Path) -> None:
    made(tmp_path / "ours", {"layout.yaml": CHILD, "words/id.yaml": "words: {by: Ditulis}\n"})
    grandchild = loaded(tmp_path / "sunday", {"layout.yaml": "name: sunday\ninherits: ours\n"})
    assert grandchild.wordings["id"].words["by"] == "Ditulis"


def test_every_file_counts_in_the_fingerprint(tmp_path: Path) -> None:
    plain = loaded(tmp_path / "ours", {"layout.yaml": CHILD}).fingerprint
    seen = {plain}
    for number, (name, content) in enumerate(
        {
            "tokens.css": ":root{}",
            "parts/facts.html": "x",
            "words/en.yaml": "dash: ' – '",
            "layout.yaml": CHILD + "last-page-lines: 1\n",
        }.items()
    ):
        folder = tmp_path / str(number) / "ours"
        seen.add(loaded(folder, {"layout.yaml": CHILD, name: content}).fingerprint)
    assert len(seen) == 5
    assert loaded(tmp_path / "again" / "ours", {"layout.yaml": CHILD}).fingerprint == plain


@pytest.mark.parametrize(
    "name", ["nonsense", "./nonsense", "/nonsense/at/all", "../..", "", "a\0b", "ä", "x" * 500]
)
def test_no_such_layout(name: str) -> None:
    with pytest.raises(LayoutError) as stop:
        load_layout(name, LocalResources())
    assert [finding.code for finding in stop.value.findings] == ["layout-missing"]
    assert stop.value.findings[0].facts["layouts"] == "edition, reader"


def test_no_such_parent(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, {"layout.yaml": "name: a\ninherits: nobody\n"})
    assert (finding.code, finding.where.source) == ("layout-missing", "nobody")


def test_a_layout_that_inherits_from_itself(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path / "a", {"layout.yaml": "name: a\ninherits: a\n"})
    assert finding.code == "layout-circular"


def test_layouts_that_inherit_from_each_other(tmp_path: Path) -> None:
    made(tmp_path / "b", {"layout.yaml": "name: b\ninherits: a\n"})
    (finding,) = refused(tmp_path / "a", {"layout.yaml": "name: a\ninherits: b\n"})
    assert finding.code == "layout-circular"


def test_all_problems_of_a_layout_at_once(tmp_path: Path) -> None:
    found = refused(
        tmp_path,
        {
            "layout.yaml": CHILD
            + "stylesheets: []\nlast-page-lines: -1\ncolour: red\n"
            + "sizes: {normal: {copy-pt: big}}\noptions: {columns: {default: '9'}}\n"
        },
    )
    assert {finding.code for finding in found} == {"layout-invalid"}
    parts = {finding.where.part for finding in found}
    assert parts >= {"stylesheets", "last-page-lines", "colour", "sizes.normal.copy-pt"}
    assert {finding.where.source for finding in found} == {str(tmp_path / "layout.yaml")}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name: ours\noptions: [1, 2\n", 3),
        ("name: ours\n\tinherits: reader\n", 2),
        ("name: 'ours\n", 2),
        ("a: &a [x]\nb: !!python/object:os.system {}\n", 2),
    ],
)
def test_broken_yaml_has_a_place(tmp_path: Path, content: str, line: int) -> None:
    (finding,) = refused(tmp_path, {"layout.yaml": content})
    assert finding.code == "layout-invalid"
    assert (finding.where.source, finding.where.line) == (str(tmp_path / "layout.yaml"), line)


@pytest.mark.parametrize(
    "content", ["", "[]", "just words", "42", b"name: \xff\xfe", b"\0\0\0", "name: 3\n"]
)
def test_what_is_no_layout_file(tmp_path: Path, content: str | bytes) -> None:
    codes = {finding.code for finding in refused(tmp_path, {"layout.yaml": content})}
    assert codes == {"layout-invalid"}


def test_a_stylesheet_that_is_not_there(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, {"layout.yaml": CHILD + "stylesheets: [tokens.css, no.css]\n"})
    assert (finding.code, finding.facts["file"]) == ("layout-file-missing", "no.css")


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, {"layout.yaml": CHILD + "template: no.html\n"})
    assert (finding.code, finding.facts["file"]) == ("layout-file-missing", "no.html")


@pytest.mark.parametrize("content", ["words: 3\n", "quotes: ['a']\n", "nonsense: x\n"])
def test_broken_words(tmp_path: Path, content: str) -> None:
    (finding,) = refused(tmp_path, {"layout.yaml": CHILD, "words/id.yaml": content})
    assert finding.code == "layout-invalid"


def test_a_file_too_large_for_a_layout(tmp_path: Path) -> None:
    files = {"layout.yaml": CHILD, "tokens.css": " " * 1_000_001}
    with pytest.raises(CetakError) as stop:
        loaded(tmp_path, files)
    assert [finding.code for finding in stop.value.findings] == ["file-too-large"]


def test_where_a_layout_lies(tmp_path: Path) -> None:
    made(tmp_path / "ours", {"layout.yaml": CHILD})
    assert layout_folder(str(tmp_path / "ours"), LocalResources()) == tmp_path / "ours"
    assert layout_folder("reader", LocalResources()).name == "reader"
