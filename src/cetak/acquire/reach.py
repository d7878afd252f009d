"""How far a source reaches: the origin that the user named, and hosts beside it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from cetak.acquire.places import MAX_URL, Place, default_port, is_public, plain_host, target_of

_PRIVATE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
"""Names that only a network of one's own gives out.

Source: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN 2024 (internal).
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be asked for one source.

    Attributes:
        named: Addresses that the user gave; their origins may be asked, with or without
            ``www.``, and over https where they were named with http.
        hosts: More hosts, as the newsroom names them: ``cdn.example.id``, ``*.example.id``,
            ``cms.lan:8080``; an IP address lets named hosts lead there.
    """

    named: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def covers(self, place: Place) -> bool:
        """Whether a place is within reach by its name."""
        origins = [one for address in self.named if (one := read_place(address))]
        if any(_is_origin(one, place) for one in origins):
            return True
        is_plain = any(one.scheme == "http" for one in origins)
        return (place.scheme == "https" or is_plain) and any(
            covers(name, place.host) and (port or default_port(place.scheme)) == place.port
            for name, port in map(host_pattern, self.hosts)
        )

    def admits(self, address: str, place: Place) -> bool:
        """Whether a place that is covered may lead to this number.

        A name that is public by its looks must lead to the public internet, unless the number
        itself was named too.
        """
        number = ip_address(address)
        numbers = {name for name, _ in map(host_pattern, self.hosts)}
        return is_public(number) or is_own(place.host) or str(number) in numbers


def read_place(address: str) -> Place | None:
    """An address taken apart; ``None`` for what is no address that can be asked.

    User names, numbers in disguise (``http://2130706433/``) and schemes but http and https are
    not asked; an IP address in its own spelling is one.
    """
    if len(address) > MAX_URL or not address.isprintable() or "\\" in address:
        return None
    try:
        parts = urlsplit(address.strip())
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not host or port == 0:
        return None
    target = target_of(parts.path, parts.query)
    return Place(host, port or default_port(parts.scheme), target, parts.scheme)


def is_own(host: str) -> bool:
    """Whether a name can only mean a machine of one's own network, or is a number."""
    is_below = any(host == name or host.endswith(f".{name}") for name in _PRIVATE_NAMES)
    return is_below or "." not in host or _number(host) is not None


def is_loopback(host: str) -> bool:
    """Whether a name means this very machine."""
    number = _number(host)
    if number is not None:
        return number.is_loopback
    return host == "localhost" or host.endswith(".localhost")


def host_pattern(named: str) -> tuple[str, int]:
    """A host as the newsroom names it: its name, with ``*.`` where that stands, and port or 0."""
    given = named.strip()
    if _number(given.strip("[]")) is not None:
        return str(_number(given.strip("[]"))), 0
    host, _, port = given.rpartition(":") if ":" in given else (given, "", "")
    wild = "*." if host.startswith("*.") else ""
    try:
        plain = _host(host.strip("[]").removeprefix("*."))
    except ValueError:
        plain = ""
    number = int(port) if port.isascii() and port.isdigit() else 0
    return (wild + plain if plain else ""), number


def covers(pattern: str, host: str) -> bool:
    """Whether a pattern such as ``*.example.id`` means a host."""
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and host != pattern[2:]
    return host == pattern


def _host(host: str) -> str:
    number = _number(host)
    return plain_host(host) if number is None else str(number)


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_origin(named: Place, place: Place) -> bool:
    if named.host.removeprefix("www.") != place.host.removeprefix("www."):
        return False
    if named.scheme == place.scheme:
        return named.port == place.port
    has_moved = (named.scheme, place.scheme) == ("http", "https")
    return has_moved and (named.port, place.port) == (80, 443)
