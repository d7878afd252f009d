"""``cetak edition diff``: what is different between two papers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli.fence import FAULT_EXIT_CODE, fence
from cetak.cli.house import House
from cetak.cli.telling import Teller
from cetak.errors import DIFFERENT_EXIT_CODE, PressError
from cetak.findings import warning

if TYPE_CHECKING:
    from cetak.proof.two_papers import Comparison, PagePair

MOST_BYTES = 1_000_000_000
PAGE_DPI = 110
_PAGE_NAME = "diff.html"


def diff_command(
    context: typer.Context,
    before: Annotated[Path, typer.Argument(metavar="OLDER.pdf", help="The paper as it was.")],
    after: Annotated[Path, typer.Argument(metavar="NEWER.pdf", help="The paper as it is.")],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE.html | FILE.pdf | DIR",
            help="Changed pages side by side: a page for the browser, a PDF, or a folder of "
            "pictures.",
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Tell errors only.")] = False,
) -> None:
    """Show what is different between two papers."""
    house: House = context.obj
    teller = Teller(house.language, quiet)
    try:
        with fence(house, teller):
            is_same = _carry_out(before, after, output, house, teller)
    except typer.Exit as stop:
        if stop.exit_code == FAULT_EXIT_CODE:  # 1 says here that the two differ
            raise typer.Exit(PressError.exit_code) from None
        raise
    raise typer.Exit(0 if is_same else DIFFERENT_EXIT_CODE)


def _carry_out(before: Path, after: Path, output: str, house: House, teller: Teller) -> bool:
    from cetak.proof.two_papers import compare_papers  # noqa: PLC0415 - only for this command

    contents = [house.resources.read(path, MOST_BYTES) for path in (before, after)]
    found = compare_papers((str(before), contents[0]), (str(after), contents[1]))
    if not found.indexed:
        teller.finding(warning("diff-no-index"))
    for code, facts in _lines(found, teller):
        teller.note(code, **facts)
    if output:
        _write(found, Path(output), (before, after), house, teller)
    return found.is_same


def _lines(found: Comparison, teller: Teller) -> list[tuple[str, dict[str, str | int]]]:
    """The comparison in a few lines."""
    lines: list[tuple[str, dict[str, str | int]]] = []
    for story in found.stories:
        change = story.change
        facts: dict[str, str | int] = {"headline": change.headline, "page": change.label}
        lines.append((f"diff-{change.kind.value}", facts | {"old_page": change.old_label}))
    names = [_name(pair, teller) for pair in found.pages]
    if found.is_same:
        return [("diff-same", {"pages": found.counted[1]})]
    lines.append(("diff-pages", {"count": len(names), "names": ", ".join(names) or "–"}))
    return lines


def _name(pair: PagePair, teller: Teller) -> str:
    """A page of one or of both papers."""
    if pair.before is None:
        return teller.words("diff-page-new", page=pair.after_label)
    if pair.after is None:
        return teller.words("diff-page-gone", page=pair.before_label)
    same = pair.before_label == pair.after_label
    return pair.after_label if same else f"{pair.before_label} → {pair.after_label}"


def _write(
    found: Comparison, output: Path, names: tuple[Path, Path], house: House, teller: Teller
) -> None:
    from cetak.cli.diff_page import diff_page  # noqa: PLC0415 - jinja2

    suffix = output.suffix.lower()
    if suffix == ".pdf" and not found.pages:
        teller.note("diff-nothing-to-show")
        return
    if suffix == ".pdf":
        house.resources.write(output, _side_by_side(found))
        return
    page = diff_page(found, (str(names[0]), str(names[1])), teller).encode("utf-8", "replace")
    if suffix in (".html", ".htm"):
        house.resources.write(output, page)
        return
    house.resources.write(output / _PAGE_NAME, page)
    for number, pair in enumerate(found.pages, start=1):
        house.resources.write(output / f"{number:03d}.png", _png(pair))


def _side_by_side(found: Comparison) -> bytes:
    from cetak.proof.page_pictures import beside  # noqa: PLC0415 - only for this form

    file = io.BytesIO()
    first, *others = (beside(one.before_picture, one.after_picture) for one in found.pages)
    first.save(file, "PDF", resolution=PAGE_DPI, save_all=True, append_images=others)
    return file.getvalue()


def _png(pair: PagePair) -> bytes:
    from cetak.proof.page_pictures import beside  # noqa: PLC0415 - only for this form

    file = io.BytesIO()
    beside(pair.before_picture, pair.after_picture).save(file, "PNG", optimize=True)
    return file.getvalue()
