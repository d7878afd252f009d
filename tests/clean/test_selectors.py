"""Selectors find the same elements, whether they are looked up or asked of the whole page."""

from __future__ import annotations

import pytest
from lxml import etree, html

from cetak.clean.rules import read_rules
from cetak.clean.selectors import selector_index

PAGE = """<body><div class="share box"><a href="x">A</a></div><p id="ad">B</p>
<iframe src="https://video.example/1"></iframe><aside>C</aside>
<x-box data-x="1">D</x-box></body>"""


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (".share", ["div"]),
        ("#ad", ["p"]),
        ("aside", ["aside"]),
        ("iframe[src*='video']", ["iframe"]),
        ("iframe[src*='audio']", []),
        ("ins[data-ad]", []),
        ("div.share > a", ["a"]),
        ("div:has(> a)", ["div"]),
        ("p:not(.share)", ["p"]),
        ("x-box[data-x]", ["x-box"]),
        ("[data-x]", ["x-box"]),
        (r"amp\:img[src]", []),
        (r"a\{b[src]", []),
    ],
)
def test_elements_that_a_selector_names(selector: str, found: list[str]) -> None:
    rule = {"name": "trial", "category": "promo", "selector": selector}
    index = selector_index(read_rules([rule], "trial"))
    assert [node.tag for node in index.matches(_body())] == found


def test_the_first_rule_to_name_a_class_has_it() -> None:
    names = ("one", "two")
    raw = [{"name": name, "category": "promo", "selector": ".share"} for name in names]
    matches = selector_index(read_rules(raw, "trial")).matches(_body())
    assert [rule.name for rule in matches.values()] == ["one"]


def _body() -> etree._Element:
    body = html.document_fromstring(PAGE).find("body")
    assert body is not None
    return body
