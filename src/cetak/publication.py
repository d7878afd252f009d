"""What a newsroom says of its paper, once for all editions: a part of ``cetak.yaml``.

Each option is defined here alone, as ``config.py`` does for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cetak.article.blocks import Value
from cetak.article.moments import Day

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_DAY_NAMES: Mapping[str, Weekday] = dict(
    zip(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"), WEEKDAYS, strict=True)
)


def _known_zone(name: str) -> str:
    try:
        if name:
            ZoneInfo(name)
    except (OSError, ValueError, KeyError) as problem:
        raise PydanticCustomError("time-zone-unknown", "unknown time zone") from problem
    return name


def _named(section: Any) -> Any:
    """A section of which only the name is given."""
    return {"name": section} if isinstance(section, str) else section


def _as_weekday(name: Any) -> Any:
    """A day of the week by its name in English or Indonesian, short or whole."""
    if not isinstance(name, str):
        return name
    plain = name.strip().lower().replace("'", "")
    return _DAY_NAMES.get(plain) or (plain[:3] if plain.endswith("day") else plain)


def _each_once(sections: tuple[SectionWish, ...]) -> tuple[SectionWish, ...]:
    seen: set[str] = set()
    for section in sections:
        if section.name.casefold() in seen:
            raise PydanticCustomError(
                "section-twice", "a section named twice", {"fact": section.name}
            )
        seen.add(section.name.casefold())
    return sections


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Ear(Value):
    """One of the two boxes beside the nameplate."""

    title: str = Field("", max_length=60, description="First line of an ear.")
    text: str = Field("", max_length=200, description="What stands below it.")


class SectionWish(Value):
    """A section of the paper, in the order of the list."""

    name: str = Field(min_length=1, max_length=60, description="As stories name it.")
    letter: str = Field(
        "",
        pattern=r"^[A-Z]?$",
        description="Letter of page labels from here on, where a new part of the paper begins.",
        examples=["B"],
    )
    columns: int | None = Field(None, ge=1, le=6, description="Columns of its stories.")


Sections = Annotated[
    tuple[Annotated[SectionWish, BeforeValidator(_named)], ...], AfterValidator(_each_once)
]


class Publication(Value):
    """The paper that the stories are from."""

    name: str = Field("", description="Name of the paper, as printed on every page.")
    url: str = Field(
        "",
        pattern=r"^$|^https?://",
        description="Address of its front page.",
        examples=["https://example.com"],
    )
    language: str = Field(
        "",
        pattern=r"^$|^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$",
        description="Language of stories that name none, such as `id` or `en-GB`.",
        examples=["id", "en-GB"],
    )
    time_zone: TimeZone = Field(
        "", description="Time zone of printed times, such as `Asia/Makassar`; empty: the story's."
    )
    section: str = Field("", description="Section of stories that name none.")
    rights: str = Field("", description="Copyright line of stories that name none.")
    nameplate: str = Field(
        "",
        max_length=60,
        description="The name as a front page shows it; empty: `name`.",
    )
    ears: tuple[Ear, ...] = Field(
        (), max_length=2, description="One or two boxes beside the nameplate: `title` and `text`."
    )
    city: str = Field("", description="City where the paper appears, printed in the date line.")
    price: str = Field("", max_length=60, description="Price, printed in the date line.")
    sections: Sections = Field(
        (),
        description="Sections in order: names, or `name`, `letter` of page labels, `columns`.",
    )
    first_day: Day | None = Field(
        None, description="Day of the first issue; volume and number are counted from it."
    )
    publishing_days: tuple[Annotated[Weekday, BeforeValidator(_as_weekday)], ...] = Field(
        WEEKDAYS, min_length=1, description="Days of the week on which it appears: `mon`, `senin`."
    )
    holidays: tuple[Day, ...] = Field((), description="Days on which it does not appear.")
    numbering: Literal["volume", "running"] = Field(
        "volume",
        description="Issues counted anew each `volume`, or on and on: `running`.",
    )
    issn: str = Field(
        "",
        pattern=r"^$|^\d{4}-\d{3}[\dX]$",
        description="ISSN, printed in the imprint.",
        examples=["1234-5679"],
    )
    imprint: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Imprint: each role with one name or several, in the order of printing.",
    )


class EditionWishes(Value):
    """How the daily edition is made."""

    layout: str = Field("edition", description="Layout of the edition, or the folder of your own.")
    options: dict[str, str] = Field(
        default_factory=dict, description="Options of that layout, such as `paper: tabloid`."
    )
    columns: int | None = Field(
        None, ge=1, le=6, description="Columns of a story; empty: as many as the page has."
    )
    brief_words: int = Field(
        150, ge=0, le=1000, description="A story without picture and of fewer words is a brief."
    )
    refers: int = Field(6, ge=0, le=30, description="Most stories that the front page refers to.")
    page_labels: Literal["numbers", "sections"] = Field(
        "numbers", description="Pages are called 1, 2, 3 (`numbers`) or A1, B1 (`sections`)."
    )
    section_starts: Literal["page", "run-on"] = Field(
        "page",
        description="A section begins a new `page`, or fills the last one: `run-on`.",
    )
