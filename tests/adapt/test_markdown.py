from __future__ import annotations

import pytest

from cetak.adapt import read_story
from cetak.adapt.markdown import BRACKET_LIMIT, markdown_copy
from cetak.article.draft import MarkupCopy
from cetak.errors import SourceError


def _copy(text: str) -> MarkupCopy:
    copy = read_story("s.md", text.encode()).copy
    assert isinstance(copy, MarkupCopy)
    return copy


def _problem(text: str) -> tuple[str, int, int]:
    with pytest.raises(SourceError) as caught:
        read_story("s.md", text.encode())
    (finding,) = caught.value.findings
    return finding.code, finding.where.line, finding.where.column


def test_front_matter_holds_the_facts_and_the_copy_knows_its_line() -> None:
    draft = read_story("s.md", b"---\nheadline: Rain\nbyline: Ani\n---\n\nIt *rained*.\n")
    assert draft.facts.headline.text == "Rain"
    assert draft.facts.byline == ("Ani",)
    assert draft.copy == MarkupCopy("<p>It <em>rained</em>.</p>\n", first_line=4)


def test_the_first_heading_is_the_headline_where_none_is_given() -> None:
    draft = read_story("s.md", b"\n# Rain *at last* #\n\nIt rained.\n")
    assert draft.facts.headline.markup() == "Rain <em>at last</em>"
    assert draft.copy == MarkupCopy("<p>It rained.</p>\n", first_line=3)


def test_a_heading_that_repeats_the_headline_goes() -> None:
    assert (
        _copy("---\nheadline: Rain\n---\n# Rain\n\nIt rained.\n").markup == "<p>It rained.</p>\n"
    )


def test_a_heading_that_says_something_else_stays() -> None:
    markup = _copy("---\nheadline: Rain\n---\n# The wells\n\nIt rained.\n").markup
    assert markup == "<h1>The wells</h1>\n<p>It rained.</p>\n"


def test_a_picture_alone_is_a_figure_and_one_in_a_line_is_not() -> None:
    assert _copy('![A "b"](a.jpg "Cut & line")').markup == (
        '<figure><img src="a.jpg" alt="A &quot;b&quot;" />'
        "<figcaption>Cut &amp; line</figcaption></figure>\n"
    )
    assert _copy("See ![A](a.jpg).").markup == '<p>See <img src="a.jpg" alt="A" />.</p>\n'


def test_tables_strikethrough_and_html() -> None:
    markup = _copy("|a|b|\n|-|-|\n|1|2|\n\n~~x~~ <b>y</b>\n\n<aside><p>z</p></aside>\n").markup
    assert "<td>1</td>" in markup
    assert "<s>x</s> <b>y</b>" in markup
    assert "<aside><p>z</p></aside>" in markup


def test_problems_in_front_matter_have_the_line_of_the_file() -> None:
    assert _problem("---\nbyline: Ani\nheadlin: Rain\n---\nx") == ("field-unknown", 3, 1)
    assert _problem("---\nbyline: Ani\n\theadline: Rain\n---\nx")[:2] == ("yaml-tab", 3)
    assert _problem("---\nheadline: Rain\nIt rained.") == ("front-matter-open", 1, 1)
    assert _problem("---\nbody: a\n---\nb") == ("body-twice", 2, 7)


def test_what_is_nested_beyond_the_parser_is_refused_rather_than_lost() -> None:
    assert _problem("a\n\n" + "> " * 1000 + "x")[:2] == ("too-deep", 3)


def test_a_rule_that_opens_the_copy_needs_front_matter_before_it() -> None:
    assert _copy("---\n---\n\nIt rained.\n").markup == "<p>It rained.</p>\n"


def test_thousands_of_brackets_stay_text() -> None:
    text = "[" * (BRACKET_LIMIT + 1)
    assert markdown_copy(text, "s.md").markup == f"<p>{text}</p>\n"


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "_*", "<a ", "`a``", "[a](", "&", "#", "|", "~~a ", "- ", "<!--"]
)
def test_long_hostile_lines_end(unit: str) -> None:
    assert _copy("x" + unit * (100_000 // len(unit))).markup
