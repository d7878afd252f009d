from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from day_stories import DAY, NOW, PICTURE, RULES, a_story, arranged, gathered
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.blocks import Figure
from cetak.edition.arranging import arrange
from cetak.edition.gathering import DeskRules
from cetak.edition.number import IssueNumber
from cetak.edition.plan import Plan, PlannedSection, PlannedStory, plan_of, plan_rows
from cetak.edition.plan_reading import ReadPlan, read_plan
from cetak.edition.plan_text import plan_text
from cetak.errors import ConfigError, SourceError
from cetak.findings import Severity

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plan.md").read_text("utf-8")
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30
).filter(lambda text: text.strip() == text)
HEADLINES = st.text(st.characters(codec="utf-8"), max_size=40)
STORIES = st.builds(
    PlannedStory,
    story=TEXTS,
    headline=HEADLINES,
    columns=st.none() | st.integers(1, 6),
    cut=st.none() | st.integers(1, 999),
    refer=st.booleans(),
    picture=st.booleans(),
    new_page=st.booleans(),
)
PLANS = st.builds(
    Plan,
    date=st.dates(min_value=dt.date(1000, 1, 1)),
    volume=st.none() | st.integers(1, 9999),
    number=st.none() | st.integers(1, 99_999),
    edition=st.integers(1, 9),
    sections=st.lists(
        st.builds(
            PlannedSection,
            section=TEXTS,
            columns=st.none() | st.integers(1, 6),
            stories=st.lists(STORIES, min_size=1, max_size=4).map(tuple),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda section: section.section.casefold(),
    ).map(tuple),
)


def is_unambiguous(plan: Plan) -> bool:
    named = [story.story for story in plan.stories]
    return len(set(named)) == len(named)


@given(PLANS.filter(is_unambiguous), st.sampled_from(["en", "id"]))
def test_a_plan_that_is_written_reads_back_the_same(plan: Plan, language: str) -> None:
    assert read_plan("plan.yaml", plan_text(plan, language).encode()).plan == plan


def test_the_plan_of_a_day_is_written_for_people() -> None:
    found = gathered(
        a_story("kota/banjir.yaml", priority=1, picture=PICTURE, words=50),
        a_story("feed.xml#harga", section="Ekonomi", words=50),
        a_story("no", section="Ekonomi", words=5, headline='Kata "siapa"'),
    )
    plan = plan_of(found, DAY, RULES, IssueNumber(6, 214))
    written = plan_text(plan, "id")
    comments = [line for line in written.splitlines() if line.startswith("#")]
    assert len(comments) == 10
    assert comments[0] == (
        "# Rencana koran. Pindahkan, ubah, atau hapus baris, lalu cetak: cetak edition BERKAS."
    )
    assert written.splitlines()[len(comments) :] == [
        "date: 2023-09-20",
        "volume: 6",
        "number: 214",
        "edition: 1",
        "sections:",
        "",
        "  - section: Nusantara",
        "    stories:",
        "      - story: kota/banjir.yaml",
        '        headline: "Judul kota/banjir.yaml"',
        "        lead: yes",
        "",
        "  - section: Ekonomi",
        "    stories:",
        '      - story: "feed.xml#harga"',
        '        headline: "Judul feed.xml#harga"',
        "        refer: yes",
        '      - story: "no"',
        '        headline: "Kata \\"siapa\\""',
    ]


def test_the_page_on_plans_lists_every_key_and_its_example_is_a_plan() -> None:
    rows = [f"| `{key}` | {f'`{value}`' if value else ''} | {text} |"
            for key, value, text in plan_rows()]  # fmt: skip
    assert [line for line in PAGE.splitlines() if line.startswith("| `")] == rows
    found = re.search(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
    assert found
    plan = read_plan("plan.md", found[1].encode()).plan
    assert [story.cut for story in plan.stories] == [None, 6, None]


def test_the_front_page_refers_to_the_top_of_each_section_then_by_priority() -> None:
    stories = [
        a_story("lead", priority=1, picture=PICTURE),
        a_story("n2", priority=2),
        a_story("n3", priority=3),
        a_story("e1", priority=6, section="Ekonomi"),
        a_story("e2", priority=7, section="Ekonomi"),
        a_story("brief", priority=1, words=5),
    ]
    rules = DeskRules(RULES.sections, brief_words=20, refers=3, time_zone=RULES.time_zone)
    found = gathered(*stories, rules=rules)
    referred = [one.story for one in plan_of(found, DAY, rules).stories if one.refer]
    assert referred == ["n2", "n3", "e1"]


def problems(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    with pytest.raises(ConfigError) as caught:
        read_plan("p.yaml", text.encode())
    return [(str(one.where), one.code, dict(one.facts)) for one in caught.value.findings]


def test_every_mistake_of_a_plan_is_told_at_once_with_its_place() -> None:
    text = """\
date: kemarin
sections:
  - section: Kota
    stories:
      - story: a
        lead: yes
        colour: red
      - story: b
        lead: ya
      - {story: a, cut: 0}
  - section: kota
    stories: []
  - section: Desa
    stories:
  - stories: [{headline: c}]
"""
    assert [(place, code) for place, code, _ in problems(text)] == [
        ("p.yaml:1:7 (date)", "date-expected"),
        ("p.yaml:7:9 (sections[0].stories[0].colour)", "field-unknown"),
        ("p.yaml:9:15 (lead)", "plan-two-leads"),
        ("p.yaml:10:9", "plan-story-twice"),
        ("p.yaml:10:25 (sections[0].stories[2].cut)", "number-out-of-range"),
        ("p.yaml:11:5", "plan-section-twice"),
        ("p.yaml:11:5 (kota)", "plan-section-empty"),
        ("p.yaml:13:5 (desa)", "plan-section-empty"),
        ("p.yaml:15:5 (sections[3].section)", "field-missing"),
        ("p.yaml:15:15 (sections[3].stories[0].story)", "field-missing"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "fields-expected"),
        (b"- a", "fields-expected"),
        (b"date: 2023-09-20", "field-missing"),
        (b"date: 2023-09-20\nsections: []", "field-empty"),
        (b"date: [", "yaml-structure"),
        (b"\xff", "config-encoding"),
        (b"date: 1\ndate: 2", "key-twice"),
        (b"[" * 100_000, "too-deep"),
    ],
)
def test_what_is_no_plan_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_plan("p.yaml", content)
    assert caught.value.findings[0].code == code


def test_a_plan_may_be_short_and_in_the_desks_own_words() -> None:
    text = (
        b"date: 20 September 2023\n"
        b"sections: [{section: Kota, stories: [{story: a, picture: tidak, new_page: ya}]}]"
    )
    (story,) = read_plan("p.yaml", text).plan.stories
    assert (story.picture, story.new_page, story.lead, story.cut) == (False, True, False, None)


def a_plan(*stories: dict[str, Any], section: str = "Kota") -> Plan:
    planned = {"section": section, "stories": list(stories)}
    return Plan.model_validate({"date": "2023-09-20", "sections": [planned]})


def test_the_plan_decides_order_section_lead_and_look() -> None:
    stories = [a_story("a", priority=1, picture=PICTURE), a_story("b"), a_story("c", words=5)]
    plan = a_plan(
        {"story": "c"},
        {"story": "b", "lead": True, "columns": 2, "refer": True},
        {"story": "a", "picture": False, "new-page": True, "refer": True},
    )
    found = arrange(plan, stories, RULES)
    assert [entry.key for entry in found.entries] == ["c", "b", "a"]
    assert found.sections[0].name == "Kota"
    assert found.lead.key == "b"
    brief, lead, last = found.entries
    assert (brief.is_brief, lead.is_brief) == (True, False)
    assert (lead.columns, lead.is_referred) == (2, False)
    assert (last.is_new_page, last.is_referred, last.story.article.picture) == (True, True, None)
    assert found.findings == ()


def test_columns_come_from_the_story_the_section_or_the_desk() -> None:
    rules = DeskRules(columns={"": 4, "desa": 3})
    sections = [
        {
            "section": "Kota",
            "columns": 2,
            "stories": [{"story": "a"}, {"story": "b", "columns": 1}],
        },
        {"section": "Desa", "stories": [{"story": "c"}]},
        {"section": "Laut", "stories": [{"story": "d"}]},
    ]
    plan = Plan.model_validate({"date": "2023-09-20", "sections": sections})
    found = arrange(plan, [a_story(name) for name in "abcd"], rules)
    assert [entry.columns for entry in found.entries] == [2, 1, 3, 4]


def test_a_story_may_be_named_by_its_uri_or_address() -> None:
    stories = [
        a_story("a", uri="urn:1"),
        a_story("b", canonical_url="https://example.com/b"),
    ]
    plan = a_plan({"story": "urn:1"}, {"story": "http://www.example.com/b/"})
    assert [entry.key for entry in arrange(plan, stories, RULES).entries] == ["a", "b"]


def test_a_story_that_is_gone_is_told_loudly_and_the_paper_goes_out() -> None:
    text = (
        b"date: 2023-09-20\n"
        b"sections: [{section: Kota, stories: [{story: a}, {story: x, lead: yes, headline: H}]}]"
    )
    read: ReadPlan = read_plan("p.yaml", text)
    found = arrange(read.plan, [a_story("a"), a_story("b")], RULES, read.places)
    assert [entry.key for entry in found.entries] == ["a"]
    assert [(one.code, one.severity, str(one.where)) for one in found.findings] == [
        ("plan-story-gone", Severity.ERROR, "p.yaml:2:58"),
        ("plan-story-left-out", Severity.INFO, "b"),
        ("plan-lead-chosen", Severity.INFO, "a"),
    ]
    assert found.findings[0].facts == {"story": "x", "headline": "H"}
    assert found.left_out == ("b",)


def test_one_story_by_two_names_is_printed_once() -> None:
    plan = a_plan({"story": "a"}, {"story": "urn:1"})
    found = arrange(plan, [a_story("a", uri="urn:1")], RULES)
    assert [entry.key for entry in found.entries] == ["a"]
    assert [one.code for one in found.findings] == ["plan-story-again", "plan-lead-chosen"]


def test_a_plan_of_which_nothing_is_there_is_an_error() -> None:
    with pytest.raises(SourceError) as caught:
        arrange(a_plan({"story": "x"}), [a_story("a")], RULES)
    assert caught.value.findings[0].code == "edition-nothing-left"


def test_a_story_that_cannot_be_printed_leaves_the_paper_and_its_lead() -> None:
    found = arranged(
        a_story("a", priority=1, picture=PICTURE), a_story("b"), a_story("c", section="X")
    )
    left = found.without(frozenset({"a", "c"}))
    assert [(entry.key, entry.is_lead) for entry in left.entries] == [("b", True)]
    assert [section.name for section in left.sections] == ["Nusantara"]
    with pytest.raises(SourceError):
        found.without(frozenset("abc"))


BODY = [
    {"type": "paragraph", "text": "satu dua"},
    {"type": "figure", "picture": {"source": "b.jpg"}},
    {"type": "paragraph", "text": "tiga"},
    {"type": "crosshead", "text": "Tengah"},
    {"type": "paragraph", "text": "empat lima enam"},
    {"type": "sidebar", "blocks": [{"type": "figure", "picture": {"source": "c.jpg"}}]},
    {"type": "end-mark", "text": "(*)"},
]


def test_a_cut_keeps_paragraphs_and_counts_what_went() -> None:
    plan = a_plan({"story": "a", "cut": 2})
    found = arrange(plan, [a_story("a", body=BODY)], RULES)
    (entry,) = found.entries
    kinds = [block.type for block in entry.story.article.body]
    assert kinds == ["paragraph", "figure", "paragraph", "end-mark"]
    assert found.findings[0].code == "plan-story-cut"
    assert found.findings[0].facts == {"paragraphs": 2, "words": 4}


def test_a_cut_behind_the_end_changes_nothing() -> None:
    story = a_story("a", body=BODY)
    found = arrange(a_plan({"story": "a", "cut": 3, "lead": True}), [story], RULES)
    assert found.entries[0].story == story
    assert found.findings == ()


def test_without_pictures_there_are_none_anywhere() -> None:
    story = a_story("a", body=BODY, picture=PICTURE)
    found = arrange(a_plan({"story": "a", "picture": False}), [story], RULES)
    article = found.entries[0].story.article
    assert article.picture is None
    assert [block.type for block in article.body if isinstance(block, Figure)] == []
    assert "sidebar" not in [block.type for block in article.body]


def test_gathering_at_another_moment_makes_the_same_plan() -> None:
    stories = [a_story(name) for name in "abc"]
    later = gathered(*stories, now=NOW + dt.timedelta(hours=2))
    assert plan_of(later, DAY, RULES) == plan_of(gathered(*stories), DAY, RULES)
