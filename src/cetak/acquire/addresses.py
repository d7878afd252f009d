"""Which addresses may be asked for a picture: judged by name first, then by number. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from cetak.acquire.places import (
    HTTP_PORT,
    HTTPS_PORT,
    MAX_URL,
    Place,
    is_public,
    plain_host,
    target_of,
)
from cetak.acquire.policy import PictureError, PicturePolicy
from cetak.acquire.reach import Reach, covers, host_pattern, is_own, read_place


def upgraded(url: str, policy: PicturePolicy) -> str:
    """The address to be asked first.

    Old stories name pictures with ``http`` on hosts that have long moved to https: those of the
    story's own origin, and those that the newsroom has named, are asked over https.
    """
    place, origins = read_place(url), Reach(policy.origins)
    if place is None or (place.scheme, place.port) != ("http", HTTP_PORT) or is_own(place.host):
        return url
    secure = Place(place.host, HTTPS_PORT, place.target)
    is_named = any(covers(host_pattern(host)[0], place.host) for host in policy.hosts)
    moved = not origins.covers(place) and (is_named or origins.covers(secure))
    return f"{secure.origin}{secure.target}" if moved else url


def place_of(url: str, picture: str, origins: Sequence[str] = ()) -> Place:
    """Take an address apart.

    Args:
        url: The address to be asked.
        picture: What the story calls the picture, for the error.
        origins: Where the story itself came from; there http and numbers are as they are.

    Raises:
        ResourceError: ``picture-scheme``, or ``picture-url`` for user names, hosts that are
            numbers in any spelling, and whatever else no picture's address needs.
    """
    own = read_place(url)
    if own is not None and Reach(tuple(origins)).covers(own):
        return own
    if len(url) > MAX_URL or not url.isprintable() or "\\" in url:
        raise PictureError.because("picture-url", picture)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = plain_host(parts.hostname or "")
    except ValueError as problem:
        raise PictureError.because("picture-url", picture) from problem
    if parts.scheme != "https":
        raise PictureError.because("picture-scheme", picture, scheme=parts.scheme)
    if "@" in parts.netloc or "[" in parts.netloc or not host or port == 0:
        raise PictureError.because("picture-url", picture)
    return Place(host, HTTPS_PORT if port is None else port, target_of(parts.path, parts.query))


def judge_host(place: Place, policy: PicturePolicy, picture: str) -> None:
    """See that the newsroom has named the host and port, or the story came from there.

    Raises:
        ResourceError: ``picture-host`` or ``picture-port``.
    """
    if Reach(policy.origins).covers(place):
        return
    named = [host_pattern(host) for host in policy.hosts]
    ports = [port or HTTPS_PORT for name, port in named if covers(name, place.host)]
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
    own = Reach(policy.origins)
    is_own_place = own.covers(place)
    for address in addresses:
        number = ip_address(address)
        allowed = any(number in network for network in policy.allow_addresses)
        allowed = allowed or (is_own_place and own.admits(address, place))
        if not allowed and not is_public(number):
            raise PictureError.because("picture-address", picture, host=place.host)
