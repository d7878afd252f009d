"""``cetak rules``: see the rules of cleaning, and what they do to a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cetak.cli import examples
from cetak.cli.fence import fence
from cetak.cli.house import House
from cetak.cli.telling import Teller

if TYPE_CHECKING:
    from rich.table import Table

    from cetak.acquire.sources import Raw
    from cetak.clean.rules import Rule
    from cetak.cli.rule_trial import Trial
    from cetak.config import Desk

_LONGEST_TEXT = 80

rules_app = typer.Typer(
    help="See the rules of cleaning, and what they do to a page.",
    epilog=examples.RULES,
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Config = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Configuration file. Default: the nearest cetak.yaml."),
]


@rules_app.command("list", epilog=examples.RULES_LIST)
def list_command(
    context: typer.Context,
    pack: Annotated[
        str,
        typer.Option(metavar="PACK", help="Only this pack; cetak.yaml for the newsroom's own."),
    ] = "",
    config: Config = None,
) -> None:
    """List the rules: name, pack, category and what they match."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.cli.tables import draw  # noqa: PLC0415

        draw(_rule_table(_rules(house.desk(Path(), config), pack), teller))


@rules_app.command("test", epilog=examples.RULES_TEST, no_args_is_help=True)
def trial_command(
    context: typer.Context,
    page: Annotated[
        str,
        typer.Argument(metavar="PAGE", help="A story file, an address, or - for standard input."),
    ],
    config: Config = None,
) -> None:
    """Say which rules matched what on a page, and what came of it."""
    house: House = context.obj
    teller = Teller(house.language)
    with fence(house, teller):
        from cetak.acquire.sources import Unreadable, is_address  # noqa: PLC0415

        configured = house.desk(Path(), config).sources if is_address(page) else ()
        for source in house.sources((page,), configured):
            for intake in source.all(None, None):
                if isinstance(intake, Unreadable):
                    raise intake.error
                _try(intake, house, config, teller)


def _try(raw: Raw, house: House, config: Path | None, teller: Teller) -> None:
    from cetak.adapt import read_story  # noqa: PLC0415
    from cetak.clean.rulebook import load_rulebook  # noqa: PLC0415
    from cetak.cli.rule_trial import trials  # noqa: PLC0415
    from cetak.cli.tables import draw  # noqa: PLC0415

    desk = house.desk(raw.folder or Path(), config)
    cleaned = house.clean(raw, desk)
    rulebook = load_rulebook(desk.cleaning.own_rules(), desk.cleaning.packs)
    found = trials(read_story(raw.name, raw.content), cleaned, rulebook)
    if found:
        draw(_trial_table(found, teller))
    else:
        teller.note("no-rule-matched", page=raw.name)


def _rules(desk: Desk, wanted: str) -> Iterator[tuple[str, Rule]]:
    """The rules with their packs, in the order they are asked."""
    from cetak.clean.rulebook import OWN_RULES, load_rulebook  # noqa: PLC0415

    own = desk.cleaning.own_rules()
    if not wanted:
        load_rulebook(own, desk.cleaning.packs)  # all together: no name may be there twice
    if wanted in ("", OWN_RULES):
        yield from ((OWN_RULES, rule) for rule in load_rulebook(own, ()).rules)
    packs = (wanted,) if wanted else desk.cleaning.packs
    for pack in (pack for pack in packs if pack != OWN_RULES):
        yield from ((pack, rule) for rule in load_rulebook((), (pack,)).rules)


def _rule_table(rules: Iterable[tuple[str, Rule]], teller: Teller) -> Table:
    from rich.text import Text  # noqa: PLC0415

    codes = ("column-rule", "column-pack", "column-category", "column-where", "column-matches")
    table = _table(codes, teller)
    for pack, rule in rules:
        category = rule.category.value if rule.category and not rule.keep else "keep"
        where = "" if rule.where == "anywhere" else rule.where
        matches = "\n".join(part for part in (", ".join(rule.selector), *rule.line) if part)
        table.add_row(*map(Text, (rule.name, pack, category, where, matches)))
    return table


def _trial_table(found: Iterable[Trial], teller: Teller) -> Table:
    from rich.text import Text  # noqa: PLC0415

    codes = ("column-line", "column-rule", "column-category", "column-outcome", "column-text")
    table = _table(codes, teller)
    for trial in found:
        text = trial.text
        short = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
        outcome = teller.words(trial.outcome, **trial.facts)
        line = str(trial.line or "")
        table.add_row(*map(Text, (line, trial.rule, trial.category, outcome, short)))
    return table


def _table(codes: tuple[str, ...], teller: Teller) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for code in codes:
        table.add_column(teller.words(code), overflow="fold")
    return table
