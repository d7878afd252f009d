"""The same input gives the same bytes, whatever the process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from printed import figure, numbered, photograph, press, story

SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_same_bytes import print_it
print(hashlib.sha256(print_it()).hexdigest())
"""


def print_it() -> bytes:
    link = '<a href="https://example.org/a">Tautan</a> dan <em>miring</em> <strong>tebal</strong>.'
    article = story(
        *numbered(3), figure(), link, byline=("Rina", "Ani"), canonical_url="https://example.com/a"
    )
    return press(article, {"a.jpg": photograph()}, paper="A4", columns="2").pdf


def digest_elsewhere(seed: str) -> str:
    folder = Path(__file__).resolve().parent
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(folder.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip()


def test_two_processes_and_this_one_write_the_same_bytes() -> None:
    here = hashlib.sha256(print_it()).hexdigest()
    assert [digest_elsewhere("1"), digest_elsewhere("2")] == [here, here]


def test_stories_printed_before_leave_no_trace() -> None:
    first = print_it()
    press(story("Lain sama sekali.", language="en"), paper="A5", drop_cap="yes")
    assert print_it() == first
