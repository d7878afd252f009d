"""A paper while the machine works against it: it is right, or the last good one stays."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest

from paper_desk import DAY, PaperDesk, index

STORIES = ("kapal", "pasar", "jembatan", "sawah", "hujan", "perahu")


@dataclass
class Command:
    """The real command in its own process, with a cache of its own."""

    desk: PaperDesk
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cache = str(self.desk.folder / "cache")
        self.environment = os.environ | {"XDG_CACHE_HOME": cache, "LC_ALL": "C.UTF-8"}

    @property
    def words(self) -> list[str]:
        return [sys.executable, "-m", "cetak", *self.desk.command(DAY, "--jobs", "2")]

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.words,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *before: str) -> tuple[int, str]:
        done = subprocess.run(
            [*before, *self.words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=300,
            check=False,
        )
        errors = done.stderr.decode()
        assert "Traceback" not in errors
        assert "cetak itself" not in errors
        return done.returncode, errors


@pytest.fixture
def command(tmp_path: Path) -> Command:
    desk = PaperDesk(tmp_path)
    for number, name in enumerate(STORIES):
        desk.story(name, priority=number + 1, section="Ekonomi" if number % 2 else "Daerah")
    return Command(desk)


def is_whole(path: Path) -> bool:
    """Whether a paper has all its pages and knows its stories."""
    content = path.read_bytes()
    document = pypdfium2.PdfDocument(content)
    try:
        told = index(content)
        return len(document) == len(told["pages"]) and len(told["stories"]) == len(STORIES)
    finally:
        document.close()


def test_two_runs_at_once_on_one_store_and_one_paper(command: Command) -> None:
    runs = [command.start() for _ in range(2)]
    ends = [(run.communicate(timeout=300)[1].decode(), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0], ends
    assert is_whole(command.desk.paper)
    first = command.desk.paper.read_bytes()
    assert list(command.desk.folder.rglob("*.part")) == []
    code, errors = command.run()
    assert (code, "0 sheets set anew" in errors) == (0, True)
    assert command.desk.paper.read_bytes() == first


def killed_at_random(command: Command, times: int) -> None:
    """Runs that are killed, each followed by a look at what lies there."""
    dice = random.Random(7)
    code, _ = command.run()
    assert code == 0
    assert is_whole(command.desk.paper)
    good = command.desk.paper.read_bytes()
    for number in range(times):
        command.desk.story("pasar", priority=2, section="Ekonomi", deck=f"Harga {number}.")
        if number % 2:
            shutil.rmtree(command.desk.folder / "cache", ignore_errors=True)
        process = command.start()
        time.sleep(dice.uniform(0.05, 3.0))
        end = os.killpg if number % 3 else os.kill  # with its workers, or alone
        end(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)  # until no worker holds its end of the pipe
        assert is_whole(command.desk.paper)
        if process.returncode != 0:
            told = index(command.desk.paper.read_bytes())["edition"]
            assert told >= index(good)["edition"]
    code, errors = command.run()
    assert code == 0, errors
    assert "sheet-corrupt" not in errors
    assert is_whole(command.desk.paper)
    last = command.desk.paper.read_bytes()
    shutil.rmtree(command.desk.folder / "cache")
    assert command.run()[0] == 0
    assert command.desk.paper.read_bytes() == last


def test_a_run_that_is_killed(command: Command) -> None:
    killed_at_random(command, 2)


@pytest.mark.soak
def test_many_runs_that_are_killed(command: Command) -> None:
    killed_at_random(command, 25)


def small_disk(folder: Path, kilobytes: int) -> tuple[str, ...]:
    """Prefix of a command that sees a small disk at a folder; empty if impossible."""
    if shutil.which("unshare") is None:
        return ()
    mount = f"mount -t tmpfs -o size={kilobytes}k none '{folder}' && exec \"$@\""
    before = ("unshare", "-m", "sh", "-c", mount, "sh")
    done = subprocess.run([*before, "true"], capture_output=True, check=False, timeout=60)
    return before if done.returncode == 0 else ()


def test_a_full_disk_where_the_paper_goes(command: Command) -> None:
    """The old paper is put onto the small disk first, and must be there afterwards."""
    desk = command.desk
    assert command.run()[0] == 0
    good = desk.paper.read_bytes()
    small = desk.folder / "small"
    small.mkdir()
    before = small_disk(small, len(good) // 1024 + 24)
    if not before:
        pytest.skip("no disk of our own can be mounted here")
    (desk.folder / "old.pdf").write_bytes(good)
    desk.story("pasar", priority=2, section="Ekonomi", deck="Harga turun.")
    (desk.folder / "go").write_text(
        f"cd '{desk.folder}'; cp old.pdf small/paper.pdf; \"$@\"; code=$?\n"
        "ls -A small >left; cp small/paper.pdf kept.pdf; exit $code\n"
    )
    words = [one if one != str(desk.paper) else str(small / "paper.pdf") for one in command.words]
    done = subprocess.run(
        [*before, "sh", str(desk.folder / "go"), *words],
        env=command.environment,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 6
    assert "no room left" in done.stderr.decode()
    assert (desk.folder / "left").read_text().split() == ["paper.pdf"]
    assert (desk.folder / "kept.pdf").read_bytes() == good


def test_a_full_disk_where_sheets_are_kept(command: Command) -> None:
    """The paper goes out; that nothing was kept is a warning."""
    cache = command.desk.folder / "cache"
    cache.mkdir()
    before = small_disk(cache, 16)
    if not before:
        pytest.skip("no disk of our own can be mounted here")
    code, errors = command.run(*before)
    assert code == 0, errors
    assert is_whole(command.desk.paper)
    assert "warning: " in errors


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(command: Command) -> None:
    command.desk.paper.parent.chmod(0o555)
    assert command.run()[0] == 6


@pytest.mark.soak
def test_a_day_of_a_thousand_stories(tmp_path: Path) -> None:
    """All of them are in; how long it took beside a hundred is told, not judged."""
    seconds = {}
    for count in (100, 1000):
        folder = tmp_path / str(count)
        folder.mkdir()
        desk = PaperDesk(folder)
        dice = random.Random(count)
        for number in range(count):
            text = " ".join(f"kata{dice.randrange(9_000)}" for _ in range(dice.randrange(20, 400)))
            body = [f"Mulai{number}. {text}.", f"Akhir{number}."]
            section, priority = f"Rubrik {number % 8}", 1 + number % 9
            desk.story(f"berita{number}", body=body, section=section, priority=priority)
        command = Command(desk)
        start = time.monotonic()
        code, errors = command.run()
        seconds[count] = time.monotonic() - start
        assert code == 0, errors[-2_000:]
        told = index(desk.paper.read_bytes())
        assert len(told["stories"]) == count
        printed = {row["story"] for page in told["pages"] for row in page["stories"]}
        assert len(printed) == count
    print(f"1,000 stories take {seconds[1000] / seconds[100]:.1f} times as long as 100")  # noqa: T201
