"""``cetak edition --watch``: rounds of one edition, each told in one line."""

from __future__ import annotations

import datetime as dt
import io
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console
from typer.testing import CliRunner

from cetak.acquire.sources import Intake, Raw, Source, Unreadable
from cetak.acquire.watching import Changes
from cetak.clean.report import Cleaned
from cetak.cli.app import app
from cetak.cli.edition_watching import Steps, bars
from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.cli.workshop import Workshop
from cetak.config import Desk
from cetak.continuing import OtherPages
from cetak.errors import SourceError
from cetak.run.executor import Executor
from cetak.run.warm import Limits
from paper_desk import CONFIG, DAY, PaperDesk, PaperHouse, index, texts

Step = Callable[[], Changes]


@dataclass
class WatchingHouse(PaperHouse):
    steps: list[Step] = field(default_factory=list)
    places: tuple[Path, ...] = ()
    cleaned: list[str] = field(default_factory=list)
    presses: int = 0

    def changes(self, places: Sequence[Path]) -> Iterator[Changes]:
        self.places = tuple(places)
        for step in self.steps:
            yield step()
        raise KeyboardInterrupt

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        self.cleaned.append(Path(raw.name).stem)
        return super().clean(raw, desk, pages)

    def executor(self, workers: int, limits: Limits) -> Executor:
        self.presses += 1
        return super().executor(workers, limits)


@dataclass
class Watched:
    """A desk whose paper is watched."""

    desk: PaperDesk
    house: WatchingHouse

    def rounds(self, *steps: Step, what: str = DAY, more: Sequence[str] = ()) -> list[str]:
        """The lines of all rounds, without their time and how long they took."""
        self.house.steps = list(steps)
        result = self.run(what, "--watch", *more)
        assert result[0] == 0
        lines = re.findall(r"^06:30:00 (.+)$", result[1], re.MULTILINE)
        return [re.sub(r", \d+\.\d s", "", line) for line in lines]

    def run(self, what: str, *more: str) -> tuple[int, str]:
        command = self.desk.command(what, *more)
        at = command.index("--report")
        done = CliRunner().invoke(app, command[:at] + command[at + 2 :], obj=self.house)
        assert "Traceback" not in done.stderr
        return done.exit_code, done.stderr

    def written(self, name: str, content: str) -> Changes:
        path = self.desk.folder / name
        path.write_text(content)
        return Changes(frozenset({path}))

    def story(self, name: str, headline: str) -> Changes:
        self.desk.story(name, headline=headline)
        return Changes(frozenset({self.desk.folder / "stories" / f"{name}.yaml"}))

    def killed(self, name: str) -> Changes:
        self.desk.kill(name)
        return Changes(gone=frozenset({self.desk.folder / "stories" / f"{name}.yaml"}))

    @property
    def front(self) -> str:
        return texts(self.desk.paper.read_bytes())[0]


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    desk = PaperDesk(tmp_path)
    desk.story("kapal", priority=1)
    desk.story("pasar", priority=2)
    return Watched(desk, WatchingHouse(desk.clock, folder=tmp_path))


def test_only_what_changed_is_cleaned_and_set_again(watched: Watched) -> None:
    told = watched.rounds(lambda: watched.story("pasar", "Judul baru"), Changes)
    assert [re.sub(r"\d pages", "N pages", line) for line in told] == [
        "paper.pdf: 2 stories, N pages, sheets set anew: 4",
        "paper.pdf: 2 stories, N pages, sheets set anew: 3: pasar.yaml",
        "paper.pdf: 2 stories, N pages, sheets set anew: 0",
    ]
    assert watched.house.cleaned == ["kapal", "pasar", "pasar"]
    assert watched.house.presses == 1
    assert "Judul baru" in " ".join(texts(watched.desk.paper.read_bytes()))


def test_stories_come_and_go(watched: Watched) -> None:
    told = watched.rounds(
        lambda: watched.story("sawah", "Judul sawah"), lambda: watched.killed("pasar")
    )
    assert [line.split(": ")[1].split(",")[0] for line in told] == [
        "2 stories",
        "3 stories",
        "2 stories",
    ]
    assert told[2].endswith("pasar.yaml")


def test_all_rounds_make_one_edition(watched: Watched) -> None:
    watched.rounds(lambda: watched.story("pasar", "Judul baru"))
    assert index(watched.desk.paper.read_bytes())["edition"] == 1
    told = watched.rounds(
        lambda: watched.story("pasar", "Judul ketiga"),
        lambda: watched.story("pasar", "Judul keempat"),
    )
    editions = [re.findall(r"edition (\d)", line) for line in told]
    assert editions == [[], ["2"], ["2"]]
    assert index(watched.desk.paper.read_bytes())["edition"] == 2
    assert "Judul keempat" in watched.front


def test_a_round_that_fails_leaves_the_last_good_paper(watched: Watched) -> None:
    good: list[bytes] = []

    def breaks() -> Changes:
        good.append(watched.desk.paper.read_bytes())
        return watched.written("cetak.yaml", "layuot: x\n")

    def still_broken() -> Changes:
        good.append(watched.desk.paper.read_bytes())
        return Changes(frozenset({watched.desk.folder / "stories" / "kapal.yaml"}))

    config = (watched.desk.folder / "cetak.yaml").read_text()
    told = watched.rounds(
        breaks, still_broken, lambda: watched.written("cetak.yaml", config + "jobs: 1\n")
    )
    assert told[1:3] == [
        "No new paper; the last one stays: cetak.yaml",
        "No new paper; the last one stays: kapal.yaml",
    ]
    assert told[3].startswith("paper.pdf: 2 stories")
    assert good[0] == good[1]


def test_what_stays_wrong_is_told_once(watched: Watched) -> None:
    watched.house.steps = [
        lambda: watched.written("stories/rusak.yaml", "headline: [\n"),
        lambda: watched.story("pasar", "Judul baru"),
        lambda: watched.written("stories/rusak.yaml", "headline: {\n"),
    ]
    code, errors = watched.run(DAY, "--watch")
    assert code == 0
    assert len(re.findall(r"^error: ", errors, re.MULTILINE)) == 1
    assert errors.count("left out: 1") == 3


def test_a_picture_that_changes_is_read_again(watched: Watched) -> None:
    def photograph(colour: str) -> Changes:
        path = watched.desk.folder / "stories" / "kapal.png"
        Image.new("RGB", (600, 400), colour).save(path)
        return Changes(frozenset({path}))

    photograph("red")
    picture = {"source": "kapal.png", "alt": "Kapal"}
    watched.desk.story("kapal", priority=1, picture=picture)
    told = watched.rounds(lambda: photograph("blue"), Changes)
    assert [line.split("anew: ")[1] for line in told] == ["4", "1: kapal.png", "0"]
    assert watched.house.cleaned == ["kapal", "pasar"]


def test_the_plan_is_watched_and_read_again(watched: Watched) -> None:
    plan = watched.desk.folder / "plan.yaml"
    where = watched.desk.command(DAY)[2:6]
    done = CliRunner().invoke(
        app, ["edition", "plan", DAY, *where, "-o", str(plan)], obj=watched.house
    )
    assert done.exit_code == 0
    whole = plan.read_text()
    pasar = whole.index('      - story: "' + str(watched.desk.folder / "stories" / "pasar.yaml"))
    told = watched.rounds(lambda: watched.written("plan.yaml", whole[:pasar]), what=str(plan))
    assert plan in watched.house.places
    assert [line.split(": ")[1].split(",")[0] for line in told] == ["2 stories", "1 stories"]
    assert "Judul pasar" not in " ".join(texts(watched.desk.paper.read_bytes()))


def test_folders_plan_and_configuration_are_watched(watched: Watched) -> None:
    watched.rounds()
    folder = watched.desk.folder
    assert watched.house.places == (folder / "stories", folder / "cetak.yaml")


@pytest.mark.parametrize("option", ["--report=r.json", "--extras=x", "--summary"])
def test_what_belongs_to_one_run_is_refused(watched: Watched, option: str) -> None:
    code, errors = watched.run(DAY, "--watch", option)
    assert code == 2
    assert option.partition("=")[0] in errors


@pytest.mark.parametrize("source", ["https://koran.example/", "gone"])
def test_only_what_lies_here_can_be_watched(watched: Watched, source: str) -> None:
    command = ["edition", DAY, "--from", source, "--watch", "-o", str(watched.desk.paper)]
    done = CliRunner().invoke(app, command, obj=watched.house)
    assert done.exit_code == 2
    assert "--watch needs folders" in done.stderr
    assert not watched.desk.paper.exists()


@dataclass
class Network:
    """A source that counts how often it is asked."""

    broken: bool = False
    asked: int = 0
    name: str = "https://koran.example/"

    def on(self, source: Source) -> Iterator[Intake]:
        self.asked += 1
        yield Raw("a", b"headline: A\n", None, "https://koran.example/a")
        if self.broken:
            yield Unreadable("b", SourceError.because("web-missing", "b", status=404))

    def find(self, uri: str) -> Iterator[Intake]:
        raise NotImplementedError

    def all(self, since: dt.date | None, until: dt.date | None) -> Iterator[Intake]:
        raise NotImplementedError


@pytest.mark.parametrize(("broken", "asked"), [(False, 1), (True, 3)])
def test_the_network_is_asked_once_unless_something_did_not_come(
    watched: Watched, broken: bool, asked: int
) -> None:
    workshop, network = Workshop(watched.house), Network(broken)
    for _ in range(3):
        found = list(workshop.intakes(network, (None, None), network.on))  # type: ignore[arg-type]
        assert [one.name for one in found] == (["a", "b"] if broken else ["a"])
    assert network.asked == asked
    workshop.forget()
    list(workshop.intakes(network, (None, None), network.on))  # type: ignore[arg-type]
    assert network.asked == asked + 1


@dataclass
class Joining(House):
    """Cleans a story that goes on on another page."""

    cleaned: int = 0

    def clean(self, raw: Raw, desk: Desk, pages: OtherPages | None = None) -> Cleaned:
        self.cleaned += 1
        assert pages is not None
        pages.took(pages.page("a-2", raw))
        return super().clean(replace(raw, content=b"headline: A\nbody: [B]\n"), desk)


@dataclass
class Shelf:
    """Brings pages, and notes what became part of a story."""

    taken: list[str] = field(default_factory=list)

    def page(self, address: str, beside: Raw) -> Raw:
        return Raw(address, b"", beside.folder)

    def took(self, raw: Raw) -> None:
        self.taken.append(raw.name)


@pytest.mark.parametrize(("address", "cleaned"), [("https://koran.example/a", 1), ("", 2)])
def test_a_page_beside_a_file_is_read_again_and_one_of_the_network_is_not(
    watched: Watched, address: str, cleaned: int
) -> None:
    house = Joining(watched.house.resources)
    workshop, raw = Workshop(house), Raw("a.yaml", b"x", None, address)
    for _ in range(2):
        shelf = Shelf()
        workshop.clean(raw, Desk(), shelf)
        assert shelf.taken == ["a-2"]
    assert house.cleaned == cleaned


@pytest.mark.parametrize("width", [28, 60, 200])
def test_each_step_is_a_line_on_terminals_of_any_width(width: int) -> None:
    drawn = io.StringIO()
    console = Console(file=drawn, width=width, force_terminal=True, color_system=None)
    with bars(console) as bar:
        steps = Steps(bar, Teller("en"))
        steps.tell("reading", 12, 0)
        steps.tell("printing", 3, 12)
        steps.tell("binding", 0, 1)
        bar.refresh()
        table = Console(file=io.StringIO(), width=width, record=True)
        table.print(bar.get_renderable())
    lines = [line.rstrip() for line in table.export_text().splitlines()]
    assert len(lines) == 3
    assert lines[0].startswith("Stories re")
    assert (lines[0].split()[-1], lines[1].split()[-1]) == ("12", "3/12")
    assert all(len(line) <= width for line in lines)
    assert [task.finished for task in bar.tasks] == [True, True, False]


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for task in tasks for one in task.read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def until(happened: Callable[[], object]) -> None:
    for _ in range(1200):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it has not happened")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers")
def test_ctrl_c_leaves_the_old_paper_nothing_half_written_and_no_worker(tmp_path: Path) -> None:
    desk = PaperDesk(tmp_path)
    for number in range(24):
        desk.story(f"berita{number}", 60)
    (tmp_path / "cetak.yaml").write_text(f"{CONFIG}store: {tmp_path / 'store'}\njobs: 2\n")
    desk.paper.write_bytes(b"the old paper")
    command = [sys.executable, "-m", "cetak", *desk.command(DAY)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        until(lambda: desk.store)
        workers = children_of(running.pid)
        running.send_signal(signal.SIGINT)
        errors = running.communicate(timeout=30)[1]
    assert running.returncode == 130
    assert "Traceback" not in errors
    assert workers != []
    until(lambda: not any(map(is_alive, workers)))
    assert desk.paper.read_bytes() == b"the old paper"
    assert list(tmp_path.glob("*.part")) == []
    assert not (tmp_path / "report.json").exists()
