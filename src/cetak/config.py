"""The newsroom's desk: what ``cetak.yaml`` says, checked, every problem at once.

Each option is defined once, as a field here: its alias is the YAML key, its description the
row in ``docs/configuration.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from platformdirs import user_cache_path
from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError, PydanticUndefined

from cetak.article.blocks import Value
from cetak.article.located import Node
from cetak.article.located_yaml import read_yaml
from cetak.article.validated import models_in, validated
from cetak.errors import ConfigError, SourceError
from cetak.publication import EditionWishes, Publication
from cetak.resources import Resources

CONFIG_NAME = "cetak.yaml"
CONFIG_LIMIT_BYTES = 1_000_000


class PictureLimits(Value):
    """Which pictures are taken in, and how large they may be."""

    hosts: tuple[str, ...] = Field(
        (), description="Hosts that https pictures may come from; `*.example.id` for all below."
    )
    max_mb: float = Field(25, gt=0, le=500, description="Largest picture file in megabytes.")
    max_megapixels: float = Field(
        40, gt=0, le=200, description="Largest picture in millions of pixels."
    )
    timeout_seconds: float = Field(
        10, gt=0, le=300, description="Longest time for one picture from the network, in all."
    )


class Cleaning(Value):
    """What is taken out of stories."""

    packs: tuple[str, ...] = Field(
        ("generic", "wordpress", "indonesia"), description="Packs of rules, in this order."
    )
    rules: tuple[dict[str, Any], ...] = Field(
        (), description="The newsroom's own rules, asked first; see `rules.md`."
    )
    cap: float = Field(
        0.35, gt=0, le=1, description="Largest share of a story that one of its own rules takes."
    )

    def own_rules(self) -> tuple[Mapping[str, Any], ...]:
        """The newsroom's rules, each with the cap unless it names one."""
        return tuple({"cap": self.cap, **rule} for rule in self.rules)


class Output(Value):
    """Where finished papers go."""

    folder: str = Field("", description="Folder for PDFs; empty: where the command is run.")


_WEB = r"^$|^[Hh][Tt][Tt][Pp][Ss]?://[^/\s]"
_EXAMPLE = ["https://example.com/"]
_LISTS = {"hosts", "packs", "page", "pages", "publishing-days", "holidays"}
_KINDS = ("folder", "export", "wordpress", "feed", "pages")
WebAddress = Annotated[str, Field(pattern=_WEB, examples=_EXAMPLE)]


class SourceEntry(Value):
    """One place that stories come from; exactly one of its kinds is named."""

    name: str = Field(
        "",
        pattern=r"^$|^[A-Za-z][A-Za-z0-9_-]{0,40}$",
        description="What the source is called; `koran` has its login in `CETAK_KORAN_USER` and"
        " `CETAK_KORAN_PASSWORD`.",
        examples=["koran"],
    )
    folder: str = Field("", description="A folder of stories.")
    export: str = Field("", description="A file with many stories, such as a WordPress export.")
    wordpress: str = Field(
        "",
        pattern=_WEB,
        examples=_EXAMPLE,
        description="Address of a WordPress site, or of its REST interface.",
    )
    feed: str = Field(
        "", pattern=_WEB, examples=_EXAMPLE, description="Address of an RSS or Atom feed."
    )
    pages: tuple[WebAddress, ...] = Field(
        (), examples=_EXAMPLE, description="Addresses of web pages; `page` for one."
    )
    hosts: tuple[str, ...] = Field(
        (), description="Hosts besides its own that the source may be read from."
    )
    per_page: int = Field(
        100, ge=1, le=100, description="Posts that WordPress is asked for at once."
    )
    timeout_seconds: float = Field(
        30, gt=0, le=600, description="Longest time for one answer from the network."
    )
    retries: int = Field(3, ge=0, le=10, description="How often a failed question is asked again.")
    requests_per_second: float = Field(
        4, gt=0, le=1000, description="Most questions a second to one host."
    )

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> Self:
        named = [kind for kind in _KINDS if getattr(self, kind)]
        if len(named) != 1:
            code = "source-kinds-mixed" if named else "source-kind-missing"
            raise PydanticCustomError(code, "one kind of source")
        return self


class Desk(Value):
    """Everything a newsroom decides once for all its stories."""

    publication: Publication = Publication()
    edition: EditionWishes = EditionWishes()
    layout: str = Field("reader", description="Layout by name, or the folder of your own.")
    options: dict[str, str] = Field(
        default_factory=dict, description="Options of the layout, such as `paper: A5`."
    )
    sources: tuple[SourceEntry, ...] = Field(
        (), description="Where stories come from when none are named: a list."
    )
    pictures: PictureLimits = PictureLimits()
    cleaning: Cleaning = Cleaning()
    words: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="Own words on the page: language, then word, then text."
    )
    output: Output = Output()
    jobs: int = Field(0, ge=0, le=256, description="Worker processes; 0: one for each core.")
    store: str = Field("", description="Folder of finished sheets; empty: the user's cache.")

    def store_folder(self) -> Path:
        """The folder of finished sheets."""
        return Path(self.store) if self.store else user_cache_path("cetak") / "sheets"


def load_desk(
    resources: Resources, start: Path, explicit: Path | None = None
) -> tuple[Desk, Path | None]:
    """The desk of a story, and the file that says so.

    Args:
        resources: Where files are read.
        start: Folder of the story; the search goes from there upwards. A relative folder is
            searched up to the working directory.
        explicit: A file that the user named; nothing is searched then.

    Returns:
        The desk and its file, or the defaults and ``None``. Relative folders in the file are
        resolved against the file's own folder.

    Raises:
        ConfigError: With every problem at once, each with its place.
        ResourceError: If the file cannot be read.
    """
    path = explicit or _nearest(resources, start)
    if path is None:
        return Desk(), None
    content = resources.read(path, limit_bytes=CONFIG_LIMIT_BYTES)
    return _resolved(read_desk(str(path), content), path.parent), path


def read_desk(source: str, content: bytes) -> Desk:
    """The desk that a configuration file describes.

    Raises:
        ConfigError: With every problem at once, each with its place.
    """
    node = _read(source, content)
    if node.value is None:
        return Desk()
    desk, problems = validated(Desk, _spelled(node), source)
    if desk is None:
        raise ConfigError(*problems)
    return desk


def config_rows() -> list[tuple[str, str, str]]:
    """Key, default and description of every option, in the order of the model."""
    return list(_rows(Desk, ""))


def _nearest(resources: Resources, start: Path) -> Path | None:
    candidates = (folder / CONFIG_NAME for folder in (start, *start.parents))
    return next((path for path in candidates if resources.exists(path)), None)


def _read(source: str, content: bytes) -> Node:
    try:
        return read_yaml(content.decode("utf-8-sig"), source)
    except UnicodeDecodeError as problem:
        raise ConfigError.because("config-encoding", source) from problem
    except SourceError as stop:
        raise ConfigError(*stop.findings) from stop


def _spelled(node: Node) -> Node:
    """Underscores as dashes in the keys of the model; a section without content left out."""
    if not isinstance(node.value, dict):
        return node
    sections = {key.replace("_", "-"): value for key, value in node.value.items()}
    readers = dict.fromkeys(("publication", "edition", "pictures", "cleaning", "output"), _section)
    readers["sources"] = _sources
    return node.like(
        {
            key: readers[key](value) if key in readers else value
            for key, value in sections.items()
            if value.value is not None
        }
    )


def _sources(node: Node) -> Node:
    """Each source's fields; one source as a list of one, ``page`` as ``pages``."""
    listed = node.value if isinstance(node.value, list) else [node]
    return node.like([_source(one) for one in listed])


def _source(node: Node) -> Node:
    entry = _section(node)
    fields = entry.value
    if isinstance(fields, dict) and "page" in fields and "pages" not in fields:
        fields = {"pages" if key == "page" else key: value for key, value in fields.items()}
    return entry.like(fields)


def _section(node: Node) -> Node:
    if not isinstance(node.value, dict):
        return node
    fields = {key.replace("_", "-"): value for key, value in node.value.items()}
    named = {key: _listed(key, value) for key, value in fields.items() if value.value is not None}
    return Node(named, node.place, node.named_at)


def _listed(key: str, node: Node) -> Node:
    """A single host, day or name as a list of one."""
    if key == "imprint" and isinstance(node.value, dict):
        return node.like({role: _as_list(names) for role, names in node.value.items()})
    if key in _LISTS and isinstance(node.value, str):
        return _as_list(node)
    return node


def _as_list(node: Node) -> Node:
    """A value as a list of one; nothing as an empty list."""
    if isinstance(node.value, list):
        return node
    items = [] if node.value is None else [node]
    return Node(items, node.place, node.named_at)


def _resolved(desk: Desk, folder: Path) -> Desk:
    """Relative folders against the folder of the configuration, whoever reads it later."""
    edition = {"layout": _layout_beside(folder, desk.edition.layout)}
    changes: dict[str, object] = {
        "layout": _layout_beside(folder, desk.layout),
        "edition": desk.edition.model_copy(update=edition),
        "store": _beside(folder, desk.store),
        "output": Output(folder=_beside(folder, desk.output.folder)),
        "sources": tuple(_source_beside(folder, entry) for entry in desk.sources),
    }
    return desk.model_copy(update=changes)


def _source_beside(folder: Path, entry: SourceEntry) -> SourceEntry:
    places = {key: _beside(folder, getattr(entry, key)) for key in ("folder", "export")}
    return entry.model_copy(update=places)


def _layout_beside(folder: Path, layout: str) -> str:
    is_folder = layout.startswith(".") or "/" in layout
    return _beside(folder, layout) if is_folder else layout


def _beside(folder: Path, name: str) -> str:
    return str(folder / Path(name).expanduser()) if name else ""


def _rows(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, info in model.model_fields.items():
        key = f"{prefix}{info.alias or name}"
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from _rows(info.annotation, f"{key}.")
        else:
            default = info.get_default(call_default_factory=True)
            yield key, _written(default), info.description or ""
            for inner in models_in(info.annotation):
                yield from _rows(inner, f"{key}[].")


def _written(default: object) -> str:
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    is_nothing = default in ("", {}, None, PydanticUndefined)
    return "" if is_nothing else str(default)
