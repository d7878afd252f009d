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
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="Story files, folders of them, addresses, or - for standard input. "
            "Default: the sources of cetak.yaml.",
            show_default=False,
        ),
    ] = None,
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
    complete: Annotated[
        bool,
        typer.Option("--complete", help="Let saved feeds and pages fetch what they leave out."),
    ] = False,
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
        named = tuple(sources or ())
        if out_dir is not None:
            if removed:
                raise OrderError.because("removed-and-folder", str(out_dir))
            _clean_in_bulk(house, teller, named, out_dir, form, config, jobs, complete=complete)
        cleaning = _Cleaning(house, teller, named, config, complete=complete)
        stories = cleaning.cleaned()
        if removed:
            _print_removed(list(stories), as_json, teller)
        else:
            _print_stories(stories, form, teller)
        raise typer.Exit(cleaning.code())


class _Cleaning:
    """Cleans source after source and remembers what failed."""

    def __init__(
        self,
        house: House,
        teller: Teller,
        sources: tuple[str, ...],
        config: Path | None,
        *,
        complete: bool,
    ) -> None:
        from cetak.cli.desks import Desks  # noqa: PLC0415 - pydantic, only for this command
        from cetak.cli.reading import Reading  # noqa: PLC0415

        self._house = house
        self._teller = teller
        self._reading = Reading(house, Desks(house, sources, config), complete=complete)
        self._failures: list[int] = []

    def cleaned(self) -> Iterator[tuple[Raw, Cleaned]]:
        """Each story as it came in, and cleaned; what fails is told and passed over."""
        from cetak.run.many import SetAside  # noqa: PLC0415

        for story in self._reading.stories():
            if isinstance(story, SetAside):
                self._fail(story.error)
                continue
            for finding in story.cleaned.findings:
                self._teller.finding(finding)
            yield story.raw, story.cleaned
        self._count()

    def code(self) -> int:
        """The exit code of the command."""
        if not self._failures:
            return 0
        some = len(self._failures) < self._reading.read
        return PARTIAL_EXIT_CODE if some else self._failures[0]

    def _count(self) -> None:
        """Say how many there were, where that is not plain to see.

        Raises:
            SourceError: ``sources-without-stories``.
        """
        read, aside = self._reading.read, len(self._failures)
        if not read:
            raise self._reading.nothing_found()
        if read > 1 or aside:
            self._teller.note("stories-cleaned", read=read, cleaned=read - aside, aside=aside)

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
    *,
    complete: bool,
) -> None:
    from cetak.cli.bulk_cleaning import BulkCleaning, BulkOrder  # noqa: PLC0415

    order = BulkOrder(sources, folder, form or Form.TEXT, config, jobs, complete)
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
