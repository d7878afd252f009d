"""Stories of a real WordPress, asked through the three doors of a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from cetak.acquire.credentials import Credentials
from cetak.acquire.opening import AddressSource
from cetak.acquire.patience import Manners
from cetak.acquire.reach import Reach
from cetak.acquire.sources import Intake, Raw, Unreadable
from cetak.acquire.web import Web
from cetak.acquire.wordpress import WordPressSource
from cetak.article.story import Status
from cetak.clean.report import Cleaned
from cetak.config import Desk
from cetak.errors import CetakError
from cetak.pipeline import prepare
from cetak.resources import LocalResources
from wordpress_gold import JAKARTA, Gold, Told, gold, public, words_in
from wordpress_site import ADMIN, Site

pytestmark = pytest.mark.integration
WEB = Web(Manners(retries=2, requests_per_second=1000), sleep=lambda _: None, pace=None)
KEYS = sorted(public())
POST_MEANT_FOR_SUBSCRIBERS = "untuk-pelanggan"


def source(site: Site, per_page: int = 7, user: str = "", password: str = "") -> WordPressSource:
    login = Credentials(site.url, user, password, ("CETAK_WORDPRESS_USER", "…_PASSWORD"))
    return WordPressSource(site.url, WEB, Reach((site.url,)), login, per_page)


def raws(found: Iterable[Intake]) -> list[Raw]:
    taken = list(found)
    assert [one.error.findings for one in taken if isinstance(one, Unreadable)] == []
    return [one for one in taken if isinstance(one, Raw)]


def printable(found: Iterable[Intake]) -> Iterator[Cleaned]:
    """The stories that may be printed, read and cleaned."""
    for raw in raws(found):
        cleaned = prepare(raw, Desk())
        if cleaned.article.status is Status.USABLE:
            yield cleaned


def keys(found: Iterable[Intake]) -> list[tuple[str, dt.date]]:
    return [Told.of(cleaned.article).key for cleaned in printable(found)]


def refusal(found: Iterable[Intake]) -> list[str]:
    """Codes of what could not be taken in."""
    errors = [one.error for one in found if isinstance(one, Unreadable)]
    return [finding.code for error in errors for finding in error.findings]


@pytest.fixture(scope="module")
def stories(koran: Site) -> dict[tuple[str, dt.date], Cleaned]:
    """Every story that REST gave and that may be printed, by slug and day."""
    found = list(printable(source(koran).all(None, None)))
    return {Told.of(cleaned.article).key: cleaned for cleaned in found}


def test_every_public_post_arrives_once_oldest_first(koran: Site) -> None:
    arrived = keys(source(koran).all(None, None))
    assert sorted(arrived) == KEYS
    assert [day for _, day in arrived] == sorted(day for _, day in arrived)


def test_nothing_else_is_even_asked_for(koran: Site) -> None:
    names = " ".join(raw.name for raw in raws(source(koran).all(None, None)))
    hidden = [one.told.slug for one in gold() if not one.is_public]
    assert len(hidden) == 7
    assert [slug for slug in hidden if slug in names] == [POST_MEANT_FOR_SUBSCRIBERS]


def test_a_post_behind_a_password_is_held_back(koran: Site) -> None:
    all_of_it = raws(source(koran).all(None, None))
    raw = next(one for one in all_of_it if POST_MEANT_FOR_SUBSCRIBERS in one.name)
    assert b"Kalimat pelanggan" not in raw.content
    cleaned = prepare(raw, Desk())
    assert cleaned.article.status is Status.WITHHELD
    assert "post-protected" in [finding.code for finding in cleaned.findings]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: f"{key[1]}-{key[0]}")
def test_a_story_tells_what_was_written(
    key: tuple[str, dt.date], stories: dict[tuple[str, dt.date], Cleaned]
) -> None:
    expected: Gold = public()[key]
    article = stories[key].article
    assert Told.of(article) == expected.told
    assert (article.dateline.place or "" if article.dateline else "").startswith(expected.dateline)
    assert [one.name for one in article.credits] == ([expected.credit] if expected.credit else [])
    shown = " ".join((*words_in([article.model_dump_json()]),))
    assert [one for one in expected.absent if " ".join(words_in([one])) in shown] == []


def test_posts_come_page_after_page(koran: Site) -> None:
    koran.requests()
    assert len(raws(source(koran, per_page=7).all(None, None))) == len(KEYS) + 1
    asked = [one for one in koran.requests() if "/wp/v2/posts" in one]
    assert len(asked) == 5
    assert all("per_page=7" in one for one in asked)


@pytest.mark.parametrize("day", sorted({day for _, day in KEYS}), ids=str)
def test_a_day_has_at_least_its_own_posts_and_not_the_whole_site(
    day: dt.date, koran: Site
) -> None:
    arrived = keys(source(koran).on(day))
    assert {key for key in KEYS if key[1] == day} <= set(arrived)
    assert {(arrived_day - day).days for _, arrived_day in arrived} <= {-1, 0, 1}


def test_changed_posts_are_asked_for_by_the_time_of_their_change(koran: Site) -> None:
    koran.requests()
    noon = dt.datetime(2023, 9, 25, 9, 59, tzinfo=JAKARTA)
    changed = keys(source(koran).changed_since(noon))
    assert [slug for slug, _ in changed] == ["harga-beras", "guru-honorer"]
    later = keys(source(koran).changed_since(noon + dt.timedelta(minutes=2)))
    assert [slug for slug, _ in later] == ["guru-honorer"]
    assert any("modified_after" in one for one in koran.requests())


@pytest.mark.parametrize(
    "address", ["/2023/09/18/harga-beras/", "/2023/09/20/harga-beras/", "/?p=101", "/?p=107"]
)
def test_a_story_is_found_by_its_address(address: str, koran: Site) -> None:
    found = keys(source(koran).find(koran.url + address))
    day = dt.date(2023, 9, 18 if "18" in address or "101" in address else 20)
    assert found == [("harga-beras", day)]


def test_a_story_that_is_not_there_is_not_found(koran: Site) -> None:
    for address in ("/2023/09/19/harga-beras/", "/?p=99999", "/2023/09/20/draf-anggaran/"):
        assert keys(source(koran).find(koran.url + address)) == []
    assert keys(source(koran).find("http://127.0.0.1:9/?p=101")) == []


@pytest.mark.parametrize("place", ["/", "", "/wp-json/", "/?rest_route=/", "/wp-json/wp/v2/posts"])
def test_a_site_is_known_by_what_its_address_answers(place: str, koran: Site) -> None:
    opened = AddressSource.of(koran.url + place, LocalResources(), WEB)
    arrived = keys(opened.all(None, None))
    assert len(arrived) == (len(KEYS) if "posts" not in place else 10)


def test_a_feed_of_the_site_holds_the_same_stories(koran: Site) -> None:
    opened = AddressSource.of(f"{koran.url}/feed/", LocalResources(), WEB)
    told = {
        Told.of(one.article).headline: one.article for one in printable(opened.all(None, None))
    }
    assert len(told) == 10
    for one in public().values():
        if article := told.pop(one.told.headline, None):
            assert Told.of(article).words == one.told.words
            assert Told.of(article).published == one.told.published
    assert told == {}


def test_a_login_shows_no_draft_unasked(koran: Site) -> None:
    arrived = keys(source(koran, user=ADMIN, password=koran.password).all(None, None))
    assert sorted(arrived) == KEYS


def test_a_site_for_users_alone_is_read_with_an_application_password(koran: Site) -> None:
    with koran.switched(wall=1):
        arrived = keys(source(koran, user=ADMIN, password=koran.password).all(None, None))
    assert sorted(arrived) == KEYS


def test_a_site_for_users_alone_refuses_a_wrong_password(koran: Site) -> None:
    with koran.switched(wall=1):
        found = list(source(koran, user=ADMIN, password="salah").all(None, None))
    assert refusal(found) == ["web-login-refused"]


def test_a_site_for_users_alone_says_which_variables_are_missing(koran: Site) -> None:
    with koran.switched(wall=1):
        (unread,) = source(koran).all(None, None)
    assert isinstance(unread, Unreadable)
    (finding,) = unread.error.findings
    assert finding.code == "web-login-missing"
    assert dict(finding.facts)["user_variable"] == "CETAK_WORDPRESS_USER"


def test_a_site_for_users_alone_gets_no_login_that_is_meant_for_another(
    koran: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CETAK_WORDPRESS_USER", ADMIN)
    monkeypatch.setenv("CETAK_WORDPRESS_PASSWORD", koran.password)
    with koran.switched(wall=1):
        found = list(AddressSource.of(koran.url, LocalResources(), WEB).all(None, None))
        assert sorted(keys(found)) == KEYS
        monkeypatch.setenv("CETAK_WORDPRESS_SITE", "https://koran-lain.example")
        found = list(AddressSource.of(koran.url, LocalResources(), WEB).all(None, None))
    assert refusal(found) == ["login-not-sent"]


def test_a_page_in_the_place_of_json_is_told(koran: Site) -> None:
    with koran.switched(html=1):
        assert refusal(source(koran).all(None, None)) == ["json-expected"]


def test_an_answer_that_is_cut_off_is_told(koran: Site) -> None:
    with koran.switched(cut=1):
        assert "json-broken" in refusal(source(koran).all(None, None))


def test_a_busy_site_is_asked_again(koran: Site) -> None:
    with koran.switched(fail=2):
        assert sorted(keys(source(koran).all(None, None))) == KEYS


def test_a_site_that_stalls_is_given_up(koran: Site) -> None:
    impatient = replace(source(koran), web=WEB.keeping(Manners(0.3, 0, 1000)))
    with koran.switched(slow=3000):
        assert "web-timeout" in refusal(impatient.all(None, None))


def test_what_came_before_the_server_died_stays(koran: Site) -> None:
    found = source(koran, per_page=7).all(None, None)
    arrived = [next(found) for _ in range(7)]
    koran.stop()
    try:
        rest = list(found)
    finally:
        koran.start()
    assert len(raws(arrived)) == 7
    assert refusal(rest) == ["web-unreachable"]
    assert all(isinstance(one, Unreadable) and isinstance(one.error, CetakError) for one in rest)
