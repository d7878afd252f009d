"""The Article: one story with everything a newsroom knows of it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from cetak.article.blocks import Block, Figure, Value
from cetak.article.richtext import RichText

Moment = dt.datetime | dt.date
"""A day, or a day with its time (aware where the source names an offset)."""


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
    date: dt.date | None = None
    agency: str = ""


class Correction(Value):
    """A correction printed with the story: *Ralat*, *Koreksi*, *Hak jawab*."""

    kind: Literal["correction", "clarification", "right-of-reply"] = "correction"
    date: dt.date | None = None
    text: RichText


class Article(Value):
    """One story, clean, as it will be printed.

    Field names are those of IPTC ninjs 3.1 and schema.org NewsArticle where these have one.
    """

    headline: RichText = RichText()
    kicker: RichText = Field(RichText(), description="Small line above the headline.")
    deck: RichText = Field(RichText(), description="Summary below the headline.")
    byline: tuple[str, ...] = Field((), description="Who wrote it.")
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    body: tuple[Block, ...] = ()
    picture: Figure | None = Field(None, description="Main picture, printed above the copy.")
    section: str = ""
    language: str = Field("", pattern=r"^$|^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    uri: str = ""
    slug: str = Field("", pattern=r"^[^/\\\x00-\x1f]*$", max_length=200)
    canonical_url: str = Field("", pattern=r"^$|^https?://")
    published: Moment | None = None
    updated: Moment | None = None
    embargoed_until: dt.datetime | None = None
    version: str = ""
    status: Status = Status.USABLE
    priority: int = Field(5, ge=1, le=9, description="IPTC urgency: 1 is the most urgent.")
    label: str = Field("", description="Opinion, advertorial ...: always printed.")
    corrections: tuple[Correction, ...] = ()
    source: str = Field("", description="Publication or agency the story is from.")
    rights: str = ""
    keywords: tuple[str, ...] = ()
