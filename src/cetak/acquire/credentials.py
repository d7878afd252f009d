"""Logins come from the environment alone, and belong to one origin."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cetak.acquire.places import Place
from cetak.acquire.reach import is_loopback, read_place
from cetak.errors import SourceError
from cetak.resources import Resources

SITE_VARIABLE = "CETAK_WORDPRESS_SITE"
"""Environment variable that names the site that a login without a name belongs to."""

_UNNAMED = "WORDPRESS"
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and an application password, or the places where they would be looked for.

    Attributes:
        address: What they belong to: its origin alone gets them.
        user: User name, or ``""``.
        password: The password, or ``""``.
        variables: Names of the two environment variables.
        withheld_from: Origin that does not get the login of the environment, because nobody has
            said that it belongs there; ``""`` where none is kept back.
    """

    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    variables: tuple[str, str] = ("", "")
    withheld_from: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is a login at all."""
        return bool(self.user and self.password)

    def header(self, place: Place, name: str) -> tuple[tuple[str, str], ...]:
        """The ``Authorization`` header for a place; none where they do not belong.

        Args:
            place: What is asked.
            name: What the user calls the source, for the error.

        Raises:
            SourceError: ``login-without-https`` where it would go over the wire in the open.

        Source: RFC 7617, the Basic scheme, as WordPress's application passwords use it.
        """
        own = read_place(self.address)
        if not self.is_given or own is None or own.origin != place.origin:
            return ()
        if place.scheme != "https" and not is_loopback(place.host):
            raise SourceError.because("login-without-https", name, host=place.host)
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
        return (("Authorization", f"Basic {token}"),)


def credentials_for(address: str, name: str, resources: Resources) -> Credentials:
    """The login for a source of ``cetak.yaml``.

    Args:
        address: Where the source is.
        name: Its name; with one, ``CETAK_<NAME>_USER`` and ``CETAK_<NAME>_PASSWORD`` are read,
            else those of ``WORDPRESS``, which ``CETAK_WORDPRESS_SITE`` may keep to one site.
        resources: The door to the environment.
    """
    site = "" if name else resources.environ(SITE_VARIABLE)
    login = _in_environment(address, name, resources)
    return login if not site or _is_same_origin(site, address) else _withheld(login)


def credentials_on_request(
    address: str, resources: Resources, named: Iterable[tuple[str, str]] = ()
) -> Credentials:
    """The login for an address of the command line.

    Anybody's address may stand there. A password goes only where the newsroom has said before
    that it belongs: in ``CETAK_WORDPRESS_SITE``, or by a source of its configuration. This very
    machine is trusted where neither names a site.

    Args:
        address: What the user typed.
        resources: The door to the environment.
        named: Address and name of each WordPress site that the configuration knows.
    """
    for known, name in named:
        if _is_same_origin(known, address):
            return credentials_for(address, name, resources)
    login = _in_environment(address, "", resources)
    site, place = resources.environ(SITE_VARIABLE), read_place(address)
    is_here = place is not None and is_loopback(place.host)
    is_meant = _is_same_origin(site, address) if site else is_here
    return login if is_meant else _withheld(login)


def _in_environment(address: str, name: str, resources: Resources) -> Credentials:
    key = _NOT_IN_NAMES.sub("_", name.upper()) or _UNNAMED
    variables = (f"CETAK_{key}_USER", f"CETAK_{key}_PASSWORD")
    user, password = (resources.environ(variable).strip() for variable in variables)
    return Credentials(address, user, password, variables)


def _withheld(login: Credentials) -> Credentials:
    place = read_place(login.address)
    origin = place.origin if login.is_given and place is not None else ""
    return replace(login, user="", password="", withheld_from=origin)


def _is_same_origin(one: str, other: str) -> bool:
    first, second = read_place(one), read_place(other)
    return first is not None and second is not None and first.origin == second.origin
