"""The typed blocks that a story's body is made of, in a newspaper desk's words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from cetak.article.richtext import RichText


class Value(BaseModel):
    """An immutable value that accepts no field it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )


class BlockValue(Value):
    """A value that says its type whenever it is written, also where defaults are left out."""

    type: str

    @model_serializer(mode="wrap")
    def _with_type(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"type": self.type, **write(self)}


class Picture(Value):
    """A picture as the source names it; the intake fetches it and names it by its hash.

    Source: IPTC Photo Metadata, usage terms and credit line.
    """

    source: str = Field(min_length=1, description="File beside the story, or https address.")
    alt: str = Field("", description="What the picture shows, for those who cannot see it.")
    credit: str = Field("", description="Who made it: photographer, agency.")
    cleared_for_print: bool = Field(True, description="False: it is left out, with a finding.")
    usage_terms: str = Field("", description="Terms of use, as the agency words them.")


class Paragraph(BlockValue):
    """A paragraph of copy."""

    type: Literal["paragraph"] = "paragraph"
    text: RichText


class Crosshead(BlockValue):
    """A small headline inside the copy."""

    type: Literal["crosshead"] = "crosshead"
    text: RichText
    level: int = Field(1, ge=1, le=3, description="1 divides the story, 2 a part of it.")


class Figure(BlockValue):
    """A picture with its cutline (the caption) and credit."""

    type: Literal["figure"] = "figure"
    picture: Picture
    cutline: RichText = RichText()


class PullQuote(BlockValue):
    """A quotation from the copy, set large; repeats what the copy says."""

    type: Literal["pull-quote"] = "pull-quote"
    text: RichText
    by: str = Field("", description="Who said it.")


class Quotation(BlockValue):
    """A longer quotation set apart in the copy: a letter, a statement, a verse."""

    type: Literal["quotation"] = "quotation"
    paragraphs: tuple[RichText, ...] = Field(min_length=1)
    by: str = Field("", description="Whose words they are.")


class ListItem(Value):
    """One item of a list, with a list below it where there is one."""

    text: RichText
    items: tuple[ListItem, ...] = ()


class List(BlockValue):
    """A bulleted or numbered list."""

    type: Literal["list"] = "list"
    ordered: bool = False
    start: int = Field(1, ge=0, description="First number of an ordered list.")
    items: tuple[ListItem, ...] = Field(min_length=1)


class Cell(Value):
    """A table cell."""

    text: RichText = RichText()
    header: bool = False
    colspan: int = Field(1, ge=1, le=50)
    rowspan: int = Field(1, ge=1, le=50)


class Table(BlockValue):
    """A table; ``head`` rows repeat on every page the table runs over."""

    type: Literal["table"] = "table"
    caption: RichText = RichText()
    head: tuple[tuple[Cell, ...], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = Field(min_length=1)


class Embed(BlockValue):
    """Something that plays or moves on a screen; on paper a line with its address."""

    type: Literal["embed"] = "embed"
    kind: Literal["video", "audio", "post", "map", "document", "graphic", "other"] = "other"
    address: str
    title: str = ""
    provider: str = ""
    words: tuple[RichText, ...] = Field((), description="What a post says, quoted above its line.")
    by: str = Field("", description="Who wrote the post.")


class Refer(BlockValue):
    """A line that sends the reader elsewhere ("see page 3")."""

    type: Literal["refer"] = "refer"
    text: RichText
    address: str = ""


class Preformatted(BlockValue):
    """Text whose line breaks and spaces count: a program, a score sheet."""

    type: Literal["preformatted"] = "preformatted"
    text: str


class EndMark(BlockValue):
    """The sign that the story ends, such as ``(*)`` or ``(fai/idh)``."""

    type: Literal["end-mark"] = "end-mark"
    text: str = "■"


class Sidebar(BlockValue):
    """A box beside the story with a headline of its own."""

    type: Literal["sidebar"] = "sidebar"
    headline: RichText = RichText()
    blocks: tuple[SidebarBlock, ...] = Field(min_length=1)


SidebarBlock = Annotated[
    Paragraph | Crosshead | Figure | Quotation | List | Table | Refer | Preformatted,
    Field(discriminator="type"),
]
Block = Annotated[
    Paragraph
    | Crosshead
    | Figure
    | PullQuote
    | Quotation
    | List
    | Table
    | Sidebar
    | Embed
    | Refer
    | Preformatted
    | EndMark,
    Field(discriminator="type"),
]

Sidebar.model_rebuild()
