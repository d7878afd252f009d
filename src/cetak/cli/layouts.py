"""``cetak layouts``: see the layouts, make one of your own, check it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli import examples
from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.errors import LayoutError
from cetak.findings import Severity

if TYPE_CHECKING:
    from rich.table import Table

    from cetak.layout.spec import LayoutSpec

layouts_app = typer.Typer(
    help="See the layouts, make one of your own, check it.",
    epilog=examples.LAYOUTS,
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Layout by name, or the folder of your own.")
]


@layouts_app.command("list", epilog=examples.LAYOUTS_LIST)
def list_command(context: typer.Context) -> None:
    """List the layouts that come with cetak."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.layout.load import list_layouts, load_layout  # noqa: PLC0415

        for name in list_layouts(house.resources):
            spec = load_layout(name, house.resources).spec
            typer.echo(f"{name}  {_in(teller.language, spec.description)}".rstrip())


@layouts_app.command("show", epilog=examples.LAYOUTS_SHOW)
def show_command(context: typer.Context, name: Name) -> None:
    """Show what a layout is for, its options and its papers."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.cli.tables import draw  # noqa: PLC0415
        from cetak.layout.load import layout_folder, load_layout  # noqa: PLC0415

        spec = load_layout(name, house.resources).spec
        typer.echo(f"{spec.name}  {_in(teller.language, spec.description)}".rstrip())
        typer.echo(f"{layout_folder(name, house.resources)}\n")
        draw(_option_table(spec, teller))


@layouts_app.command("new", epilog=examples.LAYOUTS_NEW)
def new_command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Folder to make.")],
    source: Annotated[
        str, typer.Option("--from", metavar="LAYOUT", help="Layout that it starts from.")
    ] = "reader",
) -> None:
    """Make a layout of your own that inherits from another."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.layout.workshop import new_layout  # noqa: PLC0415

        new_layout(Path(name), source, house.resources)
        teller.note("layout-made", folder=name)


@layouts_app.command("check", epilog=examples.LAYOUTS_CHECK)
def check_command(context: typer.Context, name: Name) -> None:
    """Check a layout: its files, its options, its style sheets."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.layout.workshop import check_layout  # noqa: PLC0415

        found = check_layout(name, house.resources)
        for finding in found:
            if finding.severity is not Severity.ERROR:
                teller.finding(finding)
        if errors := [finding for finding in found if finding.severity is Severity.ERROR]:
            raise LayoutError(*errors)
        teller.note("layout-checked", layout=name)


def _option_table(spec: LayoutSpec, teller: Teller) -> Table:
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for code in ("column-option", "column-values", "column-default", "column-meaning"):
        table.add_column(teller.words(code))
    for name, option in spec.options.items():
        values = ", ".join(option.choices or (*spec.papers, "WxH"))
        meaning = _in(teller.language, option.help)
        table.add_row(*map(escape, (name, values, option.default, meaning)))
    return table


def _in(language: str, texts: dict[str, str]) -> str:
    return texts.get(language) or texts.get("en") or ""
