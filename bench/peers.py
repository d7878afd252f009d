"""Other programs with the same stories as one plain document."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from jinja2 import Environment, FileSystemLoader

from bench import chromium
from bench.day import Day
from bench.whole import children_cpu_ms

TIMEOUT_SECONDS = 300
PAGEDJS = "pagedjs-cli"
PERCOLLATE = "percollate"
_WEASYPRINT = (
    "import sys, weasyprint; "
    "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
)
_BROWSER = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


@dataclass(frozen=True, slots=True)
class Peer:
    """What another program made of the same stories.

    Attributes:
        name: What the table calls it.
        wall_ms: From its start to its end.
        cpu_ms: Processor time of it and its children.
        size_bytes: The file.
        pages: Its pages.
        why_not: Why it was not measured; ``""`` where it was.
    """

    name: str
    wall_ms: float = float("nan")
    cpu_ms: float = float("nan")
    size_bytes: int = 0
    pages: int = 0
    why_not: str = ""


def peers_of(day: Day, folder: Path) -> Iterator[Peer]:
    """Each program with the day's stories as one document, a story on a new page.

    Args:
        day: The stories.
        folder: For their files.
    """
    one, two = (_document(day, columns) for columns in (1, 2))
    for page, said in ((one, "one column"), (two, "two columns")):
        target = folder / f"{page.stem}.pdf"
        command = [sys.executable, "-c", _WEASYPRINT, str(page), str(target)]
        yield _timed(f"WeasyPrint, one document, {said}", command, target)
    target = folder / "pagedjs.pdf"
    arguments = ["--browserArgs", ",".join(_BROWSER), str(one), "-o", str(target)]
    yield _tool(PAGEDJS, arguments, target)
    target = folder / "percollate.pdf"
    yield _tool(PERCOLLATE, ["pdf", "--no-sandbox", str(one), "-o", str(target)], target)


def _document(day: Day, columns: int) -> Path:
    here = Path(__file__).resolve().parent
    environment = Environment(loader=FileSystemLoader(here), autoescape=True)
    html = environment.get_template("day.html").render(articles=day.articles, columns=columns)
    path = day.folder / f"day-{columns}.html"
    path.write_text(html)
    return path


def find(tool: str) -> str:
    """Where a program is: on the path, or below the folder that ``NODE_TOOLS`` names."""
    own = os.environ.get("NODE_TOOLS", "")
    below = Path(own, "node_modules", ".bin", tool)
    return str(below) if own and below.exists() else shutil.which(tool) or ""


def _tool(name: str, arguments: Sequence[str], target: Path) -> Peer:
    program, browser = find(name), chromium.find()
    if not program:
        return Peer(name, why_not="not found")
    if not browser:
        return Peer(name, why_not="needs Chromium, which was not found")
    return _timed(name, [program, *arguments], target, {"PUPPETEER_EXECUTABLE_PATH": browser})


def _timed(
    name: str, command: Sequence[str], target: Path, environment: dict[str, str] | None = None
) -> Peer:
    start, cpu = time.perf_counter(), children_cpu_ms()
    try:
        subprocess.run(
            command,
            env={**os.environ, **(environment or {})},
            check=True,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return Peer(name, why_not=f"not ready after {TIMEOUT_SECONDS} s")
    except (OSError, subprocess.CalledProcessError) as problem:
        said = getattr(problem, "stderr", None) or str(problem).encode()
        last = said.decode("utf-8", "replace").strip().splitlines()[-1:]
        return Peer(name, why_not=f"failed: {' '.join(last)[:120]}")
    wall = (time.perf_counter() - start) * 1e3
    if not target.exists():
        return Peer(name, why_not="wrote no file")
    with pikepdf.open(target) as pdf:
        pages = len(pdf.pages)
    cpu = float("nan") if environment else children_cpu_ms() - cpu  # a browser is not waited for
    return Peer(name, wall, cpu, target.stat().st_size, pages)
