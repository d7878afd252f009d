"""``cetak schema``: what a story file may say, for editors and other programs."""

from __future__ import annotations

import json

import typer

from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.telling import Teller


def schema_command(context: typer.Context) -> None:
    """Print the JSON Schema of story files."""
    house: House = context.obj
    with fence(house, Teller(house.language)):
        from cetak.article.schema import article_schema  # noqa: PLC0415

        typer.echo(json.dumps(article_schema(), ensure_ascii=False, indent=2))
