"""Pictures from where the story came from, and old addresses on hosts that have moved to https."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from cetak.acquire.addresses import upgraded
from cetak.acquire.exchange import Answer, Question
from cetak.acquire.network import HttpsFetch, fetch_https
from cetak.acquire.policy import PictureError, PicturePolicy
from cetak.acquire.wire import HttpExchange
from served import PUBLIC, Dial, Names, Reply, Site, passes_on, serving

HOST = "koran.example"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.scripts["/a.jpg"] = Reply(b"picture", media_type="image/jpeg")
        yield site


def refusal(fetch: HttpsFetch, url: str, policy: PicturePolicy) -> str:
    with pytest.raises(PictureError) as raised:
        fetch(url, policy)
    return raised.value.findings[0].code


def test_a_picture_comes_from_where_its_story_came_from(site: Site) -> None:
    own = PicturePolicy(origins=(site.url("/wp-json/"),))
    assert fetch_https(site.url("/a.jpg"), own) == b"picture"
    for origin in ("", "http://127.0.0.1:1/", "http://localhost/", "https://koran.example/"):
        other = PicturePolicy(origins=(origin,), hosts=("127.0.0.1",))
        assert refusal(HttpsFetch(), site.url("/a.jpg"), other) == "picture-scheme"
    assert len(site.asked) == 1


def test_from_there_it_leads_nowhere_else(site: Site) -> None:
    own = PicturePolicy(origins=(site.url(),))
    site.scripts |= {
        "/moved": passes_on("/a.jpg"),
        "/away": passes_on("http://127.0.0.1:1/a.jpg"),
        "/far": passes_on("https://elsewhere.example/a.jpg"),
    }
    assert fetch_https(site.url("/moved"), own) == b"picture"
    assert refusal(HttpsFetch(), site.url("/away"), own) == "picture-scheme"
    assert refusal(HttpsFetch(), site.url("/far"), own) == "picture-host"


def test_a_public_origin_must_lead_to_the_public_internet(site: Site) -> None:
    url = site.url("/a.jpg", HOST)
    policy = PicturePolicy(origins=(site.url("/feed/", HOST),))
    fetch = HttpsFetch(Names(), HttpExchange(Dial()))
    assert fetch(url, policy) == b"picture"
    within = HttpsFetch(Names({HOST: [["127.0.0.1"]]}), HttpExchange(Dial()))
    assert refusal(within, url, policy) == "picture-address"


@dataclass
class Notes:
    """An exchange that answers always, and notes who was asked."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, question: Question, addresses: Sequence[str]) -> Answer:
        self.asked.append(question.place.origin + question.place.target)
        return Answer(b"picture")


def test_an_old_address_is_asked_over_https() -> None:
    notes = Notes()
    fetch = HttpsFetch(lambda place, deadline: [PUBLIC], notes)
    policy = PicturePolicy(hosts=(HOST, "*.img.example", "odd.example:8443"))
    assert fetch(f"http://{HOST}/a.jpg?w=2", policy) == b"picture"
    assert fetch("http://x.img.example:80/a.jpg", policy) == b"picture"
    assert notes.asked == [f"https://{HOST}/a.jpg?w=2", "https://x.img.example/a.jpg"]
    for url in ("http://elsewhere.example/a.jpg", f"http://{HOST}:8080/a.jpg"):
        assert refusal(fetch, url, policy) == "picture-scheme"
    assert refusal(fetch, "http://odd.example/a.jpg", policy) == "picture-port"


def test_where_the_story_came_over_http_its_pictures_do() -> None:
    url = f"http://{HOST}/a.jpg"
    assert upgraded(url, PicturePolicy(hosts=(HOST,), origins=(f"http://{HOST}/",))) == url
    secure = PicturePolicy(origins=(f"https://www.{HOST}/",))
    assert upgraded(url, secure) == f"https://{HOST}/a.jpg"
    assert upgraded(url, PicturePolicy()) == url
