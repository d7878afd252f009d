"""Logins come from the environment alone, and belong to one origin."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

from cetak.acquire.places import Place
from cetak.acquire.reach import is_loopback, read_place
from cetak.errors import SourceError
from cetak.resources import Resources

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
    """

    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    variables: tuple[str, str] = ("", "")

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
    """The login for a source.

    Args:
        address: Where the source is.
        name: Its name in ``cetak.yaml``; with one, ``CETAK_<NAME>_USER`` and
            ``CETAK_<NAME>_PASSWORD`` are read, else those of ``WORDPRESS``, which
            ``CETAK_WORDPRESS_SITE`` may keep to one site.
        resources: The door to the environment.
    """
    key = _NOT_IN_NAMES.sub("_", name.upper()) or _UNNAMED
    variables = (f"CETAK_{key}_USER", f"CETAK_{key}_PASSWORD")
    site = "" if name else resources.environ(f"CETAK_{_UNNAMED}_SITE")
    if site and not _is_same_origin(site, address):
        return Credentials(address, variables=variables)
    user, password = (resources.environ(variable).strip() for variable in variables)
    return Credentials(address, user, password, variables)


def _is_same_origin(one: str, other: str) -> bool:
    first, second = read_place(one), read_place(other)
    return first is not None and second is not None and first.origin == second.origin
