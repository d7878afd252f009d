from __future__ import annotations

from pathlib import Path

import pytest

from cetak.errors import LayoutError
from cetak.findings import Severity
from cetak.layout.load import load_layout
from cetak.layout.workshop import check_layout, new_layout
from cetak.resources import LocalResources
from printed import reader

OURS = LocalResources()


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    new_layout(folder, "reader", OURS)
    return folder


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in check_layout(str(folder), OURS)]


def test_the_shipped_layout_passes() -> None:
    assert check_layout("reader", OURS) == ()


def test_a_new_layout_is_the_old_one_with_its_numbers_to_change(ours: Path) -> None:
    assert sorted(path.name for path in ours.iterdir()) == ["layout.yaml", "tokens.css"]
    layout = load_layout(str(ours), OURS)
    assert layout.name == "ours"
    assert layout.stylesheets == reader().stylesheets
    assert layout.spec.options == reader().spec.options
    assert codes(ours) == []


def test_nothing_is_made_over_what_is_there(ours: Path) -> None:
    with pytest.raises(LayoutError, match="layout-exists"):
        new_layout(ours, "reader", OURS)


def test_no_layout_is_made_from_nothing(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="layout-missing"):
        new_layout(tmp_path / "ours", "nobody", OURS)
    assert not (tmp_path / "ours").exists()


def test_a_style_sheet_that_cannot_be_read_has_a_place(ours: Path) -> None:
    (ours / "tokens.css").write_text(":root { --ink: #000 }\n\n  }\n")
    (finding,) = check_layout(str(ours), OURS)
    assert (finding.code, finding.severity) == ("layout-css", Severity.ERROR)
    assert (finding.where.source, finding.where.line) == ("ours/tokens.css", 3)


@pytest.mark.parametrize(
    "rule", ['@import "https://example.com/x.css";', "@font-face { font-family: X }"]
)
def test_rules_that_would_reach_outside(ours: Path, rule: str) -> None:
    (ours / "tokens.css").write_text(rule)
    (finding,) = check_layout(str(ours), OURS)
    assert (finding.code, finding.severity) == ("layout-css-outside", Severity.WARNING)
    assert finding.facts["rule"] == rule.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    "template",
    [
        "{% if %}",
        "{{ nobody.knows }}",
        "{{ page.nothing }}",
        "{% include 'no.html' %}",
        "{% import 'no.html' as no %}",
        "<p>{{ page.headline | nofilter }}</p>",
        "{{ ''.__class__.__mro__ }}",
        "{% for x in page %}",
        "{{ page.headline[0].lines[9].x }}",
    ],
)
def test_a_broken_template_is_told_once_with_its_file(ours: Path, template: str) -> None:
    (ours / "story.html").write_text(template)
    (finding,) = check_layout(str(ours), OURS)
    assert finding.code == "layout-template"
    assert finding.where.source.startswith("ours/")
    assert finding.facts["reason"]


def test_a_broken_template_has_a_line(ours: Path) -> None:
    (ours / "story.html").write_text("<html>\n<body>\n{% if x %}\n</html>\n")
    (finding,) = check_layout(str(ours), OURS)
    assert finding.where.source == "ours/story.html"
    assert finding.where.line >= 3


@pytest.mark.parametrize(
    "template", ["{{ page.headline + 1 }}", "{{ 1 / 0 }}", "{{ page.headline.pop(9) }}"]
)
def test_a_template_that_trips_over_a_value_is_told_too(ours: Path, template: str) -> None:
    (ours / "story.html").write_text(template)
    assert codes(ours) == ["layout-template"]


def test_a_template_that_is_not_well_formed_is_told(ours: Path) -> None:
    (ours / "story.html").write_text("<html><body><p>{{ metadata.title }}</body></html>")
    assert codes(ours) == ["layout-not-well-formed"]
