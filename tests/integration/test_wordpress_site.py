"""The WordPress of the tests leaves nothing behind, however its run ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wordpress_site import PARTS, Database, house, lacking

pytestmark = pytest.mark.integration
RUN = PARTS / "hanging_run.py"


def processes_in(folder: str) -> list[str]:
    """Command lines of programs that work in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if folder in line:
            found.append(line)
    return found


def comes_true(is_so: Callable[[], bool]) -> bool:
    for _ in range(200):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def test_a_killed_run_leaves_no_programs_and_its_folder_is_swept(database: Database) -> None:
    run = subprocess.Popen([sys.executable, str(RUN)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    folder = run.stdout.readline().strip()
    assert {"mariadbd", "php"} <= {
        Path(word).name for line in processes_in(folder) for word in line.split()
    }
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert comes_true(lambda: processes_in(folder) == [])
    assert Path(folder).exists()
    with house() as other:
        assert not Path(folder).exists()
        assert database.folder.exists()
    assert not other.exists()


def test_what_cannot_be_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "packages.sh"
    script.write_text('echo "Packages are missing: wordpress" >&2; exit 1', "utf-8")
    monkeypatch.setattr("wordpress_site.PACKAGES", script)
    assert lacking().endswith("Packages are missing: wordpress")
