from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.layout.load import load_layout
from cetak.layout.spec import LayoutSpec
from cetak.resources import LocalResources
from cetak.serve.choices import beyond_usual, chosen_of, fields_of, option_parameters
from cetak.serve.refusals import RefusalError


@pytest.fixture(scope="module")
def spec() -> LayoutSpec:
    return load_layout("reader", LocalResources()).spec


def codes(query: bytes) -> list[str]:
    with pytest.raises(RefusalError) as refused:
        fields_of(query)
    assert refused.value.status == 400
    return [finding.code for finding in refused.value.findings]


def test_a_query_is_read() -> None:
    assert fields_of(b"paper=A5&url=https%3A%2F%2Fa.example%2F%3Fp%3D1&x=a+b&&y") == {
        "paper": "A5",
        "url": "https://a.example/?p=1",
        "x": "a b",
        "y": "",
    }
    assert fields_of(b"") == {}


@pytest.mark.parametrize(
    "query", [b"a=%zz", b"a=%", b"a=%ff", b"a=%0d%0aX: y", b"a=%00", b"\xff=1"]
)
def test_a_broken_query_is_refused(query: bytes) -> None:
    assert codes(query) == ["query-broken"]


def test_a_field_is_given_once_and_there_are_not_many() -> None:
    assert codes(b"paper=A4&paper=A5") == ["query-twice"]
    assert codes(b"&".join(b"f%d=1" % number for number in range(41))) == ["query-broken"]


@given(st.binary(max_size=200))
def test_any_query_is_read_or_refused(query: bytes) -> None:
    fields: dict[str, str] = {}
    with contextlib.suppress(RefusalError):
        fields = fields_of(query)
    assert all((name + value).isprintable() for name, value in fields.items())


def test_options_have_one_spelling(spec: LayoutSpec) -> None:
    given_so = {"qr": "off", "paper": "a5", "columns": " 2 "}
    assert chosen_of(spec, given_so) == (("columns", "2"), ("paper", "A5"), ("qr", "no"))


def test_every_wrong_option_is_told(spec: LayoutSpec) -> None:
    with pytest.raises(RefusalError) as refused:
        chosen_of(spec, {"paper": "A99", "colour": "red"})
    assert refused.value.status == 400
    assert [finding.code for finding in refused.value.findings] == [
        "option-value",
        "option-unknown",
    ]
    assert "text-size" in str(refused.value.findings[1].facts["options"])


def test_what_changes_nothing_makes_no_other_sheet(spec: LayoutSpec) -> None:
    chosen = (("columns", "2"), ("paper", "A4"))
    assert beyond_usual(spec, {}, chosen) == (("columns", "2"),)
    assert beyond_usual(spec, {"columns": "2", "paper": "A5"}, chosen) == (("paper", "A4"),)


def test_every_option_is_described(spec: LayoutSpec) -> None:
    described = {str(one["name"]): one for one in option_parameters(spec, "en")}
    assert set(described) == set(spec.options)
    assert described["columns"]["schema"] == {"type": "string", "default": "1", "enum": ["1", "2"]}
    paper = described["paper"]["schema"]
    assert isinstance(paper, dict)
    for value in ("A4", "Letter", "100x150", "999x999"):
        assert re.search(paper["pattern"], value)
        assert chosen_of(spec, {"paper": value}) == (("paper", value),)
    assert not re.search(paper["pattern"], "A9")
    assert all(one["description"] for one in described.values())
