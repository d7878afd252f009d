"""Which addresses may be asked for a picture: judged by name first, then by number. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from cetak.acquire.policy import PictureError, PicturePolicy

HTTPS_PORT = 443
_MAX_URL = 2000
_MAX_HOST = 253
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.){0,126}[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_TARGET_SAFE = "/%:@!$&'()*+,;=~-._?[]"

# Source: IANA IPv4 and IPv6 Special-Purpose Address Registries. Python's ``is_global`` counts
# NAT64, 6to4 and multicast as global, so it is not asked.
_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
"""The only block given out to the public: all mapped, NAT64, local and multicast lie outside."""
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies on the network.

    Attributes:
        host: Host name in ASCII, lower case, without a dot at its end.
        port: 443 unless the address names another.
        target: Path and query, percent-encoded.
    """

    host: str
    port: int
    target: str


def place_of(url: str, picture: str) -> Place:
    """Take an address apart.

    Args:
        url: The address to be asked.
        picture: What the story calls the picture, for the error.

    Raises:
        ResourceError: ``picture-scheme``, or ``picture-url`` for user names, hosts that are
            numbers in any spelling, and whatever else no picture's address needs.
    """
    if len(url) > _MAX_URL or not url.isprintable() or "\\" in url:
        raise PictureError.because("picture-url", picture)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _plain_host(parts.hostname or "")
    except ValueError as problem:
        raise PictureError.because("picture-url", picture) from problem
    if parts.scheme != "https":
        raise PictureError.because("picture-scheme", picture, scheme=parts.scheme)
    if "@" in parts.netloc or "[" in parts.netloc or not host or port == 0:
        raise PictureError.because("picture-url", picture)
    return Place(host, HTTPS_PORT if port is None else port, _target(parts.path, parts.query))


def judge_host(place: Place, policy: PicturePolicy, picture: str) -> None:
    """See that the newsroom has named the host and port.

    Raises:
        ResourceError: ``picture-host`` or ``picture-port``.
    """
    named = [_pattern(host) for host in policy.hosts]
    ports = [port for name, port in named if _covers(name, place.host)]
    if not ports:
        raise PictureError.because("picture-host", picture, host=place.host)
    if place.port not in ports:
        raise PictureError.because("picture-port", picture, host=place.host, port=place.port)


def judge_addresses(
    addresses: Sequence[str], place: Place, policy: PicturePolicy, picture: str
) -> None:
    """See that every address of a host is public: one that is not spoils them all.

    Raises:
        ResourceError: ``picture-address``, or ``picture-unreachable`` without any address.
    """
    if not addresses:
        raise PictureError.because("picture-unreachable", picture, host=place.host)
    for address in addresses:
        number = ip_address(address)
        allowed = any(number in network for network in policy.allow_addresses)
        if not allowed and not is_public(number):
            raise PictureError.because("picture-address", picture, host=place.host)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet, and to no tunnel into another."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def _plain_host(host: str) -> str:
    """The host as it is asked for; ``""`` where it is none, or a number in disguise.

    Source: the URL standard, "ends in a number checker": such a host is an address.
    """
    if len(host) > _MAX_HOST:
        return ""
    plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _HOST.fullmatch(plain) or _NUMBER.fullmatch(plain.rpartition(".")[2]):
        return ""
    return plain


def _target(path: str, query: str) -> str:
    target = quote(path or "/", safe=_TARGET_SAFE)
    return f"{target}?{quote(query, safe=_TARGET_SAFE)}" if query else target


def _pattern(named: str) -> tuple[str, int]:
    """A host as the newsroom names it: its name, with ``*.`` where that stands, and port."""
    host, _, port = named.strip().partition(":")
    wild = "*." if host.startswith("*.") else ""
    try:
        plain = _plain_host(host.removeprefix("*."))
    except ValueError:
        plain = ""
    number = int(port) if port.isascii() and port.isdigit() else HTTPS_PORT
    return (wild + plain if plain else ""), number


def _covers(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and host != pattern[2:]
    return host == pattern
