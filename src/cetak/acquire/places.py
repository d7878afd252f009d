"""A place on the network: host, port and path; and which numbers are public. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import quote

HTTPS_PORT = 443
HTTP_PORT = 80
MAX_URL = 2000
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
    """Where something lies on the network.

    Attributes:
        host: Host name in ASCII, lower case, without a dot at its end; or an IP address,
            that of version 6 without brackets.
        port: That of the scheme unless the address names another.
        target: Path and query, percent-encoded.
        scheme: ``https`` or ``http``.
    """

    host: str
    port: int
    target: str
    scheme: str = "https"

    @property
    def authority(self) -> str:
        """Host and port as the ``Host`` header spells them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == default_port(self.scheme) else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: ``http://127.0.0.1:8080``."""
        return f"{self.scheme}://{self.authority}"


def default_port(scheme: str) -> int:
    """80 for ``http``, else 443."""
    return HTTP_PORT if scheme == "http" else HTTPS_PORT


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet, and to no tunnel into another."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def plain_host(host: str) -> str:
    """The host as it is asked for; ``""`` where it is none, or a number in disguise.

    Source: the URL standard, "ends in a number checker": such a host is an address.
    """
    if len(host) > _MAX_HOST:
        return ""
    plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    if not _HOST.fullmatch(plain) or _NUMBER.fullmatch(plain.rpartition(".")[2]):
        return ""
    return plain


def target_of(path: str, query: str) -> str:
    """Path and query as they are asked for, percent-encoded."""
    target = quote(path or "/", safe=_TARGET_SAFE)
    return f"{target}?{quote(query, safe=_TARGET_SAFE)}" if query else target
