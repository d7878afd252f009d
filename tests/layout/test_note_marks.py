"""Marks of notes stand behind the link and never inside a word; nothing is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.article.richtext import RichText, Run
from cetak.layout.note_marks import marked
from printed import paragraph, press, story

NUMBERS = {"": 0, "https://a.id": 1, "https://b.id": 2}


def shown(*runs: Run) -> str:
    pairs = marked(runs, lambda run: NUMBERS[run.href])
    return "".join(f"{run.text}{f'[{note}]' if note else ''}" for run, note in pairs)


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ("lihat <a href='https://a.id'>kabar</a> lain", "lihat kabar[1] lain"),
        ("lihat <a href='https://a.id'>kabar</a>nya lain", "lihat kabarnya[1] lain"),
        ("<a href='https://a.id'>kabar</a>nya", "kabarnya[1]"),
        ("<a href='https://a.id'>Jokowi</a>-lah orangnya", "Jokowi-lah[1] orangnya"),
        ("<a href='https://a.id'>(kabar)</a>nya lain", "(kabar)nya[1] lain"),
        ("<a href='https://a.id'>kabar </a>lain", "kabar[1] lain"),
        ("<a href='https://a.id'>kabar</a>, lain", "kabar[1], lain"),
        ("<a href='https://a.id'>kabar</a> - lain", "kabar[1] - lain"),
        ("<a href='https://a.id'>ka</a><b>bar</b>nya lain", "kabarnya[1] lain"),
        ("<a href='https://a.id'>kabar <b>baik</b></a> lain", "kabar baik[1] lain"),
        ("<a href='https://a.id'>ka</a><a href='https://b.id'>bar</a> lain", "kabar[1][2] lain"),
    ],
)
def test_a_mark_waits_for_the_end_of_link_and_word(markup: str, marks: str) -> None:
    assert shown(*RichText.parse(markup).runs) == marks


@given(st.lists(st.builds(Run, st.text("ab- ,", max_size=6), href=st.sampled_from([*NUMBERS]))))
def test_no_character_is_lost_and_each_link_has_its_mark(runs: list[Run]) -> None:
    said = shown(*runs)
    assert re.sub(r"\[\d\]", "", said) == "".join(run.text for run in runs)
    assert {int(one) for one in re.findall(r"\[(\d)\]", said)} == {
        NUMBERS[run.href] for run in runs if run.href
    }


@pytest.mark.parametrize("link", ["kabar", "(kabar)", "kabar "])
def test_a_link_that_ends_inside_a_word_is_printed(link: str) -> None:
    paper = press(
        story(paragraph(f'Kami membaca <a href="https://a.id/x">{link}</a>nya kemarin.'))
    )
    assert f"membaca{link.strip()}nya" in re.sub(r"[\s1]", "", paper.text)
