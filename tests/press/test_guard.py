"""A worker's doors, tried in a process of their own: they cannot be opened again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = r"""
import importlib, json, os, shutil, socket, subprocess, sys, tempfile, urllib.request
sys.path.insert(0, sys.argv[1])
home = sys.argv[2]
from printed import figure, photograph, press, reader, story
from cetak.pipeline import warm_up
reader()
warm_up()
tries = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", 9)),
    "bind": lambda: socket.socket().bind(("127.0.0.1", 0)),
    "unix": lambda: socket.socket(socket.AF_UNIX).connect("/nowhere"),
    "resolve": lambda: socket.getaddrinfo("localhost", 80),
    "urlopen": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    "file-url": lambda: urllib.request.urlopen("file:///etc/passwd"),
    "passwd": lambda: open("/etc/passwd").read(),
    "os-open": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "dots": lambda: open(sys.prefix + "/../../../../../../../../../../etc/passwd"),
    "zero": lambda: open("/dev/zero"),
    "own-file": lambda: open(home + "/secret.txt"),
    "write": lambda: open(home + "/new.txt", "w"),
    "append": lambda: open(home + "/secret.txt", "a"),
    "update": lambda: open(home + "/secret.txt", "r+"),
    "temporary": lambda: tempfile.TemporaryFile(dir=home),
    "write-prefix": lambda: open(sys.prefix + "/evil.pth", "w"),
    "remove": lambda: os.remove(home + "/secret.txt"),
    "rename": lambda: os.rename(home + "/secret.txt", home + "/b"),
    "mkdir": lambda: os.mkdir(home + "/folder"),
    "symlink": lambda: os.symlink("/etc/passwd", home + "/link"),
    "rmtree": lambda: shutil.rmtree(home),
    "chmod": lambda: os.chmod(home + "/secret.txt", 0o777),
    "popen": lambda: subprocess.run(["true"]),
    "system": lambda: os.system("true"),
    "fork": lambda: os.fork(),
    "exec": lambda: os.execv("/bin/true", ["true"]),
}
outcome = {}
for name, attempt in tries.items():
    try:
        attempt()
        outcome[name] = "open"
    except PermissionError as problem:
        outcome[name] = type(problem).__name__
    except Exception as problem:
        outcome[name] = repr(problem)
paper = press(
    story("Satu.", figure(), language="en", canonical_url="https://example.com/a"),
    {"a.jpg": photograph()},
)
outcome["printed"] = "Satu." in paper.text
os.write(1, json.dumps(outcome).encode())
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    home = tmp_path_factory.mktemp("home")
    (home / "secret.txt").write_text("secret")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(Path(__file__).resolve().parents[1]), str(home)],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert [path.name for path in home.iterdir()] == ["secret.txt"]
    assert (home / "secret.txt").read_text() == "secret"
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_every_door_is_shut(outcome: dict[str, object]) -> None:
    doors = {name: how for name, how in outcome.items() if name != "printed"}
    assert len(doors) > 20
    assert doors == dict.fromkeys(doors, "DoorShutError")


def test_a_page_is_still_printed(outcome: dict[str, object]) -> None:
    assert outcome["printed"] is True


def test_this_process_is_open() -> None:
    assert os.access("/etc/passwd", os.R_OK)
    assert Path("/etc/passwd").read_bytes()
