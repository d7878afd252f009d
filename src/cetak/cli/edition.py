"""``cetak edition``: a day's paper as one PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from cetak.cli import examples
from cetak.cli.edition_order import EditionOrder
from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.settings import assignment
from cetak.cli.telling import Teller
from cetak.errors import PARTIAL_EXIT_CODE
from cetak.run.warm import Limits

if TYPE_CHECKING:
    from cetak.cli.edition_run import Finished

WHICH = "Which stories"
WHERE = "Where it goes"
LOOK = "What it looks like"
RUN = "How it runs"
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
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="SOURCE",
            rich_help_panel=WHICH,
            help="Folder, file or address of stories; may be given several times. "
            "Default: the sources of cetak.yaml.",
        ),
    ] = None,
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
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            rich_help_panel=RUN,
            help="Configuration file. Default: the nearest cetak.yaml above the stories.",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            rich_help_panel=RUN,
            help="Write no paper where there is a finding of severity error.",
        ),
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(
            min=0,
            max=256,
            metavar="N",
            rich_help_panel=RUN,
            help="Worker processes. Default: as configured, else one for each core.",
        ),
    ] = 0,
    no_store: Annotated[
        bool,
        typer.Option(
            "--no-store",
            rich_help_panel=RUN,
            help="Neither use nor keep finished sheets; print everything anew.",
        ),
    ] = False,
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
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", rich_help_panel=RUN, help="Tell errors only.")
    ] = False,
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
        options=tuple(assignment(option) for option in options or ()),
        archival=archival,
        limits=Limits(),
        jobs=jobs,
        strict=strict,
        keep=not no_store,
        quiet=quiet,
        watch=watch or preview,
        preview=preview,
        port=port,
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
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="SOURCE",
            help="Folder, file or address of stories; may be given several times. "
            "Default: the sources of cetak.yaml.",
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="FILE.yaml", help="Default: standard output."),
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Configuration file. Default: the nearest cetak.yaml above the stories.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Tell errors only.")] = False,
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
    if order.report is not None:
        content = json.dumps(report_of(finished, teller), ensure_ascii=False, indent=1)
        house.resources.write(order.report, content.encode())
    return PARTIAL_EXIT_CODE if finished.made.failed else 0


def report_of(finished: Finished, teller: Teller) -> dict[str, object]:
    """The report, ready for JSON."""
    from cetak.cli.report import finding_row  # noqa: PLC0415

    proof = finished.proof
    return {
        "file": str(finished.path),
        "edition": finished.made.index,
        "read": finished.read,
        "rendered": finished.made.rendered,
        "proof": {
            "pages": proof.pages,
            "words": proof.words,
            "stories": proof.stories,
            "sheets": proof.sheets,
        },
        "left-out": [
            {
                "story": one.name,
                "reasons": [finding_row(found, teller.language) for found in one.findings],
            }
            for one in finished.left_out
        ],
        "findings": [finding_row(one, teller.language) for one in finished.findings],
    }


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
