"""``cetak clean``: what would be printed, and what would not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cetak.cli.fence import exit_code, fence, known
from cetak.cli.house import House
from cetak.cli.order import OrderError
from cetak.cli.page_forms import Form, in_form
from cetak.cli.telling import Teller
from cetak.errors import PARTIAL_EXIT_CODE

if TYPE_CHECKING:
    from cetak.acquire.sources import Raw
    from cetak.clean.report import Cleaned


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
            "--to",
            help="Only the body's text, the whole story to edit and print again, "
            "or a page with the removed parts struck through.",
        ),
    ] = None,
    out_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write a file for each page here, named after it; in parallel."
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            min=0,
            max=256,
            metavar="N",
            help="With --out-dir: worker processes. Default: as configured, else one a core.",
        ),
    ] = 0,
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
        form = Form.JSON if as_json and not removed else form
        if out_dir is not None:
            if removed:
                raise OrderError.because("removed-and-folder", str(out_dir))
            _clean_in_bulk(house, teller, tuple(sources), out_dir, form, config, jobs)
        cleaning = _Cleaning(house, teller, config)
        stories = cleaning.cleaned(tuple(sources))
        if removed:
            _print_removed(list(stories), as_json, teller)
        else:
            _print_stories(stories, form, teller)
        raise typer.Exit(cleaning.code())


class _Cleaning:
    """Cleans source after source and remembers what failed."""

    def __init__(self, house: House, teller: Teller, config: Path | None) -> None:
        self._house = house
        self._teller = teller
        self._config = config
        self._failures: list[int] = []
        self._succeeded = 0

    def cleaned(self, sources: tuple[str, ...]) -> Iterator[tuple[Raw, Cleaned]]:
        """Each story as it came in, and cleaned; what fails is told and passed over."""
        from cetak.acquire.sources import Unreadable, gather  # noqa: PLC0415

        for intake in gather(sources, self._house.resources, self._house.stdin):
            if isinstance(intake, Unreadable):
                self._fail(intake.error)
            elif (cleaned := self._clean(intake)) is not None:
                yield intake, cleaned

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
    stories: Iterator[tuple[Raw, Cleaned]], form: Form | None, teller: Teller
) -> None:
    if form is Form.HTML:
        _print_audit_page(list(stories), teller)
        return
    from cetak.cli.readable import readable  # noqa: PLC0415

    for number, (raw, cleaned) in enumerate(stories):
        if number:
            typer.echo("---" if form is Form.YAML else "")
        text = in_form(form, raw, cleaned, teller.words) if form else ""
        typer.echo((text if form else readable(cleaned.article, teller)).rstrip("\n"))


def _print_audit_page(stories: list[tuple[Raw, Cleaned]], teller: Teller) -> None:
    from cetak.cli.audit_page import audit_page  # noqa: PLC0415

    if stories:
        typer.echo(audit_page(stories, teller.words).rstrip("\n"))


def _clean_in_bulk(  # noqa: PLR0913, PLR0917 - what the command line says, passed on
    house: House,
    teller: Teller,
    sources: tuple[str, ...],
    folder: Path,
    form: Form | None,
    config: Path | None,
    jobs: int,
) -> None:
    from cetak.cli.bulk_cleaning import BulkCleaning, BulkOrder  # noqa: PLC0415

    order = BulkOrder(sources, folder, form or Form.TEXT, config, jobs)
    raise typer.Exit(BulkCleaning(house, order, teller).run())


def _print_removed(stories: list[tuple[Raw, Cleaned]], as_json: bool, teller: Teller) -> None:
    from cetak.cli.report import removed_row, removed_table, written  # noqa: PLC0415
    from cetak.cli.tables import draw  # noqa: PLC0415

    if as_json:
        rows: list[dict[str, Any]] = [
            {"source": raw.name, **removed_row(removed)}
            for raw, cleaned in stories
            for removed in cleaned.removed
        ]
        typer.echo(written(rows).decode().rstrip("\n"))
    elif any(cleaned.removed for _, cleaned in stories):
        draw(removed_table([cleaned for _, cleaned in stories], teller))
    elif stories:
        teller.note("nothing-removed")
