"""A desk that prints papers in tests: the real engine in this process, a folder of stories."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import yaml
from typer.testing import CliRunner

from cetak.cli.app import app
from cetak.cli.house import House
from cetak.config import Desk
from cetak.resources import LocalResources
from cetak.run.executor import Executor, SerialExecutor
from cetak.run.store import FolderStore, SheetStore
from cetak.run.warm import Limits

DAY = "2023-09-20"
SENTENCE = "Kapal itu berangkat dari pelabuhan pada malam hari dan kembali menjelang pagi. "
CONFIG = """\
publication:
  name: Kabar Rawai
  language: id
  time-zone: Asia/Makassar
  sections: [Daerah, Ekonomi]
edition:
  options: {paper: A5}
"""


class Clock(LocalResources):
    """This machine at another time."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2023, 9, 20, 6, 30, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment

    def environ(self, name: str) -> str:
        return "C.UTF-8" if name == "LC_ALL" else ""


@dataclass
class PaperHouse(House):
    """The real pipeline, one process, and a store and a cache of its own."""

    folder: Path = Path()

    def cache_folder(self) -> Path:
        return self.folder / "cache"

    def executor(self, workers: int, limits: Limits) -> Executor:
        return SerialExecutor()

    def store(self, desk: Desk) -> SheetStore:
        return FolderStore(self.folder / "store")


@dataclass(frozen=True)
class Run:
    """What one run of the command came to."""

    code: int
    errors: str
    report: dict[str, Any]

    @property
    def rendered(self) -> int:
        return int(self.report["rendered"])

    @property
    def codes(self) -> list[str]:
        return [one["code"] for one in self.report["findings"]]


@dataclass
class PaperDesk:
    """A folder with stories, and papers made of them.

    Attributes:
        folder: Where everything lies.
        clock: The time that the desk thinks it is.
    """

    folder: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        (self.folder / "stories").mkdir(exist_ok=True)
        (self.folder / "cetak.yaml").write_text(CONFIG)

    @property
    def paper(self) -> Path:
        return self.folder / "paper.pdf"

    @property
    def store(self) -> dict[str, bytes]:
        """The sheets in the store by their names."""
        files = (self.folder / "store").glob("[0-9a-f][0-9a-f]/*")
        return {f"{path.parent.name}{path.name}": path.read_bytes() for path in files}

    def story(self, name: str, sentences: int = 6, **fields: Any) -> None:
        """Write a story; no two names share their first words."""
        known: dict[str, Any] = {
            "headline": f"Judul {name}",
            "section": "Daerah",
            "published": f"{DAY}T09:00:00+08:00",
            "body": [f"{name.capitalize()} pertama. " + SENTENCE * sentences, f"Akhir {name}."],
        }
        every = {key.replace("_", "-"): one for key, one in (known | fields).items()}
        wanted = {key: one for key, one in every.items() if one is not None}
        path = self.folder / "stories" / f"{name}.yaml"
        path.write_text(yaml.safe_dump(wanted, allow_unicode=True))

    def kill(self, name: str) -> None:
        (self.folder / "stories" / f"{name}.yaml").unlink()

    def run(self, *arguments: str, what: str = DAY) -> Run:
        report = self.folder / "report.json"
        report.unlink(missing_ok=True)
        done = CliRunner().invoke(app, self.command(what, *arguments), obj=self.house())
        assert "Traceback" not in done.stderr
        assert list(self.folder.rglob("*.part")) == []
        told = json.loads(report.read_text()) if report.exists() else {}
        return Run(done.exit_code, done.stderr, told)

    def command(self, what: str, *arguments: str) -> list[str]:
        where = [
            "--from",
            str(self.folder / "stories"),
            "--config",
            str(self.folder / "cetak.yaml"),
        ]
        end = ["-o", str(self.paper), "--report", str(self.folder / "report.json")]
        return ["edition", what, *where, *end, *arguments]

    def house(self) -> PaperHouse:
        return PaperHouse(self.clock, folder=self.folder)


def texts(pdf: bytes) -> list[str]:
    """The text of each page, divided words joined and white space reduced."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [" ".join(one.replace("\ufffe\r\n", "").replace("\ufffe", "").split()) for one in found]


def index(pdf: bytes) -> Mapping[str, Any]:
    """The ``edition.json`` that lies in a paper."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told: Mapping[str, Any] = json.loads(
            opened.attachments["edition.json"].get_file().read_bytes()
        )
    return told
