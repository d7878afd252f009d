"""Which addresses are pages of one story, and which page each is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.adapt.page_addresses import (
    WHOLE,
    is_front_page,
    own_number,
    page_number,
    readings,
    same_site,
)

STORY = "https://www.koran.example/news/read/123/hujan-turun"


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (STORY, 1),
        (f"{STORY}/", 1),
        (f"{STORY}?page=2", 2),
        (f"{STORY}?PAGE=2&utm_source=x", 2),
        (f"{STORY}?halaman=12", 12),
        (f"{STORY}/3", 3),
        (f"{STORY}/3/", 3),
        (f"{STORY}/page/4", 4),
        (f"{STORY}-hal-2", 2),
        (f"{STORY}?page=all", WHOLE),
        (f"{STORY}?single=1", WHOLE),
        ("https://m.koran.example/news/read/123/hujan-turun?page=2", 2),
        (f"{STORY}?page=2&print=1", None),
        (f"{STORY}?page=-2", None),
        (f"{STORY}/2023/09", None),
        (f"{STORY}-2", None),
        ("https://koran.example/news/read/124/hujan-turun?page=2", None),
        ("https://lain.example/news/read/123/hujan-turun?page=2", None),
        ("https://[broken?page=2", None),
    ],
)
def test_the_number_of_a_page(address: str, number: int | None) -> None:
    assert page_number(address, STORY) == number


def test_a_number_in_a_name_counts_only_where_something_says_so() -> None:
    assert page_number(f"{STORY}-2", STORY, any_form=True) == 2
    assert page_number("hujan-3.html", "hujan-2.html") is None
    assert page_number("hujan-3.html", "hujan-2.html", any_form=True) == 3


def test_a_page_is_known_by_its_own_name() -> None:
    assert own_number([f"{STORY}?page=2"], {1, 3}) == 2
    assert own_number(["hujan-2.html"], {1, 3}) == 2
    assert own_number(["hujan-2.html"], {2, 3}) == 1
    assert own_number([STORY], {2, 3}) == 1


def test_sites_and_front_pages() -> None:
    assert same_site("https://m.koran.example/a", "https://www.koran.example/b")
    assert not same_site("https://koran.example/", "https://lain.example/")
    assert is_front_page("https://koran.example/?page=2")
    assert not is_front_page(STORY)


@given(st.text(max_size=200))
def test_any_text_is_read_without_harm(text: str) -> None:
    assert all(0 <= one.number <= 999 for one in readings(text))
