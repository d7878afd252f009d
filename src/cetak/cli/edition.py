"""``cetak edition``: a day's paper as one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from cetak.cli import examples
from cetak.cli.edition_order import EditionOrder, PrintShop
from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.options import RUN, ConfigFile, FromSources, Jobs, Memory, NoStore, Quiet, Timeout
from cetak.cli.settings import assignment
from cetak.cli.telling import Teller
from cetak.errors import PARTIAL_EXIT_CODE
from cetak.run.warm import Limits

if TYPE_CHECKING:
    from cetak.cli.edition_run import Finished

WHICH = "Which stories"
WHERE = "Where it goes"
LOOK = "What it looks like"
SHOP = "For the print shop"
GREY = (("ink-saver", "yes"),)
PLAN_SUFFIXES = (".yaml", ".yml")


class _EditionGroup(typer.core.TyperGroup):
    """A first word that names a command is one; anything else is what to print.

    Attributes:
        default: The command that needs not be named.
    """

    default = "print"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command's own name before a day, a plan or options."""
        asks_help = args and args[0] in ("-h", "--help")
        if not asks_help and not (args and args[0] in self.commands):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


edition_app = typer.Typer(
    cls=_EditionGroup,
    help="Print a day's paper as one PDF; write and change its plan.",
    rich_markup_mode="rich",
)


@edition_app.command("print", epilog=examples.EDITION)
def edition_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="[DAY | PLAN.yaml]",
            help="A day: 2023-09-20, today or yesterday; or a plan of one. Default: today.",
            show_default=False,
        ),
    ] = "",
    sources: FromSources = None,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            rich_help_panel=WHERE,
            help="The paper. Default: ./<date>-<name of the paper>.pdf.",
        ),
    ] = "",
    report: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.json",
            rich_help_panel=WHERE,
            help="Write what was printed, left out, found and proved as JSON.",
        ),
    ] = None,
    extras: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            rich_help_panel=WHERE,
            help="Write each section and story as a PDF, pictures of the pages, an EPUB "
            "and edition.json into this folder, too.",
        ),
    ] = None,
    archival: Annotated[
        bool,
        typer.Option("--archival", rich_help_panel=WHERE, help="Make it PDF/A-3u as well."),
    ] = False,
    layout: Annotated[
        str,
        typer.Option(
            metavar="LAYOUT",
            rich_help_panel=LOOK,
            help="Layout of the paper by name, or the folder of your own. Default: edition.",
        ),
    ] = "",
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            rich_help_panel=LOOK,
            help="Set an option of the layout, such as paper=Tabloid. May be given several times.",
        ),
    ] = None,
    bleed: Annotated[
        float,
        typer.Option(
            min=0,
            max=20,
            metavar="MM",
            rich_help_panel=SHOP,
            help="Millimetres of bleed around each page.",
        ),
    ] = 0,
    crop_marks: Annotated[
        bool,
        typer.Option("--crop-marks", rich_help_panel=SHOP, help="Show where pages are cut."),
    ] = False,
    grey: Annotated[
        bool,
        typer.Option("--grey", rich_help_panel=SHOP, help="Black ink alone, pictures too."),
    ] = False,
    booklet: Annotated[
        bool,
        typer.Option(
            "--booklet",
            rich_help_panel=SHOP,
            help="Write a second file, <name>-booklet.pdf: two pages a sheet, to be folded.",
        ),
    ] = False,
    config: ConfigFile = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            rich_help_panel=RUN,
            help="Write no paper where there is a finding of severity error.",
        ),
    ] = False,
    jobs: Jobs = 0,
    timeout: Timeout = 60.0,
    memory: Memory = 2048,
    no_store: NoStore = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            rich_help_panel=RUN,
            help="Make the paper again when something changes, until Ctrl-C.",
        ),
    ] = False,
    preview: Annotated[
        bool,
        typer.Option(
            "--preview",
            rich_help_panel=RUN,
            help="Watch, and show the pages in the browser, on this machine alone.",
        ),
    ] = False,
    port: Annotated[
        int,
        typer.Option(
            min=0,
            max=65535,
            metavar="N",
            rich_help_panel=RUN,
            help="Port of the preview; 0 for any that is free.",
        ),
    ] = 8765,
    quiet: Quiet = False,
    summary: Annotated[
        bool,
        typer.Option("--summary", rich_help_panel=RUN, help="End with a table of the paper."),
    ] = False,
) -> None:
    """Print a day's paper as one PDF."""
    house: House = context.obj
    teller = Teller(house.language, quiet)
    is_plan = what.lower().endswith(PLAN_SUFFIXES)
    order = EditionOrder(
        day="" if is_plan else _checked_day(what),
        plan=Path(what) if is_plan else None,
        sources=tuple(sources or ()),
        output=output,
        config=config,
        report=report,
        extras=extras,
        summary=summary,
        layout=layout,
        options=(*(assignment(option) for option in options or ()), *(GREY if grey else ())),
        archival=archival,
        limits=Limits(timeout, memory * 1024**2),
        jobs=jobs,
        strict=strict,
        keep=not no_store,
        quiet=quiet,
        watch=watch or preview,
        preview=preview,
        port=port,
        shop=PrintShop(bleed, crop_marks, booklet),
    )
    with fence(house, teller):
        raise typer.Exit(carry_out(order, house, teller))


@edition_app.command("plan", epilog=examples.EDITION_PLAN)
def plan_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    day: Annotated[
        str,
        typer.Argument(
            metavar="[DAY]",
            help="2023-09-20, today or yesterday. Default: today.",
            show_default=False,
        ),
    ] = "",
    sources: FromSources = None,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE.yaml", help="Default: standard output."),
    ] = "",
    config: ConfigFile = None,
    quiet: Quiet = False,
) -> None:
    """Write the plan of a day's paper, for an editor to change."""
    house: House = context.obj
    teller = Teller(house.language, quiet)
    order = EditionOrder(
        day=_checked_day(day), sources=tuple(sources or ()), config=config, quiet=quiet
    )
    with fence(house, teller):
        _write_plan(order, output, house, teller)


def _write_plan(order: EditionOrder, output: str, house: House, teller: Teller) -> None:
    from cetak.cli.edition_run import EditionRun  # noqa: PLC0415 - only for this command
    from cetak.edition.plan_text import plan_text  # noqa: PLC0415

    desk, arranged, noticed = EditionRun(house, order, teller).arranged()
    for finding in (*noticed, *arranged.findings):
        teller.finding(finding)
    text = plan_text(arranged.plan, desk.publication.language or house.language)
    if output:
        house.resources.write(Path(output), text.encode())
    else:
        house.stdout(text.encode())


def carry_out(order: EditionOrder, house: House, teller: Teller) -> int:
    """Make the paper, and give the exit code."""
    if order.watch:
        from cetak.cli.edition_rounds import keep_making, shown_in_browser  # noqa: PLC0415

        with shown_in_browser(order, house, teller) as show:
            return keep_making(order, house, teller, show)
    from cetak.cli.edition_run import EditionRun  # noqa: PLC0415 - only for this command
    from cetak.cli.edition_watching import steps_shown  # noqa: PLC0415

    with steps_shown(house, teller) as (shown, tell):
        finished = EditionRun(house, order, shown, tell).run()
    for finding in finished.findings:
        teller.finding(finding)
    _tell_end(finished, teller)
    is_partial = bool(finished.made.failed) or not _told_beside(finished, house, teller)
    if order.summary:
        _print_summary(finished, teller)
    if order.report is not None:
        _write_report(order.report, finished, house, teller)
    return PARTIAL_EXIT_CODE if is_partial else 0


def _told_beside(finished: Finished, house: House, teller: Teller) -> bool:
    """Say what lies beside the paper; whether all of it could be made."""
    from cetak.cli.fence import known  # noqa: PLC0415
    from cetak.findings import error  # noqa: PLC0415

    if finished.beside is None:
        return True
    for name, problem in finished.beside.problems:
        teller.error(known(problem, house))
        teller.finding(error("extra-failed", name))
    folder, files = str(finished.beside.folder), len(finished.beside.files)
    teller.note("extras-made", files=files, folder=folder)
    return not finished.beside.problems


def _print_summary(finished: Finished, teller: Teller) -> None:
    from cetak.cli.edition_report import edition_tables  # noqa: PLC0415
    from cetak.cli.tables import draw  # noqa: PLC0415

    for table in edition_tables(finished, teller):
        draw(table)


def _write_report(path: Path, finished: Finished, house: House, teller: Teller) -> None:
    from cetak.cli.edition_report import report_of  # noqa: PLC0415
    from cetak.cli.report import written  # noqa: PLC0415

    house.resources.write(path, written(report_of(finished, teller)))


def _tell_end(finished: Finished, teller: Teller) -> None:
    if not teller.quiet:
        typer.echo(str(finished.path))
    teller.note(
        "edition-made",
        stories=finished.proof.stories,
        pages=finished.proof.pages,
        words=finished.proof.words,
        rendered=finished.made.rendered,
        left_out=len(finished.left_out),
        edition=finished.made.issue.edition,
    )


def _checked_day(word: str) -> str:
    from cetak.cli.asking import checked_day  # noqa: PLC0415

    return checked_day(word, "DAY")
