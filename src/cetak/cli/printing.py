"""``cetak print``: stories in, PDFs out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli.asking import day_word, refuse_contradictions
from cetak.cli.fence import fence
from cetak.cli.house import House, Wishes
from cetak.cli.options import RUN, Jobs, Memory, NoStore, Quiet, Timeout
from cetak.cli.order import STDOUT, Order
from cetak.cli.settings import assignment, language_tag
from cetak.cli.telling import Teller
from cetak.errors import INTERRUPTED_EXIT_CODE, PARTIAL_EXIT_CODE, CetakError
from cetak.run.warm import Limits

if TYPE_CHECKING:
    from cetak.cli.press_run import PressRun, Progress

WHICH = "Which stories"
WHERE = "Where it goes"
LOOK = "What it looks like"


def print_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="Story files, folders of them, addresses, or - for standard input. "
            "Default: the sources of cetak.yaml.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            callback=day_word,
            rich_help_panel=WHICH,
            help="Stories of this day alone: 2023-09-20, today or yesterday.",
        ),
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            callback=day_word,
            rich_help_panel=WHICH,
            help="Stories of this day and later ones.",
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            metavar="DAY",
            callback=day_word,
            rich_help_panel=WHICH,
            help="Stories of this day and earlier ones.",
        ),
    ] = "",
    find: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            rich_help_panel=WHICH,
            help="The one story with this address or uri.",
        ),
    ] = "",
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            rich_help_panel=WHICH,
            help="Let saved feeds and pages fetch what they leave out.",
        ),
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            rich_help_panel=WHICH,
            help="Print again what changes, until Ctrl-C.",
        ),
    ] = False,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            rich_help_panel=WHERE,
            help="Write the PDF of a single story here; - for standard output. "
            "Default: ./<date>-<slug>.pdf.",
        ),
    ] = "",
    out_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            rich_help_panel=WHERE,
            help="Folder for PDFs with default names; made where it is missing.",
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.json",
            rich_help_panel=WHERE,
            help="Write what was printed, removed and found as JSON.",
        ),
    ] = None,
    show: Annotated[
        bool, typer.Option("--open", rich_help_panel=WHERE, help="Open the first PDF at the end.")
    ] = False,
    layout: Annotated[
        str,
        typer.Option(
            metavar="LAYOUT",
            rich_help_panel=LOOK,
            help="Layout by name, or the folder of your own. Default: reader.",
        ),
    ] = "",
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            rich_help_panel=LOOK,
            help="Set an option of the layout, such as paper=A5. May be given several times.",
        ),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="LANG",
            callback=language_tag,
            rich_help_panel=LOOK,
            help="Language of the stories, such as id or en-GB, whatever they say themselves.",
        ),
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            rich_help_panel=RUN,
            help="Configuration file. Default: the nearest cetak.yaml above the story.",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            rich_help_panel=RUN,
            help="Print no story that has a finding of severity error.",
        ),
    ] = False,
    jobs: Jobs = 0,
    timeout: Timeout = 60.0,
    memory: Memory = 2048,
    no_store: NoStore = False,
    quiet: Quiet = False,
    summary: Annotated[
        bool,
        typer.Option("--summary", rich_help_panel=RUN, help="End with a table of all stories."),
    ] = False,
) -> None:
    """Print stories as PDFs."""
    order = Order(
        sources=tuple(sources or ()),
        on=on,
        since=since,
        until=until,
        find=find,
        complete=complete,
        watch=watch,
        wishes=Wishes(layout, tuple(assignment(option) for option in options or ()), language),
        output=output,
        out_dir=out_dir,
        config=config,
        report=report,
        limits=Limits(timeout, memory * 1024**2),
        jobs=jobs,
        strict=strict,
        keep=not no_store,
        show=show,
        quiet=quiet,
        summary=summary,
    )
    house: House = context.obj
    teller = Teller(house.language, quiet)
    with fence(house, teller):
        raise typer.Exit(carry_out(order, house, teller))


def carry_out(order: Order, house: House, teller: Teller) -> int:
    """Carry out an order and give the exit code."""
    from cetak.cli.press_run import PressRun  # noqa: PLC0415 - pydantic, only for this command
    from cetak.cli.watching import watched  # noqa: PLC0415

    refuse_contradictions(order)
    if order.watch:
        from cetak.cli.watch_rounds import keep_printing  # noqa: PLC0415

        return keep_printing(order, house, teller)
    with watched(house, order, teller) as watch:
        run = PressRun(house, order, watch.teller)
        code = _run_or_stop(run, watch.progress)
    _sum_up(run, teller, is_stopped=code == INTERRUPTED_EXIT_CODE)
    if code not in (0, PARTIAL_EXIT_CODE, INTERRUPTED_EXIT_CODE):
        return code
    reported = _write_report(run, teller)
    if code == INTERRUPTED_EXIT_CODE:
        raise KeyboardInterrupt
    _show_first(run, teller)
    return code if reported else PARTIAL_EXIT_CODE


def _run_or_stop(run: PressRun, progress: Progress) -> int:
    """Run to the end, or until Ctrl-C; what was printed by then is told and kept."""
    try:
        return run.run(progress)
    except KeyboardInterrupt:
        if not run.lines:
            raise
        return INTERRUPTED_EXIT_CODE


def _sum_up(run: PressRun, teller: Teller, *, is_stopped: bool) -> None:
    counts = run.counts
    caption = counts.told(teller, is_stopped=is_stopped) if counts.is_worth_telling else ""
    if run.order.summary:
        _print_summary(run, caption, teller)
    elif caption and not teller.quiet:
        teller.write(caption)


def _print_summary(run: PressRun, caption: str, teller: Teller) -> None:
    from cetak.cli.report import summary_table  # noqa: PLC0415
    from cetak.cli.tables import draw  # noqa: PLC0415

    draw(summary_table(run.lines, caption, teller), stderr=run.order.output == STDOUT)


def _write_report(run: PressRun, teller: Teller) -> bool:
    """Write the report; the PDFs are there whether or not that succeeds."""
    from cetak.cli.report import report_json  # noqa: PLC0415

    if run.order.report is None:
        return True
    found = report_json(run.lines, run.counts, run.reading.undated, teller.language)
    try:
        run.house.resources.write(run.order.report, found)
    except CetakError as problem:
        teller.error(problem)
        return False
    return True


def _show_first(run: PressRun, teller: Teller) -> None:
    from cetak.run.many import Printed  # noqa: PLC0415

    outcomes = (line.outcome for line in run.lines)
    paths = (outcome.path for outcome in outcomes if isinstance(outcome, Printed))
    path = next((path for path in paths if path), None)
    if run.order.show and path and not run.house.open(path):
        teller.note("no-viewer", path=str(path))
