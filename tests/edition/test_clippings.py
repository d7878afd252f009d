"""Sections and stories cut out of a paper: which pages, and what stands on them."""

from __future__ import annotations

import datetime as dt

from day_stories import RULES, a_story

from cetak.edition.arranging import arrange
from cetak.edition.clippings import Clipping, clippings_of
from cetak.edition.links import slugs_of
from cetak.edition.paper import Paper, PlacedPage, PlacedStory
from cetak.edition.plan import Plan

STORIES = [a_story("satu"), a_story("dua"), a_story("tiga", section="Ekonomi")]
PLAN = Plan.model_validate(
    {
        "date": dt.date(2023, 9, 20),
        "sections": [
            {"section": "Nusantara", "stories": [{"story": "satu"}, {"story": "dua"}]},
            {"section": "Ekonomi", "stories": [{"story": "tiga"}]},
        ],
    }
)
PAPER = Paper(
    (
        PlacedPage("", "1", (PlacedStory("satu", 0, 0, 42),), 0, is_front=True),
        PlacedPage(
            "Nusantara", "2", (PlacedStory("satu", 1, 0, 0), PlacedStory("dua", 0, 62, 80)), 0
        ),
        PlacedPage(
            "Nusantara", "3", (PlacedStory("dua", 1, 0, 0), PlacedStory("tiga", 0, 0, 120)), 0
        ),
        PlacedPage("Ekonomi", "4", (PlacedStory("tiga", 1, 0, 0),), 0),
    )
)


def clippings() -> dict[str, Clipping]:
    arranged = arrange(PLAN, STORIES, RULES)
    return {one.slug: one for one in clippings_of(arranged, PAPER, slugs_of(arranged))}


def test_each_section_and_each_story_once_sections_first() -> None:
    found = clippings()
    assert [(one.slug, one.kind) for one in found.values()] == [
        ("nusantara", "section"),
        ("ekonomi", "section"),
        ("judul-satu", "story"),
        ("judul-dua", "story"),
        ("judul-tiga", "story"),
    ]


def test_a_story_begins_at_the_head_of_its_page() -> None:
    first, second = clippings()["judul-dua"].pages
    assert (first.number, first.stories) == (1, (PlacedStory("dua", 0, 0, 0),))
    assert (second.number, second.stories) == (2, (PlacedStory("dua", 1, 0, 0),))
    assert (first.section, first.lead, first.is_as_printed) == ("Nusantara", "dua", False)


def test_a_page_of_one_section_alone_stays_as_it_is_printed() -> None:
    front, whole, shared = clippings()["nusantara"].pages
    assert (whole.is_as_printed, whole.stories) == (True, PAPER.pages[1].stories)
    assert (front.is_as_printed, front.stories) == (False, (PlacedStory("satu", 0, 0, 0),))
    assert (shared.is_as_printed, shared.stories) == (False, (PlacedStory("dua", 1, 0, 0),))
    assert [page.is_as_printed for page in clippings()["ekonomi"].pages] == [False, True]


def test_what_stands_on_no_page_is_not_cut_out() -> None:
    arranged = arrange(PLAN, STORIES, RULES)
    paper = Paper(PAPER.pages[:2])
    found = [one.slug for one in clippings_of(arranged, paper, slugs_of(arranged))]
    assert found == ["nusantara", "judul-satu", "judul-dua"]
