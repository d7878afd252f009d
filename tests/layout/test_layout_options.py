from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.errors import ConfigError
from cetak.layout.options import Options, paper_size_mm, resolve_options
from printed import reader

DEFAULTS = {
    "paper": "A4",
    "text-size": "normal",
    "columns": "1",
    "pictures": "yes",
    "ink-saver": "no",
    "drop-cap": "no",
    "justify": "yes",
    "links": "yes",
    "qr": "yes",
}


def resolved(**given: str) -> Options:
    asked = {name.replace("_", "-"): value for name, value in given.items()}
    return resolve_options(reader().spec, asked)


def test_the_defaults() -> None:
    options = resolved()
    assert dict(options.values) == DEFAULTS
    assert options.given == frozenset()


@pytest.mark.parametrize(
    ("value", "on"),
    [
        ("yes", True),
        ("YES", True),
        ("true", True),
        ("on", True),
        (" yes ", True),
        ("no", False),
        ("No", False),
        ("false", False),
        ("Off", False),
    ],
)
def test_spellings_of_yes_and_no(value: str, on: bool) -> None:
    options = resolved(drop_cap=value)
    assert options.on("drop-cap") is on
    assert options.given == {"drop-cap"}


def test_an_option_that_the_layout_lacks_is_off() -> None:
    assert not resolved().on("gold-leaf")


def test_all_problems_at_once() -> None:
    with pytest.raises(ConfigError) as stop:
        resolved(papper="A4", paper="A99", columns="3", justify="maybe", links="yes")
    found = [(finding.code, finding.where.part) for finding in stop.value.findings]
    assert found == [
        ("option-unknown", "papper"),
        ("option-value", "paper"),
        ("option-value", "columns"),
        ("option-value", "justify"),
    ]
    assert stop.value.findings[0].facts["near"] == "paper"
    assert stop.value.findings[2].facts["choices"] == "1, 2"
    assert stop.value.exit_code == 3


@pytest.mark.parametrize(
    "paper",
    [
        "",
        "A",
        "x",
        "100",
        "100x",
        "x100",
        "69x100",
        "100x1201",
        "0x0",
        "-100x100",
        "1e3x200",
        "100x100x100",
        "100 100",
        "9" * 100000,
        "100.123x100",
        "A4; rm",
    ],
)
def test_what_is_no_paper(paper: str) -> None:
    with pytest.raises(ConfigError) as stop:
        resolved(paper=paper)
    assert [finding.code for finding in stop.value.findings] == ["option-value"]


@given(st.integers(70, 1200), st.integers(70, 1200))
def test_every_size_between_the_limits_is_a_paper(width: int, height: int) -> None:
    options = resolved(paper=f"{width}x{height}")
    assert paper_size_mm(reader().spec, options["paper"]) == (width, height)
    assert resolved(paper=options["paper"]).values == options.values


@given(st.text(max_size=40))
def test_any_value_is_a_choice_or_a_config_error(value: str) -> None:
    for name in DEFAULTS:
        with contextlib.suppress(ConfigError):
            options = resolve_options(reader().spec, {name: value})
            assert options[name] in reader().spec.options[name].choices or name == "paper"


def test_a_paper_that_is_none_is_refused_by_itself() -> None:
    with pytest.raises(ConfigError, match="option-value"):
        paper_size_mm(reader().spec, "nonsense")


def test_every_option_has_help_in_both_languages() -> None:
    helps = {name: set(option.help) for name, option in reader().spec.options.items()}
    assert helps == {name: {"en", "id"} for name in DEFAULTS}
