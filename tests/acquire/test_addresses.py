from __future__ import annotations

from ipaddress import IPv4Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetak.acquire.addresses import judge_addresses, judge_host, place_of
from cetak.acquire.places import Place, is_public
from cetak.acquire.policy import PictureError, PicturePolicy


def refusal(url: str, *hosts: str) -> str:
    try:
        judge_host(place_of(url, "p"), PicturePolicy(hosts=hosts), "p")
    except PictureError as error:
        return error.findings[0].code
    return ""


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (
            "HTTPS://IMG.Example.ID./a b.jpg?w=1 2#x",
            Place("img.example.id", 443, "/a%20b.jpg?w=1%202"),
        ),
        ("https://img.example.id:8443", Place("img.example.id", 8443, "/")),
        ("https://bücher.example/ä", Place("xn--bcher-kva.example", 443, "/%C3%A4")),
        ("https://ｉｍｇ。example/x%2Fy", Place("img.example", 443, "/x%2Fy")),
    ],
)
def test_an_address_is_taken_apart_into_its_plain_form(url: str, place: Place) -> None:
    assert place_of(url, "p") == place


@pytest.mark.parametrize(
    "url",
    [
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://127.0.0.1./",
        "https://１２７。0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::1%25eth0]/",
        "https://example.id@127.0.0.1/",
        "https://user:word@img.example.id/",
        "https://@img.example.id/",
        "https://img.example.id:0/",
        "https://img.example.id:99999/",
        "https://img.example.id:x/",
        "https://img..example.id/",
        "https://-/\x00",
        "https://img.example.id\\@evil.example/",
        "https://img.example.id/\nx",
        "https://img%2eexample.id/",
        "https:///x",
        "https:x",
        "https://" + "a" * 64 + ".id/",
        "https://" + "a." * 200 + "id/",
        "https://[/",
        "https://a/" + "x" * 100_000,
    ],
)
def test_numbers_users_and_malformed_addresses_are_refused(url: str) -> None:
    assert refusal(url, "*.id", "img.example.id", "evil.example") == "picture-url"


def test_only_https_is_asked() -> None:
    assert refusal("http://img.example.id/", "img.example.id") == "picture-scheme"


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("img.example.id", ""),
        ("IMG.EXAMPLE.ID.", ""),
        ("a.cdn.example.id", ""),
        ("cdn.example.id", "picture-host"),
        ("evilcdn.example.id", "picture-host"),
        ("img.example.id.evil.example", "picture-host"),
        ("localhost", "picture-host"),
        ("odd.example.id:8443", ""),
        ("odd.example.id", "picture-port"),
        ("img.example.id:8443", "picture-port"),
        ("img.example.id:443", ""),
    ],
)
def test_hosts_are_those_that_the_newsroom_names(host: str, code: str) -> None:
    named = (
        "img.example.id",
        "*.cdn.example.id",
        "odd.example.id:8443",
        "127.0.0.1",
        "",
        "*.",
        "a..b",
    )
    assert refusal(f"https://{host}/x.jpg", *named) == code


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.31.255.255", "192.168.1.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "224.0.0.1"),
        *("198.51.100.1", "203.0.113.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%2"),
        *("::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "2002:808:808::1"),
        *(
            "2001::1",
            "2001:db8::1",
            "fec0::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "100::1",
            "3fff::1",
        ),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.64.1", "2606:4700::1111", "2404:c0::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(address: object) -> None:
    number = ip_address(str(address))
    if is_public(number):
        assert number.is_global
        assert not number.is_multicast
        assert not number.is_reserved


def test_one_address_that_is_not_public_spoils_them_all() -> None:
    place = Place("img.example.id", 443, "/")
    with pytest.raises(PictureError, match="picture-address"):
        judge_addresses(["8.8.8.8", "10.0.0.1"], place, PicturePolicy(), "p")
    with pytest.raises(PictureError, match="picture-unreachable"):
        judge_addresses([], place, PicturePolicy(), "p")
    opened = PicturePolicy(allow_addresses=(IPv4Network("10.0.0.0/8"),))
    judge_addresses(["8.8.8.8", "10.0.0.1", "2606:4700::1111"], place, opened, "p")
