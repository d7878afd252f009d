from __future__ import annotations

import datetime as dt
import random

import pytest
from day_stories import DAY, NOW, PICTURE, RULES, WITA, a_story, a_text, gathered, names
from hypothesis import given
from hypothesis import strategies as st

from cetak.edition.addresses import same_address
from cetak.edition.duplicates import without_duplicates
from cetak.edition.gathering import DeskRules
from cetak.edition.stories import DayStory, LeftOut, age_order, has_picture, local_day
from cetak.errors import SourceError
from cetak.findings import error
from cetak.publication import EditionWishes, Publication, SectionWish


def codes(found: object) -> list[tuple[str, str]]:
    return [(one.code, one.where.source) for one in getattr(found, "findings", ())]


def test_sections_stand_in_the_desks_order_then_by_their_most_important_story() -> None:
    found = gathered(
        a_story("a", section="Olahraga", priority=3),
        a_story("b", section="Budaya", priority=2),
        a_story("c", section="EKONOMI", priority=9),
        a_story("d", section="  nusantara "),
        a_story("e", section="Arsip", priority=3),
    )
    assert list(names(found)) == ["Nusantara", "Ekonomi", "Budaya", "Arsip", "Olahraga"]


def test_in_a_section_priority_then_the_latest_then_the_uri() -> None:
    at = [dt.datetime(2023, 9, 20, hour, tzinfo=WITA) for hour in (6, 9)]
    found = gathered(
        a_story("a", published=at[0], uri="urn:2"),
        a_story("b", published=at[0], uri="urn:1"),
        a_story("c", published=at[1]),
        a_story("d", published=at[0], priority=2),
        a_story("e", published=DAY),
    )
    assert names(found)["Nusantara"] == ["d", "c", "b", "a", "e"]


def test_a_story_without_a_section_stands_in_a_named_one_and_is_told() -> None:
    found = gathered(a_story("a"), a_story("b", section=""))
    assert names(found) == {"Nusantara": ["a"], "Umum": ["b"]}
    assert ("edition-section-missing", "b") in codes(found)


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_source_changes_nothing(shuffle: random.Random) -> None:
    stories = [
        a_story(f"s{number}", section=["Ekonomi", "X", ""][number % 3], priority=1 + number % 4)
        for number in range(9)
    ]
    stories += [a_story("s0", uri="urn:other"), a_story("t", body=[], headline="Sama")]
    shuffled = list(stories)
    shuffle.shuffle(shuffled)
    assert gathered(*shuffled) == gathered(*stories)


def test_two_stories_of_one_name_are_told_apart() -> None:
    found = gathered(a_story("a"), DayStory("a", a_story("b").article))
    assert sorted(story.name for story in found.stories) == ["a", "a (2)"]


def test_the_day_is_that_of_the_publications_time_zone() -> None:
    utc = dt.UTC
    stories = [
        a_story("early", published=dt.datetime(2023, 9, 19, 16, 0, tzinfo=utc)),
        a_story("before", published=dt.datetime(2023, 9, 19, 15, 59, tzinfo=utc)),
        a_story("late", published=dt.datetime(2023, 9, 20, 15, 59, tzinfo=utc)),
        a_story("after", published=dt.datetime(2023, 9, 20, 16, 0, tzinfo=utc)),
        a_story("naive", published=dt.datetime(2023, 9, 20, 23, 59)),  # noqa: DTZ001
        a_story("never", published=None),
    ]
    found = gathered(*stories)
    assert {story.name for story in found.stories} == {"early", "late", "naive"}
    assert found.other_days == 2
    assert [one.name for one in found.left_out] == ["never"]
    assert ("edition-undated", "never") in codes(found)


def test_without_a_zone_the_storys_own_day_counts() -> None:
    late = dt.datetime(2023, 9, 20, 23, 0, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    assert local_day(late, None) == DAY
    assert local_day(late, WITA) == dt.date(2023, 9, 21)


def test_what_must_not_print_is_listed_with_its_reason() -> None:
    soon = dt.datetime(2023, 9, 20, 21, 30, tzinfo=WITA)
    found = gathered(
        a_story("a"),
        a_story("b", status="withheld"),
        a_story("c", status="canceled"),
        a_story("d", embargoed_until=soon),
        a_story("e", embargoed_until=NOW),
        set_aside=[LeftOut("f", (error("story-embargoed", "f"),))],
    )
    assert sorted(story.name for story in found.stories) == ["a", "e"]
    reasons = {one.name: one.findings[0].code for one in found.left_out}
    assert reasons == {
        "f": "story-embargoed",
        "b": "story-withheld",
        "c": "story-canceled",
        "d": "story-embargoed",
    }


def test_a_day_without_stories_is_an_error_that_counts_those_of_other_days() -> None:
    with pytest.raises(SourceError) as caught:
        gathered(a_story("a", published=dt.date(2023, 9, 19)))
    (finding,) = caught.value.findings
    assert (finding.code, finding.facts) == (
        "edition-no-stories",
        {"day": "2023-09-20", "others": 1},
    )


def test_the_lead_has_priority_one_and_a_picture() -> None:
    found = gathered(
        a_story("a", priority=1, words=90),
        a_story("b", priority=1, picture=PICTURE, section="Ekonomi"),
        a_story("c", priority=2, picture=PICTURE),
    )
    assert found.lead == "b"
    assert codes(found) == []


def test_of_two_leads_the_longer_leads_and_the_other_is_told() -> None:
    found = gathered(
        a_story("a", priority=1, picture=PICTURE),
        a_story("b", priority=1, picture=PICTURE, words=90),
        a_story("c", priority=1),
    )
    assert found.lead == "b"
    assert codes(found) == [("edition-two-leads", "a")]


def test_without_a_born_lead_the_most_important_story_leads_but_no_opinion() -> None:
    found = gathered(
        a_story("a", priority=1, picture=PICTURE, label="Opini"),
        a_story("b", priority=3),
        a_story("c", priority=3, picture=PICTURE),
    )
    assert found.lead == "c"
    assert codes(found) == [("edition-lead-chosen", "c")]
    assert gathered(a_story("only", label="Opini")).lead == "only"


def test_briefs_are_short_and_without_picture() -> None:
    short = a_story("a", words=10)
    assert RULES.is_brief(short.article)
    assert not RULES.is_brief(a_story("b", words=30).article)
    assert not RULES.is_brief(a_story("c", words=10, picture=PICTURE).article)
    uncleared = {"picture": {"source": "a.jpg", "cleared_for_print": False}}
    assert not has_picture(a_story("d", picture=uncleared).article)


def test_the_desks_rules_come_from_its_configuration() -> None:
    paper = Publication(
        sections=(SectionWish(name="Kota"), SectionWish(name="Desa", columns=2)), section="Kota"
    )
    rules = DeskRules.of(paper, EditionWishes(columns=4, refers=3, brief_words=9), zone=WITA)
    assert rules.sections == ("Kota", "Desa")
    assert [rules.columns_in(name) for name in ("Kota", "Desa", "Lain")] == [4, 2, 4]
    assert (rules.other_section, rules.refers, rules.brief_words) == ("Kota", 3, 9)
    assert rules.columns_in("DESA") == 2
    english = Publication(language="en-GB")
    assert DeskRules.of(english, EditionWishes()).other_section == "General"
    assert DeskRules.of(Publication(), EditionWishes()).other_section == "Umum"
    named = DeskRules.of(english, EditionWishes(), other_section="City")
    assert named.other_section == "City"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "http://www.example.com/a/"),
        ("https://example.com/a?utm_source=x&id=3", "https://example.com/a?id=3&fbclid=9#top"),
        ("https://example.com/a", "https://m.example.com/a/amp/"),
        ("https://example.com/a", "https://amp.example.com/amp/a"),
        ("https://example.com/a.html", "https://EXAMPLE.com:443/a.amp.html"),
        ("https://example.com/b%20c", "https://example.com/b c"),
        ("https://example.com/", "https://example.com/index.php"),
    ],
)
def test_spellings_of_one_address(one: str, other: str) -> None:
    assert same_address(one) == same_address(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/a", "https://example.org/a"),
        ("https://example.com/camp", "https://example.com/c"),
    ],
)
def test_addresses_of_two_stories(one: str, other: str) -> None:
    assert same_address(one) != same_address(other)


@pytest.mark.parametrize("text", ["", "urn:x", "ftp://a/b", "https://[", "a" * 100_000])
def test_what_is_no_address_is_none(text: str) -> None:
    assert same_address(text) == ""


def test_the_same_uri_and_the_same_address_run_once() -> None:
    found = gathered(
        a_story("a", uri="urn:1", version="9"),
        a_story("b", uri="urn:1", version="10"),
        a_story("c", canonical_url="https://example.com/c"),
        a_story(
            "d",
            canonical_url="http://www.example.com/c/?utm_medium=x",
            updated=dt.datetime(2023, 9, 20, 10, 0, tzinfo=WITA),
        ),
    )
    assert sorted(story.name for story in found.stories) == ["b", "d"]
    assert [(one.dropped, one.kept, one.finding.code) for one in found.duplicates] == [
        ("a", "b", "edition-same-uri"),
        ("c", "d", "edition-same-address"),
    ]
    assert found.duplicates[0].finding.facts == {"kept": "b"}


def test_nearly_the_same_text_runs_once_and_the_later_wins() -> None:
    text = a_text("w", 200)
    updated = dt.datetime(2023, 9, 20, 11, 0, tzinfo=WITA)
    body = [{"type": "paragraph", "text": f"{text} {a_text('x', 60)}"}]
    found = gathered(
        a_story("first", body=[{"type": "paragraph", "text": text}]),
        a_story("second", body=body, updated=updated),
        a_story("third"),
    )
    assert sorted(story.name for story in found.stories) == ["second", "third"]
    assert codes(found)[0] == ("edition-same-text", "first")


def test_stories_that_share_much_but_not_nine_tenths_both_run() -> None:
    common = a_text("w", 150)
    stories = [
        a_story(name, body=[{"type": "paragraph", "text": f"{common} {a_text(name, 30)}"}])
        for name in "ab"
    ]
    assert len(gathered(*stories).stories) == 2


def test_short_notices_are_not_taken_for_one() -> None:
    stories = [
        a_story(
            name, headline="", body=[{"type": "paragraph", "text": "Cuaca cerah di kota hari ini"}]
        )
        for name in "ab"
    ]
    assert len(gathered(*stories).stories) == 2


def test_a_thousand_stories_are_compared_without_comparing_each_with_each() -> None:
    words = [f"kata{number}" for number in range(3000)]
    chance = random.Random(4)
    stories = [
        a_story(
            f"s{number}",
            body=[{"type": "paragraph", "text": " ".join(chance.choices(words, k=300))}],
        )
        for number in range(500)
    ]
    copies = [DayStory(f"c{one.name}", one.article) for one in stories[:40]]
    kept, dropped = without_duplicates([*stories, *copies], WITA)
    assert len(kept) == 500
    assert {one.dropped for one in dropped} == {one.name for one in copies}


def test_age_counts_from_the_latest() -> None:
    moments = [None, DAY, dt.datetime(2023, 9, 20, 1, tzinfo=WITA), NOW]
    ages = [age_order(moment, WITA) for moment in moments]
    assert ages == sorted(ages, reverse=True)
