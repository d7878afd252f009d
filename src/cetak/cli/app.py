"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from cetak import __version__
from cetak.cli import examples
from cetak.cli.beginning import init_command
from cetak.cli.cleaning import clean_command
from cetak.cli.edition import edition_app
from cetak.cli.edition_diff import diff_command
from cetak.cli.layouts import layouts_app
from cetak.cli.printing import print_command
from cetak.cli.rules import rules_app
from cetak.cli.schema import schema_command
from cetak.cli.serving import serve_command

app = typer.Typer(
    name="cetak",
    help="A newsroom's print desk: stories in, newspaper pages as PDF out.",
    epilog=examples.MAIN,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cetak {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """A newsroom's print desk: stories in, newspaper pages as PDF out."""


app.command("print", epilog=examples.PRINT)(print_command)
app.command("clean", epilog=examples.CLEAN)(clean_command)
app.command("serve", epilog=examples.SERVE)(serve_command)
app.command("init", epilog=examples.INIT)(init_command)
app.command("schema", epilog=examples.SCHEMA)(schema_command)
edition_app.command("diff", epilog=examples.EDITION_DIFF)(diff_command)
app.add_typer(edition_app, name="edition", epilog=examples.EDITION)
app.add_typer(layouts_app, name="layouts")
app.add_typer(rules_app, name="rules")
