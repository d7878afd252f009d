"""What a newsroom lets in: the limits for pictures, and the shape of a fetcher."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol, Self

from cetak.errors import ResourceError
from cetak.findings import Fact, Where

_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class PicturePolicy:
    """Limits that every picture keeps to.

    Attributes:
        hosts: Hosts that pictures may come from: ``img.example.id``, ``*.example.id`` for
            every host below it, ``img.example.id:8443`` for another port than 443.
            Without any, nothing is fetched.
        max_bytes: Size of a file, or of what a server sends, unpacked.
        max_pixels: Width times height, judged before anything is decoded.
        timeout_seconds: For one picture from the network, all in all.
        story_seconds: For all pictures of a story from the network; those left are not asked.
        max_pictures: How many different pictures a story may have.
        origins: Addresses that the story came from. Pictures of the same origin need not be
            named, may be http where that was, and private where that was named so.
        allow_addresses: Networks that count as public although they are not; for tests.
    """

    hosts: tuple[str, ...] = ()
    max_bytes: int = 25_000_000
    max_pixels: int = 40_000_000
    timeout_seconds: float = 10.0
    story_seconds: float = 60.0
    max_pictures: int = 200
    origins: tuple[str, ...] = ()
    allow_addresses: tuple[IPv4Network | IPv6Network, ...] = ()


class Fetch(Protocol):
    """Brings the bytes behind an address, within the policy."""

    def __call__(self, url: str, policy: PicturePolicy) -> bytes:
        """The bytes.

        Raises:
            ResourceError: With the reason why they are not brought.
        """


class PictureError(ResourceError):
    """A picture that is not let in; its findings tell it by the fact ``picture``."""

    @classmethod
    def because(cls, code: str, where: Where | str = "", **facts: Fact) -> Self:
        """A refusal.

        Args:
            code: Why, such as ``picture-missing``.
            where: What the story calls the picture.
            **facts: More for the message.
        """
        source = where.source if isinstance(where, Where) else where
        return super().because(code, where, picture=picture_name(source), **facts)


def picture_name(source: str) -> str:
    """A picture's source fit to be shown: printable, at most 200 characters."""
    shown = "".join(
        letter if letter.isprintable() else "�" for letter in source[:_SHOWN_CHARACTERS]
    )
    return shown + "…" if len(source) > _SHOWN_CHARACTERS else shown
