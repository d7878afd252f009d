"""Runs ``cetak print`` with a real worker whose job never ends; started by a test."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fake_house

from cetak.article.sheet import Sheet
from cetak.cli.app import app
from cetak.run.executor import Executor, ProcessExecutor
from cetak.run.warm import Limits


def hang(_: object) -> Sheet:
    Path("worker").write_text(str(os.getpid()))
    Path("worker").rename("worker.pid")
    while True:
        time.sleep(60)


class HangingHouse(fake_house.FakeHouse):
    @property
    def print_sheet(self) -> Callable[[Any], Sheet]:
        import hanging_desk  # noqa: PLC0415 - by the name that a worker knows it by

        return hanging_desk.hang

    def executor(self, workers: int, limits: Limits) -> Executor:
        return ProcessExecutor(workers, limits)


if __name__ == "__main__":
    house = HangingHouse(fake_house.Environment({"LC_ALL": "C"}), folder=Path.cwd())
    app(sys.argv[1:], obj=house)
