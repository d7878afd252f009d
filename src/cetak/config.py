"""The newsroom's desk: what ``cetak.yaml`` says, checked, every problem at once.

Each option is defined once, as a field here: its alias is the YAML key, its description the
row in ``docs/configuration.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from platformdirs import user_cache_path
from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from cetak.article.blocks import Value
from cetak.article.located import Node
from cetak.article.located_yaml import read_yaml
from cetak.article.validated import validated
from cetak.errors import ConfigError, SourceError
from cetak.resources import Resources

CONFIG_NAME = "cetak.yaml"
CONFIG_LIMIT_BYTES = 1_000_000


def _known_zone(name: str) -> str:
    try:
        if name:
            ZoneInfo(name)
    except (OSError, ValueError, KeyError) as problem:
        raise PydanticCustomError("time-zone-unknown", "unknown time zone") from problem
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


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


class Desk(Value):
    """Everything a newsroom decides once for all its stories."""

    publication: Publication = Publication()
    layout: str = Field("reader", description="Layout by name, or the folder of your own.")
    options: dict[str, str] = Field(
        default_factory=dict, description="Options of the layout, such as `paper: A5`."
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
    nested = {"publication", "pictures", "cleaning", "output"}
    return node.like(
        {
            key: _section(value) if key in nested else value
            for key, value in sections.items()
            if value.value is not None
        }
    )


def _section(node: Node) -> Node:
    if not isinstance(node.value, dict):
        return node
    fields = {key.replace("_", "-"): value for key, value in node.value.items()}
    named = {key: _listed(key, value) for key, value in fields.items() if value.value is not None}
    return Node(named, node.place, node.named_at)


def _listed(key: str, node: Node) -> Node:
    """A single host or pack as a list of one."""
    is_single = key in {"hosts", "packs"} and isinstance(node.value, str)
    return Node([node], node.place, node.named_at) if is_single else node


def _resolved(desk: Desk, folder: Path) -> Desk:
    """Relative folders against the folder of the configuration, whoever reads it later."""
    is_folder = desk.layout.startswith(".") or "/" in desk.layout
    changes: dict[str, object] = {
        "layout": _beside(folder, desk.layout) if is_folder else desk.layout,
        "store": _beside(folder, desk.store),
        "output": Output(folder=_beside(folder, desk.output.folder)),
    }
    return desk.model_copy(update=changes)


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


def _written(default: object) -> str:
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    return "" if default in ("", {}) else str(default)
