"""What the warm workers are asked to do, with a clock at each stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cetak import pipeline
from cetak.acquire.sources import Raw
from cetak.config import Desk
from cetak.jobs import Job

STAGES = ("adapt and clean", "compose", "lay out", "write", "proof")


@dataclass(slots=True)
class Clocked:
    """How long a story took in a worker.

    Attributes:
        wall_ms: All of it, in milliseconds.
        cpu_ms: Processor time of all of it.
        stages_ms: By stage.
        settings: How many times the story was laid out, small levers included.
        passes: How many times the engine was run over it.
    """

    wall_ms: float = 0.0
    cpu_ms: float = 0.0
    stages_ms: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    settings: int = 0
    passes: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what happens inside to a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages_ms[name] += (time.perf_counter() - start) * 1e3


def own_story(raw: Raw, desk: Desk, job: Job) -> Clocked:
    """Everything between the bytes of a story and its proved PDF, the store left out."""
    clocked = Clocked()
    with _clocks_in(clocked), _whole(clocked):
        with clocked.stage("adapt and clean"):
            pipeline.prepare(raw, desk)
        pipeline.print_sheet(job)
    return clocked


def pages_of(job: Job) -> Any:
    """The HTML, style sheets and pictures of a job, as the press gets them the first time."""
    from cetak.press.printing import Press  # noqa: PLC0415 - the engine, in workers only

    seen: list[Any] = []

    def keep(lay_out: Callable[..., Any]) -> Callable[..., Any]:
        def kept(press: Any, pages: Any) -> Any:
            seen.append(pages)
            return lay_out(press, pages)

        return kept

    with _replaced(Press, "lay_out", keep):
        pipeline.print_sheet(job)
    return seen[0]


def warm_plain() -> None:
    """Import the engine with our fonts and none of our seams."""
    from cetak.press import engine  # noqa: PLC0415

    engine.new_font_configuration()


def plain_tagged(pages: Any) -> Clocked:
    """The same HTML through WeasyPrint as it comes, tagged as our own pages are."""
    return _plain_story(pages, {"pdf_variant": "pdf/ua-1", "pdf_tags": True})


def plain_bare(pages: Any) -> Clocked:
    """The same without tags."""
    return _plain_story(pages, {})


def _plain_story(pages: Any, how: dict[str, Any]) -> Clocked:
    """Parsed, laid out once, written."""
    from cetak.press import engine  # noqa: PLC0415

    fonts, sheets = _plain_press(pages.stylesheets)
    clocked = Clocked()
    with _whole(clocked):
        document = engine.weasyprint.HTML(
            string=pages.html, url_fetcher=engine.PictureFetcher(pages.pictures)
        )
        document.write_pdf(stylesheets=sheets, font_config=fonts, **how)
    return clocked


_plain: dict[tuple[str, ...], tuple[Any, Any]] = {}


def _plain_press(stylesheets: tuple[str, ...]) -> tuple[Any, Any]:
    """Fonts loaded once and style sheets parsed once, as whoever is in a hurry would do."""
    from cetak.press import engine  # noqa: PLC0415

    if stylesheets not in _plain:
        fonts = engine.new_font_configuration()
        sheets = [engine.weasyprint.CSS(string=text, font_config=fonts) for text in stylesheets]
        _plain[stylesheets] = (fonts, sheets)
    return _plain[stylesheets]


@contextmanager
def _whole(clocked: Clocked) -> Iterator[None]:
    start, start_cpu = time.perf_counter(), time.process_time()
    yield
    clocked.wall_ms = (time.perf_counter() - start) * 1e3
    clocked.cpu_ms = (time.process_time() - start_cpu) * 1e3


@contextmanager
def _clocks_in(clocked: Clocked) -> Iterator[None]:
    """Clocks at the pipeline's doors, taken off again at the end."""
    from cetak.press.printing import LaidOut, Press  # noqa: PLC0415
    from cetak.proof import checking  # noqa: PLC0415

    def at(stage: str, count: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return lambda function: _clocked(function, clocked, stage, count)

    with (
        _replaced(pipeline, "compose", at("compose")),
        _replaced(Press, "lay_out", at("lay out", "settings")),
        _replaced(Press, "_pass", at("", "passes")),
        _replaced(LaidOut, "write", at("write")),
        _replaced(checking, "check", at("proof")),
    ):
        yield


def _clocked(
    function: Callable[..., Any], clocked: Clocked, stage: str, count: str
) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        if count:
            setattr(clocked, count, getattr(clocked, count) + 1)
        if not stage:
            return function(*arguments, **named)
        with clocked.stage(stage):
            return function(*arguments, **named)

    return timed


@contextmanager
def _replaced(
    owner: Any, name: str, change: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, change(original))
    try:
        yield
    finally:
        setattr(owner, name, original)
