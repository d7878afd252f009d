"""The Article: one story with everything a newsroom knows of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from cetak.article.blocks import Block, Figure, Value
from cetak.article.moments import Day, ExactMoment, Moment
from cetak.article.richtext import RichText

__all__ = ["Article", "Correction", "Credit", "Dateline", "Moment", "Status"]


class Status(StrEnum):
    """Publishing status. Source: IPTC ninjs 3.1, ``pubStatus``."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Credit(Value):
    """Somebody's part in the story, such as ``Credit(role="Editor", name="Ani")``."""

    role: str
    name: str


class Dateline(Value):
    """Place and date that open the copy: ``MOSCOW, 20 September 2023 –``.

    Attributes:
        place: The place as the newsroom writes it.
        date: The day it was written on, where the dateline names it.
        agency: Agency or paper named in it (``KOMPAS.com``, ``ANTARA News``).
    """

    place: str = ""
    date: Day | None = None
    agency: str = ""


class Correction(Value):
    """A correction printed with the story: *Ralat*, *Koreksi*, *Hak jawab*."""

    kind: Literal["correction", "clarification", "right-of-reply"] = "correction"
    date: Day | None = None
    text: RichText


class Article(Value):
    """One story, clean, as it will be printed.

    Field names are those of IPTC ninjs 3.1 and schema.org NewsArticle where these have one.
    """

    headline: RichText = Field(RichText(), description="The story's title.")
    kicker: RichText = Field(RichText(), description="Small line above the headline.")
    deck: RichText = Field(RichText(), description="Summary below the headline.")
    byline: tuple[str, ...] = Field((), description="Who wrote it.")
    dateline: Dateline | None = Field(None, description="Place and date that open the copy.")
    credits: tuple[Credit, ...] = Field((), description="Other roles than the writer's.")
    body: tuple[Block, ...] = Field((), description="The copy, block by block.")
    picture: Figure | None = Field(None, description="Main picture, printed above the copy.")
    section: str = Field("", description="Part of the paper it belongs to.")
    language: str = Field(
        "",
        pattern=r"^$|^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$",
        description="BCP 47 language of the story.",
        examples=["id", "en-GB"],
    )
    uri: str = Field("", description="The name that the newsroom's system knows it by.")
    slug: str = Field(
        "",
        pattern=r"^[^/\\\x00-\x1f]*$",
        max_length=200,
        description="Short name for files and addresses.",
        examples=["harbour-opens"],
    )
    canonical_url: str = Field(
        "",
        pattern=r"^$|^https?://",
        description="Where it is read on the web.",
        examples=["https://example.com/story"],
    )
    published: Moment | None = Field(None, description="Day, or day and time, it came out.")
    updated: Moment | None = Field(None, description="Day, or day and time, of the last change.")
    embargoed_until: ExactMoment | None = Field(None, description="Not to be printed before.")
    version: str = Field("", description="Which version of the story this is.")
    status: Status = Field(Status.USABLE, description="Withheld and canceled do not print.")
    priority: int = Field(5, ge=1, le=9, description="IPTC urgency: 1 is the most urgent.")
    label: str = Field("", description="Opinion, advertorial ...: always printed.")
    corrections: tuple[Correction, ...] = Field((), description="Printed with the story.")
    source: str = Field("", description="Publication or agency the story is from.")
    rights: str = Field("", description="Copyright line.")
    keywords: tuple[str, ...] = Field((), description="Words to find it by; not printed.")
