"""The command as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cetak import __version__
from cetak.cli import start

HEAVY = {
    "weasyprint",
    "PIL",
    "lxml",
    "pydantic",
    "rich",
    "yaml",
    "jinja2",
    "pikepdf",
    "babel",
    "fastapi",
}


def cetak(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cetak", *arguments],
        cwd=cwd,
        env=os.environ | {"XDG_CACHE_HOME": str(cwd / "cache"), "LC_ALL": "C"} | environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.decode().split()}


def test_the_version_is_said_at_once(tmp_path: Path) -> None:
    assert cetak("--version", cwd=tmp_path).stdout.decode() == f"cetak {__version__}\n"
    assert "typer" not in loaded(
        "import cetak.cli; sys.argv[1:] = ['--version']; cetak.cli.main()"
    )


def test_the_commands_import_nothing_heavy() -> None:
    assert loaded("import cetak.cli.app, cetak.cli.house, cetak.cli.start") & HEAVY == set()


def test_the_worker_begins_with_next_to_nothing() -> None:
    assert loaded("import cetak.run.worker") & (HEAVY | {"typer"}) == set()


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["print", "--nonsense"]])
def test_a_wrong_command_line_is_exit_code_two(tmp_path: Path, arguments: list[str]) -> None:
    done = cetak(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_help_is_no_error(tmp_path: Path) -> None:
    done = cetak("print", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert b"Examples" in done.stdout


def test_the_schema_is_json(tmp_path: Path) -> None:
    done = cetak("schema", cwd=tmp_path)
    assert json.loads(done.stdout)["$schema"].endswith("2020-12/schema")


def test_layouts_are_listed_and_shown(tmp_path: Path) -> None:
    assert b"reader  " in cetak("layouts", "list", cwd=tmp_path).stdout
    shown = cetak("layouts", "show", "reader", cwd=tmp_path).stdout.decode()
    assert [
        line.split()[0] for line in shown.splitlines() if line.startswith(("paper", "qr"))
    ] == [
        "paper",
        "qr",
    ]
    missing = cetak("layouts", "show", "nonsense", cwd=tmp_path)
    assert missing.returncode == 5
    assert missing.stderr.startswith(b"error: ")


def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "cetak", "schema"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_file_and_no_worker(tmp_path: Path, number: int) -> None:
    (tmp_path / "a.md").write_text("A")
    script = Path(__file__).with_name("hanging_desk.py")
    with subprocess.Popen(
        [sys.executable, str(script), "print", "a.md"], cwd=tmp_path, stderr=subprocess.PIPE
    ) as process:
        worker = int(eventually(tmp_path / "worker.pid"))
        process.send_signal(number)
        told = process.communicate(timeout=60)[1].decode()
    assert is_gone(worker)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "worker.pid"]
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert told == (
            "Interrupted. Files that were finished are whole; nothing is half-written.\n"
        )


def eventually(path: Path) -> str:
    for _ in range(3000):
        if path.exists():
            return path.read_text()
        time.sleep(0.01)
    raise AssertionError(f"{path} never came")


def is_gone(pid: int) -> bool:
    for _ in range(1000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("arguments", "prints"),
    [
        (["print", "story.md"], True),
        (["edition", "2023-09-20"], True),
        (["edition"], True),
        (["edition", "print", "plan.yaml"], True),
        (["edition", "plan", "today"], False),
        (["edition", "diff", "a.pdf", "b.pdf"], False),
        (["clean", "page.html"], False),
        ([], False),
    ],
)
def test_a_worker_warms_up_for_those_who_print(arguments: list[str], *, prints: bool) -> None:
    assert start._prints(arguments) is prints
