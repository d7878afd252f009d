"""``cetak clean``: what would be printed, and what would not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cetak.cli.fence import exit_code, fence, known
from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.errors import PARTIAL_EXIT_CODE

if TYPE_CHECKING:
    from cetak.acquire.sources import Raw
    from cetak.clean.report import Cleaned


class Form(StrEnum):
    """How a cleaned story is written; without one it is shown with its facts on top."""

    TEXT = "text"
    YAML = "yaml"
    JSON = "json"


def clean_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE", help="Story files, folders of them, or - for standard input."
        ),
    ],
    removed: Annotated[
        bool, typer.Option("--removed", help="List what was taken out instead of the story.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="With --removed: the list as JSON. Else as --to json.")
    ] = False,
    form: Annotated[
        Form | None,
        typer.Option(
            "--to", help="Only the body's text, or the whole story to edit and print again."
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Configuration file. Default: the nearest cetak.yaml above the story.",
        ),
    ] = None,
) -> None:
    """Show a story as it would be printed, or what would be left out."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        cleaning = _Cleaning(house, teller, config)
        stories = cleaning.cleaned(tuple(sources))
        if removed:
            _print_removed(list(stories), as_json, teller)
        else:
            _print_stories(stories, Form.JSON if as_json else form, teller)
        raise typer.Exit(cleaning.code())


class _Cleaning:
    """Cleans source after source and remembers what failed."""

    def __init__(self, house: House, teller: Teller, config: Path | None) -> None:
        self._house = house
        self._teller = teller
        self._config = config
        self._failures: list[int] = []
        self._succeeded = 0

    def cleaned(self, sources: tuple[str, ...]) -> Iterator[tuple[str, Cleaned]]:
        """Each story with the name of its source; what fails is told and passed over."""
        from cetak.acquire.sources import Unreadable, gather  # noqa: PLC0415

        for intake in gather(sources, self._house.resources, self._house.stdin):
            if isinstance(intake, Unreadable):
                self._fail(intake.error)
            elif (cleaned := self._clean(intake)) is not None:
                yield intake.name, cleaned

    def code(self) -> int:
        """The exit code of the command."""
        if not self._failures:
            return 0
        return PARTIAL_EXIT_CODE if self._succeeded else self._failures[0]

    def _clean(self, raw: Raw) -> Cleaned | None:
        try:
            desk = self._house.desk(raw.folder or Path(), self._config)
            cleaned = self._house.clean(raw, desk)
        except Exception as problem:
            self._fail(problem)
            return None
        self._succeeded += 1
        for finding in cleaned.findings:
            self._teller.finding(finding)
        return cleaned

    def _fail(self, problem: Exception) -> None:
        self._teller.error(known(problem, self._house))
        self._failures.append(exit_code(problem))


def _print_stories(
    stories: Iterator[tuple[str, Cleaned]], form: Form | None, teller: Teller
) -> None:
    write = _writer(form, teller)
    for number, (_, cleaned) in enumerate(stories):
        if number:
            typer.echo("---" if form is Form.YAML else "")
        typer.echo(write(cleaned).rstrip("\n"))


def _writer(form: Form | None, teller: Teller) -> Callable[[Cleaned], str]:
    from cetak.article.dump import article_to_json, article_to_yaml  # noqa: PLC0415
    from cetak.clean.body_text import body_text  # noqa: PLC0415
    from cetak.cli.readable import readable  # noqa: PLC0415

    if form is None:
        return lambda cleaned: readable(cleaned.article, teller)
    if form is Form.TEXT:
        return body_text
    write = article_to_yaml if form is Form.YAML else article_to_json
    return lambda cleaned: write(cleaned.article)


def _print_removed(stories: list[tuple[str, Cleaned]], as_json: bool, teller: Teller) -> None:
    from cetak.cli.report import removed_row, removed_table, written  # noqa: PLC0415
    from cetak.cli.tables import draw  # noqa: PLC0415

    if as_json:
        rows: list[dict[str, Any]] = [
            {"source": name, **removed_row(removed)}
            for name, cleaned in stories
            for removed in cleaned.removed
        ]
        typer.echo(written(rows).decode().rstrip("\n"))
    elif any(cleaned.removed for _, cleaned in stories):
        draw(removed_table([cleaned for _, cleaned in stories], teller))
    elif stories:
        teller.note("nothing-removed")
