from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.acquire.places import Place
from cetak.acquire.reach import Reach, host_pattern, is_loopback, is_own, read_place


def covers(named: str, asked: str, *hosts: str) -> bool:
    place = read_place(asked)
    assert place is not None
    return Reach((named,), hosts).covers(place)


@pytest.mark.parametrize(
    ("named", "asked", "is_covered"),
    [
        ("https://a.example/x", "https://a.example/y", True),
        ("https://a.example/", "https://www.a.example/", True),
        ("https://www.a.example/", "https://a.example/", True),
        ("http://a.example/", "https://a.example/", True),
        ("http://a.example/", "https://www.a.example/", True),
        ("https://a.example/", "http://a.example/", False),
        ("https://a.example/", "https://a.example:8443/", False),
        ("http://a.example:8080/", "https://a.example/", False),
        ("https://a.example/", "https://b.a.example/", False),
        ("https://a.example/", "https://a.example.evil.example/", False),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/x", True),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8081/", False),
        ("http://127.0.0.1:8080/", "http://localhost:8080/", False),
        ("http://[::1]:8080/", "http://[::1]:8080/x", True),
        ("https://A.Example./", "https://a.example/", True),
    ],
)
def test_the_origin_itself_is_within_reach(named: str, asked: str, is_covered: bool) -> None:
    assert covers(named, asked) is is_covered


@pytest.mark.parametrize(
    ("hosts", "asked", "is_covered"),
    [
        (["cdn.example"], "https://cdn.example/x", True),
        (["cdn.example"], "http://cdn.example/x", False),
        (["cdn.example"], "https://cdn.example:444/x", False),
        (["cdn.example:444"], "https://cdn.example:444/x", True),
        (["*.example"], "https://a.b.example/", True),
        (["*.example"], "https://example/", False),
        (["10.0.0.5:8443"], "https://10.0.0.5:8443/", True),
        (["://", "", "*", "0x7f.1"], "https://a.b/", False),
    ],
)
def test_hosts_beside_it_may_be_named(hosts: list[str], asked: str, is_covered: bool) -> None:
    assert covers("https://a.example/", asked, *hosts) is is_covered


def test_a_host_beside_an_http_source_may_be_asked_over_http() -> None:
    assert covers("http://cms.lan/", "http://media.lan/x", "media.lan")


@pytest.mark.parametrize(
    ("host", "own", "loopback"),
    [
        ("localhost", True, True),
        ("cms.localhost", True, True),
        ("127.0.0.1", True, True),
        ("::1", True, True),
        ("10.0.0.1", True, False),
        ("cms", True, False),
        ("cms.lan", True, False),
        ("koran.example", False, False),
        ("localhost.example", False, False),
        ("127.0.0.1.example", False, False),
    ],
)
def test_names_of_ones_own_network(host: str, own: bool, loopback: bool) -> None:
    assert (is_own(host), is_loopback(host)) == (own, loopback)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("http://127.0.0.1:8080", Place("127.0.0.1", 8080, "/", "http")),
        ("http://[::1]/a b?c=d e", Place("::1", 80, "/a%20b?c=d%20e", "http")),
        ("HTTPS://Koran.Example/x#y", Place("koran.example", 443, "/x")),
        ("http://2130706433/", None),
        ("http://0x7f.1/", None),
        ("http://0177.0.0.1/", None),
        ("http://127.1/", None),
        ("http://u@koran.example/", None),
        ("http://koran.example:0/", None),
        ("http://koran.example:99999/", None),
        ("ftp://koran.example/", None),
        ("http:///x", None),
        ("http://a\\b/", None),
        ("http://a b.example/", None),
        ("", None),
    ],
)
def test_an_address_is_taken_apart(address: str, place: Place | None) -> None:
    assert read_place(address) == place


def test_an_origin_is_spelled_as_browsers_do() -> None:
    assert Place("::1", 8080, "/", "http").origin == "http://[::1]:8080"
    assert Place("a.example", 443, "/").origin == "https://a.example"
    assert Place("a.example", 80, "/").origin == "https://a.example:80"


@given(st.text(max_size=60))
def test_nothing_that_is_written_breaks_it(text: str) -> None:
    for address in (text, f"http://{text}", f"https://{text}/"):
        place = read_place(address)
        assert place is None or place.target.startswith("/")
    assert isinstance(host_pattern(text), tuple)
    assert Reach((text,), (text,)).covers(Place("a.example", 443, "/")) in (True, False)


@given(st.ip_addresses())
def test_a_public_name_admits_public_numbers_alone(number: object) -> None:
    reach, place = Reach(("https://a.example/",)), Place("a.example", 443, "/")
    address = ip_address(str(number))
    if address.is_private or address.is_loopback or address.is_link_local:
        assert not reach.admits(str(number), place)
