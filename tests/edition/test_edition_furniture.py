from __future__ import annotations

import json

import pytest
from day_stories import PICTURE, a_story, arranged

from cetak.article.sheet import StoryPage
from cetak.edition.arranging import Arranged
from cetak.edition.furniture import Furniture, furniture_of
from cetak.edition.index import PageBox, index_of
from cetak.edition.links import link_targets, linked_stories, slugs_of, target_of
from cetak.edition.makeup import make_up
from cetak.edition.paper import Front, Galley, PageForm, Paper, SectionGalleys

FORM = PageForm(depth_mm=300, column_mm=60, gutter_mm=5, columns=3, gap_mm=10, imprint_mm=60)
DEPTHS = {"lead": (180, 120), "city": (150,), "long": (300, 200), "price": (90,)}
SHEETS = {
    key: tuple(StoryPage((), 2 if key == "lead" else 3, depth) for depth in depths)
    for key, depths in DEPTHS.items()
}


@pytest.fixture
def day() -> Arranged:
    return arranged(
        a_story("lead", priority=1, picture=PICTURE, uri="urn:lead", headline="Banjir  besar"),
        a_story("city", priority=3, canonical_url="https://example.com/kota", deck="Isi"),
        a_story("long", priority=4, section="Ekonomi", headline="Banjir besar", words=60),
        a_story("price", priority=5, section="Ekonomi", headline="", words=5),
    )


@pytest.fixture
def paper(day: Arranged) -> Paper:
    sections = [
        SectionGalleys(
            section.name,
            tuple(Galley(entry.key, SHEETS[entry.key]) for entry in section.entries),
            letter={"Nusantara": "A", "Ekonomi": "B"}[section.name],
        )
        for section in day.sections
    ]
    return make_up(sections, FORM, Front("lead", 0, 70))


@pytest.fixture
def furniture(day: Arranged, paper: Paper) -> Furniture:
    return furniture_of(day, paper, slugs_of(day))


def test_each_page_has_its_folio(furniture: Furniture) -> None:
    told = [(one.label, one.section, one.running, one.is_left) for one in furniture.folios]
    assert told == [
        ("A1", "", "", False),
        ("A2", "Nusantara", "Banjir besar", True),
        ("B1", "Ekonomi", "Banjir besar", False),
        ("B2", "Ekonomi", "Banjir besar", True),
        ("B3", "", "", False),
    ]
    assert [one.opens for one in furniture.folios][1:3] == [(("Nusantara", 0),), (("Ekonomi", 0),)]
    assert furniture.folios[0].is_front


def test_contents_tell_the_page_each_story_begins_on(furniture: Furniture) -> None:
    told = [
        (section.name, section.label, [(line.key, line.label) for line in section.lines])
        for section in furniture.contents
    ]
    assert told == [
        ("Nusantara", "A2", [("lead", "A1"), ("city", "A2")]),
        ("Ekonomi", "B1", [("long", "B1"), ("price", "B2")]),
    ]
    lead, city = furniture.contents[0].lines
    assert (lead.is_lead, lead.headline, lead.slug) == (True, "Banjir besar", "banjir-besar")
    assert city.deck == "Isi"


def test_refers_come_from_the_plan_by_priority(furniture: Furniture) -> None:
    assert [(line.key, line.label) for line in furniture.refers] == [
        ("city", "A2"),
        ("long", "B1"),
    ]


def test_jump_lines_tell_where_a_story_goes_on(furniture: Furniture) -> None:
    told = [
        (one.key, one.page, one.from_label, one.to_label, one.turns) for one in furniture.jumps
    ]
    assert told == [("lead", 0, "A1", "A2", True), ("long", 0, "B1", "B2", True)]
    assert [(one.from_number, one.to_number) for one in furniture.jumps] == [(1, 2), (3, 4)]


def test_slugs_are_there_once_each(day: Arranged) -> None:
    slugs = slugs_of(day)
    assert slugs.stories == {
        "lead": "banjir-besar",
        "city": "judul-city",
        "long": "banjir-besar-2",
        "price": "story",
    }
    assert slugs.sections == {"Nusantara": "nusantara", "Ekonomi": "ekonomi"}


def test_links_between_stories_lead_to_their_pages(day: Arranged, paper: Paper) -> None:
    targets = link_targets(day, paper, slugs_of(day))
    city = target_of("http://www.example.com/kota/?utm_source=x", targets)
    assert city is not None
    assert (city.key, city.slug, city.label) == ("city", "judul-city", "A2")
    lead = target_of("urn:lead", targets)
    assert lead is not None
    assert lead.label == "A1"
    assert target_of("https://example.com/lain", targets) is None
    addresses = {
        "long": ["https://example.com/kota/", "https://example.com/kota", "urn:long", "urn:lead"],
        "city": ["https://example.com/kota"],
    }
    assert linked_stories(day, addresses) == {"long": ("city", "lead"), "city": ()}


def test_the_index_tells_where_each_part_stands(day: Arranged, paper: Paper) -> None:
    box = PageBox(220, 340, left_mm=14, top_mm=20, form=FORM)
    index = index_of(day, paper, slugs_of(day), SHEETS, box)
    assert json.loads(json.dumps(index)) == index
    assert {key: index[key] for key in ("version", "date", "edition", "page_width_mm")} == {
        "version": 1,
        "date": "2023-09-20",
        "edition": 1,
        "page_width_mm": 220,
    }
    assert [page["label"] for page in index["pages"]] == ["A1", "A2", "B1", "B2", "B3"]
    assert index["pages"][0]["stories"] == [
        {
            "story": "lead",
            "uri": "urn:lead",
            "address": "",
            "headline": "Banjir  besar",
            "section": "Nusantara",
            "destination": "story-banjir-besar",
            "part": 1,
            "parts": 2,
            "x_mm": 14,
            "y_mm": 90,
            "width_mm": 125,
            "height_mm": 180,
        }
    ]
    (lead, city) = index["pages"][1]["stories"]
    assert (lead["part"], city["y_mm"], city["width_mm"]) == (2, 150, 190)
